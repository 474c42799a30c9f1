"""JupyterLab as ``baocao lab`` starts it, on a workspace with a real and an invented unit."""

from __future__ import annotations

import csv
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page
from screens import DESKTOP

from helpers.batch.engine import ENGINE
from helpers.cli.lab import lab_command, lab_environment
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.demo.build import build_demo
from helpers.stages.parameters import STAGES
from helpers.stages.unit_run import run_unit

TRIES = 5
SECONDS, TOKEN = 120, "only-for-this-test"
IDLE = "Python 3 (ipykernel) | Idle"
PERIOD, INVENTED = Period.parse("2023H1"), "huyen-mau-0001"
REAL = {"bac-kan", "bach-thong"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    """Real raw files beside one invented unit whose report is made: enough for all notebooks."""
    root = tmp_path_factory.mktemp("lab") / "workspace"
    build_demo(root, units=1, periods=[PERIOD], seed=7, fault_rate=0)
    _add_real_units(root / "data" / "reference" / "units.csv")
    shutil.copytree(PROJECT_ROOT / "data" / "raw", root / "data" / "raw", dirs_exist_ok=True)
    shutil.copytree(PROJECT_ROOT / "notebooks", root / "notebooks")
    values = {"unit": INVENTED, "period": str(PERIOD), "lang": "vi", "formats": ["html"]}
    run_unit(Workspace(root), values, list(STAGES), lambda *_: None, engine=ENGINE)
    return Workspace(root)


def _add_real_units(catalogue: Path) -> None:
    with (PROJECT_ROOT / "data/reference/units.csv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["key"] in REAL]
    with catalogue.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, rows[0].keys(), lineterminator="\n").writerows(rows)


@contextmanager
def serve(root: Path, place: Path, *options: str, lang: str = "en", port: int = 0) -> Iterator[str]:
    """Run the server on a free port of this machine; its address. Menus are named in ``lang``."""
    own = {"RUNTIME": "JUPYTER_RUNTIME_DIR", "SETTINGS": "JUPYTERLAB_SETTINGS_DIR"}
    own |= {"WORKSPACES": "JUPYTERLAB_WORKSPACES_DIR", "CONFIG": "JUPYTER_CONFIG_DIR"}
    environment = lab_environment(lang) | {name: str(place / k) for k, name in own.items()}
    command = [*lab_command(root), "--no-browser", f"--ServerApp.port={port}", *options]
    with (place / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield _address_in(place / "log")
        finally:
            process.terminate()
            process.wait(SECONDS)


def _address_in(log: Path) -> str:
    """The last address that the log names, once somebody answers there: it may be told before."""
    for _ in range(SECONDS * 5):
        named = re.findall(r"http://127\.0\.0\.1:(\d+)", log.read_text(encoding="utf-8"))
        if named and _answers(int(named[-1])):
            return f"http://127.0.0.1:{named[-1]}"
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def lab_server():
    return serve


@pytest.fixture(scope="module")
def lab(workspace, tmp_path_factory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("server")
    with serve(workspace.root, place, f"--IdentityProvider.token={TOKEN}") as address:
        yield address


@dataclass
class OpenNotebook:
    """A notebook in a browser; ``requests`` to anybody but the server, ``errors`` of scripts."""

    page: Page
    path: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def write_line(self, start: str, text: str) -> None:
        """Replace the line of code that begins so, as somebody who types and looks."""
        line = self.page.locator(".cm-line", has_text=start).first
        for _ in range(TRIES):  # after an error JupyterLab moves the focus, and the text is lost
            line.click()
            self.page.keyboard.press("Home")
            self.page.keyboard.press("Shift+End")
            self.page.keyboard.insert_text(text)
            self.page.wait_for_timeout(300)
            if line.inner_text().strip() == text:
                return
        raise AssertionError(f"{line.inner_text()!r} is not {text!r}")

    def run_all(self) -> nbformat.NotebookNode:
        """Run → Run All Cells; wait until nothing runs; save; the notebook as saved.

        Outputs of an earlier run are cleared, so that what is seen is of this one.
        """
        self.choose("Edit", "Clear Outputs of All Cells")
        self.choose("Run", "Run All Cells")
        self.page.locator(".jp-InputPrompt", has_text=re.compile(r"[*\d]")).first.wait_for()
        waiting = self.page.locator(".jp-InputPrompt", has_text="*")
        self.wait_until(lambda: not waiting.count() and self.is_idle)
        before = self.path.stat().st_mtime_ns
        self.choose("File", "Save Notebook")
        self.wait_until(lambda: self.path.stat().st_mtime_ns != before and self.is_whole)
        return nbformat.read(self.path, as_version=4)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        for _ in range(SECONDS * 5):
            if holds():
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"not within {SECONDS} s")

    @property
    def is_whole(self) -> bool:
        """JupyterLab writes in place: for a moment the file is empty or cut."""
        try:
            json.loads(self.path.read_text(encoding="utf-8"))
        except ValueError:
            return False
        return True

    @property
    def is_idle(self) -> bool:
        return self.page.get_by_text(IDLE).count() > 0

    @property
    def shown_errors(self) -> list[str]:
        """Texts of the outputs that JupyterLab shows as errors, also of those off the screen."""
        return self.page.locator(
            '[data-mime-type="application/vnd.jupyter.stderr"]'
        ).all_text_contents()

    def choose(self, menu: str, item: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{item}$")).click()

    @property
    def tabs(self) -> list[str]:
        return self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").all_inner_texts()

    def open_link(self, name: str) -> None:
        """Click the last link of that name among the outputs and wait for its tab."""
        self.page.locator(".jp-OutputArea a", has_text=name).last.click()
        self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=name).wait_for()

    def back(self) -> None:
        tab = self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=self.path.name)
        tab.click()


@pytest.fixture
def open_notebook(workspace, lab, chromium):
    """``with open_notebook("00_start") as seen``: in a new JupyterLab, its kernel ready."""

    @contextmanager
    def open_page(name: str) -> Iterator[OpenNotebook]:
        viewport = {"width": DESKTOP[0], "height": DESKTOP[1]}
        context = chromium.new_context(viewport=viewport)
        path = workspace.root / "notebooks" / f"{name}.ipynb"
        shutil.copy(PROJECT_ROOT / "notebooks" / path.name, path)
        seen = OpenNotebook(context.new_page(), path)
        own = (lab, lab.replace("http:", "ws:"))

        def note(address: str) -> None:
            if re.match("(http|ws)s?:", address) and not address.startswith(own):
                seen.requests.append(address)

        context.on("request", lambda told: note(told.url))
        seen.page.on("websocket", lambda told: note(told.url))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.goto(f"{lab}/lab/tree/notebooks/{path.name}?token={TOKEN}&reset")
        seen.page.set_default_timeout(SECONDS * 1000)
        seen.page.get_by_text(IDLE).wait_for()
        yield seen
        context.close()

    return open_page


def page_config(text: str) -> dict:
    """What the server tells the page that it is set to."""
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1])


@pytest.fixture(scope="session")
def config_of():
    return page_config
