"""Heads of a sheet: where they are, and what each of their columns holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.cleaning.layout import SEPARATOR, sheet_rows
from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.tables.head_grid import HeadGrid, collapsed, head_grid
from helpers.cleaning.tables.head_rows import extent_of_head, markers_in, with_column_numbers
from helpers.cleaning.tables.header_texts import Meaning, meaning_of
from helpers.core.catalogues.forms import COMMON_ROLES, SheetMap
from helpers.core.periods import Period
from helpers.core.text import fold

FEWEST_CELLS = 2
ALONE = (*COMMON_ROLES, "unit_of_measure")
"""Roles of headers that never reach over the columns beside them."""


@dataclass(frozen=True)
class Head:
    """A head. ``roles`` and ``headers`` by column; ``problems``: column → why it has no role.

    Problems are keys of messages. ``label_columns``: all columns below the label's header;
    ``shared``: other columns below a merged header → the first; ``unsure_unit``: two unit columns.
    """

    rows: range
    columns: range
    marker: Cell
    roles: dict[int, str]
    headers: dict[int, str]
    problems: dict[int, str] = field(default_factory=dict)
    label_columns: tuple[int, ...] = ()
    shared: dict[int, int] = field(default_factory=dict)
    unsure_unit: bool = False

    def repeats(self, other: Head) -> bool:
        """True where both heads say the same of the same columns; ``other`` may add a unit."""
        own, before = _folded(self.headers), _folded(other.headers)
        is_same = all(
            text.startswith(own[column]) for column, text in before.items() if column in own
        )
        return self.roles == other.roles and own.keys() == before.keys() and is_same


def find_heads(sheet: Sheet, mapping: SheetMap, period: Period) -> list[Head]:
    """All heads of tables of ``mapping`` in a sheet, top down; those side by side in order."""
    heads: list[Head] = []
    free_from = 1
    for number, cells in sheet_rows(sheet):
        if number < free_from or len(cells) < FEWEST_CELLS:
            continue
        markers = [
            cell
            for cell in markers_in(list(cells.values()), mapping)
            if sheet.covering(cell.row, cell.column) is cell
        ]
        if not markers:
            continue
        found = [
            _head(sheet, mapping, period, marker, columns, free_from)
            for marker, columns in _side_by_side(sheet, mapping, markers, cells)
        ]
        if len(found) > 1 and not all(mapping.value_roles & set(h.roles.values()) for h in found):
            every = range(1, found[-1].columns.stop)
            found = [_head(sheet, mapping, period, markers[0], every, free_from)]
        if heads:
            found = [head for head in found if len(set(head.roles.values())) >= FEWEST_CELLS]
        if found:
            heads.extend(found)
            free_from = max(head.rows.stop for head in found)
    return heads


def _side_by_side(
    sheet: Sheet, mapping: SheetMap, markers: list[Cell], cells: dict[int, Cell]
) -> Iterator[tuple[Cell, range]]:
    """Each label header with the columns of its table: up to where the next table begins."""
    starts = []
    for marker in markers:
        before = cells.get(marker.column - 1)
        has_order = before is not None and mapping.role_of(before.text) == "order"
        starts.append(marker.column - 1 if has_order else marker.column)
    starts[0] = 1
    stops = [*starts[1:], sheet.last_column + 1]
    for position, marker in enumerate(markers):
        yield marker, range(starts[position], stops[position])


def _head(
    sheet: Sheet,
    mapping: SheetMap,
    period: Period,
    marker: Cell,
    columns: range,
    free_from: int,
) -> Head:
    rows = extent_of_head(sheet, marker, mapping, columns, free_from)
    alone = (
        collapsed(cell)
        for row in rows
        for column in columns
        if (cell := sheet.cell(row, column)) and mapping.role_of(cell.text) in ALONE
    )
    grid = head_grid(sheet, rows, columns, frozenset(alone))
    meanings = {column: meaning_of(grid.parts(column), mapping, period) for column in grid.anchors}
    meanings = {c: _of_year_before(m, meanings, period) for c, m in meanings.items()}
    roles, problems = _sure_roles(meanings, grid)
    label = tuple(
        column for column in grid.anchors if roles.get(_first_shared(grid, column)) == "label"
    )
    label += _without_header(label, grid, columns)
    headers = {column: SEPARATOR.join(grid.parts(column)) for column in grid.anchors}
    shared = {c: _first_shared(grid, c) for c in grid.anchors if grid.is_shared(c)}
    units = [c for c, m in meanings.items() if m.role == "unit_of_measure" and c not in shared]
    rows = with_column_numbers(sheet, rows, marker, columns)
    unsure = len(units) > 1
    return Head(rows, columns, marker, roles, headers, problems, label, shared, unsure)


def _without_header(label: tuple[int, ...], grid: HeadGrid, columns: range) -> tuple[int, ...]:
    """Columns without a header between that of the labels and the next: for labels further in."""
    after = [column for column in grid.anchors if label and column > label[-1]]
    return tuple(range(label[-1] + 1, min(after))) if after else ()


def _of_year_before(meaning: Meaning, all_of_them: dict[int, Meaning], period: Period) -> Meaning:
    """The role of a column of another year: 'previous' for actual values of the period before.

    A year alone may mean the whole year: it is taken where a column of this year reads the same.
    """
    if meaning.year not in ("before", "other"):
        return meaning
    twin = any(m.year == "own" and m.key == meaning.key for m in all_of_them.values())
    is_period = meaning.has_period or period.kind == "Y" or twin
    is_previous = is_period and meaning.role in ("actual", "previous")
    role = "previous" if meaning.year == "before" and is_previous else None
    year = meaning.year if meaning.role else ""
    return Meaning(role, year, meaning.key, meaning.has_period)


def _sure_roles(
    meanings: dict[int, Meaning], grid: HeadGrid
) -> tuple[dict[int, str], dict[int, str]]:
    """Roles that one column alone has, and the problem of every other column."""
    roles: dict[int, str] = {}
    problems: dict[int, str] = {}
    by_role: dict[str, list[int]] = {}
    for column, meaning in meanings.items():
        if grid.is_shared(column):
            continue
        if meaning.role is None:
            is_other_year = meaning.year in ("before", "other")
            problems[column] = "other_year_column" if is_other_year else "unknown_column"
        else:
            by_role.setdefault(meaning.role, []).append(column)
    for role, columns in by_role.items():
        if role == "ignore" or len(columns) == 1:
            roles.update(dict.fromkeys(columns, role))
        else:
            problems.update(dict.fromkeys(columns, "double_column"))
    return roles, problems


def _first_shared(grid: HeadGrid, column: int) -> int:
    while grid.is_shared(column):
        column -= 1
    return column


def _folded(headers: dict[int, str]) -> dict[int, str]:
    return {column: fold(header) for column, header in headers.items()}
