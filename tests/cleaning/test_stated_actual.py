"""What every official sees: title and heads that say period, measure and unit without a question.

Each table has a twin with one word more that leaves two readings: then it is asked.
"""

import pytest
from office_sheets import asked, read

OWN = "6 THÁNG ĐẦU NĂM 2023"
COMMUNES = """UBND HUYỆN MẪU 01
{title}

Xã|Số hộ nghèo|Số hộ cận nghèo
Xã Thử Một|#12|#9
Xã Thử Hai|#20|#11
"""
CELLS = {("column", "B5:C6")}


@pytest.mark.parametrize(
    "title",
    [
        f"HỘ NGHÈO, HỘ CẬN NGHÈO {OWN}",
        "HỘ NGHÈO, HỘ CẬN NGHÈO (số liệu đến 30/6/2023)",
        "BIỂU HỘ NGHÈO (Tính đến ngày 31/5/2023)",
    ],
)
def test_a_title_of_the_period_says_that_its_figures_were_reached(title):
    found = read(COMMUNES.format(title=title))
    assert found.questions == ()
    assert {(f.meaning.measure, f.meaning.period) for f in found.figures} == {("actual", "2023H1")}
    assert len(found.figures) == 4


@pytest.mark.parametrize(
    "title",
    [
        "HỘ NGHÈO, HỘ CẬN NGHÈO",
        "HỘ NGHÈO ĐẦU NĂM 2023",
        f"CHỈ TIÊU GIAO HỘ NGHÈO {OWN}",
        f"DỰ KIẾN HỘ NGHÈO {OWN}",
        f"MỤC TIÊU GIẢM NGHÈO {OWN}",
        f"SO SÁNH HỘ NGHÈO {OWN}",
    ],
)
def test_a_title_that_may_say_another_thing_is_asked_once(title):
    found = read(COMMUNES.format(title=title))
    assert (found.figures, asked(found), len(found.questions)) == ((), CELLS, 1)


def test_a_title_of_those_to_be_helped_is_asked_with_what_is_counted():
    found = read(COMMUNES.format(title=f"NHU CẦU HỖ TRỢ HỘ NGHÈO {OWN}"))
    assert (found.figures, asked(found)) == ((), CELLS)
    assert {q.kind for q in found.questions} == {"column", "indicator"}


@pytest.mark.parametrize("name", ["Ke hoach 2023", "Du kien thoat ngheo", "Đăng ký"])
def test_the_name_of_a_sheet_that_speaks_of_a_plan_is_asked(name):
    grid = COMMUNES.format(title=f"HỘ NGHÈO, HỘ CẬN NGHÈO {OWN}")
    assert not read(grid, name=name).figures


def test_a_head_of_last_year_is_read_as_such_beside_the_figures_of_the_period():
    grid = COMMUNES.format(title=f"HỘ NGHÈO {OWN}")
    found = read(grid.replace("Số hộ cận nghèo", "Số hộ nghèo năm trước")).figures
    assert {(f.cell.address, f.meaning.measure, f.meaning.period) for f in found} == {
        ("B5", "actual", "2023H1"),
        ("B6", "actual", "2023H1"),
        ("C5", "previous", "2022"),
        ("C6", "previous", "2022"),
    }


@pytest.mark.parametrize("head", ["Số hộ nghèo đầu năm", "Số hộ nghèo dự kiến"])
def test_a_head_that_speaks_of_another_day_leaves_the_table_open(head):
    grid = COMMUNES.format(title=f"HỘ NGHÈO {OWN}").replace("Số hộ cận nghèo", head)
    assert not [f for f in read(grid).figures if f.meaning.measure == "actual"]


def test_months_below_a_title_of_the_period_were_reached_in_their_month():
    title = f"UBND HUYỆN MẪU 01\nSỐ VỤ VI PHẠM {OWN}\n\n"
    grid = f"{title}Nội dung|ĐVT|Tháng 1|Tháng 2\nSố vụ cháy|vụ|#2|#3"
    figures = read(grid).figures
    assert {(f.cell.address, f.meaning.measure, f.meaning.period) for f in figures} == {
        ("C5", "actual", "2023M01"),
        ("D5", "actual", "2023M02"),
    }


@pytest.mark.parametrize(
    ("head", "is_read"),
    [
        ("Lũy kế từ đầu năm", True),
        ("Luỹ kế 6 tháng", True),
        ("Lũy kế 6 tháng đầu năm 2023", True),
        ("Lũy kế", False),
        ("Lũy kế 3 tháng", False),
        ("Lũy kế từ đầu giai đoạn", False),
    ],
)
def test_what_is_cumulated_from_january_is_what_was_reached(head, is_read):
    grid = f"UBND HUYỆN MẪU 01\nBIỂU SỐ LIỆU {OWN}\n\nChỉ tiêu|ĐVT|{head}\nSố hộ thoát nghèo|hộ|#24"
    found = read(grid)
    assert [(f.meaning.measure, f.meaning.period) for f in found.figures] == (
        [("actual", "2023H1")] if is_read else []
    )
    assert bool(found.questions) is not is_read


def test_what_is_cumulated_below_a_stage_is_asked():
    grid = (
        f"UBND HUYỆN MẪU 01\nCHƯƠNG TRÌNH GIAI ĐOẠN 2021-2025, {OWN}\n\n"
        "Chỉ tiêu|ĐVT|Lũy kế từ đầu năm\nSố hộ thoát nghèo|hộ|#24"
    )
    assert not read(grid).figures


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Tổng số hộ", "hộ"),
        ("Số khẩu", "người"),
        ("Giáo viên", "giáo viên"),
        ("Trong đó HS dân tộc", "học sinh"),
        ("Trường có nhà bán trú", "trường"),
        ("Lớp 1", None),
        ("Xe", None),
    ],
)
def test_the_head_of_a_column_says_what_it_counts(head, unit):
    found = read(COMMUNES.format(title=f"BIỂU SỐ LIỆU {OWN}").replace("Số hộ cận nghèo", head))
    units = {f.meaning.unit for f in found.figures if f.cell.column == 3}
    assert units == ({unit} if unit else set())
    assert (("unit", "C5:C6") in asked(found)) is (unit is None)


def test_a_noun_counts_only_in_whole_numbers():
    grid = COMMUNES.format(title=f"BIỂU SỐ LIỆU {OWN}").replace("Số hộ cận nghèo", "Giáo viên")
    assert ("unit", "C5:C6") in asked(read(grid.replace("#11", "#11.5")))


def test_a_rate_below_the_name_of_its_count_is_the_rate_of_that_name():
    """12 of 40 and 20 of 80 are 30 % and 25 %: the numbers say of what it is the rate."""
    grid = (
        f"UBND HUYỆN MẪU 01\nHỘ NGHÈO {OWN}\n\n"
        "Xã|Tổng số hộ|Hộ nghèo||\n||Số hộ|Tỷ lệ (%)|Số khẩu\n"
        "Xã Thử Một|#40|#12|#30|#53\nXã Thử Hai|#80|#20|#25|#91\nXã Thử Ba|#50|#10|#20|#44"
    )
    found = read(grid, merged="A4:A5 B4:B5 C4:E4")
    by_column = {f.cell.column: (f.meaning.code, f.meaning.unit) for f in found.figures}
    assert by_column[4] == ("poverty.poor_rate", "%")
    assert by_column[3] == ("poverty.poor", "hộ")
    assert found.questions == ()


def test_groups_of_peoples_are_no_further_people_and_new_kinds_of_schools_are_members():
    peoples = (
        f"UBND HUYỆN MẪU 01\nHỘ NGHÈO THEO DÂN TỘC {OWN}\n\nDân tộc|Số hộ nghèo\n"
        "Kinh|#4\nM'Nông|#5\n"
        "Tày|#6\nTrong đó: dân tộc thiểu số|#11\nDTTS tại chỗ|#5"
    )
    figures = {f.cell.row: f for f in read(peoples).figures}
    assert figures[6].meaning.breakdown == (("dân tộc", "Mnông"),)
    assert figures[8].meaning.breakdown == figures[9].meaning.breakdown == ()
    assert figures[8].meaning.code == "poverty.minority_poor"
    assert figures[9].meaning.code.startswith("own.dtts-tai-cho")
    schools = (
        f"UBND HUYỆN MẪU 01\nSỐ LỚP {OWN}\n\nCấp học|Số lớp\nMầm non|#4\nTiểu học|#5\n"
        "THCS|#6\nPT DTNT|#1\nCộng|#16"
    )
    found = {f.cell.row: f.meaning.breakdown for f in read(schools).figures}
    assert (found[8], found[9]) == ((("cấp học", "PT DTNT"),), ())


def test_what_follows_a_part_that_needs_a_parent_belongs_to_the_row_above_both():
    grid = (
        f"UBND HUYỆN MẪU 01\nKẾT QUẢ {OWN}\n\nTT|Loại cây|ĐVT|TH 6T/2023\n1|Cà phê|ha|#90\n"
        "|Trong đó: trồng mới|ha|#7\n|Diện tích cho thu hoạch|ha|#80\n2|Hồ tiêu|ha|#50\n"
        "|Trong đó: trồng mới|ha|#3\n|Diện tích cho thu hoạch|ha|#40"
    )
    found = {f.cell.row: f.label_path for f in read(grid).figures}
    assert found[7] == ("Cà phê", "Diện tích cho thu hoạch")
    assert found[10] == ("Hồ tiêu", "Diện tích cho thu hoạch")


def test_a_row_that_says_what_it_counts_leaves_the_unit_line_to_the_others():
    grid = (
        f"UBND HUYỆN MẪU 01\nKẾT QUẢ {OWN}\n||Đơn vị tính: triệu đồng\n\n"
        "Nội dung|KH 2023|Thực hiện\nThu nội địa|#5|#6\nSố hộ nghèo|#7|#9\nMua sắm mẫu|#5|#4"
    )
    found = read(grid)
    units = {f.cell.row: f.meaning.unit for f in found.figures}
    assert (units, found.questions) == ({6: "triệu đồng", 7: "hộ", 8: "triệu đồng"}, ())


def test_a_unit_line_that_cannot_be_that_of_a_row_is_not_that_of_unknown_rows():
    grid = (
        f"UBND HUYỆN MẪU 01\nKẾT QUẢ {OWN}\n||Đơn vị tính: ha\n\n"
        "Nội dung|KH 2023|Thực hiện\nDiện tích lúa|#5|#6\nĐàn trâu|#7|#9\nCây mẫu|#5|#4"
    )
    found = read(grid)
    assert {f.cell.row for f in found.figures} == {6}
    assert len(found.questions) == 2


def test_a_village_named_after_another_kind_of_place_is_one_place():
    grid = f"UBND XÃ MẪU 01\nBIỂU {OWN}\n\nThôn|Số hộ\nThôn Bản Một|#5\nThôn Hai|#6"
    found = read(grid, level="commune")
    places = {f.meaning.breakdown for f in found.figures}
    assert places == {(("thôn", "Thôn Bản Một"),), (("thôn", "Thôn Hai"),)}
