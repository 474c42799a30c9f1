"""Panels of one unit and period: its stages, a run's outcome, the report's files."""

from pathlib import Path

from pyarrow import parquet

from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message
from helpers.core.table_words import word_of
from helpers.export.formats import FORMATS
from helpers.export.html.panel import FileLink, MarkedCell, NotebookPanel, PanelCell
from helpers.stages.freshness import ReportFreshness, freshness_of
from helpers.stages.notebooks.problem_cards import ProblemCards
from helpers.stages.notebooks.problems import Problems
from helpers.stages.parameters import STAGES
from helpers.stages.received_files import ReceivedFiles, columns, link_to
from helpers.stages.report_files import kept_here, notebooks_at_hand, reports_at_hand
from helpers.stages.set_aside import OutputFolder, kept_sentences
from helpers.stages.unit_run import Outcome

SHOWN_IN_LAB = tuple(known.suffix for known in FORMATS if known.is_shown_in_lab)
SHOWN_NAMES = 5
STAGE_OUTPUTS: dict[str, tuple[str, ...]] = {
    "01_clean": (
        *("observations", "programme", "texts", "documents", "heading"),
        *("notes", "received_tables", "cleaning_log", "quarantine"),
        *("detailed_figures", "questions"),
    ),
    "02_indicators": ("indicators", "findings"),
    "03_trends": ("charts",),
}
"""The tables that each stage leaves for the next ones."""


class ReportPanels(ReceivedFiles):
    """Stages, open questions and files of the report of one unit and period, as panels."""

    @property
    def report_files(self) -> list[Path]:
        """The report's files, in the order of the formats asked for."""
        unit_period = self.unit_period
        found = reports_at_hand(unit_period.workspace, unit_period.period, unit_period.unit.key)
        formats = unit_period.report_parameters.formats
        return [path for kind in formats for path in found if path.suffix == f".{kind}"]

    @property
    def freshness(self) -> ReportFreshness:
        """Of the report that the parameters ask for."""
        asked, known = self.unit_period.parameters.model_dump(), self.unit_period
        return freshness_of(known.workspace, known.period, known.unit.key, asked=asked)

    def stages(self) -> NotebookPanel:
        """The tables of each stage, and whether the report still follows from the files."""
        freshness, workspace = self.freshness, self.unit_period.workspace
        left = {stage: self._rows_of(stage) for stage in STAGE_OUTPUTS}
        rows: list[tuple[PanelCell, ...]] = [
            (_name(stage), _tables(tables), _state(bool(tables), freshness))
            for stage, tables in left.items()
        ]
        has_report = freshness.finished is not None
        files = tuple(link_to(workspace, path) for path in self.report_files) if has_report else ""
        *_, last = STAGES
        rows.append((_name(last), files, _state(has_report, freshness)))
        return NotebookPanel(columns("stage", "content", "state"), tuple(rows), _changes(freshness))

    def _rows_of(self, stage: str) -> dict[str, int]:
        """Tables that a stage has written: name → rows."""
        unit_period = self.unit_period
        folder = unit_period.workspace.processed(unit_period.period, unit_period.unit.key)
        paths = {name: folder / f"{name}.parquet" for name in STAGE_OUTPUTS[stage]}
        return {n: parquet.read_metadata(p).num_rows for n, p in paths.items() if p.exists()}

    def problems(self) -> ProblemCards | NotebookPanel:
        """What is still to be done, as cards; a sentence where nothing has been read yet."""
        if self._rows_of("01_clean"):
            return ProblemCards(Problems(self.unit_period))
        return NotebookPanel(sentences=(message("start.no_report"),))

    def results(self) -> NotebookPanel:
        """Links that open the report's files and the executed notebooks."""
        workspace = self.unit_period.workspace
        key = (workspace, self.unit_period.period, self.unit_period.unit.key)
        folder = workspace.reports(*key[1:])
        named = [(path.suffix[1:], path) for path in self.report_files]
        named += [(part, path) for part, paths in kept_here(*key).items() for path in paths]
        rows: list[tuple[PanelCell, ...]] = [
            (message(f"start.is_{name}"), self._link(path), _size(path)) for name, path in named
        ]
        executed = tuple(link_to(workspace, path) for path in notebooks_at_hand(*key))
        rows.append((message("start.is_notebook"), executed, ""))
        sentences = [message("start.results", folder=workspace.relative(folder))]
        kept = OutputFolder(workspace, folder).kept()
        sentences += [message("start.kept", files=", ".join(kept))] if kept else []
        return NotebookPanel(columns("kind", "file", "size"), tuple(rows), tuple(sentences))

    def _link(self, path: Path) -> FileLink:
        saves = path.suffix not in SHOWN_IN_LAB
        return link_to(self.unit_period.workspace, path, saves=saves)


def _name(stage: str) -> str:
    return message(f"stages.stage_{stage}")


def _tables(rows: dict[str, int]) -> str:
    lang = current_language()
    names = {name: word_of("", "table", name, lang)[0] for name in rows}
    return "; ".join(
        f"{names[n]} {format_number(count, 0, lang=lang)}" for n, count in rows.items()
    )


def _state(is_made: bool, freshness: ReportFreshness) -> str:
    if not is_made:
        return message("start.state_none")
    if freshness.finished is None:
        return message("start.state_unknown")
    if freshness.is_current:
        return message("start.state_current")
    is_same = freshness.has_same_inputs and not (freshness.lost or freshness.tables)
    return message("start.state_edited" if is_same and freshness.edited else "start.state_old")


def _changes(freshness: ReportFreshness) -> tuple[str, ...]:
    """When the report was made and what differs since, a sentence each."""
    if freshness.failure:
        return (message("start.failed", reason=freshness.failure),)
    if freshness.finished is None:
        return (message("start.no_report"),)
    finished_sentence = message("start.made", time=f"{freshness.finished:%d/%m/%Y %H:%M}")
    changes = {
        "start.parameters_changed": freshness.parameters,
        "start.sources_changed": freshness.sources,
        "start.members_changed": freshness.members,
        "start.rules_changed": freshness.rules,
        "start.tables_changed": freshness.tables,
        "start.files_lost": freshness.lost,
        "start.files_edited": freshness.edited,
        "start.files_published": freshness.published,
    }
    found = [message(key, files=_some(names)) for key, names in changes.items() if names]
    if not found:
        is_same = freshness.has_same_inputs
        found = [message("start.nothing_changed" if is_same else "start.not_recorded")]
    return (finished_sentence, *found)


def _some(names: tuple[str, ...]) -> str:
    hidden = len(names) - SHOWN_NAMES
    shown = ", ".join(names[:SHOWN_NAMES])
    return message("start.and_more", names=shown, count=hidden) if hidden > 0 else shown


def outcome_of(outcome: Outcome) -> NotebookPanel:
    """Counts of a run."""
    rows = tuple(
        (message(f"cli.count_{name}"), MarkedCell(format_number(count, 0), is_number=True))
        for name, count in outcome.counts.items()
    )
    title = message("cli.summary_title", unit=outcome.unit_name, period=outcome.period)
    verdict = message("start.clean" if outcome.is_clean else "start.with_findings")
    sentences = (f"{title}. {verdict}", *outcome.decided, *kept_sentences(outcome.set_aside))
    return NotebookPanel(columns("what", "count"), rows, sentences)


def _size(path: Path) -> MarkedCell:
    size = format_number(path.stat().st_size / 1024, 0, lang=current_language())
    return MarkedCell(f"{size} KB", is_number=True)
