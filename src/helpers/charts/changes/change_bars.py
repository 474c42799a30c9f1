"""Drawing of changes: diverging bars in percent, with the values and which way is good in words."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from helpers.charts.changes.change_caption import Changes, judgement
from helpers.charts.chart import has_value, phrase
from helpers.charts.drawing.marks import bar, stroke
from helpers.charts.drawing.style import (
    DARK,
    INK,
    LIGHT,
    MIDDLE,
    MUTED,
    RULE,
    WIDTH_MM,
    unit_per_mm,
)
from helpers.charts.drawing.text import write
from helpers.charts.drawing.text_metrics import LINE_MM, line_count, widest, wrap, write_lines
from helpers.charts.drawing.value_labels import bare, change_text, with_name
from helpers.charts.plan.bullets import mark_cut
from helpers.core.conversion import unit_name
from helpers.core.formatting import format_change_percent
from helpers.core.tables import Row

WIDEST_NAME, GAP_MM, BETWEEN_MM, EDGE_MM, BAR_MM, NOTE_MM = 62.0, 1.5, 1.8, 1.0, 3.4, 5.5
FURTHEST = 100.0
"""Percent at which bars are cut, and marked as cut."""
TONES = {"good": DARK, "bad": MIDDLE, "neutral": LIGHT, "level": LIGHT}


@dataclass(frozen=True)
class Line:
    """One indicator as it is printed."""

    row: Row
    name: str
    values: str
    label: str
    judged: str
    is_rated: bool

    @property
    def height(self) -> float:
        return LINE_MM * (line_count(self.name) + 1) + BETWEEN_MM


@dataclass(frozen=True)
class ChangeBars:
    """All lines from top to bottom; measures in millimetres."""

    lines: list[Line]
    left: float
    label_mm: float
    judged_mm: float

    @classmethod
    def measured(cls, changes: Changes, lang: str) -> ChangeBars:
        """Names broken to lines. Within ``chart_style``."""
        lines = [_line(row, True, lang) for row in changes.rated]
        lines += [_line(row, False, lang) for row in changes.plain]
        return cls(
            lines=lines,
            left=widest([text for line in lines for text in (line.name, line.values)]) + GAP_MM,
            label_mm=widest([line.label for line in lines if line.is_rated]) + GAP_MM,
            judged_mm=widest([line.judged for line in lines]) + GAP_MM,
        )

    @property
    def width(self) -> float:
        return WIDTH_MM - self.left

    @property
    def note_mm(self) -> float:
        """Room for the remark above lines without a bar."""
        return 0.0 if all(line.is_rated for line in self.lines) else NOTE_MM

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines) + self.note_mm + 2 * EDGE_MM


def _line(row: Row, is_rated: bool, lang: str) -> Line:
    unit = unit_name(str(row["unit_of_measure"]), lang)
    ends = [bare(row, row[n], lang) if has_value(row[n]) else "" for n in ("previous", "actual")]
    values = phrase("from_to", lang, before=ends[0], now=ends[1]) if all(ends) else ends[1]
    share = format_change_percent(row["pct_change"], lang=lang) if is_rated else ""
    return Line(
        row=row,
        name=wrap(str(row["name"]), WIDEST_NAME),
        values=wrap(with_name(values, unit), WIDEST_NAME),
        label=share or change_text(row, lang),
        judged=phrase(f"judged_{judgement(row)}", lang),
        is_rated=is_rated,
    )


def draw_changes(bars: ChangeBars, *, ax: Axes, lang: str) -> Axes:
    """Bars from zero with their percentage, names and values left, judgement right."""
    _set_reach(bars, ax=ax)
    ax.set_ylim(bars.height, 0)
    y = EDGE_MM
    first_plain = next((line for line in bars.lines if not line.is_rated), None)
    for line in bars.lines:
        if line is first_plain:
            _rule(bars, y, phrase("changes_note", lang), ax=ax)
            y += bars.note_mm
        _draw_line(bars, line, y, ax=ax)
        y += line.height
    rated = sum(line.height for line in bars.lines if line.is_rated)
    stroke(ax, [0, 0], [EDGE_MM, EDGE_MM + rated - BETWEEN_MM], color=INK, linewidth=0.8)
    return ax


def _set_reach(bars: ChangeBars, *, ax: Axes) -> None:
    """A scale that holds the longest bars and their labels on either side of zero."""
    values = [_drawn(line) for line in bars.lines if line.is_rated]
    low, high = min(0.0, *values), max(0.0, *values)
    sides = (low < 0) + (high > 0)
    bars_mm = bars.width - bars.judged_mm - bars.label_mm * sides - 2 * GAP_MM
    per_mm = (high - low) / bars_mm
    start = low - (bars.label_mm * (low < 0) + GAP_MM) * per_mm
    ax.set_xlim(start, start + bars.width * per_mm)


def _drawn(line: Line) -> float:
    return min(max(float(line.row["pct_change"]), -FURTHEST), FURTHEST)


def _draw_line(bars: ChangeBars, line: Line, top: float, *, ax: Axes) -> None:
    per_mm = unit_per_mm(ax)
    start, right = ax.get_xlim()
    left = start - bars.left * per_mm
    count = line_count(line.name)
    middle = top + LINE_MM * count / 2
    write_lines(ax, left, middle, line.name, per_mm=1)
    values = top + LINE_MM * (count + 0.5)
    write(ax, left, values, line.values, color=MUTED)
    write(ax, right, middle, line.judged, ha="right")
    if not line.is_rated:
        write(ax, GAP_MM * per_mm, middle, line.label)
        return
    drawn, tone = _drawn(line), TONES[judgement(line.row)]
    edge = {"edgecolor": INK, "linewidth": 0.5} if tone == LIGHT else {}
    bar(ax, middle, drawn, height=BAR_MM, color=tone, **edge)
    side = 1 if drawn > 0 else -1
    if drawn != float(line.row["pct_change"]):
        mark_cut(drawn - 3 * side * per_mm, middle, ax=ax)
    x = drawn + side * GAP_MM * per_mm
    write(ax, x, middle, line.label, ha="left" if side > 0 else "right")


def _rule(bars: ChangeBars, y: float, text: str, *, ax: Axes) -> None:
    """A line across the page and a remark on what follows."""
    start, right = ax.get_xlim()
    left = start - bars.left * unit_per_mm(ax)
    stroke(ax, [left, right], [y, y], color=RULE, linewidth=0.6)
    write(ax, left, y + NOTE_MM / 2, text, color=MUTED)
