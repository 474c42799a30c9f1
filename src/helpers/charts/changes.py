"""What changed most since the same period last year, over all sectors, and why."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.change_bars import ChangeBars, draw_changes
from helpers.charts.change_reading import Changes, change_reading, change_table
from helpers.charts.chart import Chart, has_value, latest, make_chart, phrase
from helpers.charts.quantities import tells_by_percent
from helpers.charts.series import completed
from helpers.charts.style import add_axes, chart_style, new_figure

MOST_ROWS, MOST_BARS, FEWEST_BARS = 15, 12, 2
NEEDED = ("previous", "direction", "area_effect", "yield_effect")


def changes_chart(frame: pd.DataFrame, *, lang: str = "vi") -> Chart:
    """Indicators with a value of last year: the largest rises and falls in percent, rises first.

    ``frame``: indicators of all sectors (columns name, unit_of_measure, previous, actual, change,
    pct_change, direction up, down or neutral, area_effect, yield_effect); of several periods the
    newest. Shares in percent, counts of a few cases and what was nothing last year have no bar,
    but are listed with their change. With fewer than two bars there is no picture.
    """
    changes = find_changes(frame)
    title, reading = phrase("changes_title", lang), change_reading(changes, lang)
    table = change_table(changes, lang)
    data = pd.concat([changes.rated, changes.plain])
    with chart_style():
        figure = _figure(changes, lang) if len(changes.rated) >= FEWEST_BARS else None
        return make_chart("changes", title, reading, figure, data, table)


def find_changes(frame: pd.DataFrame) -> Changes:
    """Comparable indicators of the newest period, and of them the rows to show."""
    rows = completed(latest(frame)).reset_index(drop=True)
    lacking = {n: pd.Series(None, rows.index, dtype=object) for n in NEEDED if n not in rows}
    rows = rows.assign(**lacking)
    rows = rows[rows["change"].map(has_value).astype(bool)]
    moved = rows[rows["change"].map(bool).astype(bool)]
    told = [tells_by_percent(row) for _, row in moved.iterrows()]
    is_rated = pd.Series(told, moved.index, dtype=bool)
    rated = _largest(moved[is_rated])
    plain = moved[~is_rated].head(MOST_ROWS - len(rated))
    return Changes(compared=rows, rated=rated, plain=plain)


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """The largest rises and the largest falls, half of each where there are enough."""
    ordered = rows.sort_values("pct_change", ascending=False, kind="stable")
    rises = sum(value > 0 for value in ordered["pct_change"])
    falls = len(ordered) - rises
    half = MOST_BARS // 2
    first = min(rises, max(half, MOST_BARS - falls))
    last = min(falls, MOST_BARS - first)
    return pd.concat([ordered[:first], ordered[len(ordered) - last :]])


def _figure(changes: Changes, lang: str) -> Figure:
    bars = ChangeBars.measured(changes, lang)
    figure = new_figure(bars.height)
    draw_changes(bars, ax=add_axes(figure, bars.left, 0, bars.width, bars.height), lang=lang)
    return figure
