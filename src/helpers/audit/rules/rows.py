"""Rows of a table that sum others: total rows, and rows that head their own parts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.claim import DOUBTFUL
from helpers.audit.rules.cells import Table
from helpers.audit.rules.figures import Figure
from helpers.audit.rules.solver import Candidate, Solved, verdict_of
from helpers.audit.vocabulary import words

FEWEST, MOST_BELOW, MOST_PARTS = 2, 60, 400


@dataclass(frozen=True)
class _Sum:
    """A row that heads others, in one column; ``is_sure``: a total with one way to add."""

    row: int
    column: int
    solved: Solved
    is_sure: bool


def find_in_rows(table: Table) -> Iterator[Solved]:
    """Sums of rows that agree; and those that do not where other sums show that the rows add."""
    if table.units_differ():
        return
    sums = list(_sums(table))
    by_row = Counter((s.row, s.solved.holds) for s in sums)
    by_column = Counter((s.column, s.solved.holds) for s in sums)
    for found in sums:
        solved = found.solved
        if not solved.holds:
            shown = _is_shown(by_row, found.row) or _is_shown(by_column, found.column)
            is_alone = by_row[found.row, True] + by_row[found.row, False] == 1
            if not shown and not found.is_sure:
                continue
            if not shown and not is_alone:
                solved = replace(solved, claim=replace(solved.claim, verdict=DOUBTFUL, hint=""))
        yield solved


def _is_shown(counts: Counter, key: int) -> bool:
    """True where as many sums of the row or column agree as do not (this one is not counted)."""
    right, wrong = counts[key, True], counts[key, False] - 1
    return right > 0 and right >= wrong


def _sums(table: Table) -> Iterator[_Sum]:
    """Every row that heads others against the sum of these, column by column."""
    additive = [c for c in table.numeric if not table.is_named(c, "not_additive")]
    for row, is_total, lists in _heads(table):
        for column in additive:
            stated = table.figures[row][column]
            if stated is None or stated.quantity.sign < 0:
                continue
            solved, is_flat = _solved(table, column, stated, lists)
            best = min(solved, key=lambda one: not one.holds, default=None)
            if best is not None:
                yield _Sum(row, column, best, is_total and is_flat)


def _solved(
    table: Table, column: int, stated: Figure, lists: Sequence[Sequence[int]]
) -> tuple[list[Solved], bool]:
    """The sums that a row may be meant to be, and whether there is only one way to add."""
    found = [parts for rows in lists if (parts := _parts(table, rows, column))]
    if any(len(p) == 1 and p[0].quantity.value == stated.quantity.value for p in found):
        return [], False  # the only group that has a figure in this column
    ways = [parts for parts in found if len(parts) >= FEWEST]
    if ways and len(lists) > 1:
        ways.append(_unnested(ways[0]))
    candidates = [
        Candidate("row_sum", "row.total", stated, tuple(parts), sum)
        for parts in ways
        if len(parts) >= FEWEST
    ]
    solved = [one for c in candidates if (one := verdict_of(c)) is not None]
    return solved, len({len(parts) for parts in ways}) == 1


def _heads(table: Table) -> Iterator[tuple[int, bool, list[list[int]]]]:
    """Rows that sum others, whether each is named a total, and the rows that it may sum."""
    labels = [table.label(n) for n in range(len(table.rows))]
    totals = [n for n, label in enumerate(labels) if label in words("total")]
    others = [n for n in range(len(labels)) if n not in totals]
    levels = {n: table.level(n) for n in others}
    partial = {n for n in others if labels[n].startswith(tuple(words("partial")))}
    # A row named Cộng dự án, Tổng số hộ sums something, but perhaps not the table
    may_sum = tuple(f"{word} " for word in words("total"))
    is_outer = len(totals) == 1 and totals[0] in (0, len(labels) - 1)
    if (
        is_outer
        and len(others) >= FEWEST
        and not any(labels[n].startswith(may_sum) for n in others)
    ):
        yield totals[0], True, [others, [n for n in others if levels[n] == min(levels.values())]]
    for place, row in enumerate(others):
        children = _children(others[place + 1 : place + 1 + MOST_PARTS], levels, row)
        if len(children) >= FEWEST and not partial & set(children):
            yield row, False, [children]


def _children(behind: Sequence[int], levels: dict[int, int], row: int) -> list[int]:
    """Rows of the next level below a row, to the next row that stands as high."""
    below: list[int] = []
    for n in behind:
        if levels[n] <= levels[row]:
            break
        below.append(n)
    nearest = min((levels[n] for n in below), default=0)
    return [n for n in below if levels[n] == nearest]


def _unnested(parts: Sequence[Figure]) -> list[Figure]:
    """Without figures that are the parts of the one right above them."""
    values = [part.quantity.value for part in parts]
    below = [0] * len(values)
    for place in reversed(range(len(values))):
        left, row = values[place], place + 1
        while left > 0 and row < min(len(values), place + MOST_BELOW):
            left -= values[row]
            row += 1 + below[row]
        below[place] = row - place - 1 if left == 0 and values[place] else 0
    kept, place = [], 0
    while place < len(parts):
        kept.append(parts[place])
        place += 1 + below[place]
    return kept


def _parts(table: Table, rows: Sequence[int], column: int) -> list[Figure]:
    """Figures of a column; none where a cell holds something that is no figure, or a negative."""
    found = [f for row in rows if (f := table.figures[row][column]) is not None]
    others = (row for row in rows if table.figures[row][column] is None)
    if not all(table.is_empty(row, column) for row in others):
        return []
    return [] if any(f.quantity.sign < 0 for f in found) else found
