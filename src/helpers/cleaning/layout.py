"""Find a form's table in a sheet: its header, its columns by role, its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.readers import Cell, Sheet
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.text import fold

_UNIT_NOTE = re.compile(r"(?:đơn vị tính|đvt)\s*:\s*([^()\n,;]+)", re.IGNORECASE)
_AS_OF = re.compile(r"đến (?:hết )?ngày\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.IGNORECASE)
SEPARATOR = " / "
FEWEST_ROLES = 3


@dataclass(frozen=True)
class FormRow:
    """One row below the header: its cells by role."""

    number: int
    cells: dict[str, Cell]

    def text(self, role: str) -> str:
        """Text of a role's cell, blanks collapsed; empty where there is none."""
        cell = self.cells.get(role)
        return " ".join(cell.text.split()) if cell else ""


@dataclass(frozen=True)
class LocatedTable:
    """A table found in a sheet.

    ``header_rows``: the rows of its head as they are, a row of column numbers included;
    ``roles``: column → what it holds, only columns whose meaning is sure;
    ``headers``: column → texts of its head from top to bottom, joined by ' / ', also of columns
    without a role; ``last_row``: last row with a figure (of a table without figures: with a text);
    ``title``: the lines above the head that belong to this table only, below the table before;
    ``workbook_figures``: texts of all figures of its workbook: how the office writes numbers;
    ``paths``: row → label path ('Cây lương thực / Lúa xuân / Năng suất').
    """

    sheet: Sheet
    mapping: SheetMap
    header_rows: range
    roles: dict[int, str]
    headers: dict[int, str]
    last_row: int
    default_unit: str | None
    as_of: str | None
    title: str = ""
    workbook_figures: tuple[str, ...] = ()
    repeated_heads: frozenset[int] = frozenset()
    paths: Mapping[int, str] = field(default_factory=dict)

    def rows(self) -> Iterator[FormRow]:
        """Rows below the header that hold anything in a mapped column."""
        body = range(self.header_rows.stop, self.last_row + 1)
        for number, cells in sheet_rows(self.sheet):
            known = {self.roles[c]: cell for c, cell in cells.items() if c in self.roles}
            if number in body and number not in self.repeated_heads and known:
                yield FormRow(number, known)

    def value_texts(self, role: str | None = None) -> Iterator[str]:
        """Texts of the value columns, or of one of them."""
        wanted = {role} if role else self.mapping.value_roles
        for row in self.rows():
            for name in wanted & row.cells.keys():
                if row.cells[name].kind == "text":
                    yield row.cells[name].text

    def source_cell(self, cell: Cell) -> SourceCell:
        """The source of a cell of this table."""
        return source_cell_of(self.sheet, cell)


def source_cell_of(sheet: Sheet, cell: Cell) -> SourceCell:
    """The source of a cell."""
    original = cell.text if cell.corrected_from is None else cell.corrected_from
    return SourceCell(sheet.file, sheet.name, cell.address, original)


def sheet_rows(sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    """(row number, column number → cell that holds more than blanks), top down."""
    for cells in sheet.rows:
        filled = {cell.column: cell for cell in cells if cell.text.strip()}
        if filled:
            yield cells[0].row, filled


def locate_table(sheet: Sheet, mapping: SheetMap, cleaning_log: CleaningLog) -> LocatedTable | None:
    """The table of ``mapping`` in ``sheet``; None (with a quarantine row) if it has no header."""
    marker = fold(mapping.header_marker)
    above: list[str] = []
    for number, cells in sheet_rows(sheet):
        if any(fold(cell.text) == marker for cell in cells.values()):
            return _table_at(sheet, mapping, number, above, cleaning_log)
        above.extend(cell.text for cell in cells.values())
    source_cell = SourceCell(sheet.file, sheet.name)
    cleaning_log.quarantine(source_cell, "cleaning.header_not_found", marker=mapping.header_marker)
    return None


def best_mapping(sheet: Sheet, form: Form) -> list[SheetMap]:
    """The mapping of a form whose header fits a sheet best; empty where none fits."""
    tables = [locate_table(sheet, mapping, CleaningLog()) for mapping in form.sheets]
    found = [table for table in tables if table is not None and len(table.roles) >= FEWEST_ROLES]
    return [max(found, key=lambda table: len(table.roles)).mapping] if found else []


def _table_at(
    sheet: Sheet, mapping: SheetMap, header_row: int, above: list[str], cleaning_log: CleaningLog
) -> LocatedTable:
    roles: dict[int, str] = {}
    spread = spread_headers(sheet, header_row, mapping.header_rows)
    for column, header in joined_headers(sheet, header_row, mapping.header_rows).items():
        role = mapping.role_of(header) or mapping.role_of(spread[column])
        if role is None or (role != "ignore" and role in roles.values()):
            source_cell = SourceCell(sheet.file, sheet.name, f"{header_row}", header)
            cleaning_log.quarantine(source_cell, "cleaning.unknown_column", header=header)
        else:
            roles[column] = role
    title = "\n".join(above)
    unit, day = _UNIT_NOTE.search(title), _AS_OF.search(title)
    return LocatedTable(
        sheet=sheet,
        mapping=mapping,
        header_rows=range(header_row, header_row + mapping.header_rows),
        roles=roles,
        headers=joined_headers(sheet, header_row, mapping.header_rows),
        last_row=sheet.rows[-1][0].row,
        default_unit=unit[1].strip() if unit else None,
        as_of=f"{int(day[3])}-{int(day[2]):02d}-{int(day[1]):02d}" if day else None,
        title=title,
    )


def joined_headers(sheet: Sheet, first_row: int, count: int) -> dict[int, str]:
    """Column number → header texts of its rows joined by ' / ', merged cells spread out."""
    rows = range(first_row, first_row + count)
    columns = {c for number, cells in sheet_rows(sheet) if number in rows for c in cells}
    return {column: _joined_header(sheet, rows, column) for column in sorted(columns)}


def spread_headers(sheet: Sheet, first_row: int, count: int) -> dict[int, str]:
    """Like ``joined_headers`` where merging is lost, as in CSV.

    An upper text spans the empty cells to its right that have a text below.
    """
    headers, upper = {}, ""
    for column, header in joined_headers(sheet, first_row, count).items():
        top = sheet.covering(first_row, column)
        upper = " ".join(top.text.split()) if top else upper
        headers[column] = header if top or not upper else f"{upper}{SEPARATOR}{header}"
    return headers


def _joined_header(sheet: Sheet, rows: range, column: int) -> str:
    parts: list[str] = []
    for row in rows:
        cell = sheet.covering(row, column)
        text = " ".join(cell.text.split()) if cell and cell.row == row else ""
        if text and text not in parts:
            parts.append(text)
    return SEPARATOR.join(parts)
