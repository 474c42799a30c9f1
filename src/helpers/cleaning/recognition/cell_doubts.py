"""Cells whose figures cannot be right as they stand: parts of whole things, and merged ones."""

from collections.abc import Iterator

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.cell_values import Number, read_cell
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.core.conversion import PERCENT, Measure
from helpers.core.errors import InputError
from helpers.core.numbers import unit_after


def holds_parts_of_things(
    table: Table, item: Item, line: Line, number: Number, measure: Measure
) -> bool:
    """True where a unit counts whole things, and a figure that shares its statement has a fraction.

    One such figure puts the unit of its whole row in doubt: «ĐVT: con» above 130 and 125,3.
    """
    if not (measure.is_count and measure.factor == 1) or line.role.is_rate:
        return False
    if number.value is not None and number.value % 1:
        return True
    return not number.unit and table.kind == "indicator" and any(_fractions(table, item, line))


def _fractions(table: Table, item: Item, line: Line) -> Iterator[bool]:
    """For each other figure of a row in the same unit: has it a fraction?"""
    for other in table.lines:
        value = table.values.get((item.number, other.number))
        cell = table.cell(item, other)
        role = other.role
        is_same = not (role.is_rate or role.pair) and role.unit == line.role.unit
        is_same &= role.names == line.role.names or not (role.names and line.role.names)
        if is_same and value is not None and value % 1 and cell is not None:
            yield not _states_unit(cell) and as_whole(cell) is None


def as_whole(cell: Cell) -> Number | None:
    """The whole number that a text is where its unit counts things: «3,810» con are 3810."""
    content = read_cell(cell, None, is_whole=True) if cell.kind == "text" else None
    if content is None or content.problem or not content.numbers:
        return None
    (number,) = content.numbers
    return number if number.value is not None and not number.value % 1 else None


def _states_unit(cell: Cell) -> bool:
    if cell.format_unit or cell.text.endswith(PERCENT):
        return True
    try:
        return unit_after(cell.text) is not None
    except InputError:
        return True


def is_of_several(table: Table, cell: Cell) -> bool:
    """True for a cell merged over several rows with labels, or columns of other heads."""
    block, sheet = table.block, table.block.grid.sheet
    bottom, right = cell.row, cell.column
    while sheet.covering(bottom + 1, cell.column) is cell:
        bottom += 1
    while sheet.covering(cell.row, right + 1) is cell:
        right += 1
    if (bottom, right) == (cell.row, cell.column):
        return False
    labels = block.of_kind("label")
    rows = [
        row
        for row in block.body
        if cell.row <= row <= bottom and any((row, c) in block.grid.cells for c in labels)
    ]
    columns = [c for c in block.of_kind("data") if cell.column <= c <= right]
    return len(rows) > 1 or len({block.header_path(c) for c in columns}) > 1
