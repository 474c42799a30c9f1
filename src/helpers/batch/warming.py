"""What every report needs, done once before children are forked, so that they begin with it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.batch.engine import run_first_cell
from helpers.batch.jobs import Job
from helpers.batch.work import make_report
from helpers.core.catalogues import load_catalogues
from helpers.core.errors import ReportError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo, level_in
from helpers.export.formats import chosen_formats
from helpers.stages.unit_history import earlier_periods
from helpers.stages.unit_selection import ALL, select_units


def warm_up(job: Job, *, with_report: bool) -> None:
    """Import and set up; ``with_report``: also make an invented unit's report like ``job``'s.

    That report loads what a first one loads: modules imported late, templates, typefaces and
    widths of words. It is invented because this process must not depend on what a unit sent.
    """
    import resvg_py  # noqa: F401

    from helpers.stages.notebooks import report, trends  # noqa: F401

    run_first_cell()
    for known in chosen_formats(job.formats):
        known.load()
    if with_report:
        _make_invented_report(job)
    _open_catalogues(job.workspace, Period.parse(job.period))


def _open_catalogues(workspace: Workspace, period: Period) -> None:
    for known in (*earlier_periods(workspace, period), period):
        with suppress(ReportError):  # reported for each unit that needs them
            load_catalogues(workspace, known)


def _make_invented_report(job: Job) -> None:
    period = Period.parse(job.period)
    with TemporaryDirectory(prefix="baocao-") as folder:
        invented = Workspace(Path(folder) / "invented")
        periods, level = [period.previous_year(), period], level_in(period)
        build_demo(invented.root, units=1, periods=periods, fault_rate=0, level=level)
        (unit,) = select_units(invented, period, ALL)
        make_report(replace(job, workspace=invented, unit=unit, keep_notebooks=False))
