"""The closed list of formulas that the catalogue may name, and the figures every indicator gets.

All functions take and return exact ``Decimal`` values; ``None`` is an absent value and
gives ``None``. Percentages are in percent, unrounded: rounding happens when printing.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from helpers.core.catalogues.indicators import Indicator

Value = Decimal | None
HUNDRED = Decimal(100)
"""Scale of percentages."""
TEN = Decimal(10)
"""Scale of yields: 1 tấn/ha is 10 tạ/ha."""
YIELD_UNIT = "tạ/ha"


def ratio(values: Sequence[Value], unit_of_measure: str) -> Value:
    """Numerator over denominator: in percent, or tạ/ha from tấn and ha."""
    scale = TEN if unit_of_measure == YIELD_UNIT else HUNDRED
    return scaled_quotient(values[0], values[1], scale)


def sum_of_parts(values: Sequence[Value], unit_of_measure: str) -> Value:
    """Sum of all parts; None unless no part is absent, so that a total never understates."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def product_over_10(values: Sequence[Value], unit_of_measure: str) -> Value:
    """Production in tấn = area in ha × yield in tạ/ha ÷ 10."""
    area, crop_yield = values
    return None if area is None or crop_yield is None else area * crop_yield / TEN


def difference(values: Sequence[Value], unit_of_measure: str) -> Value:
    """First input minus the second."""
    first, second = values
    return minus(first, second)


FORMULAS: dict[str, Callable[[Sequence[Value], str], Value]] = {
    function.__name__: function for function in (ratio, sum_of_parts, product_over_10, difference)
}


def by_formula(indicator: Indicator, values: Sequence[Value]) -> Value:
    """The indicator's formula over the values of its inputs; None where it has no formula."""
    if indicator.formula is None:
        return None
    return FORMULAS[indicator.formula](values, indicator.unit_of_measure)


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


RELATIONS: dict[str, tuple[str, str, Callable[[Value, Value], Value]]] = {
    "pct_plan": ("actual", "plan", scaled_quotient),
    "pct_plan_province": ("actual", "plan_province", scaled_quotient),
    "pct_plan_council": ("actual", "plan_council", scaled_quotient),
    "pct_estimate": ("estimate", "plan", scaled_quotient),
    "pct_previous": ("actual", "previous", scaled_quotient),
    "pct_change": ("actual", "previous", percent_change),
    "change": ("actual", "previous", minus),
    "change_plan": ("actual", "plan", minus),
    "change_opening": ("actual", "opening", minus),
    "pct_change_opening": ("actual", "opening", percent_change),
    "remaining": ("plan", "actual", minus),
}
"""How a measure that sources may state follows from two others."""
FORMULA_TEXTS = {
    scaled_quotient: "{0} / {1} × 100",
    minus: "{0} − {1}",
    percent_change: "({0} − {1}) / {1} × 100",
}


def over(compute: Callable[[Value, Value], Value]) -> Callable[[Sequence[Decimal]], Value]:
    """A function of two values as one of a sequence."""
    return lambda values: compute(*values)


def split_production_change(
    area: Value, production: Value, previous_area: Value, previous_production: Value
) -> tuple[Value, Value]:
    """Area part and yield part of a change in production (tấn); they add up to it exactly.

    The symmetric (Marshall–Edgeworth) split: the area part is the change of area at the mean of
    the two yields, the yield part is all the rest. Yields are production over area, so that the
    parts sum to the change of the production as reported.
    """
    if not area or not previous_area or production is None or previous_production is None:
        return None, None
    mean_yield = (production / area + previous_production / previous_area) / 2
    area_part = (area - previous_area) * mean_yield
    return area_part, production - previous_production - area_part
