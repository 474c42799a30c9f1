"""Figures of a place, a part, another period or another subject, said outside of their rows."""

from __future__ import annotations

import pytest
from test_group_context import HERD, read

HEAD = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện"
ROW = "1|Đàn trâu|con|#4310|#4242"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Địa bàn", "Xã Quang Thuận"),
        ("Xã", "Quang Thuận"),
        ("Năm", "#2022"),
        ("Năm", "2022"),
        ("Tháng", "#6"),
        ("Kỳ", "Tháng 5"),
        ("Phân tổ", "Trâu cái"),
        ("Loại số liệu", "Dự kiến"),
        ("Đối tượng", "Hộ nghèo"),
    ],
)
def test_a_column_that_no_form_has_changes_the_row(header, value):
    taken, refused, _ = read(HERD, f"{HEAD}|{header}\n{ROW}|{value}\n2|Đàn bò|con||#16|")
    assert taken == {"E3"}
    assert {refused.get("D2"), refused.get("E2")} == {"row_of_part"}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Năm", "#2023"),
        ("Kỳ", "6 tháng đầu năm 2023"),
        ("Phân tổ", "Tổng số"),
        ("Địa bàn", "Toàn huyện"),
        ("Địa bàn", "Huyện Bạch Thông"),
        ("Cơ quan cung cấp", "Phòng Nông nghiệp"),
        ("Đánh giá", "Vượt kế hoạch"),
        ("Mã số", "CN01"),
    ],
)
def test_a_column_that_changes_nothing(header, value):
    taken, _, _ = read(HERD, f"{HEAD}|{header}\n{ROW}|{value}")
    assert taken == {"D2", "E2"}


def test_a_comparison_in_words_is_a_figure_of_its_own():
    taken, refused, _ = read(HERD, f"{HEAD}|So với cùng kỳ\n{ROW}|tăng 3%")
    assert (taken, refused) == ({"D2", "E2", "F2"}, {})


@pytest.mark.parametrize(
    "name",
    [
        "T6",
        "Đàn vật nuôi T5",
        "Đàn vật nuôi 6T22",
        "Đàn vật nuôi hộ nghèo",
        "Đàn vật nuôi bị chết",
        "Tiêm phòng đàn vật nuôi",
    ],
)
def test_the_name_of_the_only_sheet_may_say_another_scope(name):
    taken, refused, _ = read(HERD, f"{HEAD}\n{ROW}", name)
    assert (taken, set(refused.values())) == (set(), {"unknown_sheet"})


@pytest.mark.parametrize("name", ["Sheet1", "6T2023", "PNN", "Đàn vật nuôi (tiếp)", "Đàn VN"])
def test_the_name_of_the_only_sheet_may_say_nothing(name):
    assert read(HERD, f"{HEAD}\n{ROW}", name)[0] == {"D2", "E2"}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("KẾT QUẢ TIÊM PHÒNG VẮC XIN GIA SÚC", "other_subject"),
        ("THIỆT HẠI DO RÉT ĐẬM, RÉT HẠI", "other_subject"),
        ("BIỂU SỐ LIỆU CHĂN NUÔI (VÍ DỤ)", "other_subject"),
        ("KẾ HOẠCH NĂM 2023 (DỰ THẢO)", "other_subject"),
        ("BIỂU ĐÀN VẬT NUÔI XÃ QUANG THUẬN", "other_unit"),
        ("Đơn vị báo cáo: Trạm Thú y Na Rì", "other_unit"),
        ("Kỳ báo cáo: 06/2022", "other_period"),
        ("6 THÁNG ĐẦU NĂM 2.022", "other_period"),
        ("CHĂN NUÔI THÁNG 6 NĂM 2023", "other_period"),
        ("CHĂN NUÔI QUÝ II NĂM 2023", "other_period"),
        ("Bạch Thông, ngày 15 tháng 6 năm 2022", "other_period"),
    ],
)
def test_a_line_above_may_say_another_scope(line, rule):
    grid = f"UBND HUYỆN BẠCH THÔNG\n{line}\n{HEAD}\n{ROW}"
    taken, refused, _ = read(HERD, grid)
    assert (taken, set(refused.values())) == (set(), {rule})


@pytest.mark.parametrize(
    "line",
    [
        "KẾT QUẢ CHĂN NUÔI VÀ PHÒNG CHỐNG DỊCH BỆNH",
        "BAN CHỈ ĐẠO PHÒNG CHỐNG DỊCH BỆNH",
        "Địa chỉ: thị trấn Phủ Thông",
        "BIỂU ĐÀN VẬT NUÔI HUYỆN BẠCH THÔNG",
        "Bạch Thông, ngày 15 tháng 6 năm 2023",
        "6 THÁNG ĐẦU NĂM 2.023",
        "Bạch Thông, tháng 6 năm 2023",
    ],
)
def test_a_line_above_may_say_nothing_new(line):
    grid = f"UBND HUYỆN BẠCH THÔNG\n{line}\n{HEAD}\n{ROW}"
    assert read(HERD, grid)[0] == {"D4", "E4"}


def test_a_paper_signed_before_its_period_is_asked_about():
    grid = f"6 tháng đầu năm 2023\n{HEAD}\n{ROW}\n\n||||Bạch Thông, ngày 15 tháng 6 năm 2022"
    taken, refused, _ = read(HERD, grid)
    assert (taken, refused) == (set(), {"E5": "other_period"})


def test_a_plan_of_several_years_is_no_plan_of_the_year():
    grid = f"{HEAD.replace('Kế hoạch năm', 'Kế hoạch năm 2021-2025')}\n{ROW}"
    taken, refused, _ = read(HERD, grid)
    assert taken == {"E2"} and refused["D1"] == "other_year_column"
