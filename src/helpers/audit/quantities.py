"""A printed figure with its unit: what it may stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from helpers.audit.tokens import Token
from helpers.audit.units import is_scaled
from helpers.core.conversion import PERCENT, Measure
from helpers.indicators.tolerance import Interval

POINTS = "percentage_points"


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

    @cached_property
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

    @cached_property
    def is_percent(self) -> bool:
        """True for a percentage."""
        return self.measure is not None and self.measure.unit == PERCENT

    @cached_property
    def is_points(self) -> bool:
        """True for percentage points."""
        return self.measure is not None and self.measure.dimension == POINTS

    @cached_property
    def is_amount(self) -> bool:
        """True for anything but a percentage and percentage points."""
        return not self.is_percent and not self.is_points

    @cached_property
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
        return self._interval

    @cached_property
    def half(self) -> float:
        """Half the width of that interval."""
        low, high = self._interval.ends()
        return float(high - low) / 2

    @cached_property
    def _interval(self) -> Interval:
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

    def in_unit_of(self, other: Quantity) -> Quantity:
        """The same figure in the other's unit."""
        if other.measure is None or self.measure == other.measure:
            return self
        if self.measure is None or self.measure.dimension != other.measure.dimension:
            return replace(self, measure=other.measure)
        factor = self.measure.factor / other.measure.factor
        was_rounded = self.is_rounded or not self.is_exact
        return replace(self, measure=other.measure, factor=factor, is_rounded=was_rounded)


def _last_step(value: Decimal, decimal_places: int) -> Decimal:
    """One unit of the last digit that is not a round zero: hơn 16.000 is told to the thousand."""
    if decimal_places:
        return Decimal(1).scaleb(-decimal_places)
    text = str(int(value))
    return Decimal(1).scaleb(len(text) - len(text.rstrip("0"))) if value else Decimal(1)
