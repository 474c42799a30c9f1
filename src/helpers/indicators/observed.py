"""One unit's cleaned values of one period, found by indicator and measure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from helpers.core.tables import records_of
from helpers.indicators.formulas import Value
from helpers.indicators.sources import Source


@dataclass(frozen=True)
class Observation:
    """A value with its status, printed digits and source."""

    value: Value
    status: str
    decimal_places: int
    unit_of_measure: str
    maturity: str
    cause: str | None
    source: Source


class Observed:
    """Index of the observations table (one row per cleaned value)."""

    def __init__(self, observations: pd.DataFrame) -> None:
        self._rows = {
            (record["indicator"], record["measure"]): _observation(record)
            for record in records_of(observations)
        }

    def get(self, indicator: str, measure: str) -> Observation | None:
        return self._rows.get((indicator, measure))

    def value(self, indicator: str, measure: str) -> Value:
        found = self.get(indicator, measure)
        return found.value if found else None

    def items(self) -> list[tuple[str, str, Observation]]:
        return [(indicator, measure, row) for (indicator, measure), row in self._rows.items()]


def _observation(record: dict[str, object]) -> Observation:
    value = record["value"]
    source = Source(
        role=record["measure"],
        indicator=record["indicator"],
        value=value if isinstance(value, Decimal) else None,
        period=record["period"],
        **{name: record[name] for name in ("file", "sheet", "cell", "raw_text")},
    )
    return Observation(
        value=source.value,
        decimal_places=int(record["decimal_places"] or 0),
        source=source,
        **{name: record[name] for name in ("status", "unit_of_measure", "maturity", "cause")},
    )
