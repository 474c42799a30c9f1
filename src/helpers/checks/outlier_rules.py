"""The catalogue of rules for figures far from what is expected, and what a side of a rule takes."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.loading import CatalogueRow, Codes, load_table
from helpers.core.conversion import LEAST_BASE, PERCENT, canonical_unit, is_count
from helpers.indicators.formulas import Value

Kind = Literal["budget", "count", "flow", "money", "rate", "share", "stock"]
Reference = Literal[
    "plan", "plan_to_date", "previous", "previous_to_year", "previous_plan", "history",
    "two_years_before", "parts", "rest_of_total", "bounds",
]  # fmt: skip
Missing = Literal["skip_any", "skip_all", "zero"]
Limit = Annotated[Decimal | None, BeforeValidator(lambda value: value or None)]
LEAST_SHARE, LEAST_SHARE_OF_RATES = Decimal("0.0001"), Decimal("0.05")
"""Of an indicator's maximum: what is smaller than that is no base for a ratio."""
LEAST_BUDGET = Decimal(10)
"""The same for a budget line, in triệu đồng."""


class OutlierRule(CatalogueRow):
    """One row of outlier_rules.csv: ``value`` is far from ``reference`` by ``method``.

    ``low`` and ``high`` bound the ratio of value to reference, ``distance`` the distance in
    deviations (mad, z_score); ``fewest`` reference values are needed. A rule without bounds finds
    nothing: it only confirms a value, so that the other one of two is blamed.

    The strategies for missing values are DHIS2's: leave the rule out where any value of the side
    is missing, or only where all are, or take a missing one as zero.
    """

    code: str
    method: Literal["ratio", "mad", "z_score", "power_of_ten", "range"]
    value: Literal["actual", "plan", "estimate", "computed"]
    reference: Reference
    kinds: Codes
    low: Limit
    high: Limit
    distance: Limit
    fewest: Annotated[int, Field(ge=1)]
    value_missing: Missing
    reference_missing: Missing
    severity: Literal["error", "warning", "note"]

    def is_outside(self, ratio: Decimal) -> bool:
        """True for a ratio below ``low`` or above ``high``; an empty bound bounds nothing."""
        return (self.low is not None and ratio < self.low) or (
            self.high is not None and ratio > self.high
        )


def load_outlier_rules(path: Path) -> list[OutlierRule]:
    """Rows of outlier_rules.csv. Raises CatalogueError."""
    return load_table(path, OutlierRule)


def side(values: Sequence[Value], missing: Missing) -> list[Decimal]:
    """The values that one side of a rule takes; none where the rule must be left out."""
    known = [value for value in values if value is not None]
    if missing == "zero":
        return [Decimal(0) if value is None else value for value in values]
    return known if missing == "skip_all" or len(known) == len(values) else []


def kind_of(indicator: Indicator) -> Kind:
    """What the thresholds depend on: how an indicator's figures may change within a year."""
    unit = indicator.unit_of_measure
    if indicator.has_denominator:
        return "share"
    if indicator.aggregation == "ratio" or unit == PERCENT:
        return "rate"
    measure = canonical_unit(unit)
    if measure is not None and measure.dimension.startswith("money"):
        return "money"
    if indicator.time_basis == "point_in_time":
        return "stock"
    return "count" if is_count(unit) else "flow"


def least_base(indicator: Indicator) -> Decimal:
    """What a smaller value of the indicator is taken as in a ratio: 3 accidents are no 300 %."""
    if is_count(indicator.unit_of_measure):
        return Decimal(LEAST_BASE)
    share = LEAST_SHARE_OF_RATES if kind_of(indicator) == "rate" else LEAST_SHARE
    return indicator.maximum * share
