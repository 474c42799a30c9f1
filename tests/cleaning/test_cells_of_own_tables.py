"""A figure that cannot be right as it stands: a part of a whole thing, a merged one, one in words.

Sheets are invented; what must be asked follows from what they say.
"""

from __future__ import annotations

import pytest
from office_sheets import asked, lines, read, values
from test_units_of_whole_tables import HERD, cleaned

from helpers.cleaning.recognition import engine

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ CHĂN NUÔI 6 THÁNG ĐẦU NĂM 2023\n"
HEAD = "Chỉ tiêu|ĐVT|Kế hoạch 2023|TH 6 tháng 2023\n"
REST = "Đàn trâu|con|#5000|#4800"


@pytest.mark.parametrize("figure", ["#125.3", "125,3"])
def test_a_part_of_an_animal_puts_the_unit_of_its_row_in_doubt(figure):
    found = read(f"{TITLE}{HEAD}{REST}\nĐàn gia cầm|con|#130|{figure}")
    assert values(found) == lines("""
        C4 | Đàn trâu | plan | 2023 | 5000 | con
        D4 | Đàn trâu | actual | 2023H1 | 4800 | con
    """)
    assert asked(found) == {("unit", "C5:D5")}


def test_the_unit_of_the_title_is_in_doubt_for_the_row_with_a_fraction_alone():
    head = "ĐVT: con\nChỉ tiêu|Kế hoạch 2023|TH 6 tháng 2023\n"
    found = read(f"{TITLE}{head}Đàn trâu|#5000|#4800\nĐàn gia cầm|#130|#125.3")
    assert {line.split(" | ")[0] for line in values(found)} == {"B5", "C5"}
    assert asked(found) == {("unit", "B6:C6")}


@pytest.mark.parametrize(
    ("unit", "figure"), [("nghìn con", "#125.3"), ("con", "1,5 nghìn con"), ("ha", "#125.3")]
)
def test_a_fraction_of_what_may_be_divided_is_read(unit, figure):
    found = read(f"{TITLE}{HEAD}{REST}\nCon mẫu A|{unit}|#130|{figure}")
    assert {line.split(" | ")[0] for line in values(found)} == {"C4", "D4", "C5", "D5"}


def test_rates_beside_whole_things_may_have_fractions():
    head = HEAD.strip() + "|TH/KH (%)\n"
    found = read(f"{TITLE}{head}{REST}|#96\nĐàn bò|con|#3000|#2800|#93.3")
    assert asked(found) == set()


def test_in_a_form_the_doubt_is_of_the_row_too():
    grid = "TT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện\n"
    grid += "1|Đàn trâu|con|#4310|#4242\n2|Đàn bò|con|#13|#12.5"
    assert cleaned(HERD, grid) == ({"D2": 4310, "E2": 4242}, {"row_not_whole", "not_whole"})


@pytest.mark.parametrize(
    ("area", "cells"), [("D4:D5", {("cell", "D4")}), ("C4:D4", {("cell", "C4")})]
)
def test_a_figure_merged_over_rows_or_columns_is_of_none_of_them(area, cells):
    found = read(f"{TITLE}{HEAD}{REST}\nĐàn bò|con|#3200|#3100", merged=area)
    assert asked(found) == cells
    assert not {cell for _, cell in cells} & {line.split(" | ")[0] for line in values(found)}


def test_a_label_merged_over_the_same_rows_as_its_figures_is_one_row():
    merged = "A4:A5 B4:B5 C4:C5 D4:D5"
    found = read(f"{TITLE}{HEAD}{REST}\n|||\nĐàn bò|con|#3200|#3100", merged=merged)
    assert {line.split(" | ")[0] for line in values(found)} == {"C4", "D4", "C6", "D6"}


@pytest.mark.parametrize("text", ["còn 345", "giảm 15", "↓ 3", "đạt 300", "l150"])
def test_a_number_behind_words_in_a_column_of_figures_is_asked(text):
    found = read(f"{TITLE}{HEAD}{REST}\nĐàn bò|con|#3200|{text}")
    assert asked(found) == {("cell", "D5")}


def test_a_unit_merged_over_rows_counts_for_each_of_them():
    grid = f"{TITLE}{HEAD}{REST}\nĐàn bò||#3200|#3100\nDiện tích mẫu|ha|#12|#11.5"
    found = read(grid, merged="B4:B5")
    assert asked(found) == set()
    assert "D5 | Đàn bò | actual | 2023H1 | 3100 | con" in values(found)


@pytest.mark.parametrize(("unit", "text"), [("ha", "12 con"), ("ha", "12 tấn"), ("tấn", "31 tạ")])
def test_a_unit_in_the_cell_that_is_not_that_of_the_row_is_asked(unit, text):
    found = read(f"{TITLE}{HEAD}{REST}\nCây mẫu A|{unit}|#10|{text}")
    assert asked(found) == {("unit", "D5")}


def test_a_figure_of_four_digits_in_text_is_no_year():
    found = read(f"{TITLE}{HEAD}Đàn trâu|con|2100|2023\nĐàn bò|con|3200|3100")
    assert "D4 | Đàn trâu | actual | 2023H1 | 2023 | con" in values(found)
    assert asked(found) == set()


@pytest.mark.parametrize("text", ["O", "½"])
def test_what_stands_for_a_number_is_asked(text):
    found = read(f"{TITLE}{HEAD}{REST}\nĐàn bò|con|#3200|{text}")
    assert asked(found) == {("cell", "D5")}


def test_a_head_of_two_measures_above_percentages_is_their_rate():
    head = HEAD.strip() + "|TH/KH\n"
    found = read(f"{TITLE}{head}{REST}|96%\nĐàn bò|con|#3000|#2800|93,3%")
    assert asked(found) == set()
    assert "E5 | Đàn bò | pct_plan | 2023H1 | 93.3 | %" in values(found)
    pair = read(f"{TITLE}{head.replace('Kế hoạch 2023|TH 6 tháng 2023|', '')}Cây mẫu|ha|41/60")
    assert len(values(pair)) == 2


def test_two_lines_of_a_cell_are_two_numbers():
    found = read(f"{TITLE}{HEAD}{REST}\nĐàn bò|con|#3200|345\\n400")
    assert asked(found) == {("pattern", "D5")}


def test_a_sheet_with_more_cells_than_are_looked_at_is_asked_as_a_whole(monkeypatch):
    monkeypatch.setattr(engine, "MOST_CELLS", 8)
    found = read(f"{TITLE}{HEAD}{REST}\nĐàn bò|con|#3200|#3100")
    assert values(found) == set()
    assert asked(found) == {("table", "C4:D5")}
