"""Without a folder of last year, sentences state the changes that the forms state."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook

from helpers.core.tables import TABLES, make_table
from helpers.narrative.blocks import text_of
from helpers.narrative.outline_statements import render_rows, render_statements
from helpers.narrative.report_data import ReportData
from helpers.stages.unit_period import open_unit_period

NBSP = "\u00a0"
RICE = ("agri.spring_rice.area", "agri.spring_rice.yield")


@pytest.fixture
def case(real_workspace):
    return open_unit_period(workspace=real_workspace, unit="bach-thong", period="2023H1")


def without_last_year(case):
    shutil.rmtree(case.workspace.raw(case.period.previous_year(), case.unit.key))
    return open_unit_period(workspace=case.workspace, unit="bach-thong", period="2023H1")


def told(case, *codes):
    """(sentence about the indicators, findings)."""
    case.clean_with_history()
    indicators = case.compute_with_history()
    case.save({"indicators": indicators})
    tables = {name: make_table(name, []) for name in TABLES} | {"indicators": indicators}
    data = ReportData(case.unit, case.catalogues, case.outline, tables, "vi")
    rows = [data.row(code) for code in codes]
    return text_of(render_rows(rows, data)).replace(NBSP, " "), case.check(indicators)


def test_with_last_years_folder_changes_are_computed(case):
    text, _ = told(case, *RICE)
    assert "giảm 1,40% (−16,74 ha) so với cùng kỳ năm 2022" in text
    assert "theo nguồn" not in text


def test_without_it_changes_are_those_that_the_source_states(case):
    text, _ = told(without_last_year(case), *RICE)
    assert "giảm 1,4% (−16,74 ha) so với cùng kỳ năm 2022" in text
    assert "tăng 0,44% (+0,27 tạ/ha) so với cùng kỳ (số ước tính)" in text


def test_a_percentage_of_last_year_is_stated_without_a_value_of_last_year(case):
    alone = without_last_year(case)
    text, _ = told(alone, "agri.food_grain.production")
    assert "tăng 0,7% so với cùng kỳ năm 2022 (số ước tính)" in text
    row = alone.compute().set_index("indicator").loc["agri.food_grain.production"]
    assert row["previous"] is None


def test_a_change_of_a_few_cases_is_stated_by_number(case):
    text, _ = told(without_last_year(case), "security.traffic.accidents")
    assert text.endswith("không phát sinh, giảm 03 vụ so với cùng kỳ năm 2022")


def spoil(case, **values):
    path = case.workspace.raw(case.period, case.unit.key) / "01_nong_nghiep.xlsx"
    book = load_workbook(path)
    for address, value in values.items():
        book["Trồng trọt"][address] = value
    book.save(path)


def test_stated_figures_that_contradict_each_other_are_found_and_not_printed(case):
    alone = without_last_year(case)
    spoil(alone, G10="-14%")
    text, findings = told(alone, RICE[0])
    assert "so với cùng kỳ" not in text
    found = findings[findings["check"] == "stated_pct_change"]
    assert [(r["cell"], r["verdict"]) for r in found.to_dict("records")] == [
        ("G10", "contradiction")
    ]


def test_last_years_value_in_the_sheet_is_held_against_what_was_received(case):
    spoil(case, L7="Cùng kỳ năm trước", L10="1.295,21")
    text, findings = told(case, RICE[0])
    assert "giảm 1,40% (−16,74 ha)" in text
    found = findings[findings["check"] == "stated_previous"]
    assert [(r["stated"], r["computed"], r["verdict"]) for r in found.to_dict("records")] == [
        ("1.295,21", "1.195,21", "contradiction")
    ]


def test_last_years_value_in_the_sheet_serves_where_nothing_was_received(case):
    alone = without_last_year(case)
    spoil(alone, L7="Cùng kỳ 2022", L10="1.195,21", G10=None, H10=None)
    text, _ = told(alone, RICE[0])
    assert ", giảm 1,40% (−16,74 ha) so với cùng kỳ năm 2022" in text


def test_an_estimate_within_a_text_is_marked_at_its_figure(case):
    case.clean_with_history()
    tables = {name: make_table(name, []) for name in TABLES} | {"indicators": case.compute()}
    data = ReportData(case.unit, case.catalogues, case.outline, tables, "vi")
    sections = case.outline.all_sections()
    text = " ".join(
        text_of(render_statements(content.indicators, data)).replace(NBSP, " ")
        for section in sections
        for content in section.content
        if content.indicators
    )
    assert "tiêu hủy tại chỗ 24 sản phẩm trị giá ước 0,9 triệu đồng" in text
    assert "thu hút ước 16.000 người tham gia" in text
    assert "tính đến ngày 15/5/2023, đón 844 lượt khách" in text
    assert "số đối tượng vi phạm về rừng: chưa có số liệu (chưa rõ đối tượng)" in text
