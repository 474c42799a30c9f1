"""Words at the end of a label, places with the unit above them, splits of a whole, customers."""

from __future__ import annotations

import pytest
from office_sheets import read, unit, values

from helpers.cleaning.recognition.places import other_superior
from helpers.cleaning.recognition.unit_lines import split_unit, units_stated
from helpers.cleaning.stated_periods.phrases import phrases

MONEY = "UBND HUYỆN MẪU 01\nGIẢI NGÂN 6 THÁNG ĐẦU NĂM 2023\nĐVT: đồng\n\n"
PEOPLE = "UBND HUYỆN MẪU 01\nDÂN SỐ 6 THÁNG ĐẦU NĂM 2023\nĐVT: người\n\n"


@pytest.mark.parametrize("label", ["Nước sinh hoạt, nhà ở", "Đường giao thông, trường học"])
def test_what_money_is_spent_on_is_no_unit(label: str) -> None:
    assert split_unit(label, is_of_money=True) == (label, "")


def test_money_stays_money_below_a_title_of_money() -> None:
    """760 + 420 = 1.180 million đồng of water and houses."""
    rows = "Nội dung|Kế hoạch vốn năm 2023|Giải ngân\nNước sinh hoạt, nhà ở|#1180000000|#398400000"
    found = read(f"{MONEY}{rows}\nPhát triển sản xuất|#1980000000|#640250000")
    lines = {line for line in values(found) if line.startswith(("B6", "C6"))}
    assert len(lines) == 2 and all(line.endswith("triệu đồng") for line in lines)
    assert {f.value for f in found.figures} == {1180, 1980} | {
        f.value for f in found.figures if f.meaning.measure == "actual"
    }


def test_a_unit_itself_behind_a_comma_is_asked_below_money() -> None:
    rows = "Nội dung|Giải ngân\nBò sinh sản, con|#12\nĐường giao thông|#640250000"
    found = read(f"{MONEY}{rows}")
    assert not any(line.startswith("B6") for line in values(found))
    assert any("con / đồng" in q.shown for q in found.questions)


def test_a_label_that_says_what_it_counts_keeps_its_unit() -> None:
    rows = "Nội dung|Thực hiện\nSố hộ được hỗ trợ, hộ|#12\nKinh phí hỗ trợ|#640250000"
    lines = values(read(f"{MONEY}{rows}"))
    assert any(line.startswith("B6") and line.endswith(" | hộ") for line in lines)


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("Xã Ban Mẫu (H. Thử Nghiệm)", True),
        ("Xã Ban Mẫu, huyện Thử Nghiệm", True),
        ("Xã Ban Mẫu thuộc huyện Thử Nghiệm", True),
        ("Xã Ban Mẫu - Huyện Thử Nghiệm", True),
        ("Xã Ban Mẫu (H. Mẫu 01)", False),
        ("Xã Ban Mẫu, huyện Mẫu 01", False),
        ("Xã Ban Mẫu (huyện quản lý)", False),
        ("Xã Ban Mẫu (xã khu vực III)", False),
    ],
)
def test_a_place_with_another_unit_above_it(text: str, is_other: bool) -> None:
    assert bool(other_superior(text, unit())) is is_other


VILLAGES = "DANH MỤC THÔN - {}\nNăm 2023, 6 tháng đầu năm 2023\n\nTT|Thôn|Tổng số hộ\n"
VILLAGES += "1|Thôn Một|#118\n2|Thôn Hai|#105\n|Cộng|#223"


@pytest.mark.parametrize("title", ["XÃ BAN MẪU (H. THỬ NGHIỆM)", "XÃ BAN MẪU, HUYỆN THỬ NGHIỆM"])
def test_a_table_of_a_commune_elsewhere_is_asked_as_a_whole(title: str) -> None:
    found = read(VILLAGES.format(title))
    assert not found.figures and [q.kind for q in found.questions] == ["table"]


def test_the_name_of_a_sheet_may_say_that_a_commune_is_elsewhere() -> None:
    found = read(VILLAGES.format("XÃ BAN MẪU"), name="Xã Ban Mẫu (H. Thử Nghiệm)")
    assert not found.figures and [q.kind for q in found.questions] == ["table"]


ELSEWHERE = "Xã Tân Mẫu (H. Thử Nghiệm)"


def test_a_row_of_a_commune_elsewhere_is_left_out() -> None:
    rows = f"TT|Xã|Hộ nghèo (hộ)\n1|Xã Ban Mẫu|#120\n2|Xã Cư Mẫu|#90\n3|{ELSEWHERE}|#40"
    found = read(f"UBND HUYỆN MẪU 01\nHỘ NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\n{rows}")
    assert {f.cell.text for f in found.figures} == {"120", "90"}


SPLIT = """Chỉ tiêu|Năm 2022|Sơ bộ 6 tháng 2023
Tổng số|#84210|#86402
Phân theo giới tính - By sex||
   Nam - Male|#42611|#43690
   Nữ - Female|#41599|#42712
Phân theo khu vực - By residence||
   Thành thị - Urban|#12405|#12730
   Nông thôn - Rural|#71805|#73672"""


def test_the_second_split_of_a_whole_is_no_part_of_the_first() -> None:
    found = read(PEOPLE + SPLIT)
    paths = [f.label_path for f in found.figures] + [
        tuple(q.shown.split(" > ")) for q in found.questions
    ]
    of_places = [path for path in paths if any("Thành thị" in name for name in path)]
    assert of_places
    assert not any("giới tính" in name or "Nữ" in name for path in of_places for name in path)


def test_preliminary_is_an_actual_and_no_part_of_a_label() -> None:
    lines = values(read(PEOPLE + SPLIT))
    assert any(line.startswith("C6") and "actual | 2023H1" in line for line in lines)
    assert not any("Sơ bộ" in line for line in lines)


LOANS = "NGÂN HÀNG CSXH\nKẾT QUẢ CHO VAY 6 THÁNG ĐẦU NĂM 2023\nĐơn vị: triệu đồng\n\n"


def test_customers_of_loans_are_no_plan_and_no_money() -> None:
    rows = (
        "Xã|Dư nợ đến 30/6/2023||Nợ quá hạn\n|Dư nợ|Số KH|\n"
        "Xã Một Mẫu|#178605|#7027|#123.2\nXã Hai Mẫu|#309866|#6657|#477.6"
    )
    found = read(LOANS + rows, merged="B5:C5 A5:A6 D5:D6")
    lines = {line for line in values(found) if line.startswith("C7")}
    assert not any("plan" in line or "đồng" in line for line in lines)
    assert any("khách hàng" in line for line in lines)


def test_kh_beside_th_in_a_table_of_loans_is_the_plan() -> None:
    rows = "Nội dung|KH|TH|Tỷ lệ (%)\nDoanh số cho vay|#200|#150|#75\nDoanh số thu nợ|#100|#50|#50"
    lines = values(read(LOANS + rows))
    assert any(line.startswith("B6") and "| plan |" in line for line in lines)


def test_units_with_an_exception_or_in_two_languages_are_read() -> None:
    of_lines = [
        [words for _, words in units_stated(text)]
        for text in ("ĐVT: Nghìn con (trừ dòng có ghi riêng)", "ĐVT: Người - Person")
    ]
    assert of_lines[0] == ["nghìn con"] and of_lines[1][:1] == ["người"]


def test_short_names_of_households_beside_each_other() -> None:
    rows = "TT|Xã|Đầu kỳ||Cuối kỳ (30/6/2023)|\n||HN|HCN|HN|HCN\n1|Xã Ban Mẫu|#50|#9|#48|#8"
    rows = f"{rows}\n2|Xã Cư Mẫu|#40|#7|#37|#6"
    grid = f"UBND HUYỆN MẪU 01\nRÀ SOÁT HỘ NGHÈO 6 THÁNG ĐẦU NĂM 2023\nĐVT: hộ\n\n{rows}"
    lines = values(read(grid, merged="A5:A6 B5:B6 C5:D5 E5:F5"))
    assert any(line.startswith("E7") and "Hộ nghèo" in line for line in lines)
    assert any(line.startswith("F7") and "Hộ cận nghèo" in line for line in lines)


def test_the_year_of_constant_prices_is_no_period() -> None:
    found, _ = phrases("giá trị sản xuất (giá so sánh 2010) năm 2023", 2023)
    assert [(phrase.kind, phrase.year) for phrase in found] == [("year", 2023)]
    assert [p.year for p in phrases("giá trị năm 2010", 2023)[0]] == [2010]


def test_a_primary_school_in_short_is_a_school() -> None:
    rows = "TT|Tên trường|Số học sinh\n1|MN Hoa Mẫu|#307\n2|MN Sơn Mẫu|#329\n3|TH Sông Mẫu|#305"
    title = "UBND HUYỆN MẪU 01\nTHỐNG KÊ HỌC SINH\nThực hiện 6 tháng đầu năm 2023\n\n"
    lines = values(read(f"{title}{rows}"))
    assert any("305" in line and line.endswith("trường=TH Sông Mẫu") for line in lines)


def test_an_amount_below_a_head_of_money_is_that_money() -> None:
    rows = (
        "Xã|Dư nợ đến 30/6/2023||Nợ quá hạn\n|Số tiền|Số KH|\n"
        "Xã Một Mẫu|#178605|#7027|#123.2\nXã Hai Mẫu|#309866|#6657|#477.6"
    )
    lines = values(read(LOANS + rows, merged="B5:C5 A5:A6 D5:D6"))
    assert any(line.startswith("B7 | Dư nợ | actual") and "triệu đồng" in line for line in lines)


def test_codes_of_programmes_are_asked_by_nobody() -> None:
    rows = "STT|Nội dung|Mã CT|Kế hoạch vốn năm 2023|Giải ngân\n1|Việc mẫu A|0511|#5000|#1200"
    found = read(f"{MONEY}{rows}\n2|Việc mẫu B|0512|#6000|#1500")
    cells = [where.cells for question in found.questions for where in question.where]
    assert len(found.figures) == 4 and not any("C6" in each for each in cells)
