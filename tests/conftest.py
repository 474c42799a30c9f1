"""Workspaces for tests: copies of the real raw files, so that the originals are never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.ground.messages import set_language
from helpers.ground.workspace import PROJECT_ROOT, Workspace


@pytest.fixture(autouse=True)
def vietnamese():
    """Every test starts in Vietnamese, whatever the one before chose."""
    set_language("vi")


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
