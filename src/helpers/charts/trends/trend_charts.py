"""Indicators of a sector over all periods on hand, as pages of small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import pandas as pd

from helpers.charts.chart import Chart, has_value, make_chart, phrase
from helpers.charts.drawing.style import chart_style
from helpers.charts.drawing.value_labels import short_period
from helpers.charts.trends.panel_caption import Subject, panel_counts, panel_reading
from helpers.charts.trends.panels import small_multiples
from helpers.charts.trends.series import Series, aligned, completed, every_year, in_order
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
    formed: SeriesBreak | None = None,
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
    drawn = most_changed(many)
    pages = _pages(drawn) or [[]]
    left_out = len(many) - len(drawn)
    return [
        _page(page, sector, subject, lang, formed, number, left_out * (number == len(pages)))
        for number, page in enumerate(pages, start=1)
    ]


def _series(frame: pd.DataFrame, sector: str) -> dict[str, Series]:
    """Series by code in the frame's order, all over the same periods."""
    rows = records_of(completed(frame[frame["sector"] == sector]))
    known = [row for row in rows if has_value(row["actual"])]
    periods = every_year(in_order(known).periods)
    by_code: dict[str, list[Row]] = {str(row["indicator"]): [] for row in known}
    for row in rows:
        by_code.get(str(row["indicator"]), []).append(row)
    many = {code: aligned(in_order(group), periods) for code, group in by_code.items()}
    return {code: series for code, series in many.items() if len(series.places) >= FEWEST_POINTS}


def most_changed(many: dict[str, Series]) -> list[Series]:
    """As many series as the pictures hold, in their own order."""

    def size(code: str) -> float:
        change = many[code].newest["pct_change"]
        return abs(float(change)) if has_value(change) else 0.0

    chosen = set(sorted(many, key=size, reverse=True)[: MOST_PANELS * MOST_PICTURES])
    return [series for code, series in many.items() if code in chosen]


def _pages(drawn: list[Series]) -> list[list[Series]]:
    """Series in pictures of about the same size: none is left with a single panel."""
    count = ceil(len(drawn) / MOST_PANELS)
    size = ceil(len(drawn) / count) if count else 1
    return [drawn[start : start + size] for start in range(0, len(drawn), size)]


def _page(
    page: list[Series],
    sector: str,
    subject: Subject,
    lang: str,
    formed: SeriesBreak | None,
    number: int,
    left_out: int,
) -> Chart:
    key = f"trend:{sector}" if number == 1 else f"trend:{sector}:{number}"
    title_key = "trend_title" if number == 1 else "trend_title_more"
    title = phrase(title_key, lang, sector=subject.name)
    reading = panel_reading(page, subject, lang, left_out=left_out)
    if formed:
        since = short_period(formed.since, lang)
        reading += " " + phrase("trend_formed", lang, since=since, former=formed.former)
    table = trend_table(page, lang, panel_counts(page, subject.item, lang, left_out=left_out))
    data = pd.DataFrame([row for s in page for row in s.rows], columns=COLUMNS, dtype=object)
    is_worth_drawing = len(page) > 1 or any(series.is_long for series in page)
    with chart_style():
        figure = small_multiples(page, lang, formed and formed.since) if is_worth_drawing else None
        return make_chart(key, title, reading, figure, data, table)
