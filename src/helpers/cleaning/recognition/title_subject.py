"""What the title of a table says that its heads and rows do not: what, or whom, it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from helpers.cleaning.recognition.matching import IndicatorMatcher
from helpers.cleaning.recognition.places import is_place
from helpers.cleaning.recognition.table import Table
from helpers.cleaning.recognition.unit_lines import without_units
from helpers.cleaning.recognition.vocabulary import key, plain
from helpers.cleaning.stated_periods.labels import row_period
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.cleaning.title_words import title_words

_PEOPLE = re.compile(r"(?:dân tộc|đồng bào|người)\s+(\w+)")
_UNIT_OR_NOTHING = re.compile(r"\(\s*(?:(?:đvt|đơn vị)[^()]*|báo cáo)?\s*\)", re.IGNORECASE)


@dataclass
class TitleSubject:
    """The titles of one table, beside what its labels name."""

    table: Table
    matcher: IndicatorMatcher

    def narrows(self, code: str, path: Sequence[str]) -> str:
        """The title by which figures under the labels ``path`` are not all that ``code`` counts.

        It names an event (vaccinated, lost, sold) or some alone (helped, lent to, poor communes);
        over a label that only counts («Số hộ») anything else that is neither of the indicator nor
        of the other labels of the table.
        """
        if self.table.kind == "religion" and self.matcher.counts_all(code):
            return self._of_believers(code)
        title = self._with_event(code, path)
        if not title and self.matcher.only_counts(path):
            title = self.table.context.subject if self._left_over(code, path) else ""
        return " ".join(self.label(title)) if title else ""

    def label(self, title: str) -> tuple[str, ...]:
        """A title as a label: without its number, its period and the unit of measure."""
        context = self.table.context
        number = re.match(title_words()["table_number"], title, re.IGNORECASE)
        bare = _UNIT_OR_NOTHING.sub(" ", title[number.end() if number else 0 :]).strip()
        return row_period((bare,), context.own, context.year).names

    def counted(self) -> str:
        """What figures count whose heads and rows are measures and members, by the own title alone:
        «THEO DÕI TRỒNG RỪNG 6 THÁNG …»; '' where it names several things, or none."""
        subject = self.table.context.subject
        if subject not in [plain(cell.text) for cell in self.table.block.titles]:
            return ""
        own = rf"(?<!\w){re.escape(self.table.context.unit.name_vi)}(?!\w)"
        bare = re.sub(own, " ", without_units(subject), flags=re.IGNORECASE)
        named = " ".join(self.label(bare)).strip(" :.-–")
        named = re.sub(title_words()["before_subject"], "", named, flags=re.IGNORECASE)
        said = self.matcher.words_beyond(re.sub(r"\([^()]*\)", " ", named), "", ())
        is_one = re.search(title_words()["several_things"], key(named)) is None
        return named if is_one and said else ""

    def _of_believers(self, code: str) -> str:
        """Rows of religions hold believers alone, not all households or people."""
        words = title_words()["religious"]
        is_own = any(word in key(self.matcher.name_of(code)) for word in words)
        return "" if is_own else plain(self.table.context.subject) or words[0]

    def _with_event(self, code: str, path: Sequence[str]) -> str:
        said = key(" ".join((*path, self.matcher.name_of(code))))
        is_stock = self.matcher.counts_all(code)
        for title in self.table.context.titles:
            first = re.split(title_words()["next_part"], key(title), maxsplit=1)[0]
            if re.search(title_words()["offices"], first):
                continue
            event = re.search(title_words()["events"], first)
            if is_stock and not event:
                event = re.search(title_words()["helped"], first)
                part = re.search(title_words()["some_alone"], first)
                is_own = part and self.matcher.says(part[0], code, path)
                is_known = not part or is_own or self._is_beside(part[0]) or self._lists(title)
                event = event or (None if is_known else part)
            if event and event[0] not in said:
                return title
        return ""

    def _lists(self, title: str) -> bool:
        """True where the part that a title names are places, and the table has each of them."""
        heads = (name for line in self.table.lines for name, _ in line.role.breakdown)
        has_places = self.table.kind == "place" or any(map(is_place, heads))
        return has_places and re.search(title_words()["extract"], key(title)) is not None

    def _is_beside(self, words: str) -> bool:
        """True where a head or row of the table names what its title names."""
        return any(words in key(text) for text in self._labels)

    def _left_over(self, code: str, path: Sequence[str]) -> bool:
        """True where the own title has words of another subject than that of an indicator."""
        if not self._subject:
            return False
        return bool(self.matcher.words_beyond(self._subject, code, path, self._labels))

    @cached_property
    def _subject(self) -> str:
        """The own title without its period, its unit of measure and the names of places."""
        context = self.table.context
        if context.subject not in [plain(cell.text) for cell in self.table.block.titles]:
            return ""
        text = key(_UNIT_OR_NOTHING.sub(" ", context.subject))
        text = phrases(text, context.own.year)[1]
        for name in (context.unit.name_vi, context.place[1] if context.place else ""):
            text = text.replace(key(name), " ") if name else text
        return _PEOPLE.sub(lambda found: " " if self._is_beside(found[1]) else found[0], text)

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        table = self.table
        heads = [text for line in table.lines for text in line.role.path]
        is_named = table.kind == "indicator" or table.is_turned
        rows = [name for item in table.items for name in item.path if is_named]
        return tuple(dict.fromkeys((*heads, *rows)))
