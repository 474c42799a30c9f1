"""Amounts of money with their sources: sums of them, and ways to divide one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.core.catalogues.programme import Key
from helpers.indicators.formulas import Value
from helpers.indicators.observed import least_mature
from helpers.indicators.sources import Source
from helpers.indicators.tolerance import Interval, sum_image


@dataclass(frozen=True)
class Amount:
    """One amount of a budget line in triệu đồng, with printed digits and sources.

    ``is_unknown``: there is an amount, but the office has not stated it or it cannot be read.
    """

    value: Value
    decimal_places: int
    sources: tuple[Source, ...] = ()
    summed: bool = False
    as_of: str | None = None
    maturity: str = "official"
    is_unknown: bool = False

    @property
    def source(self) -> Source:
        """The source of the amount; of a sum, that of its first part."""
        return self.sources[0]

    def interval(self) -> Interval | None:
        """All true amounts that print so; None without a value."""
        return None if self.value is None else Interval.printed(self.value, self.decimal_places)


@dataclass(frozen=True)
class Way:
    """One way to divide an amount: its parts, their sum, and what is stated of them."""

    parts: tuple[Amount | None, ...]
    amount: Amount
    held: frozenset[tuple[Key, str]]

    @property
    def is_whole(self) -> bool:
        """True where every part is known."""
        return all(part is not None and part.value is not None for part in self.parts)

    def covers(self, other: Way) -> bool:
        """True where this way has all figures of another one.

        Or is whole, while of the other only the first part is known (the central budget alone),
        or only parts that are zero.
        """
        if set(self.amount.sources) >= set(other.amount.sources) or self.held >= other.held:
            return True
        if not self.is_whole or self.amount.value is None or other.amount.value is None:
            return False
        is_first_alone = other.parts[0] is not None and not any(other.parts[1:])
        is_nothing = not other.is_whole and not any(p and p.value for p in other.parts)
        return is_nothing or (is_first_alone and other.amount.value <= self.amount.value)


def agrees(reported: Amount, parts: list[Amount]) -> bool:
    """True where a reported amount can be the sum of the parts, as they are printed."""
    interval = reported.interval()
    return interval is not None and interval.overlaps(sum_image(intervals_of(parts)))


def intervals_of(amounts: Iterable[Amount | None]) -> list[Interval]:
    """Intervals of the amounts that have a value."""
    intervals = (amount.interval() for amount in amounts if amount is not None)
    return [interval for interval in intervals if interval is not None]


def summed(parts: list[Amount]) -> Amount:
    """Sum of amounts that have a value, with all their sources and the finest printed digit.

    It is as certain as its least certain part, and has a date where all have the same.
    Unknown where one of them is.
    """
    values = [part.value for part in parts if part.value is not None]
    is_unknown = any(part.is_unknown for part in parts)
    return Amount(
        value=None if is_unknown else sum(values, start=values[0] * 0),
        is_unknown=is_unknown,
        decimal_places=max(part.decimal_places for part in parts),
        sources=tuple(source for part in parts for source in part.sources),
        summed=True,
        as_of=parts[0].as_of if len({part.as_of for part in parts}) == 1 else None,
        maturity=least_mature(part.maturity for part in parts),
    )
