"""Indicators of a sector over all periods on hand, as small multiples."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from helpers.charts.chart import Chart, new_chart
from helpers.charts.drawing.style import chart_style
from helpers.charts.drawing.value_labels import short_period
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.charts.trends.panel_caption import Subject, panel_caption, panel_counts
from helpers.charts.trends.panels import small_multiples
from helpers.charts.trends.series import IndicatorSeries, aligned, completed, every_year, in_order
from helpers.charts.trends.trend_table import trend_table
from helpers.core.tables import Row, records_of

MOST_PANELS = 9
"""Of a sector: those that changed most."""
COLUMNS = ["indicator", "name", "period", "actual", "plan"]


@dataclass(frozen=True)
class SeriesBreak:
    """The first period (``since``) of a unit, and the names of its former units."""

    since: str
    former: str


def trend_panels(
    frame: pd.DataFrame,
    *,
    sector: str,
    lang: str = "vi",
    series_break: SeriesBreak | None = None,
    subject: Subject | None = None,
) -> Chart:
    """One small chart per indicator of a sector that is known in at least three periods.

    ``frame``: indicators of one or several periods (columns period, indicator, name, sector,
    unit_of_measure, actual, plan, pct_plan, change, pct_change; decimals if known). Of more than
    nine series those that changed most are drawn; a count of few cases has no line. Two periods
    are no course: sentences and bars tell the change. Without a picture the caption says so.
    ``series_break`` is marked where the unit has former units.
    ``subject``: what the panels show, where it is not the indicators of the sector.
    """
    subject = subject or Subject.of_sector(sector, lang)
    many = _series(frame, sector)
    shown = most_changed({code: s for code, s in many.items() if s.is_long and not s.is_of_few})
    return _chart_of(shown or list(many.values()), len(many), sector, subject, lang, series_break)


def _series(frame: pd.DataFrame, sector: str) -> dict[str, IndicatorSeries]:
    """Series by code in the frame's order, all over the same periods."""
    rows = records_of(completed(frame[frame["sector"] == sector]))
    known = [row for row in rows if has_value(row["actual"])]
    periods = every_year(in_order(known).periods)
    by_code: dict[str, list[Row]] = {str(row["indicator"]): [] for row in known}
    for row in rows:
        by_code.get(str(row["indicator"]), []).append(row)
    many = {code: aligned(in_order(group), periods) for code, group in by_code.items()}
    return {code: series for code, series in many.items() if len(series.known_indexes) > 1}


def most_changed(many: dict[str, IndicatorSeries]) -> list[IndicatorSeries]:
    """As many series as the picture holds, in their own order."""

    def _size(code: str) -> float:
        change = many[code].newest["pct_change"]
        return abs(float(change)) if has_value(change) else 0.0

    chosen = set(sorted(many, key=_size, reverse=True)[:MOST_PANELS])
    return [series for code, series in many.items() if code in chosen]


def _chart_of(
    shown: list[IndicatorSeries],
    known: int,
    sector: str,
    subject: Subject,
    lang: str,
    series_break: SeriesBreak | None,
) -> Chart:
    """``known``: how many series there are; the caption counts those that are not shown."""
    omitted = known - len(shown)
    title = phrase("trend_title", lang, sector=subject.name)
    caption = panel_caption(shown, subject, lang, omitted=omitted)
    if series_break:
        since = short_period(series_break.since, lang)
        caption += " " + phrase("trend_formed", lang, since=since, former=series_break.former)
    table = trend_table(shown, lang, panel_counts(shown, subject.item, lang, omitted=omitted))
    rows = [row for series in shown for row in series.rows]
    data = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    break_period = series_break.since if series_break else None
    with chart_style():
        has_picture = any(series.is_long and not series.is_of_few for series in shown)
        draw = partial(small_multiples, shown, lang, break_period) if has_picture else None
        return new_chart(f"trend:{sector}", title, caption, draw, data, table)
