"""Each table of a sheet is read by its own lines: unit, period, place, day; generated layouts.

The layouts are those that offices use: tables below one another or side by side, empty rows
between or none, the same head again or another one, a line of units on the left, in the last column
or in the title. Expectations follow from what the second table itself says.
"""

import itertools

import pytest
from test_recognition_tables import asked, read, values

TOP = "UBND HUYỆN MẪU 01\nBIỂU 1: VIỆC MẪU 6 THÁNG ĐẦU NĂM 2023\n"
HEAD = "Nội dung|ĐVT|Thực hiện"
BARE = "Nội dung|Dự toán|Thực hiện"
GAPS = {"no empty row": "", "one": "\n", "three": "\n\n\n"}


def row_of(grid, text):
    return next(n for n, line in enumerate(grid.split("\n"), start=1) if text in line)


UNIT_LINES = {
    "on the left": "BIỂU 2: CHI MẪU\nĐơn vị tính: nghìn đồng\n",
    "in the last column": "BIỂU 2: CHI MẪU\n||ĐVT: nghìn đồng\n",
    "in the title": "BIỂU 2: CHI MẪU (nghìn đồng)\n",
    "alone": "(Đơn vị tính: nghìn đồng)\n",
}
HEADS = {"the same head": BARE, "another order": "Nội dung|Thực hiện|Dự toán"}


@pytest.mark.parametrize(
    ("line", "gap", "head"),
    list(itertools.product(UNIT_LINES.values(), GAPS.values(), HEADS.values())),
)
def test_a_lower_table_is_in_the_unit_of_its_own_line(line, gap, head):
    grid = (
        f"{TOP}Đơn vị tính: triệu đồng\n{BARE}\nThu mẫu|#9|#4\n{gap}{line}{head}\nChi mẫu|#80|#41"
    )
    found = read(grid)
    first, second = row_of(grid, "Thu mẫu|"), row_of(grid, "Chi mẫu|")
    actual = "C" if head == BARE else "B"
    of_rows = {line for line in values(found) if "actual" in line}
    assert of_rows == {
        f"C{first} | Thu mẫu | actual | 2023H1 | 4 | triệu đồng",
        f"{actual}{second} | Chi mẫu | actual | 2023H1 | {'0.041' if actual == 'C' else '0.080'}"
        " | triệu đồng",
    }


def test_a_line_of_units_among_the_rows_counts_for_the_rows_below_it():
    grid = f"{TOP}Đơn vị tính: triệu đồng\n{BARE}\nThu mẫu|#9|#4\nĐVT: nghìn đồng\nChi mẫu|#8|#2"
    assert {line for line in values(read(grid)) if "actual" in line} == {
        "C5 | Thu mẫu | actual | 2023H1 | 4 | triệu đồng",
        "C7 | Chi mẫu | actual | 2023H1 | 0.002 | triệu đồng",
    }


def test_a_third_table_without_a_unit_below_two_units_is_asked():
    grid = (
        f"{TOP}ĐVT: triệu đồng\n{BARE}\nThu mẫu|#9|#4\n\nBIỂU 2: CHI MẪU\nĐVT: nghìn đồng\n{BARE}\n"
        f"Chi mẫu|#8|#2\n\nBIỂU 3: NỢ MẪU\n{BARE}\nKinh phí nợ|#7|#5"
    )
    found = read(grid)
    assert not any("Kinh phí nợ" in line for line in values(found))
    assert ("unit", f"B{row_of(grid, 'Kinh phí nợ')}:C{row_of(grid, 'Kinh phí nợ')}") in asked(
        found
    )


OTHERS = {
    "last year": "BIỂU 2: VIỆC MẪU 6 THÁNG ĐẦU NĂM 2022",
    "a whole year": "KẾT QUẢ CẢ NĂM 2022",
    "the second half": "KẾ HOẠCH 6 THÁNG CUỐI NĂM 2023",
    "a quarter": "KẾT QUẢ QUÝ I NĂM 2023",
    "another district": "SỐ LIỆU HUYỆN MẪU 99",
    "its office": "UBND HUYỆN MẪU 99",
    "the province": "SỐ LIỆU TOÀN TỈNH",
    "a draft": "DỰ THẢO BIỂU 2",
    "last year without a number": "SỐ LIỆU CÙNG KỲ NĂM TRƯỚC",
    "the same period of last year": "BIỂU 2: CÙNG KỲ NĂM 2022",
    "another stage": "Kết quả giai đoạn 2016-2020",
    "a goal": "Mục tiêu đến năm 2025",
    "a day after a colon": "Thời điểm: 31/12/2022",
    "a day of last year": "(Số liệu tính đến ngày 31/12/2022)",
}


@pytest.mark.parametrize(("title", "gap"), list(itertools.product(OTHERS.values(), GAPS.values())))
def test_a_lower_table_that_is_of_another_period_or_unit_is_asked_alone(title, gap):
    grid = f"{TOP}{HEAD}\nA mẫu|con|#5\n{gap}{title}\n{HEAD}\nB mẫu|con|#7"
    found = read(grid)
    assert values(found) == {"C4 | A mẫu | actual | 2023H1 | 5 | con"}
    assert ("table", f"C{row_of(grid, 'B mẫu')}") in asked(found)


@pytest.mark.parametrize("title", OTHERS.values(), ids=OTHERS)
def test_a_first_table_that_is_of_another_period_or_unit_is_asked_alone(title):
    grid = (
        f"{title}\n{HEAD}\nB mẫu|con|#7\n\nHUYỆN MẪU 01 - KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\n"
        "A mẫu|con|#5"
    )
    found = read(grid)
    assert not any("B mẫu" in line for line in values(found))
    if title != OTHERS["a draft"]:
        assert values(found) == {"C7 | A mẫu | actual | 2023H1 | 5 | con"}


SAME = {
    "a comparison": "BIỂU 2 (so với cùng kỳ năm 2022)",
    "a decision": "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/4/2022)",
}


@pytest.mark.parametrize("title", SAME.values(), ids=SAME)
def test_a_title_that_names_another_year_in_passing_changes_nothing(title):
    found = read(f"{TOP}{HEAD}\nA mẫu|con|#5\n\n{title}\n{HEAD}\nB mẫu|con|#7")
    assert {line.split(" | ")[1] for line in values(found)} == {"A mẫu", "B mẫu"}


def test_a_lower_table_of_a_stage_is_asked():
    found = read(f"{TOP}{HEAD}\nA mẫu|con|#5\n\nGIAI ĐOẠN 2021-2025\n{HEAD}\nB mẫu|con|#7")
    assert {line.split(" | ")[1] for line in values(found)} == {"A mẫu"}
    assert asked(found) == {("column", "C8")}


def test_a_whole_year_of_a_lower_table_is_no_half_year():
    grid = f"{TOP}{HEAD}\nA mẫu|con|#5\n\nKẾT QUẢ NĂM 2023\n{HEAD}\nB mẫu|con|#7"
    assert values(read(grid)) == {"C4 | A mẫu | actual | 2023H1 | 5 | con"}


@pytest.mark.parametrize("gap", GAPS.values(), ids=GAPS)
@pytest.mark.parametrize("number", [2, 3, 4])
def test_communes_below_one_another_keep_their_figures(number, gap):
    tables = [
        f"{n}. Xã Mẫu 01.{n}\n{HEAD}\nCon mẫu {n}|con|#{n}0\n{gap}" for n in range(1, number + 1)
    ]
    found = read("SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n" + "".join(tables))
    assert {(line.split(" | ")[1], line.split(" | ")[-1]) for line in values(found)} == {
        (f"Con mẫu {n}", f"xã=Xã Mẫu 01.{n}") for n in range(1, number + 1)
    }
    assert asked(found) == set()


def test_a_table_without_a_name_below_one_of_a_commune_is_asked():
    grid = f"SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\nXÃ MẪU 01.1\n{HEAD}\nA mẫu|con|#5\n\nBIỂU 2\n{HEAD}\n"
    found = read(grid + "B mẫu|con|#7")
    assert values(found) == {"C4 | A mẫu | actual | 2023H1 | 5 | con | xã=Xã Mẫu 01.1"}
    assert ("table", "C8") in asked(found)
    of_all = read(grid.replace("BIỂU 2", "TOÀN HUYỆN") + "B mẫu|con|#7")
    assert "C8 | B mẫu | actual | 2023H1 | 7 | con" in values(of_all)


def test_the_commune_at_the_head_of_a_sheet_counts_for_all_its_tables():
    grid = (
        f"XÃ MẪU 01.1\nSỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\nA mẫu|con|#5\n\nBIỂU 2\n{HEAD}\n"
        "B mẫu|con|#7"
    )
    assert {line.split(" | ")[-1] for line in values(read(grid))} == {"xã=Xã Mẫu 01.1"}


SIDE_HEADS = {"the same head": HEAD, "another head": "Vật nuôi|ĐVT|Số thực hiện"}


@pytest.mark.parametrize("head", SIDE_HEADS.values(), ids=SIDE_HEADS)
@pytest.mark.parametrize("rows", ["one row", "two rows"])
@pytest.mark.parametrize("is_left", [True, False], ids=["left", "right"])
def test_tables_side_by_side_have_the_titles_over_them(head, rows, is_left):
    old, new = "6 THÁNG ĐẦU NĂM 2022", "6 THÁNG ĐẦU NĂM 2023"
    left, right = (new, old) if is_left else (old, new)
    titles = f"{left}||||{right}" if rows == "one row" else f"{left}\n||||{right}"
    grid = (
        f"UBND HUYỆN MẪU 01\n{titles}\n{HEAD}||{head}\nA mẫu|con|#5||B mẫu|con|#7\n"
        "C mẫu|con|#6||D mẫu|con|#8"
    )
    found = read(grid)
    names = {line.split(" | ")[1] for line in values(found)}
    assert names == ({"A mẫu", "C mẫu"} if is_left else {"B mẫu", "D mẫu"})
    assert {kind for kind, _ in asked(found)} == {"table"}


def test_communes_side_by_side_have_the_titles_over_them():
    grid = (
        "SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\nXã Mẫu 01.1||||Xã Mẫu 01.2\n"
        f"{HEAD}||{HEAD}\nA mẫu|con|#5||A mẫu|con|#7"
    )
    assert values(read(grid)) == {
        "C4 | A mẫu | actual | 2023H1 | 5 | con | xã=Xã Mẫu 01.1",
        "G4 | A mẫu | actual | 2023H1 | 7 | con | xã=Xã Mẫu 01.2",
    }


def test_a_head_that_stands_again_on_each_page_is_the_same_table():
    page = f"BIỂU MẪU 6 THÁNG ĐẦU NĂM 2023\nĐơn vị tính: con\n{BARE}\n"
    grid = page + "I. Nhóm mẫu\nA mẫu|#5|#4\n" + page + "B mẫu|#7|#6"
    found = read(grid)
    assert {line.split(" | ")[1] for line in values(found)} == {
        "Nhóm mẫu > A mẫu",
        "Nhóm mẫu > B mẫu",
    }


@pytest.mark.parametrize("file", ["Huyện Mẫu 99.xlsx", "xa cho ra.xlsx", "huyen_pac_nam.xlsx"])
def test_a_file_of_another_unit_is_asked(file):
    found = read(f"BIỂU MẪU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\nA mẫu|con|#5", file=file)
    assert not values(found) and ("table", "C3") in asked(found)


@pytest.mark.parametrize("file", ["xa nao do.xlsx", "bieu xa.xlsx", "so lieu huyen mau 01.xlsx"])
def test_a_file_that_names_no_unit_says_nothing(file):
    found = read(f"BIỂU MẪU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\nA mẫu|con|#5", file=file)
    assert values(found) == {"C3 | A mẫu | actual | 2023H1 | 5 | con"}


SIGNED = {
    "TM. ỦY BAN NHÂN DÂN XÃ MẪU 01.2": {"xã=Xã Mẫu 01.2"},
    "TM. UBND XÃ MẪU 01.2 KT. CHỦ TỊCH": {"xã=Xã Mẫu 01.2"},
    "CHỦ TỊCH UBND XÃ MẪU 01.2": {"xã=Xã Mẫu 01.2"},
    "TM. ỦY BAN NHÂN DÂN HUYỆN MẪU 01": {"con"},
    "TM. ỦY BAN NHÂN DÂN HUYỆN MẪU 99": set(),
    "Nơi nhận: UBND xã Mẫu 01.2": {"con"},
}


@pytest.mark.parametrize("line", SIGNED)
def test_who_signs_below_says_whose_figures_they_are(line):
    grid = f"BIỂU MẪU 6 THÁNG ĐẦU NĂM 2023\n{HEAD}\nA mẫu|con|#5\n\n|{line}"
    assert {v.split(" | ")[-1] for v in values(read(grid))} == SIGNED[line]


CONFLICTS = {
    "line and head": ("ĐVT: triệu đồng\n", "Nội dung|Thực hiện (nghìn đồng)", "Thu mẫu|#4", "B5"),
    "line and column": ("ĐVT: triệu đồng\n", "Nội dung|ĐVT|Thực hiện", "Thu mẫu|tỷ đồng|#4", "C5"),
    "title and column": ("CHI (nghìn đồng)\n", HEAD, "Thu mẫu|đồng|#4", "C5"),
    "head and column": ("\n", "Nội dung|ĐVT|Thực hiện (tấn)", "Cây mẫu|tạ|#4", "C5"),
    "label and column": ("\n", HEAD, "Cây mẫu (tấn)|tạ|#4", "C5"),
    "column and note": ("\n", f"{HEAD}|Ghi chú", "Con mẫu|con|#4|đơn vị: trăm con", "C5"),
    "line above and below": ("ĐVT: triệu đồng\n", "Nội dung|Thực hiện", "Thu mẫu|#4", "B5"),
    "households in heads of cattle": ("\n", HEAD, "Số hộ mẫu|con|#4", "C5"),
    "cattle in households": ("\n", HEAD, "Đàn trâu mẫu|hộ|#4", "C5"),
}


@pytest.mark.parametrize(("line", "head", "row", "cell"), CONFLICTS.values(), ids=CONFLICTS)
def test_units_that_contradict_each_other_are_asked(line, head, row, cell):
    below = "\n\nĐơn vị tính: nghìn đồng" if "Thu mẫu|#4" in row and "(" not in head else ""
    found = read(f"{TOP}{line}{head}\n{row}{below}")
    assert ("unit", cell) in asked(found)
    assert values(found) == set()


AGREE = {
    "another kind in the line": ("ĐVT: triệu đồng\n", HEAD, "Cây mẫu|ha|#4", "ha"),
    "the same unit twice": ("ĐVT: ha\n", HEAD, "Cây mẫu|ha|#4", "ha"),
    "other words of one unit": ("ĐVT: nghìn đồng\n", HEAD, "Thu mẫu|ngàn đồng|#4000", "triệu đồng"),
    "one of two units of the line": ("ĐVT: ha, tấn\n", HEAD, "Cây mẫu|tấn|#4", "tấn"),
    "the cell itself": (
        "ĐVT: triệu đồng\n",
        "Nội dung|Thực hiện",
        "Thu mẫu|4 tỷ đồng",
        "triệu đồng",
    ),
}


@pytest.mark.parametrize(("line", "head", "row", "unit"), AGREE.values(), ids=AGREE)
def test_units_that_agree_are_not_asked(line, head, row, unit):
    found = read(f"{TOP}{line}{head}\n{row}")
    assert {v.split(" | ")[-1] for v in values(found)} == {unit}
    assert asked(found) == set()
