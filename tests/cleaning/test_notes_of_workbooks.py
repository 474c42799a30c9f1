"""Notes written in a real workbook: what an office adds changes what its figures are."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from helpers.stages.unit_period import open_unit_period

AREA = "agri.spring_rice.area"


@pytest.fixture
def case(real_workspace):
    return open_unit_period(workspace=real_workspace, unit="bach-thong", period="2023H1")


def cleaned(case, change):
    """The tables after ``change(sheet)`` of the crops sheet; E7 is its head, E10 rice's area."""
    path = case.workspace.raw(case.period, case.unit.key) / "01_nong_nghiep.xlsx"
    for other in set(path.parent.iterdir()) - {path}:
        other.unlink()
    book = load_workbook(path)
    change(book["Trồng trọt"])
    book.save(path)
    return case.clean().tables


def refused(tables):
    """(rule, cell) of the quarantine, without the workbooks that are left out here."""
    rows = tables["quarantine"].to_dict("records")
    return [(r["rule"], r["cell"]) for r in rows if r["rule"] != "cleaning.form_missing"]


def observation(tables, measure="actual", code=AREA):
    frame = tables["observations"]
    found = frame[(frame["indicator"] == code) & (frame["measure"] == measure)]
    return found.iloc[0] if len(found) else None


def put(address, value):
    return lambda sheet: sheet.__setitem__(address, value)


@pytest.mark.parametrize(
    ("change", "as_of", "maturity"),
    [
        (put("K10", "Số liệu đến 20/5"), "2023-05-20", "official"),
        (put("K10", "Số dự kiến"), "2023-06-30", "estimate"),
        (put("A5", "Số liệu đến ngày 15/6/2023"), "2023-06-15", "official"),
        (put("A26", "Ghi chú: Số liệu trong biểu tính đến ngày 31/5/2023"), "2023-05-31",
         "official"),
        (put("E7", "Thực hiện đến 20/5/2023"), "2023-05-20", "official"),
    ],
)  # fmt: skip
def test_a_note_reaches_its_figure(case, change, as_of, maturity):
    row = observation(cleaned(case, change))
    assert (row["as_of"], row["maturity"]) == (as_of, maturity)


def test_every_figure_of_the_real_unit_keeps_the_date_that_its_sheet_states(case):
    tables = case.clean().tables
    frame = tables["observations"].set_index(["indicator", "measure"])
    assert frame.loc[("security.crime.cases", "actual"), "as_of"] == "2023-05-20"
    assert frame.loc[("budget.revenue", "actual"), "as_of"] == "2023-05-31"
    assert frame.loc[("budget.revenue", "estimate"), "as_of"] == "2023-06-30"
    assert frame.loc[("culture.tourism.stays", "actual"), "as_of"] == "2023-05-15"


def test_every_note_of_the_real_unit_is_stored(case):
    """95 values have a note; its text is in the table of notes, whole."""
    tables = case.clean().tables
    frame = tables["observations"]
    noted = frame[frame["note"].notna()]
    assert len(noted) == 95
    notes = tables["notes"].groupby("indicator")["text"].agg(lambda parts: dict.fromkeys(parts))
    for note, code in zip(noted["note"], noted["indicator"], strict=True):
        assert "; ".join(notes[code]) == " ".join(note.split())


def test_why_a_figure_is_absent(case):
    row = observation(case.clean().tables, code="security.crime.forest.suspects")
    assert (row["status"], row["reason"]) == ("missing", "Chưa rõ đối tượng")


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Không phát sinh", "zero"),
        ("Không áp dụng", "not_applicable"),
        ("Số liệu mật", "withheld"),
        ("Chưa tổng hợp", "missing"),
        ("Theo dõi tại xã", "missing"),
    ],
)
def test_a_note_decides_what_an_absent_figure_is(case, note, status):
    def change(sheet):
        sheet["E10"], sheet["K10"] = "…", note

    tables = cleaned(case, change)
    assert observation(tables)["status"] == status
    logged = set(tables["cleaning_log"]["rule"])
    assert ("absence_from_note" in logged) == (status != "missing")


@pytest.mark.parametrize(
    ("note", "status"),
    [("Không phát sinh", "zero"), ("Chưa tổng hợp", "missing"), ("Tại xã", None)],
)
def test_a_note_beside_an_empty_cell(case, note, status):
    def change(sheet):
        sheet["E10"], sheet["K10"] = None, note

    row = observation(cleaned(case, change))
    assert (row is None) if status is None else (row["status"], row["cell"]) == (status, "K10")


@pytest.mark.parametrize("text", ["1.178,47 (1)", "1.178,47*"])
def test_a_footnote_that_a_typed_mark_refers_to(case, text):
    def change(sheet):
        sheet["E10"] = text
        sheet["A27"] = "* Số ước." if "*" in text else "(1) Số ước."

    tables = cleaned(case, change)
    row = observation(tables)
    assert (str(row["value"]), row["maturity"]) == ("1178.47", "estimate")
    assert refused(tables) == []


@pytest.mark.parametrize("text", ["khoảng 1.178,47 ha", "ước 1.178,47 ha"])
def test_words_beside_a_figure(case, text):
    assert observation(cleaned(case, put("E10", text)))["maturity"] == "estimate"


@pytest.mark.parametrize("head", ["Cùng kỳ 2022", "TH 6T/2022", "Cùng kỳ năm trước"])
def test_a_column_of_last_year(case, head):
    def change(sheet):
        sheet["L7"], sheet["L10"] = head, "1.195,21"

    assert str(observation(cleaned(case, change), "previous")["value"]) == "1195.21"


def test_a_date_of_another_year_is_asked_about_and_not_used(case):
    tables = cleaned(case, put("K10", "Số liệu đến 20/5/2022"))
    assert observation(tables)["as_of"] == "2023-06-30"
    assert refused(tables) == [("cleaning.note_date_other_year", "K10")]


def test_a_budget_line_has_the_date_of_its_sheet(case):
    path = case.workspace.raw(case.period, case.unit.key) / "11_chuong_trinh_mtqg.xlsx"
    book = load_workbook(path)
    sheet = book["Vốn và giải ngân"]
    sheet["A5"] = "Số liệu giải ngân đến ngày 31/5/2023"
    book.save(path)
    tables = case.clean().tables
    lines = tables["programme"].query("item == 'disbursed'")
    assert set(lines["as_of"]) == {"2023-05-31"} and set(lines["maturity"]) == {"official"}
    case.clean_with_history()
    total = case.compute().set_index("indicator").loc["mtqg.MTQG.total"]
    assert (total["as_of"], total["maturity"]) == ("2023-05-31", "official")
    assert str(round(total["pace_expected"], 1)) == "41.7"
