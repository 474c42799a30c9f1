"""An invented province with reports and recipients, and mail servers on loopback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import count

import pytest
from certificates import make_certificate
from offices import PEOPLE, SERVER, MailServer, wait_until

from helpers.core.workspace import Workspace


@pytest.fixture(scope="session")
def server_process():
    """One process for all mail servers: each would import for longer than it serves."""
    process = subprocess.Popen([sys.executable, SERVER], stdin=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def serve(server_process, tmp_path):
    """``serve(security="none", rcpt={…}, data=[…])`` starts a server."""
    numbers = count()

    def start(security: str = "none", **script: object) -> MailServer:
        folder = tmp_path / f"server-{next(numbers)}"
        folder.mkdir()
        if security != "none":
            make_certificate(folder)
        text = json.dumps(script | {"security": security})
        (folder / "script.json").write_text(text, encoding="utf-8")
        server_process.stdin.write(f"{folder}\n")
        server_process.stdin.flush()
        wait_until((folder / "port").exists)
        return MailServer(folder, security)

    return start


@pytest.fixture(scope="session")
def province(whole_province, built_once):
    """A workspace of three units with reports that may go out, and their recipients."""

    def with_recipients(root):
        shutil.copytree(whole_province.root, root)
        (root / "data/reference/recipients.csv").write_text(PEOPLE, encoding="utf-8")
        return Workspace(root)

    return built_once("mail", with_recipients)


@pytest.fixture
def office(province, tmp_path):
    """A copy of the province that a test may change."""
    return Workspace(shutil.copytree(province.root, tmp_path / "w"))
