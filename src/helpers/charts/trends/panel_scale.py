"""Vertical scales of small multiples: one for each."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from helpers.charts.rows import has_value
from helpers.charts.trends.series import IndicatorSeries

PLAN_REACH = 1.0
"""A plan further from the values than this many times their span would flatten them."""
ROOM = 0.3
"""Above and below the values of an individual scale, as a share of their span."""
LEAST_SPAN = 0.02
"""Of the middle value: less than that is a level line."""
NEAR_ZERO = 0.5
"""A scale that ends no further from zero than this share of its length is drawn down to it."""


@dataclass(frozen=True)
class Window:
    """The lowest and highest value that a panel shows."""

    low: float
    high: float

    @property
    def length(self) -> float:
        """How much of the scale the panel shows, in the unit of the values."""
        return self.high - self.low

    @property
    def is_broken(self) -> bool:
        """True where the scale leaves zero out."""
        return self.low > 0 or self.high < 0

    def holds(self, value: object) -> TypeGuard[Decimal]:
        """True for a known number within the window."""
        return has_value(value) and self.low <= float(value) <= self.high


def individual_window(series: IndicatorSeries) -> Window:
    """All values, plans near them, and room; down to zero where that is not far."""
    low, high = _ends(series)
    span = max(high - low, abs(low + high) / 2 * LEAST_SPAN) or 1.0
    near = [
        float(plan)
        for plan in series.plans
        if has_value(plan) and low - span * PLAN_REACH <= float(plan) <= high + span * PLAN_REACH
    ]
    bottom, top = min(low, *near, low), max(high, *near, high)
    length = max(top - bottom, span)
    if 0 <= bottom <= length * NEAR_ZERO:
        return Window(0.0, top + length * ROOM)
    return Window(bottom - length * ROOM, top + length * ROOM)


def _ends(series: IndicatorSeries) -> tuple[float, float]:
    values = [float(value) for value in series.values]
    return min(values), max(values)
