"""The signer's page: which messages are chosen, and that they hold on one page."""

from __future__ import annotations

from decimal import Decimal as D
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import TABLES
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.signer_page import significance
from pdf_text import page_texts


@pytest.fixture(scope="module")
def data():
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    return SimpleNamespace(catalogues=catalogues)


def row(code, unit, **values):
    known = {"indicator": code, "unit_of_measure": unit}
    return dict.fromkeys(TABLES["indicators"]) | known | {n: D(v) for n, v in values.items()}


@pytest.mark.parametrize(
    ("code", "unit", "values", "expected"),
    [
        # 20 points behind the calendar, of 40 that count in full.
        ("budget.revenue", "triệu đồng", {"pct_plan": 30, "pace_gap": -20}, "0.5"),
        # A herd is compared with its plan at any time: 12 points above, of 40.
        ("livestock.pigs.herd", "con", {"pct_plan": 112}, "0.3"),
        # A harvest that goes on has reached 40% of the year: no sign of anything by itself.
        ("agri.food_grain.production", "tấn", {"pct_plan": 40}, "0.1"),
        # From 1 to 3 deaths is no rise by 200%.
        (
            "security.traffic.accidents",
            "vụ",
            {"previous": 1, "change": 2, "pct_change": 200},
            "0.1",
        ),
        ("agri.spring_rice.area", "ha", {"previous": 100, "change": -5, "pct_change": -5}, "0.25"),
        ("poverty.poor_rate", "%", {"previous": 15, "change": "-2.5", "pct_change": -16}, "0.5"),
    ],
)
def test_significance(data, code, unit, values, expected):
    assert significance(row(code, unit, **values), data) == D(expected)


def test_the_page_of_the_real_report(finished):
    """One page of its own, the same messages at the head of the page, none in Word or paper."""
    real = next((finished[0].root / "reports").rglob("*.docx"))
    name = real.name.replace("bao-cao", "tom-tat-trinh-ky")
    (text,) = page_texts(real.with_name(name).with_suffix(".pdf"))
    shown = " ".join(text.split())
    assert "TÓM TẮT TRÌNH KÝ" in shown and "giải ngân 7,09 tỷ đồng" in shown
    assert "Cần quyết định hoặc làm rõ trước khi ký" in shown
    page = BeautifulSoup(real.with_suffix(".html").read_text(encoding="utf-8"), "lxml")
    items = page.select(".summary > ul:first-of-type > li")
    assert 5 <= len(items) <= 7
    assert items[0].get_text().startswith("Chương trình mục tiêu quốc gia")
    assert all(item.select("a[href]") for item in items), "every message leads back"
    assert "Tóm tắt trình ký" not in "".join(page_texts(real.with_suffix(".pdf")))
