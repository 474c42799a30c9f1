"""Interrupt commands at many moments: each says so and ends with 130, without a traceback.

Usage: python scripts/interrupts.py [MOMENTS]   (a line of JSON; 1 where one fails)
Each of three commands is interrupted so often, evenly over its first six seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.core.workspace import PROJECT_ROOT

COMMAND = "from helpers.cli.entry import run; print('begun', flush=True); run()"
"""Begun once the entry point is reached: Python's own start cannot be guarded."""
VERBS = (
    ["batch", "--period", "2023H1"],
    ["run", "--unit", "bach-thong", "--period", "2023H1"],
    ["demo", "d", "--units", "999"],
)
SECONDS = 6.0


def stopped(code: str, arguments: list[str], after: float, folder: Path) -> tuple[int, str]:
    """Exit code and output of a program that is interrupted ``after`` seconds from its line."""
    running = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=folder, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # nohup lets none through
    )  # fmt: skip
    assert running.stdout is not None and running.stdout.readline() == "begun\n"
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    out = "".join(running.communicate(timeout=120))
    return running.returncode, out


def main(moments: int = 20) -> int:
    failed = []
    for number in range(moments * len(VERBS)):
        verb, after = VERBS[number % len(VERBS)], SECONDS * (number + 1) / (moments * len(VERBS))
        with TemporaryDirectory() as folder:
            shutil.copytree(PROJECT_ROOT / "data" / "raw", Path(folder) / "data" / "raw")
            code, out = stopped(COMMAND, verb, after, Path(folder))
        if code != 130 or "Đã dừng" not in out or "Traceback" in out:
            failed.append(f"{verb[0]} after {after:.2f} s: code {code}, {out[-200:]}")
    print(json.dumps({"interrupts": moments * len(VERBS), "not held": failed}, ensure_ascii=False))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
