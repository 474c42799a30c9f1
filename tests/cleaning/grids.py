"""Sheets written as text in a test: a line for each row, cells between bars, merged areas beside.

``A1`` is the first cell of the first line. A cell that holds only digits with a leading '#' is a
typed number ('#4242'); an empty line is an empty row.
"""

from __future__ import annotations

from decimal import Decimal

from openpyxl.utils import range_boundaries

from helpers.cleaning.readers.model import Cell, Sheet, Workbook


def sheet_of(grid: str, name: str, file: str, merged: str = "") -> Sheet:
    """The sheet that ``grid`` shows; blanks inside of a cell's bars count as its indent."""
    lines = grid.strip("\n").split("\n")
    rows = (tuple(_cells(number, line)) for number, line in enumerate(lines, start=1))
    areas = []
    for area in merged.split():
        left, top, right, bottom = range_boundaries(area)
        areas.append((top, left, bottom, right))
    return Sheet(file, name, False, tuple(row for row in rows if row), tuple(areas))


def workbook_of(grid: str, name: str, file: str, merged: str = "") -> Workbook:
    """A workbook of that sheet alone."""
    return Workbook(file, (sheet_of(grid, name, file, merged),))


def _cells(row: int, line: str):
    for column, text in enumerate(line.split("|"), start=1):
        text = text.removeprefix(" ").removesuffix(" ")
        if text.strip().startswith("#"):
            number = Decimal(text.strip()[1:])
            yield Cell(row, column, str(number), number, "number")
        elif text.strip():
            yield Cell(row, column, text, text, "text")
