"""An indicator over time: its rows in order, and where each period stands on the paper."""

from __future__ import annotations

import pandas as pd

from helpers.charts.chart import has_value
from helpers.ground.periods import Period

MONTHS = 12


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
    periods = rows["period"].map(lambda code: Period.parse(str(code)))
    newest = max(periods)
    comparable = rows[periods.map(newest.same_kind)]
    ends = comparable["period"].map(lambda code: Period.parse(str(code)).end)
    return comparable.loc[ends.sort_values(kind="stable").index].reset_index(drop=True)


def known(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose actual value is known."""
    return rows[rows["actual"].map(has_value).astype(bool)]


def positions(rows: pd.DataFrame) -> list[float]:
    """Years since the first period, so that a missing year leaves its room."""
    ends = [Period.parse(str(code)).end for code in rows["period"]]
    months = [end.year * MONTHS + end.month for end in ends]
    return [(month - months[0]) / MONTHS for month in months]


def heights(rows: pd.DataFrame) -> list[float]:
    """Actual values to draw; not a number where unknown, which breaks the line."""
    return [float(value) if has_value(value) else float("nan") for value in rows["actual"]]
