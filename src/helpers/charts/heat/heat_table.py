"""A table of tinted cells: many units by a few key indicators, share of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from helpers.charts.chart import Chart, new_chart
from helpers.charts.chart_table import table_of
from helpers.charts.drawing.canvas import Canvas
from helpers.charts.drawing.style import INK, POINTS_PER_MM, WIDTH_MM, chart_style
from helpers.charts.drawing.text_metrics import LINE_MM, line_count, text_width, wrap
from helpers.charts.drawing.value_labels import column_name
from helpers.charts.phrases import phrase
from helpers.core.formatting import format_percent

MOST_ROWS = 40
ROW_MM = 5.2  # height of a row
GAP_MM = 0.5  # between cells
KEY_MM = 6.0  # height of the key
NAME_MM = 46.0  # width of the names
FAR_BELOW = 0.5
TINTS = {"heat_far_below": "#e0925a", "heat_below": "#f3d9c0", "heat_reached": "#b9d7e4"}
"""Dark to light in grey print too; every cell has its figure."""


@dataclass(frozen=True)
class HeatRow:
    """A unit with a share (percent, or None) for each column.

    ``doubted``: the columns in which a check doubts its figure; no sentence names it for these.
    """

    name: str
    shares: tuple[Decimal | None, ...]
    doubted: frozenset[int] = frozenset()


def heat_table(
    rows: Sequence[HeatRow], columns: Sequence[str], due: Sequence[Decimal], *, lang: str = "vi"
) -> Chart:
    """Rows in the order of their first column, highest first; of many the first and the last.

    ``due``: the share (percent) that is due by the period's end, one per column. The chart's
    table holds every row.
    """
    ordered = sorted(rows, key=lambda row: (row.shares[0] is None, -(row.shares[0] or 0)))
    half = MOST_ROWS // 2
    shown = ordered if len(ordered) <= MOST_ROWS else [*ordered[:half], *ordered[-half:]]
    title = phrase("heat_title", lang)
    known = [row for row in ordered if row.shares[0] is not None and 0 not in row.doubted]
    caption = _caption(known, len(shown), len(rows), columns, lang) if known else title
    printed = [
        [row.name, *("" if s is None else format_percent(s, lang=lang) for s in row.shares)]
        for row in ordered
    ]
    table = table_of([column_name("name", lang), *columns], printed)
    data = pd.DataFrame(printed, columns=["unit", *columns])
    with chart_style():
        draw = partial(_draw, shown, columns, due, lang) if known else None
        return new_chart("heat", title, caption, draw, data, table, has_narrow=False)


def _caption(
    known: list[HeatRow], shown: int, units: int, columns: Sequence[str], lang: str
) -> str:
    key = "heat_caption" if shown == units else "heat_caption_part"
    return phrase(
        key, lang, units=units, shown=shown, count=len(columns), name=columns[0],
        best=known[0].name, worst=known[-1].name,
    )  # fmt: skip


def _draw(
    rows: Sequence[HeatRow], columns: Sequence[str], due: Sequence[Decimal], lang: str
) -> Figure:
    width = (WIDTH_MM - NAME_MM) / len(columns)
    heads = [wrap(name, width - 2 * GAP_MM) for name in columns]
    top = max(line_count(head) for head in heads) * LINE_MM + 1.5
    canvas = Canvas(top + ROW_MM * len(rows) + KEY_MM)
    for column, head in enumerate(heads):
        middle = NAME_MM + width * (column + 0.5)
        lines = head.split("\n")
        for number, line in enumerate(lines):
            y = top - 1.5 - LINE_MM * (len(lines) - number - 0.5)
            canvas.write(middle, y, line, ha="center")
    for number, row in enumerate(rows):
        y = top + ROW_MM * (number + 0.5)
        canvas.write(0, y, row.name)
        for column, share in enumerate(row.shares):
            left = NAME_MM + width * column
            if share is not None:
                _cell(left, y, width, _tint(share, due[column]), canvas)
                text = format_percent(share, lang=lang)
                canvas.write(left + width / 2, y, text, ha="center", color=INK)
    _key(top + ROW_MM * len(rows) + KEY_MM / 2, lang, canvas)
    return canvas.finish()


def _tint(share: Decimal, due: Decimal) -> str:
    if share >= due:
        return "heat_reached"
    return "heat_far_below" if share < due * Decimal(FAR_BELOW) else "heat_below"


def _cell(left: float, y: float, width: float, tint: str, canvas: Canvas) -> None:
    stroke = [(left + GAP_MM / 2, y), (left + width - GAP_MM / 2, y)]
    canvas.stroke(stroke, color=TINTS[tint], linewidth=(ROW_MM - GAP_MM) * POINTS_PER_MM)


def _key(y: float, lang: str, canvas: Canvas) -> None:
    text = phrase("heat_key", lang)
    canvas.write(0, y, text)
    x = text_width(text) + 3
    for tint, color in TINTS.items():
        canvas.stroke([(x, y), (x + 5, y)], color=color, linewidth=3 * POINTS_PER_MM)
        text = phrase(tint, lang)
        canvas.write(x + 6.5, y, text)
        x += 6.5 + text_width(text) + 5
