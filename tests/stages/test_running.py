"""One run of a unit at a time; full disks, read-only folders and leftovers of killed runs."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time

import pytest

from helpers.core import storage
from helpers.core.errors import InputError, StorageError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, write_text
from helpers.stages.running import RUN, exclusive_run, outside_of_runs

PERIOD, UNIT = Period.parse("2023H1"), "huyen-mau-0001"


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return Workspace(tmp_path)


def test_a_second_run_of_the_same_unit_says_that_one_is_at_work(workspace):
    with (
        exclusive_run(workspace, PERIOD, UNIT),
        pytest.raises(InputError, match="đang lập báo cáo 2023H1 của đơn vị huyen-mau-0001"),
        exclusive_run(workspace, PERIOD, UNIT),
    ):
        pass
    with exclusive_run(workspace, PERIOD, UNIT), exclusive_run(workspace, PERIOD, "another"):
        pass


def test_what_jupyterlab_writes_and_a_run_are_kept_apart(workspace):
    with exclusive_run(workspace, PERIOD, UNIT):
        with outside_of_runs(workspace, PERIOD, UNIT):  # a cell of that run
            pass
        code = HOLD.replace("exclusive_run", "outside_of_runs")
        command = [sys.executable, "-c", code, str(workspace.root)]
        environment = {name: value for name, value in os.environ.items() if name != RUN}
        other = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert "InputError" in other.stderr and other.returncode == 1
    with (
        outside_of_runs(workspace, PERIOD, UNIT),
        pytest.raises(InputError, match="đang lập báo cáo"),
    ):
        os.environ.pop(RUN)
        exclusive_run(workspace, PERIOD, UNIT).__enter__()


HOLD = """
import sys, time
from pathlib import Path
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.stages.running import exclusive_run
with exclusive_run(Workspace(Path(sys.argv[1])), Period.parse("2023H1"), "huyen-mau-0001"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_run_that_was_killed_holds_nothing(workspace):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace.root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    with pytest.raises(InputError), exclusive_run(workspace, PERIOD, UNIT):
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    with exclusive_run(workspace, PERIOD, UNIT):
        pass


def test_leftovers_of_killed_runs_are_removed_and_nothing_else(workspace):
    processed, reports = workspace.processed(PERIOD, UNIT), workspace.reports(PERIOD, UNIT)
    names = [".observations.parquet.ab12_xyz", ".young.parquet.ab12_xyz", ".hidden", "own.xlsx"]
    half_made = processed / "_report-ab12_xyz"
    for folder in (processed, reports, workspace.work(PERIOD, UNIT), half_made):
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / name).write_text("x")
            if "young" not in name:
                os.utime(folder / name, (0, time.time() - 7200))
    with exclusive_run(workspace, PERIOD, UNIT):
        assert not workspace.work(PERIOD, UNIT).exists() and not half_made.exists()
        for folder in (processed, reports):
            assert sorted(path.name for path in folder.iterdir()) == sorted(names[1:])


def test_a_full_disk_is_seen_before_anything_is_written(workspace, monkeypatch):
    monkeypatch.setattr(storage, "_free_mb", lambda folder: 3)
    with (
        pytest.raises(StorageError, match="chỉ còn 3 MB trống, cần ít nhất 64 MB"),
        exclusive_run(workspace, PERIOD, UNIT),
    ):
        pass
    assert list(workspace.root.iterdir()) == []


@pytest.mark.parametrize("code, words", [
    (errno.ENOSPC, "MB trống"),
    (errno.EDQUOT, "MB trống"),
    (errno.EROFS, "chỉ cho đọc"),
    (errno.EMFILE, "số tệp mở"),
])  # fmt: skip
def test_what_the_system_refuses_is_a_sentence_and_the_file_before_stays(
    workspace, monkeypatch, code, words
):
    target = workspace.root / "reports" / "a.html"
    write_text(target, "before")

    def refuse(*given, **named):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    with pytest.raises(StorageError, match=words):
        write_text(target, "after")
    assert [path.name for path in target.parent.iterdir()] == ["a.html"]
    assert target.read_text(encoding="utf-8") == "before"
