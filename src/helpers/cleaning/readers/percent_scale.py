"""Cells in percent format whose stored number may be in percent already: 79.44 shown as 7944%."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from helpers.cleaning.readers.cell_text import decimal_text
from helpers.cleaning.readers.model import Cell, Doubt

CLEAR_PERCENT: Final = Decimal(150)
"""Percentages up to this need no evidence: a plan may well be exceeded by half."""

LARGEST_PERCENT: Final = Decimal(1000)
"""From this on only the figures beside it, by which it was computed, are evidence enough."""

TOLERANCE: Final = Decimal("0.006")
"""How far a rounded share may be from the quotient of its figures, as a part of it."""


def percent_doubts(rows: Iterable[list[Cell]]) -> dict[tuple[int, int], Doubt]:
    """Position → doubt of the percentages that may be a hundred times too large.

    One is accepted where two numbers of its row have it as their quotient or change, and doubted
    where a hundredth of it is their quotient. Without such numbers it is accepted up to 150%, and
    below 1000% also where its column holds another percentage of usual size.
    """
    cells = [(cell, row) for row in rows for cell in row if _is_percentage(cell)]
    usual = {cell.column for cell, _ in cells if 0 < abs(_number(cell)) <= CLEAR_PERCENT}
    doubts = {}
    for cell, row in cells:
        size, share = abs(_number(cell)), _number(cell) / 100
        if size == 0 or cell.doubt or _is_quotient(row, share) or _is_quotient(row, share + 1):
            continue
        is_usual = size <= CLEAR_PERCENT or (size < LARGEST_PERCENT and cell.column in usual)
        if not is_usual or _is_quotient(row, share / 100):
            shown = f"{decimal_text(share)}%"
            doubts[cell.row, cell.column] = Doubt("percent_scale", cell.text, shown)
    return doubts


def _is_percentage(cell: Cell) -> bool:
    return cell.kind == "number" and cell.text.endswith("%")


def _number(cell: Cell) -> Decimal:
    assert isinstance(cell.native, Decimal)  # the kind is number
    return cell.native


def _is_quotient(row: list[Cell], share: Decimal) -> bool:
    """Whether two other numbers of the row, its first cell apart, have ``share`` as quotient."""
    numbers = [
        _number(cell)
        for cell in row[1:]
        if cell.kind == "number" and not cell.text.endswith("%") and _number(cell)
    ]
    return any(
        abs(part / base / share - 1) <= TOLERANCE
        for part in numbers
        for base in numbers
        if part is not base
    )
