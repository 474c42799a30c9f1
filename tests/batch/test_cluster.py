"""A real scheduler and two worker processes on loopback, one of which is killed on the way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers.batch.cluster import cluster_executor
from helpers.batch.run import BatchOptions, run_batch
from helpers.batch.work import DONE
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

PERIOD = Period.parse("2023H1")
DASK = [sys.executable, "-m", "dask"]
QUIET = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}


@pytest.fixture
def cluster(tmp_path):
    """(address, processes of the two workers)."""
    ports = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    scheduler = subprocess.Popen([*DASK, "scheduler", *ports], cwd=tmp_path, **QUIET)
    address = next(
        match[0] for line in scheduler.stdout if (match := re.search(r"tcp://127\S+", line))
    )
    alone = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
    workers = [
        subprocess.Popen([*DASK, "worker", address, *alone], cwd=tmp_path, **QUIET)
        for _ in range(2)
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()
        process.stdout.close()


def pages(workspace):
    found = (workspace.root / "reports").glob("*/*/*.html")
    return {path.name: path.read_bytes() for path in found}


def test_a_killed_worker_changes_nothing(cluster, tmp_path, make_plan, whole_province):
    """Its units are made again: the pages are those that the other ways of a batch make."""
    address, workers = cluster
    there = Workspace(shutil.copytree(whole_province.root, tmp_path / "there"))
    for folder in (there.root / "reports", there.root / "data" / "processed"):
        shutil.rmtree(folder)
    killed = []

    def kill_one(result):
        if not killed:
            killed.append(result.unit)
            os.kill(workers[0].pid, signal.SIGKILL)

    with cluster_executor(address) as executor:
        time.sleep(2)  # both workers take part
        plan = make_plan(there)
        options = BatchOptions(executor=executor)
        outcome = run_batch(there, PERIOD, plan, options, on_result=kill_one)
    assert [result.status for result in outcome.results] == [DONE] * 3
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    assert pages(there) == pages(whole_province)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("helpers.batch.cluster.CONNECT_SECONDS", 1)
    with (
        pytest.raises(ParameterError, match="tcp://127.0.0.1:9"),
        cluster_executor("tcp://127.0.0.1:9"),
    ):
        pass
