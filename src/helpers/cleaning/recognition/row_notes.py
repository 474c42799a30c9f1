"""What the notes of a row and the comment of a cell say of a figure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from helpers.cleaning.notes import AS_OF, NotePart, note_parts, speaks_of_plan
from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.grid import is_value
from helpers.cleaning.recognition.row_measures import said_by_label
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import group, head_words, key
from helpers.cleaning.stated_periods.lines import without_other_years
from helpers.cleaning.stated_periods.meaning import resolve
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.core.periods import Period


def notes_of(table: Table, item: Item, cell: Cell) -> tuple[Cell, ...]:
    """The cells of notes of a row, and the comment of a cell as a cell of its own."""
    notes = table.block.of_kind("note")
    of_row = item.row.cells.values() if item.row else ()
    found = [c for c in of_row if c.column in notes and not is_value(c)]
    if cell.comment:
        found.append(replace(cell, text=cell.comment, kind="text", comment=""))
    return tuple(found)


def said_above(table: Table, item: Item, line: Line) -> str:
    """The line in the midst of a table that gives the figures below it another meaning than its
    heads: a head alone («Kế hoạch»), a note of another time («Ghi chú: năm 2022»); '' for none."""
    said = item.row.said if item.row and not table.is_turned else {}
    note = said.get(0, "")
    return said.get(line.number) or (note if _changes_meaning(note, table) else "")


def _changes_meaning(note: str, table: Table) -> bool:
    own = table.context.own
    found, rest = phrases(key(note), own.year)
    stated = [resolve(phrase, own, table.context.year) for phrase in found]
    words = [word.value for word in head_words(rest)[0] if word.gives == "measure"]
    is_other = any(each is None or each.verdict not in ("own", "year") for each in stated)
    return is_other or bool({"plan", "estimate", "previous"} & {*words})


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
    every = tuple(notes)
    days = days_in(every, own)
    if any(own.start <= day <= own.end for day, _ in days):
        return None
    return days[0][1] if days else next((c for c in every if _is_of_other_time(c, own)), None)


def _is_of_other_time(note: Cell, own: Period) -> bool:
    """True for «KH giao», «Ước cả năm», «Theo rà soát cuối năm 2022»."""
    text = key(note.text)
    found, rest = phrases(text, own.year)
    other_years = [p for p in found if p.year and p.year != own.year]
    if (other_years and not rest.strip(" .:()")) or text.startswith(
        tuple(group("note_other_times"))
    ):
        return True
    if re.search(r"\d", rest):  # a figure beside: «KH 220 ha»
        return False
    said, how = said_by_label(note.text, own.year)
    if how == "alone" and (said == "plan" or (said == "estimate" and "cả năm" in text)):
        return True
    says_source = any(text.startswith(f"{word} ") for word in group("note_sources"))
    ends = [p for p in found if p.kind in ("closing", "year", "day")]
    return says_source and bool(ends) and all(p.year and p.year < own.year for p in ends)
