"""Catalogue of the national target programmes: each with its projects, sub-projects and contents.

Codes are names and nothing else: which level a budget line has, which number, and in which section
it is reported are columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator

from helpers.core.catalogues.capitals import CAPITALS, capital_codes, capitals
from helpers.core.catalogues.indicators import Indicator, valid_in
from helpers.core.catalogues.loading import (
    Bars,
    CatalogueRow,
    Codes,
    Entry,
    NamedRow,
    OptionalPeriod,
    OptionalText,
    load_entries,
)
from helpers.core.errors import CatalogueError, InputError
from helpers.core.groups import grouped
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import fold

Key = tuple[str, str]
"""Programme and code."""


def _is_yes(value: object) -> object:
    return value == "yes" if isinstance(value, str) else value


class BudgetLevel(CatalogueRow):
    """A level of a programme.

    ``words``: what offices write before the number, the first is printed; ``label_vi`` and
    ``label_en``: how a report names a line; ``is_project``: lines that are reported one by one.
    """

    programme: str
    level: str
    words: Bars
    label_vi: str
    label_en: str
    is_project: Annotated[bool, BeforeValidator(_is_yes)]

    def label(self, number: str, lang: str) -> str:
        """How a report names the line with a number: 'Dự án 1'."""
        return self.in_language("label", lang).format(number=number)

    def name(self, lang: str) -> str:
        """The level itself: 'Dự án', 'Sub-project'."""
        return self.level.replace("_", "-").capitalize() if lang == "en" else self.words[0]


def load_budget_levels(paths: Iterable[Path]) -> dict[str, Sequence[BudgetLevel]]:
    """Programme → its levels, the highest first. Raises CatalogueError."""
    rows = (entry.row for entry in load_entries(paths, BudgetLevel))
    return {**grouped((row.programme, row) for row in rows)}


class BudgetLine(NamedRow):
    """A budget line: a row of a programme's hierarchy.

    ``section`` is where it is reported: empty for that of the first line of its level.
    ``prefix`` begins the codes of its figures; one row of a programme names it, else it is the
    programme's own code. ``name_vi`` is empty where the official name is not public yet.
    ``allocated_to``: the last period of new money; later there is only what was carried over.
    ``source``: where the row comes from.
    """

    programme: str
    code: str
    parent: OptionalText
    level: str
    number: str
    name_vi: str
    name_en: str
    capital: Codes
    annex: OptionalText
    valid_from: OptionalPeriod
    valid_to: OptionalPeriod
    section: Annotated[str, BeforeValidator(lambda value: value or "")]
    prefix: OptionalText
    other_names: Bars = ()
    allocated_to: OptionalPeriod = None
    source: str = ""

    @property
    def key(self) -> Key:
        """Programme and code: unique among all budget lines."""
        return self.programme, self.code

    def name(self, lang: str) -> str:
        """The name in a language; where it is not public yet, that says so."""
        return super().name(lang) or message("catalogues.no_name_yet", lang)

    @property
    def names(self) -> tuple[str, ...]:
        """The official name and others that offices write."""
        return (self.name_vi, *self.other_names) if self.name_vi else self.other_names

    def short_name(self, lang: str) -> str:
        """The shortest of its names, for lists and titles."""
        names = self.names if lang == "vi" else ()
        return min(names, key=len, default=self.name(lang))

    def takes_new_money(self, period: Period) -> bool:
        """False where all money of the period was carried over from earlier years."""
        return valid_in(None, self.allocated_to, period)

    def indicator(self, capital: str) -> str:
        """Code of a figure in the indicators table, e.g. mtqg.DA1.total."""
        return f"{self.prefix}.{self.code}.{capital}"


class Programmes:
    """The budget lines of all programmes valid in one period, in official order.

    ``known`` holds the codes of figures of all periods: what other catalogues may name.
    ``known_lines`` holds the codes of budget lines of all periods.
    """

    def __init__(
        self,
        budget_lines: Iterable[BudgetLine],
        known: Iterable[str] = (),
        known_lines: Iterable[str] = (),
        levels: Mapping[str, Sequence[BudgetLevel]] = MappingProxyType({}),
    ) -> None:
        self.budget_lines: dict[Key, BudgetLine] = {row.key: row for row in budget_lines}
        self.known = frozenset(known)
        self.known_lines = frozenset(known_lines)
        self._levels = levels
        lines = self.budget_lines.values()
        self.amounts: dict[str, tuple[BudgetLine, str]] = {
            row.indicator(capital): (row, capital) for row in lines for capital in capital_codes()
        }
        self._with_code = grouped((row.code, row) for row in lines)
        self._children = grouped(((row.programme, row.parent or ""), row) for row in lines)

    @property
    def are_several(self) -> bool:
        """True where a budget line has to be named with its programme."""
        return len({row.programme for row in self.budget_lines.values()}) > 1

    def only(self, names: Collection[str]) -> Programmes:
        """Those of some names; all without a name."""
        if not names:
            return self
        kept = (row for row in self.budget_lines.values() if row.programme in names)
        return Programmes(kept, self.known, self.known_lines, self._levels)

    def roots(self) -> list[BudgetLine]:
        """The budget line of each programme as such."""
        return [row for row in self.budget_lines.values() if row.parent is None]

    def root_of(self, budget_line: BudgetLine) -> BudgetLine:
        """The budget line of the programme that a budget line belongs to."""
        above = self.parent(budget_line)
        return budget_line if above is None else self.root_of(above)

    def of(self, root: BudgetLine) -> list[BudgetLine]:
        """All lines of one programme."""
        return [row for row in self.budget_lines.values() if row.programme == root.programme]

    def levels(self, programme: str) -> Sequence[BudgetLevel]:
        """The levels of a programme, the highest first: its own, else the usual ones."""
        return self._levels.get(programme) or self._levels.get("", ())

    def words_of_levels(self) -> dict[str, tuple[str, ...]]:
        """Level → what offices write before a number, of all programmes of the period."""
        found: dict[str, dict[str, None]] = {}
        for root in self.roots():
            for level in self.levels(root.programme):
                found.setdefault(level.level, {}).update(dict.fromkeys(level.words))
        return {level: tuple(words) for level, words in found.items()}

    def level(self, budget_line: BudgetLine) -> BudgetLevel:
        """The level of a budget line."""
        levels = self.levels(budget_line.programme)
        return next(level for level in levels if level.level == budget_line.level)

    def label(self, budget_line: BudgetLine, lang: str) -> str:
        """'Dự án 1', 'Tiểu dự án 2', 'Nội dung số 01'; without a number the word alone."""
        level = self.level(budget_line)
        if not budget_line.number and budget_line.parent:
            return level.words[0] if lang == "vi" else budget_line.level.capitalize()
        return level.label(budget_line.number, lang)

    def capital_of(self, budget_line: BudgetLine) -> tuple[str, ...]:
        """Kinds of a line's capital, and the sources that its programme has besides."""
        sources = (c for c in self.root_of(budget_line).capital if c not in CAPITALS)
        return tuple(dict.fromkeys((*budget_line.capital, *sources)))

    def full_label(self, budget_line: BudgetLine, lang: str) -> str:
        """'Tiểu dự án 1, Dự án 3': a line with the lines above it, without its programme."""
        labels = []
        while (above := self.parent(budget_line)) is not None:
            labels.append(self.label(budget_line, lang))
            budget_line = above
        return ", ".join(labels)

    def is_project(self, budget_line: BudgetLine) -> bool:
        """True for a line of the level that is reported one by one."""
        return self.level(budget_line).is_project

    def projects(self, root: BudgetLine) -> list[BudgetLine]:
        """The budget lines of a programme that are reported one by one."""
        return [budget_line for budget_line in self.of(root) if self.is_project(budget_line)]

    def projects_below(self, budget_line: BudgetLine) -> list[BudgetLine]:
        """The lines right below that are reported one by one."""
        return [child for child in self.children(budget_line) if self.is_project(child)]

    def children(self, budget_line: BudgetLine) -> list[BudgetLine]:
        """The budget lines right below."""
        return self._children.get(budget_line.key, [])

    def parent(self, budget_line: BudgetLine) -> BudgetLine | None:
        """The budget line above, None for a programme."""
        above = budget_line.parent
        return self.budget_lines.get((budget_line.programme, above)) if above else None

    def written(self, text: str) -> list[BudgetLine]:
        """The lines that a code may mean, written alone or as programme/code."""
        qualified = [row for row in self.budget_lines.values() if "/".join(row.key) == text]
        return qualified or self._with_code.get(text, [])

    def named_in(self, text: str) -> list[BudgetLine]:
        """The programmes that a text names, by name or by code.

        A name within a longer one that is there too is no name of its own.
        """
        folded = fold(text)
        found = {
            name: root
            for root in self.roots()
            for name in map(fold, (*root.names, root.programme))
            if name in folded
        }
        longest = [
            root
            for name, root in found.items()
            if not any(name in other and name != other for other in found)
        ]
        return list({root.key: root for root in longest}.values())

    def find(self, programme: object, code: object) -> BudgetLine | None:
        """The line of a row of a table, or None where the period has none such.

        Rows written before programmes were kept apart name none: their code must be of one
        programme. Raises InputError where it is of several.
        """
        if programme:
            return self.budget_lines.get((str(programme), str(code)))
        found = self._with_code.get(str(code), [])
        if len(found) > 1:
            raise InputError("core.line_of_several", code=code)
        return found[0] if found else None


def load_programmes(
    paths: Sequence[Path], levels: Mapping[str, Sequence[BudgetLevel]], period: Period
) -> Programmes:
    """Budget lines of all files valid in ``period``. Raises CatalogueError."""
    entries = list(load_entries(paths, BudgetLine))
    _check(entries, levels)
    rows = _completed(entries)
    known = (row.indicator(capital) for row in rows for capital in capital_codes())
    valid = (row for row in rows if valid_in(row.valid_from, row.valid_to, period))
    return Programmes(valid, known, (row.code for row in rows), levels)


def _check(
    entries: Sequence[Entry[BudgetLine]], levels: Mapping[str, Sequence[BudgetLevel]]
) -> None:
    keys: dict[Key, BudgetLine] = {}
    for entry in entries:
        if keys.setdefault(entry.row.key, entry.row) is not entry.row:
            raise entry.broken("code", "core.duplicate_code", code="/".join(entry.row.key))
    for entry in entries:
        _check_parents(entry, keys)
        row = entry.row
        known = [level.level for level in levels.get(row.programme) or levels.get("", ())]
        if row.level not in known:
            about = {"level": row.level, "known": " ".join(known)}
            raise entry.broken("level", "catalogues.unknown_level", **about)
        for capital in row.capital:
            if capital not in capitals():
                about = {"capital": capital, "known": " ".join(capitals())}
                raise entry.broken("capital", "catalogues.unknown_capital", **about)


def _check_parents(entry: Entry[BudgetLine], keys: Mapping[Key, BudgetLine]) -> None:
    row = entry.row
    if row.parent and (row.programme, row.parent) not in keys:
        about = {"code": row.parent, "catalogue": "programme"}
        raise entry.broken("parent", "core.dangling_code", **about)
    above, seen = row, {row.key}
    while above.parent:
        found = keys.get((above.programme, above.parent))
        if found is None:  # its own row is refused
            break
        above = found
        if above.key in seen:
            raise entry.broken("parent", "catalogues.parent_not_above", code=row.parent)
        seen.add(above.key)


def _completed(entries: Sequence[Entry[BudgetLine]]) -> list[BudgetLine]:
    """Rows with section and prefix, where they leave them to another row."""
    sections: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    owners: dict[str, str] = {}
    for entry in entries:
        row = entry.row
        if row.section:
            sections.setdefault(row.level, row.section)
        if row.prefix:
            prefix = prefixes.setdefault(row.programme, row.prefix)
            owner = owners.setdefault(row.prefix, row.programme)
            if (owner, row.prefix) != (row.programme, prefix):
                raise entry.broken("prefix", "catalogues.prefix_of_another", prefix=row.prefix)

    def completed(row: BudgetLine) -> BudgetLine:
        section = row.section or sections.get(row.level, "")
        prefix = prefixes.get(row.programme, row.programme)
        return row.model_copy(update={"section": section, "prefix": prefix})

    return [completed(entry.row) for entry in entries]


def with_programmes(
    indicators: Mapping[str, Indicator], programmes: Programmes
) -> dict[str, Indicator]:
    """Indicators with the programme of their budget line, where they name its code alone.

    Raises CatalogueError where the code is of several programmes, or of none in any period.
    """
    completed = dict(indicators)
    for code, indicator in indicators.items():
        if not indicator.budget_line:
            continue
        if indicator.budget_line.rpartition("/")[2] not in programmes.known_lines:
            reason = message("catalogues.unknown_line", code=code, line=indicator.budget_line)
            raise CatalogueError("core.catalogue_yaml", file="indicators", reason=reason)
        if indicator.programme:
            continue
        found = programmes.written(indicator.budget_line)
        if len(found) > 1:
            reason = message("catalogues.line_of_several", code=code, line=indicator.budget_line)
            raise CatalogueError("core.catalogue_yaml", file="indicators", reason=reason)
        if found:
            update = {"budget_line": found[0].code, "programme": found[0].programme}
            completed[code] = indicator.model_copy(update=update)
    return completed
