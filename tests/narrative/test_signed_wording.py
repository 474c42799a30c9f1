"""What a chairman stumbled over: doubled words, torn lists, differences that do not add up."""

from __future__ import annotations

import json
from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.outlines import Statement, without_empty
from helpers.core.periods import Period
from helpers.core.tables import TABLES
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import text_of
from helpers.narrative.facts import FactBuilder
from helpers.narrative.indicator_sentence import SentenceBuilder
from helpers.narrative.office_texts import citation, full_citation
from helpers.narrative.outline_statements import render_statements
from helpers.narrative.receipts import Receipts
from helpers.stages.parameters import ReportParameters
from helpers.stages.report_head import _recipients
from helpers.stages.unit_period import open_unit_period

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))


@pytest.fixture
def report_data(catalogues):
    return SimpleNamespace(
        lang="vi", catalogues=catalogues, document_kind=lambda name, count=1: name
    )


def document(**values):
    empty = dict.fromkeys(("number", "symbol", "date", "issuer", "subject"))
    return empty | {"kind": "Nghị quyết"} | values


@pytest.mark.parametrize(
    ("number", "symbol", "shown"),
    [
        ("12", "NQ-HĐND", "số 12/NQ-HĐND"),
        ("12", "/NQ-HĐND", "số 12/NQ-HĐND"),
        ("9", "NQ-HĐND", "số 09/NQ-HĐND"),
        ("12/2023", "NQ-HĐND", "số 12/2023/NQ-HĐND"),
        (None, "12/NQ-HĐND", "số 12/NQ-HĐND"),
    ],
)
def test_number_and_symbol_have_a_stroke_between_them(report_data, number, symbol, shown):
    assert citation(document(number=number, symbol=symbol), report_data).endswith(shown)


@pytest.mark.parametrize("subject", ["Về việc giao vốn", "về việc giao vốn", "việc giao vốn"])
def test_the_subject_is_led_by_one_word(report_data, subject):
    shown = full_citation(document(number="11", symbol="/X", subject=subject), report_data)
    assert shown.endswith("số 11/X về việc giao vốn")


def test_recipients_of_one_cell_are_lines_of_their_own():
    data = SimpleNamespace(heading=lambda key: ["UBND tỉnh (b/c); Sở Mẫu (b/c);", "Lưu: VT"])
    assert _recipients(data) == ("UBND tỉnh (b/c)", "Sở Mẫu (b/c)", "Lưu: VT")


def filled_row(catalogues, code, **values):
    indicator = catalogues.indicators[code]
    known = {"indicator": code, "unit_of_measure": indicator.unit_of_measure}
    state = {"status": "reported", "maturity": "official", "period": "2023H1"}
    row = dict.fromkeys(TABLES["indicators"]) | known | state
    return row | {name: v if name == "cause" else D(v) for name, v in values.items()}


def clause(catalogues, code, **values):
    row = filled_row(catalogues, code, **values)
    runs = SentenceBuilder(FactBuilder(catalogues)).build(row, "x")
    return text_of(runs).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("actual", "previous", "said"),
    [
        # 12,0750 − 15,0742 = −2,9992: a reader finds 12,08 − 15,07 = −2,99 between the printed.
        ("12.0750", "15.0742", "12,08%, giảm 2,99 điểm %"),
        ("65.0135", "64.6878", "65,01%, tăng 0,32 điểm %"),
    ],
)
def test_a_difference_of_rates_is_that_of_the_printed_ones(catalogues, actual, previous, said):
    change = D(actual) - D(previous)
    shown = clause(catalogues, "poverty.poor_rate", actual=actual, previous=previous, change=change)
    assert said in shown


def test_two_plans_that_are_equal_are_named_once(catalogues):
    values = {"actual": 74, "plan": 160, "plan_province": 160}
    shares = {"pct_plan": "46.25", "pct_plan_province": "46.25"}
    code = "agri.spring_rice.area"
    shown = clause(catalogues, code, **values, **shares)
    assert shown == "x 74/160 ha, đạt 46,3% kế hoạch Hội đồng nhân dân và tỉnh giao"
    other = clause(catalogues, code, **values | {"plan_province": 148}, **shares)
    assert "kế hoạch tỉnh giao (148 ha)" in other


def test_a_part_above_its_whole_is_no_fraction(catalogues):
    """8.698 of 8.614 families cannot be: the two figures are named as what they are."""
    code = "culture.families.registered"
    values = {"actual": 8698, "plan": 8614, "pct_plan": "100.98"}
    shown = clause(catalogues, code, **values)
    assert shown == "x 8.698 hộ; tổng số ghi là 8.614 hộ, nhỏ hơn số này, đang phải làm rõ"
    assert "8.614/8.698" in clause(catalogues, code, actual=8614, plan=8698, pct_plan="99.03")


def test_what_a_text_of_the_outline_leaves_out_is_told_after_it(catalogues):
    row = filled_row(catalogues, "poverty.poor", actual=318, plan=290, previous=402, change=-84)
    row |= {"pct_change": D("-20.9")}
    data = SimpleNamespace(
        lang="vi", catalogues=catalogues, facts=FactBuilder(catalogues), row=lambda code: row,
        find=lambda code: row, subject=lambda row: "Tổng số hộ nghèo",
    )  # fmt: skip
    text = "hộ nghèo {poverty.poor}"
    shown = text_of(render_statements([Statement(text_vi=text, text_en=text)], data))
    assert shown.replace(NBSP, " ") == (
        "hộ nghèo 318 hộ, theo kế hoạch là 290 hộ, giảm 20,90% (−84 hộ) so với cùng kỳ năm 2022"
    )


def test_several_schemes_are_one_table():
    """Five schemes of two terms: a row for each with figures, in the order of its placeholders."""
    outline = open_unit_period(ReportParameters, unit="bach-thong", period="2023H1").outline
    (content,) = [c for s in outline.all_sections() for c in s.content if c.kind == "table"]
    assert len(content.columns) == 6
    assert all(len(statement.codes) == 5 for statement in content.indicators)
    assert [code for s in content.indicators for code in s.codes if "amount" in code]


def test_a_figure_that_was_sent_and_is_asked_about_is_not_called_absent(catalogues):
    """The plan stands in B9, the question is about C9:C13: the actual of that row was sent."""
    where = '[{"file": "a.xlsx", "sheet": "S", "cells": "C9:C13"}]'
    receipts = Receipts((), catalogues, ({"where": where},))
    source = {"role": "plan", "file": "a.xlsx", "sheet": "S", "cell": "B9", "value": "5"}
    row = filled_row(catalogues, "agri.spring_rice.area", plan=5)
    row |= {"status": "missing", "inputs": json.dumps([source])}
    assert receipts.with_absence(row)["status"] == "in_question"
    elsewhere = row | {"inputs": json.dumps([source | {"cell": "B14"}])}
    assert receipts.with_absence(elsewhere)["status"] == "missing"
    sentence = SentenceBuilder(FactBuilder(catalogues)).build(receipts.with_absence(row), "x")
    assert "còn phải làm rõ" in text_of(sentence) and "chưa có số liệu" not in text_of(sentence)


def test_a_cause_goes_on_in_the_sentence(catalogues):
    shown = clause(catalogues, "agri.spring_rice.area", actual=5, cause="Thiếu nước.")
    assert shown == "x 5 ha, do thiếu nước"


def test_sections_without_content_go_and_the_others_move_up():
    values = {"unit": "bach-thong", "period": "2023H1"}
    whole = open_unit_period(ReportParameters, **values).outline
    kept = {"II.1.3", "II.3"}
    folded = without_empty(whole, lambda section: bool(kept & set(section.sources)))
    second = next(part for part in folded.parts if part.id == "II")
    assert [section.id for section in second.sections] == ["II.1", "II.2"]
    assert [section.id for section in second.sections[0].sections] == ["II.1.1"]
    assert "II.1.3" in second.sections[0].sections[0].sources
    assert second.sections[1].sources == ("II.3",)
    assert [part.id for part in folded.parts] == [part.id for part in whole.parts]
