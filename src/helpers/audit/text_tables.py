"""The tables of a text: their claims by passage, and what their cells are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from helpers.audit.claim import Claim
from helpers.audit.grids import Grid
from helpers.audit.named_cells import NamedFigure, named_cells
from helpers.audit.numbered_columns import is_numbering
from helpers.audit.passages import Passage
from helpers.audit.table_repetition import find_told_again
from helpers.audit.tables import find_in_table
from helpers.core.numbers import Style

MOST_HEADER_ROWS = 4
NumberedRows = list[tuple[int, Passage]]


class TextTables:
    """Tables as grids, each row with the number of its passage."""

    def __init__(self, passages: Sequence[Passage], style: Style) -> None:
        self._grids: list[Grid] = []
        self._bodies: list[NumberedRows] = []
        for table, group in groupby(enumerate(passages), key=lambda entry: entry[1].table):
            if table:
                self._add(_regular(list(group)), style)

    def _add(self, rows: NumberedRows, style: Style) -> None:
        head = _header_rows([row for _, row in rows], style)
        if not 0 < head < len(rows):
            return
        names = zip(*(row.cells for _, row in rows[:head]), strict=True)
        header = tuple(" ".join(dict.fromkeys(column)) for column in names)
        body = rows[head:]
        self._grids.append(Grid(header, tuple(row.cells for _, row in body), style))
        self._bodies.append(body)

    def claims(self) -> dict[int, list[Claim]]:
        """Claims by the passage that holds their row."""
        found: dict[int, list[Claim]] = {}
        own = [(n, item) for n, grid in enumerate(self._grids) for item in find_in_table(grid)]
        for table, item in (*own, *find_told_again(self._grids)):
            number, passage = self._bodies[table][item.row]
            found.setdefault(number, []).append(
                _moved(item.claim, passage.offsets[item.column], passage, item.column)
            )
        return found

    def named_figures(self) -> Iterator[tuple[int, NamedFigure]]:
        """Figures of cells with what they are called, and the passage of their row."""
        for grid, body in zip(self._grids, self._bodies, strict=True):
            for row, named in named_cells(grid):
                yield body[row][0], named


def _regular(rows: list[tuple[int, Passage]]) -> list[tuple[int, Passage]]:
    """Rows with as many cells as most have; a caption or a note is none."""
    width = Counter(len(row.cells) for _, row in rows).most_common(1)[0][0]
    return [entry for entry in rows if len(entry[1].cells) == width]


def _header_rows(rows: Sequence[Passage], style: Style) -> int:
    """Rows above the first one that holds figures."""
    for number, row in enumerate(rows[: MOST_HEADER_ROWS + 1]):
        figures = [c for c in row.cells[1:] if any(mark.isdigit() for mark in c) and len(c) < 20]
        plain = [c for c in figures if not any(mark.isalpha() or mark == "=" for mark in c)]
        if plain and not is_numbering(row.cells):
            return number
    return len(rows)


def _moved(claim: Claim, offset: int, passage: Passage, column: int) -> Claim:
    """A claim about one cell, placed in the text of its row."""
    length = len(passage.cells[column])
    return replace(claim, start=offset, end=offset + length, spans=((offset, offset + length),))
