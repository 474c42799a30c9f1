"""A real browser without a network: every request is recorded, and every one to a host refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from screens import DESKTOP

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Only violations are described, without a path to each element: half the time on a long page.
WCAG_21_AA = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
    "selectors": False,
}


@dataclass
class Visit:
    """An open page; ``requests`` beside the page's own file, ``errors`` of console and scripts."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return self.page.evaluate(wide)

    def violations(self) -> list[str]:
        """What axe-core says against WCAG 2.1 A and AA: rule and element."""
        found = Axe().run(self.page, options=WCAG_21_AA).response["violations"]
        return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.fixture(scope="module")
def chromium(program, shipped_fonts) -> Iterator[Browser]:
    """Closed with its module: while it is open, this thread has a running event loop."""
    own = {"executable_path": program(*PROGRAMS), "args": QUIET, "env": os.environ | shipped_fonts}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**own)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """``with visit(path, size=PHONE, color_scheme="dark") as seen``: options of a new context."""

    @contextmanager
    def open_page(path: Path, *, size=DESKTOP, **options) -> Iterator[Visit]:
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, **options)
        context.route(lambda address: not address.startswith("file:"), lambda way: way.abort())
        seen, address = Visit(context.new_page()), path.resolve().as_uri()
        seen.page.on(
            "request", lambda told: seen.requests.append(told.url) if told.url != address else None
        )
        seen.page.on(
            "console", lambda told: seen.errors.append(told.text) if told.type == "error" else None
        )
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.goto(address)
        yield seen
        context.close()

    return open_page
