"""What changed most since the same period last year, over all sectors, and why."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.changes.change_bars import ChangeBars, draw_changes
from helpers.charts.changes.change_caption import Changes, change_caption, change_table
from helpers.charts.chart import Chart, new_chart
from helpers.charts.drawing.style import chart_style
from helpers.charts.drawing.value_labels import is_stated_in_percent
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value, latest
from helpers.charts.trends.series import completed
from helpers.core.tables import Row, records_of

MOST_ROWS = 15  # with and without a bar: half a page
MOST_BARS = 12
FEWEST_BARS = 2  # one bar alone compares nothing
NEEDED = ("previous", "direction", "area_effect", "yield_effect")


def changes_chart(frame: pd.DataFrame, *, lang: str = "vi") -> Chart:
    """Indicators with a value of last year: the largest rises and falls in percent, rises first.

    ``frame``: indicators of all sectors (columns name, unit_of_measure, previous, actual, change,
    pct_change, direction up, down or neutral, area_effect, yield_effect); of several periods the
    newest. Shares in percent, counts of a few cases and what was zero last year have no bar,
    but are listed with their change. With fewer than two bars there is no picture.
    """
    rows = _completed(frame)
    changes = find_changes(rows)
    title, caption = phrase("changes_title", lang), change_caption(changes, lang)
    table = change_table(changes, lang)
    data = pd.DataFrame([*changes.rated, *changes.plain], columns=rows.columns, dtype=object)
    with chart_style():
        draw = partial(_figure, changes, lang) if len(changes.rated) >= FEWEST_BARS else None
        return new_chart("changes", title, caption, draw, data, table)


def _completed(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the newest period with every column that the chart of changes shows."""
    rows = completed(latest(frame))
    lacking = {n: pd.Series(None, rows.index, dtype=object) for n in NEEDED if n not in rows}
    return rows.assign(**lacking)


def find_changes(rows: pd.DataFrame) -> Changes:
    """Comparable indicators of one period, and of them the rows to show."""
    compared = [row for row in records_of(rows) if has_value(row["change"])]
    moved = [row for row in compared if row["change"]]
    rated = _largest([row for row in moved if is_stated_in_percent(row)])
    plain = [row for row in moved if not is_stated_in_percent(row)]
    return Changes(compared=compared, rated=rated, plain=plain[: MOST_ROWS - len(rated)])


def _largest(rows: list[Row]) -> list[Row]:
    """The largest rises and the largest falls, half of each where there are enough."""
    ordered = sorted(rows, key=lambda row: row["pct_change"], reverse=True)
    rises = sum(row["pct_change"] > 0 for row in ordered)
    falls = len(ordered) - rises
    half = MOST_BARS // 2
    first = min(rises, max(half, MOST_BARS - falls))
    last = min(falls, MOST_BARS - first)
    return [*ordered[:first], *ordered[len(ordered) - last :]]


def _figure(changes: Changes, lang: str) -> Figure:
    return draw_changes(ChangeBars.measured(changes, lang), lang)
