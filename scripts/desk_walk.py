"""A person's way from new files to the mail draft, walked twice and counted: scripts/desk_walk.py.

``before``: parameters typed, decisions as calls in notebook 04, ``baocao mail`` in a terminal.
``now``: pick lists, cards and buttons. Both make the same report with the same decisions. Clicks
and keys are counted, the machine's time is measured. A person's time is that of the keystroke-level
model of Card, Moran and Newell (1980): 0.28 s a key, 1.3 s for pointing and clicking, 1.35 s to
think before each step; reading is not in it. The files are already in their folder.
"""

import json
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from desk_server import desk, finished, open_notebook, run_all
from playwright.sync_api import Locator, Page

KEY_SECONDS, CLICK_SECONDS, THINK_SECONDS = 0.28, 1.3, 1.35
NAME, REASON = "Lò Thị Mẫu", "đơn vị xác nhận"
BOTH = "nêu cả hai số"
LAB, MAIL = "baocao lab\n", "baocao mail --period 2023H1 --units bach-thong\n"
MENU_CLICKS = 2
"""The menu and its item."""


@dataclass
class Step:
    """One thing that a person does, with the time that the machine takes for it."""

    name: str
    clicks: int = 0
    keys: int = 0
    machine: float = 0

    @property
    def person(self) -> float:
        """Seconds by the keystroke-level model."""
        return self.clicks * CLICK_SECONDS + self.keys * KEY_SECONDS + THINK_SECONDS


@dataclass
class Walk:
    """The steps so far."""

    page: Page
    steps: list[Step] = field(default_factory=list)

    def begin(self, name: str, keys: str = "") -> None:
        """The next step; ``keys`` are typed outside the browser."""
        self.steps.append(Step(name, keys=len(keys)))

    def click(self, target: Locator) -> None:
        """Point and press."""
        target.click()
        self.steps[-1].clicks += 1

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.insert_text(text)
        self.steps[-1].keys += len(text)

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
        self.steps[-1].keys += len(keys)

    def run_all(self) -> None:
        """By the menu; wait."""
        self.steps[-1].clicks += MENU_CLICKS
        start = time.monotonic()
        run_all(self.page)
        self.steps[-1].machine += time.monotonic() - start

    def wait(self) -> None:
        """Until nothing runs."""
        start = time.monotonic()
        finished(self.page)
        self.steps[-1].machine += time.monotonic() - start


def before(page: Page) -> list[Step]:
    """With the parameters cell, notebook 04 and a terminal."""
    walk = Walk(page)
    walk.begin("open JupyterLab", LAB)
    walk.begin("unit and period into the cell")
    for start, value in (("unit", "bach-thong"), ("period", "2023H1")):
        line = page.locator(".cm-line", has_text=f"{start}: str").first
        walk.click(line.locator(".cm-string, span").last)
        walk.press("Home", "Shift+End")
        walk.type(f'{start}: str = "{value}"')
    walk.begin("run")
    walk.run_all()
    walk.begin("open notebook 04 and run it")
    open_notebook(page, "04_report")
    walk.steps[-1].clicks += MENU_CLICKS
    walk.run_all()
    page.locator("td", has_text="stated_").first.wait_for()
    cells = map(str.strip, page.locator(".jp-OutputArea td").all_inner_texts())
    keys = [text for text in cells if re.fullmatch(r"\w+:[\w.]+:\w+", text)]
    calls = [
        f'report.decide("{key}", "{BOTH}", reason="{REASON}", name="{NAME}")\n' for key in keys
    ]
    walk.begin(f"{len(calls)} decisions as calls in a new cell")
    page.locator(".jp-Cell", has_text="report.decisions()").last.click()
    walk.steps[-1].clicks += 1
    walk.press("Escape", "b", "Enter")
    walk.type("".join(calls))
    walk.press("Shift+Enter")
    walk.wait()
    walk.begin("run again")
    open_notebook(page, "00_start")
    walk.steps[-1].clicks += 1
    walk.run_all()
    walk.begin("mail draft in a terminal", MAIL)
    return walk.steps


def now(page: Page) -> list[Step]:
    """With pick lists, cards and buttons."""
    walk = Walk(page)
    walk.begin("open JupyterLab", LAB)
    walk.begin("pick unit and period, run")
    walk.press("ArrowDown", "ArrowDown", "Control+Enter")
    walk.click(page.get_by_label("Tìm đơn vị"))
    walk.type("bach thong")
    page.locator("option", has_text="(bach-thong)").wait_for(state="attached")
    walk.click(page.get_by_role("button", name="Ghi và chạy tất cả"))
    walk.wait()
    choices = page.get_by_label("Chọn dùng")
    count = choices.count()
    walk.begin(f"{count} decisions on their cards")
    walk.click(page.get_by_label("Họ và tên"))
    walk.type(NAME)
    for _ in range(count):  # a card that is decided has no list any more
        choices.first.select_option(BOTH)
        walk.steps[-1].clicks += 2
        walk.click(page.get_by_label("Lý do").first)
        walk.type(REASON)
        walk.click(page.get_by_role("button", name="Ghi quyết định").first)
        page.wait_for_timeout(1000)
    walk.begin("run again")
    walk.click(page.get_by_role("button", name="Chạy lại tất cả"))
    walk.wait()
    walk.begin("mail draft by its button")
    walk.click(page.get_by_role("button", name="Soạn thư nháp"))
    page.locator(".jp-OutputArea a", has_text=".eml").first.wait_for()
    return walk.steps


def main(target: Path | None = None) -> None:
    """Print the steps of both ways; as JSON into ``target``."""
    found = {}
    for way in (before, now):
        with desk(1280) as page:
            steps = found[way.__name__] = way(page)
        print(way.__name__)
        whole = Step("whole")
        for step in steps:
            whole.clicks, whole.keys = whole.clicks + step.clicks, whole.keys + step.keys
            whole.machine += step.machine
        person = sum(step.person for step in steps)
        for step in steps:
            print(f"  {step.name:45} {step.clicks:4} {step.keys:5} {step.person:6.0f} s "
                  f"{step.machine:6.0f} s")  # fmt: skip
        print(f"  {whole.name:45} {whole.clicks:4} {whole.keys:5} {person:6.0f} s "
              f"{whole.machine:6.0f} s", flush=True)  # fmt: skip
    if target:
        plain = {way: [vars(step) for step in steps] for way, steps in found.items()}
        target.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
