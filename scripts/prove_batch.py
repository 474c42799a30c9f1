"""Proof that a batch is sure: by few and many processes and killed again and again, all the same.

Usage: python scripts/prove_batch.py [UNITS] [KILLS] [JOBS] [FORMATS]   (300 0 1,4,8 html)

Makes the reports of an invented province by each number of processes in JOBS, then by a batch that
is killed (SIGKILL, with its children) at KILLS random moments and started again. JOBS: all cores
and one process where nothing is said. Prints one line of JSON; exit code 1 if not sure.
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
COMMAND = [sys.executable, "-c", "from helpers.cli.main import run; run()", "batch"]
UNIT = re.compile(r"huyện mẫu (\d{4})|huyen-mau-(\d{4})", re.IGNORECASE)


def outputs(workspace: Workspace) -> dict[str, bytes]:
    """Every file of every unit but the manifests, which record times."""
    folder = workspace.root / "reports" / str(PERIOD)
    paths = (path for path in folder.glob("*/*") if path.is_file() and path.stem != "manifest")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def made_by(workspace: Workspace, workers: int, formats: str) -> dict[str, bytes]:
    """The files of a batch by so many processes; its time goes to stderr."""
    units = select_units(workspace, PERIOD, "all")
    jobs = plan_jobs(
        workspace, PERIOD, units, lang="vi", formats=tuple(formats.split(",")), keep_notebooks=False
    )
    start, done = perf_counter(), [0]

    def count(_: object) -> None:
        done[0] += 1
        if done[0] % 50 == 0:
            show(f"{done[0]} reports by {workers} processes, {perf_counter() - start:.0f} s")

    run_batch(workspace, PERIOD, jobs, BatchOptions(workers=workers), on_result=count)
    return outputs(workspace)


def show(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def made_under_fire(
    workspace: Workspace, kills: int, seconds: float, formats: str
) -> tuple[dict, list[float]]:
    """A batch killed at random moments within ``seconds``, then left to end."""
    given = ["--period", str(PERIOD), "--to", formats, "--workspace", workspace.root]
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


def without_report(files: dict[str, bytes], formats: str) -> list[str]:
    """Units whose facts are missing, as those of a page that says why there is no report.

    And those that lack a file in one of the formats.
    """
    units = {name.partition("/")[0] for name in files if not name.startswith("made-with/")}
    wanted = ("facts.json", *(f"bao-cao-{{}}-{PERIOD}.{kind}" for kind in formats.split(",")))
    return sorted(u for u in units if any(f"{u}/{w.format(u)}" not in files for w in wanted))


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


def main(units: int = 200, kills: int = 6, numbers: str = "", formats: str = "html,xlsx") -> None:
    workers = [int(n) for n in numbers.split(",") if n] or [os.cpu_count() or 1, 1]
    record: dict[str, object] = {"units": units, "formats": formats, "processes": workers}
    with TemporaryDirectory() as folder:
        model = Workspace(Path(folder) / "model")
        build_demo(model.root, units=units, periods=[PERIOD], seed=units)
        made: dict[str, dict[str, bytes]] = {}
        seconds = []
        for number in workers:
            own = copy_of(model, f"by-{number}")
            start = perf_counter()
            made[f"by {number}"] = made_by(own, number, formats)
            seconds.append(perf_counter() - start)
            shutil.rmtree(own.root)
        if kills:
            under_fire = copy_of(model, "under-fire")
            made["killed"], moments = made_under_fire(under_fire, kills, min(seconds), formats)
            record["killed after seconds"] = moments
    first = next(iter(made.values()))
    record |= {"files": len(first), "seconds": [round(number) for number in seconds]}
    doubts = {
        "units without a report": without_report(first, formats),
        "other bytes than by the first number": [k for k, files in made.items() if files != first],
        "pages that name another unit": strangers(first),
    }
    print(json.dumps(record | doubts))
    sys.exit(1 if any(doubts.values()) else 0)


def copy_of(model: Workspace, name: str) -> Workspace:
    """A workspace beside the model with the same files."""
    return Workspace(shutil.copytree(model.root, model.root.with_name(name)))


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(*map(int, sys.argv[1:3]), *sys.argv[3:5])))
