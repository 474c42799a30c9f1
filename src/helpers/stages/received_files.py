"""What was received: units, periods, forms with their files. All as panels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.cleaning.readers import Skipped, list_inputs
from helpers.core.catalogues.corrections import load_corrections
from helpers.core.catalogues.forms import Form
from helpers.core.errors import InputError, ParameterError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.export.html.panel import FileLink, NotebookPanel
from helpers.stages.report_files import reports_at_hand
from helpers.stages.unit_period import UnitPeriod

NOTEBOOK_FOLDER = ".."  # from the folder of the notebooks to the workspace


def link_to(workspace: Workspace, path: Path, *, saves: bool = False, name: str = "") -> FileLink:
    """A link that works in a notebook of the workspace's folder of notebooks."""
    return FileLink(name or path.name, f"{NOTEBOOK_FOLDER}/{workspace.relative(path)}", saves)


def columns(*names: str) -> tuple[str, ...]:
    """The titles of columns, in the language of messages."""
    return tuple(message(f"start.column_{name}") for name in names)


def units_received(unit_period: UnitPeriod) -> NotebookPanel:
    """Units that have a folder for the period: what to write as ``unit``, name, files, report."""
    workspace, period = unit_period.workspace, unit_period.period
    folders = sorted(p for p in (workspace.root / "data" / "raw" / str(period)).glob("*/"))
    rows = tuple(
        (
            f.name,
            _name(unit_period, f.name),
            str(len(_received(f)[0])),
            _report_links(workspace, period, f.name),
        )
        for f in folders
    )
    title = message("start.units", count=len(rows), period=period.label())
    titles = (title, message("start.search_units"))
    return NotebookPanel(columns("unit", "name", "files", "report"), rows, titles)


def periods_received(unit_period: UnitPeriod) -> NotebookPanel:
    """Periods for which the unit has a folder, oldest first."""
    workspace, key = unit_period.workspace, unit_period.unit.key
    rows = tuple(
        (
            str(period),
            period.label(),
            str(len(_received(workspace.raw(period, key))[0])),
            _report_links(workspace, period, key),
        )
        for period in workspace.raw_periods(key)
    )
    title = message("start.periods", count=len(rows), unit=unit_period.unit.name_vi)
    return NotebookPanel(columns("period", "name", "files", "report"), rows, (title,))


def _name(unit_period: UnitPeriod, key: str) -> str:
    try:
        return unit_period.catalogues.units.find(key, unit_period.period.end).name_vi
    except ParameterError:
        return message("start.unknown_unit")


def _report_links(workspace: Workspace, period: Period, key: str) -> tuple[FileLink, ...]:
    try:
        found = reports_at_hand(workspace, period, key)
    except ParameterError:  # a folder whose name cannot be a unit's
        return ()
    return tuple(link_to(workspace, path) for path in found if path.suffix == ".html")


def _received(folder: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The workbooks of a folder and what is left out; none where there is no folder."""
    try:
        return list_inputs(folder)
    except InputError:
        return (), ()


def forms_panel(unit_period: UnitPeriod) -> NotebookPanel:
    """For each form expected, missing ones first: files of this period and of last year's."""
    workspace, before = unit_period.workspace, unit_period.period.previous_year()
    files, skipped = _received(workspace.raw(unit_period.period, unit_period.unit.key))
    source_units = unit_period.source_units.get(before, [])
    earlier = [p for s in source_units for p in _received(workspace.raw(before, s.key))[0]]
    asked = [
        form
        for form in unit_period.catalogues.forms
        if not form.optional or any(form.fits(path.name) for path in files)
    ]
    forms = sorted(asked, key=lambda form: _first(form, files))
    rows = [(form.title_vi, *(_names(form, paths) for paths in (files, earlier))) for form in forms]
    unexpected = [path.name for path in files if not any(form.fits(path.name) for form in forms)]
    missing = [row[0] for row in rows if row[1] == message("start.missing")]
    sentences = [
        message("start.forms", received=len(forms) - len(missing), expected=len(forms)),
        message("start.forms_missing", names="; ".join(missing)) if missing else "",
        message("start.unexpected", names=", ".join(unexpected)) if unexpected else "",
        *map(str, skipped),
        _last_year(before, len(earlier)),
        _corrections(unit_period),
    ]
    heads = (*columns("form"), str(unit_period.period), str(before))
    return NotebookPanel(heads, tuple(rows), tuple(text for text in sentences if text))


def _first(form: Form, paths: Sequence[Path]) -> int:
    """Index of the form's first file; -1 where it was not received."""
    return next((index for index, path in enumerate(paths) if form.fits(path.name)), -1)


def _names(form: Form, paths: Sequence[Path]) -> str:
    return ", ".join(p.name for p in paths if form.fits(p.name)) or message("start.missing")


def _last_year(before: Period, count: int) -> str:
    key = "start.last_year" if count else "start.no_last_year"
    return message(key, period=before.label(), count=count)


def _corrections(unit_period: UnitPeriod) -> str:
    name = f"corrections/{unit_period.period}/{unit_period.unit.key}.csv"
    count = len(load_corrections(unit_period.workspace.reference(name)))
    return (
        message("start.corrections", count=count, file=name)
        if count
        else message("start.no_correction")
    )
