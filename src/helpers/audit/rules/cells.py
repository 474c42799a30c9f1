"""The tables of a text as records: cells as figures, how rows are nested, what columns say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from helpers.audit.passages import Passage
from helpers.audit.quantities import Quantity
from helpers.audit.rules.figures import Figure
from helpers.audit.tokens import Token, tokens_of
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import words
from helpers.core.conversion import Measure
from helpers.core.numbers import Style
from helpers.core.text import fold

NOTHING = ("", "-", "–", "—", "…", "...", "x", "X")
SIGNS = ("+", "-", "−", "–")
LONGEST_CELL, MOST_HEADER_ROWS, FEWEST_NUMBERED = 40, 4, 3
ROMAN, UNMARKED = 1, 9
NOT_RESULTS = ("not_additive", "column_plan", "column_difference", "last_year")
"""Columns that hold no result of this time."""
_LEVEL = re.compile(r"(?:[IVX]{1,5}|[A-D]|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ])[.)]?$")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_LETTER = re.compile(r"[A-ZĐ]?")
NUMBERED = re.compile(r"(?:^|\s)[(\[]?\s*(\d{1,2})\s*[)\]]?\s*(?:=\s*(?P<formula>[^=]+))?$")
"""A column's number at the end of its header, with what the column is made of."""


@dataclass(frozen=True)
class Table:
    """Header rows joined, and the passages of the body, each with as many cells.

    ``numbers``: those of the passages.
    """

    header: tuple[str, ...]
    rows: tuple[Passage, ...]
    numbers: tuple[int, ...]
    style: Style | None = None

    @cached_property
    def figures(self) -> list[list[Figure | None]]:
        """The only figure of each cell; a column of order numbers has none."""
        units = [self._counted_unit(name) for name in self.header]
        unnumbered = {
            column
            for column, name in enumerate(self.header)
            if self.is_named(column, "order_column") or (column == 0 and not name.strip())
        }
        return [
            [
                None if column in unnumbered else self._figure(row, column, unit)
                for column, unit in enumerate(units)
            ]
            for row in range(len(self.rows))
        ]

    @cached_property
    def numeric(self) -> list[int]:
        """Columns where most cells that hold something hold a figure."""
        found = []
        for column in range(len(self.header)):
            filled = [n for n in range(len(self.rows)) if not self.is_empty(n, column)]
            figures = [n for n in filled if self.figures[n][column] is not None]
            if figures and 2 * len(figures) > len(filled):
                found.append(column)
        return found

    @cached_property
    def values(self) -> list[list[float | None]]:
        """Signed values for a quick look; what is judged is judged on the figures."""
        return [
            [None if f is None else float(signed(f).quantity.value) for f in row]
            for row in self.figures
        ]

    def is_empty(self, row: int, column: int) -> bool:
        """True for a cell with nothing or a mark that says so."""
        return self.rows[row].cells[column].strip() in NOTHING

    def is_named(self, column: int, name: str) -> bool:
        """True where a header holds one of the words of a list."""
        return any(f" {word} " in self._names[column] for word in words(name))

    def name(self, column: int) -> str:
        """A header as folded words."""
        return self._names[column].strip()

    def years(self, column: int) -> list[int]:
        """The years that a header names."""
        return [int(year) for year in _YEAR.findall(self.header[column])]

    def unit_in(self, column: int, dimension: str) -> Measure | None:
        """The unit of a dimension that a header names: Năng suất (tạ/ha)."""
        tokens = list(tokens_of(self.header[column], self.style))
        units = (unit_at(tokens, place)[0] for place in range(len(tokens)))
        return next((u for u in units if u is not None and u.dimension == dimension), None)

    def label(self, row: int) -> str:
        """The first cell of a row that is neither its number nor a figure."""
        for column, cell in enumerate(self.rows[row].cells):
            text = cell.strip()
            is_mark = column == 0 and _LEVEL.match(text)
            if text and not is_mark and any(mark.isalpha() for mark in text):
                return fold(text.strip(" :.-+*"))
        return ""

    def level(self, row: int) -> int:
        """How deep a row's number stands: A, I, 1, 1.1, a; rows without one are all alike."""
        mark = self.rows[row].cells[0].strip()
        if not _LEVEL.match(mark):
            return UNMARKED if not mark or mark in "-+*" else ROMAN + 1
        if mark[0].isdigit():
            return ROMAN + 1 + mark.strip(".)").count(".")
        if mark.strip(".)") in "ABCD":
            return ROMAN - 1
        return ROMAN if mark[0] in "IVX" else ROMAN + 5

    def units_differ(self) -> bool:
        """True for a table whose rows are in different units: they do not add."""
        column = self._unit_column
        stated = {fold(row.cells[column]) for row in self.rows if row.cells[column].strip()} \
            if column is not None else set()  # fmt: skip
        return len(stated) > 1

    def named_figures(self) -> Iterator[tuple[tuple[str, ...], Figure]]:
        """Figures whose unit the header or a column of the row names, with the words naming them.

        A header may say what is measured (``Sản lượng (tấn)``), or only that it is a result
        (``Thực hiện``): then the row says it.
        """
        for column in self.numeric:
            if any(self.is_named(column, name) for name in NOT_RESULTS) or self.years(column):
                continue
            named, _, bracket = self.header[column].partition("(")
            is_result = self.is_named(column, "column_actual")
            header, unit = () if is_result else tuple(fold(named).split()), self._unit(bracket)
            for row, cells in enumerate(self.rows):
                figure, measure = self.figures[row][column], unit
                if measure is None and self._unit_column is not None:
                    measure = self._unit(cells.cells[self._unit_column])
                if figure is not None and measure is not None and not figure.quantity.sign:
                    rounded = not measure.is_count
                    quantity = replace(figure.quantity, measure=measure, is_rounded=rounded)
                    yield (*header, *self.label(row).split()), replace(figure, quantity=quantity)

    @cached_property
    def _names(self) -> list[str]:
        """Headers as folded words with a blank on both sides of each."""
        return [
            f" {' '.join(fold(t.text) for t in tokens_of(name, self.style))} "
            for name in self.header
        ]

    @cached_property
    def _unit_column(self) -> int | None:
        columns = range(len(self.header))
        return next((c for c in columns if self.is_named(c, "unit_column")), None)

    def _unit(self, text: str) -> Measure | None:
        tokens = list(tokens_of(text.replace(")", " "), self.style))
        measure, behind = unit_at(tokens, 0)
        return measure if behind == len(tokens) else None

    def _counted_unit(self, name: str) -> Measure | None:
        """The unit that a header counts in, e.g. Số hộ, (con): such figures are exact."""
        tokens = list(tokens_of(name, self.style))
        end = len(tokens) - int(bool(tokens) and tokens[-1].text == ")")
        for place in range(end):
            measure, behind = unit_at(tokens, place)
            if measure is not None and measure.is_count and behind == end:
                return measure
        return None

    def _figure(self, row: int, column: int, unit: Measure | None) -> Figure | None:
        """The only number of a cell, in the unit of its column, where it stands in the row."""
        passage = self.rows[row]
        text, offset = passage.cells[column], passage.offsets[column]
        token = _only_number(text, self.style)
        if token is None:
            return None
        sign = -1 if text.strip().startswith(("-", "−", "–", "(-", "(−", "(–")) else 0
        token = token._replace(start=offset, end=offset + len(text))
        quantity = Quantity(token, 0, 0, token.end, unit, sign, is_rounded=unit is None)
        return Figure(quantity, column, self.numbers[row], row=row)


def tables_in(passages: Sequence[Passage], style: Style) -> list[Table]:
    """The tables of a text that have a header and rows below it."""
    found = []
    for table, group in groupby(enumerate(passages), key=lambda entry: entry[1].table):
        if not table:
            continue
        rows = list(group)
        width = Counter(len(row.cells) for _, row in rows).most_common(1)[0][0]
        rows = [entry for entry in rows if len(entry[1].cells) == width]  # no caption, no note
        head = _header_rows([row for _, row in rows])
        if 0 < head < len(rows):
            names = zip(*(row.cells for _, row in rows[:head]), strict=True)
            header = tuple(" ".join(dict.fromkeys(column)) for column in names)
            numbers, body = zip(*rows[head:], strict=True)
            found.append(Table(header, body, numbers, style))
    return found


def signed(figure: Figure) -> Figure:
    """In a cell the mark before a figure is a sign, never a bullet."""
    quantity = figure.quantity
    if quantity.sign >= 0:
        return figure
    return replace(figure, quantity=replace(quantity, factor=-quantity.factor))


def ascends(numbers: Sequence[int]) -> bool:
    """Numbers of columns rise, from the first or the second column on."""
    rises = all(before < after for before, after in pairwise(numbers))
    return len(numbers) >= FEWEST_NUMBERED and numbers[0] <= 2 and rises


def _header_rows(rows: Sequence[Passage]) -> int:
    """Rows above the first one that holds figures."""
    for number, row in enumerate(rows[: MOST_HEADER_ROWS + 1]):
        figures = [c for c in row.cells[1:] if any(mark.isdigit() for mark in c) and len(c) < 20]
        plain = [c for c in figures if not any(mark.isalpha() or mark == "=" for mark in c)]
        if plain and not _is_numbering(row.cells):
            return number
    return len(rows)


def _is_numbering(cells: Sequence[str]) -> bool:
    """A row of column numbers below the titles: ``A | B | 1 | 2 | 3=2/1``."""
    numbers = [NUMBERED.match(cell.strip()) for cell in cells]
    others = [cell for cell, number in zip(cells, numbers, strict=True) if not number]
    found = [int(number[1]) for number in numbers if number]
    return ascends(found) and all(_LETTER.fullmatch(cell.strip(" ()")) for cell in others)


def _only_number(text: str, style: Style | None) -> Token | None:
    """The number of a cell that holds nothing else but a sign, a bracket or a short unit."""
    plain = text.strip()
    if len(plain) > LONGEST_CELL or not any(mark.isdigit() for mark in plain):
        return None
    tokens = [t for t in tokens_of(plain, style) if t.text not in SIGNS]
    numbers = [t for t in tokens if t.kind == "number"]
    named = [t for t in tokens if t.kind == "word"]
    if len(numbers) != 1 or numbers[0].value is None or len(named) > 2:
        return None
    if named and tokens[0] is not numbers[0]:
        return None
    is_bare = numbers[0].text == plain.strip("+-−–% ()") or len(tokens) <= 2
    return numbers[0] if is_bare or named else None
