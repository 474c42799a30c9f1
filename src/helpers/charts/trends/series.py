"""An indicator over time: its rows in order, and the position of each period on the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from helpers.charts.rows import has_value
from helpers.core.conversion import LEAST_BASE, is_count
from helpers.core.periods import Period
from helpers.core.tables import Row

MONTHS = 12
LONG_SERIES = 3
TREND_COLUMNS = ("actual", "plan", "pct_plan", "change", "pct_change", "pace_expected")


@dataclass(frozen=True)
class IndicatorSeries:
    """Rows of one indicator, oldest period first."""

    rows: tuple[Row, ...]

    @property
    def newest(self) -> Row:
        """The row of the newest period."""
        return self.rows[-1]

    @property
    def periods(self) -> list[str]:
        """The code of each row's period."""
        return [str(row["period"]) for row in self.rows]

    @property
    def plans(self) -> list[object]:
        """The plan of each row, None where unknown."""
        return [row["plan"] for row in self.rows]

    @cached_property
    def known_indexes(self) -> list[int]:
        """Which rows have a known actual value."""
        return [index for index, row in enumerate(self.rows) if has_value(row["actual"])]

    @property
    def known(self) -> list[Row]:
        """Rows whose actual value is known."""
        return [self.rows[index] for index in self.known_indexes]

    @property
    def values(self) -> list[Decimal]:
        """Actual values that are known."""
        return [row["actual"] for row in self.known]

    @property
    def is_long(self) -> bool:
        """True with more than two known values, so that the course shows."""
        return len(self.known_indexes) >= LONG_SERIES

    @property
    def is_of_few(self) -> bool:
        """True for a count that was never more than a few cases."""
        is_counted = is_count(str(self.newest["unit_of_measure"]))
        return is_counted and max(self.values) < LEAST_BASE

    @property
    def has_gap(self) -> bool:
        """True where a period without a figure lies between known ones."""
        return (
            bool(self.known_indexes)
            and len(self.known_indexes) < self.known_indexes[-1] - self.known_indexes[0] + 1
        )


def completed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column that a trend shows; what it lacks is unknown."""
    lacking: dict[str, str | None] = {name: None for name in TREND_COLUMNS if name not in frame}
    if "unit_of_measure" not in frame:
        lacking["unit_of_measure"] = ""
    columns = {name: pd.Series(value, frame.index, dtype=object) for name, value in lacking.items()}
    return frame.assign(**columns)


def in_order(rows: Iterable[Row]) -> IndicatorSeries:
    """Rows by period, oldest first; only periods of the newest one's kind, which alone compare."""
    dated = [(Period.parse(str(row["period"])), row) for row in rows]
    if not dated:
        return IndicatorSeries(())
    newest = max(period for period, _ in dated)
    comparable = [(period.end, row) for period, row in dated if newest.same_kind(period)]
    return IndicatorSeries(tuple(row for _, row in sorted(comparable, key=lambda pair: pair[0])))


def aligned(series: IndicatorSeries, periods: list[str]) -> IndicatorSeries:
    """A series with a row for each of ``periods``; one that it lacks has no figures."""
    known = {row["period"]: row for row in series.rows}
    newest = dict(series.newest)
    lacking = newest | dict.fromkeys(TREND_COLUMNS)
    return IndicatorSeries(
        tuple(
            newest
            | {name: known.get(period, lacking)[name] for name in TREND_COLUMNS}
            | {"period": period}
            for period in periods
        )
    )


def every_year(codes: Iterable[str]) -> list[str]:
    """Codes of all periods of one kind from the first to the last of ``codes`` (in order).

    A year of which nothing is known is listed too, so that the gap shows.
    """
    periods = {Period.parse(code) for code in codes}
    if not periods:
        return []
    filled = [max(periods)]
    while filled[-1] > min(periods):
        filled.append(filled[-1].previous_year())
    return [str(period) for period in reversed(filled)]


def positions(series: IndicatorSeries) -> list[float]:
    """Years since the first period, so that a missing year leaves a gap."""
    ends = [Period.parse(code).end for code in series.periods]
    months = [end.year * MONTHS + end.month for end in ends]
    return [(month - months[0]) / MONTHS for month in months]


def heights(series: IndicatorSeries) -> list[float]:
    """Actual values to draw; not a number where unknown, which breaks the line."""
    actual = [row["actual"] for row in series.rows]
    return [float(value) if has_value(value) else float("nan") for value in actual]
