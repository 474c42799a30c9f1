"""Cells in percent format whose stored number may be in percent already: 79.44 shown as 7944%."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from helpers.cleaning.readers.cell_text import decimal_text
from helpers.cleaning.readers.model import Cell, Doubt

CLEAR_PERCENT: Final = Decimal(150)
"""Percentages up to this need no evidence: a plan may well be exceeded by half."""

LARGEST_PERCENT: Final = Decimal(1000)
"""From this on only the figures beside it, by which it was computed, are evidence enough."""

TOLERANCE: Final = 0.006
"""How far a rounded share may be from the quotient of its figures, as a part of it."""

MOST_NUMBERS: Final = 64
"""Of a row that are compared with one another; of a longer row those around a percentage are."""

Numbers = tuple[tuple[int, float], ...]
"""Columns with their values."""


def percent_doubts(rows: Iterable[Mapping[int, Cell]]) -> dict[tuple[int, int], Doubt]:
    """Position → doubt of the percentages that may be a hundred times too large.

    One is accepted where two numbers of its row have it as their quotient or change, and doubted
    where a hundredth of it is their quotient. Without such numbers it is accepted up to 150%, and
    below 1000% also where its column holds another percentage of usual size.
    """
    found = [(row, [cell for cell in row.values() if _is_percentage(cell)]) for row in rows]
    every = [cell for _, cells in found for cell in cells]
    usual = {cell.column for cell in every if 0 < abs(_number(cell)) <= CLEAR_PERCENT}
    doubts = {}
    for row, cells in found:
        numbers = _numbers(row) if cells else ()
        for cell in cells:
            size, share = abs(_number(cell)), _number(cell) / 100
            quotients = _quotients(_near(numbers, cell.column))
            if size == 0 or cell.doubt or _holds(quotients, share) or _holds(quotients, share + 1):
                continue
            is_usual = size <= CLEAR_PERCENT or (size < LARGEST_PERCENT and cell.column in usual)
            if not is_usual or _holds(quotients, share / 100):
                shown = f"{decimal_text(share)}%"
                doubts[cell.row, cell.column] = Doubt("percent_scale", cell.text, shown)
    return doubts


def _is_percentage(cell: Cell) -> bool:
    return cell.kind == "number" and cell.text.endswith("%")


def _number(cell: Cell) -> Decimal:
    assert isinstance(cell.native, Decimal)  # the kind is number
    return cell.native


def _numbers(row: Mapping[int, Cell]) -> Numbers:
    """Column and value of the numbers of a row, its first cell apart."""
    later = (row[column] for column in sorted(row)[1:])
    plain = (c for c in later if c.kind == "number" and not c.text.endswith("%"))
    return tuple((c.column, number) for c in plain if (number := float(_number(c))))


def _near(numbers: Numbers, column: int) -> Numbers:
    """The numbers with which a percentage in a column is compared."""
    if len(numbers) <= MOST_NUMBERS:
        return numbers
    step = MOST_NUMBERS // 8
    middle = bisect_left(numbers, (column, 0.0)) // step * step
    return numbers[max(0, middle - step) : middle + 2 * step]


@lru_cache(maxsize=2)
def _quotients(numbers: Numbers) -> list[float]:
    """The quotients of each two numbers, in their order."""
    return sorted(part / base for at, part in numbers for of, base in numbers if at != of)


def _holds(quotients: list[float], share: Decimal) -> bool:
    """Whether one of the quotients is ``share`` but for what was rounded off."""
    low, high = sorted((float(share) * (1 - TOLERANCE), float(share) * (1 + TOLERANCE)))
    at = bisect_left(quotients, low)
    return at < len(quotients) and quotients[at] <= high
