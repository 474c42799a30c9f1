"""Drawing of changes: diverging bars in percent, with the values and which way is good in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from helpers.charts.changes.change_caption import Changes, judgement
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
from helpers.charts.drawing.text_metrics import LINE_MM, line_count, widest, wrap, write_lines
from helpers.charts.drawing.value_labels import bare, change_text, with_name
from helpers.charts.phrases import phrase
from helpers.charts.plan.bullets import mark_cut
from helpers.charts.rows import has_value
from helpers.core.conversion import unit_name
from helpers.core.formatting import format_change_percent
from helpers.core.tables import Row

WIDEST_NAME = 62.0  # mm; longer names are wrapped
GAP_MM = 1.5  # between a bar and its label
BETWEEN_MM = 1.8  # between rows
EDGE_MM = 1.0  # above the first row and below the last
BAR_MM = 3.4  # height of a bar
NOTE_MM = 5.5  # height of the remark above rows without a bar
FURTHEST = 100.0
"""Percent at which bars are cut, and marked as cut."""
TONES = {"good": DARK, "bad": MIDDLE, "neutral": LIGHT, "level": LIGHT}


@dataclass(frozen=True)
class ChangeRow:
    """One indicator as it is printed."""

    row: Row
    name: str
    values: str
    label: str
    judgement_text: str
    is_rated: bool

    @property
    def beside_bar(self) -> tuple[str, ...]:
        """What stands left of the bar: on a phone the values run on below it."""
        return (self.name,) if is_narrow() else (self.name, self.values)

    @property
    def height(self) -> float:
        """Millimetres, with the space below the row."""
        return LINE_MM * (line_count(self.name) + 1) + BETWEEN_MM


@dataclass(frozen=True)
class ChangeBars:
    """All rows from top to bottom; measures in millimetres."""

    items: list[ChangeRow]
    left: float
    label_mm: float
    judgement_mm: float

    @classmethod
    def measured(cls, changes: Changes, lang: str) -> ChangeBars:
        """Names broken to lines. Within ``chart_style``."""
        items = [_change_row(row, True, lang) for row in changes.rated]
        items += [_change_row(row, False, lang) for row in changes.plain]
        return cls(
            items=items,
            left=widest([text for item in items for text in item.beside_bar]) + GAP_MM,
            label_mm=widest([item.label for item in items if item.is_rated]) + GAP_MM,
            judgement_mm=widest([item.judgement_text for item in items]) + GAP_MM,
        )

    @property
    def width(self) -> float:
        """Width of the axes, right of the names."""
        return width_mm() - self.left

    @property
    def note_mm(self) -> float:
        """Room for the remark above rows without a bar."""
        return 0.0 if all(item.is_rated for item in self.items) else NOTE_MM

    @property
    def height(self) -> float:
        """Height of the picture."""
        return sum(item.height for item in self.items) + self.note_mm + 2 * EDGE_MM


def _change_row(row: Row, is_rated: bool, lang: str) -> ChangeRow:
    unit = unit_name(str(row["unit_of_measure"]), lang)
    ends = [bare(row, row[n], lang) if has_value(row[n]) else "" for n in ("previous", "actual")]
    values = phrase("from_to", lang, before=ends[0], now=ends[1]) if all(ends) else ends[1]
    share = format_change_percent(row["pct_change"], lang=lang) if is_rated else ""
    judged, values = phrase(f"judged_{judgement(row)}", lang), with_name(values, unit)
    return ChangeRow(
        row=row,
        name=wrap(str(row["name"]), name_mm(WIDEST_NAME)),
        values=f"{values} · {judged}" if is_narrow() else wrap(values, WIDEST_NAME),
        label=share or change_text(row, lang),
        judgement_text="" if is_narrow() else judged,
        is_rated=is_rated,
    )


def draw_changes(bars: ChangeBars, *, ax: Axes, lang: str) -> Axes:
    """Bars from zero with their percentage, names and values left, judgement right."""
    _set_reach(bars, ax=ax)
    ax.set_ylim(bars.height, 0)
    y = EDGE_MM
    first_plain = next((item for item in bars.items if not item.is_rated), None)
    for item in bars.items:
        if item is first_plain:
            _draw_separator(bars, y, phrase("changes_note", lang), ax=ax)
            y += bars.note_mm
        _draw_row(bars, item, y, ax=ax)
        y += item.height
    rated = sum(item.height for item in bars.items if item.is_rated)
    stroke(ax, [0, 0], [EDGE_MM, EDGE_MM + rated - BETWEEN_MM], color=INK, linewidth=0.8)
    return ax


def _set_reach(bars: ChangeBars, *, ax: Axes) -> None:
    """A scale that holds the longest bars and their labels on either side of zero."""
    values = [_bar_end(item) for item in bars.items if item.is_rated]
    low, high = min(0.0, *values), max(0.0, *values)
    sides = (low < 0) + (high > 0)
    bars_mm = bars.width - bars.judgement_mm - bars.label_mm * sides - 2 * GAP_MM
    per_mm = (high - low) / bars_mm
    start = low - (bars.label_mm * (low < 0) + GAP_MM) * per_mm
    ax.set_xlim(start, start + bars.width * per_mm)


def _bar_end(item: ChangeRow) -> float:
    return min(max(float(item.row["pct_change"]), -FURTHEST), FURTHEST)


def _draw_row(bars: ChangeBars, item: ChangeRow, top: float, *, ax: Axes) -> None:
    per_mm = unit_per_mm(ax)
    start, right = ax.get_xlim()
    left = start - bars.left * per_mm
    count = line_count(item.name)
    middle = top + LINE_MM * count / 2
    write_lines(ax, left, middle, item.name, per_mm=1)
    values = top + LINE_MM * (count + 0.5)
    write(ax, left, values, item.values, color=MUTED)
    if item.judgement_text:
        write(ax, right, middle, item.judgement_text, ha="right")
    if not item.is_rated:
        write(ax, GAP_MM * per_mm, middle, item.label)
        return
    bar_end, tone = _bar_end(item), TONES[judgement(item.row)]
    edge: dict[str, Any] = {"edgecolor": INK, "linewidth": 0.5} if tone == LIGHT else {}
    bar(ax, middle, bar_end, height=BAR_MM, color=tone, **edge)
    side = 1 if bar_end > 0 else -1
    if bar_end != float(item.row["pct_change"]):
        mark_cut(bar_end - 3 * side * per_mm, middle, ax=ax)
    x = bar_end + side * GAP_MM * per_mm
    write(ax, x, middle, item.label, ha="left" if side > 0 else "right")


def _draw_separator(bars: ChangeBars, y: float, text: str, *, ax: Axes) -> None:
    """A line across the page and a remark on what follows."""
    start, right = ax.get_xlim()
    left = start - bars.left * unit_per_mm(ax)
    stroke(ax, [left, right], [y, y], color=THIN_LINE, linewidth=0.6)
    write(ax, left, y + NOTE_MM / 2, text, color=MUTED)
