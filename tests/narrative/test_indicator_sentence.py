"""Sentences adapt to what is known: rise, fall, unchanged, no plan, no data, cause."""

from __future__ import annotations

from decimal import Decimal as D
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import TABLES
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.opening import SinceOpening
from helpers.indicators.sources import Source, inputs_text
from helpers.narrative.blocks import text_of
from helpers.narrative.facts import FactBuilder
from helpers.narrative.indicator_sentence import SentenceBuilder
from helpers.narrative.outline_statements import render_statements
from helpers.narrative.phrases import sentence
from helpers.narrative.programme_section import disbursed_clause
from helpers.narrative.report_data import ReportData

AREA, CASES = "agri.spring_rice.area", "forestry.violations.cases"
NBSP = "\u00a0"


TEXT_COLUMNS = ("status", "cause", "reason", "maturity", "as_of", "period", "comparison_basis")
FALL = {"actual": "90", "previous": "100", "change": "-10", "pct_change": "-10"}


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
    numbers = {k: v if k in TEXT_COLUMNS else D(v) for k, v in values.items()}
    return empty | base | numbers


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        (AREA, {"actual": "62"}, "Diện tích 62 ha."),
        (
            AREA,
            {"actual": "1178.47", "plan": "1187", "pct_plan": "99.281"},
            "Diện tích 1.178,47/1.187 ha, đạt 99,3% kế hoạch.",
        ),
        (
            AREA,
            {
                "actual": "90",
                "previous": "100",
                "change": "-10",
                "pct_change": "-10",
                "cause": "thiếu nước.",
            },
            "Diện tích 90 ha, giảm 10,00% (−10 ha) so với cùng kỳ năm 2022, do thiếu nước.",
        ),
        (
            AREA,
            {"actual": "110", "previous": "100", "change": "10", "pct_change": "10"},
            "Diện tích 110 ha, tăng 10,00% (+10 ha) so với cùng kỳ năm 2022.",
        ),
        (
            AREA,
            {"actual": "100", "previous": "100", "change": "0", "pct_change": "0"},
            "Diện tích 100 ha, bằng cùng kỳ năm 2022.",
        ),
        (
            AREA,
            {"actual": "5", "previous": "0", "change": "5"},
            "Diện tích 5 ha, tăng 5 ha so với cùng kỳ năm 2022.",
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
            "Diện tích 5 ha (số sơ bộ), ước thực hiện đến hết kỳ 8 ha, đạt 80,0% kế hoạch.",
        ),
        (
            AREA,
            FALL | {"maturity": "estimate", "cause": "hạn"},
            "Diện tích 90 ha, giảm 10,00% (−10 ha) so với cùng kỳ năm 2022 (số ước tính), do hạn.",
        ),
        (
            AREA,
            {"actual": "5", "maturity": "preliminary", "as_of": "2023-05-20", "period": "2023H1"},
            "Diện tích 5 ha (số sơ bộ, tính đến ngày 20/5/2023).",
        ),
        (
            AREA,
            {"actual": "5", "maturity": "official", "as_of": "2023-05-20", "period": "2023H1"},
            "Diện tích 5 ha (tính đến ngày 20/5/2023).",
        ),
        (
            AREA,
            {"actual": "5", "maturity": "official", "as_of": "2023-06-30", "period": "2023H1"},
            "Diện tích 5 ha.",
        ),
        (
            AREA,
            {"actual": "90", "change": "-10", "pct_change": "-10.4", "comparison_basis": "stated"},
            "Diện tích 90 ha, giảm 10,4% (−10 ha) so với cùng kỳ năm 2022.",
        ),
        (
            AREA,
            {"actual": "90", "pct_change": "0.7", "comparison_basis": "stated"},
            "Diện tích 90 ha, tăng 0,7% so với cùng kỳ năm 2022.",
        ),
        (
            AREA,
            FALL | {"comparison_basis": "stated"},
            "Diện tích 90 ha, giảm 10,00% (−10 ha) so với cùng kỳ năm 2022.",
        ),
        (
            AREA,
            {"status": "missing", "reason": "Chưa rõ đối tượng"},
            "Diện tích: chưa có số liệu (chưa rõ đối tượng).",
        ),
        (
            AREA,
            {"status": "missing", "plan": "37", "estimate": "35", "pct_estimate": "94.59"},
            "Diện tích: kế hoạch 37 ha, chưa có số liệu thực hiện, ước thực hiện đến hết kỳ 35 ha, "
            "đạt 94,6% kế hoạch.",
        ),
        (
            AREA,
            {"actual": "5", "pct_estimate": "35.52"},
            "Diện tích 5 ha, ước thực hiện đến hết kỳ đạt 35,5% kế hoạch.",
        ),
    ],
)
def test_sentence(catalogues, code, values, expected):
    told = SentenceBuilder(FactBuilder(catalogues)).build(
        row(catalogues, code, **values), "diện tích"
    )
    assert text_of(sentence(told)).replace(NBSP, " ") == expected


def plain(runs) -> str:
    return text_of(runs).replace(NBSP, " ")


def test_share_of_a_whole_is_no_plan(catalogues):
    whole = row(catalogues, "culture.communes.registered", actual="9", plan="13", pct_plan="69.23")
    told = SentenceBuilder(FactBuilder(catalogues)).build(whole, "Số xã")
    assert plain(told) == "Số xã 09/13 xã, đạt 69,2%"


def test_what_is_compared_is_said_in_full_once(catalogues):
    sentence_builder = SentenceBuilder(FactBuilder(catalogues))
    rise = {"actual": "110", "plan": "100", "pct_plan": "110", "previous": "100"}
    rise |= {"change": "10", "pct_change": "10"}
    fall = rise | {"change": "-10", "pct_change": "-8.33"}
    assert plain(sentence_builder.build(row(catalogues, AREA, **rise), "ngô")) == (
        "ngô 110/100 ha, đạt 110,0% kế hoạch, tăng 10,00% (+10 ha) so với cùng kỳ năm 2022"
    )
    assert plain(sentence_builder.build(row(catalogues, AREA, **fall), "lúa")) == (
        "lúa 110/100 ha, đạt 110,0%, giảm 8,33% (−10 ha) so với cùng kỳ"
    )


@pytest.mark.parametrize(
    ("previous", "expected"), [("3", "giảm 02 vụ"), ("200", "giảm 1,00% (−2 vụ)")]
)
def test_few_cases_are_told_by_number_not_by_percentage(catalogues, previous, expected):
    values = {"actual": "1", "previous": previous, "change": "-2", "pct_change": "-1"}
    told = SentenceBuilder(FactBuilder(catalogues)).build(row(catalogues, CASES, **values), "số vụ")
    assert expected in plain(told)


def test_nothing_happened_in_the_indicator_s_own_words(catalogues):
    values = {"actual": "0", "status": "zero", "previous": "3", "change": "-3"}
    told = SentenceBuilder(FactBuilder(catalogues)).build(
        row(catalogues, CASES, **values), "số vụ", none="không xảy ra tai nạn"
    )
    assert plain(told) == "không xảy ra tai nạn, cùng kỳ năm 2022 có 03 vụ"


def test_english_is_a_second_set_of_phrases(catalogues):
    values = {
        "actual": "90",
        "previous": "100",
        "change": "-10",
        "pct_change": "-10",
        "cause": "thiếu nước",
    }
    told = SentenceBuilder(FactBuilder(catalogues, "en")).build(
        row(catalogues, AREA, **values), "Area"
    )
    expected = "Area: 90 ha, down 10.00% (−10 ha) on the same period of 2022"
    assert plain(told) == f"{expected}, reason given: «thiếu nước»"


def test_a_change_of_some_units_only_says_so(catalogues):
    """The parent's total is of all units, its change of those that have both figures."""
    values = {"actual": "110", "change": "8", "pct_change": "10"}
    told = SentenceBuilder(FactBuilder(catalogues)).build(row(catalogues, AREA, **values), "lúa")
    assert plain(told) == (
        "lúa 110 ha, những đơn vị có số cùng kỳ tăng 10,00% so với cùng kỳ năm 2022"
    )


@pytest.mark.parametrize(
    ("girls", "expected"),
    [
        ("384", f"577{NBSP}trẻ sinh ra sống, gồm 193{NBSP}trẻ nam và 384{NBSP}trẻ nữ."),
        # one of the units counted boys only
        ("380", f"Số trẻ sinh ra sống 577{NBSP}trẻ; số trẻ em nam sinh ra sống 193{NBSP}trẻ; "
                f"số trẻ em nữ sinh ra sống 380{NBSP}trẻ."),
    ],
)  # fmt: skip
def test_a_text_that_says_gom_stands_only_where_parts_make_up_the_whole(
    catalogues, girls, expected
):
    outline, statement = next(
        (outline, statement)
        for outline in catalogues.outlines.values()
        for section in outline.all_sections()
        for content in section.content
        for statement in content.statements
        if statement.codes == ("health.births.total", "health.births.boys", "health.births.girls")
    )
    actual = dict(zip(statement.codes, ("577", "193", girls), strict=True))
    rows = [row(catalogues, c, actual=v) | {"kind": "indicator"} for c, v in actual.items()]
    tables = {"indicators": pd.DataFrame(rows), "received_tables": pd.DataFrame()}
    report_data = ReportData(None, catalogues, outline, tables, "vi")
    assert text_of(sentence(render_statements([statement], report_data))) == expected


def test_disbursed_without_any_allocation_is_stated_without_a_rate(catalogues):
    total = dict.fromkeys(TABLES["indicators"]) | {
        "indicator": "MTQG.total", "unit_of_measure": "triệu đồng", "plan": D(0), "actual": D(5)
    }  # fmt: skip
    report_data = SimpleNamespace(lang="vi", facts=FactBuilder(catalogues))
    clause = text_of(disbursed_clause(None, total, 0, report_data))
    assert clause.replace(NBSP, " ") == "; đã giải ngân 5 triệu đồng"


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("vi", "giảm 10,00% (−10 ha) so với năm 2022", "giảm 10,00% (−10 ha) so với năm trước"),
        ("en", "on 2022", "down 10.00% (−10 ha)"),
    ],
)
def test_a_whole_year_is_compared_with_a_year_not_with_a_same_period(lang, first, second):
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023"))
    builder = SentenceBuilder(FactBuilder(catalogues, lang))
    told = [
        text_of(builder.build(row(catalogues, AREA, **FALL), "lúa")).replace(NBSP, " ")
        for _ in range(2)
    ]
    assert first in told[0] and second in told[1]
    assert "cùng kỳ" not in "".join(told) and "same period" not in "".join(told)


@pytest.mark.parametrize(
    ("change", "words"),
    [(-27, "giảm 27 ha so với đầu năm"), (4, "tăng 4 ha so với đầu năm"), (0, "bằng đầu năm")],
)
def test_a_change_since_january_is_no_change_since_last_year(catalogues, change, words):
    row_of = row(catalogues, AREA, actual=90)
    facts = FactBuilder(catalogues)
    source = {"period": "2023H1", "file": "f.xlsx", "sheet": "s", "cell": "F7", "raw_text": "-27"}
    facts.since_opening = {AREA: SinceOpening(D(change), None, (source,))}
    runs = SentenceBuilder(facts).build(row_of, "Diện tích")
    text = text_of(runs).replace(NBSP, " ")
    assert text.endswith(words) and "cùng kỳ" not in text
    assert any(getattr(run, "field", "") == "change_opening" for run in runs) == bool(change)


def of_units(catalogues, code, reported, **values):
    """A parent's row with how many of its units reported, as a roll-up leaves it."""
    source = Source("actual", code, D(values["actual"]), "x", "x", reported, None, "2023H1")
    return row(catalogues, code, **values) | {"inputs": inputs_text([source])}


@pytest.mark.parametrize(
    ("reported", "maturity", "expected"),
    [
        ("7/8", "preliminary", "Diện tích 62 ha (số của 7/8 đơn vị)."),
        ("8/8", "preliminary", "Diện tích 62 ha (số sơ bộ)."),
        ("8/8", "official", "Diện tích 62 ha."),
    ],
)
def test_a_total_of_some_units_says_of_how_many(catalogues, reported, maturity, expected):
    of_some = of_units(catalogues, AREA, reported, actual="62", maturity=maturity)
    built = SentenceBuilder(FactBuilder(catalogues)).build(of_some, "diện tích")
    assert text_of(sentence(built)).replace(NBSP, " ") == expected
