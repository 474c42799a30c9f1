"""JupyterLab as the command starts it: on 00_start, and it asks nothing about news."""

from __future__ import annotations

import json
import re
import socket
from urllib.request import urlopen

import pytest

from helpers.cli.lab import add_missing_notebooks
from helpers.core.workspace import PROJECT_ROOT, Workspace


@pytest.fixture
def server(lab_server, tmp_path):
    root = tmp_path / "Báo cáo của tôi"
    (root / "notebooks").mkdir(parents=True)
    (tmp_path / "place").mkdir()
    options = ("--IdentityProvider.token=",)
    with lab_server(root, tmp_path / "place", *options, lang="vi") as address:
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
    locale = f"{address}/lab/api/settings/@jupyterlab/translation-extension:plugin"
    assert (
        json.loads(urlopen(locale).read())["schema"]["properties"]["locale"]["default"] == "vi_VN"
    )
    files = json.loads(urlopen(f"{address}/api/contents/notebooks").read())
    assert files["type"] == "directory", "a folder with blanks and accents is served"


def test_menus_are_vietnamese_on_a_port_that_was_taken(lab_server, chromium, tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "place").mkdir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        options = {"lang": "vi", "port": port}
        place = tmp_path / "place"
        with lab_server(tmp_path, place, "--IdentityProvider.token=", **options) as address:
            assert not address.endswith(f":{port}")
            page = chromium.new_page()
            page.set_default_timeout(60_000)
            page.goto(f"{address}/lab?reset")
            for name in ("Tệp", "Chỉnh sửa", "Chạy", "Trợ giúp"):
                page.get_by_role("menuitem", name=name, exact=True).wait_for()
            page.close()


def test_notebooks_that_a_workspace_lacks_are_added_and_its_own_are_left(tmp_path):
    own = tmp_path / "notebooks" / "01_clean.ipynb"
    own.parent.mkdir()
    own.write_text("own", encoding="utf-8")
    add_missing_notebooks(Workspace(tmp_path), PROJECT_ROOT)
    guide = (tmp_path / "docs" / "huong-dan.md").read_bytes()
    assert guide == (PROJECT_ROOT / "docs" / "huong-dan.md").read_bytes()
    names = {path.name for path in (PROJECT_ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in own.parent.iterdir()} == names
    assert own.read_text(encoding="utf-8") == "own"
