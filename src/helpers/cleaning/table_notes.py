"""The notes around the figures of one table: which of them speak of which figure.

Nearest first: the cell itself (its comment, the footnote of its mark, words beside the figure), its
row (columns for notes and sources, label), its column head, the lines above and below the table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import takewhile

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import FormRow, LocatedTable, sheet_rows
from helpers.cleaning.notes import (
    AS_OF,
    ESTIMATE,
    FREE,
    NotePart,
    note_parts,
    speaks_against,
    speaks_of_figures,
    speaks_of_plan,
    speaks_of_table,
)
from helpers.cleaning.readers import Cell
from helpers.cleaning.stated_periods.lines import (
    estimates_other_time,
    is_of_other_table,
    is_of_two_times,
    other_part,
    statements,
)
from helpers.core.formatting import format_date
from helpers.core.messages import current_language
from helpers.core.periods import Period

FEWEST_IN_HEAD = 3
NOTE_ROLES = ("note", "source")
ESTIMATES = ("estimate", "stated_pct_estimate")
UNCHANGED_BY_ESTIMATES = ("plan", "previous")
"""Measures that a row's "số ước" does not speak of."""
_MARK = re.compile(r"\d+|\*+|[a-z]\b")
_TYPED_MARK = re.compile(r"(?:\(\d{1,2}\)|\(?\*{1,3}\)?)\s*$")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_FOOTNOTE = re.compile(
    r"^(?:ghi chú\s*:?\s*)?\(?(\d{1,2}|\*{1,3}|[a-z])[).:]\s*(?=\S)|^(\*{1,3})\s*", re.I
)
_BETWEEN_FOOTNOTES = re.compile(r"[;.\n]\s*(?=\((?:\d{1,2}|\*{1,3})\))")
_REMARK = re.compile(r"^\W*(?:ghi chú|lưu ý|chú thích)\b", re.I)


@dataclass(frozen=True)
class Note:
    """One typed part and the cell that it stands in; ``day`` is its date where it can be used."""

    part: NotePart
    source_cell: SourceCell
    day: date | None = None


@dataclass(frozen=True)
class FigureNotes:
    """What the notes say of one figure: day (ISO 8601), maturity, absence and its reason."""

    as_of: str
    maturity: str
    status: str
    reason: str | None


class TableNotes:
    """Reads the notes of a table; what is typed is recorded once in the cleaning log."""

    def __init__(self, table: LocatedTable, period: Period, cleaning_log: CleaningLog) -> None:
        self._table = table
        self._period = period
        self._cleaning_log = cleaning_log
        self._read: dict[tuple[str, str], list[Note]] = {}
        self._asked: set[tuple[str, str]] = set()
        self._has_estimates = any(role in ESTIMATES for role in table.roles.values())

    def record(self, row: FormRow, subject: Mapping[str, str]) -> None:
        """Record the notes of a row and its cells; ``subject``: columns that name what it is about.

        Below the last figure stand signatures.
        """
        if row.number > self._last_row:
            return
        self._record(self._of_row(row), subject)
        for role, cell in row.cells.items():
            if role in self._table.mapping.value_roles:
                self._record(self._of_cell(cell), {**subject, "measure": role})

    def record_table(self) -> None:
        """Record what lines and heads around the figures say; ask what nobody can attribute."""
        self._record([*self._above, *self._below], {})
        for column, role in self._table.roles.items():
            if role not in ESTIMATES:
                self._record(self._of_head(column), {"measure": role})
        for note in self._below:
            is_typed = note.part.kind in (AS_OF, ESTIMATE) or speaks_against(note.part.text)
            if is_typed and not speaks_of_table(note.part.text):
                self._ask(note.part, note.source_cell, "cleaning.note_of_unknown_figures")

    @cached_property
    def _last_row(self) -> int:
        value_roles = self._table.mapping.value_roles
        numbers = (r.number for r in self._table.rows() if value_roles & r.cells.keys())
        return max(numbers, default=0)

    def _record(self, notes: Iterable[Note], subject: Mapping[str, str]) -> None:
        for note in notes:
            day = note.day.isoformat() if note.day else None
            typed = {"kind": note.part.kind, "text": note.part.text, "date": day}
            self._cleaning_log.notes.append({**subject, **typed, **note.source_cell.columns()})

    def of_figure(self, row: FormRow, measure: str, cell: Cell) -> FigureNotes:
        """What the notes say of the figure in ``cell`` of ``row``, the nearest first."""
        notes = [
            *self._of_cell(cell),
            *self._speaking(self._of_row(row), measure),
            *self._of_head(cell.column),
            *self._speaking([*self._above, *self._of_whole_table], measure),
        ]
        day = next((note.day for note in notes if note.day is not None), self._period.end)
        of_absence = [note.part for note in notes if note.part.status]
        return FigureNotes(
            as_of=day.isoformat(),
            maturity=self._maturity(measure, {note.part.maturity for note in notes}),
            status=of_absence[0].status if of_absence else "missing",
            reason=of_absence[0].text if of_absence else None,
        )

    def against(self, row: FormRow, cell: Cell) -> str:
        """What a note says by which the figure in ``cell`` is not that of the period; else ''."""
        beside = self._speaking([*self._of_row(row), *self._of_whole_table], "actual")
        notes = [*self._of_cell(cell), *beside]
        texts = (note.part.text for note in notes if note.part.kind != AS_OF)
        return next((text for text in texts if speaks_against(text) or self._is_other(text)), "")

    def _is_other(self, text: str) -> bool:
        """True for «Số liệu năm 2022», «Ước cả năm», «Số quý I» in the report of a half-year."""
        stated = list(statements(text, self._period))
        if not speaks_of_figures(text) or any(each.verdict == "own" for each in stated):
            return False
        return (
            any(each.verdict == "other" for each in stated)
            or is_of_other_table(text)
            or estimates_other_time(text, self._period)
            or other_part(text, self._period) != ""
            or is_of_two_times(text, self._period)
        )

    def _maturity(self, measure: str, stated: set[str]) -> str:
        if measure in ESTIMATES:
            return "estimate"
        if "estimate" in stated and measure not in UNCHANGED_BY_ESTIMATES:
            return "estimate"
        return "preliminary" if "preliminary" in stated else "official"

    def _speaking(self, notes: Iterable[Note], measure: str) -> list[Note]:
        """Of notes that stand beside several figures those that speak of a measure.

        Where the table has a column for estimates, "ước đến 30/6" is about that column alone.
        """
        if not self._has_estimates:
            return list(notes)
        return [note for note in notes if note.part.is_estimate == (measure in ESTIMATES)]

    def _of_cell(self, cell: Cell) -> list[Note]:
        """Comment and footnote of a cell; of the words beside a figure those that are typed."""
        key = ("cell", cell.address)
        if key not in self._read:
            words = [n for n in self._notes(cell, cell.text) if n.part.kind != FREE]
            self._read[key] = [*words, *self._attached(cell)]
        return self._read[key]

    def _of_row(self, row: FormRow) -> list[Note]:
        key = ("row", str(row.number))
        if key not in self._read:
            found: list[Note] = []
            for role in NOTE_ROLES:
                if cell := row.cells.get(role):
                    found += [*self._notes(cell, cell.text), *self._attached(cell)]
            if label := row.cells.get("label"):
                found += self._attached(label)
            self._read[key] = found
        return self._read[key]

    def _of_head(self, column: int) -> list[Note]:
        """Typed parts of a column's head, with the comments and footnotes of its cells."""
        key = ("head", str(column))
        if key not in self._read:
            table = self._table
            covering = (table.sheet.covering(row, column) for row in table.header_rows)
            cells = list(dict.fromkeys(cell for cell in covering if cell is not None))
            found: list[Note] = []
            if cells:
                text, role = table.headers.get(column, ""), table.roles.get(column)
                found = self._heads(cells[-1], text, role)
            self._read[key] = [*found, *(n for cell in cells for n in self._attached(cell))]
        return self._read[key]

    def _heads(self, cell: Cell, text: str, role: str | None) -> list[Note]:
        """What a head says: the date of last year's column is in last year."""
        year = self._period.year - (role == "previous")
        notes = self._notes(cell, text, is_head=True, year=year)
        return [note for note in notes if note.part.kind in (AS_OF, ESTIMATE) or note.part.maturity]

    @cached_property
    def _above(self) -> list[Note]:
        """Dates and estimates that the lines above the head state, then those on top of a sheet."""
        start = self._table.header_rows.start
        above = [cells for number, cells in sheet_rows(self._table.sheet) if number < start]
        own = [c for cells in above for c in cells.values() if c.text in self._table.title]
        top = takewhile(lambda cells: len(cells) < FEWEST_IN_HEAD, above)
        all_cells = dict.fromkeys((*own, *(c for cells in top for c in cells.values())))
        notes = [note for c in all_cells for note in self._notes(c, c.text, is_head=True)]
        notes = [note for note in notes if not note.part.names_period or self._is_early(note)]
        return [note for note in notes if note.part.kind == AS_OF or note.part.maturity]

    def _is_early(self, note: Note) -> bool:
        """True for a day before the end of the period: six months are all of a half-year."""
        return note.day is not None and note.day != self._period.end

    @cached_property
    def _lines_below(self) -> list[tuple[Cell, str]]:
        """Lines below the last figure, split where a line holds several footnotes.

        They end where a row is wide enough to be the head of another table.
        """
        below = [cells for n, cells in sheet_rows(self._table.sheet) if n > self._last_row]
        narrow = takewhile(lambda cells: len(cells) < FEWEST_IN_HEAD, below)
        return [
            (cell, line)
            for cells in narrow
            for cell in cells.values()
            for line in _BETWEEN_FOOTNOTES.split(cell.text)
        ]

    @cached_property
    def _footnotes(self) -> dict[str, tuple[Cell, str]]:
        """Mark → the line that explains it."""
        found = ((_FOOTNOTE.match(line.strip()), cell, line) for cell, line in self._lines_below)
        return {
            (match[1] or match[2]).lower(): (cell, line.strip()[match.end() :])
            for match, cell, line in found
            if match
        }

    @cached_property
    def _below(self) -> list[Note]:
        """Remarks below the table that no mark leads to."""
        lines = [
            (cell, line)
            for cell, line in self._lines_below
            if (_REMARK.match(line) or speaks_against(line)) and not _FOOTNOTE.match(line.strip())
        ]
        return [note for cell, line in lines for note in self._notes(cell, line)]

    @property
    def _of_whole_table(self) -> list[Note]:
        return [note for note in self._below if speaks_of_table(note.part.text)]

    def _attached(self, cell: Cell) -> Iterator[Note]:
        """Notes in the comment of a cell, and in the footnotes that its marks refer to."""
        if cell.comment:
            yield from self._notes(cell, cell.comment)
        typed = _TYPED_MARK.search(cell.text)
        marks = f"{cell.note_mark} {typed[0] if typed else ''}".translate(_RAISED).lower()
        for mark in dict.fromkeys(_MARK.findall(marks)):
            if mark in self._footnotes:
                yield from self._notes(*self._footnotes[mark])

    def _notes(
        self, cell: Cell, text: str, *, is_head: bool = False, year: int | None = None
    ) -> list[Note]:
        source_cell = replace(self._table.source_cell(cell), raw_text=text)
        parts = note_parts(text, is_head)
        return [
            Note(part, source_cell, self._day(part, parts, source_cell, year or self._period.year))
            for part in parts
        ]

    def _day(
        self, part: NotePart, parts: Sequence[NotePart], source_cell: SourceCell, year: int
    ) -> date | None:
        """The date of a part; None, after a question, for one that cannot be that of the figure."""
        if part.written is None:
            return None
        day, end = part.written.in_year(year), self._period.end
        same = {p.written for p in parts if p.text == part.text and p.written}
        if len(same) > 1:
            reason = "several"
        elif day is None:
            reason = "impossible"
        elif day.year != year:
            reason = "other_year"
        elif (day.month, day.day) > (end.month, end.day):
            reason = "after_period"
        else:
            return day
        is_deadline = reason == "after_period" and speaks_of_plan(part.text)
        if not (part.names_period or is_deadline):
            self._ask(part, source_cell, f"cleaning.note_date_{reason}")
        return None

    def _ask(self, part: NotePart, source_cell: SourceCell, key: str) -> None:
        """A question about a note, once."""
        if (source_cell.cell, part.text) in self._asked:
            return
        self._asked.add((source_cell.cell, part.text))
        end = format_date(self._period.end, lang=current_language())
        self._cleaning_log.quarantine(source_cell, key, text=part.text, end=end)
