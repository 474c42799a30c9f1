"""Whether a figure is far from what is expected by a power of ten that a slip would give."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from helpers.indicators.formulas import Value

FACTORS = tuple(Decimal(10) ** power for power in (1, 3, 6, -1, -3, -6))
"""A digit too many; thousands and millions of a unit; and each of them the other way round."""
NEAR = Decimal("2.5")
"""A ratio this many times larger or smaller than a factor is near it. Tuned on demo seeds 1 to 3:
a figure at mid-year is 0.7 to 2.2 times the share of its plan that is expected by then."""


def scale_suspicion(
    value: Decimal, references: Sequence[Value], near: Decimal = NEAR
) -> Decimal | None:
    """The factor by which ``value`` seems too large (10, 1,000, 10⁶, or the inverse of one).

    ``references``: values expected in its stead; absent and zero ones are left out. None unless
    more than half of them differ from ``value`` by nearly the same factor, and none agrees with it.
    """
    ratios = [abs(value / reference) for reference in references if reference]
    if not value or any(is_near(ratio, Decimal(1), near) for ratio in ratios):
        return None
    support = {f: sum(is_near(ratio, f, near) for ratio in ratios) for f in FACTORS}
    factor = max(FACTORS, key=lambda f: support[f])
    return factor if support[factor] * 2 > len(ratios) else None


def is_near(ratio: Decimal, factor: Decimal, near: Decimal = NEAR) -> bool:
    """True where ``ratio`` is at most ``near`` times larger or smaller than ``factor``."""
    return factor / near <= ratio <= factor * near
