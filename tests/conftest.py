"""Workspaces for tests: copies of the real raw files, so that the originals are never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.ground.catalogues.measures import Measures, use_measures
from helpers.ground.messages import set_language
from helpers.ground.workspace import PROJECT_REFERENCE, PROJECT_ROOT, Workspace


@pytest.fixture(autouse=True)
def fresh_start():
    """Every test starts in Vietnamese and with the project's units, whatever the one before did."""
    set_language("vi")
    use_measures(Measures.load(PROJECT_REFERENCE / "measures.csv"))


def copy_of_real_data(target: Path) -> Workspace:
    """A workspace in ``target`` with the real raw files; catalogues are the project's."""
    shutil.copytree(PROJECT_ROOT / "data" / "raw", target / "data" / "raw")
    return Workspace(target)


@pytest.fixture(scope="session")
def copy_real():
    """A function that copies the real raw files to a folder: for workspaces of a whole module."""
    return copy_of_real_data


@pytest.fixture
def real_workspace(tmp_path) -> Workspace:
    return copy_of_real_data(tmp_path / "workspace")


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """The real unit run once through all four notebooks: (workspace, outcome)."""
    from helpers.stages.job import run_unit
    from helpers.stages.parameters import STAGES

    workspace = copy_of_real_data(tmp_path_factory.mktemp("finished") / "workspace")
    parameters = {"unit": "bach-thong", "period": "2023H1", "lang": "vi"}
    outcome = run_unit(workspace, parameters, list(STAGES), lambda stage, done, total: None)
    return workspace, outcome


PERIOD = "2023H1"


def plan(workspace, units="all", **choices):
    """Jobs of a batch: HTML only, unless told otherwise."""
    from helpers.batch.jobs import plan_jobs, select_units
    from helpers.ground.periods import Period

    period = Period.parse(PERIOD)
    options = {"lang": "vi", "formats": ("html",), "keep_notebooks": False} | choices
    return plan_jobs(workspace, period, select_units(workspace, period, units), **options)


@pytest.fixture(scope="session")
def make_plan():
    return plan


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    """(workspace, outcome): units 1 and 2 are whole, unit 3 has sent an empty folder."""
    from helpers.batch.run import run_batch
    from helpers.demo.build import build_demo
    from helpers.ground.periods import Period

    root, period = tmp_path_factory.mktemp("province") / "w", Period.parse(PERIOD)
    build_demo(root, units=3, periods=[period], seed=7, fault_rate=0.2)
    workspace = Workspace(root)
    for path in workspace.raw(period, "huyen-mau-0003").iterdir():
        path.unlink()
    return workspace, run_batch(workspace, period, plan(workspace), workers=2)
