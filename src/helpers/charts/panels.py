"""Drawing of small multiples: one small chart per series, all of one make and one time axis.

After Tufte. Series of two periods are slopes on one relative scale, so that a change of 0,01% does
not look like one of 5%; longer ones have each a scale of their own, so that their course shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.chart import has_value, phrase
from helpers.charts.lettering import LINE_MM, line_count, widest, wrap, write_lines
from helpers.charts.panel_key import KEY_MM, draw_break, draw_gap, draw_key, draw_strokes, key_lines
from helpers.charts.panel_scale import Window, own_window, relative_reach, relative_window
from helpers.charts.quantities import bare, short_period, unit_name
from helpers.charts.series import has_gap, heights, is_long, known, positions
from helpers.charts.style import (
    DARK,
    MIDDLE,
    MUTED,
    RULE,
    WIDTH_MM,
    add_axes,
    new_figure,
    unit_per_mm,
)
from helpers.ground.formatting import NO_BREAK_SPACE, format_percent

MOST_COLUMNS = 4
SLOPE_MM, COURSE_MM = 15.0, 20.0
FOOT_MM, BETWEEN_MM, GAP_MM, EDGE_MM = 4.8, 3.5, 2.2, 0.8
LEAST_SLOPE_MM, LEAST_COURSE_MM = 11.0, 18.0
PLAN_MARK_MM, PLAN_SHARE, DOT_MM = 3.2, 0.8, 0.05
LIFT_MM, LETTER_MM = 1.1, 2.3


@dataclass(frozen=True)
class Panel:
    """A series with its heading and its scale."""

    series: pd.DataFrame
    heading: str
    note: str
    window: Window

    @property
    def lines(self) -> int:
        return line_count(self.heading) + (1 if self.note else 0)


@dataclass(frozen=True)
class Make:
    """What all panels of a picture share; measures in millimetres."""

    is_long: bool
    columns: int
    label_mm: float
    plot_mm: float

    @property
    def width(self) -> float:
        return (WIDTH_MM - BETWEEN_MM * (self.columns - 1)) / self.columns

    @property
    def inner(self) -> float:
        """Width of a plot between its first and last value."""
        return self.width - 2 * self.label_mm


def small_multiples(drawn: list[pd.DataFrame], lang: str) -> Figure:
    """A picture of several series (see ``aligned``). To be called within ``chart_style``."""
    make = _make(drawn, lang)
    reach = relative_reach(drawn)
    panels = [_panel(series, make, reach, lang) for series in drawn]
    count = make.columns
    lines = [panels[start : start + count] for start in range(0, len(panels), count)]
    heads = [max(panel.lines for panel in line) * LINE_MM + 1.0 for line in lines]
    row_mm = make.plot_mm + FOOT_MM + BETWEEN_MM
    keys = key_lines([p.series for p in panels], [p.window for p in panels], make.is_long, lang)
    height = EDGE_MM + sum(heads) + row_mm * len(lines)
    figure = new_figure(height + KEY_MM * len(keys))
    top = EDGE_MM
    for line, head in zip(lines, heads, strict=True):
        for column, panel in enumerate(line):
            left = column * (make.width + BETWEEN_MM) + make.label_mm
            ax = add_axes(figure, left, top + head, make.inner, make.plot_mm)
            draw_panel(panel, make, ax=ax, lang=lang)
            _write_heading(panel, head, make, ax=ax)
        top += head + row_mm
    draw_key(keys, ax=add_axes(figure, 0, top, WIDTH_MM, KEY_MM * len(keys)))
    return figure


def _make(drawn: list[pd.DataFrame], lang: str) -> Make:
    """As many columns as leave each plot room beside its first and last value."""
    long = any(is_long(series) for series in drawn)
    ends = [row for s in drawn for _, row in known(s).iloc[[0, -1]].iterrows()]
    label_mm = widest([bare(row, row["actual"], lang) for row in ends], bold=True) + GAP_MM
    plot_mm, least = (COURSE_MM, LEAST_COURSE_MM) if long else (SLOPE_MM, LEAST_SLOPE_MM)
    make = Make(long, MOST_COLUMNS, label_mm, plot_mm)
    while make.columns > 2 and make.inner < least:
        make = Make(long, make.columns - 1, label_mm, plot_mm)
    return make


def _panel(series: pd.DataFrame, make: Make, reach: float, lang: str) -> Panel:
    newest = series.iloc[-1]
    unit = unit_name(newest, lang)
    name = f"{newest['name']},{NO_BREAK_SPACE}{unit}" if unit else newest["name"]
    window = own_window(series) if make.is_long else relative_window(series, reach)
    return Panel(series, wrap(name, make.width), _note(newest, lang), window)


def _note(newest: pd.Series, lang: str) -> str:
    """The newest plan and how much of it was reached; that there is no newest figure."""
    if not has_value(newest["actual"]):
        period = short_period(str(newest["period"]), lang)
        return phrase("panel_no_value", lang, period=period)
    if not has_value(newest["plan"]):
        return ""
    fields = {"plan": bare(newest, newest["plan"], lang)}
    if not has_value(newest["pct_plan"]):
        return phrase("panel_plan", lang, **fields)
    share = format_percent(newest["pct_plan"], lang=lang)
    return phrase("panel_plan_share", lang, share=share, **fields)


def draw_panel(panel: Panel, make: Make, *, ax: Axes, lang: str) -> Axes:
    """The series with its first and last value, its extremes if long, and marks for its plans."""
    series, window = panel.series, panel.window
    xs, ys = positions(series), heights(series)
    ax.set_ylim(window.low, window.high)
    ax.set_xlim(xs[0], xs[-1])
    _draw_plans(panel, xs, ax=ax)
    told = known(series)
    places = [xs[int(index)] for index in told.index]
    values = [float(value) for value in told["actual"]]
    if has_gap(series):
        draw_gap(places, values, ax=ax)
    ax.plot(xs, ys, color=DARK, linewidth=1.5, clip_on=False)
    per_mm = unit_per_mm(ax)
    dots = [
        [(place, value), (place + DOT_MM * per_mm, value)]
        for place, value in zip(places, values, strict=True)
    ]
    draw_strokes(dots, ax=ax, color=DARK, linewidth=4.6 - make.is_long, solid_capstyle="round")
    least = window.low + LETTER_MM / 2 * window.length / make.plot_mm
    for place, side in ((0, -1), (-1, 1)):
        row = told.iloc[place]
        ax.text(
            places[place] + side * GAP_MM * per_mm, max(values[place], least),
            bare(row, row["actual"], lang),
            va="center_baseline", ha="right" if side < 0 else "left",
            fontweight="bold" if side > 0 else "normal",
        )  # fmt: skip
    if make.is_long:
        _write_extremes(told, places, make, ax=ax, lang=lang)
    _draw_time(panel, xs, make, ax=ax, lang=lang)
    return ax


def _draw_plans(panel: Panel, xs: list[float], *, ax: Axes) -> None:
    """A short level mark at each plan within the panel; of a long series they make a line."""
    per_mm = unit_per_mm(ax)
    steps = [after - before for before, after in zip(xs, xs[1:], strict=False)]
    half = min(PLAN_MARK_MM * per_mm, PLAN_SHARE * min(steps, default=1.0)) / 2
    marks = [
        [(x - half, float(plan)), (x + half, float(plan))]
        for x, plan in zip(xs, panel.series["plan"], strict=True)
        if panel.window.holds(plan)
    ]
    draw_strokes(marks, ax=ax, color=MIDDLE, linewidth=2.0)


def _write_extremes(
    told: pd.DataFrame, places: list[float], make: Make, *, ax: Axes, lang: str
) -> None:
    """The highest and the lowest value, where they are neither first nor last and have room."""
    values = [float(value) for value in told["actual"]]
    low, high = ax.get_ylim()
    per_mm = (high - low) / make.plot_mm
    for pick, side, align in ((max(values), 1, "bottom"), (min(values), -1, "top")):
        place = values.index(pick)
        room = (high - pick if side > 0 else pick - low) / per_mm
        if 0 < place < len(values) - 1 and room > LIFT_MM + LETTER_MM:
            row = told.iloc[place]
            y = pick + side * LIFT_MM * per_mm
            ax.text(places[place], y, bare(row, row["actual"], lang), va=align, ha="center")


def _draw_time(panel: Panel, xs: list[float], make: Make, *, ax: Axes, lang: str) -> None:
    """A line under the panel with its first and last period, and a tick for each between."""
    floor, per_mm = panel.window.low, unit_per_mm(ax)
    down = panel.window.length / make.plot_mm
    edges = [xs[0] - make.label_mm * per_mm, xs[-1] + make.label_mm * per_mm]
    ax.plot(edges, [floor, floor], color=RULE, linewidth=0.6, clip_on=False)
    if make.is_long:
        ticks = [[(x, floor), (x, floor - 0.8 * down)] for x in xs]
        draw_strokes(ticks, ax=ax, color=MUTED, linewidth=0.6)
    if panel.window.low < 0 < panel.window.high:
        ax.plot(edges, [0, 0], color=RULE, linewidth=0.4, clip_on=False, zorder=0)
    if panel.window.is_broken:
        draw_break(edges[0] + 2 * per_mm, floor, per_mm, down, ax=ax)
    periods = panel.series["period"]
    for edge, code, side in ((0, periods.iloc[0], "left"), (1, periods.iloc[-1], "right")):
        text = short_period(str(code), lang)
        ax.text(edges[edge], floor - 1.4 * down, text, va="top", ha=side, color=MUTED)


def _write_heading(panel: Panel, head: float, make: Make, *, ax: Axes) -> None:
    left = ax.get_xlim()[0] - make.label_mm * unit_per_mm(ax)
    low, high = ax.get_ylim()
    per_mm = (high - low) / make.plot_mm
    lines = line_count(panel.heading)
    middle = high + (head - LINE_MM * lines / 2) * per_mm
    write_lines(ax, left, middle, panel.heading, per_mm=-per_mm)
    if panel.note:
        note = high + (head - LINE_MM * (lines + 0.5)) * per_mm
        ax.text(left, note, panel.note, va="center_baseline", color=MUTED)
