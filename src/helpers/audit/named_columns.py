"""Columns whose headers say what they are made of: shares, products, changes, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.audit.grids import Grid
from helpers.audit.relations import Relation, evidence_for
from helpers.indicators.formulas import TEN


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
    shown = evidence_for(grid, relation)
    return relation if shown.right >= shown.wrong else None


def _named_change(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """6 tháng năm 2022 | 6 tháng năm 2023 | Tăng, giảm | Tỷ lệ (%): of two years and no plan."""
    dated = [(c, years) for c in columns if c < target and (years := grid.years(c))]
    if len(dated) != 2 or any(grid.is_named(c, "column_plan") for c, _ in dated):
        return None
    (base, (first, *_)), (value, (second, *_)) = sorted(dated, key=lambda entry: entry[1])
    if second != first + 1:
        return None
    relation = Relation("row_change", target, (value, base))
    shown = evidence_for(grid, relation)
    return relation if shown.right >= max(2, 2 * shown.wrong) else None


def _named_product(grid: Grid, target: int, columns: Sequence[int]) -> Relation | None:
    """Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn): the third is made of the other two.

    Only where the header names the units and has each column once.
    """
    made = grid.unit_in(target, "mass")
    if not grid.is_named(target, "production") or made is None:
        return None
    found, scale = [], 1 / made.factor / TEN
    for name, dimension in (("column_area", "area"), ("yield", "yield")):
        named = [
            (c, unit)
            for c in columns
            if grid.is_named(c, name) and (unit := grid.unit_in(c, dimension)) is not None
        ]
        if len(named) != 1 or named[0][0] == target:
            return None
        [(column, unit)] = named
        found.append(column)
        scale *= unit.factor
    relation = Relation("row_product", target, tuple(found), scale)
    shown = evidence_for(grid, relation)
    return relation if shown.right >= max(shown.wrong, 1) else None


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
    shown = evidence_for(grid, relation)
    return relation if shown.right >= max(shown.wrong, 1) else None


OF_RATES = (_named_share, _named_change)
OF_AMOUNTS = (_named_product, _named_left)
"""In the order in which they are tried."""
