"""Names of administrative units in a text, and which of them belong to one unit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any

from helpers.core.catalogues.units import Unit, Units
from helpers.core.groups import grouped
from helpers.core.text import fold, nfc, slug
from helpers.core.word_files import load_words

_WORD = re.compile(r"\w+")


@cache
def _vocabulary() -> dict[str, Any]:
    return load_words(__package__, "unit_names.yml")


@cache
def _kinds() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(kind).split()) for kind in _vocabulary()["kinds"])


@cache
def _short_form() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(_vocabulary()['short'])})\.\s*(?=\w)", re.IGNORECASE)


def kind_of_unit(name: str) -> str:
    """The kind of unit that a name begins with: 'Thị xã Sơn Tây' → 'thị xã'."""
    kinds = _vocabulary()["kinds"]
    return next((kind for kind in kinds if fold(name).startswith(fold(kind))), "")


@dataclass(frozen=True)
class OwnNames:
    """Folded names of a unit with what it was made of and the units below; of units above.

    ``same``: of the unit and what it was made of alone.
    """

    own: frozenset[str]
    superior: frozenset[str]
    same: frozenset[str]

    def is_above(self, name: str) -> bool:
        """True for the name of a unit above."""
        return _spelled(name) in self.superior


class UnitNames:
    """The names of all units of a catalogue, whenever they are valid."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._names = {_spelled(unit.name_vi): unit.name_vi for unit in units.rows}
        self._longest = max((name.count(" ") + 1 for name in self._names), default=0)
        self._below = grouped((unit.parent_code or "", unit) for unit in units.rows)
        self._with_code = grouped((unit.code, unit) for unit in units.rows)

    def mentions(self, text: str) -> Iterator[tuple[str, str]]:
        """(folded name, name) of each unit that a text names with its kind, in order."""
        short = _vocabulary()["short"]
        words = _words(_short_form().sub(lambda found: f"{short[found[1].lower()]} ", nfc(text)))
        position = 0
        while position < len(words):
            found = self._name_at(words, position)
            if found:
                yield found, self._names[found]
            position += found.count(" ") + 1 if found else 1

    def _name_at(self, words: list[str], position: int) -> str:
        kind = next((k for k in _kinds() if tuple(words[position : position + len(k)]) == k), ())
        if not kind or not _may_be_unit(words, position, len(kind)):
            return ""
        for length in range(self._longest, len(kind), -1):
            name = " ".join(words[position : position + length])
            if name in self._names:
                return name
        return ""

    @lru_cache(maxsize=64)  # noqa: B019 - one catalogue lives as long as the process
    def of(self, unit: Unit) -> OwnNames:
        """The names that belong to a unit, in every time of the catalogue."""
        same = [unit, *self._predecessors(unit), *self._successors(unit)]
        below = [lower for one in same for lower in self._descendants(one)]
        above = [upper for one in same for upper in self._ancestors(one)]
        own = frozenset(_spelled(one.name_vi) for one in (*same, *below))
        superior = frozenset(_spelled(one.name_vi) for one in above) - own
        return OwnNames(own, superior, frozenset(_spelled(one.name_vi) for one in same))

    def another_at_end(self, text: str, unit: Unit) -> str:
        """The name of another unit with which a text ends; empty for none.

        Without its kind («Đàn vật nuôi Chợ Đồn») only a unit of the same province is meant.
        """
        words, same = _words(text), self.of(unit).same
        for start in range(len(words)):
            tail = " ".join(words[start:])
            if tail in same or tail in map(_without_kind, same):
                return ""
            name = self._names.get(tail) or self._near(unit).get(tail)
            if name:
                return name
        return ""

    def bare_names(self, unit: Unit) -> dict[str, str]:
        """Names without kind and marks → names, of the other units of the province of a unit."""
        own = {slug(_without_kind(name)) for name in self.of(unit).same}
        near = {slug(name): full for name, full in self._near(unit).items()}
        return {name: full for name, full in near.items() if name not in own}

    @lru_cache(maxsize=64)  # noqa: B019 - one catalogue lives as long as the process
    def _near(self, unit: Unit) -> dict[str, str]:
        """Names without kind, of two words or more, of the province of a unit."""
        above = [one for one in (unit, *self._ancestors(unit)) if one.level == "province"]
        near = [*above, *(lower for one in above for lower in self._descendants(one))]
        names = {_without_kind(_spelled(one.name_vi)): one.name_vi for one in near}
        return {name: full for name, full in names.items() if " " in name}

    def _predecessors(self, unit: Unit) -> Iterable[Unit]:
        days = sorted({row.date - timedelta(days=1) for row in self._units.successions})
        return [one for day in days for one in self._units.origins(unit, day)[0]]

    def _successors(self, unit: Unit) -> Iterable[Unit]:
        for row in self._units.successions:
            is_of_unit = (row.level, row.old_code) == (unit.level, unit.code)
            if is_of_unit and unit.valid_on(row.date - timedelta(days=1)):
                for one in self._with_code.get(row.new_code, []):
                    if one.level == row.level and one.valid_on(row.date):
                        yield one

    def _descendants(self, unit: Unit) -> Iterator[Unit]:
        for lower in self._below.get(unit.code, []):
            if lower.level != unit.level and _overlap(lower, unit):
                yield lower
                yield from self._descendants(lower)

    def _ancestors(self, unit: Unit) -> Iterator[Unit]:
        for upper in self._with_code.get(unit.parent_code or "", []):
            if upper.level != unit.level and _overlap(upper, unit):
                yield upper
                yield from self._ancestors(upper)


def _may_be_unit(words: list[str], position: int, length: int) -> bool:
    """False for «hợp tác xã» and, but for communes of that name, for «xã hội»."""
    known, before = _vocabulary(), words[position - 1] if position else ""
    if words[position] != _kinds()[-1][0]:
        return True
    after = words[position + length : position + length + 1]
    is_society = after == [fold(known["society"])]
    if is_society and before and before not in map(fold, known["offices"]):
        return False
    return before not in map(fold, known["not_after"])


def _overlap(first: Unit, second: Unit) -> bool:
    starts = [unit.valid_from for unit in (first, second) if unit.valid_from]
    ends = [unit.valid_to for unit in (first, second) if unit.valid_to]
    return not starts or not ends or max(starts) <= min(ends)


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(nfc(text))]


def _spelled(name: str) -> str:
    return " ".join(_words(name))


def _without_kind(spelled: str) -> str:
    kind = next((k for k in map(" ".join, _kinds()) if spelled.startswith(f"{k} ")), "")
    return spelled.removeprefix(kind).strip()


@lru_cache(maxsize=4)
def names_of(units: Units) -> UnitNames:
    """The names of a catalogue of units, indexed once."""
    return UnitNames(units)
