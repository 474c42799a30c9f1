"""Drawing of changes: diverging bars in percent, with the values and which way is good in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure

from helpers.charts.changes.change_caption import Changes, judgement
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
from helpers.charts.drawing.text_metrics import LINE_MM, line_count, widest, wrap
from helpers.charts.drawing.value_labels import bare, change_text, with_name
from helpers.charts.phrases import phrase
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
    def name_mm(self) -> float:
        """Millimetres of the name."""
        return LINE_MM * line_count(self.name)

    @property
    def height(self) -> float:
        """Millimetres, with the space below the row."""
        return self.name_mm + LINE_MM + BETWEEN_MM

    @property
    def end(self) -> float:
        """The percent at which the bar ends; 0 without a bar."""
        share = float(self.row["pct_change"]) if self.is_rated else 0.0
        return min(max(share, -FURTHEST), FURTHEST)

    @property
    def is_cut(self) -> bool:
        """True for a bar that goes on beyond the scale."""
        return self.end != float(self.row["pct_change"])

    @property
    def side(self) -> int:
        """1 for what stands right of zero, -1 for what stands left of it."""
        return -1 if self.is_rated and self.end <= 0 else 1


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
    def scale(self) -> Scale:
        """The longest bars and their labels fit on either side of zero, right of the names."""
        ends = [0.0, *(item.end for item in self.items)]
        low, high = min(ends), max(ends)
        sides = (low < 0) + (high > 0)
        room = width_mm() - self.left - self.judgement_mm - self.label_mm * sides - 2 * GAP_MM
        zero = self.left + self.label_mm * (low < 0) + GAP_MM
        return Scale(zero, low, (high - low) / room)

    @property
    def tops(self) -> Iterator[float]:
        """How far below the picture's upper edge each row begins."""
        top = EDGE_MM
        for number, item in enumerate(self.items):
            if not item.is_rated and (number == 0 or self.items[number - 1].is_rated):
                top += NOTE_MM
            yield top
            top += item.height

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


def draw_changes(bars: ChangeBars, lang: str) -> Figure:
    """Bars from zero with their percentage, names and values left, judgement right."""
    canvas, scale = Canvas(bars.height), bars.scale
    zero, tops = scale.x(0), list(bars.tops)
    rated = [(item, top) for item, top in zip(bars.items, tops, strict=True) if item.is_rated]
    for item, top in rated:
        tone, middle = TONES[judgement(item.row)], top + item.name_mm / 2
        edge = INK if tone == LIGHT else ""
        canvas.bar(
            zero, scale.x(item.end), middle, height=BAR_MM, color=tone, edge=edge, edge_width=0.5
        )
    for item, top in rated:
        if item.is_cut:
            canvas.cut(scale.x(item.end) - 3 * item.side, top + item.name_mm / 2)
    for item, top in zip(bars.items, tops, strict=True):
        _write_row(bars, item, top, canvas)
    if len(rated) < len(bars.items):
        y = tops[len(rated)] - NOTE_MM
        canvas.stroke([(0, y), (width_mm(), y)], color=THIN_LINE, linewidth=0.6)
        canvas.write(0, y + NOTE_MM / 2, phrase("changes_note", lang), color=MUTED)
    bottom = EDGE_MM + sum(item.height for item, _ in rated) - BETWEEN_MM
    canvas.stroke([(zero, EDGE_MM), (zero, bottom)], color=INK, linewidth=0.8)
    return canvas.finish()


def _write_row(bars: ChangeBars, item: ChangeRow, top: float, canvas: Canvas) -> None:
    middle = top + item.name_mm / 2
    canvas.write_lines(0, middle, item.name)
    canvas.write(0, top + item.name_mm + LINE_MM / 2, item.values, color=MUTED)
    if item.judgement_text:
        canvas.write(width_mm(), middle, item.judgement_text, ha="right")
    x = bars.scale.x(item.end) + item.side * GAP_MM
    canvas.write(x, middle, item.label, ha="left" if item.side > 0 else "right")
