"""Pictures of the desk in each state, to be looked at: scripts/desk_pictures.py [FOLDER] [WIDTH].

A workspace with the real raw files is made, the server started as ``baocao lab`` does, and 00_start
run in a headless Chromium with keys alone. Without FOLDER those of the guide are renewed.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from helpers.cli.lab import add_missing_notebooks, lab_command, lab_environment
from helpers.core.workspace import PROJECT_ROOT, Workspace

PORT, HEIGHT, WIDTH = 28907, 900, 1280
IMAGES = PROJECT_ROOT / "docs" / "images"
MINUTE = 60_000


def main(folder: Path = IMAGES, width: int = WIDTH) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        root = Path(temporary) / "Báo cáo dân tộc"
        shutil.copytree(PROJECT_ROOT / "data" / "raw", root / "data" / "raw")
        add_missing_notebooks(Workspace(root), PROJECT_ROOT)
        own = {"JUPYTERLAB_SETTINGS_DIR": temporary, "JUPYTERLAB_WORKSPACES_DIR": temporary}
        command = [*lab_command(root), "--no-browser", f"--ServerApp.port={PORT}"]
        command += ["--IdentityProvider.token="]
        server = subprocess.Popen(command, env=lab_environment() | own)
        program = shutil.which("chromium") or "chromium-browser"
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": width, "height": HEIGHT})
            page.set_default_timeout(3 * MINUTE)
            _open(page)
            _take(page, folder)
        finally:
            browser.close()
            server.terminate()
            server.wait()


def _open(page: Page) -> None:
    for _ in range(60):  # until the server answers
        try:
            page.goto(f"http://127.0.0.1:{PORT}/lab/tree/notebooks/00_start.ipynb?reset")
            break
        except Exception:
            time.sleep(1)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def _take(page: Page, folder: Path) -> None:
    def picture(name: str) -> None:
        page.wait_for_timeout(1000)
        page.screenshot(path=str(folder / f"desk-{name}.png"))

    picture("opened")
    for key in ("ArrowDown", "ArrowDown", "Control+Enter"):
        page.keyboard.press(key)
    page.get_by_label("Tìm đơn vị").fill("bach thong")
    page.get_by_role("button", name="Ghi và chạy tất cả").scroll_into_view_if_needed()
    picture("pick")
    page.get_by_role("button", name="Ghi và chạy tất cả").click()
    page.locator("progress").scroll_into_view_if_needed()
    picture("progress")
    source = page.get_by_role("button", name="Xem ô nguồn").first
    source.click()
    page.get_by_text("▶").first.wait_for()
    page.get_by_label("Họ và tên").scroll_into_view_if_needed()
    picture("problems")
    page.get_by_role("button", name="Soạn thư nháp").click()
    page.locator("section", has_text=".eml").last.scroll_into_view_if_needed()
    picture("mail")
    line = page.locator(".cm-line", has_text="unit: str").first
    line.click()
    for key in ("Home", "Shift+End"):
        page.keyboard.press(key)
    page.keyboard.insert_text("unit: str = bach-thong")
    page.keyboard.press("Control+Enter")
    page.locator("section", has_text="Chưa làm được").first.scroll_into_view_if_needed()
    picture("error")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    given = sys.argv[1:]
    main(Path(given[0]) if given else IMAGES, int(given[1]) if len(given) > 1 else WIDTH)
