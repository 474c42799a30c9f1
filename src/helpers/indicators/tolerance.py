"""What printed digits allow: is there any true value that prints as each of the figures?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from helpers.core.catalogues.indicators import Indicator
from helpers.core.conversion import is_count
from helpers.indicators.formulas import Value, by_formula
from helpers.indicators.observed import Observation


@dataclass(frozen=True)
class Interval:
    """All true values that print as a figure; both ends included."""

    low: Decimal
    high: Decimal

    @classmethod
    def printed(cls, value: Decimal, decimal_places: int, *, exact: bool = False) -> Interval:
        """±half a unit of the last printed digit; counts are exact."""
        half = Decimal(0) if exact else Decimal(1).scaleb(-decimal_places) / 2
        return cls(value - half, value + half)

    def overlaps(self, other: Interval) -> bool:
        """True where a value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def ends(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest value."""
        return self.low, self.high


def image(
    function: Callable[[Sequence[Decimal]], Value], operands: Sequence[Interval]
) -> Interval | None:
    """Range of a function that is monotonic in each operand; None where it has no value.

    Holds for sums, differences, products and quotients of figures that do not change sign.
    """
    corners: list[list[Decimal]] = [[]]
    for operand in operands:
        low, high = operand.ends()
        if low == high:
            corners = [[*corner, low] for corner in corners]
        else:
            corners = [[*corner, end] for corner in corners for end in (low, high)]
    results = [function(corner) for corner in corners]
    known = [result for result in results if result is not None]
    return Interval(min(known), max(known)) if len(known) == len(results) else None


def sum_image(operands: Sequence[Interval]) -> Interval:
    """Range of a sum, without trying every corner."""
    zero = Decimal(0)
    return Interval(sum((o.low for o in operands), zero), sum((o.high for o in operands), zero))


def classify(
    stated: Decimal, decimal_places: int, computed: Decimal, possible: Interval | None
) -> str:
    """agrees | truncation | rounding | contradiction, for a stated figure with ``decimal_places``.

    ``computed`` follows from the operands as printed, ``possible`` from all values that print so.
    """
    unit = Decimal(1).scaleb(-decimal_places)
    if computed.quantize(unit, ROUND_HALF_UP) == stated:
        return "agrees"
    if computed.quantize(unit, ROUND_DOWN) == stated:
        return "truncation"
    if possible is not None and possible.overlaps(Interval.printed(stated, decimal_places)):
        return "rounding"
    return "contradiction"


def formula_interval(indicator: Indicator, inputs: Sequence[Observation | None]) -> Interval | None:
    """Range of an indicator's formula over its inputs as printed; None if one is absent."""
    intervals = []
    for found in inputs:
        interval = printed_interval(found)
        if interval is None:
            return None
        intervals.append(interval)
    if indicator.formula == "sum_of_parts":
        return sum_image(intervals)
    return image(lambda values: by_formula(indicator, values), intervals)


def printed_interval(
    found: Observation | None, unit_of_measure: str | None = None
) -> Interval | None:
    """Interval of an observation, None without a value; counts are exact.

    ``unit_of_measure`` is that of its indicator, where that decides and not its own.
    """
    if found is None or found.value is None:
        return None
    exact = is_count(unit_of_measure or found.unit_of_measure)
    return Interval.printed(found.value, found.decimal_places, exact=exact)


def contradicts(
    reported: Observation | None, indicator: Indicator, inputs: Sequence[Observation | None]
) -> bool:
    """True where no true values print as the reported figure and as its inputs."""
    possible = formula_interval(indicator, inputs)
    printed = printed_interval(reported, indicator.unit_of_measure)
    return possible is not None and printed is not None and not possible.overlaps(printed)


def tolerance_of(possible: Interval | None, computed: Value) -> Value:
    """Half the width of what is possible around the computed value."""
    if possible is None or computed is None:
        return None
    return max(possible.high - computed, computed - possible.low)
