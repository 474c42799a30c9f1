"""Which budget line a label means: level word and number, in the context of the rows above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from helpers.cleaning.budget_labels import (
    bare,
    begins_with_total,
    is_breakdown,
    is_total,
    may_begin_line,
    more_numbers,
    other_money,
)
from helpers.cleaning.budget_names import is_name_of
from helpers.cleaning.layout import LocatedTable
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.text import fold
from helpers.core.word_files import load_words

PROGRAMME_LEVEL = "programme"
NEVER = "(?!)"
"""A pattern that nothing matches: of a period without programmes."""


@cache
def _ordinals() -> dict[str, str]:
    """'thứ nhất', 'ii' → number."""
    listed = load_words(__package__, "budget_words.yml")["ordinals"]
    return {fold(word): str(number) for number, words in listed.items() for word in words}


@dataclass(frozen=True)
class _Named:
    """The lines that a label names by level word and number, and why they are not one line.

    ``name``: what is written behind the number.
    """

    numbers: dict[str, str]
    problem: str | None
    name: str


class BudgetLineResolver:
    """Resolves labels of one sheet, top down; remembers the rows above.

    Where several programmes have such a line it is that of the programme named last: in the
    title of the sheet, or in a row. ``year``: of the report, where labels are of amounts: money of
    another year, or a part of a line's, is no line's. ``checks_names``: the name behind a number is
    compared with that of its line, as it is wherever a year is given.
    """

    def __init__(
        self,
        programmes: Programmes,
        level_words: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        title: str = "",
        year: int | None = None,
        *,
        checks_names: bool = False,
    ) -> None:
        self._programmes = programmes
        self._year = year
        self._checks_names = checks_names or year is not None
        known = programmes.words_of_levels()
        all_words = {
            level: (*known.get(level, ()), *level_words.get(level, ()))
            for level in {**known, **level_words}
        }
        self._totals = [fold(word) for word in all_words.pop(PROGRAMME_LEVEL, ())]
        self._level_of = {fold(word): level for level, own in all_words.items() for word in own}
        self._words = {level: own[0] for level, own in all_words.items() if own}
        longest_first = sorted(self._level_of, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest_first)
        self._mention = re.compile(rf"\b({words or NEVER})\s*(?:số\s*)?0*(\d{{1,3}})\b")
        ordinals = "|".join(map(re.escape, sorted(_ordinals(), key=len, reverse=True)))
        self._ordinal = re.compile(rf"\b({words or NEVER})\s+(?:số\s+)?({ordinals})(?!\w)")
        self._base: dict[str, str] = {}
        self._names_several = False
        self._path: dict[str, str] = {}
        self._roots = programmes.roots()
        self._problem: str | None = None
        self.refused: list[BudgetLine] = []
        """The lines whose number the label resolved last has, but not their name."""
        self._official = ""
        named = programmes.named_in(title)
        if len(named) == 1:
            self._roots = named

    @classmethod
    def of(
        cls, table: LocatedTable, programmes: Programmes, year: int | None = None
    ) -> BudgetLineResolver:
        """The resolver for a table of a sheet."""
        return cls(programmes, table.mapping.levels, f"{table.sheet.name}\n{table.title}", year)

    def resolve(self, label: str) -> list[BudgetLine]:
        """Budget lines that ``label`` may mean: none, one, or one of each of several programmes.

        'Tiểu DA 1, Dự án 3' needs no context. None for a label that names several lines, another
        total, a part of a line or money of another year: ``refusal`` says which.
        """
        self._problem, self.refused = None, []
        named = self._programmes.named_in(label)
        if len(named) == 1 and named != self._roots:
            self._roots, self._path = named, {}
        text = bare(label)
        mentions = self._mentions(text)
        if mentions is None:
            return self._named_so(text) or self._total(label, text, named)
        roots = [
            root for root in self._roots if mentions.numbers.keys() <= self._below(root).keys()
        ]
        self._path = self._extended(mentions.numbers, roots)
        lines = [self._line_below(root) for root in roots]
        found = [budget_line for budget_line in lines if budget_line is not None]
        name = found[0].name_vi if found else ""
        self._problem = mentions.problem or self._other_money(label, name)
        if found and not self._problem and self._checks_names:
            self._problem = self._contradiction(mentions, found)
        if self._problem:
            self._path = dict(self._base)
        self.refused = found if self._problem == "cleaning.other_name" else []
        return [] if self._problem else found

    def begin_at(self, title: str, labels: Iterable[str]) -> bool:
        """Read the labels of a table within the line that its title names: 'KẾT QUẢ DỰ ÁN 4'.

        Its total is then that of the line; of several lines it is none. False where the title
        names no line, or the labels name others of its level.
        """
        named, several = self._numbers(title)
        own: dict[str, set[str]] = {}
        for label in labels:
            for level, numbers in self._numbers(label)[0].items():
                own.setdefault(level, set()).update(numbers)
        if not named or any(own.get(level, set()) - numbers for level, numbers in named.items()):
            return False
        self._names_several = several or any(len(numbers) > 1 for numbers in named.values())
        if not self._names_several:
            self._base = {level: next(iter(numbers)) for level, numbers in named.items()}
            self._path = dict(self._base)
        return True

    def _numbers(self, text: str) -> tuple[dict[str, set[str]], bool]:
        """Level → the numbers that a text names, and whether it goes on with more numbers."""
        words = self._ordinal.sub(lambda m: f"{m[1]} {_ordinals()[m[2]]}", bare(text))
        found: dict[str, set[str]] = {}
        mentions = list(self._mention.finditer(words))
        for mention in mentions:
            found.setdefault(self._level_of[mention[1]], set()).add(mention[2])
        return found, any(more_numbers().match(words, mention.end()) for mention in mentions)

    def _whole(self) -> list[BudgetLine]:
        """What the total of the table is: of the line that its title names, else the programme."""
        if self._names_several:
            return []
        lines = [self._line_below(root) for root in self._roots]
        return [line for line in lines if line is not None]

    def resolve_code(self, code: str) -> list[BudgetLine]:
        """Budget lines that a code in a column of its own may mean."""
        written = self._programmes.written(code.strip())
        found = [line for line in written if line.parent]
        if len(found) == 1:
            self._path = self._path_to(found[0])
        return found

    def names_line(self, label: str) -> bool:
        """True where a label names projects, sub-projects or contents by number or in full."""
        text = bare(label)
        return self._mentions(text) is not None or self._without_level(text) in self._by_name

    def _without_level(self, text: str) -> str:
        """A name without 'Nội dung:' before it: of a line that has no number."""
        before, colon, after = text.partition(":")
        return after.strip() if colon and before.strip() in self._level_of else text

    @cached_property
    def _by_name(self) -> dict[str, list[BudgetLine]]:
        """Folded full name → the lines below a programme that have it."""
        found: dict[str, list[BudgetLine]] = {}
        for line in self._programmes.budget_lines.values():
            for name in {bare(name) for name in line.names if line.parent}:
                found.setdefault(name, []).append(line)
        return found

    def _named_so(self, text: str) -> list[BudgetLine]:
        """The lines of the named programmes whose full name is written, without a number."""
        found = self.of_named_programme(self._by_name.get(self._without_level(text), []))
        if len(found) == 1:
            self._path = self._path_to(found[0])
        return found

    def _path_to(self, line: BudgetLine) -> dict[str, str]:
        path: dict[str, str] = {}
        above: BudgetLine | None = line
        while above is not None and above.parent:
            path[above.level] = above.number.lstrip("0")
            above = self._programmes.parent(above)
        return path

    def refusal(self, label: str, found: list[BudgetLine]) -> tuple[str, dict[str, str]]:
        """Why the label resolved last names no single budget line: message key and fields."""
        if self._problem:
            found_words = self._mention.findall(fold(label))
            lines = (
                f"{self._words[self._level_of[word]]} {number}" for word, number in found_words
            )
            fields = {"label": label, "lines": "; ".join(dict.fromkeys(lines))}
            return self._problem, {**fields, "name": self._official}
        if not found:
            return "cleaning.unknown_line", {"label": label}
        names = "; ".join(self._programmes.root_of(line).name_vi for line in found)
        fields = {"label": label, "programmes": names, "example": "/".join(found[0].key)}
        return "cleaning.ambiguous_line", fields

    def of_named_programme(self, found: list[BudgetLine]) -> list[BudgetLine]:
        """Those of ``found`` that belong to the programme named by the sheet."""
        named = {root.programme for root in self._roots}
        return [budget_line for budget_line in found if budget_line.programme in named]

    def _total(self, label: str, text: str, named: list[BudgetLine]) -> list[BudgetLine]:
        """The programmes where a label without a line is their total or their name, whole."""
        begins = begins_with_total(text, self._totals)
        if not begins and not named:
            self._problem = self._other_money(label, "")
            if not is_breakdown(label):
                self._path = dict(self._base)
            return []
        self._path = dict(self._base)
        names = [name for root in named for name in (*root.names, root.programme)]
        if is_total(text, self._totals, names, self._year):
            return named if named and not begins else self._whole()
        name = named[0].name_vi if named else ""
        self._problem = self._other_money(label, name) or "cleaning.other_total"
        return []

    def _other_money(self, label: str, official_name: str) -> str | None:
        return other_money(label, official_name, self._year) if self._year else None

    def _contradiction(self, named: _Named, found: list[BudgetLine]) -> str | None:
        """Message where the name behind the number is not that of the line; None where it is."""
        if any(not line.name_vi for line in found):  # not public yet: nothing to compare with
            return None
        own = [name for line in found for name in line.names]
        if len(named.numbers) > 1:  # 'Tiểu dự án 1, Dự án 3: …' may go on with either name
            own += [above.name_vi for line in found if (above := self._programmes.parent(line))]
        known = (line for root in self._roots for line in self._programmes.of(root))
        lines = (name for line in known for name in line.names)
        self._official = own[0]
        return None if is_name_of(named.name, own, lines) else "cleaning.other_name"

    def _mentions(self, text: str) -> _Named | None:
        """The lines named before a colon; None where there are none."""
        text = self._ordinal.sub(lambda found: f"{found[1]} {_ordinals()[found[2]]}", text)
        before, colon, after = text.partition(":")
        if colon and not self._mention.search(before) and may_begin_line(before):
            before, _, after = after.partition(":")
        found = list(self._mention.finditer(before))
        if not found:
            return None
        numbers: dict[str, str] = {}
        problem = None if may_begin_line(before[: found[0].start()]) else "cleaning.part_of_line"
        for mention in found:
            level, number = self._level_of[mention[1]], mention[2]
            if numbers.setdefault(level, number) != number or more_numbers().match(
                before, mention.end()
            ):
                problem = "cleaning.several_lines"
        for word, number in self._mention.findall(after):
            if numbers.get(self._level_of[word], number) != number:
                problem = "cleaning.several_lines"
        name = f"{before[found[-1].end() :]} {after}"
        return _Named(numbers, problem, self._mention.split(name, maxsplit=1)[0])

    def _below(self, root: BudgetLine) -> dict[str, int]:
        """Level → its depth, of the levels below a programme."""
        levels = self._programmes.levels(root.programme)
        return {level.level: depth for depth, level in enumerate(levels[1:])}

    def _extended(self, numbers: dict[str, str], roots: list[BudgetLine]) -> dict[str, str]:
        """The path above the highest level named, then what is named."""
        kept: dict[str, str] = {}
        for depths in map(self._below, roots):
            highest = min(depths[level] for level in numbers)
            above = (level for level, depth in depths.items() if depth < highest)
            kept |= {level: self._path[level] for level in above if level in self._path}
        return kept | numbers

    def _line_below(self, root: BudgetLine) -> BudgetLine | None:
        budget_line = root
        for level in self._below(root):
            if level in self._path:
                below = self._programmes.children(budget_line)
                found = [
                    child
                    for child in below
                    if child.level == level and child.number.lstrip("0") == self._path[level]
                ]
                if not found:
                    return None
                budget_line = found[0]
        return budget_line
