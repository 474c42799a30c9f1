"""Cells that span columns or rows, laid out as a plain grid."""

from collections.abc import Iterator, Sequence

Cell = tuple[str, int, int]
"""Text, columns, rows."""


def spread(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """Rows with a text in each column; words are repeated over a span, figures stand once."""
    open_below: dict[int, tuple[str, int]] = {}
    for row in rows:
        found: list[str] = []
        waiting = list(row)
        while waiting or len(found) in open_below:
            if len(found) in open_below:
                text, left = open_below.pop(len(found))
                if left > 1:
                    open_below[len(found)] = (text, left - 1)
                found.append(text)
                continue
            text, across, down = waiting.pop(0)
            again = repeated(text)
            for column in range(across):
                if down > 1:
                    open_below[len(found)] = (again, down - 1)
                found.append(text if not column else again)
        yield found


def repeated(text: str) -> str:
    """What the other cells of a span hold: its words, but a figure is not told twice."""
    return "" if any(mark.isdigit() for mark in text) else text
