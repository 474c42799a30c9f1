"""The figures of one table with their meaning as far as it is known, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from zlib import crc32

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.answers import filled, merged
from helpers.cleaning.recognition.budget import BudgetCodes
from helpers.cleaning.recognition.cell_values import CellContent, Number, read_cell
from helpers.cleaning.recognition.matching import IndicatorMatcher, LabelMatch
from helpers.cleaning.recognition.matching_words import same_units, words_of
from helpers.cleaning.recognition.model import (
    FUND,
    Answer,
    Breakdown,
    Evidence,
    Meaning,
    MeaningField,
    RecognisedFigure,
)
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import PLANS, RATES, Role
from helpers.cleaning.recognition.row_periods import row_period, with_row_period
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.units import UnitFound, allowed_dimensions, unit_of
from helpers.cleaning.recognition.vocabulary import any_of, group, is_total
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.measures import measures_in_use
from helpers.core.conversion import (
    PERCENT,
    Measure,
    canonical_unit,
    convert_measure,
    is_whole,
    measure_of,
)
from helpers.core.numbers import Style
from helpers.core.text import fold, slug

DEFAULTS = ("measure_missing", "period_missing")
"""Reasons for which one question may be about several columns."""
OWN = "own."
MOST_LABELS = 3


@dataclass
class Draft:
    """A figure on its way: what is known and what is open."""

    cell: Cell
    number: Number
    meaning: Meaning
    label_path: tuple[str, ...]
    header_path: tuple[str, ...]
    unit: Measure | None = None
    degree: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    answered: list[Doubt] = field(default_factory=list)
    is_dropped: bool = False
    subject: str = ""

    @property
    def is_open(self) -> bool:
        """True where something must be answered before the figure counts."""
        return any(doubt.blocks for doubt in self.doubts) or self.unit is None

    def answer_to(self, doubt: Doubt, answers: Mapping[str, Answer]) -> Answer | None:
        """The answer to a doubt, which is kept as answered or as open; it may drop the figure."""
        answer = answers.get(doubt.key)
        if answer is None:
            self.doubts.append(doubt)
            return None
        self.answered.append(doubt)
        self.is_dropped |= not answer.meaning.is_figure
        return answer


@dataclass
class TableReader:
    """Reads the cells of one table."""

    table: Table
    catalogues: Catalogues
    matcher: IndicatorMatcher
    answers: dict[str, Answer]
    styles: dict[int, Style | None]
    is_of_form: bool = False
    """True in a workbook of a form: a label that is none of the catalogue's is asked there."""

    def __post_init__(self) -> None:
        self._budget = BudgetCodes(self.table, self.catalogues)
        self._year = self.table.context.own.year
        self._subject = self.table.context.subject
        self._foreign = self._foreign_doubts()

    def drafts(self) -> Iterator[Draft]:
        """All figures of the table."""
        for item, line, cell in self.table.pairs():
            yield from self._cell(item, line, cell)

    def _foreign_doubts(self) -> list[Doubt]:
        found: dict[str, Doubt] = {}
        for reason, words in self.table.context.foreign[:1]:
            name = key_of("table", self._year, reason, words)
            found[name] = Doubt(
                "table", name, ("is_figure",), words, reason, (Meaning(is_figure=False), Meaning())
            )
        return list(found.values())

    def _cell(self, item: Item, line: Line, cell: Cell) -> Iterator[Draft]:
        line = Line(line.number, with_row_period(line.role, item.stated, self.table.context.own))
        whole = canonical_unit(item.unit) if item.unit else None
        content = read_cell(cell, self._style(item, line), is_whole=bool(whole and is_whole(whole)))
        role = line.role
        if content.numbers and content.numbers[0].value is None:
            return
        if (
            content.numbers
            and content.numbers[0].status == "zero"
            and cell.kind == "text"
            and role.is_rate
        ) and not any(map(str.isdigit, cell.text)):
            return
        if self._foreign:
            yield self._unread(item, line, cell, content, self._foreign)
        elif content.problem == "pair" and (measures := self._pair(role, content)):
            yield from self._parts(item, line, cell, content, measures)
        elif content.problem in ("pair", "several"):
            yield from self._pattern(item, line, cell, content)
        elif content.problem:
            yield self._unread(
                item, line, cell, content, [self._unreadable(item, line, content, cell)]
            )
        else:
            yield self._one(item, line, cell, content.numbers[0])

    def _style(self, item: Item, line: Line) -> Style | None:
        return self.styles.get(item.number if self.table.is_turned else line.number)

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
        return self._one(item, line, cell, number)

    def _unreadable(self, item: Item, line: Line, content: CellContent, cell: Cell) -> Doubt:
        reason = (
            "unreadable"
            if content.problem not in ("ambiguous", "bound", "date", "several")
            else content.problem
        )
        header = " > ".join(line.role.path)
        name = key_of("cell", self._year, self._subject, header, reason)
        return Doubt("cell", name, ("is_figure",), f"{header}: {cell.text[:60]}", reason)

    def _started(self, item: Item, line: Line, cell: Cell, number: Number) -> Draft:
        role = line.role
        breakdown = merged(self._place(), merged(item.breakdown, role.breakdown))
        meaning = Meaning(
            measure=role.measure, period=item.period or role.period, breakdown=breakdown
        )
        draft = Draft(cell, number, meaning, self._label_path(item, line), role.path)
        draft.subject = self._subject
        draft.evidence += role.evidence
        draft.evidence.append(Evidence("indicator", "label", item.name, item.address))
        if item.breakdown:
            draft.evidence.append(Evidence("breakdown", "label", item.name, item.address))
        return draft

    def _place(self) -> Breakdown:
        return (self.table.context.place,) if self.table.context.place else ()

    def _label_path(self, item: Item, line: Line) -> tuple[str, ...]:
        """The labels that name the indicator: of the row, of the column, or of both."""
        name = () if self._is_explained(line) else line.role.names
        if self.table.kind == "indicator" or self.table.is_turned:
            return (*item.names, *name)
        return (item.names[-1], *name) if item.kind == "part" and item.names else name

    def _is_explained(self, line: Line) -> bool:
        """True where an answer says what the unknown words of a head are: a measure, no name.

        They stay a name where another line has the same meaning without it.
        """
        if "unknown_words" not in line.role.reasons or self.table.kind != "indicator":
            return False
        own = self._said(line)
        others = [self._said(o) for o in self.table.lines if o.number != line.number]
        return own is not None and own not in others

    def _said(self, line: Line) -> tuple[str, str, Breakdown] | None:
        """Measure, period and breakdown of a line, with the answer to its question."""
        role = line.role
        if not role.reasons:
            return role.measure, role.period, role.breakdown
        answer = self.answers.get(self._column_doubt(role).key)
        if answer is None:
            return None
        meaning = Meaning(measure=role.measure, period=role.period, breakdown=role.breakdown)
        said = filled(meaning, answer.meaning, ("measure", "period", "breakdown"))
        return said.measure, said.period, said.breakdown

    def _one(self, item: Item, line: Line, cell: Cell, number: Number) -> Draft:
        draft = self._started(item, line, cell, number)
        role = line.role
        self._doubt_role(draft, item, line)
        said = replace(
            role,
            measure=draft.meaning.measure,
            unit=role.unit.strip("%") if role.is_rate else role.unit,
        )
        if draft.meaning.measure or not role.is_rate:
            found = unit_of(self.table, item, Line(line.number, said), number, cell)
            self._settle_unit(draft, item, line, found)
            self._check_fund(draft, item, line)
        if number.unit == PERCENT and not line.role.is_rate and line.role.is_level:
            self._check_percent(draft, item, line)
        self._settle_indicator(draft, item, line)
        return draft

    def _check_fund(self, draft: Draft, item: Item, line: Line) -> None:
        """Only money has a source: a word that names one elsewhere is asked about."""
        known = canonical_unit(self._level_unit(draft, item, line))
        if known is None or known.dimension == "money":
            return
        left = tuple(pair for pair in draft.meaning.breakdown if pair[0] != FUND)
        if left == draft.meaning.breakdown:
            return
        draft.meaning = replace(draft.meaning, breakdown=left)
        path = " > ".join((*line.role.path, *item.path))
        name = key_of("column", self._year, self._subject, path, "fund")
        fields: tuple[MeaningField, ...] = ("breakdown", "indicator")
        self._ask(draft, Doubt("column", name, fields, path, "fund_without_money"))

    def _check_percent(self, draft: Draft, item: Item, line: Line) -> None:
        """A percentage among figures is a rate of its row unless the name says it is one."""
        names = [item.name, *line.role.path]
        if "percent" not in allowed_dimensions(names) and canonical_unit(
            item.unit
        ) != canonical_unit(PERCENT):
            header = " > ".join(line.role.path)
            name = key_of("column", self._year, self._subject, header, "percent")
            self._ask(draft, Doubt("column", name, ("measure",), header, "percent_in_level"))

    def _doubt_role(self, draft: Draft, item: Item, line: Line) -> None:
        role = line.role
        if item.kind == "unknown":
            name = key_of("table", self._year, self._subject, item.name, "unknown_row")
            self._ask(
                draft, Doubt("cell", name, ("is_figure", "breakdown"), item.name, "unknown_row")
            )
        if role.reasons:
            self._ask(draft, self._column_doubt(role))
        elif not draft.meaning.measure or not draft.meaning.period:
            role.ask("measure_missing", "measure", "period")
            self._ask(draft, self._column_doubt(role))

    def _column_doubt(self, role: Role) -> Doubt:
        asked = tuple(f for f in ("measure", "period", "breakdown") if f in role.asked) or (
            "measure",
        )
        header = " > ".join((*role.path, role.row) if role.row else role.path)
        proposal = Meaning(
            measure=role.measure or "actual", period=role.period, breakdown=role.breakdown
        )
        if all(reason in DEFAULTS for reason in role.reasons):
            known = "" if "measure" in asked else role.measure
            name = key_of(
                "column",
                self._year,
                self._subject,
                "*",
                *asked,
                known,
                role.period if "period" in asked else "",
            )
            return Doubt("column", name, asked, self._subject, role.reasons[0], (proposal,))
        name = key_of("column", self._year, self._subject, header)
        return Doubt("column", name, asked, header, role.reasons[0], (proposal,))

    def _ask(self, draft: Draft, doubt: Doubt) -> bool:
        """Apply the answer to a doubt, or keep the doubt; True where it is answered."""
        answer = draft.answer_to(doubt, self.answers)
        if answer is None or not answer.meaning.is_figure:
            return answer is not None
        draft.meaning = filled(draft.meaning, answer.meaning, doubt.asked)
        draft.evidence += [Evidence(f, "answer", answer.who) for f in doubt.asked]
        is_open = any(
            f in ("measure", "period") and not getattr(draft.meaning, f) for f in doubt.asked
        )
        if is_open:
            draft.doubts.append(doubt)
        return not is_open

    def _settle_unit(self, draft: Draft, item: Item, line: Line, found: UnitFound) -> None:
        if draft.meaning.measure in RATES:
            found = UnitFound(canonical_unit(PERCENT), found.evidence)
        if found.evidence:
            draft.evidence.append(found.evidence)
        draft.unit = found.measure
        if found.measure is not None:
            return
        doubt = self._unit_doubt(item, line, found)
        if self._ask(draft, doubt):
            draft.unit = canonical_unit(draft.meaning.unit)
            if draft.unit is None and not draft.is_dropped:
                draft.doubts.append(doubt)

    def _unit_doubt(self, item: Item, line: Line, found: UnitFound) -> Doubt:
        names = [*reversed(line.role.names), item.name, *reversed(item.path[:-1]), self._subject]
        dimensions = sorted(allowed_dimensions([n for n in names if n]))
        if any(name == FUND for name, _ in (*line.role.breakdown, *item.breakdown)):
            dimensions = ["money"]
        content = found.stated or " ".join(dimensions) or " > ".join(item.path) or self._subject
        name = key_of("unit", self._year, self._subject, found.reason, content)
        shown = found.stated or (item.name if not dimensions else self._subject)
        return Doubt("unit", name, ("unit",), shown or self._subject, found.reason)

    def _settle_indicator(self, draft: Draft, item: Item, line: Line) -> None:
        if draft.meaning.code or draft.meaning.label:
            draft.degree = "answered"
            return
        code, breakdown = self._budget.code(item, draft.meaning.breakdown)
        if code:
            draft.meaning = replace(draft.meaning, code=code, breakdown=breakdown)
            draft.degree = "sure"
            return
        path = draft.label_path
        is_bare_total = item.kind == "total" or (item.row is not None and item.row.is_total)
        has_names = any(other.role.name for other in self.table.lines)
        if is_bare_total and line.role.is_total and has_names and not line.role.name:
            path = ()
        if not path or (item.is_unclear and not line.role.name):
            self._ask_counted(draft, item) if not path else self._ask_parent(draft, item.path)
            return
        unit = self._level_unit(draft, item, line)
        if draft.meaning.breakdown and any(n == "vốn" for n, _ in draft.meaning.breakdown):
            match = LabelMatch("unknown")
        else:
            match = self.matcher.match(path, unit, self._context_words())
        if item.row and self._may_hold(item.row.beside, unit):
            self._ask_parent(draft, (item.row.beside, *path), match.code)
            return
        if item.kind == "part" and match.degree != "sure":
            match = LabelMatch("unknown")
        self._take_match(draft, match, path, unit)

    def _context_words(self) -> tuple[str, ...]:
        sheet = self.table.block.grid.sheet
        return (*self.table.context.titles, sheet.name, sheet.file)

    def _level_unit(self, draft: Draft, item: Item, line: Line) -> str:
        """The unit of the figures that a rate is a rate of."""
        if draft.meaning.measure in RATES or line.role.is_rate:
            level = unit_of(self.table, item, self._a_level(line), Number(None), draft.cell)
            return level.measure.unit if level.measure else ""
        return draft.unit.unit if draft.unit else ""

    def _a_level(self, line: Line) -> Line:
        """A line of figures of the table beside a rate."""
        levels = [each for each in self.table.lines if each.role.is_level]
        same = [each for each in levels if each.role.name == line.role.name]
        return (same or levels or [line])[0]

    def _ask_counted(self, draft: Draft, item: Item) -> None:
        name = key_of("counted", self._year, self._subject)
        proposals = (Meaning(label=self._subject),)
        doubt = Doubt("counted", name, ("indicator",), self._subject, "counted", proposals)
        if self._ask(draft, doubt) and not draft.is_dropped:
            if draft.meaning.code or draft.meaning.label:
                draft.degree = "answered"
            else:
                draft.doubts.append(doubt)

    def _may_hold(self, label: str, unit: str) -> bool:
        """True for a row without figures that may be a group which changes what its rows mean."""
        said = row_period((label,), self.table.context.own, self.table.context.year)
        if said.found is not None and not said.found.is_of(self.table.context.own):
            return True
        is_neutral = self.matcher.is_heading(" ".join(said.names))
        return (
            bool(label) and not is_neutral and self.matcher.match((label,), unit).degree != "sure"
        )

    def _ask_parent(self, draft: Draft, labels: tuple[str, ...], code: str = "") -> None:
        path = " > ".join(labels)
        name = key_of("indicator", self._year, self._subject, path, "parent")
        proposals = (Meaning(label=path), *((Meaning(code=code),) if code else ()))
        doubt = Doubt("indicator", name, ("indicator",), path, "parent_unclear", proposals)
        if self._ask(draft, doubt):
            draft.degree = "answered"

    def _take_match(
        self, draft: Draft, match: LabelMatch, path: tuple[str, ...], unit: str
    ) -> None:
        known = {name for name, _ in draft.meaning.breakdown}
        if match.degree == "sure" and known.isdisjoint(name for name, _ in match.breakdown):
            breakdown = merged(draft.meaning.breakdown, match.breakdown)
            draft.meaning = replace(draft.meaning, code=match.code, breakdown=breakdown)
            draft.degree = "sure"
            return
        label = " > ".join(path)
        draft.meaning = replace(draft.meaning, label=label)
        draft.degree = "own"
        if self.is_of_form and not draft.doubts:
            self._ask_label(draft, match, label, unit)
            return
        is_settled = draft.unit is not None and all(d.reason in DEFAULTS for d in draft.doubts)
        if match.degree == "unknown" or not is_settled:
            return
        measure = canonical_unit(unit)
        name = key_of("indicator", self._year, label, measure.dimension if measure else "")
        proposals = (*(Meaning(code=c.code) for c in match.candidates), Meaning(label=label))
        doubt = Doubt("indicator", name, ("indicator",), label, "near", proposals, blocks=False)
        if self._ask(draft, doubt):
            draft.degree = "answered"

    def _ask_label(self, draft: Draft, match: LabelMatch, label: str, unit: str) -> None:
        measure = canonical_unit(unit)
        name = key_of("indicator", self._year, label, measure.dimension if measure else "", "form")
        proposals = (*(Meaning(code=c.code) for c in match.candidates), Meaning(label=label))
        doubt = Doubt("indicator", name, ("indicator",), label, "not_of_form", proposals)
        draft.meaning = replace(draft.meaning, label="")
        if self._ask(draft, doubt):
            draft.degree = "answered"

    def _pair(self, role: Role, content: CellContent) -> tuple[str, ...]:
        """Measures of the numbers of '5.120/5.300 con, đạt 96,6% KH'; () where they are open."""
        words = content.rate_of
        says_plan = any_of(group("pair_plan")).search(words) is not None
        if len(role.pair) == 2:
            first, second = role.pair
        elif says_plan and role.measure == "actual" and not role.reasons:
            first, second = "actual", "plan"
        else:
            return ()
        if first not in ("actual", "estimate") or second != "plan":
            return ()
        return (first, second, "pct_plan")[: len(content.numbers)]

    def _parts(
        self, item: Item, line: Line, cell: Cell, content: CellContent, measures: tuple[str, ...]
    ) -> Iterator[Draft]:
        own = self.table.context.own
        for measure, number in zip(measures, content.numbers, strict=True):
            period = str(own.year) if measure in PLANS else line.role.period or str(own)
            role = replace(line.role, measure=measure, period=period, is_rate=measure in RATES)
            yield self._one(item, Line(line.number, role), cell, number)

    def _pattern(self, item: Item, line: Line, cell: Cell, content: CellContent) -> Iterator[Draft]:
        header = " > ".join(line.role.path)
        name = key_of("pattern", self._year, self._subject, header, content.pattern)
        parts = tuple(Meaning(unit=number.unit) for number in content.numbers)
        count = len(parts) or content.pattern.count("#")
        proposal = Meaning(parts=parts or tuple(Meaning() for _ in range(count)))
        doubt = Doubt("pattern", name, ("parts",), cell.text[:80], "several_numbers", (proposal,))
        answer = self.answers.get(doubt.key)
        if (
            answer is None
            or not content.numbers
            or len(answer.meaning.parts) != len(content.numbers)
        ):
            draft = self._started(item, line, cell, Number(None))
            draft.is_dropped = answer is not None and not answer.meaning.is_figure
            (draft.answered if draft.is_dropped else draft.doubts).append(doubt)
            yield draft
            return
        for part, number in zip(answer.meaning.parts, content.numbers, strict=True):
            if part.is_figure:
                draft = self._answered_part(item, line, cell, number, part)
                draft.answered.append(doubt)
                yield draft

    def _answered_part(
        self, item: Item, line: Line, cell: Cell, number: Number, part: Meaning
    ) -> Draft:
        own = self.table.context.own
        period = part.period or (
            str(own.year) if part.measure in PLANS else line.role.period or str(own)
        )
        measure = part.measure or line.role.measure
        role = replace(
            line.role, measure=measure, period=period, reasons=[], is_rate=measure in RATES
        )
        unit = part.unit or number.unit
        changed = replace(number, unit=unit if measure not in RATES else PERCENT)
        draft = self._started(item, Line(line.number, role), cell, changed)
        draft.meaning = filled(draft.meaning, part, ("measure", "period", "breakdown", "indicator"))
        found = unit_of(self.table, item, Line(line.number, role), changed, cell)
        if part.unit and (measure_said := canonical_unit(part.unit)):
            found = UnitFound(measure_said, found.evidence)
        self._settle_unit(draft, item, line, found)
        self._check_fund(draft, item, Line(line.number, role))
        self._settle_indicator(draft, item, Line(line.number, role))
        draft.evidence.append(Evidence("parts", "answer", part.measure))
        return draft


def finished(
    draft: Draft, file: str, sheet: str, catalogues: Catalogues
) -> RecognisedFigure | None:
    """The figure of a draft that is complete; None where the unit cannot be that of its code."""
    meaning, number = draft.meaning, draft.number
    assert draft.unit is not None
    indicator = catalogues.indicators.get(meaning.code)
    target = _target(draft.unit, meaning, indicator.unit_of_measure if indicator else "")
    if target is None or number.value is None:
        return None
    source = draft.unit
    if source.dimension != target.dimension:
        if not _is_same_count(source, target, catalogues):
            return None
        source = target
    value = convert_measure(number.value, source, target)
    shift = (source.factor / target.factor).normalize().adjusted()
    dimension = target.dimension
    label = meaning.label or " > ".join(draft.label_path)
    if is_total(label):
        label = f"{draft.subject} {label}"
    code = meaning.code or own_code(label, dimension)
    status = "zero" if value == 0 else number.status
    return RecognisedFigure(
        file=file,
        sheet=sheet,
        cell=draft.cell,
        value=value,
        decimal_places=number.decimal_places - shift,
        status=status,
        meaning=replace(meaning, unit=target.unit, code=code),
        label_path=draft.label_path or ((meaning.label,) if meaning.label else ()),
        header_path=draft.header_path,
        degree=draft.degree or "own",
        evidence=tuple(draft.evidence),
    )


def own_code(label: str, dimension: str) -> str:
    """Code of an indicator of the office's own: from label path and kind of unit.

    A code has no Vietnamese marks: its last four signs tell 'máy cày' from 'máy cấy'.
    """
    kind = slug(dimension.removeprefix("count:"))
    marks = crc32(" ".join(words_of(label)).encode()) % 0x10000
    return f"{OWN}{slug(label)[:120]}-{marks:04x}.{kind}"


def _is_same_count(source: Measure, target: Measure, catalogues: Catalogues) -> bool:
    """True for units that offices use for one another: khẩu and người."""
    same = same_units(catalogues.label_words)
    groups = [same.get(fold(unit.unit)) for unit in (source, target)]
    return groups[0] is not None and groups[0] == groups[1] and source.factor == target.factor


def _target(unit: Measure, meaning: Meaning, of_code: str) -> Measure | None:
    if meaning.measure in RATES:
        return canonical_unit(PERCENT)
    if of_code:
        return measure_of(of_code)
    if unit.factor == 1:
        return unit
    found = (m for m in measures_in_use().by_name.values() if m.dimension == unit.dimension)
    return next((m for m in found if m.factor == Decimal(1)), unit)
