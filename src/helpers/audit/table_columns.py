"""Columns of a table that are made of others: shares, changes, differences, totals of columns.

What a column is made of is told by its header, or shown by most of the other rows: a row in which
the same arithmetic fails is then a contradiction. Of several ways that most rows show, the one
with the most rows for it, less those against it, is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from helpers.audit.grids import CellClaim, Grid, iter_pairs
from helpers.audit.named_columns import OF_AMOUNTS, OF_RATES
from helpers.audit.numbered_columns import numbered
from helpers.audit.relations import SAMPLE, Evidence, Relation, claim_of, evidence_for
from helpers.audit.vocabulary import groups

FEWEST, MOST_COLUMNS, LONGEST_SUM = 3, 24, 8
MOST_WRONG, NEAR = 4, 0.02
"""One row in so many may be wrong where rows alone show what a column is made of."""


def find_in_columns(grid: Grid) -> Iterator[CellClaim]:
    """Claims of every row about the columns that follow from others."""
    for relation in _relations(grid):
        for row in range(len(grid.rows)):
            claim = claim_of(grid, row, relation)
            if claim is not None:
                is_guessed = claim.is_contradiction and not relation.is_sure
                claim = replace(claim, by_likeness=is_guessed)
                yield CellClaim(row, relation.target, claim)


def share_columns(grid: Grid) -> set[int]:
    """Columns that never add."""
    return {c for c in grid.numeric if grid.is_named(c, "not_additive")}


def _relations(grid: Grid) -> Iterator[Relation]:
    columns = grid.numeric[:MOST_COLUMNS]
    for target in columns:
        is_rate = grid.is_named(target, "column_rate")
        by_header = (numbered, *(OF_RATES if is_rate else OF_AMOUNTS))
        by_rows = (_shown_share,) if is_rate else (_shown_sum, _shown_difference)
        told = next((r for way in by_header if (r := way(grid, target, columns))), None)
        if told is not None:
            yield replace(told, is_sure=True)
            continue
        shown = next((r for way in by_rows if (r := way(grid, target, columns))), None)
        if shown is not None:
            yield shown


def _shown_share(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """What the rows show: a share of two columns, or the change from one to the other."""
    relations = (
        Relation(kind, target, pair)
        for pair in iter_pairs(columns, target)
        for kind in ("row_share", "row_change")
    )
    return _best_shown(grid, (r for r in relations if _may_hold(grid, r)), _is_shown, named=True)


def _shown_sum(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """A total of neighbouring columns: the next ones, those before it, or any that stand apart."""
    named = grid.is_named(target, "total")

    def is_shown(shown: Evidence, relation: Relation) -> bool:
        if named and shown.right > 2 * shown.wrong > 0:
            return True
        is_whole = named or _is_complement(grid, relation.operands)
        return (_is_told if is_whole else _is_shown)(shown, relation)

    relations = (Relation("row_total", target, p) for p in _neighbours(grid, target, columns))
    return _best_shown(grid, (r for r in relations if _may_sum(grid, r)), is_shown, named=named)


def _neighbours(grid: Grid, target: int, columns: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Runs of columns that may add; long ones only beside the target."""
    at = columns.index(target)
    additive = [c for c in columns if not grid.is_named(c, "not_additive")]
    for length in range(2, LONGEST_SUM + 1):
        for start in range(len(columns) - length + 1):
            parts = tuple(columns[start : start + length])
            beside = start == at + 1 or start + length == at
            if target not in parts and (beside or length == 2) and set(parts) <= set(additive):
                yield parts


def _may_sum(grid: Grid, relation: Relation) -> bool:
    """A quick look at the first rows: does the sum come near in most?"""
    tried = fits = 0
    for row in range(min(len(grid.rows), SAMPLE)):
        values = grid.values[row]
        told, parts = values[relation.target], [values[c] or 0 for c in relation.operands]
        if told and sum(map(bool, parts)) > 1:
            tried += 1
            fits += abs(sum(parts) - told) <= max(1.0, abs(told) * NEAR)
    return tried >= 2 and 2 * fits >= tried


def _is_complement(grid: Grid, columns: Sequence[int]) -> bool:
    """Columns named Nam and Nữ."""
    names = [f" {grid.name(c)} " for c in columns]
    return any(
        len(group) == len(names)
        and all(sum(f" {word} " in name for word in group) == 1 for name in names)
        for group in groups("wholes")
    )


def _shown_difference(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    if not grid.is_named(target, "column_difference"):
        return None
    relations = (Relation("row_change", target, (i, j, j)) for i, j in iter_pairs(columns, target))
    return _best_shown(grid, (r for r in relations if _may_hold(grid, r)), _is_told, named=True)


def _best_shown(
    grid: Grid,
    relations: Iterable[Relation],
    is_shown: Callable[[Evidence, Relation], bool],
    *,
    named: bool,
) -> Relation | None:
    """Of the relations that the rows show, the first of those with the most for it.

    ``named``: the header says that the column holds such figures.
    """
    best, most = None, None
    for relation in relations:
        shown = evidence_for(grid, relation)
        if is_shown(shown, relation) and (most is None or shown.weight > most):
            best = replace(relation, is_sure=named and shown.is_sure)
            most = shown.weight
    return best


def _is_told(shown: Evidence, _: Relation) -> bool:
    """Where the header says as much, half as many rows may be wrong as are right."""
    return shown.right >= max(FEWEST, 2 * shown.wrong)


def _is_shown(shown: Evidence, _: Relation) -> bool:
    return (
        shown.right >= max(FEWEST, MOST_WRONG * shown.wrong - 1) and shown.right > 2 * shown.wrong
    )


def _may_hold(grid: Grid, relation: Relation) -> bool:
    """A quick look at the first rows, in floating point."""
    tried = fits = 0
    for row in range(min(len(grid.rows), SAMPLE)):
        values = grid.values[row]
        told, one, other = (values[c] for c in (relation.target, *relation.operands[:2]))
        if told is None or one is None or not other:
            continue
        value = _roughly(relation, one, other)
        tried += 1
        fits += abs(abs(value) - abs(told)) <= max(1.0, abs(value) * NEAR)
    return tried >= FEWEST and 2 * fits > tried


def _roughly(relation: Relation, one: float, other: float) -> float:
    if len(relation.operands) == 3:
        return one - other
    return one / other * 100 - (0 if relation.kind == "row_share" else 100)
