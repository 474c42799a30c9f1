"""Bullet bars: a bar to the attained share, a line at 100 %, a tick at the share due.

After Stephen Few's bullet graph: length on one scale, the comparison as a mark across it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.drawing.canvas import Canvas, Scale
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MIDDLE,
    MUTED,
    THIN_LINE,
    is_narrow,
    name_mm,
    width_mm,
)
from helpers.charts.drawing.text_metrics import LINE_MM, first_free, line_count, text_width, wrap
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
BAR_MM = 2.1  # height of a bar
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
    def scale(self) -> Scale:
        """Percent right of the names, with room for the label of the longest bar."""
        bars = width_mm() - self.left - self.margin
        return Scale(self.left, self.low, (self.high - self.low) / bars)

    @property
    def heights(self) -> list[float]:
        """Millimetres of each bar with its name."""
        return [ROW_MM + LINE_MM * (line_count(name) - 1) for name in self.names]

    @property
    def height(self) -> float:
        """Millimetres of all bars."""
        return sum(self.heights)

    @property
    def middles(self) -> list[float]:
        """How far below the picture's upper edge the middle of each bar is."""
        ends = accumulate(self.heights, initial=self.top)
        return [end + height / 2 for end, height in zip(ends, self.heights, strict=False)]

    def end(self, row: Row) -> float:
        """The percent at which a bar ends."""
        return min(max(float(row["pct_plan"]), self.low), self.high)

    def has_estimate_of(self, row: Row) -> bool:
        """True where the mark of an estimate is within the scale."""
        return has_value(row["pct_estimate"]) and row["pct_estimate"] <= self.high

    @property
    def margin(self) -> float:
        """Room right of the longest bar for its label, in millimetres."""
        return max(text_width(label) for label in self.labels) + 2 * GAP_MM + 1


def is_behind(row: Row) -> bool:
    """True for a figure below the share due, by more than the band that counts as on course."""
    expected = row["pace_expected"]
    return has_value(expected) and row["pct_plan"] <= expected - ON_COURSE


def draw_bullets(bullets: Bullets, lang: str) -> Figure:
    """Names left of the bars, value labels at their ends, the two marks named above the first.

    What lies above something else is drawn after it, of all bars.
    """
    canvas = Canvas(bullets.top + bullets.height + bullets.bottom)
    scale, bottom = bullets.scale, bullets.top + bullets.height
    bars = list(zip(bullets.rows, bullets.middles, strict=True))
    for _, middle in bars:
        canvas.bar(scale.x(0), scale.x(FULL), middle, height=4.0, color=LIGHT)
    for row, middle in bars:
        tone, end = MIDDLE if is_behind(row) else DARK, scale.x(bullets.end(row))
        canvas.bar(scale.x(0), end, middle, height=BAR_MM, color=tone)
    for row, middle in bars:
        if bullets.end(row) != float(row["pct_plan"]):
            canvas.cut(scale.x(bullets.end(row)) - 3, middle)
        if bullets.has_estimate_of(row):
            _draw_estimate(scale.x(float(row["pct_estimate"])), middle, canvas)
    for number, (row, middle) in enumerate(bars):
        if has_value(row["pace_expected"]):
            canvas.tick(scale.x(float(row["pace_expected"])), middle, 2.0, 1.7)
        _write_beside(bullets, number, middle, canvas)
    for share, look in ((FULL, (INK, 0.8)), (0.0, (THIN_LINE, 0.6))):
        line = [(scale.x(share), bullets.top), (scale.x(share), bottom)]
        canvas.stroke(line, color=look[0], linewidth=look[1])
    for share in range(0, int(bullets.high) + 1, 50):
        text = format_percent(share, decimals=0, lang=lang)
        canvas.write(scale.x(share), bottom + 0.8, text, va="top", ha="center", color=MUTED)
    _name_marks(bullets, lang, canvas)
    _draw_key(bullets, lang, canvas)
    return canvas.finish()


def _write_beside(bullets: Bullets, number: int, middle: float, canvas: Canvas) -> None:
    """The name left of a bar, and its value right of it where it crosses no mark."""
    row, scale, label = bullets.rows[number], bullets.scale, bullets.labels[number]
    marks = [FULL, *(float(row[n]) for n in ("pace_expected",) if has_value(row[n]))]
    if bullets.has_estimate_of(row):
        marks.append(float(row["pct_estimate"]))
    start = scale.x(max(bullets.end(row), 0.0)) + GAP_MM
    start = first_free(start, text_width(label), map(scale.x, marks), GAP_MM)
    canvas.write(start, middle, label)
    canvas.write_lines(bullets.left - GAP_MM, middle, bullets.names[number], ha="right")


def _name_marks(bullets: Bullets, lang: str, canvas: Canvas) -> None:
    """``plan`` above the line at 100 %, ``due`` above the commonest tick."""
    plan, y = phrase("plan_mark", lang), bullets.top - 1.0
    half = text_width(plan) / 2
    middle = min(bullets.scale.x(FULL), width_mm() - half)
    canvas.write(middle, y, plan, va="bottom", ha="center")
    shares = [row["pace_expected"] for row in bullets.rows if has_value(row["pace_expected"])]
    paces = [share for share, _ in Counter(shares).most_common() if share != FULL]
    if not paces:
        return
    due = phrase("pace_mark", lang, share=share_text(paces[0], lang))
    limit = middle - half - GAP_MM - text_width(due) / 2
    x = min(bullets.scale.x(float(paces[0])), limit)
    canvas.write(x, y, due, va="bottom", ha="center")


def _draw_estimate(x: float, middle: float, canvas: Canvas) -> None:
    """A hollow mark: not reached yet."""
    half = HOLLOW_MM / 2
    canvas.bar(x - half, x + half, middle, height=HOLLOW_MM, color="white", edge=INK,
               edge_width=0.9)  # fmt: skip


def _draw_key(bullets: Bullets, lang: str, canvas: Canvas) -> None:
    """The colour of bars behind the plan and the mark of estimates, under the scale."""
    start = 0.0 if is_narrow() else bullets.left
    x, y = start, bullets.top + bullets.height + FOOT_MM + KEY_MM / 2
    if bullets.is_any_behind:
        text = phrase("behind_mark", lang)
        canvas.bar(x, x + 4, y, height=BAR_MM, color=MIDDLE)
        canvas.write(x + 5.2, y, text, color=MUTED)
        x, y = (start, y + KEY_MM) if is_narrow() else (x + 9.2 + text_width(text), y)
    if bullets.has_estimate:
        _draw_estimate(x + HOLLOW_MM / 2, y, canvas)
        canvas.write(x + 3.4, y, phrase("estimate_mark", lang), color=MUTED)
