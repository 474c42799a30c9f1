"""Which files of the program and which catalogues shape a report: every one is on one side.

A name stands for a file or for a folder with all that is in it. The longest name that fits a file
decides, so that a folder may be on one side and a file in it on another.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

HELPERS, STAGES = "src/helpers", "src/helpers/stages"
MESSAGES = "src/helpers/core/messages"
TEMPLATES = "src/helpers/export/html/templates"
NOTEBOOKS, REFERENCE = "notebooks", "data/reference"


def _in(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for name in names)


def _messages(*topics: str) -> tuple[str, ...]:
    return tuple(f"{MESSAGES}/{lang}/{topic}.yml" for lang in ("vi", "en") for topic in topics)


REPORT_INPUTS = (
    *_in(HELPERS, "__init__.py", "py.typed", "core", "cleaning", "indicators", "checks", "audit"),
    *_in(HELPERS, "charts", "narrative", "export"),
    *_in(STAGES, "__init__.py", "compat.py", "parameters.py", "publishing.py", "report_files.py"),
    *_in(
        STAGES, "owed_reports.py", "report_head.py", "runner.py", "set_aside.py", "unit_history.py"
    ),
    *_in(STAGES, "run_summary.py", "unit_period.py", "unit_run.py"),
    *_in(f"{STAGES}/notebooks", "__init__.py", "edited_parts.py", "kept_tables.py"),
    *_in(f"{STAGES}/notebooks", "explore.py", "kept_changes.py", "report.py"),
    *_in(f"{STAGES}/notebooks", "trends.py"),
    *_in(STAGES, "decided.py", "desk_errors.py", "edits.py", "own_contradictions.py"),
    *_in(f"{HELPERS}/batch", "compat.py", "engine.py", "work.py"),
    *_in(NOTEBOOKS, "01_clean.ipynb", "02_indicators.ipynb", "03_trends.ipynb", "04_report.ipynb"),
    *_in(REFERENCE, "aliases", "forms", "indicators", "products"),
    *_in(REFERENCE, "checks.csv", "dimensions.csv", "document_kinds.csv", "label_words.csv"),
    *_in(REFERENCE, "level_limits.csv", "measures.csv", "regions.csv", "scope.csv"),
    *_in(REFERENCE, "outlier_rules.csv", "precision.csv", "seasonal_shares.csv"),
    *_in(REFERENCE, "capitals.csv", "packs", "section_words.csv"),
)
"""They shape every report."""

ROLL_UP_INPUTS = (
    *_in(HELPERS, "indicators/rollup", "checks/unit_comparison_checks.py"),
    *_in(HELPERS, "narrative/unit_comparison.py"),
    *_in(f"{STAGES}/notebooks", "province.py", "province_report.py"),
    *_in(NOTEBOOKS, "05_province.ipynb"),
    *_in(REFERENCE, "key_indicators.csv", "units.csv", "unit_successors.csv"),
)
"""They shape the reports of roll-ups besides. Of the units, another report has rows of its own."""

NOT_REPORT_INPUTS = (
    *_in(HELPERS, "cli", "delivery", "demo", "batch", "forms"),
    *_in(
        STAGES, "blank_forms.py", "feedback.py", "first_steps.py", "freshness.py", "input_hashes.py"
    ),
    *_in(STAGES, "kept_periods.py", "manifest.py", "received_files.py"),
    *_in(STAGES, "left_behind.py", "report_inputs.py", "running.py", "unit_search.py"),
    *_in(
        STAGES,
        "mapping",
        "unit_selection.py",
        "word_edits.py",
        "word_line_changes.py",
        "word_lines.py",
    ),
    *_in(f"{STAGES}/notebooks", "audit.py", "cell_link.js", "cell_link.py", "lab_widgets.py"),
    *_in(f"{STAGES}/notebooks", "mapping.py", "mapping_form.py", "pick.py", "problem_cards.py"),
    *_in(f"{STAGES}/notebooks", "problems.py", "progress.py", "sortable_tables.py"),
    *_in(f"{STAGES}/notebooks", "start.py", "start_panels.py", "tables.py", "table_views.yml"),
    *_in(f"{HELPERS}/core", "table_words.csv", "table_words.py"),
    *_in(f"{HELPERS}/export/html", "audit_page.py", "failure_page.py", "index_page.py"),
    *_in(f"{HELPERS}/export/html", "panel.py", "templating.py"),
    *_in(f"{HELPERS}/export/docx", "audit_comments.py"),
    *_in(f"{HELPERS}/export", "data_package.py", "mail_headers.py", "mail_message.py"),
    *_in(f"{HELPERS}/export", "preview.py", "question_workbook.py"),
    *_in(
        TEMPLATES, "audit.html.j2", "card.html.j2", "failure.html.j2", "index.html.j2", "index.js"
    ),
    *_in(TEMPLATES, "mail.html.j2", "page.css.j2", "page.html.j2", "panel.html.j2"),
    *_messages("batch", "cli", "delivery", "demo", "feedback", "first", "forms", "start", "tables"),
    *_in(NOTEBOOKS, "00_start.ipynb", "06_audit.ipynb", "07_mapping.ipynb", "08_explore.ipynb"),
    *_in(REFERENCE, "recipients.csv", "units_sources.md"),
    # A unit's own are recorded with its raw files.
    *_in(REFERENCE, "corrections", "mappings", "unit_profiles"),
)
"""They drive, show, mail, invent or record."""

_SIDES: Mapping[str, int] = MappingProxyType(
    {
        name: side
        for side, names in enumerate((REPORT_INPUTS, ROLL_UP_INPUTS, NOT_REPORT_INPUTS))
        for name in names
    }
)


def declared_name(path: str) -> str | None:
    """The longest name declared above that is ``path`` or a folder around it; None for none.

    ``path`` is relative to the project or workspace, with slashes.
    """
    around = map(str, (PurePosixPath(path), *PurePosixPath(path).parents))
    return next((name for name in around if name in _SIDES), None)


def is_report_input(path: str, *, is_roll_up: bool) -> bool:
    """True where a file shapes reports of this kind.

    So does what nobody declared, such as a catalogue that a workspace has besides: better one
    report too many than one out of date.
    """
    names = (REPORT_INPUTS, ROLL_UP_INPUTS) if is_roll_up else (REPORT_INPUTS,)
    name = declared_name(path)
    return name is None or _SIDES[name] < len(names)
