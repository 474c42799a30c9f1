"""What was received: units, periods, forms with their files. All as panels."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class ReceivedFiles:
    """What was received for one unit and period, as panels."""

    unit_period: UnitPeriod

    def units_received(self) -> NotebookPanel:
        """Units that have a folder for the period: code, name, files, report."""
        workspace, period = self.unit_period.workspace, self.unit_period.period
        folders = sorted((workspace.root / "data" / "raw" / str(period)).glob("*/"))
        rows = tuple(
            (f.name, self._name(f.name), *_files_and_report(workspace, period, f)) for f in folders
        )
        title = message("start.units", count=len(rows), period=period.label())
        titles = (title, message("start.search_units"))
        return NotebookPanel(columns("unit", "name", "files", "report"), rows, titles)

    def _name(self, key: str) -> str:
        try:
            units, day = self.unit_period.catalogues.units, self.unit_period.period.end
            return units.find(key, day).name_vi
        except ParameterError:
            return message("start.unknown_unit")

    def periods(self) -> NotebookPanel:
        """Periods for which the unit sent files, oldest first."""
        workspace, unit = self.unit_period.workspace, self.unit_period.unit
        rows = tuple(
            (str(p), p.label(), *_files_and_report(workspace, p, workspace.raw(p, unit.key)))
            for p in workspace.raw_periods(unit.key)
        )
        title = message("start.periods", count=len(rows), unit=unit.name_vi)
        return NotebookPanel(columns("period", "name", "files", "report"), rows, (title,))

    def forms(self) -> NotebookPanel:
        """For each form expected, missing ones first: files of this period and of last year's."""
        unit_period, workspace = self.unit_period, self.unit_period.workspace
        before = unit_period.period.previous_year()
        files, skipped = _received(workspace.raw(unit_period.period, unit_period.unit.key))
        source_units = unit_period.source_units.get(before, [])
        earlier = [p for s in source_units for p in _received(workspace.raw(before, s.key))[0]]
        forms = sorted(self._asked(files), key=lambda form: _first(form, files))
        rows = [
            (form.title_vi, *(_names(form, paths) for paths in (files, earlier))) for form in forms
        ]
        others = [path.name for path in files if not any(form.fits(path.name) for form in forms)]
        missing = [row[0] for row in rows if row[1] == message("start.missing")]
        last_year = "start.last_year" if earlier else "start.no_last_year"
        sentences = [
            message("start.forms", received=len(forms) - len(missing), expected=len(forms)),
            message("start.forms_missing", names="; ".join(missing)) if missing else "",
            message("start.unexpected", names=", ".join(others)) if others else "",
            *map(str, skipped),
            message(last_year, period=before.label(), count=len(earlier)),
            self._corrections(),
        ]
        heads = (*columns("form"), str(unit_period.period), str(before))
        return NotebookPanel(heads, tuple(rows), tuple(text for text in sentences if text))

    def _asked(self, files: Sequence[Path]) -> list[Form]:
        """Forms that are expected, and optional ones that came."""
        known = self.unit_period.catalogues.forms
        return [f for f in known if not f.optional or any(f.fits(path.name) for path in files)]

    def missing_forms(self) -> list[str]:
        """The titles of expected forms of which no file has the name."""
        unit_period = self.unit_period
        folder = unit_period.workspace.raw(unit_period.period, unit_period.unit.key)
        files, _ = _received(folder)
        return [form.title_vi for form in self._asked(files) if _first(form, files) < 0]

    def _corrections(self) -> str:
        name = f"corrections/{self.unit_period.period}/{self.unit_period.unit.key}.csv"
        count = len(load_corrections(self.unit_period.workspace.reference(name)))
        key = "start.corrections" if count else "start.no_correction"
        return message(key, count=count, file=name)


def _files_and_report(
    workspace: Workspace, period: Period, folder: Path
) -> tuple[str, tuple[FileLink, ...]]:
    """How many workbooks a unit sent, and links to its report."""
    try:
        found = reports_at_hand(workspace, period, folder.name)
    except ParameterError:  # a folder whose name cannot be a unit's
        found = []
    pages = (link_to(workspace, path) for path in found if path.suffix == ".html")
    return str(len(_received(folder)[0])), tuple(pages)


def _received(folder: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The workbooks of a folder and what is left out; none where there is no folder."""
    try:
        return list_inputs(folder)
    except InputError:
        return (), ()


def _first(form: Form, paths: Sequence[Path]) -> int:
    """Index of the form's first file; -1 where it was not received."""
    return next((index for index, path in enumerate(paths) if form.fits(path.name)), -1)


def _names(form: Form, paths: Sequence[Path]) -> str:
    return ", ".join(p.name for p in paths if form.fits(p.name)) or message("start.missing")
