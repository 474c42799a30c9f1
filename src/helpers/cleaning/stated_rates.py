"""A stated rate without a sign: ``0,98`` is 0.98 % or the share 0.98, which is 98 %.

Decided by the row, where both figures of the rate stand in it; else by rows of the same column that
were decided so; else by size; else not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

Scale = Literal["percent", "share"]
LIKE = (Decimal(2) / 3, Decimal(3) / 2)
"""A rate between these multiples of the recomputed one is meant to be it; 100 is far from both."""
FAR_BELOW = 20
"""A rate so many times smaller than those of its column may be a share among percentages."""
LARGEST_SHARE = {"change": Decimal(2), "disbursed": Decimal("1.5"), "attained": Decimal(10)}
"""A larger number is no share: a change of 200 %, a disbursement of 150 %, ten times the plan."""


@dataclass(frozen=True)
class StatedRate:
    """One rate of a column: the number as it stands, and the percentage that its row gives."""

    stated: Decimal
    recomputed: Decimal | None

    @property
    def scale(self) -> Scale | None:
        """What the number is, by its own row."""
        if not self.recomputed:
            return None
        ratio = self.stated / self.recomputed
        if LIKE[0] <= ratio <= LIKE[1]:
            return "percent"
        return "share" if LIKE[0] <= 100 * ratio <= LIKE[1] else None


def kind_of(role: str) -> str:
    """Key of ``LARGEST_SHARE`` for a role of a rate column."""
    if role == "stated_pct_change":
        return "change"
    return "attained" if role in ("stated_pct_plan", "stated_pct_estimate") else "disbursed"


def recomputed_rate(role: str, values: Mapping[str, Decimal]) -> Decimal | None:
    """The percentage that the other figures of a row (by role) give for the rate in ``role``."""
    actual, base = values.get("actual"), values.get("previous")
    change = values.get("stated_change")
    if role == "stated_pct_change":
        if actual is not None and base is None and change is not None:
            base = actual - change
        return None if actual is None or not base else 100 * (actual - base) / base
    if role == "stated_pct_estimate":
        actual = values.get("estimate")
    elif role not in ("stated_pct_plan", "stated_pct_previous"):
        capital = role.rpartition("_")[2]
        actual, base = values.get(f"disbursed_{capital}"), values.get(f"allocated_{capital}")
    if role in ("stated_pct_plan", "stated_pct_estimate"):
        base = values.get("plan")
    return None if actual is None or not base else 100 * actual / base


def scale_of(rate: StatedRate, column: Iterable[StatedRate], kind: str) -> Scale | None:
    """What the number of ``rate`` is; None where nothing decides. ``column``: all of its column."""
    if not rate.stated or rate.scale:
        return rate.scale or "percent"
    others = list(column)
    if abs(rate.stated) > LARGEST_SHARE[kind]:
        return "percent"
    scales = {other.scale for other in others} - {None}
    if scales:
        return scales.pop() if len(scales) == 1 else None
    sizes = [abs(other.stated) for other in others if other.stated]
    middle = median(sizes)
    is_like_others = LARGEST_SHARE[kind] < middle <= FAR_BELOW * abs(rate.stated)
    return "percent" if is_like_others else None
