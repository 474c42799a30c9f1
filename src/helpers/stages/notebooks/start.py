"""What ``00_start`` calls: one unit and period from the files received to the report."""

from dataclasses import dataclass
from pathlib import Path

from IPython.display import Image

from helpers.core.catalogues import load_catalogues
from helpers.core.errors import InputError
from helpers.core.messages import message, set_language
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.export.html.panel import NotebookPanel
from helpers.export.preview import first_page_png
from helpers.stages.first_steps import prepare_unit
from helpers.stages.manifest import read_manifest
from helpers.stages.notebooks.progress import RunProgress
from helpers.stages.notebooks.start_panels import ReportPanels, outcome_of
from helpers.stages.parameters import (
    STAGES,
    ReportParameters,
    StartParameters,
    checked_call,
    validated,
)
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_run import run_unit
from helpers.stages.unit_search import columns as unit_columns
from helpers.stages.unit_search import list_units


@dataclass(frozen=True)
class Start(ReportPanels):
    """One unit and period as the analyst meets them."""

    overwrite: bool

    def about(self) -> NotebookPanel:
        """Which unit and period the parameters name, in words."""
        unit, period = self.unit_period.unit, self.unit_period.period
        above = self.unit_period.catalogues.units.parent(unit, period.end)
        names = ", ".join(u.name_vi for u in (unit, above) if u is not None)
        shown = message("start.about", unit=names, code=unit.key, period=period.label())
        return NotebookPanel(sentences=(shown,))

    def prepare(self) -> NotebookPanel:
        """For a unit without a folder in any period: makes it, and says what comes next."""
        unit, period = self.unit_period.unit, self.unit_period.period
        if self.unit_period.workspace.raw(period, unit.key).is_dir():
            return NotebookPanel(sentences=(message("start.is_prepared"),))
        raw = self.unit_period.workspace.root / "data" / "raw"
        if any(raw.glob(f"*/{unit.key}")):  # a unit that is known here: perhaps a mistyped period
            return NotebookPanel()
        steps = prepare_unit(self.unit_period.workspace, unit.key, period)
        return NotebookPanel(sentences=(*steps.sentences(), *steps.numbered()))

    @checked_call
    def units(self, text: str = "") -> NotebookPanel:
        """Units that sent files for the period; with a text the units of that name, of any time."""
        if not text:
            return self.units_received()
        units, period = self.unit_period.catalogues.units, self.unit_period.period
        folder = self.unit_period.workspace.root / "data" / "raw" / str(period)
        found = list_units(
            units,
            text,
            period,
            {path.name for path in folder.glob("*")},
            self.unit_period.workspace,
        )
        return NotebookPanel(unit_columns(), found.rows, points=found.sentences)

    def run(self) -> NotebookPanel:
        """All four stages, each in a kernel of its own; its counts.

        Raises InputError without raw files, and where a report was edited after it was made
        unless ``overwrite`` is set; ReportError for what stops a stage.
        """
        self._require_files()
        edited = self.freshness.edited
        if edited and not self.overwrite:
            raise InputError("start.edited", files=", ".join(Path(name).name for name in edited))
        values = self.unit_period.parameters.model_dump()
        workspace, period, unit = (self.unit_period.workspace, values["period"], values["unit"])
        before = (read_manifest(workspace, period, unit) or {}).get("seconds_by_stage", {})
        with RunProgress(STAGES, before) as progress:
            return outcome_of(run_unit(workspace, values, list(STAGES), progress))

    def _require_files(self) -> None:
        unit_period = self.unit_period
        folder = unit_period.workspace.raw(unit_period.period, unit_period.unit.key)
        if folder.is_dir():
            unit_period.inputs()
            return
        others = ", ".join(map(str, unit_period.workspace.raw_periods(unit_period.unit.key)))
        raise InputError(
            "start.no_folder",
            unit=unit_period.unit.name_vi,
            period=unit_period.period.label(),
            folder=unit_period.workspace.relative(folder),
            periods=others or message("start.none"),
        )

    def first_page(self) -> Image | None:
        """The first page of the PDF; nothing where none was asked for."""
        pdf = next((path for path in self.report_files if path.suffix == ".pdf"), None)
        alt = message("start.first_page", unit=self.unit_period.unit.name_vi)
        return Image(first_page_png(pdf), alt=alt) if pdf else None


def open_start(*, workspace: Workspace | None = None, **values: object) -> Start:
    """Check parameters and open the unit and period they name.

    Raises ParameterError; for an unknown unit with the codes that are like it.
    """
    given = validated(StartParameters, values)
    set_language(given.lang)
    base = workspace or Workspace.find()
    period = Period.parse(given.period)
    unit = load_catalogues(base, period).units.find(given.unit, period.end)
    known = given.model_dump(exclude={"overwrite"}) | {"unit": unit.key}
    return Start(open_unit_period(ReportParameters, workspace=base, **known), given.overwrite)
