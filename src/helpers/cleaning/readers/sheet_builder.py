"""Stored sheets of any file kind → sheets of cells, with notes of what a person should know."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final

from helpers.cleaning.readers.cell_text import plain_text
from helpers.cleaning.readers.limits import LARGE_AREA, MOST_LETTERS, Tally
from helpers.cleaning.readers.model import (
    Area,
    Cell,
    Doubt,
    ReaderNote,
    Sheet,
    Workbook,
    address_of,
    column_letters,
)
from helpers.cleaning.readers.percent_scale import percent_doubts
from helpers.cleaning.readers.stored_cell import StoredCell, see
from helpers.core.errors import InputError
from helpers.core.formatting import format_number
from helpers.core.messages import current_language
from helpers.core.text import nfc

MAX_HIDDEN_COLUMNS: Final = 1_000
"""More hidden columns at once are the unused rest of a sheet."""
MOST_NOTES: Final = 2_000
"""Notes of one rule on one sheet; the others are counted."""
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""The grid of Excel since 2007 and of LibreOffice."""

Position = tuple[int, int]


@dataclass(slots=True)
class StoredSheet:
    """What a file says of one sheet; ``around``: texts outside of cells; ``has_picture``: a picture
    stands on the sheet.

    ``tally`` counts what all sheets of the file hold: the methods raise its InputError.
    """

    name: str
    tally: Tally
    hidden: bool = False
    cells: list[StoredCell] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Position, str] = field(default_factory=dict)
    around: list[str] = field(default_factory=list)
    has_picture: bool = False

    def __post_init__(self) -> None:
        self.tally.add("sheets")

    def add(self, cell: StoredCell) -> None:
        """Keep a cell. A text longer than a cell can hold raises ``reading.long_cell``."""
        self._require_grid(cell.row, cell.column)
        self.tally.add("cells")
        if isinstance(cell.value, str):
            length = len(cell.value)
            self.tally.add("letters", length)
            if length > MOST_LETTERS:
                address = address_of(cell.row, cell.column)
                fields = {"sheet": self.name, "cell": address, "length": length}
                limit = format_number(MOST_LETTERS, 0, lang=current_language())
                raise InputError("reading.long_cell", file=self.tally.file, limit=limit, **fields)
        self.cells.append(cell)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Keep a merged area."""
        self._require_grid(top, left)
        self._require_grid(bottom, right)
        positions = (bottom - top + 1) * (right - left + 1)
        self.tally.add("merged", min(positions, LARGE_AREA // 4))
        self.merged.append((top, left, bottom, right))

    def comment(self, position: Position, text: str) -> None:
        """Keep the comment of a position."""
        self._require_grid(*position)
        self.tally.add("comments")
        self.tally.add("letters", len(text))
        self.comments[position] = text

    def _require_grid(self, row: int, column: int) -> None:
        """Raise InputError for a position that no sheet has: the file is damaged."""
        if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
            raise InputError("reading.truncated", file=self.tally.file)

    def hide_row(self, first: int, last: int) -> None:
        """Mark rows as hidden."""
        self.hidden_rows.update(range(first, min(last, LAST_ROW) + 1))

    def hide_columns(self, first: int, last: int) -> None:
        """Mark columns as hidden."""
        self.tally.add("columns")
        if last - first < MAX_HIDDEN_COLUMNS:
            self.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))


def build_workbook(
    file: str, sheets: list[StoredSheet], notes: list[ReaderNote], *, epoch_1904: bool = False
) -> Workbook:
    """The workbook as a person sees it; ``notes`` come first among its notes."""
    built = [_build_sheet(file, sheet, epoch_1904) for sheet in sheets]
    more = [note for _, found in built for note in found]
    return Workbook(file, tuple(sheet for sheet, _ in built), (*notes, *more))


def _build_sheet(
    file: str, stored: StoredSheet, epoch_1904: bool
) -> tuple[Sheet, list[ReaderNote]]:
    name = nfc(stored.name)
    covered = _covered(stored.merged)
    cells: dict[int, dict[int, Cell]] = {}
    notes: list[ReaderNote] = []
    noted: Counter[str] = Counter()
    last: dict[str, str] = {}
    stored.cells.reverse()
    while stored.cells:  # no cell is held twice
        one = stored.cells.pop()
        cell, remarks = see(one, epoch_1904=epoch_1904)
        if cell is not None and covered((one.row, one.column)):
            remarks = [("covered_by_merge", cell.text, "")]
        elif cell is not None:
            of_row = cells.setdefault(one.row, {})
            if (first := of_row.get(one.column)) and first.text != cell.text:
                cell = replace(cell, doubt=Doubt("twice", first.text, cell.text))
            of_row[one.column] = cell
        for rule, before, after in remarks:
            noted[rule] += 1
            if noted[rule] <= MOST_NOTES:
                last[rule] = address_of(one.row, one.column)
                notes.append(ReaderNote(file, name, last[rule], rule, before, after))
    notes += [
        ReaderNote(file, name, "", "more_of_same", last[rule], str(count - MOST_NOTES))
        for rule, count in noted.items()
        if count > MOST_NOTES
    ]
    for (row, column), comment in stored.comments.items():
        if cell := cells.get(row, {}).get(column):
            cells[row][column] = replace(cell, comment=plain_text(comment))
        elif comment:
            address = address_of(row, column)
            notes.append(ReaderNote(file, name, address, "comment_alone", plain_text(comment), ""))
    for (row, column), doubt in percent_doubts(cells.values()).items():
        cells[row][column] = replace(cells[row][column], doubt=doubt)
    filled = tuple(tuple(cells[row][c] for c in sorted(cells[row])) for row in sorted(cells))
    around = tuple(map(plain_text, stored.around))
    sheet = Sheet(
        file, name, stored.hidden, filled, tuple(stored.merged), around, stored.has_picture
    )
    return sheet, [*_hidden_notes(sheet, stored), *notes]


def _covered(merged: list[Area]) -> Callable[[Position], bool]:
    """Whether a merged area covers a position that is not its first."""
    covered: set[Position] = set()
    large: list[Area] = []
    for area in merged:
        top, left, bottom, right = area
        if (bottom - top + 1) * (right - left + 1) > LARGE_AREA:
            large.append(area)
            continue
        inside = product(range(top, bottom + 1), range(left, right + 1))
        covered.update(position for position in inside if position != (top, left))

    def is_covered(position: Position) -> bool:
        row, column = position
        return position in covered or any(
            top <= row <= bottom and left <= column <= right and position != (top, left)
            for top, left, bottom, right in large
        )

    return is_covered


def _hidden_notes(sheet: Sheet, stored: StoredSheet) -> Iterator[ReaderNote]:
    if not sheet.rows:
        return
    if sheet.hidden:
        yield ReaderNote(sheet.file, sheet.name, "", "hidden_sheet")
    filled_rows = {row[0].row for row in sheet.rows}
    filled_columns = {cell.column for row in sheet.rows for cell in row}
    if rows := filled_rows.intersection(stored.hidden_rows):
        yield ReaderNote(sheet.file, sheet.name, "", "hidden_rows", spans(rows, str))
    if columns := filled_columns.intersection(stored.hidden_columns):
        shown = spans(columns, column_letters)
        yield ReaderNote(sheet.file, sheet.name, "", "hidden_columns", shown)


def spans(numbers: set[int], name: Callable[[int], str]) -> str:
    """Numbers as short text: {3, 5, 6, 7} → '3, 5–7'."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(name(a) if a == b else f"{name(a)}–{name(b)}" for a, b in runs)
