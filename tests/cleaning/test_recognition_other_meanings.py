"""Words and numbers that look like what they are not: other places, differences, fractions, and
the number of a budget line before the name of another."""

import pytest
from office_sheets import asked, read, values

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n\n"
MONEY = "UBND HUYỆN MẪU 01\nGIẢI NGÂN CTMTQG DTTS&MN ĐẾN 30/6/2023 (triệu đồng)\n\n"


@pytest.mark.parametrize("head", ["Các xã còn lại", "Hộ còn lại", "Các trường còn lại"])
def test_the_other_members_of_a_group_are_no_measure(head):
    grid = TITLE + f"TT|Chỉ tiêu|ĐVT|Kết quả|{head}\n1|Số hộ nghèo|hộ|#1130|#230"
    found = read(grid)
    assert not [f for f in found.figures if f.meaning.measure == "remaining"]
    assert [f.value for f in found.figures if f.cell.address == "D5"] == [1130]


def test_what_is_left_of_money_is_the_measure_remaining():
    grid = MONEY + "TT|Nội dung|KH|Còn lại\n1|Dự án 1|#600|#220\n2|Dự án 4|#800|#300"
    assert {f.meaning.measure for f in read(grid).figures} == {"plan", "remaining"}


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("Dự án 1: Phát triển giáo dục, đào tạo", False),
        ("Dự án 1 - NTM", False),
        ("Dự án 1 (CT giảm nghèo)", False),
        ("Dự án 1: Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt", True),
        ("Dự án 1", True),
    ],
)
def test_a_number_before_the_name_of_another_line_is_asked(name, is_read):
    grid = MONEY + f"TT|Nội dung|KH|GN\n1|{name}|#2000|#500\n2|Dự án 4|#300|#100"
    figures = [f for f in read(grid).figures if f.cell.address == "C5"]
    assert [f.meaning.code for f in figures] == (["mtqg.DA1.total"] if is_read else [])


@pytest.mark.parametrize("cells", [("#-150", "#30"), ("#150", "#30")])
def test_whole_numbers_beside_a_plan_without_a_sign_of_per_cent_may_be_differences(cells):
    first, second = cells
    grid = TITLE + (
        "TT|Chỉ tiêu|ĐVT|TH 6T 2023|So với kế hoạch\n"
        f"1|Đàn trâu|con|#1150|{first}\n2|Số hộ nghèo|hộ|#1130|{second}"
    )
    found = read(grid)
    assert ("column", "E5:E6") in asked(found)
    assert not [f for f in found.figures if f.cell.column == 5]


def test_a_rate_of_the_plan_is_read():
    grid = TITLE + (
        "TT|Chỉ tiêu|ĐVT|TH 6T 2023|So với kế hoạch\n"
        "1|Đàn trâu|con|#1150|#88.5\n2|Số hộ nghèo|hộ|#1130|#102.7"
    )
    assert len([f for f in read(grid).figures if f.cell.column == 5]) == 2


def test_so_many_times_the_plan_are_no_percentage():
    grid = TITLE + (
        "TT|Chỉ tiêu|ĐVT|TH 6T 2023|Tỷ lệ đạt KH (lần)\n"
        "1|Đàn trâu|con|#1150|#0.88\n2|Đàn bò|con|#4600|#1.84"
    )
    found = read(grid)
    assert not [f for f in found.figures if f.cell.column == 5]


def test_fractions_of_rows_in_per_cent_are_asked_as_text_and_beside_others():
    grid = TITLE + (
        "TT|Chỉ tiêu|ĐVT|Kết quả\n1|Tỷ lệ hộ nghèo|%|0,113\n2|Tỷ lệ che phủ rừng|%|72,1%\n"
        "3|Tỷ lệ trường đạt chuẩn quốc gia|%|#0.6\n4|Tỷ lệ hộ cận nghèo|%|#1"
    )
    found = read(grid)
    assert {f.cell.address for f in found.figures} == {"D6"}


def test_a_small_percentage_alone_is_read():
    grid = TITLE + "TT|Chỉ tiêu|ĐVT|Kết quả\n1|Tỷ lệ hộ nghèo|%|#0.6\n2|Tỷ lệ hộ cận nghèo|%|#1"
    assert len(values(read(grid))) == 2
