"""Drawing of small multiples: one small chart per series, all of one make and one time axis.

After Tufte. Series of two periods are slopes on one relative scale, so that a change of 0,01% does
not look like one of 5%; longer ones have each a scale of their own, so that their course shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan

from matplotlib.figure import Figure

from helpers.charts.chart import has_value, phrase
from helpers.charts.drawing.sheet import Point, Sheet
from helpers.charts.drawing.style import DARK, MUTED, RULE, WIDTH_MM
from helpers.charts.drawing.text_metrics import LINE_MM, line_count, widest, wrap
from helpers.charts.drawing.value_labels import bare, short_period
from helpers.charts.trends.panel_key import (
    FLOOR,
    GAP,
    KEY_MM,
    PLAN,
    draw_break,
    draw_key,
    key_lines,
)
from helpers.charts.trends.panel_scale import Window, own_window, relative_reach, relative_window
from helpers.charts.trends.series import Series, heights, positions
from helpers.core.conversion import unit_name
from helpers.core.formatting import NO_BREAK_SPACE, format_percent
from helpers.core.tables import Row

MOST_COLUMNS = 4
SLOPE_MM, COURSE_MM = 15.0, 20.0
FOOT_MM, BETWEEN_MM, GAP_MM, EDGE_MM = 4.8, 3.5, 2.2, 0.8
LEAST_SLOPE_MM, LEAST_COURSE_MM = 11.0, 18.0
PLAN_MARK_MM, PLAN_SHARE, DOT_MM = 3.2, 0.8, 0.05
LIFT_MM, LETTER_MM = 1.1, 2.3


@dataclass(frozen=True)
class Panel:
    """A series with its heading and its scale."""

    series: Series
    heading: str
    note: str
    window: Window

    @property
    def lines(self) -> int:
        return line_count(self.heading) + (1 if self.note else 0)


@dataclass(frozen=True)
class PanelLayout:
    """What all panels of a picture share; measures in millimetres."""

    is_long: bool
    columns: int
    label_mm: float
    plot_mm: float
    formed: str | None = None

    @property
    def width(self) -> float:
        return (WIDTH_MM - BETWEEN_MM * (self.columns - 1)) / self.columns

    @property
    def inner(self) -> float:
        """Width of a plot between its first and last value."""
        return self.width - 2 * self.label_mm


@dataclass(frozen=True)
class PanelPosition:
    """A panel on the sheet: ``left`` and ``top`` (mm) of its plot, and where its values stand."""

    panel: Panel
    make: PanelLayout
    left: float
    top: float

    @property
    def edges(self) -> tuple[float, float]:
        """Left and right end of the panel, beside its plot."""
        return self.left - self.make.label_mm, self.left + self.make.inner + self.make.label_mm

    @property
    def floor(self) -> float:
        return self.top + self.make.plot_mm

    @cached_property
    def xs(self) -> list[float]:
        """A place for each period of the series."""
        years = positions(self.panel.series)
        return [self.left + year / years[-1] * self.make.inner for year in years]

    @cached_property
    def points(self) -> list[Point]:
        """A point for each period; its height is not a number where the value is unknown."""
        values = heights(self.panel.series)
        return [(x, self.y(value)) for x, value in zip(self.xs, values, strict=True)]

    def y(self, value: float) -> float:
        window = self.panel.window
        return self.top + (window.high - value) / window.length * self.make.plot_mm


def small_multiples(drawn: list[Series], lang: str, formed: str | None = None) -> Figure:
    """A picture of several series (see ``aligned``). To be called within ``chart_style``.

    ``formed``: the period from which the unit is itself; before it stands a line.
    """
    make = replace(_make(drawn, lang), formed=formed)
    reach = relative_reach(drawn)
    panels = [_panel(series, make, reach, lang) for series in drawn]
    count = make.columns
    lines = [panels[start : start + count] for start in range(0, len(panels), count)]
    heads = [max(panel.lines for panel in line) * LINE_MM + 1.0 for line in lines]
    row_mm = make.plot_mm + FOOT_MM + BETWEEN_MM
    keys = key_lines(
        [p.series for p in panels], [p.window for p in panels], make.is_long, lang, formed
    )
    height = EDGE_MM + sum(heads) + row_mm * len(lines)
    sheet = Sheet(height + KEY_MM * len(keys))
    top = EDGE_MM
    for line, head in zip(lines, heads, strict=True):
        for column, panel in enumerate(line):
            left = column * (make.width + BETWEEN_MM) + make.label_mm
            placed = PanelPosition(panel, make, left, top + head)
            draw_panel(placed, sheet, lang)
            _write_heading(placed, head, sheet)
        top += head + row_mm
    draw_key(keys, top, sheet)
    return sheet.finish()


def _make(drawn: list[Series], lang: str) -> PanelLayout:
    """As many columns as leave each plot room beside its first and last value."""
    long = any(series.is_long for series in drawn)
    ends = [row for s in drawn for row in (s.known[0], s.known[-1])]
    label_mm = widest([bare(row, row["actual"], lang) for row in ends], bold=True) + GAP_MM
    plot_mm, least = (COURSE_MM, LEAST_COURSE_MM) if long else (SLOPE_MM, LEAST_SLOPE_MM)
    make = PanelLayout(long, MOST_COLUMNS, label_mm, plot_mm)
    while make.columns > 2 and make.inner < least:
        make = PanelLayout(long, make.columns - 1, label_mm, plot_mm)
    return make


def _panel(series: Series, make: PanelLayout, reach: float, lang: str) -> Panel:
    newest = series.newest
    unit = unit_name(str(newest["unit_of_measure"]), lang)
    name = f"{newest['name']},{NO_BREAK_SPACE}{unit}" if unit else newest["name"]
    window = own_window(series) if make.is_long else relative_window(series, reach)
    return Panel(series, wrap(name, make.width), _note(newest, lang), window)


def _note(newest: Row, lang: str) -> str:
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


def draw_panel(placed: PanelPosition, sheet: Sheet, lang: str) -> None:
    """The series with its first and last value, its extremes if long, and marks for its plans."""
    _draw_time(placed, sheet, lang)
    _draw_plans(placed, sheet)
    _draw_formation(placed, sheet)
    points = [point for point in placed.points if not isnan(point[1])]
    if placed.panel.series.has_gap:
        sheet.stroke(points, **GAP)
    sheet.stroke(placed.points, color=DARK, linewidth=1.5)
    dots = [[(x, y), (x + DOT_MM, y)] for x, y in points]
    width = 4.6 - placed.make.is_long
    sheet.stroke(*dots, color=DARK, linewidth=width, solid_capstyle="round")
    told = placed.panel.series.known
    lowest = placed.floor - LETTER_MM / 2
    for place, side in ((0, -1), (-1, 1)):
        x, y = points[place]
        sheet.write(
            x + side * GAP_MM, min(y, lowest), _label(told[place], lang),
            ha="right" if side < 0 else "left", fontweight="bold" if side > 0 else "normal",
        )  # fmt: skip
    if placed.make.is_long:
        _write_extremes(placed, told, points, sheet, lang)


def _label(row: Row, lang: str) -> str:
    return bare(row, row["actual"], lang)


def _draw_plans(placed: PanelPosition, sheet: Sheet) -> None:
    """A short level mark at each plan within the panel; of a long series they make a line."""
    xs, window = placed.xs, placed.panel.window
    steps = [after - before for before, after in zip(xs, xs[1:], strict=False)]
    half = min(PLAN_MARK_MM, PLAN_SHARE * min(steps)) / 2
    for x, plan in zip(xs, placed.panel.series.plans, strict=True):
        if window.holds(plan):
            y = placed.y(float(plan))
            sheet.stroke([(x - half, y), (x + half, y)], **PLAN)


def _draw_formation(placed: PanelPosition, sheet: Sheet) -> None:
    """A dotted line between the former units' last period and the unit's own first one."""
    periods = placed.panel.series.periods
    if placed.make.formed not in periods[1:]:
        return
    place = periods.index(placed.make.formed)
    x = (placed.xs[place - 1] + placed.xs[place]) / 2
    sheet.stroke([(x, placed.top), (x, placed.floor)], **GAP)


def _write_extremes(
    placed: PanelPosition, told: list[Row], points: list[Point], sheet: Sheet, lang: str
) -> None:
    """The highest and the lowest value, where they are neither first nor last and have room."""
    ys = [y for _, y in points]
    for y, lift, align in ((min(ys), -LIFT_MM, "bottom"), (max(ys), LIFT_MM, "top")):
        place = ys.index(y)
        room = y - placed.top if lift < 0 else placed.floor - y
        if 0 < place < len(ys) - 1 and room > LIFT_MM + LETTER_MM:
            label = _label(told[place], lang)
            sheet.write(points[place][0], y + lift, label, va=align, ha="center")


def _draw_time(placed: PanelPosition, sheet: Sheet, lang: str) -> None:
    """A line under the panel with its first and last period, and a tick for each between."""
    (left, right), floor, window = placed.edges, placed.floor, placed.panel.window
    if window.low < 0 < window.high:
        zero = placed.y(0.0)
        sheet.stroke([(left, zero), (right, zero)], color=RULE, linewidth=0.4)
    sheet.stroke([(left, floor), (right, floor)], **FLOOR)
    if placed.make.is_long:
        ticks = [[(x, floor), (x, floor + 0.8)] for x in placed.xs]
        sheet.stroke(*ticks, color=MUTED, linewidth=0.6)
    if window.is_broken:
        draw_break(left + 2, floor, sheet)
    periods = placed.panel.series.periods
    for x, code, side in ((left, periods[0], "left"), (right, periods[-1], "right")):
        text = short_period(code, lang)
        sheet.write(x, floor + 1.4, text, va="top", ha=side, color=MUTED)


def _write_heading(placed: PanelPosition, head: float, sheet: Sheet) -> None:
    left, top = placed.edges[0], placed.top - head
    lines = line_count(placed.panel.heading)
    sheet.write_lines(left, top + LINE_MM * lines / 2, placed.panel.heading)
    if placed.panel.note:
        sheet.write(left, top + LINE_MM * (lines + 0.5), placed.panel.note, color=MUTED)
