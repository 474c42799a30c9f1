"""What the notes of a row and the comment of a cell say of a figure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from helpers.cleaning.notes import AS_OF, NotePart, note_parts, speaks_of_plan
from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.grid import is_value
from helpers.cleaning.recognition.table import Item, Table
from helpers.cleaning.stated_periods.lines import without_other_years
from helpers.core.periods import Period


def notes_of(table: Table, item: Item, cell: Cell) -> tuple[Cell, ...]:
    """The cells of notes of a row, and the comment of a cell as a cell of its own."""
    notes = table.block.of_kind("note")
    of_row = item.row.cells.values() if item.row else ()
    found = [c for c in of_row if c.column in notes and not is_value(c)]
    if cell.comment:
        found.append(replace(cell, text=cell.comment, kind="text", comment=""))
    return tuple(found)


def days_in(notes: Iterable[Cell], own: Period) -> list[tuple[date, Cell]]:
    """Days up to which notes say that figures count, but for plans and comparisons."""
    return [
        (day, cell)
        for cell in notes
        for part in note_parts(without_other_years(cell.text))
        if (day := _day(part, own)) and not speaks_of_plan(cell.text)
    ]


def _day(part: NotePart, own: Period) -> date | None:
    return part.written.in_year(own.year) if part.kind == AS_OF and part.written else None


def day_outside(notes: Iterable[Cell], own: Period) -> Cell | None:
    """The note by which a figure counts up to a day outside of the period of the report."""
    days = days_in(notes, own)
    if any(own.start <= day <= own.end for day, _ in days):
        return None
    return days[0][1] if days else None
