"""Figures left of the names of the rows: never taken for their order numbers in silence."""

import pytest
from office_sheets import asked, read, values

TITLE = "HỘ NGHÈO ĐẾN 30/6/2023\n"


@pytest.mark.parametrize(
    "grid",
    [
        "Số hộ nghèo|Xã|Số hộ cận nghèo\n#120|Xã Mẫu Một|#60\n#70|Xã Mẫu Hai|#40",
        "Số hộ nghèo|Xã|Số hộ cận nghèo\n#1|Xã Mẫu Một|#60\n#3|Xã Mẫu Hai|#40",
        "So KH (%)|Xã|Số hộ cận nghèo\n#94.26|Xã Mẫu Một|#60\n#88.4|Xã Mẫu Hai|#40",
    ],
)
def test_numbers_under_a_head_of_their_own_are_asked(grid):
    found = read(TITLE + grid)
    assert asked(found) == {("cell", "A3:A4")}
    assert len(values(found)) == 2


def test_beside_a_column_of_order_numbers_even_rising_ones_are_asked():
    grid = "TT|Số hộ nghèo|Xã|Số hộ cận nghèo\n1|#3|Xã Mẫu Một|#60\n2|#4|Xã Mẫu Hai|#40"
    assert asked(read(TITLE + grid)) == {("cell", "B3:B4")}


@pytest.mark.parametrize("numbers", [("1", "2"), ("I", "II"), ("a", "b")])
@pytest.mark.parametrize("head", ["TT", "", "Biểu số"])
def test_order_numbers_are_no_figures(numbers, head):
    first, second = numbers
    grid = f"{head}|Xã|Số hộ nghèo\n{first}|Xã Mẫu Một|#60\n{second}|Xã Mẫu Hai|#40"
    assert asked(read(TITLE + grid)) == set()
