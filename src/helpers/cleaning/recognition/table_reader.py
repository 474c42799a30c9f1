"""The figures of one table with their meaning as far as it is known, and what is open."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.answers import filled, merged
from helpers.cleaning.recognition.budget import BudgetCodes
from helpers.cleaning.recognition.budget_capital import with_both_funds
from helpers.cleaning.recognition.cell_doubts import is_of_several
from helpers.cleaning.recognition.cell_values import CellContent, Number, read_cell
from helpers.cleaning.recognition.column_questions import (
    ask_day,
    ask_fund,
    ask_percent,
    ask_role,
    ask_row,
    column_doubt,
)
from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.indicator_questions import IndicatorFinder
from helpers.cleaning.recognition.matching import IndicatorMatcher
from helpers.cleaning.recognition.model import Answer, Breakdown, Evidence, Meaning
from helpers.cleaning.recognition.number_patterns import pair_measures, pattern_doubt
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import CHANGES, DEFAULTS, RATES, Role
from helpers.cleaning.recognition.row_measures import REASON, with_row_measure, without_measures
from helpers.cleaning.recognition.row_notes import notes_of, said_above
from helpers.cleaning.recognition.row_periods import with_row_period, year_of_label
from helpers.cleaning.recognition.stated_actual import speaks_of_plan
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.table_asker import TableAsker
from helpers.cleaning.recognition.title_groups import take_groups, titled_groups
from helpers.cleaning.recognition.unit_questions import settle_unit
from helpers.cleaning.recognition.units import UnitFound, unit_of
from helpers.cleaning.recognition.unused_words import unused_words
from helpers.cleaning.recognition.vocabulary import is_rate_name, plain
from helpers.core.catalogues import Catalogues
from helpers.core.conversion import PERCENT, canonical_unit, is_whole
from helpers.core.numbers import Style

_UNIT_BEHIND = re.compile(r"\d\s*([^\W\d_]+)$")
_ASKED_OF_WORDS = ("measure", "period", "breakdown")
_STATES = ("actual", "opening", "previous")
_OWN_REASONS = ("ambiguous", "bound", "date", "several", "merged")


@dataclass
class TableReader:
    """Reads the cells of one table."""

    table: Table
    catalogues: Catalogues
    matcher: IndicatorMatcher
    answers: Mapping[str, Answer]
    styles: Mapping[int, Style | None]
    is_of_form: bool = False
    """True in a workbook of a form: a label that is none of the catalogue's is asked there."""
    refused: frozenset[str] = frozenset()
    """Addresses in rows that the form refused: the words of the label alone do not decide."""

    def __post_init__(self) -> None:
        self._asker = TableAsker(self.table, self.answers)
        budget = BudgetCodes(self.table, self.catalogues)
        self._finder = IndicatorFinder(
            self._asker, self.matcher, budget, self.is_of_form, self.refused
        )
        self._foreign = self._foreign_doubts()
        self._above = _labels_above(self.table)
        self._groups = titled_groups(self.table)

    def drafts(self) -> Iterator[Draft]:
        """All figures of the table."""
        for item, line, cell in self.table.pairs():
            for draft in self._cell(item, line, cell):
                draft.position = (item.number, line.number)
                is_said = item.name in draft.label_path
                draft.above = self._above.get(item.number, "") if is_said else item.name
                yield draft

    def _foreign_doubts(self) -> list[Doubt]:
        """The question whether the table is of the report, by the first reason against it."""
        proposals = (Meaning(is_figure=False), Meaning())
        found = []
        for reason, words in self.table.context.foreign[:1]:
            name = key_of("table", self._asker.own, reason, words)
            found.append(Doubt("table", name, ("is_figure",), words, reason, proposals))
        return found

    def _is_of_unit(self) -> bool:
        """True where lines name several places and a person said that it is all of the unit."""
        answers = [self.answers.get(doubt.key) for doubt in self._foreign]
        is_said = any(answer is not None and answer.meaning.is_figure for answer in answers)
        return is_said and "several_places" in dict(self.table.context.foreign)

    def _cell(self, item: Item, line: Line, cell: Cell) -> Iterator[Draft]:
        line = Line(line.number, self._in_row(line, item))
        style = self.styles.get(item.number if self.table.is_turned else line.number)
        counts = cell.kind == "text" and self._counts_whole(item, line, cell)
        content = read_cell(cell, style, is_whole=counts)
        if line.role.is_fraction:
            content = replace(content, numbers=tuple(n.as_percent() for n in content.numbers))
        if content.is_change and line.role.measure not in (*CHANGES, "pct_change"):
            content = replace(content, problem="unreadable")
        if content.numbers and (
            content.numbers[0].value is None or _is_mark_of_a_rate(content, cell, line)
        ):
            return
        if not content.problem and is_of_several(self.table, cell):
            content = replace(content, problem="merged")
        if self._foreign:
            yield self._unread(item, line, cell, content, self._foreign)
        elif content.problem == "pair" and (measures := pair_measures(line.role, content)):
            yield from self._parts(item, line, cell, content, measures)
        elif content.problem in ("pair", "several"):
            yield from self._pattern(item, line, cell, content)
        elif content.problem:
            yield self._unread(
                item, line, cell, content, [self._unreadable(item, line, content, cell)]
            )
        else:
            yield self._one(item, line, cell, content.numbers[0])

    def _in_row(self, line: Line, item: Item) -> Role:
        """The role of a line in a row whose labels name a measure or a period."""
        own, table, role = self._asker.own, self.table, line.role
        if said := said_above(table, item, line):
            return replace(role, reasons=[REASON], asked={"measure", "period"}, row=said)
        is_reached = table.kind == "period" and not speaks_of_plan(table, line)
        stated = with_row_period(role, item.stated, own, is_reached=is_reached)
        if table.is_turned or table.kind not in ("indicator", "period"):
            return stated
        is_season = any(map(self.matcher.names_product, item.path))
        measured = with_row_measure(role, item.path, own, is_season, item.unit)
        if measured is role:
            return stated
        named = year_of_label(item.stated, own)
        measured.period = named if REASON in measured.reasons else named or measured.period
        return measured

    def _counts_whole(self, item: Item, line: Line, cell: Cell) -> bool:
        """True where the unit of a cell counts whole things: «2,871» households are no 2.9."""
        if line.role.is_rate or line.role.measure in RATES:
            return False
        stated = _UNIT_BEHIND.search(plain(cell.text))
        number = Number(None, unit=stated[1] if stated else "")
        found = unit_of(self.table, item, line, number, cell).measure
        return found is not None and is_whole(found)

    def _unread(
        self, item: Item, line: Line, cell: Cell, content: CellContent, doubts: list[Doubt]
    ) -> Draft:
        """A cell that is asked about; with the answer that it is ours it is read after all."""
        number = content.numbers[0] if content.numbers else Number(None)
        draft = self._started(item, line, cell, number)
        for doubt in doubts:
            draft.answer_to(doubt, self.answers)
        if draft.doubts or draft.is_dropped:
            return draft
        if content.problem:
            draft.doubts.append(self._unreadable(item, line, content, cell))
            return draft
        read = self._one(item, line, cell, number)
        read.answered += draft.answered
        return read

    def _unreadable(self, item: Item, line: Line, content: CellContent, cell: Cell) -> Doubt:
        reason = content.problem if content.problem in _OWN_REASONS else "unreadable"
        header = " > ".join(line.role.path)
        proposals = (Meaning(is_figure=False),)
        named = " > ".join(filter(None, (*item.path[-1:], header))) or cell.address
        shown = f"{named}: {cell.text[:60]}"
        return self._asker.doubt("cell", (), shown, reason, (header, reason), proposals)

    def _started(self, item: Item, line: Line, cell: Cell, number: Number) -> Draft:
        role = line.role
        context = self.table.context
        place = (context.place,) if context.place and not self._is_of_unit() else ()
        breakdown = merged(place, with_both_funds(item.breakdown, role.breakdown))
        meaning = Meaning(
            measure=role.measure, period=item.period or role.period, breakdown=breakdown
        )
        draft = Draft(cell, number, meaning, self._label_path(item, line), role.path)
        draft.subject, draft.is_beside_half = self._asker.subject, role.is_beside_half
        noted = (replace(cell, text=number.note, kind="text"),) if number.note else ()
        draft.notes = (*notes_of(self.table, item, cell), *noted)
        draft.evidence += role.evidence
        if self.table.context.cut_off is not None:
            draft.evidence.append(self.table.context.cut_off)
        draft.evidence.append(Evidence("indicator", "label", item.name, item.address))
        if item.breakdown:
            draft.evidence.append(Evidence("breakdown", "label", item.name, item.address))
        return draft

    def _label_path(self, item: Item, line: Line) -> tuple[str, ...]:
        """The labels that name the indicator: of the row, of the column, or of both."""
        name = () if self._is_explained(line) else line.role.names
        if self.table.kind == "indicator" or self.table.is_turned:
            names = item.names
            if REASON in line.role.reasons:
                return without_measures((*names, *name), self._asker.own)
            return (*names, *name)
        if item.kind == "unknown" and is_rate_name(item.name):  # «Tỷ lệ trẻ ra lớp» below schools
            return item.names[-1:]
        return (
            (*item.group, *item.names[-1:], *name) if item.kind == "part" else (*item.group, *name)
        )

    def _is_explained(self, line: Line) -> bool:
        """True where an answer says what the unknown words of a head are: a measure, no name.

        They stay a name where another line has the same meaning without it.
        """
        if "unknown_words" not in line.role.reasons or self.table.kind != "indicator":
            return False
        own = self._said(line)
        others = [self._said(o) for o in self.table.lines if o.number != line.number]
        return own is not None and own not in others

    def _repeats(self, line: Line) -> bool:
        """True for one of two lines of which answers say the same, and nothing else tells apart.

        Where rows are places or members, the words of each head are what it counts.
        """
        if self.table.kind != "indicator":
            return False
        asked = [x for x in self.table.lines if set(x.role.reasons) - set(DEFAULTS)]
        numbers = [x.number for x in asked]
        if line.number not in numbers or (own := self._said(line)) is None:
            return False
        others = (x for x in asked if x.number != line.number and self._said(x) == own)
        tells = _own_name(line), line.role.unit
        return any((_own_name(x), x.role.unit) == tells for x in others)

    def _said(self, line: Line) -> tuple[str, str, Breakdown] | None:
        """Measure, period and breakdown of a line, with the answer to its question."""
        role = line.role
        if not role.reasons:
            return role.measure, role.period, role.breakdown
        answer = self.answers.get(column_doubt(self._asker, role).key)
        if answer is None or not answer.meaning.is_figure:
            return None
        meaning = Meaning(measure=role.measure, period=role.period, breakdown=role.breakdown)
        said = filled(meaning, answer.meaning, ("measure", "period", "breakdown"))
        return said.measure, said.period, said.breakdown

    def _one(self, item: Item, line: Line, cell: Cell, number: Number) -> Draft:
        draft = self._started(item, line, cell, number)
        role = line.role
        ask_role(self._asker, draft, item, line)
        ask_day(self._asker, draft, item)
        is_open = self._asks_percent(draft, item, line, cell)
        # «Tỷ lệ (%)» of which a person said when it was so: an indicator in per cent.
        is_share = draft.meaning.measure in _STATES and any(map(is_rate_name, role.path[-1:]))
        said = replace(
            role,
            measure=draft.meaning.measure,
            unit=role.unit.strip("%") if role.is_rate and not is_share else role.unit,
        )
        if not is_open and (draft.meaning.measure or not role.is_rate):
            found = unit_of(self.table, item, Line(line.number, said), number, cell)
            settle_unit(self._asker, draft, item, line, found)
            unit = self._finder.level_unit(draft, item, line)
            ask_fund(self._asker, draft, item, line, unit)
            if self._repeats(line) and self._finder.is_known(item, unit):
                draft.doubts.append(replace(column_doubt(self._asker, role), reason="same_as_read"))
        self._finder.settle(draft, item, line)
        take_groups(draft, self._groups, self._finder.level_unit(draft, item, line))
        self._ask_unused(draft, role)
        return draft

    def _ask_unused(self, draft: Draft, role: Role) -> None:
        """Words of the head that no part of the meaning holds stand in an own label, or are asked.

        A line of which a person said what it holds is not asked again.
        """
        if draft.is_open or any(doubt.kind == "column" for doubt in draft.answered):
            return
        names = self.matcher.names_of(draft.meaning.code)
        unused = unused_words(draft, role, self.table.context, names)
        if unused.names and draft.degree == "own" and not unused.known:
            draft.label_path = (*draft.label_path, *unused.levels)
            draft.meaning = replace(draft.meaning, label=" > ".join(draft.label_path))
        elif unused.known or unused.names:
            open_role = replace(role, reasons=["unused_words"], asked={*_ASKED_OF_WORDS})
            self._asker.ask(draft, column_doubt(self._asker, open_role))

    def _asks_percent(self, draft: Draft, item: Item, line: Line, cell: Cell) -> bool:
        """True where a percentage stands among figures, and nobody has said what it is."""
        role, before = line.role, len(draft.doubts)
        if PERCENT in (draft.number.unit, cell.format_unit) and not role.is_rate and role.is_level:
            ask_percent(self._asker, draft, item, line)
        return len(draft.doubts) > before

    def _parts(
        self, item: Item, line: Line, cell: Cell, content: CellContent, measures: tuple[str, ...]
    ) -> Iterator[Draft]:
        for measure, number in zip(measures, content.numbers, strict=True):
            period = self._asker.period_of(measure, line.role.period)
            role = replace(line.role, measure=measure, period=period, is_rate=measure in RATES)
            yield self._one(item, Line(line.number, role), cell, number)

    def _pattern(self, item: Item, line: Line, cell: Cell, content: CellContent) -> Iterator[Draft]:
        doubt = pattern_doubt(self._asker, line.role, cell, content)
        answer = self.answers.get(doubt.key)
        parts = answer.meaning.parts if answer else ()
        if answer is None or not content.numbers or len(parts) != len(content.numbers):
            draft = self._started(item, line, cell, Number(None))
            draft.is_dropped = answer is not None and not answer.meaning.is_figure
            (draft.answered if draft.is_dropped else draft.doubts).append(doubt)
            yield draft
            return
        names = _names_of_parts(line.role.path, parts)
        for part, number, name in zip(parts, content.numbers, names, strict=True):
            if part.is_figure:
                draft = self._answered_part(item, line, cell, number, part, name)
                draft.answered.append(doubt)
                yield draft

    def _answered_part(
        self, item: Item, line: Line, cell: Cell, number: Number, part: Meaning, name: str
    ) -> Draft:
        measure = part.measure or line.role.measure
        period = part.period or self._asker.period_of(measure, line.role.period)
        role = replace(
            line.role, measure=measure, period=period, reasons=[], is_rate=measure in RATES
        )
        own = Line(line.number, role)
        unit = PERCENT if measure in RATES else part.unit or number.unit
        changed = replace(number, unit=unit)
        draft = self._started(item, own, cell, changed)
        ask_row(self._asker, draft, item, role)
        if name:
            draft.label_path = (*item.names, name)
        draft.meaning = filled(draft.meaning, part, ("measure", "period", "breakdown", "indicator"))
        found = unit_of(self.table, item, own, changed, cell)
        if part.unit and (said := canonical_unit(part.unit)):
            found = UnitFound(said, found.evidence)
        settle_unit(self._asker, draft, item, line, found)
        ask_fund(self._asker, draft, item, own, self._finder.level_unit(draft, item, own))
        self._finder.settle(draft, item, own)
        take_groups(draft, self._groups, self._finder.level_unit(draft, item, own))
        draft.evidence.append(Evidence("parts", "answer", part.measure))
        return draft


def _names_of_parts(path: Sequence[str], parts: Sequence[Meaning]) -> list[str]:
    """The names that «Mắc/chết» gives to figures which answers do not tell apart; '' for none."""
    names = [name.strip() for name in path[-1].split("/")] if path else []
    said = {(part.measure, part.period, part.breakdown, part.code, part.label) for part in parts}
    is_needed = len(names) == len(parts) and len(said) < len(parts)
    return names if is_needed else [""] * len(parts)


def _own_name(line: Line) -> str:
    """The words that tell a line from others; not those that an answer had to explain."""
    return "" if "unknown_words" in line.role.reasons else line.role.name


def _labels_above(table: Table) -> dict[int, str]:
    """Item → the nearest label above it that stands in the table once."""
    count = Counter(item.name for item in table.items)
    found, last = {}, ""
    for item in table.items:
        found[item.number] = last
        last = item.name if count[item.name] == 1 else last
    return found


def _is_mark_of_a_rate(content: CellContent, cell: Cell, line: Line) -> bool:
    """True for a dash in a column of rates: nothing to compute, no zero."""
    is_mark = cell.kind == "text" and not any(map(str.isdigit, cell.text))
    return is_mark and line.role.is_rate and content.numbers[0].status == "zero"
