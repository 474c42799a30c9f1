"""Which indicators a unit owes: only these can be missing."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable

from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.own_indicators import is_own
from helpers.core.catalogues.units import Unit
from helpers.core.periods import Period
from helpers.core.tables import Record

FIGURES = ("actual", "plan", "estimate", "previous", "pct_estimate", "change", "pct_change")


def owed(indicator: Indicator, unit: Unit, period: Period, reported_before: bool) -> bool:
    """True where the unit has to report the indicator in the period."""
    return reported_before or (unit.level != "commune" and not is_own(indicator.code))


def owed_codes(
    indicators: Iterable[Indicator], unit: Unit, period: Period, reported: Container[str]
) -> frozenset[str]:
    """Codes of the indicators that a unit owes; ``reported``: those of which it had figures."""
    return frozenset(
        indicator.code
        for indicator in indicators
        if owed(indicator, unit, period, indicator.code in reported)
    )


def with_figure_or_owed(rows: Iterable[Record], owed_codes: Collection[str]) -> list[Record]:
    """Rows of the indicators table but those without any figure that the unit does not owe."""
    return [
        row
        for row in rows
        if row["status"] != "missing"
        or row["indicator"] in owed_codes
        or row["reason"]
        or any(row[name] is not None for name in FIGURES)
    ]
