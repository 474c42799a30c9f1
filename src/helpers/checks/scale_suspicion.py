"""A value that would fit its references if it were in another unit: ten, a thousand times as large.

Method: the value is divided by each reference (plan, the year before, earlier values, the sum of
parts). It is suspected where the median of these ratios lies within a factor of 2.5 of 10, 100,
1,000 or 1,000,000 or their inverses, and more than half of the ratios lie there as well. A single
count, such as 1 against 10, says nothing of units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

POWERS = (1, 2, 3, 6)
"""A slipped digit, a share for a percentage, thousands, millions."""
WITHIN = Decimal("2.5")
"""So many times more or less than the power of ten still speaks for it: what is reached at mid-year
is 0.7 to 2.2 times the part of a plan that is due. Tuned on demo seeds 1 to 3."""
FEWEST_DIGITS = 2
"""Significant digits below which a slipped digit cannot be told from a small count."""


@dataclass(frozen=True)
class Suspicion:
    """``power``: the value is about 10 ** power times too large (too small where negative).

    ``likely``: the value that would fit.
    """

    power: int
    likely: Decimal


def scale_suspicion(value: Decimal, references: Iterable[Decimal]) -> Suspicion | None:
    """The suspicion that ``value`` is in another unit than its references; None for none.

    ``references`` are in the unit that the value should have; zeros and other signs say nothing.
    """
    ratios = [value / reference for reference in references if reference]
    ratios = [ratio for ratio in ratios if ratio > 0]
    if not ratios:
        return None
    power = _power_of(median(ratios))
    agreeing = sum(_power_of(ratio) == power for ratio in ratios)
    if power is None or 2 * agreeing <= len(ratios):
        return None
    if abs(power) == 1 and len(value.normalize().as_tuple().digits) < FEWEST_DIGITS:
        return None
    return Suspicion(power, value.scaleb(-power))


def _power_of(ratio: Decimal) -> int | None:
    """The power of ten near a ratio; None where it is near none."""
    for power in (*POWERS, *(-power for power in POWERS)):
        if 1 / WITHIN <= ratio.scaleb(-power) <= WITHIN:
            return power
    return None
