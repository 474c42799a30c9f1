"""Workbooks that the program made: their marks, and their content without what it wrote itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from helpers.cleaning.readers import Cell, ReaderNote, Sheet, Workbook
from helpers.core.workbook_marks import FEEDBACK, WorkbookMarks, mark_words

NOTES_OF_MARKS = frozenset(("hidden_sheet", "hidden_columns"))
"""Rules of notes on what is hidden in a blank form on purpose."""
ANSWERED = "answered_in_list"
"""Rule of notes on what an office wrote in the list of a feedback copy."""
LIST_COLUMNS = (2, 3, 5)
"""Columns of that list with the sheet, the cell and the problem of a point."""
_FIRST_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}\b")


def _marks_of(book: Workbook) -> WorkbookMarks | None:
    """The marks of a workbook that the program made; None for any other."""
    hidden = next((s for s in book.sheets if s.name == mark_words()["hidden_sheet"]), None)
    if hidden is None:
        return None
    rows = [tuple(cell.text for cell in row) for row in hidden.rows]
    return WorkbookMarks.of_rows((row[0], row[1]) for row in rows if len(row) == 2)


def office_content(book: Workbook) -> Workbook:
    """A workbook with what the office wrote only, and its marks.

    A total of a blank form that no program computed is left out: it follows from its parts.
    """
    marks = _marks_of(book)
    if marks is None:
        return book
    words = mark_words()
    own = {words["hidden_sheet"]}
    own |= {words["guide_sheet"]} if marks.form else set()
    own |= {marks.list_sheet} if marks.kind == FEEDBACK else set()
    sheets = tuple(_sheet(s, is_form=bool(marks.form)) for s in book.sheets if s.name not in own)
    notes = tuple(
        replace(note, before=_of_office(note.before)) if note.rule == "comment_alone" else note
        for note in book.notes
        if note.sheet not in own
        and not (marks.form and note.rule in NOTES_OF_MARKS)
        and not (note.rule == "comment_alone" and not _of_office(note.before))
    )
    answers = [a for s in book.sheets if s.name == marks.list_sheet for a in _answers(s)]
    return Workbook(book.file, sheets, (*notes, *answers), marks)


def _answers(sheet: Sheet) -> Iterator[ReaderNote]:
    """What the office wrote beside the points of the list: the cell asked about, the answer."""
    filled = ((row, cell) for row in sheet.rows for cell in row)
    head = next((c for _, c in filled if c.text.strip() == mark_words()["answer_head"]), None)
    for row in sheet.rows if head else ():
        answer = sheet.cell(row[0].row, head.column) if head else None
        if answer and head and answer.row > head.row:
            before = [sheet.cell(answer.row, column) for column in LIST_COLUMNS]
            name, where, problem = (cell.text.strip() if cell else "" for cell in before)
            found = _FIRST_CELL.match(where)
            place = (name, found[0] if found else "")
            yield ReaderNote(sheet.file, *place, ANSWERED, problem, answer.text)


def _sheet(sheet: Sheet, *, is_form: bool) -> Sheet:
    def change(cell: Cell) -> Cell | None:
        if is_form and cell.kind == "formula_without_value":
            return None
        return replace(cell, comment=_of_office(cell.comment)) if cell.comment else cell

    return sheet.changed(change)


def _of_office(comment: str) -> str:
    """What the office wrote into a comment: the part before the program's own words."""
    return comment.partition(mark_words()["comment_begins"])[0].strip()


def tick_of(sheet: Sheet) -> Cell | None:
    """The cell beside the line that nothing happened; None where the office left it empty."""
    line = mark_words()["nothing_line"]
    for row in sheet.rows:
        for position, cell in enumerate(row):
            if cell.kind == "text" and cell.text.strip().startswith(line):
                return next((c for c in row[position + 1 :] if c.text.strip()), None)
    return None
