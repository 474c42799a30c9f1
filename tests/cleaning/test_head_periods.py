"""Heads whose levels name a period together, and times that are not those of the period."""

import pytest
from office_sheets import asked, lines, read, values

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ SẢN XUẤT 6 THÁNG ĐẦU NĂM 2023\n\n"
ROWS = "Số hộ mẫu|hộ|#280|#300\nĐàn mẫu|con|#12|#15"
EXPECTED = """
    C{0} | Số hộ mẫu | previous | 2022H1 | 280 | hộ
    D{0} | Số hộ mẫu | actual | 2023H1 | 300 | hộ
    C{1} | Đàn mẫu | previous | 2022H1 | 12 | con
    D{1} | Đàn mẫu | actual | 2023H1 | 15 | con
"""


@pytest.mark.parametrize("merged", ["C1:D1", ""])
@pytest.mark.parametrize("years", ["#2022|#2023", "Năm 2022|Năm 2023", "2022|2023"])
def test_a_half_year_above_its_years(years, merged):
    grid = f"Chỉ tiêu|ĐVT|Thực hiện 6 tháng đầu năm|\n||{years}\n{ROWS}"
    found = read(grid, merged=merged)
    assert values(found) == lines(EXPECTED.format(3, 4)) and asked(found) == set()


@pytest.mark.parametrize("title", [TITLE, "UBND HUYỆN MẪU 01\nKẾT QUẢ 6 THÁNG ĐẦU NĂM\n\n"])
def test_years_alone_below_the_title_of_a_half_year(title):
    found = read(f"{title}Chỉ tiêu|ĐVT|Năm 2022|Năm 2023\n{ROWS}")
    assert values(found) == lines(EXPECTED.format(5, 6)) and asked(found) == set()


def test_a_year_beside_a_half_year_is_the_whole_year():
    found = read(f"{TITLE}Chỉ tiêu|ĐVT|TH năm 2022|TH 6 tháng 2023\n{ROWS}")
    assert lines("C5 | Số hộ mẫu | previous | 2022 | 280 | hộ") <= values(found)


def test_a_head_in_two_rows_without_merged_cells():
    grid = (
        "UBND HUYỆN MẪU 01\nCHỈ TIÊU\n\nChỉ tiêu|Đơn vị|KH|TH 6 tháng|TH 6 tháng\n"
        "|tính|năm 2023|năm 2022|năm 2023\nSố hộ mẫu|hộ|#650|#280|#300"
    )
    assert values(read(grid)) == lines("""
        C6 | Số hộ mẫu | plan | 2023 | 650 | hộ
        D6 | Số hộ mẫu | previous | 2022H1 | 280 | hộ
        E6 | Số hộ mẫu | actual | 2023H1 | 300 | hộ
    """)


@pytest.mark.parametrize(
    "head",
    [
        *("Số đầu năm", "Đầu năm 2023", "Đầu kỳ", "Số dư đầu năm", "Tồn đầu kỳ", "Đầu quý"),
        *("Kỳ trước", "Cuối tháng trước", "Quý trước"),
    ],
)
@pytest.mark.parametrize("closing", ["Số cuối kỳ", "Cuối tháng 6", "Đến cuối kỳ", "30/6/2023"])
def test_the_state_at_another_time_is_never_the_figure_of_the_period(head, closing):
    grid = f"{TITLE}Chỉ tiêu|ĐVT|{head}|{closing}\n{ROWS}"
    found = read(grid)
    actual = {f.cell.column for f in found.figures if f.meaning.measure == "actual"}
    assert actual == {4} and asked(found) == {("column", "C5:C6")}


def test_what_the_year_before_left_is_no_figure_of_the_year_before():
    grid = f"{TITLE}Chỉ tiêu|ĐVT|Năm trước chuyển sang|Thực hiện trong kỳ\n{ROWS}"
    assert not [f for f in read(grid).figures if f.cell.column == 3]


def test_the_second_half_alone_is_not_what_a_year_reached():
    grid = (
        "UBND HUYỆN MẪU 01\nKẾT QUẢ SẢN XUẤT NĂM 2023\n\n"
        "Chỉ tiêu|ĐVT|TH 6 tháng cuối năm 2023|TH năm 2023\nSố vụ mẫu|vụ|#3|#7"
    )
    found = read(grid, period="2023H2")
    assert {v.split(" ")[0] for v in values(found)} == {"D5"}
    assert ("column", "C5") in asked(found)
