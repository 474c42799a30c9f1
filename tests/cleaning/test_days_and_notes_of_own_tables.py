"""Tables of the office's own: up to which day figures count, and what their notes say."""

import pytest
from test_table_layouts import cleaned, workbook_of

TOP = "UBND HUYỆN BẠCH THÔNG\nVIỆC MẪU 6 THÁNG ĐẦU NĂM 2023\n"
HEAD = "Nội dung|ĐVT|Thực hiện|Ghi chú\n"


def details(grid):
    tables = cleaned(workbook_of(grid, "Sheet1", "mau.xlsx"))
    rows = tables["detailed_figures"].to_dict("records") + tables["observations"].to_dict("records")
    return {r["cell"]: (r["as_of"], r["maturity"]) for r in rows}, tables


DAYS = {
    "above the head": (f"{TOP}(Số liệu tính đến ngày 20/5/2023)\n{HEAD}Mẫu A|con|#5", "C5"),
    "in the notes of its row": (f"{TOP}\n{HEAD}Mẫu A|con|#5|số liệu đến 20/5/2023", "C5"),
    "below the table": (
        f"{TOP}\n{HEAD}Mẫu A|con|#5\n\nGhi chú: Số liệu tính đến ngày 20/5/2023",
        "C5",
    ),
    "above a lower table": (
        f"{TOP}\n{HEAD}Mẫu B|con|#5\n\nBiểu 2 (tính đến ngày 20/5/2023)\n{HEAD}Mẫu A|con|#5",
        "C9",
    ),
}


@pytest.mark.parametrize(("grid", "cell"), DAYS.values(), ids=DAYS)
def test_a_day_is_that_of_the_figures_that_it_speaks_of(grid, cell):
    found, _ = details(grid)
    assert found[cell] == ("2023-05-20", "official")
    assert all(day == ("2023-06-30", "official") for at, day in found.items() if at != cell)


OUTSIDE = {
    "above the head": f"{TOP}Số liệu tính đến ngày 31/12/2022\n{HEAD}Mẫu A|con|#5",
    "in the notes of its row": f"{TOP}\n{HEAD}Mẫu A|con|#5|số liệu đến 31/12/2022",
    "below the table": f"{TOP}\n{HEAD}Mẫu A|con|#5\n\nGhi chú: Số liệu tính đến ngày 31/12/2022",
    "after the period": f"{TOP}Số liệu tính đến ngày 31/8/2023\n{HEAD}Mẫu A|con|#5",
}


@pytest.mark.parametrize("grid", OUTSIDE.values(), ids=OUTSIDE)
def test_a_day_outside_of_the_period_is_asked(grid):
    found, tables = details(grid)
    assert found == {}
    assert "C5" in "".join(tables["questions"]["where"])


NO_DAYS = {
    "a comparison": "So với 31/12/2022 tăng 2",
    "a deadline": "phấn đấu hoàn thành đến 31/12/2023",
    "a decision": "Theo Quyết định số 12/QĐ-UBND ngày 05/4/2022",
}


@pytest.mark.parametrize("note", NO_DAYS.values(), ids=NO_DAYS)
def test_other_days_in_notes_say_nothing_of_the_figure(note):
    found, _ = details(f"{TOP}\n{HEAD}Mẫu A|con|#5|{note}")
    assert found == {"C5": ("2023-06-30", "official")}


@pytest.mark.parametrize(
    ("value", "note"), [("khoảng 4.321", ""), ("≈87", ""), ("#5", "số ước"), ("#5", "số dự kiến")]
)
def test_what_is_about_is_an_estimate(value, note):
    found, _ = details(f"{TOP}\n{HEAD}Mẫu A|con|{value}|{note}")
    assert found == {"C5": ("2023-06-30", "estimate")}


def test_a_note_stays_with_its_figure_and_is_listed():
    _, tables = details(f"{TOP}\n{HEAD}Mẫu A|con|#5|chưa tính xã Mẫu 1\nMẫu B|con|#6")
    notes = {(r["cell"], r["kind"], r["text"]) for r in tables["notes"].to_dict("records")}
    assert ("D5", "scope", "chưa tính xã Mẫu 1") in notes
    figures = tables["observations"].to_dict("records")
    assert {r["cell"]: r["note"] for r in figures}["C5"] == "chưa tính xã Mẫu 1"
