"""A small picture, as cells, of the part of a sheet that a question is about."""

import re
from collections.abc import Iterable, Sequence

from openpyxl.utils import column_index_from_string

from helpers.cleaning.readers import Cell, Sheet, Workbook
from helpers.cleaning.readers.model import Area
from helpers.cleaning.recognition.model import SheetCells
from helpers.core.text import short
from helpers.export.html.panel import NotebookPanel
from helpers.export.question_workbook import Region

HEAD_ROWS, ROWS_ABOVE, ROWS_SHOWN = 8, 6, 8
"""Filled rows from the top; rows above the first cell asked; at most so many of those asked."""
LABEL_COLUMNS, COLUMNS_BESIDE, COLUMNS_SHOWN = 3, 2, 6
ASKED_MARK = "▶ "
MOST_REGIONS = 2
"""A question about many sheets shows its first ones."""
_CELLS = re.compile(r"([A-Z]{0,3})(\d*)(?::([A-Z]{0,3})(\d*))?", re.ASCII)


def regions_of(
    where: Sequence[SheetCells], number: int, workbooks: Iterable[Workbook]
) -> list[Region]:
    """The surroundings of the first of these cells; ``number`` is that of the question."""
    sheets = {(b.file, sheet.name): sheet for b in workbooks for sheet in b.sheets}
    found = [(cells, sheets.get((cells.file, cells.sheet))) for cells in where]
    # A file of one table has a sheet without a name, or under any.
    by_file = {file: sheet for (file, _), sheet in reversed(sheets.items())}
    known = [(c, sheet or (None if c.sheet else by_file.get(c.file))) for c, sheet in found]
    shown = [(cells, sheet) for cells, sheet in known if sheet is not None]
    return [_region(cells, sheet, number) for cells, sheet in shown[:MOST_REGIONS]]


def region_table(region: Region) -> NotebookPanel:
    """The rows and columns around the cells, under letters; a mark is before what is asked."""
    rows = tuple(
        (str(row), *(_marked(region, row, column) for column in region.columns))
        for row in region.rows
    )
    return NotebookPanel(("", *region.letters), rows)


def _marked(region: Region, row: int, column: int) -> str:
    text = short(region.texts.get((row, column), ""))
    return f"{ASKED_MARK}{text}" if (row, column) in region.asked else text


def _region(cells: SheetCells, sheet: Sheet, number: int) -> Region:
    asked = area_of(cells.cells, sheet)
    top, left, bottom, right = asked
    filled = [row[0].row for row in sheet.rows]
    near = range(max(top - ROWS_ABOVE, 1), min(bottom, top + ROWS_SHOWN) + 2)
    rows = sorted({*filled[:HEAD_ROWS], *(row for row in filled if row in near)})
    columns = sorted({cell.column for row in sheet.rows for cell in row})
    beside = range(max(left - COLUMNS_BESIDE, 1), min(right, left + COLUMNS_SHOWN) + 1)
    shown = [c for c in columns if c in columns[:LABEL_COLUMNS] or c in beside]
    texts = {(r, c): _shown(cell) for r in rows for c in shown if (cell := sheet.cell(r, c))}
    inside = {(r, c) for r in rows for c in shown if top <= r <= bottom and left <= c <= right}
    if not cells.cells:  # the whole sheet: nothing stands out
        inside = set()
    return Region(number, cells.file, cells.sheet, cells.cells, rows, shown, texts, inside)


def _shown(cell: Cell) -> str:
    """The text with the decimal comma of a Vietnamese office."""
    return cell.text.replace(".", ",") if cell.kind == "number" else cell.text


def area_of(cells: str, sheet: Sheet) -> Area:
    """The area that 'C5', 'C5:F9', 'D', '12' or '' names; a whole row or column up to its end."""
    match = _CELLS.fullmatch(cells)
    last_row, last_column = sheet.rows[-1][0].row if sheet.rows else 1, sheet.last_column
    if not match:
        return 1, 1, last_row, last_column
    left, top, right, bottom = match.groups()
    if right is None:
        right, bottom = left, top
    return (
        int(top or 1),
        column_index_from_string(left) if left else 1,
        int(bottom or last_row),
        column_index_from_string(right) if right else last_column,
    )
