"""Workspaces for tests: copies of the real raw files, so that the originals are never touched."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import sys
from concurrent.futures import Executor, Future
from pathlib import Path
from unittest.mock import patch

import pytest
from filelock import FileLock

from helpers.core.catalogues.measures import Measures, use_measures
from helpers.core.fonts import font_path
from helpers.core.messages import set_language
from helpers.core.workspace import PROJECT_REFERENCE, PROJECT_ROOT, Workspace

# Many tests start processes: without stored bytecode each would compile the whole package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# What the benches measure with is imported from them.
sys.path.insert(0, str(PROJECT_ROOT / "scripts"))

# Only the shipped fonts, also under the names that page and document ask for first: a bare machine
# has none, and another one's Liberation may lack Vietnamese letters.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{folder}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family>
<prefer><family>Liberation Serif</family></prefer></alias>
<alias binding="same"><family>Arial</family>
<prefer><family>Liberation Sans</family></prefer></alias></fontconfig>"""

# Looking through all that is loaded for circles took a twelfth of the time of the tests.
gc.set_threshold(50_000, 20, 20)


# Files go to workers whole, so that what a file shares is made once. Those that take or wait
# longest come first, so that at the end no long one is left for one worker; those of JupyterLab,
# whose page must answer within two seconds, only when the linter has ended.
LONG = (
    "batch/test_children",
    "cli/test_surroundings",
    "delivery/test_command",
    "delivery/test_sending",
    "stages/test_set_aside",
    "stages/test_freshness",
    "batch",
    "stages/test_province_notebook",
    "stages",
    "browser",
    "cli",
    "forms",
    "audit",
    "indicators",
    "cleaning/test_generated",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    def rank(item) -> int:
        starts = (n for n, name in enumerate(LONG) if item.nodeid.startswith(f"tests/{name}"))
        return next(starts, len(LONG))

    items.sort(key=rank)


def pytest_collection_finish():
    """What is loaded by now stays until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def fresh_start():
    """Every test starts in Vietnamese and with the project's units, whatever the one before did.

    And with the same environment: a command changes it for its process.
    """
    set_language("vi")
    use_measures(Measures.load(PROJECT_REFERENCE / "measures.csv"))
    with patch.dict(os.environ):
        yield


@pytest.fixture(scope="session")
def program():
    """``program("soffice")``: path of the first that is installed; without any, the test fails."""

    def find(*names: str) -> str:
        found = next(filter(None, map(shutil.which, names)), None)
        if found is None:
            pytest.fail(f"{names[0]} is missing: `make test` installs it (see scripts/setup.sh)")
        return found

    return find


@pytest.fixture(scope="session")
def shipped_fonts(tmp_path_factory) -> dict[str, str]:
    """The environment in which other programs see the shipped fonts and no others."""
    folder = tmp_path_factory.mktemp("fonts")
    text = FONTS.format(folder=font_path("serif").parent, cache=folder / "cache")
    (folder / "fonts.conf").write_text(text, encoding="utf-8")
    return {"FONTCONFIG_FILE": str(folder / "fonts.conf")}


def copy_of_real_data(target: Path) -> Workspace:
    """A workspace in ``target`` with the real raw files; catalogues are the project's."""
    for name in ("raw", "edits"):
        shutil.copytree(PROJECT_ROOT / "data" / name, target / "data" / name)
    return Workspace(target)


@pytest.fixture(scope="session")
def copy_real():
    """A function that copies the real raw files to a folder: for workspaces of a whole module."""
    return copy_of_real_data


@pytest.fixture
def finished_copy(finished, tmp_path) -> Workspace:
    """The finished real unit, to be changed."""
    root = tmp_path / "workspace"
    shutil.copytree(finished[0].root, root)
    return Workspace(root)


@pytest.fixture
def real_workspace(tmp_path) -> Workspace:
    return copy_of_real_data(tmp_path / "workspace")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """``built_once(name, build)``: what ``build(folder)`` returns, built by one worker for all.

    The folder is shared: who wants to change a file in it makes a copy.
    """
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def get(name: str, build):
        folder, result = root / name, root / f"{name}.pickle"
        with FileLock(root / f"{name}.lock"):
            if not result.exists():
                shutil.rmtree(folder, ignore_errors=True)
                result.write_bytes(pickle.dumps(build(folder)))
            return pickle.loads(result.read_bytes())

    return get


def finish_real_unit(folder: Path):
    from helpers.batch.engine import ENGINE
    from helpers.stages.parameters import STAGES
    from helpers.stages.unit_run import run_unit

    workspace = copy_of_real_data(folder / "workspace")
    parameters = {"unit": "bach-thong", "period": "2023H1", "lang": "vi"}
    return workspace, run_unit(workspace, parameters, list(STAGES), lambda *_: None, engine=ENGINE)


@pytest.fixture(scope="session")
def finished(built_once):
    """The real unit run through all four notebooks in this process: (workspace, outcome)."""
    return built_once("finished", finish_real_unit)


PERIOD = "2023H1"


def plan(workspace, units="all", **choices):
    """Jobs of a batch: HTML only, unless told otherwise."""
    from helpers.batch.jobs import plan_jobs
    from helpers.core.periods import Period
    from helpers.stages.unit_selection import select_units

    period = Period.parse(PERIOD)
    options = {"lang": "vi", "formats": ("html",), "keep_notebooks": False} | choices
    return plan_jobs(workspace, period, select_units(workspace, period, units), **options)


@pytest.fixture(scope="session")
def make_plan():
    return plan


class OneChild(Executor):
    """One job after the other, in a child that stays: a fresh one imports for 2.5 s."""

    def submit(self, work, /, *given, **named) -> Future:
        future = Future()
        try:
            future.set_result(work(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def run_quickly(workspace, jobs, **options):
    """The outcome of a batch whose jobs share one child with all batches of this process.

    For tests of what a batch leaves; tests of how it runs take ``run_batch`` as a command does.
    """
    from helpers.batch.run import BatchOptions, run_batch
    from helpers.core.periods import Period

    options = BatchOptions(executor=OneChild(), **options)
    return run_batch(workspace, Period.parse(PERIOD), jobs, options)


@pytest.fixture(scope="session")
def quick_batch():
    return run_quickly


@pytest.fixture
def batch_in_this_process(monkeypatch):
    """For commands that are a batch: a child of their own imports for 2.5 s."""
    from helpers.batch import run

    def run_here(jobs, work, **_):
        return run.run_over(OneChild(), jobs, work)

    monkeypatch.setattr(run, "run_jobs", run_here)


def make_province(root: Path):
    from helpers.batch.run import BatchOptions, run_batch
    from helpers.core.periods import Period
    from helpers.demo.build import build_demo

    period = Period.parse(PERIOD)
    build_demo(root, units=3, periods=[period], seed=7, fault_rate=0.2)
    workspace = Workspace(root)
    for path in workspace.raw(period, "huyen-mau-0003").iterdir():
        path.unlink()
    return workspace, run_batch(workspace, period, plan(workspace), BatchOptions(workers=2))


@pytest.fixture(scope="session")
def province(built_once):
    """(workspace, outcome): units 1 and 2 are whole, unit 3 has sent an empty folder."""
    return built_once("province", make_province)


def make_whole_province(root: Path) -> Workspace:
    from helpers.core.periods import Period
    from helpers.demo.build import build_demo

    period, workspace = Period.parse(PERIOD), Workspace(root)
    build_demo(root, units=3, periods=[period], seed=7, fault_rate=0.0)
    jobs = plan(workspace, formats=("html", "docx"))
    assert not run_quickly(workspace, jobs).failed
    return workspace


@pytest.fixture(scope="session")
def whole_province(built_once) -> Workspace:
    """Three units without faults, reported as page and document: 12 s, once for all workers."""
    return built_once("whole-province", make_whole_province)
