"""Sentences adapt to what is known: rise, fall, unchanged, no plan, no data, cause."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from helpers.ground.catalogues import load_catalogues
from helpers.ground.periods import Period
from helpers.ground.tables import TABLES
from helpers.ground.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import text_of
from helpers.narrative.facts import FactBook
from helpers.narrative.phrases import sentence
from helpers.narrative.sentences import tell

AREA, CASES = "agri.spring_rice.area", "forestry.violations.cases"
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))


def row(catalogues, code, **values):
    indicator = catalogues.indicators[code]
    empty = dict.fromkeys(TABLES["indicators"])
    base = {
        "indicator": code,
        "unit_of_measure": indicator.unit_of_measure,
        "status": "reported",
        "maturity": "official",
    }
    numbers = {
        k: D(v) if k not in ("status", "cause", "maturity") else v for k, v in values.items()
    }
    return empty | base | numbers


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        (AREA, {"actual": "62"}, "Diện tích 62 ha."),
        (
            AREA,
            {"actual": "1178.47", "plan": "1187", "pct_plan": "99.281"},
            "Diện tích 1.178,47 ha/1.187 ha, đạt 99,3% kế hoạch.",
        ),
        (
            AREA,
            {"actual": "90", "change": "-10", "pct_change": "-10", "cause": "thiếu nước."},
            "Diện tích 90 ha, giảm 10,00% (−10 ha) so với cùng kỳ năm trước, do thiếu nước.",
        ),
        (
            AREA,
            {"actual": "110", "change": "10", "pct_change": "10"},
            "Diện tích 110 ha, tăng 10,00% (+10 ha) so với cùng kỳ năm trước.",
        ),
        (
            AREA,
            {"actual": "100", "change": "0", "pct_change": "0"},
            "Diện tích 100 ha, bằng cùng kỳ năm trước.",
        ),
        (
            AREA,
            {"actual": "5", "change": "5"},
            "Diện tích 5 ha, tăng 5 ha so với cùng kỳ năm trước.",
        ),
        (AREA, {"status": "missing"}, "Diện tích: chưa có số liệu."),
        (
            AREA,
            {"status": "missing", "plan": "37"},
            "Diện tích: kế hoạch 37 ha, chưa có số liệu thực hiện.",
        ),
        (AREA, {"status": "not_applicable"}, "Diện tích: không áp dụng."),
        (AREA, {"status": "withheld"}, "Diện tích: không công bố."),
        (CASES, {"actual": "0", "status": "zero"}, "Diện tích: không phát sinh."),
        (CASES, {"actual": "5"}, "Diện tích 05 vụ."),
        (
            AREA,
            {"actual": "5", "maturity": "preliminary", "estimate": "8", "pct_estimate": "80"},
            "Diện tích 5 ha, ước thực hiện đến hết kỳ 8 ha, đạt 80,0% kế hoạch, số sơ bộ.",
        ),
        (
            AREA,
            {"actual": "5", "pct_estimate": "35.52"},
            "Diện tích 5 ha, ước thực hiện đến hết kỳ đạt 35,5% kế hoạch.",
        ),
    ],
)
def test_sentence(catalogues, code, values, expected):
    runs = sentence(tell(row(catalogues, code, **values), FactBook(catalogues), "diện tích"))
    assert text_of(runs).replace(NBSP, " ") == expected


def test_share_of_a_whole_is_no_plan(catalogues):
    code = "culture.communes.registered"
    told = tell(
        row(catalogues, code, actual="9", plan="13", pct_plan="69.23"),
        FactBook(catalogues),
        "Số xã",
    )
    text = text_of(told).replace(NBSP, " ")
    assert text == "Số xã 09 xã/13 xã, đạt 69,2%"


def test_english_is_a_second_set_of_phrases(catalogues):
    told = tell(
        row(catalogues, AREA, actual="90", change="-10", pct_change="-10", cause="thiếu nước"),
        FactBook(catalogues, "en"),
        "Area",
    )
    text = text_of(told).replace(NBSP, " ")
    assert text == "Area: 90 ha, down 10.00% (−10 ha) on the same period last year"
