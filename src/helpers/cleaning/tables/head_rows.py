"""Which rows of a sheet are the head of a table: decided by looking, not by counting."""

import re
from collections.abc import Collection

from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.tables.head_grid import collapsed
from helpers.cleaning.tables.words import (
    begins_with,
    is_head_text,
    is_marker,
    looks_like_figure,
    years_in,
)
from helpers.cleaning.unit_statements import stated_in
from helpers.core.catalogues.forms import SheetMap
from helpers.core.text import fold

MOST_HEAD_ROWS = 5
_COLUMN_NUMBER = re.compile(r"\(?(?:[A-Z]|[IVX]{1,4}|\d{1,2})\)?(?:\s*=.*)?|[\d\s=+\-*/:x×%()]*=.*")
FEWEST_COLUMN_NUMBERS = 3
MOST_ROWS_BELOW = 3


def markers_in(cells: Collection[Cell], mapping: SheetMap) -> list[Cell]:
    """Cells of a row that name the column of labels."""
    wanted = {fold(text) for text in (mapping.header_marker, *mapping.columns.get("label", ()))}
    return [cell for cell in cells if fold(cell.text) in wanted]


def extent_of_head(
    sheet: Sheet, marker: Cell, mapping: SheetMap, columns: range, free_from: int
) -> range:
    """Rows of the head around its label header ``marker``, none above ``free_from``."""
    first = marker.row
    while first - 1 >= free_from and _continues_above(sheet, first - 1, marker, columns, mapping):
        first -= 1
    stop = max(bottom for bottom in _bottoms(sheet, marker)) + 1
    if not mapping.value_roles:
        stop = max(stop, marker.row + mapping.header_rows)
    else:
        while stop - first < MOST_HEAD_ROWS and _continues_below(
            sheet, range(first, stop), marker, columns, mapping
        ):
            stop += 1
    return range(first, stop)


def with_column_numbers(sheet: Sheet, rows: range, marker: Cell, columns: range) -> range:
    """The rows of a head, of a line of units below and of a row that numbers its columns."""
    has_numbers = False
    for row in range(rows.stop, rows.stop + MOST_ROWS_BELOW):
        cells = _row(sheet, row, columns)
        are_numbers = is_column_numbers(cells, sheet.cell(row, marker.column))
        if (are_numbers and not has_numbers) or _is_unit_line(cells, marker):
            has_numbers |= are_numbers
            rows = range(rows.start, row + 1)
        elif cells:
            break
    return rows


def _is_unit_line(cells: list[Cell], marker: Cell) -> bool:
    """True for a row that only states the unit of the table: '(ĐVT: đồng)' at its right end."""
    if len(cells) != 1 or stated_in(cells[0].text, cells[0].address) is None:
        return False
    return cells[0].column > marker.column or begins_with(cells[0].text, "above_head")


def is_column_numbers(cells: list[Cell], label: Cell | None) -> bool:
    """True for a row like '1 2 3 4=3/2' or 'A B 1 2', which numbers the columns."""
    texts = [collapsed(cell) for cell in cells]
    if len(texts) < FEWEST_COLUMN_NUMBERS or not all(map(_COLUMN_NUMBER.fullmatch, texts)):
        return False
    numbers = [int(t.strip("()")) for t in texts if t.strip("()").isdigit()]
    consecutive = all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    if label is not None and label in cells:
        return consecutive or any("=" in text for text in texts)
    return consecutive and len(numbers) == len(texts)


def _row(sheet: Sheet, row: int, columns: range) -> list[Cell]:
    """Filled cells of a row within columns, covered ones left out."""
    found = (sheet.cell(row, column) for column in columns)
    return [
        cell
        for cell in found
        if cell and cell.text.strip() and sheet.covering(cell.row, cell.column) is cell
    ]


def _bottoms(sheet: Sheet, marker: Cell) -> list[int]:
    """Last rows of the merged areas that begin in the row of the label header, its own included."""
    own = [marker.row]
    for top, left, bottom, right in sheet.merged:
        if top <= marker.row <= bottom and left <= marker.column <= right:
            own.append(bottom)
    return own


def _continues_above(
    sheet: Sheet, row: int, marker: Cell, columns: range, mapping: SheetMap
) -> bool:
    """A row directly above: texts only over the columns right of the labels, no title line."""
    cells = _row(sheet, row, columns)
    covering = sheet.covering(row, marker.column)
    if not cells or covering is not None and covering.text.strip():
        return False
    if any(cell.column <= marker.column for cell in cells):
        return False
    has_year = any(years_in(cell.text) and not begins_with(cell.text, "foot") for cell in cells)
    return has_year or all(mapping.role_of(c.text) or _may_be_upper(c) for c in cells)


def _may_be_upper(cell: Cell) -> bool:
    text = collapsed(cell)
    if begins_with(text, "above_head") or begins_with(text, "foot") or text.startswith("("):
        return False
    return bool(years_in(text)) or not (text.isupper() and len(text.split()) > 1)


def _continues_below(
    sheet: Sheet, rows: range, marker: Cell, columns: range, mapping: SheetMap
) -> bool:
    """A row of sub-headers: no label, no order number, no figure, not only notes."""
    row = rows.stop
    cells = _row(sheet, row, columns)
    left = [cell for cell in cells if cell.column <= marker.column]
    if not cells or left or any(map(_is_body_cell, cells)) or _is_unit_line(cells, marker):
        return False
    above = [sheet.covering(rows.start, cell.column) for cell in cells]
    roles = {mapping.role_of(collapsed(cell)) for cell in above if cell}
    return not roles or not roles <= {"note", "cause", "source", "ignore", "unit_of_measure"}


def _is_body_cell(cell: Cell) -> bool:
    text = collapsed(cell)
    if years_in(text) and re.fullmatch(r"(?:19|20)\d\d", text):
        return False
    if is_marker(text) or cell.kind not in ("text", "number"):
        return True
    begins_with_word = text[:1].isalpha()
    is_figure = looks_like_figure(text) and not is_head_text(text) and not begins_with_word
    return cell.kind == "number" or is_figure
