"""An invented province with reports and recipients, and mail servers on loopback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from certificates import make_certificate
from offices import PEOPLE, PERIOD, SERVER, MailServer, wait_until

from helpers.batch.jobs import plan_jobs
from helpers.batch.run import BatchOptions, run_batch
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo
from helpers.stages.unit_selection import select_units


@pytest.fixture
def serve(tmp_path):
    """``serve(security="none", rcpt={…}, data=[…])`` starts a server; they end with the test."""
    started = []

    def start(security: str = "none", **script: object) -> MailServer:
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        make_certificate(folder)
        text = json.dumps(script | {"security": security})
        (folder / "script.json").write_text(text, encoding="utf-8")
        started.append(subprocess.Popen([sys.executable, SERVER, folder]))
        wait_until((folder / "port").exists)
        return MailServer(folder, security)

    yield start
    for process in started:
        process.kill()
        process.wait()


def make_province(root):
    build_demo(root, units=3, periods=[PERIOD], seed=7, fault_rate=0.0)
    workspace = Workspace(root)
    units = select_units(workspace, PERIOD, "all")
    jobs = plan_jobs(
        workspace, PERIOD, units, lang="vi", formats=("html", "docx"), keep_notebooks=False
    )
    assert not run_batch(workspace, PERIOD, jobs, BatchOptions(workers=2)).failed
    path = root / "data" / "reference" / "recipients.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return workspace


@pytest.fixture(scope="session")
def province(built_once):
    """A workspace of three units with reports that may go out, and their recipients."""
    return built_once("mail", make_province)


@pytest.fixture
def office(province, tmp_path):
    """A copy of the province that a test may change."""
    return Workspace(shutil.copytree(province.root, tmp_path / "w"))
