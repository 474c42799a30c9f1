"""One indicator over all periods on hand: a line, a slope, or a bullet against its plan."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.bullets import Bullets, draw_bullets
from helpers.charts.chart import Chart, Row, has_value, make_chart, phrase
from helpers.charts.lettering import LINE_MM, spread, widest
from helpers.charts.marks import stroke
from helpers.charts.plan import plan_rows
from helpers.charts.quantities import bare, short_period, with_unit
from helpers.charts.series import Series, completed, heights, in_order, positions
from helpers.charts.style import (
    DARK,
    INK,
    MIDDLE,
    MUTED,
    RULE,
    WIDTH_MM,
    add_axes,
    chart_style,
    new_figure,
    unit_per_mm,
)
from helpers.charts.trend_reading import series_reading
from helpers.charts.trend_table import trend_table
from helpers.charts.words import write
from helpers.ground.tables import records_of

PLOT_MM, TOP_MM, FOOT_MM, GAP_MM, EDGE_MM = 30.0, 3.0, 6.0, 1.6, 14.0
PLAN_MARK_MM, END_MM = 7.0, 4.6
SLOPE_MM = 60.0
"""Width of a slope: with two points a wider one only flattens."""
FEWEST_POINTS = 2
PLAN_REACH = 1.5
"""A plan further from the values than this many times their span would flatten them."""
HEADROOM = 0.25


def trend_chart(rows: pd.DataFrame, *, lang: str = "vi") -> Chart:
    """One indicator over its periods, with a mark for the plan where it is near the values.

    ``rows``: rows of one indicator (columns as for ``trend_panel``). Two known points make a
    slope, one a bullet against its plan; without a plan, or without any point, there is no
    picture. Raises ValueError for rows of several indicators.
    """
    codes = list(dict.fromkeys(rows["indicator"]))
    if len(codes) > 1:
        raise ValueError(f"rows of one indicator expected, not of {len(codes)}")
    series = in_order(records_of(completed(rows)))
    name = str(series.newest["name"]) if codes else phrase("no_indicator", lang)
    reading = series_reading(series, name, lang)
    counts = [phrase("count_periods", lang, count=len(series.places))] if series.is_long else []
    table = trend_table([series] if series.rows else [], lang, counts)
    key = f"trend:{codes[0]}" if codes else "trend:none"
    columns = ["indicator", "name", "period", "actual", "plan"]
    data = pd.DataFrame(series.rows, columns=columns, dtype=object)
    with chart_style():
        figure, title = None, name
        if len(series.places) >= FEWEST_POINTS:
            figure = _line_figure(series, lang)
            title = phrase("trend_one_title", lang, name=name)
        elif len(series.places) == 1 and has_value(series.known[0]["pct_plan"]):
            figure = _bullet_figure(series.known[0], lang)
            title = phrase("plan_title", lang, sector=name)
        return make_chart(key, title, reading, figure, data, table)


def _bullet_figure(row: Row, lang: str) -> Figure:
    bullets = Bullets.measured(plan_rows(pd.DataFrame([row])), lang)
    figure = new_figure(bullets.top + bullets.height + bullets.bottom)
    ax = add_axes(figure, bullets.left, bullets.top, bullets.width, bullets.height)
    draw_bullets(bullets, ax=ax, lang=lang)
    return figure


def _line_figure(series: Series, lang: str) -> Figure:
    texts = [with_unit(row, row["actual"], lang) for row in series.known]
    plans = [_plan_text(row, lang) for row in series.rows if has_value(row["plan"])]
    first, last = widest(texts[:1]) + GAP_MM, widest([texts[-1], *plans[-1:]]) + END_MM
    left, right = max(first, EDGE_MM), max(last, EDGE_MM)
    figure = new_figure(TOP_MM + PLOT_MM + FOOT_MM)
    room = WIDTH_MM - left - right
    width = min(room, SLOPE_MM) if len(series.rows) == FEWEST_POINTS else room
    ax = add_axes(figure, left + (room - width) / 2, TOP_MM, width, PLOT_MM)
    draw_line(series, ax=ax, lang=lang)
    return figure


def draw_line(series: Series, *, ax: Axes, lang: str = "vi") -> Axes:
    """The series with its first and last value beside it and its periods under it."""
    xs, ys = positions(series), heights(series)
    ax.set_xlim(xs[0], xs[-1])
    low, high = _reach(series)
    ax.set_ylim(low, high)
    per_mm = unit_per_mm(ax)
    for x, plan in zip(xs, series.plans, strict=True):
        if has_value(plan) and low <= float(plan) <= high:
            ends = [x - PLAN_MARK_MM / 2 * per_mm, x + PLAN_MARK_MM / 2 * per_mm]
            stroke(ax, ends, [float(plan)] * 2, color=MIDDLE, linewidth=2.2)
    stroke(ax, xs, ys, color=DARK, linewidth=1.8, marker="o", markersize=4.5)
    start = series.known[0]
    x = xs[series.places[0]] - GAP_MM * per_mm
    text = with_unit(start, start["actual"], lang)
    write(ax, x, float(start["actual"]), text, ha="right")
    _write_end(series, xs, ax=ax, lang=lang)
    _write_between(series, xs, ax=ax, lang=lang)
    _write_axis(series, xs, ax=ax, lang=lang)
    return ax


def _reach(series: Series) -> tuple[float, float]:
    values = [float(value) for value in series.values]
    middle = (max(values) + min(values)) / 2
    span = max(max(values) - min(values), abs(middle) * 0.02) or 1.0
    near = [
        float(plan)
        for plan in series.plans
        if has_value(plan) and abs(float(plan) - middle) <= span * PLAN_REACH
    ]
    low, high = min(*values, *near), max(*values, *near)
    room = max(high - low, span) * HEADROOM
    return low - room, high + room


def _write_end(series: Series, xs: list[float], *, ax: Axes, lang: str) -> None:
    """Last value and newest plan, moved apart where they would overlap."""
    newest, end = series.newest, series.known[-1]
    low, high = ax.get_ylim()
    wanted, texts = [float(end["actual"])], [(with_unit(end, end["actual"], lang), INK)]
    if has_value(newest["plan"]):
        plan = float(newest["plan"])
        wanted.append(min(max(plan, low), high))
        if wanted[-1] != plan:
            marker = "^" if plan > high else "v"
            stroke(ax, xs[-1:], wanted[-1:], marker=marker, color=MIDDLE, markersize=5)
        texts.append((_plan_text(newest, lang), MUTED))
    line = LINE_MM * 1.1 * (high - low) / PLOT_MM
    x = xs[series.places[-1]] + END_MM * unit_per_mm(ax)
    for height, (text, color) in zip(spread(wanted, line), texts, strict=True):
        write(ax, x, height, text, color=color)


def _plan_text(row: Row, lang: str) -> str:
    return phrase("end_plan", lang, plan=bare(row, row["plan"], lang))


def _write_between(series: Series, xs: list[float], *, ax: Axes, lang: str) -> None:
    """Values of the highest and the lowest point, where they are neither first nor last."""
    values = [float(value) for value in series.values]
    low, high = ax.get_ylim()
    lift = 1.8 * (high - low) / PLOT_MM
    for pick, side, align in ((max(values), 1, "bottom"), (min(values), -1, "top")):
        place = values.index(pick)
        if 0 < place < len(values) - 1:
            row = series.known[place]
            text = bare(row, row["actual"], lang)
            x = xs[series.places[place]]
            write(ax, x, pick + side * lift, text, va=align, ha="center")


def _write_axis(series: Series, xs: list[float], *, ax: Axes, lang: str) -> None:
    """Periods under the line; where they would touch, only every so many, the last one always."""
    labels = [short_period(code, lang) for code in series.periods]
    low, high = ax.get_ylim()
    per_mm = unit_per_mm(ax)
    stroke(ax, [xs[0], xs[-1]], [low, low], color=RULE, linewidth=0.6)
    free = float("inf")
    for x, label in zip(reversed(xs), reversed(labels), strict=True):
        half = (widest([label]) / 2 + 1.0) * per_mm
        if x + half <= free:
            write(ax, x, low - (high - low) / PLOT_MM, label, va="top", ha="center", color=MUTED)
            free = x - half
