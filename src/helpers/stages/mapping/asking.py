"""What is asked of one unit for one period, and what was answered: the one door to both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from helpers.cleaning.mapping_answers import ANSWERED, is_usable, meaning_in, stored_answer
from helpers.cleaning.question_records import question_of
from helpers.cleaning.readers import Workbook, list_inputs, read_workbook
from helpers.cleaning.recognition.model import Meaning, Question, SheetCells
from helpers.cleaning.stated_periods.relative import relative_words
from helpers.core.catalogues.mappings import (
    Source,
    StoredAnswer,
    add_answers,
    current_answers,
    file_pattern,
    load_mappings,
)
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.text import fold
from helpers.export.question_workbook import Region, question_workbook
from helpers.stages.mapping.answer_workbook import (
    FilledWorkbook,
    GivenAnswer,
    question_book,
    read_filled_workbook,
)
from helpers.stages.mapping.filled_answers import only_proposal
from helpers.stages.mapping.surroundings import regions_of
from helpers.stages.mapping.vocabulary import Vocabulary, vocabulary_of
from helpers.stages.set_aside import QUESTIONS, OutputFolder
from helpers.stages.unit_period import UnitPeriod

FIGURES = ("observations", "programme", "detailed_figures")
ALIKE = 0.6
"""How alike the words of a table and of its last version are at least."""
MOST_NAMED = 3
"""So many questions that are asked again are named."""


@dataclass(frozen=True)
class Stored:
    """What came of storing answers: how many, in which files, figures before and after."""

    answers: int
    files: tuple[str, ...]
    figures_before: int
    figures_after: int
    open_after: int
    again: tuple[str, ...] = ()
    """What was answered and is asked again, with the reason."""

    def __str__(self) -> str:
        unlocked = max(self.figures_after - self.figures_before, 0)
        text = message(
            "mapping.stored",
            answers=self.answers,
            files=", ".join(self.files),
            unlocked=unlocked,
            figures=self.figures_after,
            open=self.open_after,
        )
        why = "" if unlocked or self.again else "stored_open" if self.open_after else "stored_named"
        reasons = [message(f"mapping.{why}", open=self.open_after)] if why else []
        return " ".join((text, *reasons, *self.again[:MOST_NAMED]))


@dataclass(frozen=True)
class Asking:
    """The open questions of a unit and period.

    ``figures``: how many are read without them; ``used``: words of tables → the cells in which an
    answer about them was used.
    """

    unit_period: UnitPeriod
    questions: tuple[Question, ...]
    figures: int
    used: Mapping[str, tuple[SheetCells, ...]] = field(default_factory=dict)
    answered: tuple[Question, ...] = ()
    """Questions that answers settled."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words in which people answer."""
        return vocabulary_of(self.unit_period.catalogues)

    @cached_property
    def stored(self) -> list[StoredAnswer]:
        """Everything that was answered before, in this period or another, oldest first."""
        return load_mappings(self.unit_period.workspace, self.unit_period.unit.key)

    @property
    def by_workbook(self) -> dict[str, list[tuple[int, Question]]]:
        """The numbered questions, under the file of their first cell."""
        groups: dict[str, list[tuple[int, Question]]] = {}
        for number, question in enumerate(self.questions, start=1):
            groups.setdefault(question.where[0].file, []).append((number, question))
        return groups

    @cached_property
    def remarks(self) -> dict[str, str]:
        """Key → what is answered now, or what changed since a similar question was answered."""
        current = list(current_answers(self.stored, self.unit_period.period).values())
        unused = [answer for answer in current if answer.shown not in self.used]
        remarks = {}
        for question in self.questions:
            own = next((answer for answer in current if answer.key == question.key), None)
            if before := own or self._most_alike(question, unused):
                remarks[question.key] = self._remark(question, before)
        return remarks

    def _most_alike(self, question: Question, answers: list[StoredAnswer]) -> StoredAnswer | None:
        """The answer to the most alike question about the same sheet."""
        places = {(file_pattern(c.file), fold(c.sheet)) for c in question.where}
        alike = [
            (SequenceMatcher(None, fold(answer.shown), fold(question.shown)).ratio(), answer)
            for answer in answers
            if answer.kind == question.kind
            and any((table.file, fold(table.sheet)) in places for table in answer.tables)
        ]
        ratio, answer = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        return answer if ratio >= ALIKE else None

    def _looks_the_same(self, question: Question, before: StoredAnswer) -> bool:
        """True where the words differ at most in the period of their report."""
        then, now = Period.parse(before.period), self.unit_period.period
        return relative_words(before.shown, then) == relative_words(question.shown, now)

    def _remark(self, question: Question, before: StoredAnswer) -> str:
        name = "answered_alike" if self._looks_the_same(question, before) else "changed"
        if before.key == question.key:
            is_usable_now = is_usable(before.meaning, self.unit_period.catalogues)
            name = "answered_now" if is_usable_now else "no_longer_usable"
        return message(
            f"mapping.{name}",
            before=before.shown,
            now=question.shown,
            meaning=self.describe(before),
            who=before.who,
            date=f"{before.date:%d/%m/%Y}",
        )

    @cached_property
    def present(self) -> dict[str, Meaning]:
        """Key → what is answered now, as it counts in this period."""
        period = self.unit_period.period
        current = current_answers(self.stored, period)
        return {key: meaning_in(answer.meaning, period) for key, answer in current.items()}

    @property
    def unit_name(self) -> str:
        """The unit's name in Vietnamese."""
        return self.unit_period.unit.name_vi

    def reason(self, question: Question) -> str:
        """What changed, if something did, and why the question is asked."""
        return " ".join(filter(None, (self.remarks.get(question.key), question.reason)))

    def describe(self, answer: StoredAnswer) -> str:
        """What was answered, in words, as it would count in this period."""
        return self.vocabulary.describe(meaning_in(answer.meaning, self.unit_period.period))

    @cached_property
    def _workbooks(self) -> list[Workbook]:
        names = {cells.file for question in self.questions for cells in question.where}
        return read_workbooks(self.unit_period, names)

    def regions(self, number: int) -> list[Region]:
        """The surroundings of the cells that question ``number`` is about."""
        return regions_of(self.questions[number - 1].where, number, self._workbooks)

    @property
    def file(self) -> Path:
        """Where the workbook of questions is written."""
        unit_period = self.unit_period
        return unit_period.workspace.reports(unit_period.period, unit_period.unit.key) / QUESTIONS

    def write_workbook(self) -> Path | None:
        """Write the workbook to fill in; where an earlier one that somebody filled in went."""
        workspace, unit = self.unit_period.workspace, self.unit_period.unit
        asked = [(question, self.reason(question)) for question in self.questions]
        regions = [r for n in range(1, len(asked) + 1) for r in self.regions(n)]
        named = (unit.key, unit.name_vi)
        book = question_book(named, self.vocabulary, asked, regions, self.present)
        return OutputFolder(workspace, self.file.parent).replace(self.file, question_workbook(book))

    def set_aside_text(self, kept: Path, *, was_read: bool) -> str:
        """Where the workbook that was there before went, and why."""
        name = "mapping.read_file_kept" if was_read else "stages.set_aside"
        return message(name, file=self.unit_period.workspace.relative(kept))

    def read_workbook(self, path: Path, who: str = "") -> FilledWorkbook:
        """Read a filled workbook; nothing is stored yet. Raises InputError."""
        key = self.unit_period.unit.key
        asked = {question.key: question for question in (*self.answered, *self.questions)}
        known = tuple(asked.values())
        return read_filled_workbook(path, key, known, self.vocabulary, self.present, who)

    @cached_property
    def is_file_read(self) -> bool:
        """True where each good answer of the workbook of questions is stored.

        Rows that were refused when it was read stay refused: their questions are asked again.
        """
        try:
            filled = self.read_workbook(self.file, "?a") if self.file.is_file() else None
        except InputError:
            return False
        return filled is not None and not filled.answers

    def proposals(self, who: str) -> list[GivenAnswer]:
        """As if ``who`` had chosen the only proposal of each question that has one.

        Where there are several, only a person can choose: their questions stay open.
        """
        best = ((question, only_proposal(question, self.vocabulary)) for question in self.questions)
        return [GivenAnswer(question, choice.meaning, who) for question, choice in best if choice]

    def store(self, answers: Sequence[GivenAnswer], how: Source) -> Stored:
        """Keep answers and read the files again. Raises StorageError, CatalogueError."""
        unit_period = self.unit_period
        rows = [
            stored_answer(a.question, a.meaning, a.who, unit_period.period, how) for a in answers
        ]
        files = add_answers(unit_period.workspace, unit_period.unit.key, rows)
        after = open_asking(unit_period)
        return Stored(
            answers=len(rows),
            files=tuple(map(unit_period.workspace.relative, files)),
            figures_before=self.figures,
            figures_after=after.figures,
            open_after=len(after.questions),
            again=tuple(
                message("mapping.asked_again", shown=question.shown, reason=question.reason)
                for question in after.questions
                if question.key in {row.key for row in rows}
            ),
        )


def open_asking(unit_period: UnitPeriod, *, everything: bool = False) -> Asking:
    """Read the unit's files and see what is open; with ``everything`` also what was answered.

    Raises InputError without files.
    """
    cleaned = unit_period.clean()
    tables = cleaned.tables
    questions = list(map(question_of, records_of(tables["questions"])))
    if everything:
        known = {question.key for question in questions}
        questions += [question for question in cleaned.answered if question.key not in known]
    used: dict[str, tuple[SheetCells, ...]] = {}
    for row in records_of(tables["cleaning_log"]):
        if row["rule"] == ANSWERED:
            cells = SheetCells(row["file"], row["sheet"], row["cell"])
            used[row["before"]] = (*used.get(row["before"], ()), cells)
    ordered = sorted(questions, key=lambda question: question.where[0].file)
    figures = sum(len(tables[name]) for name in FIGURES)
    return Asking(unit_period, tuple(ordered), figures, used, cleaned.answered)


def read_workbooks(unit_period: UnitPeriod, names: set[str]) -> list[Workbook]:
    """The raw files of these names, as grids of cells; one that cannot be read is left out."""
    folder = unit_period.workspace.raw(unit_period.period, unit_period.unit.key)
    workbooks = []
    for path in list_inputs(folder)[0]:
        if path.name in names:
            try:
                workbooks.append(read_workbook(path, root=folder))
            except InputError:
                continue
    return workbooks
