"""What the readers return: cells, sheets and workbooks, whatever format they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from helpers.cleaning.readers.limits import LARGE_AREA
from helpers.core.messages import message
from helpers.core.workbook_marks import WorkbookMarks

Native = str | Decimal | bool | date | datetime | time | timedelta | None
Kind = Literal["text", "number", "date", "bool", "error", "formula_without_value"]
Area = tuple[int, int, int, int]
_NO_CELLS: dict[int, Cell] = {}


def column_letters(column: int) -> str:
    """Letters of a 1-based column: 1 → 'A', 28 → 'AB'."""
    letters = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def address_of(row: int, column: int) -> str:
    """Address of a 1-based position as spreadsheets print it: (7, 5) → 'E7'."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why what a person sees in a cell and what is stored may mean different things.

    ``reason`` is a name: the message ``reading.doubt_<reason>`` puts it in words, with both
    readings, ``shown`` and ``stored``.
    """

    reason: str
    shown: str
    stored: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell.

    ``text`` is what a person sees or typed, in NFC; a number is its shortest decimal text with a
    point (``1178.47``), a percentage carries its sign (``99.3%``), a date is dd/mm/yyyy.
    ``native`` is the typed value; numbers are Decimal, a percentage the number before its sign.
    ``corrected_from`` is the text as it was, where a declared correction changed it.
    ``format_unit``: unit words that the number format shows beside the number, ``format_scale``:
    what the format divided the stored number by (1000 for ``#,##0,``), ``note_mark``:
    raised characters after the content, which refer to a note, ``comment``: the cell's comment,
    ``indent``: steps by which the cell's style indents a text.
    A cell with a ``doubt`` is never taken as a figure.
    """

    row: int
    column: int
    text: str
    native: Native
    kind: Kind
    corrected_from: str | None = None
    format_unit: str | None = None
    format_scale: int = 1
    note_mark: str = ""
    comment: str = ""
    indent: int = 0
    doubt: Doubt | None = None

    @property
    def address(self) -> str:
        """Address as spreadsheets print it: E7."""
        return address_of(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of one sheet; rows and cells that are empty are left out.

    ``rows``: one tuple of cells per row that holds anything, top to bottom, left to right.
    ``merged``: areas (first row, first column, last row, last column), 1-based and inclusive.
    ``around``: texts outside of cells: headers and footers of printed pages, text boxes;
    ``has_picture``: a picture stands on the sheet (known of .xlsx only).
    """

    file: str
    name: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()
    around: tuple[str, ...] = ()
    has_picture: bool = False
    _cells: dict[int, dict[int, Cell]] = field(init=False, repr=False, compare=False)
    _anchors: dict[tuple[int, int], tuple[int, int]] = field(init=False, repr=False, compare=False)
    _last_column: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cells = {row[0].row: {cell.column: cell for cell in row} for row in self.rows}
        object.__setattr__(self, "_cells", cells)
        last = max((row[-1].column for row in self.rows), default=1)
        object.__setattr__(self, "_last_column", last)
        object.__setattr__(self, "_anchors", dict(_anchors(self.merged)))

    @property
    def last_column(self) -> int:
        """The last column that holds anything, 1 in an empty sheet."""
        return self._last_column

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a 1-based position, or None when it is empty."""
        return self._cells.get(row, _NO_CELLS).get(column)

    def changed(self, change: Callable[[Cell], Cell | None]) -> Sheet:
        """The sheet with each cell as ``change`` gives it; None takes a cell out."""
        kept = (tuple(filter(None, map(change, row))) for row in self.rows)
        return replace(self, rows=tuple(filter(None, kept)))

    def covering(self, row: int, column: int) -> Cell | None:
        """Like ``cell``, but a position inside a merged area gives the area's cell."""
        return self.cell(*self._anchors.get((row, column), (row, column)))


def _anchors(merged: tuple[Area, ...]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for top, left, bottom, right in merged:
        if (bottom - top + 1) * (right - left + 1) > LARGE_AREA:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield (row, column), (top, left)


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """Something a reader repaired or wants known; ``sheet`` and ``cell`` may be empty.

    ``rule`` is a name: the message ``reading.rule_<rule>`` puts it in words.
    """

    file: str
    sheet: str
    cell: str
    rule: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return message(f"reading.rule_{self.rule}", before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Workbook:
    """One input file: its name inside the unit's folder, its sheets, and what was noted.

    ``marks``: where the program made the workbook, what it wrote into it to know it by.
    """

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[ReaderNote, ...] = ()
    marks: WorkbookMarks | None = None
