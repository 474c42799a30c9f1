"""Rows that stand in two tables of a text: what one tells, the other tells too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from helpers.audit.claim import AGREES, CONTRADICTION, Claim
from helpers.audit.grids import CellClaim, Grid
from helpers.audit.hints import SLIPS, likely_slip
from helpers.audit.quantities import Quantity
from helpers.audit.tokens import digits_in

LEAST_DIGITS = 4
Place = tuple[int, int]
"""A table and a row of it."""


def find_told_again(grids: Sequence[Grid]) -> Iterator[tuple[int, CellClaim]]:
    """Cells of a table whose row and column have the same names in one earlier table.

    The same label stands under every project: only where another figure of the row is the same in
    both tables is it the same row. A figure that differs there is a contradiction where it is the
    other with a slip of the hand; else the tables may be of two periods.
    """
    columns = [_named_once(grid) for grid in grids]
    for (table, row), (later, again) in _rows_told_twice(grids):
        pairs = [
            (columns[later][name], one, other)
            for name, column in columns[table].items()
            if name in columns[later]
            and (one := grids[table].figures[row][column])
            and (other := grids[later].figures[again][columns[later][name]])
        ]
        witnesses = [c for c, one, other in pairs if _is_same(one, other) and _is_long(other)]
        for column, one, other in pairs:
            claim = _claim(other, one) if {*witnesses} - {column} else None
            if claim is not None:
                yield later, CellClaim(again, column, claim)


def _rows_told_twice(grids: Sequence[Grid]) -> Iterator[tuple[Place, Place]]:
    """Rows whose label stands once in each of two tables, and in no third."""
    places: dict[str, list[Place]] = defaultdict(list)
    for table, grid in enumerate(grids):
        for row in range(len(grid.rows)):
            if label := grid.label(row):
                places[label].append((table, row))
    for told in places.values():
        if len(told) == 2 and told[0][0] != told[1][0]:
            yield told[0], told[1]


def _named_once(grid: Grid) -> dict[str, int]:
    """Columns of figures by their header, where no other has the same."""
    names = Counter(grid.name(column) for column in grid.numeric)
    return {n: c for c in grid.numeric if names[n := grid.name(c)] == 1 and n}


def _claim(figure: Quantity, other: Quantity) -> Claim | None:
    if _is_same(figure, other):
        verdict, hint = AGREES, ""
    else:
        hint = likely_slip(figure, other.value, [])
        if hint not in SLIPS or not _is_long(figure):
            return None
        verdict = CONTRADICTION
    return Claim(
        "repetition", figure.start, figure.end, figure.text, other.text, verdict,
        ((figure.start, figure.end),), hint, by_likeness=bool(hint),
    )  # fmt: skip


def _is_same(one: Quantity, other: Quantity) -> bool:
    return one.sign == other.sign and one.interval().overlaps(other.interval())


def _is_long(figure: Quantity) -> bool:
    """No number that is like another by chance."""
    return digits_in(figure.text) >= LEAST_DIGITS
