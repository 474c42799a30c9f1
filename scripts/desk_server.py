"""The desk for scripts that look at it: a workspace of the real raw files, JupyterLab, one page."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error, Page, sync_playwright

from helpers.cli.lab import add_missing_notebooks, lab_command, lab_environment
from helpers.core.workspace import PROJECT_ROOT, Workspace

PORT, HEIGHT = 28907, 900
MINUTE = 60_000
IDLE = "Python 3 (ipykernel) | Idle"


@contextmanager
def desk(width: int) -> Iterator[Page]:
    """00_start in a headless Chromium, served as ``baocao lab`` does; its kernel is ready."""
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        root = Path(temporary) / "Báo cáo dân tộc"
        shutil.copytree(PROJECT_ROOT / "data" / "raw", root / "data" / "raw")
        add_missing_notebooks(Workspace(root), PROJECT_ROOT)
        own = {"JUPYTERLAB_SETTINGS_DIR": temporary, "JUPYTERLAB_WORKSPACES_DIR": temporary}
        command = [*lab_command(root), "--no-browser", f"--ServerApp.port={PORT}"]
        command += ["--IdentityProvider.token="]
        log = (Path(temporary) / "log").open("w", encoding="utf-8")
        server = subprocess.Popen(command, env=lab_environment() | own, stdout=log, stderr=log)
        program = shutil.which("chromium") or "chromium-browser"
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": width, "height": HEIGHT})
            page.set_default_timeout(4 * MINUTE)
            open_notebook(page, "00_start")
            yield page
        finally:
            browser.close()
            server.terminate()
            server.wait()
            log.close()


def open_notebook(page: Page, name: str) -> None:
    """A notebook alone in the window."""
    for _ in range(120):  # until the server answers
        try:
            page.goto(f"http://127.0.0.1:{PORT}/lab/tree/notebooks/{name}.ipynb?reset")
            break
        except Error:
            time.sleep(1)
    page.get_by_text(IDLE).wait_for()


def run_all(page: Page) -> None:
    """Chạy → Run All Cells; wait until nothing runs."""
    page.get_by_role("menuitem", name="Chạy", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    finished(page)


def finished(page: Page) -> None:
    """Wait until no cell runs or waits."""
    page.wait_for_timeout(1500)
    waiting = page.locator(".jp-InputPrompt", has_text="*")
    while waiting.count():
        page.wait_for_timeout(300)
