"""Indicators of a sector over all periods on hand, as pages of small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import pandas as pd

from helpers.charts.chart import Chart, has_value, new_chart, phrase
from helpers.charts.drawing.style import chart_style
from helpers.charts.drawing.value_labels import short_period
from helpers.charts.trends.panel_caption import Subject, panel_caption, panel_counts
from helpers.charts.trends.panels import small_multiples
from helpers.charts.trends.series import IndicatorSeries, aligned, completed, every_year, in_order
from helpers.charts.trends.trend_table import trend_table
from helpers.core.tables import Row, records_of

MOST_PANELS, MOST_PICTURES, FEWEST_POINTS = 12, 2, 2
COLUMNS = ["indicator", "name", "period", "actual", "plan"]


@dataclass(frozen=True)
class SeriesBreak:
    """From which period a unit is itself, and the names of the units that it was before."""

    since: str
    former: str


def trend_panels(
    frame: pd.DataFrame,
    *,
    sector: str,
    lang: str = "vi",
    series_break: SeriesBreak | None = None,
    subject: Subject | None = None,
) -> list[Chart]:
    """One small chart per indicator of a sector that is known in at least two periods.

    ``frame``: indicators of one or several periods (columns period, indicator, name, sector,
    unit_of_measure, actual, plan, pct_plan, change, pct_change; decimals if known). A picture
    holds up to 12 panels, the next one goes on; of more than 24 series those that changed most
    are drawn. Without a series, or with one of two points only, there is no picture, but a
    chart that says so. A break is marked where the unit was ``formed`` of others. ``subject``:
    what is told of, where it is not the indicators of the sector.
    """
    subject = subject or Subject.of_sector(sector, lang)
    many = _series(frame, sector)
    shown = most_changed(many)
    pages = _pages(shown) or [[]]
    omitted = len(many) - len(shown)
    return [
        _page(page, sector, subject, lang, series_break, number, omitted * (number == len(pages)))
        for number, page in enumerate(pages, start=1)
    ]


def _series(frame: pd.DataFrame, sector: str) -> dict[str, IndicatorSeries]:
    """Series by code in the frame's order, all over the same periods."""
    rows = records_of(completed(frame[frame["sector"] == sector]))
    known = [row for row in rows if has_value(row["actual"])]
    periods = every_year(in_order(known).periods)
    by_code: dict[str, list[Row]] = {str(row["indicator"]): [] for row in known}
    for row in rows:
        by_code.get(str(row["indicator"]), []).append(row)
    many = {code: aligned(in_order(group), periods) for code, group in by_code.items()}
    return {
        code: series for code, series in many.items() if len(series.known_indexes) >= FEWEST_POINTS
    }


def most_changed(many: dict[str, IndicatorSeries]) -> list[IndicatorSeries]:
    """As many series as the pictures hold, in their own order."""

    def size(code: str) -> float:
        change = many[code].newest["pct_change"]
        return abs(float(change)) if has_value(change) else 0.0

    chosen = set(sorted(many, key=size, reverse=True)[: MOST_PANELS * MOST_PICTURES])
    return [series for code, series in many.items() if code in chosen]


def _pages(shown: list[IndicatorSeries]) -> list[list[IndicatorSeries]]:
    """Series in pictures of about the same size: none is left with a single panel."""
    count = ceil(len(shown) / MOST_PANELS)
    size = ceil(len(shown) / count) if count else 1
    return [shown[start : start + size] for start in range(0, len(shown), size)]


def _page(
    page: list[IndicatorSeries],
    sector: str,
    subject: Subject,
    lang: str,
    series_break: SeriesBreak | None,
    number: int,
    omitted: int,
) -> Chart:
    key = f"trend:{sector}" if number == 1 else f"trend:{sector}:{number}"
    title_key = "trend_title" if number == 1 else "trend_title_more"
    title = phrase(title_key, lang, sector=subject.name)
    caption = panel_caption(page, subject, lang, omitted=omitted)
    if series_break:
        since = short_period(series_break.since, lang)
        caption += " " + phrase("trend_formed", lang, since=since, former=series_break.former)
    table = trend_table(page, lang, panel_counts(page, subject.item, lang, omitted=omitted))
    data = pd.DataFrame([row for s in page for row in s.rows], columns=COLUMNS, dtype=object)
    is_worth_drawing = len(page) > 1 or any(series.is_long for series in page)
    with chart_style():
        figure = (
            small_multiples(page, lang, series_break and series_break.since)
            if is_worth_drawing
            else None
        )
        return new_chart(key, title, caption, figure, data, table)
