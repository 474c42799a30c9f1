"""The record of a figure: its value and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from helpers.audit.quantities import Quantity
from helpers.audit.vocabulary import kinds, tells, words
from helpers.core.conversion import Measure


@dataclass(frozen=True)
class Figure:
    """A figure and where it stands.

    ``noun``: folded words behind it, whatever they are. ``label``: words before it back to the
    figure or mark before. ``way``: +1 behind a rise, −1 behind a fall. ``reached``: behind "lên",
    "còn": where a change ended. ``sentence``, ``item`` (between semicolons) and ``bracket`` (0:
    outside) number what it stands in. ``paragraph`` is the number of its passage. A cell of a table
    has its ``row`` and, in ``index``, its column.
    """

    quantity: Quantity
    index: int
    paragraph: int
    sentence: int = 0
    item: int = 0
    bracket: int = 0
    noun: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    way: int = 0
    reached: bool = False
    is_rate: bool = False
    is_bound: bool = False
    is_name: bool = False
    noun_length: int = 0
    is_over: bool = False
    row: int | None = None

    @property
    def first(self) -> int:
        """Its first token."""
        return self.quantity.first

    @property
    def start(self) -> int:
        """Its first token, or that of the sign before it."""
        return self.first - (1 if self.quantity.sign else 0)

    @property
    def last(self) -> int:
        """Its last token, that of its unit."""
        return self.quantity.last

    @property
    def end(self) -> int:
        """The token behind its noun."""
        return max(self.last + 1, self.first + 1 + self.noun_length)

    @cached_property
    def is_percent(self) -> bool:
        """True for a percentage."""
        return self.quantity.is_percent

    @cached_property
    def is_share(self) -> bool:
        """True for a percentage that is no change."""
        return self.is_percent and not self.way and not self.is_bound

    @cached_property
    def is_level(self) -> bool:
        """True for an amount that is neither a change nor a rate, nor a stretch of time."""
        measure = self.quantity.measure
        is_time = measure is not None and measure.unit in words("stretches")
        is_amount = self.quantity.is_amount and not self.way and not self.is_rate
        return is_amount and not is_time and not self.is_name

    def in_unit_of(self, other: Figure) -> Figure:
        """The same figure in the other's unit."""
        quantity = self.quantity.in_unit_of(other.quantity)
        return self if quantity is self.quantity else replace(self, quantity=quantity)

    @cached_property
    def is_plan(self) -> bool:
        """True for what was planned or given."""
        named = (*self.label, *self.noun)
        return tells(named, "planned") or tells(self.label, "granted")

    @cached_property
    def is_previous(self) -> bool:
        """True for a figure of an earlier time."""
        return tells(self.label[-5:], "last_year") or tells(self.noun, "last_year")

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that say what it counts."""
        return frozenset((*self.label, *self.noun)) - words("filler") - words("unlabelled")


@lru_cache(maxsize=4096)
def _kinship(one: Measure, other: Measure) -> float:
    """Of figures whose units are of two dimensions."""
    both = {one.unit, other.unit}
    if any(both <= {whole, *parts} or both <= set(parts) for whole, parts in kinds().items()):
        return 1
    return 0.5 if one.is_count and other.is_count else 0


def kinship(one: Figure, other: Figure) -> float:
    """2: the same unit; 1: one does not say, or one may hold the other; 0.5: other things counted;
    0: never of one kind."""
    a, b = one.quantity.measure, other.quantity.measure
    if a is not None and b is not None:
        return 2 if a.dimension == b.dimension else _kinship(a, b)
    if a is None and b is None:
        if one.noun[:1] == other.noun[:1]:
            return 2 if one.noun else 1
        return 0.5 if one.noun and other.noun else 1
    known, bare = (a, other) if a is not None else (b, one)
    if not bare.noun:
        return 1
    return 0.5 if known is not None and known.is_count else 0
