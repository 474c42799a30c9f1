"""How much room words take on paper, so that nothing overlaps or is cut off."""

from collections.abc import Iterable, Iterator

from helpers.charts.drawing.advances import Advances
from helpers.charts.drawing.style import TEXT_SIZE

MM_PER_POINT = 25.4 / 72
LINE_MM = 3.5
SPARE = 1.03
"""A reader's substitute face may run a little wider than the one measured here."""


def text_width(text: str, *, bold: bool = False) -> float:
    """Width in millimetres of the widest line."""
    letters = Advances.of("sans-bold" if bold else "sans", warns=True)
    widths = (letters.width(line) for line in text.split("\n"))
    return max(widths) * TEXT_SIZE * MM_PER_POINT * SPARE


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


def line_heights(y: float, text: str) -> Iterator[tuple[float, str]]:
    """Height of each line of ``text`` centred on ``y``, and the line; millimetres downwards."""
    lines = text.split("\n")
    first = y - LINE_MM * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        yield first + number * LINE_MM, line


def first_free(start: float, width: float, obstacles: Iterable[float], gap: float) -> float:
    """Where a label of ``width`` can begin at or after ``start`` without crossing an obstacle."""
    for obstacle in sorted(obstacles):
        if start - gap < obstacle < start + width + gap:
            start = obstacle + gap
    return start
