"""How much room words take on paper, so that nothing overlaps or is cut off."""

from collections.abc import Iterator
from functools import lru_cache

from matplotlib.axes import Axes

from helpers.charts.drawing.text import extent, write

MM_PER_POINT = 25.4 / 72
LINE_MM = 3.5
SPARE = 1.03
"""A reader's substitute face may run a little wider than the one measured here."""


# Digits are all as wide as each other: one measurement serves all figures of a length.
_ALIKE = str.maketrans("123456789", "000000000")


def text_width(text: str, *, bold: bool = False) -> float:
    """Width in millimetres of the widest line. To be called within ``chart_style``."""
    lines = text.translate(_ALIKE).split("\n")
    widths = (_line_width(line, bold) for line in lines if line)
    return max(widths, default=0.0) * MM_PER_POINT * SPARE


@lru_cache(maxsize=20_000)
def _line_width(line: str, bold: bool) -> float:
    """Points; kept, because the same names are measured again and again."""
    return extent(line, bold=bold)[0]


def widest(texts: list[str], *, bold: bool = False) -> float:
    """Width in millimetres of the widest text, 0 for none."""
    return max((text_width(text, bold=bold) for text in texts), default=0.0)


def wrap(text: str, width: float) -> str:
    """``text`` broken at blanks, or within a word that is longer, to fit ``width`` millimetres."""
    lines: list[str] = []
    for word in (part for chunk in text.split(" ") for part in _parts(chunk, width)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return "\n".join(lines)


def _parts(word: str, width: float) -> list[str]:
    """A word in as few parts as fit ``width``; mostly the word itself."""
    if not word or text_width(word) <= width:
        return [word]
    end = next(n for n in range(len(word), 0, -1) if n == 1 or text_width(word[:n]) <= width)
    return [word[:end], *_parts(word[end:], width)] if word[end:] else [word]


def line_count(text: str) -> int:
    """Lines of a wrapped text."""
    return text.count("\n") + 1


def write_lines(ax: Axes, x: float, y: float, text: str, *, per_mm: float, **style: str) -> None:
    """Lines of ``text`` centred on height ``y``, each a text of its own.

    As one text, matplotlib would position each line by the width it measures, and the right edge
    would be ragged in a reader's substitute face. ``per_mm``: the vertical axis per millimetre
    downwards.
    """
    for height, line in line_heights(y, text, per_mm=per_mm):
        write(ax, x, height, line, **style)


def line_heights(y: float, text: str, *, per_mm: float) -> Iterator[tuple[float, str]]:
    """Height of each line of ``text`` centred on ``y``, and the line."""
    lines = text.split("\n")
    first = y - LINE_MM * (len(lines) - 1) / 2 * per_mm
    for number, line in enumerate(lines):
        yield first + number * LINE_MM * per_mm, line


def first_free(start: float, width: float, obstacles: list[float], gap: float) -> float:
    """Where a label of ``width`` can begin at or after ``start`` without crossing an obstacle."""
    for obstacle in sorted(obstacles):
        if start - gap < obstacle < start + width + gap:
            start = obstacle + gap
    return start
