"""Find the tables of a form in a sheet: their heads, where each ends, what is above it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import SEPARATOR, LocatedTable, sheet_rows, source_cell_of
from helpers.cleaning.readers import Cell, Sheet, address_of
from helpers.cleaning.readers.sniff import TEXT_SUFFIXES
from helpers.cleaning.tables.head_grid import collapsed
from helpers.cleaning.tables.heads import Head, find_heads
from helpers.cleaning.tables.unit_columns import with_unit_column
from helpers.cleaning.tables.words import (
    begins_with,
    is_marker,
    is_page_break,
    looks_like_figure,
    years_in,
)
from helpers.core.catalogues.forms import SheetMap
from helpers.core.periods import Period
from helpers.core.text import hidden_signs

HEAD_IS_ABOVE = 40
"""A header with odd letters is looked for in so many rows, among texts that are shorter."""
MOST_ROWS = 5_000
MOST_CELLS = 100_000
"""Of a sheet with a form: the longest form has some 200 rows of 20 columns."""
MOST_HEADS = 100
"""Heads of a sheet, one on each printed page."""
FEWEST_HEADERS = 2
"""A row below the head with so many headers of the form begins another table."""


def locate_tables(
    sheet: Sheet, mapping: SheetMap, period: Period, cleaning_log: CleaningLog
) -> list[LocatedTable]:
    """The tables of ``mapping`` in ``sheet``, top down; none (with a quarantine row) without head.

    A head that is repeated further down belongs to its table; another one begins a new table.
    """
    if len(sheet.rows) > MOST_ROWS or sum(map(len, sheet.rows)) > MOST_CELLS:
        where = SourceCell(sheet.file, sheet.name)
        limits = {"rows": MOST_ROWS, "cells": MOST_CELLS}
        cleaning_log.quarantine(where, "cleaning.sheet_too_long", **limits)
        return []
    heads = [_without_split(sheet, head, mapping) for head in find_heads(sheet, mapping, period)]
    if len(heads) > MOST_HEADS:
        where = source_cell_of(sheet, heads[MOST_HEADS].marker)
        cleaning_log.quarantine(where, "cleaning.too_many_heads", limit=MOST_HEADS)
        return []
    heads = [with_unit_column(sheet, head) if mapping.value_roles else head for head in heads]
    if not heads:
        short = (
            c for row in sheet.rows[:HEAD_IS_ABOVE] for c in row if len(c.text) < HEAD_IS_ABOVE
        )
        odd = next((cell for cell in short if hidden_signs(cell.text)), None)
        where = source_cell_of(sheet, odd) if odd else SourceCell(sheet.file, sheet.name)
        fields = {"marker": mapping.header_marker, "header": odd.text if odd else ""}
        cleaning_log.quarantine(where, "cleaning.header_not_found", **fields)
        return []
    tables: list[LocatedTable] = []
    for group in _continued(sheet, heads, mapping):
        table = _table(sheet, mapping, group, heads, tables)
        tables.append(table)
        _report_columns(table, group[0], cleaning_log)
        _report_short_head(table, group[0], cleaning_log)
    return tables


def _continued(sheet: Sheet, heads: list[Head], mapping: SheetMap) -> list[list[Head]]:
    """Each head with those that only repeat it: nothing but rows of the table is between them."""
    groups: list[list[Head]] = []
    for head in heads:
        same = next((g for g in reversed(groups) if g[-1].columns == head.columns), None)
        if same and head.repeats(same[-1]):
            between = range(same[-1].rows.stop, head.rows.start)
            last = _last_body_row(sheet, same[-1], between, mapping)
            rest = range(last + 1, head.rows.start)
            lines = _lines(sheet, rest).splitlines()
            if all(map(is_page_break, lines)) or _are_groups(sheet, rest, head):
                same.append(head)
                continue
        groups.append([head])
    return groups


def _are_groups(sheet: Sheet, rows: range, head: Head) -> bool:
    """True where rows right before a repeated head hold labels only: groups, no titles."""
    own = [cells for number, cells in sheet_rows(sheet) if number in rows]
    cells = [cell for row in own for cell in row.values()]
    return len(own) == len(rows) and all(
        (cell.column in head.label_columns or head.roles.get(cell.column) == "order")
        and not (years_in(cell.text) or begins_with(cell.text, "above_head"))
        for cell in cells
    )


def _table(
    sheet: Sheet,
    mapping: SheetMap,
    group: list[Head],
    heads: list[Head],
    before: list[LocatedTable],
) -> LocatedTable:
    head = group[0]
    below = [h.rows.start for h in heads if h.rows.start > group[-1].rows.start]
    stop = min(below, default=sheet.rows[-1][0].row + 1)
    stop = _unknown_head(sheet, range(group[-1].rows.stop, stop), head, mapping) or stop
    last_row = _last_body_row(sheet, group[-1], range(group[-1].rows.stop, stop), mapping)
    above = [t.last_row for t in before if t.last_row < head.rows.start]
    title = _lines(sheet, range(max(above, default=0) + 1, head.rows.start))
    return LocatedTable(
        sheet=sheet,
        mapping=mapping,
        header_rows=head.rows,
        roles=head.roles,
        headers=head.headers,
        last_row=last_row,
        columns=head.columns,
        title=title,
        label_columns=head.label_columns,
        repeated_heads=frozenset(row for other in group[1:] for row in other.rows),
        refused=dict(_refused(sheet, head, range(head.rows.stop, last_row + 1), mapping)),
    )


def _lines(sheet: Sheet, rows: range) -> str:
    """Texts of rows outside of tables, without notes below a table."""
    texts = (
        cell.text
        for number, cells in sheet_rows(sheet)
        if number in rows
        for cell in cells.values()
    )
    return "\n".join(text for text in texts if not begins_with(text, "foot"))


def _last_body_row(sheet: Sheet, head: Head, rows: range, mapping: SheetMap) -> int:
    """Last row with a figure or mark in a column of values; without such columns, the last row."""
    last = rows.start - 1
    for number, cells in sheet_rows(sheet):
        if number in rows and (
            _is_body(cells, head, mapping)
            or (number == last + 1 and _holds_text(cells, head, mapping))
        ):
            last = number
    return last


def _holds_text(cells: dict[int, Cell], head: Head, mapping: SheetMap) -> bool:
    """True for a label with words in place of a figure right below the rows, no signatures."""
    roles = {head.roles.get(column) for column in cells}
    is_row = "label" in roles and bool(roles & mapping.value_roles)
    return is_row and not any(
        begins_with(collapsed(cell), "foot") or begins_with(collapsed(cell), "signatures")
        for cell in cells.values()
    )


def _is_body(cells: dict[int, Cell], head: Head, mapping: SheetMap) -> bool:
    if not mapping.value_roles:
        return True
    roles = {head.roles.get(column): cell for column, cell in cells.items()}
    if any(
        looks_like_figure(cell.text) or is_marker(cell.text) or cell.kind != "text"
        for column, cell in cells.items()
        if column in head.columns
        and column not in head.label_columns
        and head.roles.get(column) not in ("order", "note", "cause", "source", "unit_of_measure")
    ):
        return True
    label = roles.get("label")
    is_row = bool(label) and not begins_with(collapsed(label), "foot")
    return is_row and bool(roles.keys() & {"order", "unit_of_measure"})


def _without_split(sheet: Sheet, head: Head, mapping: SheetMap) -> Head:
    """The head without roles of merged headers that have figures in several of their columns."""
    split = {
        head.shared[column]
        for number, cells in sheet_rows(sheet)
        if number >= head.rows.stop
        for column, cell in cells.items()
        if column in head.shared and sheet.covering(number, column) is cell
        if looks_like_figure(cell.text)
    }
    split = {column for column in split if head.roles.get(column) in mapping.value_roles}
    roles = {column: role for column, role in head.roles.items() if column not in split}
    problems = head.problems | dict.fromkeys(split, "double_column")
    return replace(head, roles=roles, problems=problems)


def _unknown_head(sheet: Sheet, rows: range, head: Head, mapping: SheetMap) -> int | None:
    """The first row that reads like a head without the label's header: a table of another kind."""
    for number, cells in sheet_rows(sheet):
        if number in rows and mapping.value_roles:
            roles = {mapping.role_of(c.text) for n, c in cells.items() if n in head.columns}
            if len(roles - {None}) >= FEWEST_HEADERS:
                return number
    return None


def _refused(
    sheet: Sheet, head: Head, body: range, mapping: SheetMap
) -> Iterator[tuple[tuple[int, int], str]]:
    """Positions of figures that no reader may take, and the key of the reason."""
    values = {c for c, role in head.roles.items() if role in mapping.value_roles}
    for top, left, bottom, right in sheet.merged:
        cell = sheet.cell(top, left)
        is_value = left in values or left not in head.roles
        if not (cell and is_value and top in body and looks_like_figure(cell.text)):
            continue
        others = (head.roles.keys() | head.problems.keys()) & set(range(left + 1, right + 1))
        if others or (bottom > top and not _is_one_label(sheet, head, top, bottom)):
            yield (top, left), "cleaning.merged_figure"
    if head.unsure_unit:
        yield from (
            ((row, column), "cleaning.unit_columns_differ") for row in body for column in values
        )
    if PurePath(sheet.file).suffix.lower() in TEXT_SUFFIXES:
        for number, cells in sheet_rows(sheet):
            if number in body and _is_shifted(cells, head):
                for column in values | {c for c in cells if c not in head.headers}:
                    yield (number, column), "cleaning.shifted_row"


def _is_shifted(cells: dict[int, Cell], head: Head) -> bool:
    """True for a row with more fields than the head, or with bare digits in a column of notes.

    An unquoted decimal comma ('317,94') makes two fields of one.
    """
    notes = [c for c in cells if head.roles.get(c) in ("note", "cause", "source")]
    split = (c for c in notes if c - 1 in cells and cells[c - 1].text.strip().isdigit())
    return max(cells) > max(head.headers) or any(cells[c].text.strip().isdigit() for c in split)


def _is_one_label(sheet: Sheet, head: Head, top: int, bottom: int) -> bool:
    """True where the label of both rows is one merged cell."""
    labels = [sheet.covering(row, c) for row in (top, bottom) for c in head.label_columns]
    half = len(labels) // 2
    return labels[:half] == labels[half:]


def _report_columns(table: LocatedTable, head: Head, cleaning_log: CleaningLog) -> None:
    """One quarantine row for each column that is not read, with the reason."""
    sheet, row = table.sheet, head.marker.row
    for column, problem in sorted(head.problems.items()):
        header = table.headers[column]
        cell = f"{row}" if problem == "unknown_column" else address_of(head.rows.start, column)
        source_cell = SourceCell(sheet.file, sheet.name, cell, header)
        cleaning_log.quarantine(source_cell, f"cleaning.{problem}", header=header)


def _report_short_head(table: LocatedTable, head: Head, cleaning_log: CleaningLog) -> None:
    """Say which columns of a form with two header rows a table with one cannot have."""
    mapping = table.mapping
    second = head.rows.start + 1
    body = next((row.number for row in table.rows()), second + 1)
    if mapping.header_rows < 2 or not mapping.value_roles or body > second:
        return
    below = {role: texts[0] for role, texts in mapping.columns.items() if SEPARATOR in texts[0]}
    lacking = [text for role, text in below.items() if role not in table.roles.values()]
    if lacking:
        source_cell = source_cell_of(table.sheet, head.marker)
        columns = "; ".join(f"«{text}»" for text in lacking)
        cleaning_log.quarantine(source_cell, "cleaning.head_is_shorter", columns=columns)
