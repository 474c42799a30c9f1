"""What a table says by its other columns, its rows or its file is not asked; each table has a twin
with one thing less or more that leaves two readings."""

import pytest
from office_sheets import asked, lines, read, values

from helpers.cleaning.numbering import split_label
from helpers.cleaning.recognition.units import counted_unit
from helpers.cleaning.stated_periods.lines import own_period_in_name
from helpers.core.periods import Period

OWN = "6 THÁNG ĐẦU NĂM 2023"
PEOPLES = (
    "Xã|Tổng số khẩu|Chia theo dân tộc|\n||Tày|Dao\n"
    "Xã Thử Một|#90|#60|#{dao}\nXã Thử Hai|#50|#10|#40"
)


def test_members_that_add_up_to_the_column_before_them_count_what_it_counts():
    found = read(f"DÂN SỐ {OWN}\n\n{PEOPLES.format(dao=30)}", merged="A3:A4 B3:B4 C3:D3")
    assert found.questions == ()
    assert (
        "D5 | Tổng số khẩu | actual | 2023H1 | 30 | người | xã=Xã Thử Một; dân tộc=Dao"
        in values(found)
    )


def test_members_that_do_not_add_up_are_asked_in_which_unit_they_are():
    found = read(f"DÂN SỐ {OWN}\n\n{PEOPLES.format(dao=31)}", merged="A3:A4 B3:B4 C3:D3")
    assert any(kind == "unit" for kind, _ in asked(found))


def test_rows_of_peoples_below_what_they_add_up_to_are_its_parts():
    rows = "Số hộ|#12|#8\nSố khẩu|#50|#30\n- Tày|#40|#10\n- Dao|#10|#20"
    found = read(
        f"DÂN SỐ {OWN}\n\nChỉ tiêu|Thôn|\n|Nà Thử|Lũng Ví\n{rows}",
        level="commune",
        merged="A3:A4 B3:C3",
    )
    assert {
        "B5 | Số hộ | actual | 2023H1 | 12 | hộ | thôn=Thôn Nà Thử",
        "C8 | Số khẩu | actual | 2023H1 | 20 | người | dân tộc=Dao; thôn=Thôn Lũng Ví",
    } <= {line.replace("nhân khẩu", "người") for line in values(found)}
    assert asked(found) == set()


def test_a_row_of_a_day_is_what_there_was_on_it_and_a_difference_is_asked_once():
    rows = "31/12/2023|#923|#690\n30/6/2023|#905|#702\nTăng, giảm|#18|#-12"
    found = read(f"ĐÀN GIA SÚC\nĐvt: con\n\nThời điểm|Bò|Lợn\n{rows}", period="2023H2")
    assert {line.split(" | ", 2)[0] + " " + line.split(" | ", 2)[2] for line in values(found)} == {
        "B5 actual | 2023H2 | 923 | con",
        "C5 actual | 2023H2 | 690 | con",
        "B6 previous | 2023H1 | 905 | con",
        "C6 previous | 2023H1 | 702 | con",
    }
    assert asked(found) == {("column", "B7:C7")}


@pytest.mark.parametrize(
    ("label", "number"), [("31/12/2023", None), ("6/2023", None), ("3/ Lúa", (3,))]
)
def test_a_day_before_a_row_is_no_order_number(label, number):
    found, rest = split_label(label)
    assert (found and found.parts, rest) == (number, label if number is None else "Lúa")


def test_the_half_of_the_year_beside_the_whole_year_is_another_period():
    grid = "Nội dung|ĐVT|6T cuối năm 2023|Cả năm 2023\nTảo hôn|cặp|#3|#8"
    title = "KẾT QUẢ CÔNG TÁC DÂN TỘC 6 THÁNG CUỐI NĂM 2023"
    found = values(read(f"{title}\n\n{grid}", period="2023H2"))
    assert {(line[:2], *line.split(" | ")[3:5]) for line in found} == {
        ("C4", "2023H2", "3"),
        ("D4", "2023", "8"),
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dan so den 30.6.2023", "đến 30.6.2023"),
        ("Dan so (30-6-2023)", "30-6-2023"),
        ("thien tai T1-T6.2023", "t1-t6.2023"),
        ("bao cao 6 thang dau nam 2023", "6 tháng đầu năm 2023"),
        ("SO LIEU 6T2023", "6t2023"),
        ("so lieu 31.5.2023", ""),
        ("so lieu nam 2023", ""),
        ("6T2023 va 6T2022", ""),
        ("ke hoach 2023", ""),
    ],
)
def test_the_name_of_a_file_states_the_period_or_its_last_day(name, words):
    assert own_period_in_name(name, Period.parse("2023H1")) == words


def test_a_table_without_any_period_takes_that_of_its_file_unless_its_title_states_another():
    grid = "Xã|Số hộ nghèo\nXã Thử Một|#12\nXã Thử Hai|#20"
    file = "ho ngheo den 30.6.2023.xlsx"
    assert len(read(f"HỘ NGHÈO\n\n{grid}", file=file).figures) == 2
    assert not read(f"HỘ NGHÈO\n\n{grid}").figures
    assert not read(f"HỘ NGHÈO NĂM 2022\n\n{grid}", file=file).figures
    assert not read(f"DỰ KIẾN HỘ NGHÈO\n\n{grid}", file=file).figures


def test_a_resolution_of_the_year_and_what_was_reached_of_it():
    grid = "TT|Nội dung|ĐVT|NQ năm 2023|Làm được 6T/2023|% đạt NQ\n1|Đàn trâu|con|#200|#150|#75"
    assert values(read(f"CHĂN NUÔI\n\n{grid}")) == lines("""
        D4 | Đàn trâu | plan_council | 2023 | 200 | con
        E4 | Đàn trâu | actual | 2023H1 | 150 | con
        F4 | Đàn trâu | pct_plan_council | 2023H1 | 75 | %
    """)


def test_the_target_of_the_year_and_what_was_reached_in_six_months():
    grid = "STT|Hạng mục|Chỉ tiêu cả năm|Đạt 6 tháng|Đạt (%)\n1|Đàn trâu (con)|#200|#150|#75"
    found = values(read(f"I. KINH TẾ\n\n{grid}", file="so lieu 6T2023.xlsx"))
    assert {(line[:2], *line.split(" | ")[2:4]) for line in found} == {
        ("C4", "plan", "2023"),
        ("D4", "actual", "2023H1"),
        ("E4", "pct_plan", "2023H1"),
    }


def test_damage_is_always_assessed_and_no_estimate_of_the_period():
    grid = (
        "Tháng|Số đợt thiên tai (đợt)|Ước thiệt hại (triệu đồng)\nTháng 1|#1|#310\nTháng 2|#2|#90"
    )
    found = read(f"THIỆT HẠI THIÊN TAI {OWN}\n\n{grid}")
    assert {line.split(" | ")[2] for line in values(found)} == {"actual"}


def test_a_head_of_households_or_people_does_not_say_which():
    assert counted_unit("Số hộ/người thụ hưởng") is None
    assert counted_unit("Số hộ thụ hưởng").unit == "hộ"


def test_money_of_the_programmes_in_places_of_peoples_is_of_no_one_programme():
    title = f"GIẢI NGÂN CHƯƠNG TRÌNH MTQG CỦA CÁC XÃ VÙNG ĐỒNG BÀO DTTS {OWN}"
    unit = "(Số liệu kho bạc, đến hết 30/6/2023 - tỷ đồng)"
    grid = f"{title}\n{unit}\n\nXã|Dự toán giao 2023|Giải ngân\nNậm Thử|#20|#5\nĐồng Ví Dụ|#30|#6"
    found = read(grid)
    assert asked(found) == set()
    assert {line.split(" | ", 1)[1] for line in values(found) if line.startswith("B6")} == {
        "Vốn chương trình mục tiêu quốc gia | plan | 2023 | 30000 | triệu đồng | xã=Xã Đồng Ví Dụ"
    }


def test_levels_of_schools_in_heads_are_asked_in_one_question():
    grid = "TT|Chỉ tiêu|ĐVT|Mầm non|Tiểu học|THCS|Tổng\n1|Số lớp|lớp|#3|#4|#5|#12"
    found = read(f"GIÁO DỤC\n\n{grid}")
    assert [(q.kind, [w.cells for w in q.where]) for q in found.questions] == [
        ("column", ["D4:G4"])
    ]


def test_the_state_at_the_beginning_of_a_year_is_asked_once_in_a_workbook():
    grid = "Tiêu chí|ĐVT|Đầu năm 2023|Thực hiện 6 tháng 2023\nHộ nghèo|hộ|#9|#7"
    found = read(f"RÀ SOÁT XÃ THỬ MỘT\n\n{grid}", f"RÀ SOÁT XÃ THỬ HAI\n\n{grid}")
    assert len([q for q in found.questions if q.kind == "column"]) == 1


def test_a_row_that_names_households_leaves_the_unit_of_a_money_table():
    rows = (
        "1|Dự án 4: Đầu tư cơ sở hạ tầng|#20|#5\n2|{row}|#30|#6\n3|Dự án 6: Bảo tồn văn hóa|#9|#8"
    )
    title = "GIẢI NGÂN CHƯƠNG TRÌNH MTQG DTTS&MN NĂM 2023 (đến 30/6/2023)\n(ĐVT: triệu đồng)"
    grid = f"{title}\n\nTT|Nội dung|Kế hoạch vốn 2023|Đã giải ngân\n{rows}"
    found = read(grid.format(row="Hỗ trợ nhà ở cho hộ nghèo"))
    assert asked(found) == set()
    assert {f.meaning.unit for f in found.figures} == {"triệu đồng"}
    counted = read(grid.format(row="Số hộ nghèo được hỗ trợ"))
    assert {f.meaning.unit for f in counted.figures if f.cell.row == 6} <= {"hộ"}
