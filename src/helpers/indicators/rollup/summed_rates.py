"""Rates of many units: never an average, always summed numerators over summed denominators."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from helpers.core.catalogues.indicators import Indicator
from helpers.indicators.formulas import HUNDRED, TEN, YIELD_UNIT


@dataclass(frozen=True)
class Rate:
    """``code`` = numerator ÷ denominator × scale."""

    code: str
    numerator: str
    denominator: str
    scale: Decimal


def rates_of(indicators: Iterable[Indicator]) -> dict[str, Rate]:
    """How each rate of the catalogue follows from figures that add.

    A ratio names its parts; a yield is the production over the area of the product that names it.
    """
    found = {}
    for indicator in indicators:
        if indicator.formula == "ratio":
            scale = TEN if indicator.unit_of_measure == YIELD_UNIT else HUNDRED
            numerator, denominator = indicator.inputs
            found[indicator.code] = Rate(indicator.code, numerator, denominator, scale)
        elif indicator.formula == "product_over_10":
            area, crop_yield = indicator.inputs
            found[crop_yield] = Rate(crop_yield, indicator.code, area, TEN)
    return found
