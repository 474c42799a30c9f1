"""Notes are typed by words, and reach the figures that they speak of."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.notes import (
    AGAINST,
    FIGURES,
    HEAD,
    PLAN,
    TABLE,
    note_parts,
    note_patterns,
    speaks_of_table,
    without_as_of,
)
from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.readers.note_marks import split_note_mark, unicode_runs
from helpers.cleaning.table_notes import TableNotes
from helpers.core.catalogues.forms import SheetMap
from helpers.core.periods import Period
from helpers.core.text import nfc

PERIOD = Period.parse("2023H1")
ROLES = {1: "label", 2: "plan", 3: "actual", 4: "note"}


@pytest.mark.parametrize("pattern", note_patterns(), ids=lambda p: f"{p.kind}: {p.example}")
def test_a_pattern_fits_its_example_and_not_the_other_text(pattern):
    assert pattern.expression.search(nfc(pattern.example))
    assert not pattern.expression.search(nfc(pattern.other))
    if pattern.kind not in (AGAINST, FIGURES, HEAD, PLAN, TABLE):
        assert pattern.kind in {part.kind for part in note_parts(pattern.example)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số ước; kế hoạch cả năm", [("estimate", "Số ước"), ("qualifier", "kế hoạch cả năm")]),
        ("Nằm viện", [("free", "Nằm viện")]),
        ("Số ước, tại xã Vũ Muộn", [(k, "Số ước, tại xã Vũ Muộn") for k in ("estimate", "place")]),
        # Quoted words are another text's, and a decision has a date of its own.
        ("Báo cáo in “số ước”", [("free", "Báo cáo in “số ước”")]),
        ("Theo QĐ ngày 05/4/2023", [("free", "Theo QĐ ngày 05/4/2023")]),
        ("giai đoạn đến 2030", [("free", "giai đoạn đến 2030")]),
        ("  ", []),
    ],
)
def test_no_word_of_a_note_is_lost(text, expected):
    assert [(part.kind, part.text) for part in note_parts(text)] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tính đến ngày 15/5/2023", date(2023, 5, 15)),
        ("đến 20/5", date(2023, 5, 20)),
        ("số liệu đến 20-5-2023", date(2023, 5, 20)),
        ("đến 20.5.2023", date(2023, 5, 20)),
        ("tính đến ngày 20/5/23", date(2023, 5, 20)),
        ("đến hết ngày 20 tháng 5 năm 2023", date(2023, 5, 20)),
        ("SỐ LIỆU ĐẾN HẾT THÁNG 5/2023", date(2023, 5, 31)),
        ("Từ ngày 01/01/2023 đến ngày 20/05/2023", date(2023, 5, 20)),
        ("số chốt ngày 15/6", date(2023, 6, 15)),
        ("đến ngày 30/2/2023", None),
        ("đến ngày 20/13/2023", None),
    ],
)
def test_the_date_of_a_note(text, day):
    written = [part.written for part in note_parts(text) if part.kind == "as_of"]
    assert [w.in_year(2023) for w in written] == [day]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Thực hiện đến 20/5/2023", "Thực hiện"),
        ("Thực hiện (tính đến ngày 20/5/2023)", "Thực hiện"),
        ("Thực hiện tính đến hết tháng 5/2023", "Thực hiện"),
        ("Thực hiện đến 20/5/2022", "Thực hiện đến 20/5/2022"),
        ("Thực hiện", "Thực hiện"),
        ("Số liệu đến 20/5", ""),
    ],
)
def test_a_head_without_its_date(head, expected):
    assert without_as_of(head, 2023) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghi chú: Số liệu tính đến ngày 20/5/2023.", True),
        ("Số liệu trong biểu là số ước", True),
        ("Năng suất là số ước", False),
        ("Số ước của năng suất", False),
    ],
)
def test_which_lines_speak_of_a_whole_table(text, expected):
    assert speaks_of_table(text) is expected


def sheet_of(rows, **changes):
    """A sheet from texts by address; ``changes``: address → fields of its cell."""
    cells = {}
    for address, text in rows.items():
        column, row = ord(address[0]) - 64, int(address[1:])
        cells.setdefault(row, []).append(
            Cell(row, column, text, text, "text", **changes.get(address, {}))
        )
    return Sheet("f.xlsx", "s", False, tuple(tuple(cells[row]) for row in sorted(cells)))


def read(rows, *, roles=ROLES, head=3, row=4, title=None, **changes):
    """(what notes say of the figure in column C of ``row``, the log, the notes, the row)."""
    figure = {f"A{head}": "Chỉ tiêu", f"A{row}": "Diện tích", f"C{row}": "5"}
    sheet = sheet_of(figure | rows, **changes)
    columns = {role: (role,) for role in roles.values()}
    mapping = SheetMap(
        names=("s",), table="observations", header_marker="Chỉ tiêu", columns=columns
    )
    heads = {cell.column: cell.text for line in sheet.rows for cell in line if cell.row == head}
    above = [cell.text for line in sheet.rows for cell in line if cell.row < head]
    table = LocatedTable(
        sheet=sheet,
        mapping=mapping,
        header_rows=range(head, head + 1),
        roles=roles,
        headers=heads,
        last_row=row,
        columns=range(1, 6),
        label_columns=(1,),
        title="\n".join(above) if title is None else title,
    )
    log = CleaningLog()
    notes = TableNotes(table, PERIOD, log)
    notes.record_table()
    found = next(line for line in table.rows() if line.number == row)
    notes.record(found, {"indicator": "x"})
    return notes.of_figure(found, "actual", found.cells["actual"]), log, notes, found


@pytest.mark.parametrize(
    ("rows", "changes", "as_of", "maturity"),
    [
        ({}, {}, "2023-06-30", "official"),
        ({"A1": "(Số liệu đến ngày 15/6/2023)"}, {}, "2023-06-15", "official"),
        ({"C3": "Thực hiện đến 20/5/2023"}, {}, "2023-05-20", "official"),
        ({"C3": "Thực hiện 5 tháng"}, {}, "2023-05-31", "official"),
        ({"D4": "đến 31/5"}, {}, "2023-05-31", "official"),
        ({"D4": "Số ước"}, {}, "2023-06-30", "estimate"),
        ({"D4": "Số sơ bộ"}, {}, "2023-06-30", "preliminary"),
        ({"D4": "Số sơ bộ đến 31/5"}, {}, "2023-05-31", "preliminary"),
        ({"C3": "Thực hiện (ước)"}, {}, "2023-06-30", "estimate"),
        ({"A1": "BIỂU ƯỚC THỰC HIỆN 6 THÁNG"}, {}, "2023-06-30", "estimate"),
        ({"A6": "Ghi chú: Số liệu tính đến 20/5/2023"}, {}, "2023-05-20", "official"),
        ({}, {"C4": {"comment": "số liệu đến 20/5"}}, "2023-05-20", "official"),
        ({"A6": "(1) Số ước"}, {"C4": {"note_mark": "(1)"}}, "2023-06-30", "estimate"),
        ({"A6": "(1) Số ước"}, {"A4": {"note_mark": "1"}}, "2023-06-30", "estimate"),
        ({"A6": "* Số ước"}, {"C3": {"note_mark": "*"}, }, "2023-06-30", "official"),
        ({"C3": "TH", "A6": "* Số ước"}, {"C3": {"note_mark": "*"}}, "2023-06-30", "estimate"),
        ({"A6": "Ghi chú: (1) Tại xã; (2) Số ước"}, {"C4": {"note_mark": "2"}},
         "2023-06-30", "estimate"),
        ({"A6": "(1) Số ước"}, {"C4": {"note_mark": "2"}}, "2023-06-30", "official"),
        # The nearest date counts.
        ({"A1": "Số liệu đến ngày 15/6/2023", "C3": "TH đến 31/5/2023", "D4": "đến 20/5"}, {},
         "2023-05-20", "official"),
        ({"A1": "Số liệu đến ngày 15/6/2023", "C3": "TH đến 31/5/2023"}, {},
         "2023-05-31", "official"),
        # Words that only sound like an estimate.
        ({"D4": "Theo hương ước của thôn"}, {}, "2023-06-30", "official"),
    ],
)  # fmt: skip
def test_what_notes_say_of_a_figure(rows, changes, as_of, maturity):
    found, log, _, _ = read(rows, **changes)
    assert (found.as_of, found.maturity) == (as_of, maturity)
    assert not log.refusals


def test_the_top_of_a_sheet_speaks_of_its_second_table_too():
    first = {"A1": "Số liệu đến 20/5/2023", "A2": "Chỉ tiêu", "B2": "Kế hoạch", "C2": "Thực hiện"}
    title = {"A3": "Bảng hai", "A4": "Chỉ tiêu", "A5": "Diện tích", "C5": "5"}
    found, _, _, _ = read(first | title, head=4, row=5, title="Bảng hai")
    assert found.as_of == "2023-05-20"


def test_a_plan_is_no_estimate():
    _, _, notes, row = read({"B4": "7", "D4": "Số ước"})
    assert notes.of_figure(row, "plan", row.cells["plan"]).maturity == "official"


def test_where_a_column_has_estimates_a_note_on_them_is_about_it_alone():
    roles = ROLES | {5: "estimate"}
    rows = {"E4": "9", "A1": "Số liệu đến 31/5/2023; ước thực hiện đến 30/6/2023"}
    actual, _, notes, row = read(rows | {"D4": "Ước đến khi kết thúc"}, roles=roles)
    estimate = notes.of_figure(row, "estimate", row.cells["estimate"])
    assert (actual.as_of, actual.maturity) == ("2023-05-31", "official")
    assert (estimate.as_of, estimate.maturity) == ("2023-06-30", "estimate")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("đến ngày 30/2/2023", "note_date_impossible"),
        ("đến ngày 31/12/2023", "note_date_after_period"),
        ("đến ngày 20/5/2022", "note_date_other_year"),
        ("đến ngày 15/5/2023 và đến ngày 20/5/2023", "note_date_several"),
    ],
)
@pytest.mark.parametrize("address", ["A1", "C3", "D4"])
def test_a_date_that_cannot_be_that_of_the_figure_is_asked_about(text, rule, address):
    found, log, _, _ = read({address: text})
    assert (found.as_of, found.maturity) == ("2023-06-30", "official")
    assert [refusal["rule"] for refusal in log.refusals] == [f"cleaning.{rule}"]


@pytest.mark.parametrize(
    "rows", [{"D4": "Phấn đấu đến 31/12/2023 đạt"}, {"B3": "Kế hoạch đến 31/12/2023"}]
)
def test_a_deadline_is_no_question(rows):
    found, log, _, _ = read(rows)
    assert (found.as_of, log.refusals) == ("2023-06-30", [])


def test_a_remark_on_some_figures_of_a_table_is_asked_about():
    found, log, _, _ = read({"A6": "Ghi chú: năng suất là số ước"})
    assert found.maturity == "official"
    assert [r["rule"] for r in log.refusals] == ["cleaning.note_of_unknown_figures"]


def test_every_statement_is_recorded_with_its_cell():
    _, log, _, _ = read({"A1": "Số liệu đến ngày 15/6/2023", "D4": "Số ước; nằm viện"})
    assert [(n.get("indicator"), n["kind"], n["date"], n["cell"]) for n in log.notes] == [
        (None, "as_of", "2023-06-15", "A1"),
        ("x", "estimate", None, "D4"),
        ("x", "free", None, "D4"),
    ]


@pytest.mark.parametrize("text", ["6.122,728m³", "12 m²", "dm³"])
def test_the_power_of_a_unit_is_no_note_mark(text):
    assert split_note_mark(unicode_runs(text)) == (text, "", False)
    assert split_note_mark(unicode_runs("5ha¹")) == ("5ha", "1", False)
