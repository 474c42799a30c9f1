"""JupyterLab as the command starts it: it serves the workspace, and asks nothing about news."""

from __future__ import annotations

import json
import re
import subprocess
import time
from urllib.request import urlopen

import pytest

from helpers.cli.lab import lab_command, lab_environment

SECONDS = 60


@pytest.fixture
def server(tmp_path):
    (tmp_path / "notebooks").mkdir()
    options = ("--no-browser", "--IdentityProvider.token=", "--ServerApp.port=0")
    environment = lab_environment() | {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [*lab_command(tmp_path), *options], env=environment, stdout=log, stderr=log
    )
    try:
        yield address_in(tmp_path / "log")
    finally:
        process.terminate()
        process.wait(SECONDS)
        log.close()


def address_in(log) -> str:
    for _ in range(SECONDS * 5):
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_lab_serves_and_has_no_announcements(server):
    page = urlopen(f"{server}/lab").read().decode("utf-8")
    config = json.loads(
        re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1]
    )
    assert "@jupyterlab/apputils-extension:announcements" in config["disabledExtensions"]
