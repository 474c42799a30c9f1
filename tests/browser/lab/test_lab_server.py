"""JupyterLab as the command starts it: on 00_start, and it asks nothing about news."""

from __future__ import annotations

import json
import re
from urllib.request import urlopen

import pytest

from helpers.cli.lab import add_missing_notebooks
from helpers.core.workspace import PROJECT_ROOT, Workspace


@pytest.fixture
def server(lab_server, tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "place").mkdir()
    with lab_server(tmp_path, tmp_path / "place", "--IdentityProvider.token=") as address:
        yield address, (tmp_path / "place" / "log").read_text(encoding="utf-8")


def test_lab_opens_the_start_notebook_and_has_no_announcements(server, config_of):
    address, log = server
    assert re.search(r"http://127\.0\.0\.1:\d+/lab/tree/notebooks/00_start\.ipynb", log)
    config = config_of(urlopen(f"{address}/lab").read().decode("utf-8"))
    assert {
        "@jupyterlab/apputils-extension:announcements",
        "@jupyterlab/extensionmanager-extension",
    } <= set(config["disabledExtensions"])
    settings = f"{address}/lab/api/settings/@jupyterlab/apputils-extension:notification"
    told = json.loads(urlopen(settings).read())["schema"]["properties"]
    assert (told["fetchNews"]["default"], told["checkForUpdates"]["default"]) == ("false", False)


def test_notebooks_that_a_workspace_lacks_are_added_and_its_own_are_left(tmp_path):
    own = tmp_path / "notebooks" / "01_clean.ipynb"
    own.parent.mkdir()
    own.write_text("own", encoding="utf-8")
    add_missing_notebooks(Workspace(tmp_path), PROJECT_ROOT)
    names = {path.name for path in (PROJECT_ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in own.parent.iterdir()} == names
    assert own.read_text(encoding="utf-8") == "own"
