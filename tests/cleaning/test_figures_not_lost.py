"""Figures outside of the columns of values are named; numbers that may mean another are asked."""

from __future__ import annotations

import pytest
from test_group_context import HERD, MONEY, MONEY_HEAD, read

HEAD = "STT|Chỉ tiêu|ĐVT|KH|Thực hiện"
ROW = "1|Đàn trâu|con|#4310|#4242"


@pytest.mark.parametrize("label", ["Đàn dê: 2.454 con", "Đàn dê 2.454 con", "Tổng cộng: 4.300"])
def test_a_figure_within_a_label_is_named(label):
    taken, refused, _ = read(HERD, f"{HEAD}\n{ROW}\n2|{label}|||")
    assert (taken, refused) == ({"D2", "E2"}, {"B3": "figure_in_label"})


@pytest.mark.parametrize("text", ["l23", "1O5", "4.24l"])
def test_letters_for_digits_are_named_where_no_other_figure_shows_the_table(text):
    taken, refused, _ = read(HERD, f"{HEAD}\n1|Đàn trâu|con||{text}")
    assert not taken and set(refused) == {"E2"}


@pytest.mark.parametrize("label", ["Chăn nuôi năm 2023", "Nghị quyết 05", "Các xã khu vực 3"])
def test_a_number_of_a_label_is_no_figure(label):
    assert "B2" not in read(HERD, f"{HEAD}\n|{label}\n{ROW}")[1]


def test_figures_beside_and_above_the_table_are_named():
    grid = f"||||#4300\n||||6 tháng đầu năm 2023\n{HEAD}\n{ROW}|Số đúng: 4.300 con"
    taken, refused, _ = read(HERD, grid)
    assert taken == {"D4", "E4"}
    assert refused == {"E1": "not_read", "F4": "figure_without_header"}


@pytest.mark.parametrize(
    ("text", "rule"), [("4,2420", "not_whole"), ("#4.31", "not_whole"), ("- 4.242", "ambiguous")]
)
def test_a_number_that_may_mean_another(text, rule):
    taken, refused, _ = read(HERD, f"{HEAD}\n1|Đàn trâu|con||{text}")
    assert not taken and rule in refused["E2"]


def test_a_size_alone_is_no_reason_to_read_digits_of_dong_behind_a_comma():
    line = "1|Dự án 1||12,740,962||1,023,627"
    taken, refused, _ = read(MONEY, f"Đơn vị tính: triệu đồng\n{MONEY_HEAD}{line}")
    assert not taken and {"D4", "F4"} <= refused.keys()
