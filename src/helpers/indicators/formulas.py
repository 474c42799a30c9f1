"""The closed list of formulas that the catalogue may name, and the figures every indicator gets.

All functions take and return exact ``Decimal`` values; ``None`` stands for an absent value and
gives ``None``. Percentages are in percent, unrounded: rounding happens when printing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

Value = Decimal | None
HUNDRED, TEN = Decimal(100), Decimal(10)
YIELD_UNIT = "tạ/ha"


def ratio(values: Sequence[Value], unit_of_measure: str) -> Value:
    """Numerator over denominator: in percent, or tạ/ha from tấn and ha."""
    scale = TEN if unit_of_measure == YIELD_UNIT else HUNDRED
    return scaled_quotient(values[0], values[1], scale)


def sum_of_parts(values: Sequence[Value], unit_of_measure: str) -> Value:
    """Sum of all parts; None unless every part is there, so that a total never understates."""
    return None if None in values else sum(values, Decimal(0))


def product_over_10(values: Sequence[Value], unit_of_measure: str) -> Value:
    """Production in tấn = area in ha × yield in tạ/ha ÷ 10."""
    area, crop_yield = values
    return None if None in values else area * crop_yield / TEN


def difference(values: Sequence[Value], unit_of_measure: str) -> Value:
    """First input minus the second."""
    return minus(*values)


FORMULAS: dict[str, Callable[[Sequence[Value], str], Value]] = {
    function.__name__: function for function in (ratio, sum_of_parts, product_over_10, difference)
}


def scaled_quotient(numerator: Value, denominator: Value, scale: Decimal = HUNDRED) -> Value:
    """numerator ÷ denominator × scale; None without both or with a zero denominator."""
    if numerator is None or not denominator:
        return None
    return numerator * scale / denominator


def minus(first: Value, second: Value) -> Value:
    """first − second; None without both."""
    return None if first is None or second is None else first - second


def percent_change(actual: Value, previous: Value) -> Value:
    """Change against the same period last year, in percent of the earlier value's size."""
    return scaled_quotient(minus(actual, previous), abs(previous) if previous else None)


def split_production_change(
    area: Value, production: Value, previous_area: Value, previous_production: Value
) -> tuple[Value, Value]:
    """Area part and yield part of a change in production (tấn); they add up to it exactly.

    The symmetric (Marshall–Edgeworth) split: the area part is the change of area at the mean of
    the two yields, the yield part is all the rest. Yields are production over area, so that the
    parts sum to the change of the production as reported.
    """
    if None in (area, production, previous_area, previous_production):
        return None, None
    if not area or not previous_area:
        return None, None
    mean_yield = (production / area + previous_production / previous_area) / 2
    area_part = (area - previous_area) * mean_yield
    return area_part, production - previous_production - area_part
