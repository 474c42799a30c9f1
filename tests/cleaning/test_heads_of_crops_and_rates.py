"""Heads that any office writes: crops above area, yield and production; «TH/DT»; plain names."""

from grids import workbook_of
from office_sheets import asked, catalogues, lines, read, unit, values

from helpers.cleaning.recognition import recognise

CROPS = (
    "CÂY CÔNG NGHIỆP CHIA THEO XÃ ĐẾN 30/6/2023\n{unit}\n"
    "Tên xã|Cà phê|||\n|Diện tích||NS|SL\n|Tổng số|Thu hoạch||\n"
    "Xã Mẫu Một|#145.5|#124.7|#26.3|#327.6\nXã Mẫu Hai|#221|#201.9|#28.2|#569.3"
)
CROPS_MERGED = "A3:A5 B3:E3 B4:C4 D4:D5 E4:E5"


def test_crops_above_their_quantities_take_the_units_that_the_title_lists():
    unit = "(Diện tích: ha; năng suất: tạ/ha; sản lượng: tấn)"
    found = read(CROPS.format(unit=unit), merged=CROPS_MERGED)
    stored = {line for line in values(found) if line[1] == "6"}
    assert stored >= lines("""
        B6 | Cà phê > Diện tích | actual | 2023H1 | 145.5 | ha | xã=Xã Mẫu Một
        C6 | Cà phê > Diện tích > Thu hoạch | actual | 2023H1 | 124.7 | ha | xã=Xã Mẫu Một
        D6 | Cà phê > Năng suất | actual | 2023H1 | 26.3 | tạ/ha | xã=Xã Mẫu Một
    """)


def test_without_units_crops_are_asked():
    assert {kind for kind, _ in asked(read(CROPS.format(unit=""), merged=CROPS_MERGED))} == {"unit"}


BUDGET = (
    "THU, CHI NGÂN SÁCH 6 THÁNG ĐẦU NĂM 2023\nĐVT: Tỷ đồng\n"
    "Nội dung|Dự toán tỉnh giao|NQ HĐND huyện|Thực hiện 6 tháng|TH/DT tỉnh|TH/DT huyện\n"
    "Tổng thu ngân sách|#100|#125|#50|{first}|40%\nTổng chi ngân sách|#200|#250|#80|40%|32%\n"
    "Thuế, phí|#80|#160|#40|50%|25%"
)


def test_percentages_below_th_dt_are_rates_of_the_plan_that_they_fit():
    measures = {
        line.split(" | ")[0]: line.split(" | ")[2]
        for line in values(read(BUDGET.format(first="50%")))
    }
    assert measures["D4"] == "actual"
    assert {measures[f"E{row}"] for row in (4, 5, 6)} == {"pct_plan_province"}
    assert {measures[f"F{row}"] for row in (4, 5, 6)} == {"pct_plan_council"}


NAMES = (
    "NGƯỜI CÓ UY TÍN NĂM 2023 THEO XÃ VÀ DÂN TỘC\n"
    "TT|Xã|Tổng số|Trong đó là người dân tộc||Nữ\n|||Thái|Mông|\n"
    "1|Mẫu 1.1|#9|#4|#5|#3\n2|Mẫu 1.2|#6|#2|#4|#1\n|Tổng|#15|#6|#9|#4"
)


def test_names_with_numbers_below_a_head_of_places_are_places_and_one_question_asks_the_subject():
    found = read(NAMES, merged="A2:A3 B2:B3 C2:C3 D2:E2 F2:F3")
    counted = [q for q in found.questions if q.kind == "counted"]
    assert len(counted) == 1
    assert not any(q.kind == "cell" for q in found.questions)


SAMPLE = (
    "UBND HUYỆN VÍ DỤ 7\nĐÀN VẬT NUÔI 6 THÁNG ĐẦU NĂM 2023 - HUYỆN {}\n"
    "Chỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|#7"
)


def test_a_title_with_the_own_name_is_no_sample():
    own = unit().model_copy(update={"name_vi": "Huyện Ví Dụ 7"})
    for name, kinds in (("VÍ DỤ 7", set()), ("THỬ (VÍ DỤ)", {"table"})):
        book = workbook_of(SAMPLE.format(name), "Biểu", "so lieu.xlsx")
        found = recognise([book], own, catalogues(), ())
        assert {q.kind for q in found.questions} == kinds


def test_households_of_religions_are_not_all_households():
    found = read(
        "SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n\nTT|Tôn giáo|Số hộ|Số tín đồ\n"
        "1|Phật giáo|#40|#160\n2|Công giáo|#30|#120\n|Tổng|#70|#280"
    )
    assert {line[:2] for line in values(found)} == {"D4", "D5", "D6"}
    assert [q.asked for q in found.questions] == [("indicator",)]
