"""What killed runs left in the folder for temporary files goes with age, and nothing else does."""

from __future__ import annotations

import os
import socket
import sys
import time

import pytest

from helpers.stages.left_behind import remove_left_behind

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets that are files")
HOUR = 3600


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.stages.left_behind.gettempdir", lambda: str(tmp_path))
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    return tmp_path


def age(path, hours: float) -> None:
    then = time.time() - hours * HOUR
    os.utime(path, (then, then), follow_symlinks=False)


def make_socket(folder, name: str):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(name)
    return folder / name


def test_old_sockets_and_profiles_go(temporary):
    old = make_socket(temporary, "kernel-0123456789ab-1")
    new = make_socket(temporary, "kernel-0123456789ab-2")
    profile = temporary / "ipython-abcd_123"
    (profile / "profile_default").mkdir(parents=True)
    batch = temporary / "baocao-abcd_123"
    batch.mkdir()
    for path in (old, profile, batch):
        age(path, 2)
    remove_left_behind(HOUR)
    assert not any(path.exists() for path in (old, profile, batch)) and new.exists()


def test_what_is_no_runs_stays(temporary):
    file = temporary / "kernel-0123456789ab-1"
    file.write_text("a person's")
    other = make_socket(temporary, "kernel-of-mine")
    folder = temporary / "ipython-notes"
    folder.mkdir()
    link = temporary / "ipython-abcd_124"
    link.symlink_to(folder)
    for path in (file, other, folder, link):
        age(path, 99)
    remove_left_behind(HOUR)
    assert all(path.exists() for path in (file, other, folder, link))


def test_another_persons_socket_stays(temporary, monkeypatch):
    path = make_socket(temporary, "kernel-0123456789ab-1")
    age(path, 99)
    monkeypatch.setattr(os, "getuid", lambda: path.stat().st_uid + 1)
    remove_left_behind(HOUR)
    assert path.exists()
