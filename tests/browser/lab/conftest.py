"""JupyterLab as ``baocao lab`` starts it, on a workspace with a real and an invented unit.

One server for all tests, as hard as it comes: its port is taken, nginx passes it on under a path
where the machine has it, and its folder has blanks and accents. One page, in which notebooks are
opened in turn.
"""

from __future__ import annotations

import csv
import json
import os
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
from helpers.cli.lab import (
    add_missing_notebooks,
    behind_proxy,
    lab_command,
    lab_environment,
)
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.demo.build import build_demo
from helpers.stages.parameters import STAGES
from helpers.stages.unit_run import run_unit

TRIES, MOST_TABS = 5, 40
FOCUSED = """() => { const e = document.activeElement;
    return [e.getAttribute("aria-label"), e.innerText].join(" "); }"""
CLOSE_ALL = """async () => { const app = window.jupyterapp;
    for (const tab of [...app.shell.widgets("main")]) tab.dispose();
    await app.serviceManager.sessions.shutdownAll();
    await new Promise(done => setTimeout(done, 2000)); }"""
SECONDS, TOKEN = 120, "only-for-this-test"
IDLE = "Python 3 (ipykernel) | Idle"
# Looked for in the whole page, which holds long tables, it took most of the time of these tests.
STATUS_BAR = "#jp-main-statusbar"
FOLDER, PROXY_PATH = "Báo cáo dân tộc 2026", "/van-phong/dan-toc/"
KEPT = {
    "edits/2023H1/bach-thong.yml": """
- {action: insert_after, section: II.1.1, paragraph: "Diện tích lúa xuân: {agri.spring_rice.area}."}
- {action: drop, section: II.1.1, text: phần do diện tích}
- {action: insert_after, section: II.1.2, table: {indicators: [đàn], title: Đàn vật nuôi}}
""",
    "decisions/2023H1/bach-thong.csv": """key,choice,reason,name,date,stated,computed
stated_pct_plan:agri.spring_maize.production:stated_pct_plan,both,hỏi,Mẫu,2026-11-30,97.94,99.965
""",
}
PERIOD, INVENTED = Period.parse("2023H1"), "huyen-mau-0001"
REAL = {"bac-kan", "bach-thong"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    """Real raw files beside one invented unit whose report is made: enough for all notebooks.

    The real unit's report has lasting edits and a decision.
    """
    root = tmp_path_factory.mktemp("lab") / FOLDER
    build_demo(root, units=1, periods=[PERIOD], seed=7, fault_rate=0)
    _add_real_units(root / "data" / "reference" / "units.csv")
    shutil.copytree(PROJECT_ROOT / "data" / "raw", root / "data" / "raw", dirs_exist_ok=True)
    workspace = Workspace(root)
    add_missing_notebooks(workspace, PROJECT_ROOT)
    for name, text in KEPT.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    values = {"unit": INVENTED, "period": str(PERIOD), "lang": "vi", "formats": ["html"]}
    run_unit(workspace, values, list(STAGES), lambda *_: None, engine=ENGINE)
    return workspace


def _add_real_units(catalogue: Path) -> None:
    with (PROJECT_ROOT / "data/reference/units.csv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["key"] in REAL]
    with catalogue.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, rows[0].keys(), lineterminator="\n").writerows(rows)


@contextmanager
def serve(root: Path, place: Path, port: int, *options: str) -> Iterator[str]:
    """Run the server on this port or the next free one; its address."""
    own = {"RUNTIME": "JUPYTER_RUNTIME_DIR", "SETTINGS": "JUPYTERLAB_SETTINGS_DIR"}
    own |= {"WORKSPACES": "JUPYTERLAB_WORKSPACES_DIR", "CONFIG": "JUPYTER_CONFIG_DIR"}
    environment = lab_environment() | {name: str(place / k) for k, name in own.items()}
    command = [*lab_command(root), "--no-browser", f"--ServerApp.port={port}"]
    command += [*behind_proxy(PROXY_PATH), *options]
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
            return f"http://127.0.0.1:{named[-1]}{PROXY_PATH.rstrip('/')}"
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  map $http_upgrade $how {{ default upgrade; "" close; }}
  server {{
    listen 127.0.0.1:{port};
    location {path} {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 1d; client_max_body_size 0;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $how;
    }}
  }}
}}
"""
"""What docs/tu-tep-den-thu.md says that an administrator sets."""


@contextmanager
def passed_on(address: str, place: Path) -> Iterator[str]:
    """The address of nginx that passes the server on; the server's own without nginx."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not nginx:
        yield address
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    behind = re.findall(r":(\d+)/", address)[0]
    text = NGINX.format(folder=place, port=port, path=PROXY_PATH, behind=behind)
    (place / "nginx.conf").write_text(text, encoding="utf-8")
    command = [nginx, "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")]
    process = subprocess.Popen(command)
    try:
        while not _answers(port):
            assert process.poll() is None, "nginx ended"
            time.sleep(0.2)
        yield address.replace(f":{behind}/", f":{port}/")
    finally:
        process.terminate()
        process.wait(SECONDS)


@dataclass(frozen=True)
class Lab:
    """A running server: its address, the port that it was to take, what it wrote."""

    address: str
    taken: int
    log: Path


@pytest.fixture(scope="module")
def lab(workspace, tmp_path_factory) -> Iterator[Lab]:
    place = tmp_path_factory.mktemp("server")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        options = (f"--IdentityProvider.token={TOKEN}",)
        with serve(workspace.root, place, port, *options) as own, passed_on(own, place) as address:
            yield Lab(address, port, place / "log")


@dataclass
class OpenNotebook:
    """A notebook in a browser; ``requests`` to anybody but the server, ``errors`` of scripts."""

    page: Page
    path: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    keys: int = 0

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
        """Run → Run All Cells; wait until nothing runs; the notebook as saved."""
        self.choose("Chạy", "Run All Cells")
        return self.finished()

    def finished(self) -> nbformat.NotebookNode:
        """Wait until nothing runs; save; the notebook as saved."""
        self.page.locator(".jp-InputPrompt", has_text=re.compile(r"[*\d]")).first.wait_for()
        waiting = self.page.locator(".jp-InputPrompt", has_text="*")
        self.wait_until(lambda: not waiting.count() and self.is_idle)
        before = self.path.stat().st_mtime_ns
        self.command("docmanager:save")
        self.wait_until(lambda: self.path.stat().st_mtime_ns != before and self.is_whole)
        return nbformat.read(self.path, as_version=4)

    def command(self, name: str, **values: object) -> None:
        """What a menu item or key does, without looking for it."""
        script = "([name, values]) => window.jupyterapp.commands.execute(name, values)"
        self.page.evaluate(script, [name, values])

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(60)
        self.keys += times

    def tab_to(self, name: str) -> None:
        """Press Tab until what has the focus bears that name."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            if name in self.page.evaluate(FOCUSED):
                return
        raise AssertionError(f"{name} is not reached by {MOST_TABS} tabs")

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
        return self.page.locator(STATUS_BAR, has_text=IDLE).count() > 0

    def choose(self, menu: str, item: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{item}$")).click()

    @property
    def tabs(self) -> list[str]:
        return self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").all_inner_texts()

    def open_link(self, name: str, tab: str = "") -> None:
        """Click the last link of that name among the outputs and wait for its tab."""
        self.page.locator(".jp-OutputArea a", has_text=name).last.click()
        self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=tab or name).wait_for()

    def back(self) -> None:
        tab = self.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text=self.path.name)
        tab.click()


@pytest.fixture(scope="module")
def desk(workspace, lab, chromium) -> Iterator[OpenNotebook]:
    """The page that the command opens: 00_start, its kernel ready."""
    viewport = {"width": DESKTOP[0], "height": DESKTOP[1]}
    context = chromium.new_context(viewport=viewport, accept_downloads=True)
    seen = OpenNotebook(context.new_page(), workspace.root / "notebooks" / "00_start.ipynb")
    own = (lab.address, lab.address.replace("http:", "ws:"))

    def note(address: str) -> None:
        if re.match("(http|ws)s?:", address) and not address.startswith(own):
            seen.requests.append(address)

    context.on("request", lambda told: note(told.url))
    seen.page.on("websocket", lambda told: note(told.url))
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.set_default_timeout(SECONDS * 1000)
    seen.page.goto(f"{lab.address}/lab/tree/notebooks/00_start.ipynb?token={TOKEN}&reset")
    seen.page.locator(STATUS_BAR, has_text=IDLE).wait_for()
    yield seen
    context.close()


@pytest.fixture(scope="module")
def open_notebook(desk):
    """``open_notebook("01_clean")``: in place of the one before, its kernel ready."""

    def open_next(name: str) -> OpenNotebook:
        desk.command("docmanager:save")
        desk.page.evaluate(CLOSE_ALL)
        desk.errors.clear()  # of widgets that lost their kernel in mid-sentence
        desk.path = desk.path.with_name(f"{name}.ipynb")
        desk.command("docmanager:open", path=f"notebooks/{name}.ipynb")
        desk.page.locator(STATUS_BAR, has_text=IDLE).wait_for()
        return desk

    return open_next


def page_config(text: str) -> dict:
    """What the server tells the page that it is set to."""
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1])


@pytest.fixture(scope="session")
def config_of():
    return page_config
