"""The same form in another file format gives the same observations."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import load_workbook

from helpers.stages.unit_period import open_unit_period

STEM, SHEET = "03_tai_chinh_ngan_sach", "Ngân sách"
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.fixture
def case(real_workspace):
    """The real unit with this form alone: the others would be read three times for nothing."""
    case = open_unit_period(workspace=real_workspace, unit="bach-thong", period="2023H1")
    for path in real_workspace.raw(case.period, case.unit.key).iterdir():
        if path.stem != STEM:
            path.unlink()
    return case


def grid_of(path):
    sheet = load_workbook(path)[SHEET]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def write_ods(grid, path):
    document = OpenDocumentSpreadsheet()
    table = Table(name=SHEET)
    for row in grid:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(path)


def write_xls(grid, path):
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    for number, row in enumerate(grid):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    book.save(str(path))


def delimited(grid, delimiter):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(grid)
    return buffer.getvalue()


def for_windows_1258(text):
    """Letters with their hat or horn in one piece, the tone mark behind them."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in TONES]
        rest = unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES))
        out.append(rest + "".join(tones))
    return "".join(out)


WRITERS = {
    ".ods": lambda grid, path: write_ods(grid, path),
    ".xls": lambda grid, path: write_xls(grid, path),
    ".utf8.csv": lambda grid, path: path.write_text(delimited(grid, ","), encoding="utf-8"),
    ".bom.csv": lambda grid, path: path.write_text(delimited(grid, ";"), encoding="utf-8-sig"),
    ".1258.csv": lambda grid, path: path.write_bytes(
        for_windows_1258(delimited(grid, ";")).encode("cp1258")
    ),
}


def values(tables):
    rows = tables["observations"].to_dict("records")
    return {(row["indicator"], row["measure"]): row["value"] for row in rows}


@pytest.mark.parametrize("kind", WRITERS)
def test_another_format_gives_the_same_observations(case, kind):
    folder = case.workspace.raw(case.period, case.unit.key)
    expected = values(case.clean().tables)
    assert len(expected) >= 12
    source = folder / f"{STEM}.xlsx"
    grid = grid_of(source)
    source.unlink()
    WRITERS[kind](grid, folder / f"{STEM}{kind}")
    tables = case.clean().tables
    assert values(tables) == expected
    assert set(tables["quarantine"]["rule"]) == {"cleaning.form_missing"}, "of the other forms"
