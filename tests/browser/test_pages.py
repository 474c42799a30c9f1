"""What every page promises, in every window and light: the report and the pages beside it."""

from __future__ import annotations

import pytest
from screens import DESKTOP, PHONE
from typer.testing import CliRunner

from helpers.cli.main import app

NAME = "bao-cao-{0}-2023H1.html"
PAGES = ("report", "index", "failure", "audit")
LANDMARKS = {
    "report": {"header", "main", "nav"},
    "index": {"header", "main", "[role=search]"},
    "failure": {"header", "main", "nav"},
    "audit": {"header", "main", "nav"},
}
SLIPS = """BÁO CÁO của Xã Minh Họa
Diện tích lúa 90/100 ha, đạt 95% kế hoạch.
Diện tích ngô 30/40 ha, đạt 75% kế hoạch.
Đàn trâu 50/80 con, đạt 60% kế hoạch.
"""


@pytest.fixture(scope="module")
def pages(finished, province, tmp_path_factory):
    """Files by the names in PAGES, made before a browser opens."""
    folder = tmp_path_factory.mktemp("audit")
    (folder / "xa-minh-hoa.txt").write_text(SLIPS, encoding="utf-8")
    CliRunner().invoke(app, ["audit", str(folder / "xa-minh-hoa.txt"), "--html", str(folder)])
    period = province[0].root / "reports/2023H1"
    return {
        "report": finished[0].root / "reports/2023H1/bach-thong" / NAME.format("bach-thong"),
        "index": period / "index.html",
        "failure": period / "huyen-mau-0003" / NAME.format("huyen-mau-0003"),
        "audit": next(folder.glob("*.html")),
    }


# Each window and each light once: rules on colours look at the light, the others at the window.
@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"]
)
@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_no_request_no_sideways_way(pages, visit, name, size, scheme):
    with visit(pages[name], size=size, color_scheme=scheme) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert seen.violations() == []
        assert seen.overflow == 0
        asked = [address for address in seen.requests if not address.startswith("data:")]
        assert (asked, seen.errors) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_one_title_and_landmarks(pages, visit, name):
    with visit(pages[name]) as seen:
        assert seen.page.locator("h1").count() == 1
        found = {mark for mark in LANDMARKS[name] if seen.page.locator(mark).count()}
        assert found == LANDMARKS[name]
        levels = seen.page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
            "all => all.map(e => Number(e.tagName[1]))"
        )
        assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("name", PAGES)
def test_first_key_leads_to_the_content(pages, visit, name):
    with visit(pages[name]) as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.className") == "skip"
        assert seen.page.locator(".skip").bounding_box()["x"] >= 0, "it shows itself"
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_captions_and_heads(pages, visit, name):
    with visit(pages[name]) as seen:
        bad = seen.page.locator("table").evaluate_all(
            """all => all.filter(t => !t.caption || !t.caption.textContent.trim()
                || [...t.querySelectorAll('th')].some(th => !th.scope)
                || [...t.tBodies].some(b => [...b.rows].some(r => r.cells[0].tagName !== 'TH')))
                .map(t => t.outerHTML.slice(0, 200))"""
        )
        assert bad == []


@pytest.mark.parametrize("name", PAGES)
def test_boxes_that_scroll_say_so_and_take_the_keyboard(pages, visit, name):
    """A shade lies at the edge of each; where it must be wider than a phone, a word too."""
    with visit(pages[name], size=PHONE) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        boxes = seen.page.locator("body *").evaluate_all(
            """all => all.filter(e => e.scrollWidth > e.clientWidth
                && /auto|scroll/.test(getComputedStyle(e).overflowX)).map(e => ({
                    label: e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'),
                    keyboard: e.tabIndex === 0, role: e.getAttribute('role'),
                    shade: getComputedStyle(e).backgroundAttachment.includes('local'),
                    word: !/wide/.test(e.className)
                        || getComputedStyle(e, '::before').display === 'block'}))"""
        )
        assert name not in ("report", "index") or boxes
        for box in boxes:
            assert box["label"] and box["keyboard"] and box["role"] == "region", box
            assert box["shade"] and box["word"], box
