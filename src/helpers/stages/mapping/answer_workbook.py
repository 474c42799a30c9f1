"""The workbook of questions: made from what is open, and read back when it is filled in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.cleaning.readers import Cell, Sheet, Workbook, read_workbook
from helpers.cleaning.recognition.model import Meaning, Question, SheetCells
from helpers.core.errors import InputError
from helpers.core.messages import LANGUAGES, message
from helpers.core.text import fold, shown_name
from helpers.export.question_workbook import (
    COLUMNS,
    MARK,
    TO_FILL,
    QuestionBook,
    QuestionRow,
    Region,
)
from helpers.stages.mapping.filled_answers import (
    WHO,
    AnswerProblem,
    as_asked,
    changed_meaning,
    choices_of,
    fields_of,
    meaning_of,
    proposed,
    texts_of,
)
from helpers.stages.mapping.vocabulary import Vocabulary

SHOWN_POSITIONS = 6
"""Of the cells of one question; the others are counted."""
_MARK_LETTERS = 16
_CELLS_BEHIND = r": [A-Z]{0,3}\d+(?:\D.*)?$"


@dataclass(frozen=True)
class GivenAnswer:
    """What somebody said to a question."""

    question: Question
    meaning: Meaning
    who: str


@dataclass(frozen=True)
class RowProblem:
    """A row that cannot be stored: the cell to look at and why."""

    sheet: str
    cell: str
    reason: str

    def __str__(self) -> str:
        return message("mapping.row_problem", sheet=self.sheet, cell=self.cell, reason=self.reason)


@dataclass(frozen=True)
class FilledWorkbook:
    """Answers of the good rows, problems of the others, how many rows were left empty."""

    answers: list[GivenAnswer]
    problems: list[RowProblem]
    empty: int


def question_book(
    unit: tuple[str, str],
    vocabulary: Vocabulary,
    asked: Sequence[tuple[Question, str]],
    regions: Sequence[Region],
    present: Mapping[str, Meaning],
) -> QuestionBook:
    """The content of the workbook: ``unit`` is key and name, ``asked`` questions with reasons,
    ``present``: key → what is answered now."""
    period = vocabulary.catalogues.period
    lists = {
        "measure": vocabulary.measures,
        "period": vocabulary.periods,
        "unit": vocabulary.units,
        "indicator": vocabulary.indicators,
        "breakdown": vocabulary.parts,
    }
    return QuestionBook(
        unit=unit[0],
        period=str(period),
        title=message("mapping.book_title", unit=unit[1], period=period.label()),
        rows=[
            _row(question, number, reason, vocabulary, present.get(question.key))
            for number, (question, reason) in enumerate(asked, start=1)
        ],
        lists={name: list(entries) for name, entries in lists.items()},
        regions=regions,
    )


def _row(
    question: Question, number: int, reason: str, vocabulary: Vocabulary, present: Meaning | None
) -> QuestionRow:
    choices = [choice.text for choice in choices_of(question, vocabulary)]
    texts = {
        "number": str(number),
        "where": "\n".join(positions_of(question.where)),
        "shown": question.shown,
        "text": question.text,
        "reason": reason,
        "proposals": "\n".join(choice.text for choice in proposed(question, vocabulary)),
    }
    return QuestionRow(
        key=_mark(question.key),
        texts=texts,
        choices=choices,
        fields=fields_of(question),
        has_free_fields="parts" in question.asked,
        filled=texts_of(question, present, vocabulary) if present else {},
    )


def positions_of(where: Sequence[SheetCells]) -> list[str]:
    """Where cells are, in words: 'tệp.xlsx, Thu: C5:C9'; after some, how many more there are."""
    by_sheet: dict[str, list[str]] = {}
    for cells in where:
        sheet = ", ".join(filter(None, (cells.file, cells.sheet)))
        by_sheet.setdefault(sheet, []).append(cells.cells or message("mapping.whole_sheet"))
    lines = []
    for sheet, found in by_sheet.items():
        more = len(found) - SHOWN_POSITIONS
        shown = ", ".join(found[:SHOWN_POSITIONS])
        ends = message("mapping.more_cells", count=more) if more > 0 else ""
        lines.append(f"{sheet}: {shown}{ends}")
    more = len(lines) - SHOWN_POSITIONS
    ends_lines = [message("mapping.more_sheets", count=more)] if more > 0 else []
    return [*lines[:SHOWN_POSITIONS], *ends_lines]


def read_filled_workbook(
    path: Path,
    unit: str,
    questions: Sequence[Question],
    vocabulary: Vocabulary,
    present: Mapping[str, Meaning],
    who: str = "",
) -> FilledWorkbook:
    """Read the answers of a filled workbook; ``who`` answers where the workbook names nobody.

    A row that says what is answered now (``present``, by key) is left out.
    Raises InputError for a file that is no such workbook or is another unit's or period's.
    """
    book = read_workbook(path, root=path.parent)
    _require_own(book, path, unit, str(vocabulary.catalogues.period))
    sheet, head, columns = _head_of(book, path)
    default = _name_for_all(sheet) or who
    by_mark = {_mark(question.key): question for question in questions}
    answers: dict[str, GivenAnswer] = {}
    disputed: set[str] = set()
    problems, empty = [], 0
    for row in _rows_below(sheet, head, columns):
        try:
            given = row.answer(by_mark, vocabulary, present, default)
            if given is None:
                empty += 1
                continue
            key = given.question.key
            if answers.setdefault(key, given).meaning != given.meaning:
                disputed.add(key)
                raise AnswerProblem("key", "answered_differently", shown=given.question.shown)
        except AnswerProblem as problem:
            problems.append(RowProblem(sheet.name, row.address(problem.field), problem.reason))
    good = [given for key, given in answers.items() if key not in disputed]
    return FilledWorkbook(good, problems, empty)


@dataclass(frozen=True)
class _Row:
    """One row of the filled sheet: its cells by the names of the columns."""

    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]

    def answer(
        self,
        questions: Mapping[str, Question],
        vocabulary: Vocabulary,
        present: Mapping[str, Meaning],
        who: str,
    ) -> GivenAnswer | None:
        """What it says; None where nothing new is filled in. Raises AnswerProblem."""
        filled = {name: self.text(name) for name in TO_FILL}
        if not any(text for name, text in filled.items() if name != WHO):
            return None
        question = questions.get(self.text("key"))
        if question is None:
            raise AnswerProblem("key", "no_longer_asked" if self.text("key") else "key_lost")
        self._require_shown(question)
        before = present.get(question.key)
        if before is None:
            meaning = meaning_of(question, filled, vocabulary)
        else:
            meaning = changed_meaning(question, filled, before, vocabulary)
        if meaning is not None and as_asked(question, meaning) == before:
            return None
        name = " ".join((filled[WHO] or who).split())
        if not any(map(str.isalpha, name)):
            raise AnswerProblem(WHO, "nobody_named")
        return GivenAnswer(question, meaning, name) if meaning else None

    def _require_shown(self, question: Question) -> None:
        """Raises AnswerProblem where the row shows another question than its hidden key says."""
        expected = {"shown": [question.shown], "where": positions_of(question.where)}
        for name, lines in expected.items():
            seen = {_place(line) for line in self.text(name).splitlines()}
            if name in self.columns and seen != {_place(p) for x in lines for p in x.splitlines()}:
                raise AnswerProblem("key", "row_moved", shown=question.shown)

    def text(self, name: str) -> str:
        """What a person sees in a cell. Raises AnswerProblem for a formula without a result."""
        cell = self.cells.get(name)
        if cell is not None and cell.kind in ("error", "formula_without_value"):
            raise AnswerProblem(name, "formula")
        return cell.text.strip() if cell else ""

    def address(self, name: str) -> str:
        """Where the column ``name`` of this row is; a hidden key is shown as the row's number."""
        column = self.columns["number" if name == "key" else name]
        return _address(self.number, column)


def _place(line: str) -> str:
    """A line of a position without its cells: rows may have been added since it was written."""
    return fold(re.sub(_CELLS_BEHIND, "", line))


def _address(row: int, column: int) -> str:
    return Cell(row, column, "", None, "text").address


def _mark(key: str) -> str:
    """A key as the hidden column has it: no program takes it for a number."""
    return f"k{sha256(key.encode('utf-8')).hexdigest()[:_MARK_LETTERS]}"


def _require_own(book: Workbook, path: Path, unit: str, period: str) -> None:
    firsts = (
        [cell.text for cell in sheet.rows[0][:3]]
        for sheet in book.sheets
        if sheet.rows and sheet.rows[0][0].text == MARK
    )
    found = next(firsts, None)
    file = shown_name(path.name)
    if found is None:
        raise InputError("mapping.not_a_question_workbook", file=file)
    if found[1:] != [unit, period]:
        other = ", ".join(found[1:])
        raise InputError(
            "mapping.other_question_workbook", file=file, other=other, own=f"{unit}, {period}"
        )


def _head_of(book: Workbook, path: Path) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet of questions, the row of its heads, and the column of each."""
    names = {
        fold(message(f"mapping.column_{name}", lang)): name
        for lang in LANGUAGES
        for name in COLUMNS
    }
    for sheet in book.sheets:
        for row in sheet.rows:
            found = [(names[fold(c.text)], c.column) for c in row if fold(c.text) in names]
            columns = dict(reversed(found))
            if "key" not in columns or len(columns) < 2:
                continue
            lacking = [name for name in ("number", *TO_FILL) if name not in columns]
            if lacking or len(columns) < len(found):
                listed = ", ".join(f"«{message(f'mapping.column_{name}')}»" for name in lacking)
                raise InputError("mapping.heads_changed", sheet=sheet.name, heads=listed or "?")
            return sheet, row[0].row, columns
    raise InputError("mapping.not_a_question_workbook", file=shown_name(path.name))


def _name_for_all(sheet: Sheet) -> str:
    labels = {fold(message("mapping.who_for_all", lang)) for lang in LANGUAGES}
    for row in sheet.rows:
        if fold(row[0].text) in labels:
            return row[1].text.strip() if len(row) > 1 else ""
    return ""


def _rows_below(sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[_Row]:
    for row in sheet.rows:
        if row[0].row > head:
            by_column = {cell.column: cell for cell in row}
            cells = {n: by_column[c] for n, c in columns.items() if c in by_column}
            yield _Row(row[0].row, columns, cells)
