"""What the fast reader does not give about a sheet, gathered from the file itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from helpers.cleaning.readers.model import Area, column_letters

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(slots=True)
class Overlay:
    """Facts by 1-based (row, column), found by a second look at the file.

    ``box``: first row, first column, last row, last column of the cells that hold anything.
    """

    percents: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    filled: int = 0
    box: Area | None = None

    def fill(self, row: int, column: int, count: int = 1) -> None:
        """Count a cell that holds something and widen the box to it."""
        self.filled += count
        if self.box is None:
            self.box = (row, column, row, column)
            return
        top, left, bottom, right = self.box
        if row > bottom or row < top or column > right or column < left:
            self.box = (min(top, row), min(left, column), max(bottom, row), max(right, column))

    @property
    def area(self) -> int:
        """Number of cells in the box."""
        if self.box is None:
            return 0
        top, left, bottom, right = self.box
        return (bottom - top + 1) * (right - left + 1)


def is_percent_format(number_format: str) -> bool:
    """Whether a number format multiplies by 100 and shows the sign (a quoted '%' does not)."""
    return "%" in _NOT_SHOWN.sub("", number_format)


def spans(numbers: list[int]) -> str:
    """Numbers as short text: [3, 5, 6, 7] → '3, 5–7'."""
    return _join(numbers, str)


def column_spans(columns: list[int]) -> str:
    """Column numbers as letters: [3, 5, 6] → 'C, E–F'."""
    return _join(columns, column_letters)


def _join(numbers: list[int], name: Callable[[int], str]) -> str:
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(name(a) if a == b else f"{name(a)}–{name(b)}" for a, b in runs)
