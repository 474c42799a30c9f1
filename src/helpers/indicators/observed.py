"""One unit's cleaned values of one period, found by indicator and measure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.core.periods import Period
from helpers.core.records import integer_of, optional_text_of, text_of
from helpers.core.tables import make_table, records_of
from helpers.indicators.formulas import Value
from helpers.indicators.sources import Source

MATURITIES = ("estimate", "preliminary", "official")
"""The least certain first."""


def least_mature(maturities: Iterable[str]) -> str:
    """The least certain of several; official where there is none."""
    return min(maturities, key=MATURITIES.index, default="official")


@dataclass(frozen=True)
class Observation:
    """A value with its status, printed digits and source."""

    value: Value
    status: str
    decimal_places: int
    unit_of_measure: str
    as_of: str | None
    maturity: str
    cause: str | None
    reason: str | None
    source: Source

    @classmethod
    def of(cls, record: Mapping[str, object]) -> "Observation":
        """From a row of ``observations`` or ``detailed_figures``; the latter has no causes."""
        source = Source.of(record, text_of(record, "measure"), text_of(record, "indicator"))
        return cls(
            value=source.value,
            status=text_of(record, "status"),
            decimal_places=integer_of(record, "decimal_places"),
            unit_of_measure=text_of(record, "unit_of_measure"),
            as_of=optional_text_of(record, "as_of"),
            maturity=text_of(record, "maturity"),
            cause=optional_text_of(record, "cause") if "cause" in record else None,
            reason=optional_text_of(record, "reason") if "reason" in record else None,
            source=source,
        )


class Observed:
    """Index of the observations table (one row per cleaned value)."""

    def __init__(self, observations: pd.DataFrame) -> None:
        self._rows = {
            (text_of(record, "indicator"), text_of(record, "measure")): Observation.of(record)
            for record in records_of(observations)
        }

    def get(self, indicator: str, measure: str) -> Observation | None:
        """The observation of a measure of an indicator, or None."""
        return self._rows.get((indicator, measure))

    def value(self, indicator: str, measure: str) -> Value:
        """Its value, or None."""
        found = self.get(indicator, measure)
        return found.value if found else None

    def items(self) -> list[tuple[str, str, Observation]]:
        """Indicator, measure and observation of every row."""
        return [(indicator, measure, row) for (indicator, measure), row in self._rows.items()]


def of_whole_unit(details: pd.DataFrame | None, period: Period) -> Observed:
    """Figures of ``detailed_figures`` about the whole unit, of the period or of its year."""
    periods = (str(period), str(period.year))
    rows = [] if details is None else records_of(details)
    wanted = [r for r in rows if not r["breakdown"] and r["value_period"] in ("", *periods)]
    return Observed(make_table("detailed_figures", wanted))
