"""Kill the making of a report at many of its writes: nothing half-written, the next run sound.

Usage: python scripts/kill_points.py [POINTS] [FORMATS] [FIRST STEP]   (a line of JSON; else code 1)

A forked child makes the report of an invented unit and is killed (SIGKILL) before its n-th write,
rename, removal or new folder; n runs evenly over all of them. After each kill every finished file
must have the bytes of an undisturbed run or of the report before it; half of the kills hit a unit
that has an older report. Every tenth is then made again, and must end as the undisturbed one. FIRST
and STEP take a part of the points, for several processes at once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.batch.jobs import Job
from helpers.batch.warming import warm_up
from helpers.batch.work import DONE, make_report
from helpers.cli.guard import guarded
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo
from helpers.stages.unit_selection import select_units

PERIOD = Period.parse("2023H1")
CHANGES = frozenset(("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link"))
MADE_AGAIN = 10
"""One killed unit of so many is made again."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def made(job: Job, kill_at: int = 0) -> int:
    """Make the report in a forked child; how many changes of files it made, -1 where it failed.

    ``kill_at``: the change before which the child is killed; 0: none.
    """
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        count = 0

        def hook(event: str, given: tuple) -> None:
            nonlocal count
            is_write = event == "open" and isinstance(given[2], int) and given[2] & WRITING
            if not (is_write or event in CHANGES):
                return
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        is_done = make_report(job).status == DONE
        os.write(writing, str(count if is_done else -1).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as stream:
        return int(stream.read() or 0)


def finished_files(job: Job) -> dict[str, bytes]:
    """Every finished file of the unit; names with a dot are unfinished, manifests hold times."""
    folder = job.workspace.reports(PERIOD, job.unit)
    paths = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    kept = (p for p in paths if p.stem != "manifest" and "da-sua" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in kept}


def main(
    points: int = 200, formats: str = "html,pdf,docx,xlsx", first: int = 0, step: int = 1
) -> None:
    with TemporaryDirectory() as folder:
        model = Workspace(Path(folder) / "model")
        build_demo(model.root, units=1, periods=[PERIOD], seed=1)
        (unit,) = select_units(model, PERIOD, "all")
        job = Job(model, unit, str(PERIOD), "vi", tuple(formats.split(",")))
        warm_up(job, with_report=True)
        raw = Path(folder) / "raw"
        shutil.copytree(model.root, raw)
        changes = made(job)
        truth = finished_files(job)
        done = Path(folder) / "done"
        shutil.copytree(model.root, done)
        damaged, unsound = [], []
        every = sorted({1 + n * changes // points for n in range(points)})
        tried = every[first::step]
        for n, kill_at in enumerate(tried):
            root = Path(folder) / "killed"
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(done if n % 2 else raw, root)
            own = replace(job, workspace=Workspace(root))
            made(own, kill_at)
            if any(truth.get(name) != content for name, content in finished_files(own).items()):
                damaged.append(kill_at)
            if n % MADE_AGAIN == 0 and (made(own) < 0 or finished_files(own) != truth):
                unsound.append(kill_at)
            found = f"half-written after {damaged}, not the same again {unsound}"
            print(f"{n + 1} of {len(tried)}: {found}", file=sys.stderr, flush=True)
    record = {
        "formats": formats,
        "changes of files in a run": changes,
        "kill points": len(tried),
        "half-written files after": damaged,
        "not the same after the next run": unsound,
    }
    print(json.dumps(record))
    sys.exit(1 if damaged or unsound or changes < 0 else 0)


if __name__ == "__main__":
    given = sys.argv[1:]
    parts = (*map(int, given[:1]), *given[1:2], *map(int, given[2:4]))
    sys.exit(guarded(lambda: main(*parts)))
