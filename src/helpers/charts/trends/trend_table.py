"""The figures of a trend chart: one row per indicator, one column per period."""

from collections.abc import Iterable

from helpers.charts.chart_table import ChartTable, table_of
from helpers.charts.drawing.value_labels import (
    cell,
    column_name,
    is_stated_in_percent,
    short_period,
)
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.charts.trends.series import IndicatorSeries
from helpers.core.conversion import unit_name
from helpers.core.periods import Period
from helpers.core.tables import Row

NEWEST = ("plan", "pct_plan", "change", "pct_change")


def trend_table(many: list[IndicatorSeries], lang: str, counts: Iterable[str] = ()) -> ChartTable:
    """Actual values by period, then plan, attainment and change of each series' newest period.

    ``many``: one per indicator; ``counts``: what the caption counts.
    """
    codes = {str(code) for series in many for code in series.periods}
    periods = sorted(codes, key=lambda code: Period.parse(code).end)
    columns = [
        *(column_name(name, lang) for name in ("name", "unit")),
        *(short_period(code, lang) for code in periods),
        *(column_name(name, lang) for name in NEWEST),
    ]
    return table_of(columns, (_row(series, periods, lang) for series in many), counts)


def _row(series: IndicatorSeries, periods: list[str], lang: str) -> list[str]:
    newest = series.newest
    by_period = dict(zip(series.periods, series.rows, strict=True))
    values = [_actual(by_period.get(code), lang) for code in periods]
    newest_cells = [cell(newest, column, lang) for column in NEWEST]
    newest_cells[-1] = newest_cells[-1] if is_stated_in_percent(newest) else ""
    last_year = str(Period.parse(str(newest["period"])).previous_year())
    if _is_of_some(newest, by_period.get(last_year)):
        newest_cells[-2:] = [
            text and phrase("of_some", lang, figure=text) for text in newest_cells[-2:]
        ]
    return [
        str(newest["name"]),
        unit_name(str(newest["unit_of_measure"]), lang),
        *values,
        *newest_cells,
    ]


def _actual(row: Row | None, lang: str) -> str:
    if row is None or not has_value(row["actual"]):
        return phrase("no_value", lang)
    return cell(row, "actual", lang)


def _is_of_some(newest: Row, before: Row | None) -> bool:
    """True where last year's total beside it is not what changed: a change of some units only."""
    if before is None or not (has_value(before["actual"]) and has_value(newest["change"])):
        return False
    return newest["actual"] - before["actual"] != newest["change"]
