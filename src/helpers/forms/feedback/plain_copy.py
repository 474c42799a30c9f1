"""The content of a file of another kind as a plain .xlsx: same sheets, same positions."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any

from xlsxwriter import Workbook as NewWorkbook
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from helpers.cleaning.readers import Cell, Sheet, Workbook
from helpers.core.conversion import PERCENT
from helpers.core.formatting import decimals_of

DAY_ZERO = datetime(2000, 1, 1)
WIDEST, NARROWEST = 45, 8
FORMULA_MARKS = tuple("=+-@")
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31


def plain_copy(book: Workbook) -> bytes:
    """A workbook with the content of ``book``: texts as texts, numbers and days as such."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    new = NewWorkbook(buffer, options)
    new.set_properties({"created": DAY_ZERO})
    names = sheet_names(sheet.name for sheet in book.sheets)
    for sheet in book.sheets:
        page = new.add_worksheet(names[sheet.name])
        if sheet.hidden:
            page.hide()
        _write(page, sheet, new)
    new.close()
    return buffer.getvalue()


def sheet_names(names: Iterable[str]) -> dict[str, str]:
    """Names of sheets → as Excel takes them, each once; a file without sheets has 'Sheet1'."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        short = name.translate(FORBIDDEN)[:LONGEST_NAME].strip("' ") or "Sheet1"
        number, new = 1, short
        while new.casefold() in taken:
            number += 1
            new = f"{short[: LONGEST_NAME - len(f' {number}')]} {number}"
        taken.add(new.casefold())
        found[name] = new
    return found


def _write(page: Worksheet, sheet: Sheet, new: NewWorkbook) -> None:
    formats: dict[str, Any] = {}

    def look(number_format: str) -> Any:
        if number_format not in formats:
            is_quoted = number_format == "quoted"
            more = {"quote_prefix": True} if is_quoted else {"num_format": number_format}
            formats[number_format] = new.add_format({"text_wrap": True, "valign": "top", **more})
        return formats[number_format]

    widths: dict[int, int] = {}
    for top, left, bottom, right in sheet.merged:
        with suppress(OverlappingRange):  # of tables in web pages
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", look("General"))
    for cell in (cell for row in sheet.rows for cell in row):
        _write_cell(page, cell, look)
        longest = max(map(len, cell.text.splitlines()), default=0)
        widths[cell.column] = max(widths.get(cell.column, NARROWEST), min(longest + 2, WIDEST))
    for column, width in widths.items():
        page.set_column(column - 1, column - 1, width)


def _write_cell(page: Worksheet, cell: Cell, look: Any) -> None:
    at, native = (cell.row - 1, cell.column - 1), cell.native
    if cell.kind == "number" and isinstance(native, Decimal) and isfinite(float(native)):
        if cell.text.endswith(PERCENT):
            digits = decimals_of(native)
            shown = "0" + ("." + "0" * digits if digits else "") + "%"
            page.write_number(*at, float(native / 100), look(shown))
        else:
            page.write_number(*at, float(native), look("General"))
    elif cell.kind == "date" and isinstance(native, date):
        page.write_datetime(*at, native, look("dd/mm/yyyy"))
    else:
        is_quoted = cell.text.lstrip()[:1] in FORMULA_MARKS
        page.write_string(*at, cell.text, look("quoted" if is_quoted else "General"))
