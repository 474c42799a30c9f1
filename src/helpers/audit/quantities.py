"""The figures of a passage with their units, and the words between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from helpers.audit.compound import joined
from helpers.audit.naming import names_something
from helpers.audit.tokens import Token
from helpers.audit.units import is_scaled, may_hold, unit_at
from helpers.audit.vocabulary import kinds, words
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import PERCENT
from helpers.core.text import fold
from helpers.indicators.tolerance import Interval

SIGNS = {"+": 1, "-": -1, "−": -1}
POINTS = "percentage_points"
LONGEST_FRACTION = 2
"""Words between the figures of a fraction: 9 out of 13."""


@dataclass(frozen=True)
class Quantity:
    """A figure: ``first`` and ``last`` token (with unit), ``start`` and ``end`` in the text.

    ``sign`` is that of a mark right before it, 0 without one; ``value`` is without it.
    ``is_fixed``: a rule says it, so it is exact.
    """

    token: Token
    first: int
    last: int
    end: int
    measure: Measure | None
    sign: int = 0
    factor: Decimal = Decimal(1)
    is_rounded: bool = False
    is_rough: bool = False
    is_fixed: bool = False

    @property
    def start(self) -> int:
        """Where the figure begins, in characters of the passage."""
        return self.token.start

    @property
    def text(self) -> str:
        """The figure as it is printed, without sign and unit."""
        return self.token.text

    @property
    def value(self) -> Decimal:
        """The value without its sign, in the figure's measure."""
        return self.token.number * self.factor

    @property
    def known_measure(self) -> Measure:
        """The measure of a figure that is known to have one. Raises ValueError without."""
        if self.measure is None:
            raise ValueError(f"{self.text!r} has no unit of measure")
        return self.measure

    @property
    def decimal_places(self) -> int:
        """How many digits are printed after the decimal mark."""
        return self.token.decimal_places

    @property
    def is_percent(self) -> bool:
        """True for a percentage."""
        return self.measure is not None and self.measure.unit == PERCENT

    @property
    def is_points(self) -> bool:
        """True for percentage points."""
        return self.measure is not None and self.measure.dimension == POINTS

    @property
    def is_amount(self) -> bool:
        """True for anything but a percentage and percentage points."""
        return not self.is_percent and not self.is_points

    @property
    def is_exact(self) -> bool:
        """True for what is counted: 5 households are not 4.6."""
        return (
            not self.is_rounded
            and self.decimal_places == 0
            and (self.measure is None or self.measure.is_count)
            and (self.measure is None or not is_scaled(self.measure))
        )

    def interval(self) -> Interval:
        """All values that print so."""
        number = self.token.number
        if self.is_fixed:
            return Interval(self.value, self.value)
        if self.is_rough:
            step = _last_step(number, self.decimal_places)
            plain = Interval(number - step, number + step)
        else:
            plain = Interval.printed(number, self.decimal_places, exact=self.is_exact)
        low, high = sorted(end * self.factor for end in plain.ends())
        return Interval(low, high)

    def fits(self, other: Quantity) -> bool:
        """True where both measure the same kind of thing, or one does not say."""
        if self.measure is None or other.measure is None:
            return self.is_amount and other.is_amount
        return self.measure.dimension == other.measure.dimension

    def may_hold(self, part: Quantity) -> bool:
        """True where ``part`` may be counted or measured within this one."""
        return self.is_amount and part.is_amount and may_hold(self.measure, part.measure)

    def comparable(self, other: Quantity) -> bool:
        """True where both could be parts of one whole."""
        return self.may_hold(other) or other.may_hold(self) or share_a_whole(self, other)

    def in_unit_of(self, other: Quantity) -> Quantity:
        """The same figure in the other's unit."""
        if other.measure is None or self.measure == other.measure:
            return self
        if self.measure is None or self.measure.dimension != other.measure.dimension:
            return replace(self, measure=other.measure)
        factor = self.measure.factor / other.measure.factor
        was_rounded = self.is_rounded or not self.is_exact
        return replace(self, measure=other.measure, factor=factor, is_rounded=was_rounded)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)


def share_a_whole(one: Quantity, other: Quantity) -> bool:
    """Pupils and teachers are both people."""
    if one.measure is None or other.measure is None:
        return one.is_amount and other.is_amount
    return any({one.measure.unit, other.measure.unit} <= set(k) for k in kinds().values())


def _last_step(value: Decimal, decimal_places: int) -> Decimal:
    """One unit of the last digit that is not a round zero: hơn 16.000 is told to the thousand."""
    if decimal_places:
        return Decimal(1).scaleb(-decimal_places)
    text = str(int(value))
    return Decimal(1).scaleb(len(text) - len(text.rstrip("0"))) if value else Decimal(1)


@dataclass(frozen=True)
class Line:
    """A passage as tokens and figures."""

    text: str
    tokens: Sequence[Token]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Figures that count or measure something, in order."""
        found: list[Quantity] = []
        place = 0
        while place < len(self.tokens):
            ended = found[-1].last if found else -1
            quantity = self._quantity(place, ended)
            if quantity is not None:
                found.append(quantity)
            place = quantity.last + 1 if quantity else place + 1
        return found

    @cached_property
    def folded(self) -> list[str]:
        """Tokens as they are compared."""
        return [_folded(t.text) if t.kind == "word" else t.text for t in self.tokens]

    def place_of(self, position: int) -> int:
        """The place of the first figure at or behind a token."""
        return bisect_left(self._firsts, position)

    def figures_from(self, position: int, most: int) -> Sequence[Quantity]:
        """The next figures at or behind a token."""
        place = self.place_of(position)
        return self.quantities[place : place + most]

    @cached_property
    def _firsts(self) -> list[int]:
        return [quantity.first for quantity in self.quantities]

    def gap(self, one: Quantity, other: Quantity) -> list[str]:
        """Folded words and marks between two figures; a sign belongs to its figure.

        ``["/"]`` for words that mean it: 9 of 13 communes.
        """
        end = other.first - (1 if other.sign else 0)
        gap = self.folded[one.last + 1 : end]
        is_fraction = len(gap) <= LONGEST_FRACTION and " ".join(gap) in words("fraction")
        return ["/"] if is_fraction else gap

    def before(self, quantity: Quantity, count: int) -> list[str]:
        """The last ``count`` folded tokens before a figure."""
        end = quantity.first - (1 if quantity.sign else 0)
        return self.folded[max(0, end - count) : end]

    def after(self, quantity: Quantity, count: int) -> list[str]:
        """The first ``count`` folded tokens after a figure and its unit."""
        return self.folded[quantity.last + 1 : quantity.last + 1 + count]

    def _quantity(self, place: int, ended: int) -> Quantity | None:
        token = self.tokens[place]
        if (
            token.kind != "number"
            or token.value is None
            or names_something(self.tokens, self.folded, place)
        ):
            return None
        measure, behind = unit_at(self.tokens, place + 1)
        token, measure, behind = joined(self.text, self.tokens, place, measure, behind)
        last = behind - 1
        sign = self._sign(place)
        before = self.folded[max(0, place - 2) : place]
        # "823 trên 1.229": the word divides; "trên 1.200 hộ": it is not exact
        is_divider = place - 2 == ended >= 0
        is_compared = " ".join(before) in words("above") | words("below")
        rough = not (is_divider or is_compared) and bool(
            {" ".join(before), *before[-1:]} & words("rough")
        )
        return Quantity(
            token, place, last, self.tokens[last].end, measure, sign,
            is_rough=rough,
        )  # fmt: skip

    def _sign(self, place: int) -> int:
        """Of a mark that touches the figure and nothing before it: (−16,74 ha), tăng +5."""
        if place == 0 or self.tokens[place - 1].text not in SIGNS:
            return 0
        mark = self.tokens[place - 1]
        touches = mark.end == self.tokens[place].start
        is_joined = place > 1 and self.tokens[place - 2].end == mark.start
        opens = place > 1 and self.tokens[place - 2].text in ("(", ":")
        return SIGNS[mark.text] if touches and (opens or not is_joined) else 0
