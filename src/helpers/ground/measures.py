"""Units of measure: their names, what they measure, and conversion between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator, Field

from helpers.ground.catalogues.loading import Row, broken_row, load_table
from helpers.ground.errors import InputError
from helpers.ground.formatting import is_singular
from helpers.ground.messages import say
from helpers.ground.text import fold
from helpers.ground.workspace import PROJECT_ROOT

MEASURES_FILE = PROJECT_ROOT / "data" / "reference" / "measures.csv"
PERCENT, MONEY = "%", "triệu đồng"
"""Units of measure that code must know: a share, and the money that tables are kept in."""
LEAST_BASE = 20
"""Below this count a percentage says less than the number itself (3 accidents, not 100%)."""
_EXACT = Context(prec=60)
_POWERS = str.maketrans("²³", "23")


def _split_aliases(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(alias.strip() for alias in value.split("|") if alias.strip())


class Measure(Row):
    """One unit of measure.

    ``factor`` is how many base units of its ``dimension`` it holds (the base unit has 1). What
    is counted has a dimension ``count:...`` of its own: heads of cattle never become people.
    ``name_en_one`` is the English name of a single one, empty where it is no other.
    """

    unit: Annotated[str, Field(min_length=1)]
    dimension: Annotated[str, Field(pattern=r"^[a-z_]+(:[a-z_]+)?$")]
    factor: Annotated[Decimal, Field(gt=0)]
    name_en: Annotated[str, Field(min_length=1)]
    name_en_one: str
    aliases: Annotated[tuple[str, ...], BeforeValidator(_split_aliases)]

    @property
    def is_count(self) -> bool:
        return self.dimension.startswith("count:")

    def name(self, lang: str, number: Decimal | None = None) -> str:
        """The name in a language, in the form that it has behind ``number``: 1 person."""
        if lang != "en":
            return self.unit
        is_one = number is not None and is_singular(number, lang)
        return (self.name_en_one if is_one else "") or self.name_en


@dataclass(frozen=True)
class Measures:
    """All units of measure, found by any of their names."""

    by_name: Mapping[str, Measure]
    by_english_name: Mapping[str, Measure]

    @classmethod
    @cache
    def load(cls, path: Path = MEASURES_FILE) -> Measures:
        """The catalogue at ``path``. Raises CatalogueError, also where a name stands twice."""
        by_name: dict[str, Measure] = {}
        for position, measure in enumerate(load_table(path, Measure), start=2):
            for name in dict.fromkeys(_key(n) for n in (measure.unit, *measure.aliases)):
                if name in by_name:
                    reason = say("ground.duplicate_code", code=name)
                    raise broken_row(path, position, "aliases", reason)
                by_name[name] = measure
        english = {
            _key(name): measure
            for measure in by_name.values()
            for name in (measure.name_en_one, measure.name_en)
            if name
        }
        return cls(MappingProxyType(by_name), MappingProxyType(english))

    def find(self, text: str) -> Measure | None:
        return self.by_name.get(_key(text))


def _key(text: str) -> str:
    """Comparison key: case, blanks around the slash, m² or m2, a closing full stop don't count."""
    folded = fold(text.translate(_POWERS)).removesuffix(".")
    return "/".join(part.strip() for part in folded.split("/"))


def canonical_unit(text: str, path: Path = MEASURES_FILE) -> Measure | None:
    """The measure that ``text`` names in any known spelling, or None."""
    return Measures.load(path).find(text)


def english_unit(text: str, path: Path = MEASURES_FILE) -> Measure | None:
    """The measure of an English name, of one or of several, or None."""
    return Measures.load(path).by_english_name.get(_key(text))


def is_count(unit: str, path: Path = MEASURES_FILE) -> bool:
    """True where ``unit`` counts things, so that its values are whole and exact."""
    measure = canonical_unit(unit, path)
    return measure is not None and measure.is_count


def convert(value: Decimal, from_unit: str, to_unit: str, path: Path = MEASURES_FILE) -> Decimal:
    """``value`` in another unit of the same dimension, exact.

    Raises InputError for an unknown unit or where the dimensions differ.
    """
    source, target = (_required(unit, path) for unit in (from_unit, to_unit))
    if source.dimension != target.dimension:
        raise InputError("numbers.different_dimensions", from_unit=from_unit, to_unit=to_unit)
    if source.factor == target.factor:
        return value
    return _EXACT.divide(_EXACT.multiply(value, source.factor), target.factor)


def _required(unit: str, path: Path) -> Measure:
    measure = canonical_unit(unit, path)
    if measure is None:
        raise InputError("numbers.unknown_measure", unit=unit)
    return measure
