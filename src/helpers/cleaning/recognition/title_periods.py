"""Which period the lines above a table state, and up to which day its figures count."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from helpers.cleaning.notes import AS_OF, note_parts, speaks_of_plan, speaks_of_table
from helpers.cleaning.numbering import split_label
from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.vocabulary import head_words, key, plain
from helpers.cleaning.stated_periods.lines import (
    is_of_other_table,
    is_of_two_times,
    other_part,
    statements,
    without_other_years,
)
from helpers.cleaning.stated_periods.meaning import resolve
from helpers.cleaning.stated_periods.phrases import Phrase, phrases, phrases_of
from helpers.core.periods import Period


@dataclass
class TitlePeriods:
    """What the own lines of a table say of its period; those above earlier tables where they
    say nothing.

    ``period``: evidence that its figures are of the period of the report; ``year``: the only year
    stated; ``others``: lines that state another period.
    """

    block: Block
    own: Period
    period: Evidence | None = None
    year: int | None = None
    cut_off: Evidence | None = None
    others: list[str] = field(default_factory=list)
    _is_open: bool = False
    _is_shared: bool = False

    def __post_init__(self) -> None:
        self._read(self.block.titles)
        is_stated = self.period is not None or bool(self.others)
        above = [] if is_stated else self.block.above
        if not is_stated and not (self._is_open and self.own.kind != "Y"):
            self._read(above)
        if self._is_shared:  # «năm 2022 và 6 tháng đầu năm 2023»: each head says which
            self.period = None
        notes = [cell for cell in self.block.below if speaks_of_table(cell.text)]
        for cells in ([*self.block.titles, *notes], above):
            if days := list(_days(cells, self.own)):
                self._take_day(days)
                return

    def _read(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self._read_line(cell)

    def _read_line(self, cell: Cell) -> None:
        stated = list(statements(cell.text, self.own))
        is_own = any(statement.verdict == "own" for statement in stated)
        for statement in stated:
            evidence = Evidence("period", "title", statement.words, cell.address)
            names_year = str(self.own.year) in cell.text
            if statement.verdict == "own":
                self.period = self.period or evidence
                self.year = self.year or self.own.year
            elif statement.verdict == "other" and not (is_own or statement.is_last_part):
                if not names_year or statement.is_certain:
                    self.others.append(plain(cell.text))
            elif str(self.own.year) in statement.words:
                self.year = self.year or self.own.year
                self._is_open = True
                if self.own.is_last_part and _is_year(statement.words):
                    self.period = self.period or evidence
        every = phrases_of(cell.text, self.own.year)
        is_other = is_of_other_table(cell.text) and not self._holds(every)
        is_other |= not is_own and other_part(cell.text, self.own) != ""
        if is_other and plain(cell.text) not in self.others:
            self.others.append(plain(cell.text))
        self._is_shared |= is_own and is_of_two_times(cell.text, self.own)
        for day in (m for m in every if m.kind in ("day", "school_year")):
            resolved = resolve(day, self.own, None)
            if resolved and resolved.verdict == "own":
                found = Evidence("period", "title", day.words, cell.address)
                self.period, self.year = self.period or found, self.own.year
        if not stated:
            years = {m.year for m in every if m.kind == "year"}
            if years == {self.own.year}:
                self.year = self.year or self.own.year

    def _holds(self, every: Iterable[Phrase]) -> bool:
        """True where the year of the report is named, alone or within a stage."""
        spans = [(m.year, m.number if m.kind == "span" else m.year) for m in every if m.year]
        return any(first <= self.own.year <= last for first, last in spans if first and last)

    def _take_day(self, days: list[tuple[date, Cell, str]]) -> None:
        inside = [each for each in days if self.own.start <= each[0] <= self.own.end]
        if inside:
            _, cell, words = inside[-1]
            self.cut_off = Evidence("period", "title", words, cell.address)
        else:
            self.others.append(plain(days[0][1].text))


def last_year_alone(cells: Iterable[Cell], own: Period) -> tuple[str, Evidence] | None:
    """The period that the line next above a table states where it says no more than that the
    table is of last year: «B. Cùng kỳ năm 2022» below a title of the report's own period."""
    *_, last = (None, *cells)
    if last is None:
        return None
    found, rest = phrases(key(split_label(last.text)[1]), own.year)
    stated = resolve(found[0], own, own.year) if len(found) == 1 else None
    words, left = head_words(rest)
    is_alone = not left.strip(" :.") and "previous" in {word.value for word in words}
    if stated is None or stated.verdict != "last_year" or not is_alone:
        return None
    return stated.period, Evidence("period", "title", found[0].words, last.address)


def _is_year(words: str) -> bool:
    """True for «năm 2023», «cuối năm 2023»: its period in the report that ends with the year."""
    return re.fullmatch(r"(?:đến )?(?:cả |cuối |hết )*năm\s+\d{4}", key(words)) is not None


def _days(cells: Iterable[Cell], own: Period) -> Iterator[tuple[date, Cell, str]]:
    """Days up to which lines say that figures count, but for plans and comparisons."""
    for cell in cells:
        for part in note_parts(without_other_years(cell.text).replace(":", " ")):
            if part.kind != AS_OF or part.written is None or speaks_of_plan(part.text):
                continue
            if day := part.written.in_year(own.year):
                yield day, cell, part.text
