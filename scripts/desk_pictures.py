"""Pictures of the desk in each state, to be looked at: scripts/desk_pictures.py [FOLDER] [WIDTH].

00_start is run with what a person presses, then the other notebooks. Without FOLDER the pictures
of the guide are renewed.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from desk_server import desk, finished, open_notebook, run_all
from playwright.sync_api import Locator, Page

from helpers.core.workspace import PROJECT_ROOT

WIDTH = 1280
IMAGES = PROJECT_ROOT / "docs" / "images"
WRONG = {
    "error": "unit: str = bach-thong",
    "error-quote": 'unit: str = "bach-thong',
    "error-name": 'unit: str = "Bach Thon"',
    "error-period": 'period: str = "2023H3"',
    "none-received": 'period: str = "2025H1"',
}
"""Picture → what stands in the parameters cell."""
EDITS = {
    "edit": 'report.insert_after("II.1.1", "Lúa xuân: {agri.spring_rice.area}.", who="Lò Thị Mẫu")',
    "edit-refused": 'report.drop("II.1.1", "do một số hộ có chân ruộng 1 vụ thiếu nước")',
}
"""Picture → the call that a person adds to notebook 04."""
RIGHT = {"unit": 'unit: str = "bach-thong"', "period": 'period: str = "2023H1"'}
Picture = Callable[[str, Locator | None], None]


def main(folder: Path = IMAGES, width: int = WIDTH) -> None:
    """Take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with desk(width) as page:

        def picture(name: str, at: Locator | None = None) -> None:
            if at is not None:
                at.evaluate("e => e.scrollIntoView({block: 'center'})")
            page.wait_for_timeout(1000)
            page.screenshot(path=str(folder / f"desk-{name}.png"))

        _start(page, picture)
        _errors(page, picture)
        _others(page, picture)


def _start(page: Page, picture: Picture) -> None:
    picture("opened", None)
    for key in ("ArrowDown", "ArrowDown", "Control+Enter"):
        page.keyboard.press(key)
    page.get_by_label("Tìm đơn vị").fill("bach thong")
    run = page.get_by_role("button", name="Ghi và chạy tất cả")
    picture("pick", run)
    run.click()
    bar = page.locator("progress")
    bar.wait_for()
    picture("progress", bar)
    finished(page)
    picture("received", page.get_by_text("Đã nhận gì, còn thiếu gì").last)
    picture("problems", page.get_by_label("Họ và tên"))
    source = page.get_by_role("button", name="Xem ô nguồn").first
    source.click()
    page.get_by_text("▶").first.wait_for()
    picture("source", page.get_by_text("▶").first)
    page.get_by_label("Họ và tên").fill("Lò Thị Mẫu")
    decide = page.get_by_role("button", name="Ghi quyết định").first
    decide.click()
    picture("decision-not-whole", page.get_by_text("chọn").last)
    page.get_by_label("Chọn dùng").first.select_option("nêu cả hai số")
    page.get_by_label("Lý do").first.fill("đơn vị xác nhận")
    decide.click()
    picture("decided", page.get_by_text("Đã ghi quyết định").first)
    picture("results", page.locator(".jp-OutputArea a", has_text=".docx").last)
    page.get_by_role("button", name="Soạn thư nháp").click()
    letter = page.locator(".jp-OutputArea a", has_text=".eml")
    letter.first.wait_for()
    picture("mail", letter.first)


def _errors(page: Page, picture: Picture) -> None:
    for name, line in WRONG.items():
        start = line.split(":")[0]
        _write(page, start, line)
        run_all(page)
        picture(name, page.locator(".jp-OutputArea section").first)
        _write(page, start, RIGHT[start])


def _write(page: Page, start: str, text: str) -> None:
    page.locator(".cm-line", has_text=f"{start}: str").first.click()
    for key in ("Home", "Shift+End"):
        page.keyboard.press(key)
    page.keyboard.insert_text(text)


def _others(page: Page, picture: Picture) -> None:
    for name in ("01_clean", "02_indicators", "04_report", "07_mapping", "08_explore"):
        open_notebook(page, name)
        run_all(page)
        heads = page.locator(".jp-OutputArea th:visible")
        picture(name, heads.first if heads.count() else None)
        if name == "04_report":
            _edited(page, picture)
    open_notebook(page, "02_indicators")
    run_all(page)
    box = page.locator(".dt-search input").first
    box.fill("lua xuan")
    page.locator("table.dataTable th:visible").nth(4).click()
    picture("sorted", box)


def _edited(page: Page, picture: Picture) -> None:
    """An edit that is kept and one that is refused, each in a cell below the last one."""
    for name, code in EDITS.items():
        page.locator(".jp-Notebook-footer").click()
        page.keyboard.press("Enter")
        page.keyboard.insert_text(code)
        page.keyboard.press("Control+Enter")
        finished(page)
        picture(name, page.locator(".jp-OutputArea").last)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else IMAGES, int(given[1]) if len(given) > 1 else WIDTH)
