"""The account of a sheet: a figure is a record, or in the quarantine, or its column is noted."""

from collections.abc import Iterable, Iterator

from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.layout import LocatedTable, sheet_rows
from helpers.cleaning.numbering import numbering_of
from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.tables.words import (
    begins_with,
    ends_with_figure,
    is_bare_figure,
    looks_like_figure,
    years_in,
)
from helpers.core.tables import Record

TYPED_FOR_DIGITS = str.maketrans("lIOoS", "11005")
"""Letters that stand for a digit where nothing but a figure is meant: «l23»."""
FEWEST_DIGITS = 3
"""Bare digits in a column of notes: fewer may be the number of a footnote."""


def quarantine_unread(
    sheet: Sheet, tables: list[LocatedTable], records: Iterable[Record], cleaning_log: CleaningLog
) -> None:
    """Quarantine each figure of the tables of a sheet that nobody took and nobody named."""
    if not tables or not all(table.mapping.value_roles for table in tables):
        return
    notes = (note for note in cleaning_log.notes if _has_letters(str(note["raw_text"])))
    known = {
        str(row["cell"])
        for row in (*records, *cleaning_log.refusals, *notes)
        if (row["file"], row["sheet"]) == (sheet.file, sheet.name)
    }
    for table, cell, why in _outside_of_columns(sheet, tables):
        if cell.address not in known:
            known.add(cell.address)
            cleaning_log.quarantine(table.source_cell(cell), why, text=cell.text, header="")
    for table, cell in _cells_of_tables(sheet, tables):
        reason = None if cell.address in known else _why_unread(table, cell)
        if reason is not None:
            known.add(cell.address)
            header = table.headers.get(cell.column, "")
            cleaning_log.quarantine(table.source_cell(cell), reason, text=cell.text, header=header)


def _outside_of_columns(
    sheet: Sheet, tables: list[LocatedTable]
) -> Iterator[tuple[LocatedTable, Cell, str]]:
    """Figures where no column of values is: in a label, above the first head, beside a table."""
    first, filled = tables[0], dict(sheet_rows(sheet))
    for number, cells in filled.items():
        is_head = number in first.header_rows
        for cell in cells.values() if number < first.header_rows.stop else ():
            if is_bare_figure(cell.text) and (cell.kind == "number" or not is_head):
                yield first, cell, "cleaning.not_read"
    for table in tables:
        values = {c for c, role in table.roles.items() if role in table.mapping.value_roles}
        for number in range(table.header_rows.stop, table.last_row + 2):
            cells = filled.get(number, {})
            for column, cell in cells.items():
                if cell.kind != "text" or number in table.repeated_heads:
                    continue
                is_label = column in table.label_columns and not values & cells.keys()
                if is_label and ends_with_figure(cell.text):
                    yield table, cell, "cleaning.figure_in_label"
                is_beside = column > max(table.headers) and column not in table.roles
                if is_beside and not table.is_covered(cell) and ends_with_figure(cell.text):
                    yield table, cell, "cleaning.figure_without_header"


def _cells_of_tables(
    sheet: Sheet, tables: list[LocatedTable]
) -> Iterator[tuple[LocatedTable, Cell]]:
    """Cells below the first head, each with the nearest table above it in its columns."""
    heads = {row for table in tables for row in table.header_rows}
    for number, cells in sheet_rows(sheet):
        above = [t for t in tables if number >= t.header_rows.stop and number not in heads]
        for cell in cells.values():
            found = [table for table in above if cell.column in table.columns]
            if found:
                yield max(found, key=lambda table: table.header_rows.stop), cell


def _why_unread(table: LocatedTable, cell: Cell) -> str | None:
    """Key of the reason why a cell is named; None for what is no figure or needs no reader."""
    if cell.row in table.repeated_heads or not _holds_figure(cell):
        return None
    if (cell.row, cell.column) in table.refused:
        return table.refused[cell.row, cell.column]
    if table.is_covered(cell):
        return "cleaning.covered_cell"
    role = table.roles.get(cell.column)
    if cell.row > table.last_row:
        is_number = role == "order" and numbering_of(cell.text) is not None
        return None if is_number else "cleaning.not_read"
    if role is not None or cell.column in table.label_columns:
        return "cleaning.not_read" if _is_misplaced(role, cell, table) else None
    if cell.column not in table.headers:
        return "cleaning.figure_without_header"
    left = cell.column - 1
    is_shared = table.headers.get(left) == table.headers[cell.column] and left in table.roles
    return "cleaning.figure_without_header" if is_shared else None


def _holds_figure(cell: Cell) -> bool:
    if cell.kind in ("number", "formula_without_value", "error"):
        return True
    text = cell.text
    if any(map(str.isdigit, text)) and " " not in text:
        text = text.translate(TYPED_FOR_DIGITS)
    return looks_like_figure(text) and not begins_with(cell.text, "foot")


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_misplaced(role: str | None, cell: Cell, table: LocatedTable) -> bool:
    """True for a figure in a column of another kind: of labels, numbers or notes."""
    text = cell.text.strip()
    has_letters = _has_letters(text)
    if role in table.mapping.value_roles:
        return True
    if role == "order":
        return not has_letters and numbering_of(text) is None
    if role == "ignore" or has_letters:
        return False
    if role in ("label", "unit_of_measure", None):
        return True
    digits = sum(character.isdigit() for character in text)
    return digits >= FEWEST_DIGITS and not years_in(text)
