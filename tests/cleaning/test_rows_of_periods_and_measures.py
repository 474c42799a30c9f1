"""Rows that are periods, measures below their indicators, changes in words, numbers like years."""

from __future__ import annotations

from office_sheets import asked, lines, read, values

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ GIẢM NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\n"
HEAD = "Chỉ tiêu|ĐVT|Kế hoạch năm 2023|Thực hiện 6 tháng 2023\n"


def test_rows_of_years_are_asked_once_and_never_as_the_period_of_the_report():
    rows = "Năm 2021|#3300|#500\nNăm 2022|#3310|#400\n6 tháng 2023|#3320|#345"
    found = read(f"DIỄN BIẾN HỘ NGHÈO\n\nNăm|Tổng số hộ|Số hộ nghèo\n{rows}")
    assert asked(found) == {("column", "B4:C6")}
    question = next(q for q in found.questions if q.kind == "column")
    assert question.asked == ("measure",) and not question.proposals[0].period


def test_rows_of_years_below_a_title_of_the_period_are_earlier_figures():
    rows = "Năm 2021|#500\nNăm 2022|#400\n6 tháng 2023|#345"
    assert values(read(f"{TITLE}Năm|Số hộ nghèo\n{rows}")) == lines("""
        B5 | Số hộ nghèo | previous | 2021 | 500 | hộ
        B6 | Số hộ nghèo | previous | 2022 | 400 | hộ
        B7 | Số hộ nghèo | actual | 2023H1 | 345 | hộ
    """)


def test_measures_below_their_indicator_take_its_name_and_unit():
    rows = "1|Số hộ nghèo|hộ|\n|- Kế hoạch||#300\n|- Thực hiện 6 tháng 2023||#345\n|- Cùng kỳ||#360"
    assert values(read(f"{TITLE}TT|Chỉ tiêu|ĐVT|Số liệu\n{rows}")) == lines("""
        D6 | Số hộ nghèo | plan | 2023 | 300 | hộ
        D7 | Số hộ nghèo | actual | 2023H1 | 345 | hộ
        D8 | Số hộ nghèo | previous | 2022H1 | 360 | hộ
    """)


def test_a_change_in_words_has_its_sign():
    head = "Chỉ tiêu|ĐVT|Thực hiện 6 tháng 2022|Thực hiện 6 tháng 2023|Tăng, giảm so với cùng kỳ"
    rows = "Số hộ nghèo|hộ|#360|#345|giảm 15\nSố hộ cận nghèo|hộ|#100|#112|#12\n"
    found = read(f"{TITLE}{head}\n{rows}Số hộ thoát nghèo|hộ|#20|#17|↓ 3\n")
    changes = {f.cell.text: int(f.value) for f in found.figures if f.meaning.measure == "change"}
    assert changes == {"giảm 15": -15, "12": 12, "↓ 3": -3}


def test_a_change_in_words_among_figures_is_asked():
    found = read(f"{TITLE}{HEAD}Số hộ nghèo|hộ|#300|tăng 15\nSố hộ cận nghèo|hộ|#100|#112")
    assert ("cell", "D5") in asked(found)


def test_a_number_typed_as_text_that_may_be_a_year_is_a_figure():
    found = read(f"{TITLE}{HEAD}Số hộ nghèo|hộ|#2100|2000\nSố hộ cận nghèo|hộ|#100|#112")
    assert "D5 | Số hộ nghèo | actual | 2023H1 | 2000 | hộ" in values(found)


def test_the_end_of_the_period_is_the_period_of_the_report():
    rows = "Xã Mẫu Một|#14|#12\nXã Mẫu Hai|#13|#11\nTổng cộng|#27|#23"
    head = "Đơn vị|Số hộ nghèo đầu kỳ|Số hộ nghèo cuối kỳ\n"
    found = {f.cell.address: f.meaning for f in read(f"{TITLE}{head}{rows}").figures}
    assert found["C7"].code == "poverty.poor" and not found["C7"].breakdown
    assert found.get("B7") is None or found["B7"].code != "poverty.poor"


def test_the_whole_beside_its_part_is_not_narrowed_by_the_title():
    rows = "Xã Mẫu Một|#140|#22\nXã Mẫu Hai|#130|#24\nTổng cộng|#270|#46"
    found = {f.cell.address: f for f in read(f"{TITLE}Đơn vị|Tổng số hộ|Hộ nghèo\n{rows}").figures}
    assert found["B7"].meaning.code == "households.total"


def test_a_row_behind_a_dash_is_of_the_animal_above_it():
    rows = (
        "Đàn lợn|con|#300|#280\n- Sản lượng thịt hơi xuất chuồng|tấn|#90|#45\n"
        "Đàn gia cầm|con|#900|#910\n- Sản lượng thịt hơi xuất chuồng|tấn|#9|#4"
    )
    codes = {f.cell.address: f.meaning.code for f in read(TITLE + HEAD + rows).figures}
    assert codes["D6"] == "livestock.pigs.live_weight"
    assert codes["D8"] == "livestock.poultry.live_weight"


def test_rows_that_say_no_unit_are_asked_together():
    rows = "Bệnh mẫu một|#3|#4\nBệnh mẫu hai|#5|#6"
    found = read(f"{TITLE}Bệnh|Kế hoạch năm 2023|Thực hiện 6 tháng 2023\n{rows}")
    assert asked(found) == {("unit", "B5:C6")}


def test_a_change_is_in_the_unit_of_its_head():
    head = "Nhóm|Đến 30/6/2022 (thẻ)|Đến 30/6/2023 (thẻ)|Chênh lệch (thẻ)|Tăng/giảm (%)\n"
    rows = "Nhóm mẫu một|#100|#110|#10|#10\nNhóm mẫu hai|#200|#190|#-10|#-5"
    units = {f.cell.address: f.meaning.unit for f in read(TITLE + head + rows).figures}
    assert units["D5"] == units["D6"] == "thẻ"


def test_a_first_row_of_figures_that_may_be_years_is_no_head():
    rows = "Số hộ nghèo|hộ|#2050|#2010\nSố hộ cận nghèo|hộ|#100|#112"
    assert {
        "C5 | Số hộ nghèo | plan | 2023 | 2050 | hộ",
        "D5 | Số hộ nghèo | actual | 2023H1 | 2010 | hộ",
    } <= values(read(TITLE + HEAD + rows))


def test_a_column_of_numbers_typed_as_text_that_may_be_years_is_of_figures():
    head = "Chỉ tiêu|ĐVT|Thực hiện 6 tháng 2022|Thực hiện 6 tháng 2023\n"
    found = values(read(TITLE + head + "Số hộ nghèo|hộ|2010|2000\nSố hộ cận nghèo|hộ|2020|#2030"))
    assert "C5 | Số hộ nghèo | previous | 2022H1 | 2010 | hộ" in found
    assert "C6 | Số hộ cận nghèo | previous | 2022H1 | 2020 | hộ" in found
