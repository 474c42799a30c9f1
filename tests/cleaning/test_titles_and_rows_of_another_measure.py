"""Titles of a longer time or of a part, and rows that are a plan: never read as the half-year.

Expectations follow from what the sheets say; notation as in ``test_recognition_tables``.
"""

import pytest
from office_sheets import asked, lines, read, values

OFFICE = "UBND HUYỆN MẪU 01\n"
UNIT = "\n\nChỉ tiêu|ĐVT|Kết quả\nĐàn trâu|con|#20"


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ GIAI ĐOẠN 2021-2023 (đến 30/6/2023)",
        "KẾT QUẢ TỪ NĂM 2022 ĐẾN 30/6/2023",
        "LŨY KẾ KẾT QUẢ ĐẾN 30/6/2023",
        "KẾT QUẢ TỪ ĐẦU NHIỆM KỲ ĐẾN NAY (30/6/2023)",
        "KẾT QUẢ 02 NĂM 2022-2023 (số liệu đến 30/6/2023)",
        "SỐ LIỆU TỪ 01/7/2022 ĐẾN 30/6/2023",
        "SỐ LIỆU TỪ 01/01/2022 ĐẾN 30/6/2023",
    ],
)
def test_figures_below_a_title_of_a_longer_time_are_asked(title):
    found = read(OFFICE + title + UNIT)
    assert values(found) == set()
    assert asked(found) == {("column", "C5")}


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ CHƯƠNG TRÌNH GIAI ĐOẠN 2021-2025 (đến 30/6/2023)",
        "LŨY KẾ KẾT QUẢ TỪ ĐẦU NĂM ĐẾN 30/6/2023",
        "KẾT QUẢ LŨY KẾ 6 THÁNG ĐẦU NĂM 2023",
        "SỐ LIỆU TỪ 15/12/2022 ĐẾN 14/6/2023",
    ],
)
def test_the_stage_of_a_programme_and_a_count_from_january_are_of_the_period(title):
    assert values(read(OFFICE + title + UNIT)) == {"C5 | Đàn trâu | actual | 2023H1 | 20 | con"}


def test_a_head_that_names_its_period_is_read_below_a_title_of_a_stage():
    grid = OFFICE + (
        "KẾT QUẢ GIAI ĐOẠN 2021-2023\n\nChỉ tiêu|ĐVT|Thực hiện 6 tháng đầu năm 2023\n"
        "Đàn trâu|con|#20"
    )
    assert len(values(read(grid))) == 1


def test_rows_and_sections_of_a_plan_are_not_what_was_reached():
    rows = OFFICE + (
        "CHĂN NUÔI 6 THÁNG NĂM 2023 (ĐVT: con)\n\nNội dung|Trâu|Bò\n"
        "Kế hoạch năm 2023|#1300|#2500\nSố tăng trong kỳ|#100|#400\nSố cuối kỳ|#1150|#2350"
    )
    found = read(rows)
    measures = {value.split(" | ")[0]: value.split(" | ")[2] for value in values(found)}
    assert measures["B5"] == measures["C5"] == "plan"
    sections = OFFICE + (
        "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n\nTT|Chỉ tiêu|ĐVT|Số liệu\n"
        "A|Kế hoạch cả năm 2023||\n1|Đàn trâu|con|#30\nB|6 tháng đầu năm 2023||\n1|Đàn trâu|con|#20"
    )
    found = read(sections)
    assert {tuple(value.split(" | ")[::2]) for value in values(found)} == {
        ("D6", "plan", "30"),
        ("D8", "actual", "20"),
    }


def test_a_bare_count_below_a_title_of_a_part_is_not_that_of_the_unit():
    helped = OFFICE + (
        "KẾT QUẢ HỖ TRỢ BÒ GIỐNG 6 THÁNG ĐẦU NĂM 2023\n\nXã|Số hộ (hộ)\n"
        "Xã Mẫu 01.1|#12\nXã Mẫu 01.2|#8\nTổng cộng|#20"
    )
    assert values(read(helped)) == set()
    whole = OFFICE + (
        "KẾT QUẢ SẢN XUẤT NÔNG NGHIỆP 6 THÁNG ĐẦU NĂM 2023\n\nChỉ tiêu|ĐVT|Kết quả\n"
        "Diện tích lúa xuân|ha|#20"
    )
    assert len(values(read(whole))) == 1


def test_an_estimate_of_months_is_a_head_and_a_unit_below_a_head_is_its_unit():
    months = OFFICE + (
        "KẾT QUẢ THỰC HIỆN NĂM 2023\n\nChỉ tiêu|ĐVT|KH năm|Ước 6 tháng\n"
        "Đàn trâu|con|#1300|#1150\nĐàn bò|con|#2500|#2350"
    )
    assert values(read(months)) >= lines("D5 | Đàn trâu | estimate | 2023H1 | 1150 | con")
    units = OFFICE + (
        "SẢN XUẤT VỤ XUÂN ĐẾN 30/6/2023\n\nCây trồng|Diện tích|Sản lượng\n|Ha|Tấn\n"
        "Cây mẫu A|#10|#40\nCây mẫu B|#20|#90"
    )
    assert values(read(units)) >= lines("B6 | Cây mẫu A > Diện tích | actual | 2023H1 | 10 | ha")


def test_dt_of_a_table_of_money_is_a_plan_and_a_note_of_a_plan_is_asked():
    money = OFFICE + (
        "THU NGÂN SÁCH 6 THÁNG NĂM 2023 (ĐVT: triệu đồng)\n\nNội dung|DT tỉnh giao|TH 6 tháng\n"
        "Khoản thu mẫu|#15000|#7300"
    )
    assert values(read(money)) >= lines(
        "B5 | Khoản thu mẫu | plan_province | 2023 | 15000 | triệu đồng"
    )
    note = OFFICE + (
        "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n\nChỉ tiêu|ĐVT|Kết quả|Ghi chú\n"
        "Đàn mẫu|con|#12|KH giao\nCây mẫu A|ha|#7|Theo rà soát cuối năm 2022\nCây mẫu B|ha|#5|"
    )
    assert asked(read(note)) == {("cell", "C5"), ("cell", "C6")}


def test_a_day_before_that_of_another_column_is_asked():
    grid = OFFICE + (
        "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n\nChỉ tiêu|ĐVT|Đến 31/5/2023|Ước 30/6/2023\n"
        "Đàn trâu|con|#1160|#1150"
    )
    found = read(grid)
    assert asked(found) == {("column", "C5")}
    assert values(found) == {"D5 | Đàn trâu | estimate | 2023H1 | 1150 | con"}
