"""Vertical scales of small multiples: one relative scale for all, or one for each."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from helpers.charts.rows import has_value
from helpers.charts.trends.series import IndicatorSeries

LEAST_REACH = 0.03  # smaller changes look as small as this one
MOST_REACH = 1.0  # larger ones do not flatten the other panels
HEADROOM = 1.35  # so that lines end below the heading
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


def relative_reach(many: list[IndicatorSeries]) -> float:
    """Largest deviation of a series from its middle, relative to it; between 3% and 100%."""
    deviations = [LEAST_REACH]
    for series in many:
        low, high = _ends(series)
        middle = (low + high) / 2
        if middle:
            deviations.append((high - low) / 2 / abs(middle))
    return min(max(deviations), MOST_REACH)


def relative_window(series: IndicatorSeries, reach: float) -> Window:
    """``reach`` (a share of the series' middle) to either side of it, with some room."""
    low, high = _ends(series)
    middle = (low + high) / 2
    half = max((abs(middle) or 1) * reach, (high - low) / 2) * HEADROOM
    bottom = middle - half
    # Nothing below zero is counted or measured: the same length, moved up.
    bottom = max(bottom, 0.0) if low >= 0 else bottom
    return Window(bottom, bottom + 2 * half)


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
