"""Rows that are other units of the same level: the unit's own row counts, the total does not."""

from __future__ import annotations

from office_sheets import read


def test_the_total_of_several_communes_is_not_that_of_one():
    """52 + 80 = 132: the commune's own figure is 52."""
    rows = "Xã|Số hộ nghèo (hộ)\nXã Mẫu 01|#52\nXã Mẫu 02|#80\nTổng cộng|#132"
    grid = f"UBND XÃ MẪU 01\nHỘ NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\n{rows}"
    figures = {f.cell.text: f.meaning for f in read(grid, level="commune").figures}
    assert set(figures) == {"52"}
    assert (figures["52"].code, figures["52"].breakdown) == ("poverty.poor", ())


def test_the_beginning_of_the_year_is_not_what_was_reached():
    rows = "Chỉ tiêu|ĐVT|Số đầu năm|Số cuối kỳ\nSố hộ nghèo|hộ|#270|#230"
    found = read(f"UBND HUYỆN MẪU 01\nHỘ NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\n{rows}").figures
    assert not [f for f in found if f.cell.text == "270" and f.meaning.measure == "actual"]


TITLE = "KẾT QUẢ GIẢM NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\n"


def found_in(rows, level="district", title=TITLE):
    found = read(title + rows, level=level)
    figures = {(f.cell.text, f.meaning.breakdown) for f in found.figures}
    return figures, {q.shown for q in found.left_out}, found.questions


def test_the_whole_district_is_no_figure_of_a_commune():
    rows = "TT|Đơn vị|Hộ nghèo (hộ)\n1|Xã Mẫu 01|#52\n2|Xã Mẫu 02|#80\n|Toàn huyện|#132"
    figures, left_out, questions = found_in(rows, "commune")
    assert (figures, left_out) == ({("52", ())}, {"Xã Mẫu 02", "Toàn huyện"})
    assert not questions


def test_a_table_of_other_communes_is_asked_as_a_whole():
    rows = "TT|Đơn vị|Hộ nghèo (hộ)\n1|Xã Mẫu 03|#52\n2|Xã Mẫu 02|#80\n|Toàn huyện|#132"
    figures, _, (question,) = found_in(rows, "commune")
    assert not figures and question.kind == "table" and not question.proposals[0].is_figure


def test_the_whole_province_below_the_whole_district_is_left_out():
    rows = "TT|Đơn vị|Hộ nghèo (hộ)\n1|Xã Mẫu Một|#120\n2|Xã Mẫu Hai|#110\n|Toàn huyện|#230\n"
    figures, left_out, questions = found_in(f"{rows}|Toàn tỉnh|#9000")
    assert ("230", ()) in figures and len(figures) == 3
    assert left_out == {"Toàn tỉnh"} and not questions


def test_columns_of_units_above_are_left_out():
    rows = "Chỉ tiêu|ĐVT|Toàn tỉnh|Huyện Mẫu 01|Cả nước\nSố hộ nghèo|hộ|#9000|#230|#100000"
    figures, left_out, questions = found_in(rows)
    assert (figures, left_out) == ({("230", ())}, {"Toàn tỉnh", "Cả nước"}) and not questions


def test_names_below_the_head_of_their_kind_are_places():
    rows = "TT|Xã|Hộ nghèo (hộ)\n1|Mẫu Một|#120\n2|Mẫu Hai|#110\n|Cộng các xã|#230\n|Tổng|#235"
    figures, _, questions = found_in(rows)
    assert ("120", (("xã", "Xã Mẫu Một"),)) in figures and ("235", ()) in figures
    assert not questions


def test_zones_of_communes_are_a_breakdown():
    rows = "TT|Xã|Hộ nghèo (hộ)\nI|Xã khu vực III|#120\n1|Xã Mẫu Một|#120\nII|Khu vực I|#5\n"
    figures, _, questions = found_in(f"{rows}1|Xã Mẫu Hai|#5\n|Tổng cộng|#125")
    assert {("120", (("khu vực", "III"),)), ("5", (("khu vực", "I"),)), ("125", ())} <= figures
    assert not questions
