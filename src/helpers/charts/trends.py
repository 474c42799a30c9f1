"""Indicators of a sector over all periods on hand, as small multiples on one relative scale.

After Tufte: many small charts of one make; with two periods each is a slopegraph.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, has_value, make_chart, phrase
from helpers.charts.lettering import LINE_MM, line_count, widest, wrap, write_lines
from helpers.charts.quantities import bare, short_period, unit_name
from helpers.charts.series import completed, heights, in_order, known, positions
from helpers.charts.style import (
    DARK,
    MIDDLE,
    MUTED,
    RULE,
    WIDTH_MM,
    add_axes,
    chart_style,
    new_figure,
    unit_per_mm,
)
from helpers.charts.trend_reading import panel_reading
from helpers.ground.formatting import NO_BREAK_SPACE, format_percent

MOST_COLUMNS, MOST_PANELS, FEWEST_POINTS = 4, 16, 2
PLOT_MM, FOOT_MM, BETWEEN_MM, GAP_MM, EDGE_MM = 15.0, 4.5, 3.5, 2.2, 0.8
LEAST_PLOT_MM = 11.0
LEAST_REACH, MOST_REACH, HEADROOM = 0.03, 1.0, 1.35
PLAN_MARK_MM = 3.2


def trend_panel(frame: pd.DataFrame, *, sector: str, lang: str = "vi") -> Chart:
    """One small chart per indicator of a sector that is known in at least two periods.

    ``frame``: indicators of one or several periods (columns period, indicator, name, sector,
    unit_of_measure, actual, plan, pct_plan, change, pct_change; decimals if known). Without a
    series there is no picture. Of more than 16 series those that changed most are drawn.
    """
    rows = completed(frame[frame["sector"] == sector])
    codes = dict.fromkeys(known(rows)["indicator"])
    all_series = {code: in_order(rows[rows["indicator"] == code]) for code in codes}
    many = {code: s for code, s in all_series.items() if len(known(s)) >= FEWEST_POINTS}
    drawn = most_changed(many)
    has_plan = any(series["plan"].map(has_value).any() for series in drawn)
    title_key = "trend_title_plan" if has_plan else "trend_title"
    title = phrase(title_key, lang, sector=phrase(f"sector_{sector}", lang))
    reading = panel_reading(list(many.values()), len(drawn), sector, lang)
    columns = ["indicator", "name", "period", "actual", "plan"]
    data = pd.concat([s[columns] for s in drawn]) if drawn else rows.loc[[], columns]
    with chart_style():
        figure = _small_multiples(drawn, lang) if drawn else None
        return make_chart(f"trend:{sector}", title, reading, figure, data)


def most_changed(many: dict[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """At most MOST_PANELS series, in their own order."""

    def size(code: str) -> float:
        change = many[code].iloc[-1]["pct_change"]
        return abs(float(change)) if has_value(change) else 0.0

    chosen = set(sorted(many, key=size, reverse=True)[:MOST_PANELS])
    return [series for code, series in many.items() if code in chosen]


@dataclass(frozen=True)
class Panel:
    """A series with its heading and the room its two value labels take."""

    series: pd.DataFrame
    heading: str
    note: str

    @property
    def lines(self) -> int:
        return line_count(self.heading) + (1 if self.note else 0)


def _small_multiples(drawn: list[pd.DataFrame], lang: str) -> Figure:
    labels = [bare(row, row["actual"], lang) for s in drawn for _, row in known(s).iterrows()]
    label_mm = widest(labels) + GAP_MM
    columns = MOST_COLUMNS
    while columns > 2 and _width(columns) - 2 * label_mm < LEAST_PLOT_MM:
        columns -= 1
    panels = [_panel(series, _width(columns), lang) for series in drawn]
    lines = [panels[start : start + columns] for start in range(0, len(panels), columns)]
    heads = [max(panel.lines for panel in line) * LINE_MM + 1.0 for line in lines]
    row_mm = PLOT_MM + FOOT_MM + BETWEEN_MM
    figure = new_figure(EDGE_MM + sum(heads) + row_mm * len(lines) - BETWEEN_MM)
    reach, top = relative_reach(drawn), EDGE_MM
    inner = _width(columns) - 2 * label_mm
    for line, head in zip(lines, heads, strict=True):
        for column, panel in enumerate(line):
            left = column * (_width(columns) + BETWEEN_MM)
            ax = add_axes(figure, left + label_mm, top + head, inner, PLOT_MM)
            draw_trend(panel.series, reach=reach, margin_mm=label_mm, ax=ax, lang=lang)
            _write_heading(panel, head, label_mm, ax=ax)
        top += head + row_mm
    return figure


def _width(columns: int) -> float:
    return (WIDTH_MM - BETWEEN_MM * (columns - 1)) / columns


def _panel(series: pd.DataFrame, width: float, lang: str) -> Panel:
    newest = series.iloc[-1]
    unit = unit_name(newest, lang)
    heading = wrap(f"{newest['name']},{NO_BREAK_SPACE}{unit}" if unit else newest["name"], width)
    if not has_value(newest["plan"]):
        return Panel(series, heading, "")
    fields = {"plan": bare(newest, newest["plan"], lang)}
    if not has_value(newest["pct_plan"]):
        return Panel(series, heading, phrase("panel_plan", lang, **fields))
    share = format_percent(newest["pct_plan"], lang=lang)
    return Panel(series, heading, phrase("panel_plan_share", lang, share=share, **fields))


def relative_reach(drawn: list[pd.DataFrame]) -> float:
    """Largest deviation of a series from its middle, relative to it.

    One scale for all panels, so that a change of 0,01% does not look like one of 5%.
    """
    deviations = [LEAST_REACH]
    for series in drawn:
        values = [float(value) for value in known(series)["actual"]]
        middle = (max(values) + min(values)) / 2
        if middle:
            deviations.append((max(values) - min(values)) / 2 / abs(middle))
    return min(max(deviations), MOST_REACH)


def draw_trend(
    series: pd.DataFrame, *, reach: float, margin_mm: float, ax: Axes, lang: str = "vi"
) -> Axes:
    """The series of one indicator with its first and last value, and marks for its plans.

    ``reach``: half the height of the panel as a share of the middle of the series; ``margin_mm``:
    room on both sides of ``ax`` for the values. A plan outside the panel has no mark.
    """
    xs, ys = positions(series), heights(series)
    values = [float(value) for value in known(series)["actual"]]
    middle = (max(values) + min(values)) / 2
    half = max((abs(middle) or 1) * reach, (max(values) - min(values)) / 2) * HEADROOM
    ax.set_ylim(middle - half, middle + half)
    ax.set_xlim(xs[0], xs[-1])
    per_mm = unit_per_mm(ax)
    for x, plan in zip(xs, series["plan"], strict=True):
        if has_value(plan) and abs(float(plan) - middle) <= half:
            ends = [x - PLAN_MARK_MM / 2 * per_mm, x + PLAN_MARK_MM / 2 * per_mm]
            ax.plot(ends, [float(plan)] * 2, color=MIDDLE, linewidth=2.2, clip_on=False)
    ax.plot(xs, ys, color=DARK, linewidth=1.5, marker="o", markersize=3.6, clip_on=False)
    told = known(series)
    for index, side in ((told.index[0], -1), (told.index[-1], 1)):
        row, x = series.loc[index], xs[int(index)]
        ax.text(
            x + side * GAP_MM * per_mm, float(row["actual"]), bare(row, row["actual"], lang),
            va="center_baseline", ha="right" if side < 0 else "left",
        )  # fmt: skip
    _write_periods(series, margin_mm, ax=ax, lang=lang)
    return ax


def _write_periods(series: pd.DataFrame, margin_mm: float, *, ax: Axes, lang: str) -> None:
    """A line under the panel with its first and last period."""
    (low, high), floor = ax.get_xlim(), ax.get_ylim()[0]
    edges = [low - margin_mm * unit_per_mm(ax), high + margin_mm * unit_per_mm(ax)]
    ax.plot(edges, [floor, floor], color=RULE, linewidth=0.6, clip_on=False)
    below = floor - (ax.get_ylim()[1] - floor) / PLOT_MM
    for edge, code, side in ((0, series.iloc[0], "left"), (1, series.iloc[-1], "right")):
        text = short_period(str(code["period"]), lang)
        ax.text(edges[edge], below, text, va="top", ha=side, color=MUTED)


def _write_heading(panel: Panel, head: float, margin_mm: float, *, ax: Axes) -> None:
    left = ax.get_xlim()[0] - margin_mm * unit_per_mm(ax)
    low, high = ax.get_ylim()
    per_mm = (high - low) / PLOT_MM
    lines = line_count(panel.heading)
    middle = high + (head - LINE_MM * lines / 2) * per_mm
    write_lines(ax, left, middle, panel.heading, per_mm=-per_mm)
    if panel.note:
        note = high + (head - LINE_MM * (lines + 0.5)) * per_mm
        ax.text(left, note, panel.note, va="center_baseline", color=MUTED)
