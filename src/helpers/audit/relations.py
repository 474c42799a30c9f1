"""How a column of a table follows from others, and in which rows it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.audit.claim import AGREES, ROUNDING, Claim, judged, judged_sum
from helpers.audit.grids import Grid
from helpers.audit.quantities import Quantity
from helpers.indicators.formulas import minus, scaled_quotient

SAMPLE = 24
"""Rows that show what a column is made of."""
SUREST = 4
"""So many rows for each that does not fit leave no doubt."""


@dataclass(frozen=True)
class Relation:
    """``target`` is made of ``operands``: row_share, row_change, row_total or row_product.

    ``scale`` brings a product into the target's unit. ``is_sure``: the header says so, or names
    what kind of figure the column holds and nearly all rows show of what.
    """

    kind: str
    target: int
    operands: tuple[int, ...]
    scale: Decimal = Decimal(1)
    is_sure: bool = False


@dataclass(frozen=True)
class Evidence:
    """In how many rows a relation holds exactly, holds because figures are rounded, does not."""

    exact: int
    near: int
    wrong: int

    @property
    def right(self) -> int:
        """Rows in which the relation holds, exactly or because figures are rounded."""
        return self.exact + self.near

    @property
    def is_sure(self) -> bool:
        """True where at least four rows hold exactly for each row that does not hold."""
        return self.exact >= SUREST * max(self.wrong, 1)

    @property
    def weight(self) -> tuple[int, int]:
        """What ranks relations: small figures that may be rounded are near enough to many."""
        return self.exact - self.wrong, self.near


def evidence_for(grid: Grid, relation: Relation) -> Evidence:
    """What the first rows show of a relation.

    Rows of zeros show nothing, nor do sums that hold only because small figures may be rounded.
    """
    exact = near = wrong = 0
    for row in range(min(len(grid.rows), SAMPLE)):
        claim = claim_of(grid, row, relation)
        if claim is None or not _tells(grid, row, relation):
            continue
        if claim.is_contradiction:
            wrong += 1
        elif claim.verdict == AGREES:
            exact += 1
        elif relation.kind != "row_total" or claim.verdict != ROUNDING:
            near += 1
    return Evidence(exact, near, wrong)


def _tells(grid: Grid, row: int, relation: Relation) -> bool:
    """False for a row in which too little stands to show anything."""
    values = [grid.values[row][c] for c in (relation.target, *relation.operands)]
    told = [value for value in values if value]
    return len(told) >= min(3, len(values)) and len(set(map(abs, told))) > 1


def claim_of(grid: Grid, row: int, relation: Relation) -> Claim | None:
    """The claim that a row makes; None where it tells too little."""
    told = grid.figures[row][relation.target]
    operands = [grid.figures[row][column] for column in relation.operands]
    if told is None:
        return None
    if relation.kind == "row_total":
        return _sum(grid, row, relation, told, operands)
    first_signed = 1 if relation.is_sure and relation.kind == "row_share" else 0
    known = [q for q in operands if q is not None]
    if len(known) < len(operands) or any(q.sign < 0 for q in known[first_signed:]):
        return None
    columns = (relation.target, *relation.operands[:2])
    told, one, other = (q for c in columns if (q := grid.rounded[row][c]) is not None)
    if relation.kind == "row_product":
        scale = relation.scale
        return judged("product", told, known, lambda v: v[0] * v[1] * scale)
    formula = FORMULAS[relation.kind, len(operands)]
    unit = "" if len(operands) == 3 else "%"
    if not other.value:
        return None
    return judged(
        "row_share", told, (one, other), formula, unit=unit, magnitude=relation.kind == "row_change"
    )


def _sum(
    grid: Grid, row: int, relation: Relation, told: Quantity, operands: Sequence[Quantity | None]
) -> Claim | None:
    parts = [_signed(q) for q in operands if q is not None]
    is_clean = all(
        q is not None or not any(m.isalnum() for m in grid.rows[row][c])
        for q, c in zip(operands, relation.operands, strict=True)
    )
    if len(parts) < 1 or not is_clean:
        return None
    return judged_sum("row_sum", _signed(told), parts)


def _signed(figure: Quantity) -> Quantity:
    """In a cell the mark before a figure is a sign, never a bullet."""
    return replace(figure, factor=-figure.factor) if figure.sign < 0 else figure


FORMULAS: dict[tuple[str, int], Callable] = {
    ("row_share", 2): lambda v: scaled_quotient(v[0], v[1]),
    ("row_change", 2): lambda v: scaled_quotient(v[0] - v[1], v[1]),
    ("row_change", 3): lambda v: minus(v[0], v[1]),
}
