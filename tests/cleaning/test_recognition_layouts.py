"""Layouts of offices: where a head reaches, what it counts, which title says what is counted.

Written as in ``test_recognition_tables``; the sheets are invented.
"""

from decimal import Decimal

import pytest
from office_sheets import asked, lines, read, values

REACHED = "KẾT QUẢ THỰC HIỆN ĐẾN 30/6/2023\n\n"


def test_the_upper_head_says_what_totals_and_parts_below_it_count():
    grid = REACHED + (
        "Tên xã|Hộ||Khẩu||Số dân tộc\n|Tổng|Trong đó DTTS|Tổng|Trong đó DTTS\n"
        "Xã Mẫu A|#10|#4|#40|#17|#2\nXã Mẫu B|#20|#6|#80|#25|#3"
    )
    found = read(grid, merged="A3:A4 B3:C3 D3:E3 F3:F4")
    units = {f.cell.address[0]: f.meaning.unit for f in found.figures}
    assert [units[c] for c in "BCF"] == ["hộ", "hộ", "dân tộc"]
    assert {units["D"], units["E"]} <= {"người", "nhân khẩu"}
    assert asked(found) == set()


def test_whole_things_have_no_decimal_places_whatever_sign_groups_their_digits():
    grid = REACHED + "Dân tộc|Số hộ|Diện tích (ha)\nTày|2,871|2,871\nNùng|516|1,204"
    found = read(grid)
    households = {f.cell.address: f.value for f in found.figures if f.meaning.unit == "hộ"}
    assert households == {"B4": 2871, "B5": 516}
    assert asked(found) == {("cell", "C4:C5")}
    pair = "Nội dung|Kết quả 6 tháng/ KH năm 2023\nViệc mẫu A|612/1.100 người"
    pairs = {f.meaning.measure: f.value for f in read(REACHED + pair).figures}
    assert (pairs["actual"], pairs["plan"]) == (612, 1100)


def test_a_head_reaches_as_far_down_as_the_merged_head_of_the_labels():
    grid = REACHED + (
        "TT|Xã|Số sản phẩm OCOP||Số lớp\n||3 sao|4 sao|\n1|Xã Mẫu A|#3|#1|#8\n2|Xã Mẫu B|#6|#2|#9"
    )
    found = read(grid, merged="A3:A4 B3:B4 C3:D3 E3:E4")
    assert values(found) >= lines("""
        C5 | Số sản phẩm OCOP > 3 sao | actual | 2023H1 | 3 | sản phẩm | xã=Xã Mẫu A
        D6 | Số sản phẩm OCOP > 4 sao | actual | 2023H1 | 2 | sản phẩm | xã=Xã Mẫu B
    """)
    assert asked(found) == set()


def test_percentages_below_a_rate_are_its_rate_though_the_head_has_no_sign():
    grid = REACHED + (
        "Xã|Tổng số hộ|Hộ nghèo|\n||Số hộ|Tỷ lệ\n"
        "Xã Mẫu A|#200|#20|10,0%\nXã Mẫu B|#400|#60|15,0%\nXã Mẫu C|#500|#25|5,0%"
    )
    found = read(grid, merged="A3:A4 B3:B4 C3:D3")
    assert {(f.cell.address, f.value, f.meaning.unit) for f in found.figures} >= {
        ("B5", 200, "hộ"),
        ("D6", 15, "%"),
    }
    assert asked(found) == set()


@pytest.mark.parametrize(("of_what", "cells"), [("", set()), ("hỗ trợ nhà ở ", {"B4:C5"})])
def test_the_title_names_the_money_of_all_programmes_or_what_it_is_for_is_asked(of_what, cells):
    grid = (
        f"GIẢI NGÂN VỐN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA {of_what}NĂM 2023 ĐẾN 30/6/2023 "
        "(triệu đồng)\n\nXã|Kế hoạch|Giải ngân\nXã Mẫu A|#200|#20\nXã Mẫu B|#400|#60"
    )
    found = read(grid)
    assert {w.cells for q in found.questions if q.kind == "counted" for w in q.where} == cells
    labels = {f.label_path for f in found.figures}
    assert labels == (set() if of_what else {("Vốn chương trình mục tiêu quốc gia",)})


def test_a_head_below_the_title_of_a_second_table_may_begin_with_noi_dung():
    grid = (
        "SỐ LIỆU GIÁO DỤC ĐẾN 30/6/2023\n\nLoại trường|Số trường\nTrường mẫu A|#7\nTrường mẫu B|#3"
        "\n\nChế độ học sinh (đồng)\nNội dung|Số học sinh|Kinh phí (đồng)|Gạo (kg)\n"
        "Hỗ trợ mẫu A|#12304||#922800\nHỗ trợ mẫu B|#2874|#5000000|"
    )
    figures = {f.cell.address: (f.value, f.meaning.unit) for f in read(grid).figures}
    assert figures["B9"] == (12304, "học sinh")
    assert figures["C10"] == (5, "triệu đồng")
    assert figures["D9"] == (Decimal("922.8"), "tấn")


@pytest.mark.parametrize(
    ("time", "cells"),
    [("cuối năm học 2022-2023", set()), ("năm học 2022-2023", {"B4:B5"})],
)
def test_the_end_of_a_school_year_is_in_the_first_half(time, cells):
    grid = (
        f"THỐNG KÊ LỚP, HỌC SINH ({time})\n\n"
        "Tên trường|Số lớp\nTrường TH Mẫu|#8\nTrường THCS Mẫu|#9"
    )
    assert {where for _, where in asked(read(grid))} == cells


def test_the_end_of_the_year_is_reached_beside_its_beginning_which_is_asked():
    grid = (
        "DIỄN BIẾN HỘ NGHÈO (số liệu đến 31/12/2022)\n\n"
        "Xã, thị trấn|Hộ nghèo đầu năm 2022|Hộ nghèo cuối năm 2022\n"
        "TT. Mẫu A|#86|#59\nXã Mẫu B|#402|#337"
    )
    found = read(grid, period="2022H2")
    places = {dict(f.meaning.breakdown).get("xã", "").upper() for f in found.figures}
    assert {f.cell.address for f in found.figures} == {"C4", "C5"}
    assert places == {"THỊ TRẤN MẪU A", "XÃ MẪU B"}
    assert asked(found) == {("column", "B4:B5")}


def test_sources_below_chia_theo_nguon_and_a_people_behind_dt():
    grid = (
        "GIẢI NGÂN ĐẾN 30/6/2023 (triệu đồng)\n\n"
        "Nội dung|Kế hoạch vốn năm 2023|||Giải ngân\n|Tổng số|Chia theo nguồn||\n||NSTW|NS tỉnh|\n"
        "Việc mẫu A|#30|#20|#10|#5\nViệc mẫu B|#60|#40|#20|#7"
    )
    found = read(grid, merged="A3:A5 B3:D3 B4:B5 C4:D4 E3:E5")
    parts = {f.cell.address: dict(f.meaning.breakdown) for f in found.figures}
    assert parts["C6"] == {"nguồn vốn": "ngân sách trung ương"}
    assert parts["D7"] == {"nguồn vốn": "ngân sách tỉnh"}
    pupils = (
        "SỐ LIỆU ĐẾN 30/6/2023\n\nTên trường|Số học sinh|\n|Tổng số|DT Khmer\n"
        "Trường TH Mẫu|#9|#4\nTrường THCS Mẫu|#8|#3"
    )
    members = {f.cell.address: f.meaning.breakdown for f in read(pupils, merged="B3:C3").figures}
    assert ("dân tộc", "Khmer") in members["C5"]


def test_rows_of_religions_are_parts_of_what_the_columns_count():
    grid = (
        "SỐ LIỆU TÔN GIÁO ĐẾN 30/6/2023\n\nTôn giáo|Cơ sở thờ tự|Tín đồ (người)\n"
        "Phật giáo|#4|#1320\nTin lành|#3|#1105\nCộng|#7|#2425"
    )
    found = {f.cell.address: f.meaning for f in read(grid).figures}
    assert {a: (m.code, m.breakdown) for a, m in found.items() if a in ("B4", "C5", "C6")} == {
        "B4": ("religion.places", (("tôn giáo", "Phật giáo"),)),
        "C5": ("religion.followers", (("tôn giáo", "Tin lành"),)),
        "C6": ("religion.followers", ()),
    }
