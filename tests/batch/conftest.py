"""An invented province of three units, and one batch over it."""

from __future__ import annotations

import pytest

from helpers.batch.jobs import plan_jobs, select_units
from helpers.batch.run import run_batch
from helpers.demo.build import build_demo
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace

PERIOD = Period.parse("2023H1")


def plan(workspace, units="all", **choices):
    options = {"lang": "vi", "formats": ("html",), "keep_notebooks": False} | choices
    return plan_jobs(workspace, PERIOD, select_units(workspace, PERIOD, units), **options)


@pytest.fixture(scope="session")
def make_plan():
    return plan


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    """(workspace, outcome): units 1 and 2 are whole, unit 3 has sent an empty folder."""
    root = tmp_path_factory.mktemp("province") / "w"
    build_demo(root, units=3, periods=[PERIOD], seed=7, fault_rate=0.2)
    workspace = Workspace(root)
    for path in workspace.raw(PERIOD, "huyen-mau-0003").iterdir():
        path.unlink()
    outcome = run_batch(workspace, PERIOD, plan(workspace), workers=2)
    return workspace, outcome
