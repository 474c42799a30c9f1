"""Small multiples: one small chart per series, all with one layout and one time axis.

After Tufte. Each has a scale of its own, so that its course shows.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan

from matplotlib.figure import Figure

from helpers.charts.drawing.canvas import Canvas, Point
from helpers.charts.drawing.style import DARK, MUTED, THIN_LINE, width_mm
from helpers.charts.drawing.text_metrics import LINE_MM, line_count, widest, wrap
from helpers.charts.drawing.value_labels import bare, short_period
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.charts.trends.panel_key import (
    FLOOR,
    GAP,
    KEY_MM,
    PLAN,
    draw_break,
    draw_key,
    key_lines,
)
from helpers.charts.trends.panel_scale import (
    Window,
    individual_window,
)
from helpers.charts.trends.series import IndicatorSeries, heights, positions
from helpers.core.conversion import unit_name
from helpers.core.formatting import NO_BREAK_SPACE, format_percent
from helpers.core.tables import Row

MOST_COLUMNS = 4
COURSE_MM = 20.0  # height of a plot
FOOT_MM = 4.8  # below a plot, for its periods
BETWEEN_MM = 3.5  # between panels
GAP_MM = 2.2  # between a value and its label
EDGE_MM = 0.8  # above the first panels
LEAST_COURSE_MM = 18.0  # width of a plot below which a picture has a column less
PLAN_MARK_MM = 3.2  # width of a plan's mark
PLAN_SHARE = 0.8  # at most this share of the distance between two periods
DOT_MM = 0.05  # length of the stroke that is a value's dot
DOT_WIDTH = 3.6  # its width in points
LIFT_MM = 1.1  # between an extreme value and its label
LETTER_MM = 2.3  # height of a label


@dataclass(frozen=True)
class TrendPanel:
    """A series with its heading and its scale."""

    series: IndicatorSeries
    heading: str
    note: str
    window: Window

    @property
    def text_lines(self) -> int:
        """Text lines above the plot: heading and note."""
        return line_count(self.heading) + (1 if self.note else 0)


@dataclass(frozen=True)
class PanelLayout:
    """What all panels of a picture share; measures in millimetres."""

    columns: int
    label_mm: float
    break_period: str | None = None

    @property
    def width(self) -> float:
        """Width of a panel."""
        return (width_mm() - BETWEEN_MM * (self.columns - 1)) / self.columns

    @property
    def inner(self) -> float:
        """Width of a plot between its first and last value."""
        return self.width - 2 * self.label_mm


@dataclass(frozen=True)
class PanelPosition:
    """A panel on the canvas: ``left`` and ``top`` (mm) of its plot, and its points."""

    panel: TrendPanel
    layout: PanelLayout
    left: float
    top: float

    @property
    def edges(self) -> tuple[float, float]:
        """Left and right end of the panel, beside its plot."""
        return (
            self.left - self.layout.label_mm,
            self.left + self.layout.inner + self.layout.label_mm,
        )

    @property
    def floor(self) -> float:
        """Height (mm from the top of the canvas) of the line under the plot."""
        return self.top + COURSE_MM

    @cached_property
    def xs(self) -> list[float]:
        """A horizontal position for each period of the series."""
        years = positions(self.panel.series)
        return [self.left + year / years[-1] * self.layout.inner for year in years]

    @cached_property
    def points(self) -> list[Point]:
        """A point for each period; its height is not a number where the value is unknown."""
        values = heights(self.panel.series)
        return [(x, self.y(value)) for x, value in zip(self.xs, values, strict=True)]

    def y(self, value: float) -> float:
        """Height (mm from the top of the canvas) of a value."""
        window = self.panel.window
        return self.top + (window.high - value) / window.length * COURSE_MM


def small_multiples(
    shown: list[IndicatorSeries], lang: str, break_period: str | None = None
) -> Figure:
    """A picture of several series (see ``aligned``). To be called within ``chart_style``.

    ``break_period``: the first period of the unit itself; a dotted line is drawn before it.
    """
    layout = replace(_layout_of(shown, lang), break_period=break_period)
    panels = [_panel(series, layout, lang) for series in shown]
    count = layout.columns
    panel_rows = [panels[start : start + count] for start in range(0, len(panels), count)]
    heads = [
        max(panel.text_lines for panel in panel_row) * LINE_MM + 1.0 for panel_row in panel_rows
    ]
    row_mm = COURSE_MM + FOOT_MM + BETWEEN_MM
    keys = key_lines([p.series for p in panels], [p.window for p in panels], lang, break_period)
    height = EDGE_MM + sum(heads) + row_mm * len(panel_rows)
    canvas = Canvas(height + KEY_MM * len(keys))
    top = EDGE_MM
    for panel_row, head in zip(panel_rows, heads, strict=True):
        for column, panel in enumerate(panel_row):
            left = column * (layout.width + BETWEEN_MM) + layout.label_mm
            position = PanelPosition(panel, layout, left, top + head)
            draw_panel(position, canvas, lang)
            _write_heading(position, head, canvas)
        top += head + row_mm
    draw_key(keys, top, canvas)
    return canvas.finish()


def _layout_of(shown: list[IndicatorSeries], lang: str) -> PanelLayout:
    """As many columns as leave each plot room beside its first and last value."""
    ends = [row for s in shown for row in (s.known[0], s.known[-1])]
    label_mm = widest([bare(row, row["actual"], lang) for row in ends], bold=True) + GAP_MM
    layout = PanelLayout(MOST_COLUMNS, label_mm)
    while layout.columns > 1 and layout.inner < LEAST_COURSE_MM:
        layout = PanelLayout(layout.columns - 1, label_mm)
    return layout


def _panel(series: IndicatorSeries, layout: PanelLayout, lang: str) -> TrendPanel:
    newest = series.newest
    unit = unit_name(str(newest["unit_of_measure"]), lang)
    name = f"{newest['name']},{NO_BREAK_SPACE}{unit}" if unit else newest["name"]
    heading = wrap(name, layout.width)
    return TrendPanel(series, heading, _note(newest, lang), individual_window(series))


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


def draw_panel(position: PanelPosition, canvas: Canvas, lang: str) -> None:
    """The series with its first and last value, its extremes, and marks for its plans."""
    _draw_time(position, canvas, lang)
    _draw_plans(position, canvas)
    _draw_formation(position, canvas)
    points = [point for point in position.points if not isnan(point[1])]
    if position.panel.series.has_gap:
        canvas.stroke(points, **GAP)
    canvas.stroke(position.points, color=DARK, linewidth=1.5)
    dots = [[(x, y), (x + DOT_MM, y)] for x, y in points]
    canvas.stroke(*dots, color=DARK, linewidth=DOT_WIDTH, solid_capstyle="round")
    known = position.panel.series.known
    lowest = position.floor - LETTER_MM / 2
    for index, side in ((0, -1), (-1, 1)):
        x, y = points[index]
        canvas.write(
            x + side * GAP_MM, min(y, lowest), _label(known[index], lang),
            ha="right" if side < 0 else "left", fontweight="bold" if side > 0 else "normal",
        )  # fmt: skip
    _write_extremes(position, known, points, canvas, lang)


def _label(row: Row, lang: str) -> str:
    return bare(row, row["actual"], lang)


def _draw_plans(position: PanelPosition, canvas: Canvas) -> None:
    """A short level mark at each plan within the panel; of a long series they make a line."""
    xs, window = position.xs, position.panel.window
    steps = [after - before for before, after in zip(xs, xs[1:], strict=False)]
    half = min(PLAN_MARK_MM, PLAN_SHARE * min(steps)) / 2
    for x, plan in zip(xs, position.panel.series.plans, strict=True):
        if window.holds(plan):
            y = position.y(float(plan))
            canvas.stroke([(x - half, y), (x + half, y)], **PLAN)


def _draw_formation(position: PanelPosition, canvas: Canvas) -> None:
    """A dotted line between the former units' last period and the first one of the unit."""
    periods = position.panel.series.periods
    if position.layout.break_period not in periods[1:]:
        return
    index = periods.index(position.layout.break_period)
    x = (position.xs[index - 1] + position.xs[index]) / 2
    canvas.stroke([(x, position.top), (x, position.floor)], **GAP)


def _write_extremes(
    position: PanelPosition, known: list[Row], points: list[Point], canvas: Canvas, lang: str
) -> None:
    """The highest and the lowest value, where they are neither first nor last and have room."""
    ys = [y for _, y in points]
    for y, lift, align in ((min(ys), -LIFT_MM, "bottom"), (max(ys), LIFT_MM, "top")):
        index = ys.index(y)
        room = y - position.top if lift < 0 else position.floor - y
        if 0 < index < len(ys) - 1 and room > LIFT_MM + LETTER_MM:
            label = _label(known[index], lang)
            canvas.write(points[index][0], y + lift, label, va=align, ha="center")


def _draw_time(position: PanelPosition, canvas: Canvas, lang: str) -> None:
    """A line under the panel with its first and last period, and a tick for each between."""
    (left, right), floor, window = position.edges, position.floor, position.panel.window
    if window.low < 0 < window.high:
        zero = position.y(0.0)
        canvas.stroke([(left, zero), (right, zero)], color=THIN_LINE, linewidth=0.4)
    canvas.stroke([(left, floor), (right, floor)], **FLOOR)
    ticks = [[(x, floor), (x, floor + 0.8)] for x in position.xs]
    canvas.stroke(*ticks, color=MUTED, linewidth=0.6)
    if window.is_broken:
        draw_break(left + 2, floor, canvas)
    periods = position.panel.series.periods
    for x, code, side in ((left, periods[0], "left"), (right, periods[-1], "right")):
        text = short_period(code, lang)
        canvas.write(x, floor + 1.4, text, va="top", ha=side, color=MUTED)


def _write_heading(position: PanelPosition, head: float, canvas: Canvas) -> None:
    left, top = position.edges[0], position.top - head
    lines = line_count(position.panel.heading)
    canvas.write_lines(left, top + LINE_MM * lines / 2, position.panel.heading)
    if position.panel.note:
        canvas.write(left, top + LINE_MM * (lines + 0.5), position.panel.note, color=MUTED)
