"""A table of text as figures: which cells hold one, how rows are nested, what columns say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from helpers.audit.claim import Claim
from helpers.audit.quantities import Quantity
from helpers.audit.tokens import tokens_of
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import words
from helpers.core.catalogues.measures import Measure
from helpers.core.numbers import Style
from helpers.core.text import fold

NOTHING = ("", "-", "–", "—", "…", "...", "x", "X")
_LEVEL = re.compile(r"(?:[IVX]{1,5}|[A-D]|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ])[.)]?$")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
ROMAN, UNMARKED = 1, 9


@dataclass(frozen=True)
class CellClaim:
    """A claim about a cell: which row (0 is the first of the body), and the claim in its text."""

    row: int
    column: int
    claim: Claim


@dataclass(frozen=True)
class Grid:
    """A table of text: header rows joined, body rows, each with as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    style: Style | None = None

    @cached_property
    def figures(self) -> list[list[Quantity | None]]:
        """The only figure of each cell; a column of order numbers has none."""
        units = [self._unit_of(name) for name in self.header]
        found = [
            [_figure(cell, self.style, unit) for cell, unit in zip(row, units, strict=True)]
            for row in self.rows
        ]
        for column, name in enumerate(self.header):
            if self.is_named(column, "order_column") or (column == 0 and not name.strip()):
                for row in found:
                    row[column] = None
        return found

    @cached_property
    def rounded(self) -> list[list[Quantity | None]]:
        """Figures without a unit of counted things: tables of money print whole millions."""
        return [[q and _without_unit(q) for q in row] for row in self.figures]

    @cached_property
    def numeric(self) -> list[int]:
        """Columns where most cells that hold something hold a figure."""
        found = []
        for column in range(len(self.header)):
            told = [n for n, row in enumerate(self.rows) if row[column].strip() not in NOTHING]
            figures = [n for n in told if self.figures[n][column] is not None]
            if figures and 2 * len(figures) > len(told):
                found.append(column)
        return found

    @cached_property
    def values(self) -> list[list[float | None]]:
        """Signed values for a quick look; what is judged is judged on the figures."""
        return [
            [None if q is None else float(-q.value if q.sign < 0 else q.value) for q in row]
            for row in self.figures
        ]

    def is_named(self, column: int, name: str) -> bool:
        """True where a header holds one of the words of a list."""
        told = self._words[column]
        return any(f" {word} " in told for word in words(name))

    def years(self, column: int) -> list[int]:
        """The years that a header names."""
        return [int(year) for year in _YEAR.findall(self.header[column])]

    def unit_in(self, column: int, dimension: str) -> Measure | None:
        """The unit of a dimension that a header names: Năng suất (tạ/ha)."""
        tokens = list(tokens_of(self.header[column], self.style))
        units = (unit_at(tokens, place)[0] for place in range(len(tokens)))
        return next((u for u in units if u is not None and u.dimension == dimension), None)

    def name(self, column: int) -> str:
        """A header as folded words."""
        return self._words[column].strip()

    def label(self, row: int) -> str:
        """The first cell of a row that is neither its number nor a figure."""
        for column, cell in enumerate(self.rows[row]):
            text = cell.strip()
            is_mark = column == 0 and _LEVEL.match(text)
            if text and not is_mark and any(mark.isalpha() for mark in text):
                return fold(text.strip(" :.-+*"))
        return ""

    def level(self, row: int) -> int:
        """How deep a row's number stands: A, I, 1, 1.1, a; rows without one are all alike."""
        mark = self.rows[row][0].strip()
        if not _LEVEL.match(mark):
            return UNMARKED if not mark or mark in "-+*" else ROMAN + 1
        if mark[0].isdigit():
            return ROMAN + 1 + mark.strip(".)").count(".")
        if mark.strip(".)") in "ABCD":
            return ROMAN - 1
        return ROMAN if mark[0] in "IVX" else ROMAN + 5

    @cached_property
    def _words(self) -> list[str]:
        """Headers as folded words with a blank on both sides of each."""
        return [
            f" {' '.join(fold(t.text) for t in tokens_of(name, self.style))} "
            for name in self.header
        ]

    @cached_property
    def units_differ(self) -> bool:
        """True for a table whose rows are in different units: they do not add."""
        for column in range(len(self.header)):
            if self.is_named(column, "unit_column"):
                told = {fold(row[column]) for row in self.rows if row[column].strip()}
                return len(told) > 1
        return False

    def _unit_of(self, name: str) -> Measure | None:
        """The unit that a header counts in, e.g. Số hộ, (con): such figures are exact."""
        tokens = list(tokens_of(name, self.style))
        end = len(tokens) - int(bool(tokens) and tokens[-1].text == ")")
        for place in range(end):
            measure, behind = unit_at(tokens, place)
            if measure is not None and measure.is_count and behind == end:
                return measure
        return None


def _without_unit(figure: Quantity) -> Quantity:
    if figure.measure is None:
        return figure
    return replace(figure, measure=None, is_rounded=not figure.measure.is_count)


@lru_cache(maxsize=10_000)
def _figure(text: str, style: Style | None, unit: Measure | None) -> Quantity | None:
    """The only number of a cell, in the unit of its column."""
    plain = text.strip()
    if len(plain) > 40 or not any(mark.isdigit() for mark in plain):
        return None
    tokens = [t for t in tokens_of(plain, style) if t.text not in ("+", "-", "−", "–")]
    numbers = [t for t in tokens if t.kind == "number"]
    words_in = [t for t in tokens if t.kind == "word"]
    if len(numbers) != 1 or numbers[0].value is None or len(words_in) > 2:
        return None
    token = numbers[0]
    if words_in and tokens[0] is not token:
        return None
    if token.text != plain.strip("+-−–% ()") and not words_in and len(tokens) > 2:
        return None
    sign = -1 if plain.startswith(("-", "−", "–", "(-", "(−", "(–")) else 0
    return Quantity(token, 0, 0, token.end, unit, sign, is_rounded=unit is None)


def present(grid: Grid, row: int, columns: Sequence[int]) -> list[Quantity] | None:
    """Figures of a row; cells with nothing are left out; None where one holds something else."""
    found = []
    for column in columns:
        figure = grid.figures[row][column]
        if figure is not None:
            found.append(figure)
        elif grid.rows[row][column].strip() not in NOTHING:
            return None
    return found


def iter_pairs(columns: Sequence[int], besides: int) -> Iterator[tuple[int, int]]:
    """Ordered pairs of two different columns, neither of them ``besides``."""
    return ((i, j) for i in columns for j in columns if i != j and besides not in (i, j))
