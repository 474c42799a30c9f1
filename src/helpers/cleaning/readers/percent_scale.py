"""Cells in percent format whose stored number may be in percent already: 79.44 shown as 7944%."""

from __future__ import annotations

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

    One is accepted where two numbers of its row have it as their quotient; below 1000% also
    where its column holds another percentage of usual size.
    """
    cells = [(cell, row) for row in rows for cell in row if _is_percentage(cell)]
    usual = {cell.column for cell, _ in cells if 0 < abs(_number(cell)) <= CLEAR_PERCENT}
    doubts = {}
    for cell, row in cells:
        size = abs(_number(cell))
        if size <= CLEAR_PERCENT or cell.doubt or _is_quotient(cell, row, _number(cell) / 100):
            continue
        if (
            size >= LARGEST_PERCENT
            or cell.column not in usual
            or _is_quotient(cell, row, _number(cell) / 10_000)
        ):
            stored = decimal_text(_number(cell) / 100)
            doubts[cell.row, cell.column] = Doubt("percent_scale", cell.text, f"{stored}%")
    return doubts


def _is_percentage(cell: Cell) -> bool:
    return cell.kind == "number" and cell.text.endswith("%")


def _number(cell: Cell) -> Decimal:
    assert isinstance(cell.native, Decimal)  # the kind is number
    return cell.native


def _is_quotient(percentage: Cell, row: list[Cell], share: Decimal) -> bool:
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
