"""Columns of a table that are made of others: shares, changes, differences, totals of columns.

What a column is made of is told by its header, or shown by most of the other rows: a row in which
the same arithmetic fails is then a contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.audit.claim import ROUNDING, Claim, judged
from helpers.audit.grids import CellClaim, Grid, iter_pairs
from helpers.audit.quantities import Quantity
from helpers.audit.sums import judged_sum
from helpers.audit.vocabulary import groups
from helpers.indicators.formulas import TEN, minus, scaled_quotient

SAMPLE, FEWEST, MOST_COLUMNS, LONGEST_SUM = 24, 3, 24, 8
MOST_WRONG, NEAR = 4, 0.02
"""One row in so many may be wrong where rows alone show what a column is made of."""


@dataclass(frozen=True)
class Relation:
    """How a column follows from others."""

    kind: str
    target: int
    operands: tuple[int, ...]
    scale: Decimal = Decimal(1)


def find_in_columns(grid: Grid) -> Iterator[CellClaim]:
    """Claims of every row about the columns that follow from others."""
    for relation in _relations(grid):
        for row in range(len(grid.rows)):
            claim = _claim(grid, row, relation)
            if claim is not None:
                yield CellClaim(row, relation.target, claim)


def share_columns(grid: Grid) -> set[int]:
    """Columns that never add."""
    return {c for c in grid.numeric if grid.is_named(c, "not_additive")}


def _relations(grid: Grid) -> Iterator[Relation]:
    columns = grid.numeric[:MOST_COLUMNS]
    for target in columns:
        found = None
        if grid.is_named(target, "column_rate"):
            ways = (_named_share, _named_change, _shown_share)
            found = next((r for way in ways if (r := way(grid, target, columns))), None)
        else:
            ways = (_named_product, _named_left, _shown_sum, _shown_difference)
            found = next((r for way in ways if (r := way(grid, target, columns))), None)
        if found is not None:
            yield found


def _named_share(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """Kế hoạch | Thực hiện | Tỷ lệ (%): the third is of the two before it."""
    if grid.is_named(target, "column_not_share"):
        return None
    before = [c for c in columns if c < target and not grid.is_named(c, "column_rate")]
    plans = [c for c in before if grid.is_named(c, "column_plan")]
    actuals = [c for c in before if grid.is_named(c, "column_actual") and c not in plans]
    if len(plans) != 1 or len(actuals) != 1:
        return None
    relation = Relation("row_share", target, (actuals[0], plans[0]))
    right, wrong = _counted(grid, relation)
    return relation if right >= wrong else None


def _named_change(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """6 tháng năm 2022 | 6 tháng năm 2023 | Tăng, giảm | Tỷ lệ (%): of two years and no plan."""
    dated = [(c, years) for c in columns if c < target and (years := grid.years(c))]
    if len(dated) != 2 or any(grid.is_named(c, "column_plan") for c, _ in dated):
        return None
    (base, (first, *_)), (value, (second, *_)) = sorted(dated, key=lambda entry: entry[1])
    if second != first + 1:
        return None
    relation = Relation("row_change", target, (value, base))
    right, wrong = _counted(grid, relation)
    return relation if right >= 2 and right >= 2 * wrong else None


def _named_product(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn): the third is made of the other two.

    Only where the header names the units and has each column once.
    """
    made = grid.unit_in(target, "mass")
    if not grid.is_named(target, "production") or made is None:
        return None
    found, scale = [], 1 / made.factor / TEN
    for name, dimension in (("column_area", "area"), ("yield", "yield")):
        named = [c for c in columns if grid.is_named(c, name) and grid.unit_in(c, dimension)]
        if len(named) != 1 or named[0] == target:
            return None
        found.append(named[0])
        scale *= grid.unit_in(named[0], dimension).factor
    relation = Relation("row_product", target, tuple(found), scale)
    right, wrong = _counted(grid, relation)
    return relation if right >= max(wrong, 1) else None


def _named_left(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """Kế hoạch | Đã thanh toán | Còn lại: the third is the difference of the two before it."""
    if not grid.is_named(target, "left_all"):
        return None
    before = [c for c in columns if c < target and not grid.is_named(c, "column_rate")]
    given = [c for c in before if grid.is_named(c, "column_plan")]
    used = [c for c in before if grid.is_named(c, "column_used") and c not in given]
    if len(given) != 1 or len(used) != 1:
        return None
    relation = Relation("row_change", target, (given[0], used[0], used[0]))
    right, wrong = _counted(grid, relation)
    return relation if right >= max(wrong, 1) else None


def _shown_share(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """What the rows show: a share of two columns, or the change from one to the other."""
    best, most = None, 0
    for i, j in iter_pairs(columns, target):
        for kind in ("row_share", "row_change"):
            relation = Relation(kind, target, (i, j))
            if not _may_hold(grid, relation):
                continue
            right, wrong = _counted(grid, relation)
            if right > most and _is_shown(right, wrong):
                best, most = relation, right
    return best


def _shown_sum(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """A total of neighbouring columns: the next ones, those before it, or any that stand apart."""
    named = grid.is_named(target, "total")
    best, most = None, 0
    for parts in _neighbours(grid, target, columns):
        relation = Relation("row_total", target, parts)
        if not _may_sum(grid, relation):
            continue
        right, wrong = _counted(grid, relation)
        is_whole = named or _is_complement(grid, parts)
        shown = right >= FEWEST and right >= 2 * wrong if is_whole else _is_shown(right, wrong)
        if right > most and (shown or (named and right > 2 * wrong > 0)):
            best, most = relation, right
    return best


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
    best, most = None, 0
    for i, j in iter_pairs(columns, target):
        relation = Relation("row_change", target, (i, j, j))
        if not _may_hold(grid, relation):
            continue
        right, wrong = _counted(grid, relation)
        if right > most and right >= FEWEST and right >= 2 * wrong:
            best, most = relation, right
    return best


def _is_shown(right: int, wrong: int) -> bool:
    return right >= FEWEST and right >= MOST_WRONG * wrong - 1 and right > 2 * wrong


def _counted(grid: Grid, relation: Relation) -> tuple[int, int]:
    """In how many rows a relation holds, and in how many not.

    Rows of zeros show nothing, nor do sums that hold only because small figures may be rounded.
    """
    right = wrong = 0
    for row in range(min(len(grid.rows), SAMPLE)):
        claim = _claim(grid, row, relation)
        if claim is None or not _tells(grid, row, relation):
            continue
        is_loose = relation.kind == "row_total" and claim.classification == ROUNDING
        right += not claim.is_contradiction and not is_loose
        wrong += claim.is_contradiction
    return right, wrong


def _tells(grid: Grid, row: int, relation: Relation) -> bool:
    """False for a row in which too little stands to show anything."""
    values = [grid.values[row][c] for c in (relation.target, *relation.operands)]
    told = [value for value in values if value]
    return len(told) >= min(3, len(values)) and len(set(map(abs, told))) > 1


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


def _claim(grid: Grid, row: int, relation: Relation) -> Claim | None:
    told = grid.figures[row][relation.target]
    operands = [grid.figures[row][column] for column in relation.operands]
    if told is None:
        return None
    if relation.kind == "row_total":
        return _sum(grid, row, relation, told, operands)
    if None in operands or any(q.sign < 0 for q in operands):
        return None
    if relation.kind == "row_product":
        scale = relation.scale
        return judged("product", grid.rounded[row][relation.target], operands,
                      lambda v: v[0] * v[1] * scale)  # fmt: skip
    formula = FORMULAS[relation.kind, len(operands)]
    unit = "" if len(operands) == 3 else "%"
    told, one, other = (
        grid.rounded[row][column] for column in (relation.target, *relation.operands[:2])
    )
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
