"""Catalogue of units of measure: their names, what they measure, and by which factor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from helpers.core.catalogues.loading import Bars, CatalogueRow, Entry, KnownCodes, load_entries
from helpers.core.formatting import is_singular
from helpers.core.numbers.scale_words import scales
from helpers.core.text import fold
from helpers.core.workspace import PROJECT_REFERENCE, State, state_of

_POWERS = str.maketrans("²³", "23")
_AROUND_MARKS = re.compile(r"\s*([./])\s*")
_POWER_OF_TEN = re.compile(r"10{0,2}(?:[., ]?000)+(?![\d.,])|100?(?![\d.,])")


class Measure(CatalogueRow):
    """One unit of measure.

    ``factor`` is how many base units of its ``dimension`` it holds (the base unit has 1). What
    is counted has a dimension ``count:...`` of its own: heads of cattle never become people.
    ``name_en_one`` is the English name of a single one, empty where it is no other.
    """

    unit: Annotated[str, Field(min_length=1)]
    dimension: Annotated[str, Field(pattern=r"^[a-z_]+(:[a-z_]+)?$")]
    factor: Annotated[Decimal, Field(gt=0)]
    name_en: Annotated[str, Field(min_length=1)]
    name_en_one: str = ""
    aliases: Bars

    @property
    def is_count(self) -> bool:
        """True where it counts things, so that values are exact integers."""
        return self.dimension.startswith("count:")

    @property
    def is_money(self) -> bool:
        """True for đồng and its multiples."""
        return self.dimension == "money"

    def name(self, lang: str, number: Decimal | None = None) -> str:
        """The name in a language, as it is after ``number``: 1 person."""
        if lang != "en":
            return self.unit
        is_one = number is not None and is_singular(number, lang)
        return (self.name_en_one if is_one else "") or self.name_en


@dataclass(frozen=True, eq=False)
class Measures:
    """All units of measure, found by any of their names."""

    by_name: Mapping[str, Measure]
    by_english_name: Mapping[str, Measure]

    @classmethod
    def load(cls, path: Path) -> Measures:
        """The catalogue at ``path``, the same object as long as the file is the same.

        Raises CatalogueError, also where a name is in two rows.
        """
        return _loaded(path, state_of([path]) if path.exists() else ())

    def known_codes(self, path: Path) -> KnownCodes:
        """The units by the name that catalogues use, as ``path`` lists them."""
        return KnownCodes("measures", {measure.unit for measure in self.by_name.values()}, (path,))

    def find(self, text: str) -> Measure | None:
        """The measure of a Vietnamese name or alias, or None."""
        return self.by_name.get(_key(text))

    def find_multiple(self, text: str) -> Measure | None:
        """Like ``find``, also for what follows from units of the catalogue.

        ``1.000 con``, ``nghìn tấn``: a power of ten or a scale word before a unit; ``đồng/ha``: a
        unit instead of the base unit of its dimension. Percentages have no multiples.
        """
        return _multiple(self, text)

    def base_unit(self, dimension: str) -> str:
        """The unit with factor 1 of a dimension; empty where there is none."""
        of_dimension = (m for m in self.by_name.values() if m.dimension == dimension)
        return next((m.unit for m in of_dimension if m.factor == 1), "")

    def find_english(self, text: str) -> Measure | None:
        """The measure of an English name, of one or of several, or None."""
        return self.by_english_name.get(_key(text))


@lru_cache(maxsize=4096)
def _multiple(measures: Measures, text: str) -> Measure | None:
    """Kept: a table asks for the few units of its rows in every column."""
    found = measures.find(text)
    if found is None and (scaled := _split_scale(fold(text))):
        scale, rest = scaled
        base = measures.find_multiple(rest)
        if base is not None and base.dimension != "percent":
            found = _times(base, Decimal(scale), text)
    if found is None and "/" in text:
        above, _, below = _key(text).partition("/")
        part = measures.find_multiple(above)
        base = measures.find(f"{measures.base_unit(part.dimension)}/{below}") if part else None
        found = _times(base, part.factor, text) if part and base else None
    return found


@lru_cache(maxsize=8)
def _loaded(path: Path, state: State) -> Measures:
    found: dict[str, Entry[Measure]] = {}
    for entry in load_entries([path], Measure):
        for name in map(_key, (entry.row.unit, *entry.row.aliases)):
            if found.setdefault(name, entry) is not entry:
                raise entry.twice(found[name], "aliases", name)
    by_name = {name: entry.row for name, entry in found.items()}
    english = {
        _key(name): measure
        for measure in by_name.values()
        for name in (measure.name_en_one, measure.name_en)
        if name
    }
    return Measures(MappingProxyType(by_name), MappingProxyType(english))


def _key(text: str) -> str:
    """Comparison key: case, blanks around slash and stop, m² or m2, a closing stop don't count."""
    folded = fold(text.translate(_POWERS)).removesuffix(".")
    return _AROUND_MARKS.sub(r"\1", folded)


def _split_scale(folded: str) -> tuple[int, str] | None:
    """A power of ten or a scale word at the beginning, and the text behind it."""
    number = _POWER_OF_TEN.match(folded)
    if number:
        return int("".join(filter(str.isdigit, number[0]))), folded[number.end() :].strip()
    word, _, rest = folded.partition(" ")
    return (scales()[word], rest) if word in scales() and rest else None


def _times(measure: Measure, factor: Decimal, text: str) -> Measure:
    update = {"unit": " ".join(text.split()), "factor": measure.factor * factor, "aliases": ()}
    return measure.model_copy(update=update)


_in_use: Measures | None = None
"""A process works in one workspace at a time.

No context variable: a kernel may run each cell in a context of its own, and what one cell opens
must hold in the next.
"""


def use_measures(measures: Measures) -> None:
    """Let every unit of measure be understood by ``measures`` from here on."""
    global _in_use
    _in_use = measures


def measures_in_use() -> Measures:
    """Those of the catalogues that were opened last; before any, the project's."""
    if _in_use is None:
        use_measures(Measures.load(PROJECT_REFERENCE / "measures.csv"))
    assert _in_use is not None
    return _in_use
