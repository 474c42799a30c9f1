"""An indicator over time: its rows in order, and where each period stands on the paper."""

from __future__ import annotations

import pandas as pd

from helpers.charts.chart import has_value
from helpers.ground.periods import Period
from helpers.ground.tables import records_of

MONTHS = 12
LONG_SERIES = 3
TOLD = ("actual", "plan", "pct_plan", "change", "pct_change", "pace_expected")


def completed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column that a trend tells of; what it lacks is unknown."""
    lacking = {name: None for name in TOLD if name not in frame}
    if "unit_of_measure" not in frame:
        lacking["unit_of_measure"] = ""
    columns = {name: pd.Series(value, frame.index, dtype=object) for name, value in lacking.items()}
    return frame.assign(**columns)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by period, oldest first; only periods of the newest one's kind, which alone compare."""
    if rows.empty:
        return rows
    rows = rows.reset_index(drop=True)
    periods = rows["period"].map(lambda code: Period.parse(str(code)))
    newest = max(periods)
    comparable = rows[periods.map(newest.same_kind)]
    ends = comparable["period"].map(lambda code: Period.parse(str(code)).end)
    return comparable.loc[ends.sort_values(kind="stable").index].reset_index(drop=True)


def aligned(rows: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """A series with a row for each of ``periods``; one that it lacks has no figures."""
    told = {record["period"]: record for record in records_of(rows)}
    newest = rows.iloc[-1].to_dict()
    lacking = newest | dict.fromkeys(TOLD)
    records = [
        newest | {name: told.get(period, lacking)[name] for name in TOLD} | {"period": period}
        for period in periods
    ]
    columns = ["period", *(name for name in rows.columns if name != "period")]
    return pd.DataFrame(records, columns=columns, dtype=object)


def every_year(codes: pd.Series) -> list[str]:
    """Codes of all periods of one kind from the first to the last of ``codes`` (in order).

    A year of which nothing is known has its place too, so that the gap shows.
    """
    periods = [Period.parse(str(code)) for code in codes]
    if not periods:
        return []
    filled = [max(periods)]
    while filled[-1] > min(periods):
        filled.append(filled[-1].previous_year())
    return [str(period) for period in reversed(filled)]


def is_long(series: pd.DataFrame) -> bool:
    """True where a series has more than two known values, so that its course shows."""
    return len(known(series)) >= LONG_SERIES


def has_gap(series: pd.DataFrame) -> bool:
    """True where a period without a figure lies between known ones."""
    told = known(series).index
    return len(told) > 0 and len(told) < told[-1] - told[0] + 1


def known(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose actual value is known."""
    return rows[[has_value(value) for value in rows["actual"]]]


def positions(rows: pd.DataFrame) -> list[float]:
    """Years since the first period, so that a missing year leaves its room."""
    ends = [Period.parse(str(code)).end for code in rows["period"]]
    months = [end.year * MONTHS + end.month for end in ends]
    return [(month - months[0]) / MONTHS for month in months]


def heights(rows: pd.DataFrame) -> list[float]:
    """Actual values to draw; not a number where unknown, which breaks the line."""
    return [float(value) if has_value(value) else float("nan") for value in rows["actual"]]
