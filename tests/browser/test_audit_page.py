"""The page of an examined text: from finding to finding without a script."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from helpers.cli.main import app
from helpers.core.messages import message

# Three slips by plain arithmetic (90 of 100, 50 of 80, 12 of 48), one figure that is right.
SLIPS = """Xã Minh Họa
Diện tích lúa 90/100 ha, đạt 95% kế hoạch.
Diện tích ngô 30/40 ha, đạt 75% kế hoạch.
Đàn trâu 50/80 con, đạt 60% kế hoạch.
Diện tích rau 12/48 ha, đạt 52% kế hoạch.
"""


@pytest.fixture(scope="module")
def audit_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audit")
    (folder / "xa-minh-hoa.txt").write_text(SLIPS, encoding="utf-8")
    CliRunner().invoke(app, ["audit", str(folder / "xa-minh-hoa.txt"), "--html", str(folder)])
    return next(folder.glob("*.html"))


def marked(page) -> str:
    return page.locator("mark:target").inner_text()


def test_one_walks_from_the_first_finding_to_the_last_and_back(audit_page, visit):
    with visit(audit_page, java_script_enabled=False) as seen:
        page = seen.page
        page.get_by_role("link", name=message("audit.first")).click()
        assert "90/100" in marked(page)
        onward = page.get_by_role("link", name=message("audit.next"))
        assert onward.count() == 2, "the last one has no next"
        onward.nth(0).click()
        assert "50/80" in marked(page)
        onward.nth(1).click()
        assert "12/48" in marked(page)
        page.get_by_role("link", name=message("audit.previous")).last.click()
        assert "50/80" in marked(page)
        page.go_back()
        assert "12/48" in marked(page)


def test_finding_stands_beside_its_words(audit_page, visit):
    with visit(audit_page) as seen:
        mark, note = (
            seen.page.locator(f"{tag}.contradiction").first.bounding_box() for tag in ("mark", "p")
        )
        assert note["x"] > mark["x"] + mark["width"] and abs(note["y"] - mark["y"]) < 40
