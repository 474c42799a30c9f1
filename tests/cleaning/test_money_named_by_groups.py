"""Groups that name money, animals of a herd, the end of last year, rates among names of schools.

Expectations follow from what the sheets say; notation as in ``test_recognition_tables``.
"""

import pytest
from office_sheets import asked, read, values

from helpers.cleaning.recognition.unit_lines import is_unit_line, units_stated

OFFICE = "UBND HUYỆN MẪU 01\n"
SOURCES = (
    "\nĐVT: nghìn đồng\n\nTT|Nội dung|Kế hoạch giao năm 2026|Giải ngân đến 30/6/2026\n"
    "I|Vốn giao trong năm 2026|#7000000|#1500000\n1|Ngân sách trung ương|#6000000|#1200000\n"
    "2|Ngân sách địa phương|#1000000|#300000\nII|Vốn năm 2025 chuyển sang 2026|#900000|#700000\n"
    "1|Ngân sách trung ương|#800000|#600000\n2|Ngân sách địa phương|#100000|#100000\n"
    "|Tổng cộng (I+II)|#7900000|#2200000"
)


def _of_commune(title):
    return read(f"UBND XÃ MẪU 01\n{title}{SOURCES}", level="commune", period="2026H1")


def test_a_group_of_money_given_is_no_plan_below_a_head_of_spending():
    found = _of_commune("VỐN CHƯƠNG TRÌNH MTQG GIAI ĐOẠN 2026-2035 NĂM 2026")
    read_as = {f.cell.address: (f.meaning.code, f.meaning.measure, f.value) for f in found.figures}
    root = "mtqg26.MTQG26"
    assert read_as["C6"] == (f"{root}.total", "plan", 7000)
    assert read_as["D6"] == (f"{root}.total", "actual", 1500)
    assert read_as["D7"] == (f"{root}.central", "actual", 1200)
    assert read_as["D9"] == (f"{root}.carried.total", "actual", 700)
    assert read_as["D11"] == (f"{root}.carried.local", "actual", 100)
    assert not found.questions


def test_money_given_below_another_title_is_no_indicator_of_the_catalogue():
    found = _of_commune("VỐN ĐẦU TƯ CÔNG NĂM 2026")
    read_as = {f.cell.address: f.meaning for f in found.figures}
    assert read_as["D6"].measure == "actual" and read_as["C6"].measure == "plan"
    assert read_as["D6"].label == read_as["C6"].label == "VỐN ĐẦU TƯ CÔNG > Vốn giao"


HERD = (
    " 6 THÁNG ĐẦU NĂM 2023\n\nTT|Xã, thị trấn|Trâu|Gia cầm\n1|Xã Mẫu A|#12|#21000\n"
    "2|Xã Mẫu B|#60|#14300\n|Tổng|#72|#35300"
)


def _units_asked(found):
    return [q for q in found.questions if q.asked == ("unit",)]


def test_animals_below_the_title_of_a_herd_are_counted_without_a_question():
    title = f"{OFFICE}KẾT QUẢ TỔNG ĐÀN GIA SÚC, GIA CẦM"
    found = read(title + HERD)
    assert {f.meaning.unit for f in found.figures} == {"con"} and len(found.figures) == 6
    in_part = read((title + HERD).replace("#14300", "#14.3"))
    assert _units_asked(in_part)


@pytest.mark.parametrize("title", ["KẾT QUẢ TIÊM PHÒNG ĐÀN GIA SÚC", "KẾT QUẢ CHĂN NUÔI"])
def test_the_unit_of_animals_below_another_title_is_asked_with_heads_first(title):
    questions = _units_asked(read(OFFICE + title + HERD))
    assert questions and all(q.proposals[0].unit == "con" for q in questions)


def test_a_line_of_units_may_go_on_with_a_day():
    line = "ĐVT: Triệu đồng. Tính đến 15/6/2023"
    assert [words for _, words in units_stated(line)] == ["triệu đồng"]
    assert is_unit_line(line)
    assert [words for _, words in units_stated("ĐVT: 1.000 đồng")] == ["1.000 đồng"]
    rows = "Nội dung|Kế hoạch vốn năm 2023|Giải ngân vốn năm 2023\nMục mẫu A|#42|#11"
    found = read(f"{OFFICE}BIỂU GIẢI NGÂN VỐN NĂM 2023\n{line}\n\n{rows}")
    assert {line.split(" | ")[2:6:3][0] for line in values(found)} == {"plan", "actual"}


POOR = (
    "KẾT QUẢ GIẢM NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\nTT|Xã, thị trấn|Hộ nghèo cuối năm 2022|Tỷ lệ %|"
    "Hộ nghèo đến 15/6/2023|Tỷ lệ %\n1|Xã Mẫu A|#74|#3.07|#70|#2.90\n"
    "2|Xã Mẫu B|#255|#23.08|#241|#21.81\n|Cộng|#329|#9.36|#311|#8.85"
)


def test_the_end_of_last_year_is_proposed_as_the_opening_and_a_rate_as_that_of_its_left():
    questions = [q for q in read(OFFICE + POOR).questions if "measure" in q.asked]
    first = {where.cells: q.proposals[0].measure for q in questions for where in q.where}
    assert first["C5:C7"] == first["D5:D7"] == "opening"
    assert first.get("F5:F7", "actual") == "actual"


def test_a_rate_among_schools_is_proposed_as_no_school():
    rows = (
        "Trường|Số lớp|Tổng số học sinh\nTrường Mầm non Mẫu|#14|#318\n"
        "Trường Tiểu học Mẫu|#22|#561\nTổng|#36|#879\nTỷ lệ huy động trẻ 5 tuổi ra lớp||100%"
    )
    title = "SỐ LIỆU GIÁO DỤC 6 THÁNG ĐẦU NĂM 2023\n\n"
    found = read(f"UBND XÃ MẪU 01\n{title}{rows}", level="commune")
    assert ("cell", "C8") in asked(found)
    (question,) = [q for q in found.questions if any(w.cells == "C8" for w in q.where)]
    assert all(not meaning.breakdown for meaning in question.proposals)
