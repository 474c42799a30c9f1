"""Bullet bars: a bar to the attained share, a line at 100 %, a tick at the share due.

After Stephen Few's bullet graph: length on one scale, the comparison as a mark across it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.drawing.marks import bar, stroke
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MIDDLE,
    MUTED,
    THIN_LINE,
    is_narrow,
    name_mm,
    unit_per_mm,
    width_mm,
)
from helpers.charts.drawing.text import write
from helpers.charts.drawing.text_metrics import (
    LINE_MM,
    first_free,
    line_count,
    text_width,
    wrap,
    write_lines,
)
from helpers.charts.drawing.value_labels import share_text
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.core.formatting import format_percent
from helpers.core.tables import Row, records_of

WIDEST_NAME = 60.0  # mm; longer names are wrapped
ROW_MM = 5.0  # height of a row with a name of one line
GAP_MM = 1.3  # between a bar and its label
HEAD_MM = 6.0  # above the bars, for the names of the marks
FOOT_MM = 4.5  # below the bars, for the scale
KEY_MM = 4.0  # below the scale, for the colour of bars behind the plan
HOLLOW_MM = 2.2  # side of the mark of an estimate
FURTHEST = 200.0
"""Percent at which the scale ends: longer bars are cut, marked as cut, and have their value."""
FULL = 100.0
ON_COURSE = 1
"""Percentage points: a figure nearer to the share due than this is on course."""


@dataclass(frozen=True)
class Bullets:
    """Bars with their wrapped names; positions in millimetres, attainment in percent."""

    rows: Sequence[Row]
    names: list[str]
    labels: list[str]
    left: float
    low: float
    high: float

    @classmethod
    def measured(cls, rows: pd.DataFrame, lang: str) -> Bullets:
        """Names broken to lines and the scale that holds all bars. Within ``chart_style``."""
        names = [wrap(str(name), name_mm(WIDEST_NAME)) for name in rows["name"]]
        values = [float(value) for value in rows["pct_plan"]]
        return cls(
            rows=records_of(rows),
            names=names,
            labels=[format_percent(value, lang=lang) for value in rows["pct_plan"]],
            left=max(text_width(name) for name in names) + GAP_MM,
            low=max(min(0.0, *values), -FURTHEST) if len(values) > 1 else min(0.0, values[0]),
            high=min(max(FULL, *values), FURTHEST),
        )

    @property
    def top(self) -> float:
        """Millimetres above the bars."""
        return HEAD_MM

    @property
    def bottom(self) -> float:
        """Millimetres below the bars."""
        keys = self.is_any_behind + self.has_estimate
        return FOOT_MM + KEY_MM * (keys if is_narrow() else min(keys, 1))

    @property
    def is_any_behind(self) -> bool:
        """True where a bar is below the share due."""
        return any(is_behind(row) for row in self.rows)

    @property
    def has_estimate(self) -> bool:
        """True where a figure is estimated to the period's end."""
        return any(has_value(row["pct_estimate"]) for row in self.rows)

    @property
    def width(self) -> float:
        """Millimetres right of the names."""
        return width_mm() - self.left

    @property
    def heights(self) -> list[float]:
        """Millimetres of each bar with its name."""
        return [ROW_MM + LINE_MM * (line_count(name) - 1) for name in self.names]

    @property
    def height(self) -> float:
        """Millimetres of all bars."""
        return sum(self.heights)

    @property
    def margin(self) -> float:
        """Room right of the longest bar for its label, in millimetres."""
        return max(text_width(label) for label in self.labels) + 2 * GAP_MM + 1


def is_behind(row: Row) -> bool:
    """True for a figure below the share due, by more than the band that counts as on course."""
    expected = row["pace_expected"]
    return has_value(expected) and row["pct_plan"] <= expected - ON_COURSE


def draw_bullets(bullets: Bullets, *, ax: Axes, lang: str) -> Axes:
    """Names left of ``ax``, value labels at bar ends, the two marks named above the first bar."""
    bars = bullets.width - bullets.margin
    span = (bullets.high - bullets.low) * bullets.width / bars
    ax.set_xlim(bullets.low, bullets.low + span)
    ax.set_ylim(bullets.height, 0)
    middle = 0.0
    for number, height in enumerate(bullets.heights):
        middle += height / 2
        _draw_bar(bullets, number, middle, ax=ax)
        middle += height / 2
    stroke(ax, [FULL, FULL], [0, bullets.height], color=INK, linewidth=0.8)
    stroke(ax, [0, 0], [0, bullets.height], color=THIN_LINE, linewidth=0.6)
    _draw_scale(bullets, ax=ax, lang=lang)
    _name_marks(bullets, ax=ax, lang=lang)
    _draw_key(bullets, ax=ax, lang=lang)
    return ax


def _draw_bar(bullets: Bullets, number: int, middle: float, *, ax: Axes) -> None:
    per_mm = unit_per_mm(ax)
    row = bullets.rows[number]
    value = float(row["pct_plan"])
    bar_end = min(max(value, bullets.low), bullets.high)
    expected = float(row["pace_expected"]) if has_value(row["pace_expected"]) else None
    bar(ax, middle, FULL, height=4.0, color=LIGHT)
    bar(ax, middle, bar_end, height=2.1, color=MIDDLE if is_behind(row) else DARK)
    if bar_end != value:
        mark_cut(bar_end - 3 * per_mm, middle, ax=ax)
    marks = [FULL]
    if expected is not None:
        for color, width in (("white", 3.4), (INK, 1.7)):
            ends = [middle - 2.0, middle + 2.0]
            stroke(ax, [expected, expected], ends, color=color, linewidth=width)
        marks.append(expected)
    if has_value(row["pct_estimate"]) and row["pct_estimate"] <= bullets.high:
        _draw_estimate(float(row["pct_estimate"]), middle, ax=ax)
        marks.append(float(row["pct_estimate"]))
    label = bullets.labels[number]
    start = max(bar_end, 0.0) + GAP_MM * per_mm
    start = first_free(start, text_width(label) * per_mm, marks, GAP_MM * per_mm)
    write(ax, start, middle, label)
    name = bullets.names[number]
    write_lines(ax, bullets.low - GAP_MM * per_mm, middle, name, per_mm=1, ha="right")


def mark_cut(x: float, middle: float, *, ax: Axes) -> None:
    """Two white strokes across a bar that goes on beyond the scale."""
    per_mm = unit_per_mm(ax)
    for shift in (0.0, 1.1 * per_mm):
        xs = [x + shift - 0.4 * per_mm, x + shift + 0.4 * per_mm]
        stroke(ax, xs, [middle + 1.4, middle - 1.4], color="white", linewidth=1.2)


def _draw_scale(bullets: Bullets, *, ax: Axes, lang: str) -> None:
    for share in range(0, int(bullets.high) + 1, 50):
        text = format_percent(share, decimals=0, lang=lang)
        write(ax, share, bullets.height + 0.8, text, va="top", ha="center", color=MUTED)


def _name_marks(bullets: Bullets, *, ax: Axes, lang: str) -> None:
    """``plan`` above the line at 100 %, ``due`` above the commonest tick."""
    per_mm = unit_per_mm(ax)
    plan = phrase("plan_mark", lang)
    plan_width = text_width(plan) * per_mm
    right_end = ax.get_xlim()[1]
    plan_middle = min(FULL, right_end - plan_width / 2)
    write(ax, plan_middle, -1.0, plan, va="bottom", ha="center")
    shares = [row["pace_expected"] for row in bullets.rows if has_value(row["pace_expected"])]
    paces = [share for share, _ in Counter(shares).most_common() if share != FULL]
    if not paces:
        return
    due = phrase("pace_mark", lang, share=share_text(paces[0], lang))
    half = text_width(due) * per_mm / 2
    limit = plan_middle - plan_width / 2 - GAP_MM * per_mm - half
    write(ax, min(float(paces[0]), limit), -1.0, due, va="bottom", ha="center")


def _draw_estimate(x: float, middle: float, *, ax: Axes) -> None:
    """A hollow mark: not reached yet."""
    side = HOLLOW_MM * unit_per_mm(ax)
    bar(ax, middle, side, left=x - side / 2, height=HOLLOW_MM, color="white", edgecolor=INK,
        linewidth=0.9)  # fmt: skip


def _draw_key(bullets: Bullets, *, ax: Axes, lang: str) -> None:
    """The colour of bars behind the plan and the mark of estimates, under the scale."""
    per_mm = unit_per_mm(ax)
    start = bullets.low - bullets.left * per_mm * is_narrow()
    x, y = start, bullets.height + FOOT_MM + KEY_MM / 2
    if bullets.is_any_behind:
        text = phrase("behind_mark", lang)
        bar(ax, y, 4 * per_mm, left=x, height=2.1, color=MIDDLE)
        write(ax, x + 5.2 * per_mm, y, text, color=MUTED)
        x, y = (start, y + KEY_MM) if is_narrow() else (x + (9.2 + text_width(text)) * per_mm, y)
    if bullets.has_estimate:
        _draw_estimate(x + HOLLOW_MM / 2 * per_mm, y, ax=ax)
        write(ax, x + 3.4 * per_mm, y, phrase("estimate_mark", lang), color=MUTED)
