"""Indicators of a sector over all periods on hand, as pages of small multiples."""

from dataclasses import dataclass
from math import ceil

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

MOST_PANELS = 12  # of a picture: a page
MOST_PICTURES = 2  # of a sector
FEWEST_POINTS = 2  # known values of a series
COLUMNS = ["indicator", "name", "period", "actual", "plan"]


@dataclass(frozen=True)
class SeriesBreak:
    """The first period (``since``) of a unit, and the names of its former units."""

    since: str
    former: str


@dataclass(frozen=True)
class TrendPage:
    """Series that share a picture; ``omitted``: how many more are on no picture."""

    series: list[IndicatorSeries]
    number: int
    omitted: int


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
    chart whose caption says so. ``series_break`` is marked where the unit has former units.
    ``subject``: what the panels show, where it is not the indicators of the sector.
    """
    subject = subject or Subject.of_sector(sector, lang)
    many = _series(frame, sector)
    return [
        _chart_of(page, sector, subject, lang, series_break)
        for page in _pages(most_changed(many), len(many))
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

    def _size(code: str) -> float:
        change = many[code].newest["pct_change"]
        return abs(float(change)) if has_value(change) else 0.0

    chosen = set(sorted(many, key=_size, reverse=True)[: MOST_PANELS * MOST_PICTURES])
    return [series for code, series in many.items() if code in chosen]


def _pages(shown: list[IndicatorSeries], known: int) -> list[TrendPage]:
    """Series in pictures of about the same size, so that none has a single panel only.

    ``known``: how many series there are; the last page counts those that are not shown.
    """
    count = max(ceil(len(shown) / MOST_PANELS), 1)
    size = max(ceil(len(shown) / count), 1)
    return [
        TrendPage(
            series=shown[size * (number - 1) : size * number],
            number=number,
            omitted=(known - len(shown)) * (number == count),
        )
        for number in range(1, count + 1)
    ]


def _chart_of(
    page: TrendPage,
    sector: str,
    subject: Subject,
    lang: str,
    series_break: SeriesBreak | None,
) -> Chart:
    key = f"trend:{sector}" if page.number == 1 else f"trend:{sector}:{page.number}"
    title_key = "trend_title" if page.number == 1 else "trend_title_more"
    title = phrase(title_key, lang, sector=subject.name)
    caption = panel_caption(page.series, subject, lang, omitted=page.omitted)
    if series_break:
        since = short_period(series_break.since, lang)
        caption += " " + phrase("trend_formed", lang, since=since, former=series_break.former)
    counts = panel_counts(page.series, subject.item, lang, omitted=page.omitted)
    table = trend_table(page.series, lang, counts)
    rows = [row for series in page.series for row in series.rows]
    data = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    break_period = series_break.since if series_break else None
    with chart_style():
        has_picture = len(page.series) > 1 or any(series.is_long for series in page.series)
        figure = small_multiples(page.series, lang, break_period) if has_picture else None
        return new_chart(key, title, caption, figure, data, table)
