"""Which indicator a figure is of: found by its labels, or asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.cleaning.recognition.answers import merged
from helpers.cleaning.recognition.budget import BudgetCodes
from helpers.cleaning.recognition.cell_values import Number
from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.matching import IndicatorMatcher, LabelMatch, MatchCandidate
from helpers.cleaning.recognition.model import CARRIED, Meaning
from helpers.cleaning.recognition.narrower_wholes import NarrowerWholes
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.cleaning.recognition.roles import DEFAULTS, RATES
from helpers.cleaning.recognition.table import Item, Line
from helpers.cleaning.recognition.table_asker import TableAsker
from helpers.cleaning.recognition.title_subject import TitleSubject
from helpers.cleaning.recognition.units import unit_of
from helpers.cleaning.recognition.vocabulary import begins_with_part, group, is_total, key
from helpers.cleaning.stated_periods.labels import row_period
from helpers.core.catalogues.capitals import TOTAL
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.conversion import canonical_unit
from helpers.core.text import without_marks

WHOLE, PART = "tổng số", "part"

SHORTEST_NAME = 2
"""Words; a shorter name of another column is taken out of no title."""


@dataclass
class IndicatorFinder:
    """Finds the indicators of one table. ``is_of_form``: a label that is none of the catalogue's
    is asked there, and so are the cells of ``refused``."""

    asker: TableAsker
    matcher: IndicatorMatcher
    budget: BudgetCodes
    is_of_form: bool = False
    refused: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._title = TitleSubject(self.asker.table, self.matcher)

    def settle(self, draft: Draft, item: Item, line: Line) -> None:
        """Give a draft its indicator, or ask for it."""
        if draft.meaning.code or draft.meaning.label:
            draft.degree = "answered"
            return
        is_clear, programme = self._programme(draft, item, line)
        if not is_clear:
            return
        code, breakdown = self.budget.code(item, line, draft.meaning.breakdown, programme)
        is_open = draft.cell.address in self.refused
        if code and not is_open and self._is_money(self.level_unit(draft, item, line)):
            draft.meaning = replace(draft.meaning, code=code, breakdown=breakdown)
            draft.degree = "sure"
            return
        if draft.unit is not None and draft.unit.is_money:
            draft.meaning = replace(draft.meaning, breakdown=breakdown)
        if self.budget.is_of_other(item, line):
            draft.label_path = (*self._title.label(self.asker.subject), *draft.label_path)
        path = () if self._is_total_of_all(item, line) else draft.label_path
        unit = self.level_unit(draft, item, line)
        titled = self.budget.money_of_title() if unit and self._is_money(unit) else ""
        if not path and titled:
            self._take(draft, LabelMatch("unknown"), (titled,), unit)
        elif not path:
            self._ask_counted(draft, line, unit)
        elif item.is_unclear and not line.role.name:
            self._ask_parent(draft, item.path)
        elif self.budget.is_of_no_line(item, line) and self._is_money(unit):
            self._ask_parent(draft, path, reason="other_name_of_line")
        else:
            self._by_labels(draft, item, line, tuple(path), unit)

    def _by_labels(
        self, draft: Draft, item: Item, line: Line, path: tuple[str, ...], unit: str
    ) -> None:
        """Give a draft the indicator that its labels name, narrowed by what stands around them."""
        match = self._match(draft, item, line, path, unit)
        narrowed, reason = self._narrowed(item, line, path, match, unit)
        if reason == PART:
            self._take(draft, LabelMatch("unknown"), narrowed, unit)
        elif reason:
            self._ask_parent(draft, narrowed, match.code, reason)
        elif match.degree == "sure":
            self._take(draft, match, path, unit)
        else:
            if path == item.names:
                path = draft.label_path = self._without_repeated(path, unit)
            match = LabelMatch("unknown") if item.kind == "part" else match
            if self._is_money(unit):
                lines = self.budget.near(item, line, draft.meaning.breakdown)
                near = tuple(MatchCandidate(code, 1.0, "") for code in lines)
                match = LabelMatch("proposed", candidates=near) if near else match
            self._take(draft, match, path, unit)

    def _match(
        self, draft: Draft, item: Item, line: Line, path: tuple[str, ...], unit: str
    ) -> LabelMatch:
        """What the labels mean; money carried over is no indicator of the catalogue, nor is the
        money given of which only the title says what it is for."""
        is_bare = all(key(label) in group("money_given") for label in path)
        if is_bare or any(name == CARRIED for name, _ in draft.meaning.breakdown):
            return LabelMatch("unknown")
        around = self._context(line)
        match = self.matcher.match(path, unit, around)
        if line.role.names[1:] and key(line.role.names[-1]) in group("kinds_of_persons"):
            return LabelMatch("unknown")  # «Số khẩu > Nữ»: an indicator of the office's own
        if self._is_whole_beside_part(path, match, unit):
            match = replace(match, degree="sure", code=match.candidates[0].code)
        holder = item.row.holder if item.row and match.code else ""
        names_product = self.matcher.names_product
        if holder and names_product(holder) and not any(map(names_product, path)):
            match = self.matcher.match((holder, *path), unit, around)
        return match

    def _narrowed(
        self, item: Item, line: Line, path: tuple[str, ...], match: LabelMatch, unit: str
    ) -> tuple[tuple[str, ...], str]:
        """The labels with the whole, the group or the title that narrows them, and why they are
        asked; ``PART`` where it is sure, ((), "") where nothing does."""
        if match.degree == "sure" and match.code:
            wholes = NarrowerWholes(self.asker.table, self.matcher)
            narrower, is_part = wholes.of(item, line, path, match.code, unit)
            if narrower:
                return (*narrower, *path), PART if is_part else "parent_unclear"
        if item.row and self._may_hold(item.row.beside, unit):
            return (item.row.beside, *path), "parent_unclear"
        part = line.role.path[-1] if line.role.path and line.role.breakdown else ""
        if match.code and begins_with_part(part):  # «Trong đó nữ» may be an indicator of its own
            return (*path, part), "parent_unclear"
        title = self._title.narrows(match.code, path) if match.code else ""
        return ((title, *path), "titled_event") if title else ((), "")

    def _programme(self, draft: Draft, item: Item, line: Line) -> tuple[bool, BudgetLine | None]:
        """Whether it is clear of which programme a row is, and the one that a person chose."""
        shown, roots = self.budget.open_lines(item, line)
        if not roots:
            return True, None
        proposals = [Meaning(code=root.indicator(TOTAL)) for root in roots]
        reason = "several_programmes"
        if self.budget.is_of_other_name(item, line):
            reason = "other_name_of_line"
            proposals.append(Meaning(label=shown))
        words = (shown, "programme")
        doubt = self.asker.doubt("indicator", ("indicator",), shown, reason, words, proposals)
        answer = draft.answer_to(doubt, self.asker.answers)
        if answer is None or not answer.meaning.is_figure:
            return False, None
        said = answer.meaning
        chosen = next((root for root in roots if root.indicator(TOTAL) == said.code), None)
        if chosen is None and self.budget.is_of_other_name(item, line):
            chosen = self.budget.line_of(said.code)
            if chosen is None:
                draft.meaning = replace(draft.meaning, code=said.code, label=said.label)
                draft.degree = "answered"
                return False, None
        return True, chosen

    def is_known(self, item: Item, unit: str) -> bool:
        """True for a row that names an indicator of the catalogue without the words of a head."""
        return bool(item.names) and self.matcher.match(item.names, unit).degree == "sure"

    @staticmethod
    def _is_money(unit: str) -> bool:
        """False for the households or kilometres of a budget line: its code is of its money."""
        measure = canonical_unit(unit) if unit else None
        return measure is None or measure.is_money

    def level_unit(self, draft: Draft, item: Item, line: Line) -> str:
        """The unit of the figures that a rate is a rate of."""
        if draft.meaning.measure in RATES or line.role.is_rate:
            level = unit_of(self.asker.table, item, self._a_level(line), Number(None), draft.cell)
            return level.measure.unit if level.measure else ""
        return draft.unit.unit if draft.unit else ""

    def _a_level(self, line: Line) -> Line:
        """A line of figures of the table beside a rate, first of all below the same head."""
        levels = [each for each in self.asker.table.lines if each.role.is_level]
        same = [each for each in levels if each.role.name == line.role.name] or levels
        beside = [each for each in same if each.role.path[:-1] == line.role.path[:-1]]
        return (beside or same or [line])[0]

    def _is_total_of_all(self, item: Item, line: Line) -> bool:
        is_bare_total = item.kind == "total" or (item.row is not None and item.row.is_total)
        has_names = any(other.role.name for other in self.asker.table.lines)
        return is_bare_total and line.role.is_total and has_names and not line.role.name

    def _is_whole_beside_part(self, path: Sequence[str], match: LabelMatch, unit: str) -> bool:
        """True for 'Tổng số hộ' beside 'Hộ nghèo': the title's words are those of the part."""
        first, *others = match.candidates or (None,)
        if first is None or first.score < 1 or not key(path[-1]).startswith(WHOLE):
            return False
        table = self.asker.table
        named = {line.role.names for line in table.lines} | {item.names for item in table.items}
        codes = {self.matcher.match(names, unit).code for names in named if names}
        return any(other.code in codes for other in others)

    def _context(self, line: Line) -> tuple[str, ...]:
        """Title, sheet and file; without what they say of the other columns of the table."""
        table = self.asker.table
        sheet = table.block.grid.sheet
        around = (*table.context.titles, sheet.name, sheet.file)
        if line.role.name:
            others = {
                key(text)
                for other in table.lines
                if other is not line
                for text in (other.role.name, *other.role.path)
                if len(text.split()) >= SHORTEST_NAME and text not in line.role.path
            }
            for words in sorted(others, key=len, reverse=True):
                either = f"{re.escape(words)}|{re.escape(without_marks(words))}"
                pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
                around = tuple(pattern.sub(" ", key(text)) for text in around)
        return around

    def _ask_counted(self, draft: Draft, line: Line, unit: str) -> None:
        """Ask what a table counts, or the column «Nữ» beside others that say it themselves.

        Where its own title says it the figures are read so, and asked without being held back.
        """
        head = " > ".join(line.role.path)
        lines = self.asker.table.lines  # below «Tổng số» at the left all count what it counts
        is_whole = lines[0].role.is_total and not lines[0].role.name
        is_alone = any(other.role.name for other in lines) and not is_whole
        shown = head if head and is_alone else self.asker.subject
        words = (head,) if shown == head else ()
        doubt = self.asker.doubt(
            "counted", ("indicator",), shown, "counted", words, (Meaning(label=shown),)
        )
        titled = "" if words or not unit or self.budget.names_programme else self._title.counted()
        if titled:
            match = self.matcher.match((titled,), unit)
            draft.label_path = draft.label_path or (titled,)
            if match.degree == "sure":
                self._take(draft, match, (titled,), unit)
                return
            draft.meaning, draft.degree = replace(draft.meaning, label=titled), "own"
            doubt = replace(doubt, blocks=False)
        self.asker.ask(draft, self.asker.as_answered(doubt, self.asker.title) if words else doubt)
        if words and (label := key(draft.meaning.label)):  # «Dân số nữ» itself says of whom it is
            left = (pair for pair in draft.meaning.breakdown if pair[1] not in label.split())
            draft.meaning = replace(draft.meaning, breakdown=tuple(left))

    def _may_hold(self, label: str, unit: str) -> bool:
        """True for a row without figures that may be a group which changes what its rows mean."""
        said = row_period((label,), self.asker.own, self.asker.table.context.year)
        if said.found is not None and not said.found.is_of(self.asker.own):
            return True
        is_neutral = self.matcher.is_heading(" ".join(said.names))
        return (
            bool(label) and not is_neutral and self.matcher.match((label,), unit).degree != "sure"
        )

    def _ask_parent(
        self, draft: Draft, labels: Sequence[str], code: str = "", reason: str = "parent_unclear"
    ) -> None:
        path = " > ".join(labels)
        proposals = (Meaning(label=path), *((Meaning(code=code),) if code else ()))
        words = (path, "parent")
        self.asker.ask(
            draft,
            self.asker.doubt("indicator", ("indicator",), path, reason, words, proposals),
        )

    def _take(self, draft: Draft, match: LabelMatch, path: Sequence[str], unit: str) -> None:
        known = {name for name, _ in draft.meaning.breakdown} | {CARRIED}
        is_free = known.isdisjoint(name for name, _ in match.breakdown)
        if match.degree == "sure" and is_free and draft.cell.address not in self.refused:
            breakdown = merged(draft.meaning.breakdown, match.breakdown)
            draft.meaning = replace(draft.meaning, code=match.code, breakdown=breakdown)
            draft.degree = "sure"
            return
        label = " > ".join(self._with_subject(path))
        if not any(map(str.isalpha, label)):  # a row of column numbers, not a name
            self._ask_parent(draft, path)
            return
        draft.meaning = replace(draft.meaning, label=label)
        draft.degree = "own"
        if self.is_of_form and not draft.doubts:
            codes = [match.code] if match.degree == "sure" else []
            codes += [c.code for c in match.candidates if c.code not in codes]
            draft.meaning = replace(draft.meaning, label="")
            self.asker.ask(draft, self._label_doubt(label, unit, codes, "not_of_form", path))
            return
        is_settled = draft.unit is not None and all(d.reason in DEFAULTS for d in draft.doubts)
        codes = [candidate.code for candidate in match.candidates if not candidate.adds]
        if codes and is_settled:
            doubt = self._label_doubt(label, unit, codes, "near", path)
            self.asker.ask(draft, replace(doubt, blocks=False))

    def _without_repeated(self, path: tuple[str, ...], unit: str) -> tuple[str, ...]:
        """«Số lớp dạy nghề» below «Đào tạo nghề …»: a name that says itself what it is of."""
        *above, leaf = path
        counts = key(leaf).startswith(tuple(f"{word} " for word in group("counting")))
        repeats = any(self.matcher.share_words(label, leaf) for label in above)
        is_whole = counts and repeats and self.matcher.match((leaf,), unit).degree != "sure"
        return (leaf,) if above and is_whole else path

    def _with_subject(self, path: Sequence[str]) -> tuple[str, ...]:
        """The labels of an own indicator; where they name a bare quantity, below their title."""
        bare = group("generic") | group("bare_quantities") | group("money_given")
        is_bare = all(key(label) in bare or is_total(label) for label in path)
        subject = self._title.label(self.asker.subject) if is_bare else ()
        return (*subject, *path)

    def _label_doubt(
        self, label: str, unit: str, codes: Sequence[str], reason: str, path: Sequence[str]
    ) -> Doubt:
        measure = canonical_unit(unit)
        form = ("form",) if reason == "not_of_form" else ()
        dimension = measure.dimension if measure else ""
        name = key_of("indicator", self.asker.own, label, dimension, *form)
        proposals = (*(Meaning(code=code) for code in codes), Meaning(label=label))
        doubt = Doubt("indicator", name, ("indicator",), label, reason, proposals)
        return self.asker.as_answered(doubt, " > ".join(path), dimension, *form)
