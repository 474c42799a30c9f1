"""Dots on lines: every unit by a few key indicators, its share of the plan and the share due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import ceil

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, new_chart
from helpers.charts.chart_table import table_of
from helpers.charts.drawing.canvas import Canvas
from helpers.charts.drawing.style import (
    DARK,
    INK,
    MIDDLE,
    MUTED,
    POINTS_PER_MM,
    THIN_LINE,
    chart_style,
    is_narrow,
    width_mm,
)
from helpers.charts.drawing.text_metrics import LINE_MM, text_width
from helpers.charts.drawing.value_labels import column_name
from helpers.charts.heat.heat_table import HeatRow
from helpers.charts.phrases import phrase
from helpers.core.formatting import format_percent

FEWEST_UNITS = 3
"""Of fewer, the table says as much as a picture."""
DOT_MM = 1.5  # across a dot; dots that would touch lie above each other
MOST_LANES = 7  # dots above each other; more cover each other
GAP_MM = 2.0  # below a line with its names
SCALE_MM = 5.0
KEY_MM = 5.0
FULL, FURTHEST, STEP = 100, 200, 50
"""Percent at which the scale ends at least and at most; dots beyond it are at its end."""
LOOKS = {"heat_reached": (DARK, ""), "heat_below": (MIDDLE, ""), "dots_doubt": (INK, "white")}
"""Each kind of dot: its colour, and that of its middle."""


@dataclass(frozen=True)
class Line:
    """An indicator: the share that is due, and (unit, share, kind of dot), lowest first."""

    name: str
    due: Decimal
    dots: tuple[tuple[str, Decimal, str], ...]

    @property
    def sure(self) -> list[tuple[str, Decimal, str]]:
        """Those whose figure no check doubts."""
        return [dot for dot in self.dots if dot[2] != "dots_doubt"]

    @property
    def reached(self) -> int:
        """How many of them are at what is due."""
        return sum(kind == "heat_reached" for _, _, kind in self.dots)


def dot_plot(
    rows: Sequence[HeatRow], columns: Sequence[str], due: Sequence[Decimal], *, lang: str = "vi"
) -> Chart:
    """A line of dots for each column; ``due`` as of ``heat_table``. Figures in doubt are hollow."""
    lines = [_line(rows, number, name, due[number]) for number, name in enumerate(columns)]
    lines = [line for line in lines if len(line.sure) >= FEWEST_UNITS]
    title = phrase("dots_title", lang)
    printed = [_printed(line, lang) for line in lines]
    heads = [column_name("name", lang), *(phrase(f"dots_{head}", lang) for head in HEADS)]
    fields = dict(zip(FIELDS, printed[0], strict=True)) if lines else {}
    caption = phrase("dots_caption", lang, **fields) if lines else title
    data = pd.DataFrame(printed, columns=["name", *HEADS])
    with chart_style():
        draw = partial(_draw, lines, lang) if lines else None
        return new_chart("dots", title, caption, draw, data, table_of(heads, printed))


HEADS = ("due", "reached", "lowest", "highest")
FIELDS = ("name", *HEADS)


def _line(rows: Sequence[HeatRow], column: int, name: str, due: Decimal) -> Line:
    known = [(row, share) for row in rows if (share := row.shares[column]) is not None]
    dots = (
        (row.name, share, "dots_doubt" if column in row.doubted
         else "heat_reached" if share >= due else "heat_below")
        for row, share in known
    )  # fmt: skip
    return Line(name, due, tuple(sorted(dots, key=lambda dot: (dot[1], dot[0]))))


def _printed(line: Line, lang: str) -> tuple[str, ...]:
    ends = (
        f"{name} ({format_percent(share, lang=lang)})"
        for name, share, _ in (line.sure[0], line.sure[-1])
    )
    reached = phrase("dots_of", lang, reached=line.reached, units=len(line.sure))
    return line.name, format_percent(line.due, lang=lang), reached, *ends


def _draw(lines: Sequence[Line], lang: str) -> Figure:
    longest = max(float(share) for line in lines for _, share, _ in line.dots)
    end = min(max(ceil(longest / STEP) * STEP, FULL), FURTHEST)
    scale = _Scale(float(end))
    laid = [list(_laid(line, scale)) for line in lines]
    lanes = [max(lane for *_, lane in dots) + 1 for dots in laid]
    texts = [_ends(line, lang) for line in lines]
    is_long = any(sum(map(text_width, pair)) + 2 * GAP_MM > width_mm() for pair in texts)
    below = LINE_MM * (2 if is_long else 1) + GAP_MM
    heights = [LINE_MM + GAP_MM / 2 + DOT_MM * count + below for count in lanes]
    kinds = [kind for kind in LOOKS if any(kind == dot[2] for line in lines for dot in line.dots)]
    canvas = Canvas(sum(heights) + SCALE_MM + KEY_MM * (2 if is_narrow() else 1))
    top = 0.0
    for line, dots, count, text, height in zip(lines, laid, lanes, texts, heights, strict=True):
        floor = top + LINE_MM + GAP_MM / 2 + DOT_MM * count
        _heading(line, top, lang, canvas)
        _marks(line, scale, floor - DOT_MM * count, floor, canvas)
        for x, kind, lane in dots:
            _dot(x, floor - DOT_MM * (lane + 0.5), kind, canvas)
        canvas.write(0, floor + LINE_MM / 2 + 0.5, text[0], color=MUTED)
        canvas.write(width_mm(), floor + below - GAP_MM - LINE_MM / 2 + 0.5, text[1],
                     ha="right", color=MUTED)  # fmt: skip
        top += height
    for share in range(0, end + 1, STEP):
        side = {0: "left", end: "right"}.get(share, "center")
        mark = format_percent(share, decimals=0, lang=lang)
        canvas.write(scale.x(share), top + SCALE_MM / 2, mark, ha=side, color=MUTED)
    _key(kinds, top + SCALE_MM + KEY_MM / 2, lang, canvas)
    return canvas.finish()


@dataclass(frozen=True)
class _Scale:
    end: float

    def x(self, share: Decimal | float) -> float:
        """Millimetres from the left; a whole dot stays within the picture."""
        inner = width_mm() - DOT_MM
        return DOT_MM / 2 + min(max(float(share), 0.0), self.end) / self.end * inner


def _laid(line: Line, scale: _Scale) -> Iterator[tuple[float, str, int]]:
    """Position, kind and lane of each dot: the lowest lane in which it touches no other."""
    last = [float("-inf")] * MOST_LANES
    for _, share, kind in line.dots:
        x = scale.x(share)
        lane = next((n for n, before in enumerate(last) if x - before >= DOT_MM), 0)
        last[lane] = x
        yield x, kind, lane


def _ends(line: Line, lang: str) -> tuple[str, str]:
    *_, lowest, highest = _printed(line, lang)
    return (
        phrase("dots_lowest_is", lang, unit=lowest),
        phrase("dots_highest_is", lang, unit=highest),
    )


def _heading(line: Line, top: float, lang: str, canvas: Canvas) -> None:
    canvas.write(0, top + LINE_MM / 2, line.name, fontweight="bold")
    count = phrase("dots_heading", lang, count=_printed(line, lang)[2])
    canvas.write(width_mm(), top + LINE_MM / 2, count, ha="right")


def _marks(line: Line, scale: _Scale, top: float, floor: float, canvas: Canvas) -> None:
    for share in range(0, int(scale.end) + 1, STEP):
        canvas.stroke([(scale.x(share), top), (scale.x(share), floor)], color=THIN_LINE,
                      linewidth=0.6)  # fmt: skip
    canvas.stroke([(0, floor), (width_mm(), floor)], color=THIN_LINE, linewidth=0.6)
    x = scale.x(line.due)
    canvas.stroke([(x, top - 0.5), (x, floor + 0.5)], color=INK, linewidth=1.7)


def _dot(x: float, y: float, kind: str, canvas: Canvas) -> None:
    size = (DOT_MM - 0.3) * POINTS_PER_MM
    for color, width in zip(LOOKS[kind], (size, size / 2), strict=True):
        if color:
            canvas.stroke([(x - 0.1, y), (x + 0.1, y)], color=color, linewidth=width,
                          solid_capstyle="round")  # fmt: skip


def _key(kinds: Sequence[str], y: float, lang: str, canvas: Canvas) -> None:
    """What the dots and the upright line mean."""
    x = 0.0
    for kind in kinds:
        _dot(x + DOT_MM / 2, y, kind, canvas)
        text = phrase(kind, lang)
        canvas.write(x + DOT_MM + 1, y, text, color=MUTED)
        x += DOT_MM + 1 + text_width(text) + 2 * GAP_MM
    x, y = (0.0, y + KEY_MM) if is_narrow() else (x, y)
    canvas.stroke([(x + 0.5, y - 1.5), (x + 0.5, y + 1.5)], color=INK, linewidth=1.7)
    canvas.write(x + 2.5, y, phrase("dots_due_mark", lang), color=MUTED)
