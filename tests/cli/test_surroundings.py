"""Commands in poor surroundings: few files, little memory, no home, an interrupt at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import interrupts
import pytest

from helpers.core.workspace import PROJECT_ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits, signals, sh")
COMMAND = [sys.executable, "-c", "from helpers.cli.entry import run; run()"]
ASKED = ["--unit", "bach-thong", "--period", "2023H1"]


def run(command: list[str], **options) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)


@pytest.mark.parametrize(("limit", "said"), [("-n 64", "ulimit -n 128"), ("-v 900000", "878 MB")])
def test_a_limit_that_is_too_low_is_said_in_a_sentence(real_workspace, limit, said):
    script = f'ulimit {limit}; exec "$@"'
    result = run(["sh", "-c", script, "sh", *COMMAND, "run", *ASKED], cwd=real_workspace.root)
    assert result.returncode == 2 and said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (real_workspace.root / "reports").exists()


def test_a_soft_limit_is_raised(real_workspace):
    script = 'ulimit -S -n 64; exec "$@"'
    result = run(["sh", "-c", script, "sh", *COMMAND, "clean", *ASKED], cwd=real_workspace.root)
    assert result.returncode in (0, 1), result.stderr


def test_nothing_is_written_to_the_home_folder(real_workspace, tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    own = ("MPL", "IPYTHON", "JUPYTER", "XDG")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(own)}
    environment["HOME"] = str(home)
    for verb in (["clean", *ASKED], ["batch", "--period", "2023H1", "--to", "html"]):
        result = run([*COMMAND, *verb], cwd=real_workspace.root, env=environment)
        assert result.returncode in (0, 1), result.stderr
    assert list(home.iterdir()) == []
    assert list((real_workspace.root / "data/processed/_cache/matplotlib").iterdir())


# More moments, at random: scripts/interrupts.py, part of `make fault-bench`.
MOMENTS = [(["batch", "--period", "2023H1"], after) for after in (0.2, 1.0, 1.7, 3.0)]
MOMENTS += [(["run", *ASKED], after) for after in (0.4, 1.4, 4.0)]
MOMENTS += [(["demo", "d", "--units", "999"], after) for after in (0.4, 2.0)]


@pytest.mark.parametrize(("verb", "after"), MOMENTS)
def test_an_interrupt_says_so_and_ends_with_130(real_workspace, verb, after):
    code, out = interrupts.stopped(interrupts.COMMAND, verb, after, real_workspace.root)
    assert code == 130
    assert "Đã dừng" in out and "Traceback" not in out


SWALLOWING = """
import time
print("begun", flush=True)
try:
    time.sleep(2)
except KeyboardInterrupt:
    pass  # as compiled modules do
"""
IMPORTS_IT = """
from helpers.core.interrupts import interrupts_stop_work, interrupts_stop_before_work
interrupts_stop_before_work()
{begin}
try:
    import swallowing
    import time; time.sleep(60)
except KeyboardInterrupt:
    raise SystemExit(77)
"""


@pytest.mark.parametrize(("begin", "wanted"), [("", 130), ("interrupts_stop_work()", 77)])
def test_an_interrupt_that_an_import_would_swallow_waits_for_its_end(tmp_path, begin, wanted):
    (tmp_path / "swallowing.py").write_text(SWALLOWING)
    start = time.monotonic()
    code, out = interrupts.stopped(IMPORTS_IT.format(begin=begin), [], 0.3, tmp_path)
    assert code == wanted, out
    assert time.monotonic() - start > 2
    assert ("Đã dừng" in out) == (wanted == 130)


def test_without_sudo_the_set_up_lists_what_to_install(tmp_path):
    programs = {"id": "echo 1000", "apt-get": "exit 0", "python3": f'exec {sys.executable} "$@"'}
    for name, does in programs.items():
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)
    script = PROJECT_ROOT / "scripts" / "setup.sh"
    result = run(
        ["/bin/sh", str(script), "no-such-program=its-package"],
        cwd=tmp_path, env={"PATH": str(tmp_path)},
    )  # fmt: skip
    assert result.returncode == 2
    assert "its-package" in result.stderr and "người quản trị" in result.stderr
    assert not Path(tmp_path / ".venv").exists()
