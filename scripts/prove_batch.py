"""Proof that a batch is sure: side by side, one by one and killed again and again, all the same.

Usage: python scripts/prove_batch.py [UNITS] [KILLS]   (prints one line of JSON; exit code 1 if not)

Makes the reports of an invented province three times: by all cores, by one process, and by a batch
that is killed (SIGKILL, with its children) at KILLS random moments and started again.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from helpers.batch.jobs import plan_jobs
from helpers.batch.run import BatchOptions, run_batch
from helpers.cli.guard import guarded
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo
from helpers.stages.unit_selection import select_units

PERIOD = Period.parse("2023H1")
FORMATS = ("html", "xlsx")
COMMAND = [sys.executable, "-c", "from helpers.cli.main import run; run()", "batch"]
UNIT = re.compile(r"huyện mẫu (\d{4})|huyen-mau-(\d{4})", re.IGNORECASE)


def outputs(workspace: Workspace) -> dict[str, bytes]:
    """Every file of every unit but the manifests, which record times."""
    folder = workspace.root / "reports" / str(PERIOD)
    paths = (path for path in folder.glob("*/*") if path.is_file() and path.stem != "manifest")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def made_by(workspace: Workspace, workers: int) -> dict[str, bytes]:
    units = select_units(workspace, PERIOD, "all")
    jobs = plan_jobs(workspace, PERIOD, units, lang="vi", formats=FORMATS, keep_notebooks=False)
    run_batch(workspace, PERIOD, jobs, BatchOptions(workers=workers))
    return outputs(workspace)


def made_under_fire(workspace: Workspace, kills: int, seconds: float) -> tuple[dict, list[float]]:
    """A batch killed at random moments within ``seconds``, then left to end."""
    given = ["--period", str(PERIOD), "--to", ",".join(FORMATS), "--workspace", workspace.root]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    moments = [round(random.uniform(1, seconds / kills), 1) for _ in range(kills)]
    for moment in moments:
        running = subprocess.Popen([*COMMAND, *map(str, given)], start_new_session=True, **quiet)
        try:
            running.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    subprocess.run([*COMMAND, *map(str, given)], check=False, **quiet)
    return outputs(workspace), moments


def strangers(files: dict[str, bytes]) -> list[str]:
    """Pages that name another unit than their own."""
    found = []
    for name, content in files.items():
        own = name.partition("/")[0][-4:]
        named = (
            {a or b for a, b in UNIT.findall(content.decode("utf-8"))} if ".html" in name else {own}
        )
        if named != {own}:
            found.append(name)
    return found


def main(units: int = 200, kills: int = 6) -> None:
    with TemporaryDirectory() as folder:
        model = Workspace(Path(folder) / "side-by-side")
        build_demo(model.root, units=units, periods=[PERIOD], seed=units)
        others = [Workspace(Path(folder) / name) for name in ("one-by-one", "under-fire")]
        for other in others:
            shutil.copytree(model.root, other.root)
        start = perf_counter()
        together = made_by(model, os.cpu_count() or 1)
        seconds = perf_counter() - start
        alone = made_by(others[0], 1)
        killed, moments = made_under_fire(others[1], kills, seconds)
    record = {
        "units": units,
        "files": len(together),
        "same one by one": together == alone,
        "same after kills": together == killed,
        "killed after seconds": moments,
        "pages that name another unit": strangers(together),
    }
    print(json.dumps(record))
    is_sure = together == alone == killed and not record["pages that name another unit"]
    sys.exit(0 if is_sure else 1)


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(*(int(text) for text in sys.argv[1:]))))
