"""How wide text runs in the report's typeface, and the columns of a table that suit it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from helpers.charts.drawing.advances import Advances
from helpers.export.printable import printable
from helpers.narrative.blocks import Table, cell_runs, text_of

MM_PER_POINT = 25.4 / 72
CELL_PADDING_MM = 1.4
SPARE_MM = 0.6
"""For borders, and for what a program rounds."""
ANYWHERE = ("source", "cells")
"""Kinds of columns whose words may break anywhere."""
UNBROKEN_KINDS = ("num", "mid")
"""Kinds of columns whose cells stay on one line."""
EARLY, LINE_HEIGHT, ROW_SPACE_MM = 1.15, 1.15, 1.0
SHORTEST, LONGEST = 6, 40
"""Characters between which the content of a column without a given width counts."""


def text_mm(text: str, size: float, *, bold: bool = False) -> float:
    """Width in mm of one line of ``text`` at ``size`` points, in the metrics of Times New Roman."""
    letters = Advances.of("serif-bold" if bold else "serif")
    return letters.width(printable(text)) * size * MM_PER_POINT


def column_widths(table: Table, total_mm: float, size: float) -> list[float]:
    """Widths in mm that add up to ``total_mm``, near the given shares, where no figure breaks.

    Where even the narrowest columns do not fit, all of them shrink alike.
    """
    shares = _shares(table)
    narrowest = [_narrowest(table, number, size) for number in range(len(shares))]
    wanted = [total_mm * share / sum(shares) for share in shares]
    widths = [max(pair) for pair in zip(wanted, narrowest, strict=True)]
    spare = sum(widths) - sum(narrowest)
    if spare <= 0 or sum(narrowest) >= total_mm:
        return [width * total_mm / sum(narrowest) for width in narrowest]
    left = (total_mm - sum(narrowest)) / spare
    return [n + (w - n) * left for n, w in zip(narrowest, widths, strict=True)]


def table_height(table: Table, widths: Sequence[float], size: float) -> float:
    """About how high a table is in mm, without its caption: words break a little earlier."""
    titles = [text_mm(column.title, size, bold=True) for column in table.columns]
    rows = [[text_mm(text_of(cell_runs(cell)), size) for cell in row.cells] for row in table.rows]
    lines = (
        max(ceil(text * EARLY / (width - 2 * CELL_PADDING_MM)) for text, width in pairs)
        for pairs in (list(zip(texts, widths, strict=False)) for texts in (titles, *rows))
    )
    line = size * LINE_HEIGHT * MM_PER_POINT
    return sum(max(count, 1) * line + ROW_SPACE_MM for count in lines)


def _shares(table: Table) -> list[float]:
    given: list[float] = [column.width for column in table.columns]
    if all(given):
        return given
    return [
        min(max(max(map(len, _texts(table, number)), default=0), SHORTEST), LONGEST)
        for number in range(len(given))
    ]


def _narrowest(table: Table, number: int, size: float) -> float:
    """The width in mm at which neither a word of the title nor a figure of the column breaks."""
    column = table.columns[number]
    parts = [(word, True) for word in _words([column.title])]
    texts = list(_texts(table, number))
    if column.kind in UNBROKEN_KINDS:
        # Totals are bold; digits are as wide in both, signs are not.
        parts += [(text, True) for text in _longest(texts)]
    elif column.kind not in ANYWHERE:
        parts += [(word, False) for word in _longest(_words(texts))]
    widest = max((text_mm(text, size, bold=bold) for text, bold in parts), default=0.0)
    return widest + 2 * CELL_PADDING_MM + SPARE_MM


def _texts(table: Table, number: int) -> Iterator[str]:
    rows = (row for row in table.rows if len(row.cells) == len(table.columns))
    return (text_of(cell_runs(row.cells[number])) for row in rows)


def _words(texts: Sequence[str]) -> list[str]:
    return [word for text in texts for word in text.replace("-", "- ").split(" ") if word]


def _longest(texts: Sequence[str], count: int = 5) -> list[str]:
    """The few that can be the widest: measuring all takes longer than writing them."""
    return sorted(set(texts), key=lambda text: (-len(text), text))[:count]
