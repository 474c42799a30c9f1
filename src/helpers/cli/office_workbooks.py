"""``baocao forms`` and ``baocao feedback``: workbooks that go to offices."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from helpers.cli import show
from helpers.core.catalogues.units import Units
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.blank_forms import write_blank_forms, write_commune_forms


def forms(
    console: Console,
    workspace: Workspace,
    unit: str,
    period: Period,
    folder: Path | None,
    *,
    of_communes: bool,
) -> None:
    """Write blank forms and say where they are."""
    units = Units.load(workspace.reference("units.csv"))
    name = units.find(unit, period.end).name_vi
    words = {"unit": name, "period": period.label()}
    if of_communes:
        with show.counted(console, message("forms.communes_progress")) as on_commune:
            written = write_commune_forms(workspace, unit, period, folder, on_commune)
        file = workspace.relative(written.path)
        text = message("forms.zip_written", None, count=written.count, file=file, **words)
    else:
        written = write_blank_forms(workspace, unit, period, folder)
        where = written.path if folder else workspace.relative(written.path)
        text = message("forms.written", None, count=written.count, folder=where, **words)
    console.print(text, markup=False, soft_wrap=True)
    show.set_aside(console, written.kept)
