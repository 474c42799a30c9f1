"""Own tables among forms: which table a figure goes to, what the working papers say."""

import json
from dataclasses import replace

from test_recognition_tables import TITLE
from test_table_layouts import BUFFALOES, HERD, cleaned, values, workbook_of

OWN = TITLE.replace("UBND HUYỆN MẪU 01", "UBND HUYỆN BẠCH THÔNG")


def rows(tables, name, *columns):
    return {tuple(r[c] for c in columns) for r in tables[name].to_dict("records")}


def test_an_own_table_is_read_whatever_its_file_is_called():
    grid = OWN + "Chỉ tiêu|ĐVT|TH 6T/2022|KH 2023|TH 6T/2023\nĐàn trâu|con|#4111|#4310|#4242"
    for file in ("bao cao phong.xlsx", HERD[0]):
        tables = cleaned(workbook_of(grid, "Sheet1", file))
        assert values(tables) == {
            "C5 livestock.buffaloes.herd previous 4111",
            "D5 livestock.buffaloes.herd plan 4310",
            "E5 livestock.buffaloes.herd actual 4242",
        }


def test_parts_other_periods_and_two_plans_are_details():
    grid = OWN + (
        "Chỉ tiêu|ĐVT|KH 2023 (tỉnh giao)|KH HĐND huyện giao|6 tháng 2023|Xã Mẫu 1|Năm 2021\n"
        "Đàn trâu|con|#4300|#4310|#4242|#42|#4000"
    )
    tables = cleaned(workbook_of(grid, "Sheet1", "own.xlsx"))
    found = rows(tables, "detailed_figures", "cell", "measure", "value_period", "breakdown")
    assert found == {
        ("C5", "plan_province", "2023", ""),
        ("D5", "plan_council", "2023", ""),
        ("F5", "actual", "2023H1", "xã=Xã Mẫu 1"),
        ("G5", "previous", "2021", ""),
    }
    assert rows(tables, "observations", "cell", "measure") == {("D5", "plan"), ("E5", "actual")}


def test_an_estimate_of_the_period_is_its_value_with_that_maturity():
    grid = OWN + "Chỉ tiêu|ĐVT|Ước TH 6 tháng 2023\nĐàn trâu|con|#4242"
    tables = cleaned(workbook_of(grid, "Sheet1", "own.xlsx"))
    assert rows(tables, "observations", "measure", "maturity") == {("actual", "estimate")}


def test_a_budget_line_by_capital_goes_to_the_programme():
    grid = (
        "UBND HUYỆN BẠCH THÔNG\nGIẢI NGÂN CTMTQG VÙNG ĐBDTTS&MN ĐẾN 31/5/2023\n"
        "Đvt: triệu đồng\nDự án|KH vốn năm 2023||Giải ngân đến 31/5/2023|\n"
        "|Vốn ĐTPT|Vốn SN|Vốn ĐTPT|Vốn SN\n"
        "Dự án 4: Hạ tầng|#30|#5|#8|-\nDự án 5: Giáo dục|#2|#9|#1|#4"
    )
    tables = cleaned(workbook_of(grid, "Sheet1", "von.xlsx", "B4:C4 D4:E4"))
    found = rows(tables, "programme", "cell", "budget_line", "capital", "item", "as_of")
    assert ("B6", "DA4", "investment", "allocated", "2023-12-31") in found
    assert ("E7", "DA5", "recurrent", "disbursed", "2023-05-31") in found
    assert tables["detailed_figures"].empty


def test_what_is_asked_is_in_the_questions_and_in_the_quarantine():
    grid = OWN + "Chỉ tiêu|ĐVT|TH 6T/2023|Số chốt sau\nĐàn trâu|con|#4242|#4250"
    tables = cleaned(workbook_of(grid, "Sheet1", "own.xlsx"))
    (question,) = tables["questions"].to_dict("records")
    where = [{"file": "own.xlsx", "sheet": "Sheet1", "cells": "D5"}]
    assert (question["kind"], json.loads(question["where"])) == ("column", where)
    refused = rows(tables, "quarantine", "cell", "rule")
    assert ("D5", "cleaning.asked") in refused
    assert values(tables) == {"C5 livestock.buffaloes.herd actual 4242"}


def test_a_value_that_differs_from_that_of_a_form_is_no_winner():
    own = OWN + "Chỉ tiêu|ĐVT|TH 6T/2023\nĐàn trâu|con|#4200"
    tables = cleaned(
        workbook_of(BUFFALOES, HERD[1], HERD[0]), workbook_of(own, "Sheet1", "own.xlsx")
    )
    assert values(tables) == {"E3 livestock.cattle.herd actual 1313"}
    assert {cell for cell, rule in rows(tables, "quarantine", "cell", "rule") if "dup" in rule} == {
        "E2",
        "C5",
    }


def test_a_workbook_without_any_table_is_still_named():
    tables = cleaned(workbook_of("Kính gửi phòng", "Sheet1", "thu.xlsx"))
    assert ("", "cleaning.unknown_workbook") in rows(tables, "quarantine", "cell", "rule")


def test_a_sentence_on_a_sheet_beside_tables_is_named():
    """No form says to which section it belongs; the sheet with figures is read all the same."""
    grid = OWN + "Chỉ tiêu|ĐVT|TH 6 tháng 2023\nĐàn trâu|con|#4242"
    sentence = "Tình hình sản xuất ổn định, không xảy ra dịch bệnh lớn trên đàn vật nuôi."
    figures = workbook_of(grid, "Sheet1", "own.xlsx")
    text = workbook_of(f"NỘI DUNG ĐÁNH GIÁ 6 THÁNG\n\n{sentence}", "Đoạn văn", "own.xlsx")
    tables = cleaned(replace(figures, sheets=(*figures.sheets, *text.sheets)))
    assert ("Đoạn văn", "A3", "cleaning.text_not_read") in rows(
        tables, "quarantine", "sheet", "cell", "rule"
    )
    assert values(tables) == {"C5 livestock.buffaloes.herd actual 4242"}


def test_a_row_of_another_unit_is_named_and_not_asked():
    grid = OWN + "Đơn vị|Hộ nghèo (hộ)\nXã Mẫu 1|#120\nXã Mẫu 2|#110\nToàn huyện|#230\nToàn tỉnh|#9"
    tables = cleaned(workbook_of(grid, "Sheet1", "own.xlsx"))
    assert ("B8", "cleaning.of_other_unit") in rows(tables, "quarantine", "cell", "rule")
    assert tables["questions"].empty
    assert values(tables) == {"B7 poverty.poor actual 230"}
