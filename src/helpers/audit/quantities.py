"""The figures of a passage with their units, and the words between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from helpers.audit.tokens import Token
from helpers.audit.vocabulary import words
from helpers.ground.measures import PERCENT, Measure, canonical_unit, convert
from helpers.ground.text import fold
from helpers.indicators.tolerance import Interval

LONGEST_UNIT = 3
SIGNS = {"+": 1, "-": -1, "−": -1}
FIRST_YEAR, LAST_YEAR = 1900, 2100
POINTS = "percentage_points"


@dataclass(frozen=True)
class Quantity:
    """A figure: ``first`` and ``last`` token (with unit), ``start`` and ``end`` in the text.

    ``sign`` is that of a mark right before it, 0 without one; ``value`` is without it.
    """

    token: Token
    first: int
    last: int
    end: int
    measure: Measure | None
    sign: int = 0
    factor: Decimal = Decimal(1)
    is_rounded: bool = False

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def text(self) -> str:
        return self.token.text

    @property
    def value(self) -> Decimal:
        return self.token.value * self.factor

    @property
    def places(self) -> int:
        return self.token.places

    @property
    def is_percent(self) -> bool:
        return self.measure is not None and self.measure.unit == PERCENT

    @property
    def is_points(self) -> bool:
        return self.measure is not None and self.measure.dimension == POINTS

    @property
    def is_amount(self) -> bool:
        return not self.is_percent and not self.is_points

    @property
    def is_exact(self) -> bool:
        """True for what is counted: 5 households are not 4.6."""
        return (
            not self.is_rounded
            and self.places == 0
            and (self.measure is None or self.measure.is_count)
        )

    def interval(self) -> Interval:
        """All values that print so."""
        plain = Interval.printed(self.token.value, self.places, exact=self.is_exact)
        return Interval(plain.low * self.factor, plain.high * self.factor)

    def fits(self, other: Quantity) -> bool:
        """True where both measure the same kind of thing, or one does not say."""
        if self.measure is None or other.measure is None:
            return self.is_amount and other.is_amount
        return self.measure.dimension == other.measure.dimension

    def in_unit_of(self, other: Quantity) -> Quantity:
        """The same figure in the other's unit."""
        if other.measure is None or self.measure == other.measure:
            return self
        if self.measure is None:
            return replace(self, measure=other.measure)
        factor = convert(Decimal(1), self.measure.unit, other.measure.unit)
        return replace(self, measure=other.measure, factor=factor)


@dataclass(frozen=True)
class Line:
    """A passage as tokens and figures."""

    text: str
    tokens: Sequence[Token]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Figures that count or measure something, in order."""
        found, place = [], 0
        while place < len(self.tokens):
            quantity = self._quantity(place)
            if quantity is not None:
                found.append(quantity)
            place = quantity.last + 1 if quantity else place + 1
        return found

    @cached_property
    def folded(self) -> list[str]:
        """Tokens as they are compared."""
        return [fold(t.text) if t.kind == "word" else t.text for t in self.tokens]

    def gap(self, one: Quantity, other: Quantity) -> list[str]:
        """Folded words and marks between two figures; a sign belongs to its figure."""
        end = other.first - (1 if other.sign else 0)
        return self.folded[one.last + 1 : end]

    def words_behind(self, one: Quantity, other: Quantity) -> list[str]:
        """The gap with what may be said within a unit: ``% kế hoạch``, ``% so với cùng kỳ``."""
        end = other.first - (1 if other.sign else 0)
        return self.folded[one.first + (2 if one.is_percent else 1) : end]

    def before(self, quantity: Quantity, count: int) -> list[str]:
        """The last ``count`` folded tokens before a figure."""
        end = quantity.first - (1 if quantity.sign else 0)
        return self.folded[max(0, end - count) : end]

    def after(self, quantity: Quantity, count: int) -> list[str]:
        return self.folded[quantity.last + 1 : quantity.last + 1 + count]

    def _quantity(self, place: int) -> Quantity | None:
        token = self.tokens[place]
        if token.kind != "number" or token.value is None or self._names(place):
            return None
        measure, behind = self._unit(place + 1)
        last = behind - 1
        return Quantity(token, place, last, self.tokens[last].end, measure, self._sign(place))

    def _unit(self, start: int) -> tuple[Measure | None, int]:
        """The longest unit of measure from ``start``, and the place behind it."""
        for length in range(LONGEST_UNIT, 0, -1):
            part = self.tokens[start : start + length]
            if len(part) < length or any(t.kind == "number" for t in part):
                continue
            if part[0].kind == "mark" and part[0].text != PERCENT:
                continue
            pieces = [t.text if t.text == "/" else f" {t.text}" for t in part]
            measure = canonical_unit("".join(pieces).replace("/ ", "/").strip())
            if measure is not None:
                return measure, start + length
        return None, start

    def _sign(self, place: int) -> int:
        """Of a mark that touches the figure and nothing before it: (−16,74 ha), tăng +5."""
        if place == 0 or self.tokens[place - 1].text not in SIGNS:
            return 0
        mark = self.tokens[place - 1]
        touches = mark.end == self.tokens[place].start
        is_joined = place > 1 and self.tokens[place - 2].end == mark.start
        opens = place > 1 and self.tokens[place - 2].text in ("(", ":")
        return SIGNS[mark.text] if touches and (opens or not is_joined) else 0

    def _names(self, place: int) -> bool:
        """True for a number that names something: a date, a document, a year, an item."""
        token = self.tokens[place]
        if self._is_joined(place) or self._is_year(place):
            return True
        before = self.folded[place - 1] if place else ""
        two = " ".join(self.folded[max(0, place - 2) : place])
        is_plain = token.text.isdigit() and two not in words("plan")
        if is_plain and {before, two} & words("ordinal"):
            # "số hộ", "tổng số 45": a unit behind it makes it a figure all the same
            return self._unit(place + 1)[0] is None or before in words("dated")
        is_first = place == 0 or (place == 1 and self.tokens[0].kind == "mark")
        behind = self.folded[place + 1] if place + 1 < len(self.tokens) else ""
        if behind == "/":
            behind = "/" if self._letters_touching(place + 2) else ""
        return is_first and behind in (".", ")", "/") and token.text.isdigit()

    def _is_year(self, place: int) -> bool:
        """2022 without a unit behind it."""
        token = self.tokens[place]
        is_year = token.text.isdigit() and FIRST_YEAR <= int(token.text) <= LAST_YEAR
        return is_year and self._unit(place + 1)[0] is None

    def _is_joined(self, place: int) -> bool:
        """Within 01/5/2023, 62/2023/HD, 62/QĐ-UBND, 2021-2025."""
        after = self._mark_touching(place, 1)
        before = self._mark_touching(place, -1)
        if after == "/" and self._word_touching(place + 2):
            return True
        number = self.tokens[place]
        chain = [self._mark_touching(place + step, side) for step, side in ((2, 1), (-2, -1))]
        if (after == "/" and chain[0] == "/") or (before == "/" and chain[1] == "/"):
            return True
        if before == "/" and (after in ("/", "-") and self._letters_touching(place + 2)):
            return True
        is_year = number.places == 0 and len(number.text) == 4 and number.text[0] in "12"
        return is_year and ("-" in (before, after) or "–" in (before, after))

    def _mark_touching(self, place: int, side: int) -> str:
        """The mark that touches a token on one side without a blank."""
        other = place + side
        if not (0 <= place < len(self.tokens) and 0 <= other < len(self.tokens)):
            return ""
        one, two = sorted((self.tokens[place], self.tokens[other]), key=lambda t: t.start)
        return self.tokens[other].text if one.end == two.start else ""

    def _word_touching(self, place: int) -> bool:
        """Capitals behind a slash: a document's symbol, no unit (62/QĐ-UBND)."""
        if place >= len(self.tokens) or self.tokens[place - 1].end != self.tokens[place].start:
            return False
        text = self.tokens[place].text
        is_symbol = self.tokens[place].kind == "word" and text.isupper() and len(text) > 1
        return (
            is_symbol
            and fold(text) not in (fold("KH"),)
            or (is_symbol and place + 1 < len(self.tokens) and self.tokens[place + 1].text == "-")
        )

    def _letters_touching(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].kind == "word"
