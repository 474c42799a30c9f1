"""Claims of a table: columns made of others, total rows, rows that head their own parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.audit.claim import DOUBTFUL, Claim, judged_sum
from helpers.audit.grids import NOTHING, CellClaim, Grid
from helpers.audit.quantities import Quantity
from helpers.audit.table_columns import find_in_columns, share_columns
from helpers.audit.vocabulary import words

FEWEST_ROWS, MOST_BELOW, MOST_PARTS = 2, 60, 400


@dataclass(frozen=True)
class _Check:
    """One row that heads others, in one column."""

    row: int
    column: int
    claim: Claim
    is_total: bool
    is_flat: bool


def find_in_table(grid: Grid) -> Iterator[CellClaim]:
    """Claims about columns, then about rows that sum others."""
    yield from find_in_columns(grid)
    if not grid.units_differ:
        yield from _trusted(_checks(grid))


def _checks(grid: Grid) -> list[_Check]:
    """Every row that heads others against the sum of these, column by column."""
    additive = [c for c in grid.numeric if c not in share_columns(grid)]
    found = []
    for row, lists in _heads(grid):
        is_total = _is_total(grid, row)
        for column in additive:
            stated = grid.figures[row][column]
            if stated is None or stated.sign < 0:
                continue
            claims, is_flat = _claims(grid, column, stated, lists)
            best = min(claims, key=lambda claim: claim.is_contradiction, default=None)
            if best is not None:
                found.append(_Check(row, column, best, is_total, is_flat))
    return found


def _claims(
    grid: Grid, column: int, stated: Quantity, lists: Sequence[Sequence[int]]
) -> tuple[list[Claim], bool]:
    """The sums that a row may be meant to be; flat where there is only one way to add."""
    found = [p for rows in lists if (p := _parts(grid, rows, column))]
    if any(len(p) == 1 and p[0].value == stated.value for p in found):
        return [], False  # the only group that has a figure in this column
    parts = [p for p in found if len(p) >= FEWEST_ROWS]
    if parts and len(lists) > 1:
        parts.append(_unnested(parts[0]))
    sums = [c for p in parts if len(p) >= FEWEST_ROWS and (c := judged_sum("row_sum", stated, p))]
    return sums, len({len(p) for p in parts}) == 1


def _heads(grid: Grid) -> Iterator[tuple[int, list[list[int]]]]:
    """Rows that sum others, with the rows that these may be."""
    totals = [n for n in range(len(grid.rows)) if _is_total(grid, n)]
    others = [n for n in range(len(grid.rows)) if n not in totals]
    levels = {n: grid.level(n) for n in others}
    partial = {n for n in others if grid.label(n).startswith(tuple(words("partial")))}
    is_outer = len(totals) == 1 and totals[0] in (0, len(grid.rows) - 1)
    is_whole = is_outer and not any(_may_be_total(grid, n) for n in others)
    if is_whole and len(others) >= FEWEST_ROWS:
        tops = [n for n in others if levels[n] == min(levels.values())]
        yield totals[0], [others, tops]
    for place, row in enumerate(others):
        children = _children(others[place + 1 : place + 1 + MOST_PARTS], levels, row)
        if len(children) >= FEWEST_ROWS and not partial & set(children):
            yield row, [children]


def _children(behind: Sequence[int], levels: dict[int, int], row: int) -> list[int]:
    """Rows of the next level below a row, to the next row that stands as high."""
    below = []
    for n in behind:
        if levels[n] <= levels[row]:
            break
        below.append(n)
    nearest = min((levels[n] for n in below), default=0)
    return [n for n in below if levels[n] == nearest]


def _trusted(checks: Sequence[_Check]) -> Iterator[CellClaim]:
    """What agrees; and what does not where other columns or rows show that the rows do add."""
    by_row = Counter((c.row, c.claim.is_contradiction) for c in checks)
    by_column = Counter((c.column, c.claim.is_contradiction) for c in checks)
    for check in checks:
        claim = check.claim
        if claim.is_contradiction:
            shown = _is_shown(by_row, check.row) or _is_shown(by_column, check.column)
            is_alone = by_row[check.row, True] + by_row[check.row, False] == 1
            is_sure = check.is_total and check.is_flat
            if not shown and not is_sure:
                continue
            if not shown and not is_alone:
                claim = replace(claim, verdict=DOUBTFUL, hint="")
        yield CellClaim(check.row, check.column, claim)


def _is_shown(counts: Counter, key: int) -> bool:
    """True where as many sums of the row or column agree as do not (this one is not counted)."""
    right, wrong = counts[key, False], counts[key, True] - 1
    return right > 0 and right >= wrong


def _unnested(parts: Sequence[Quantity]) -> list[Quantity]:
    """Without figures that are the parts of the one right above them."""
    below = _rows_below([part.value for part in parts])
    kept, place = [], 0
    while place < len(parts):
        kept.append(parts[place])
        place += 1 + below[place]
    return kept


def _rows_below(values: Sequence[Decimal]) -> list[int]:
    """For each figure how many of the next rows make it up, their own parts included."""
    below = [0] * len(values)
    for place in reversed(range(len(values))):
        left, row = values[place], place + 1
        while left > 0 and row < min(len(values), place + MOST_BELOW):
            left -= values[row]
            row += 1 + below[row]
        below[place] = row - place - 1 if left == 0 and values[place] else 0
    return below


def _parts(grid: Grid, rows: Sequence[int], column: int) -> list[Quantity] | None:
    """Figures of a column; None where a cell holds something that is no figure."""
    found = []
    for row in rows:
        figure = grid.figures[row][column]
        if figure is None:
            if grid.rows[row][column].strip() not in NOTHING:
                return None
            continue
        if figure.sign < 0:
            return None
        found.append(figure)
    return found


def _is_total(grid: Grid, row: int) -> bool:
    return grid.label(row) in words("total")


def _may_be_total(grid: Grid, row: int) -> bool:
    """A row named Cộng dự án, Tổng số hộ: it sums something, but perhaps not the table."""
    return grid.label(row).startswith(tuple(f"{word} " for word in words("total")))
