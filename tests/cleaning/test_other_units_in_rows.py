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
