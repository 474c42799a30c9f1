"""A claim of a text: the figures it is made of, and whether it can be true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from helpers.audit.hints import likely_slip
from helpers.audit.quantities import Quantity
from helpers.core.formatting import format_number
from helpers.core.messages import current_language
from helpers.indicators.formulas import Value
from helpers.indicators.tolerance import Interval, classify, image, sum_image

Kind = Literal[
    "attainment", "change", "base", "sum", "upper", "product", "count", "sign", "time", "form",
    "row_sum", "row_share", "repetition", "balance", "rate", "worded", "lines",
]  # fmt: skip
AGREES, ROUNDING, CONTRADICTION, DOUBTFUL = "agrees", "rounding", "contradiction", "doubtful"
MORE_PLACES, MOST_PLACES = 2, 6
Span = tuple[int, int]


@dataclass(frozen=True)
class Computed:
    """A computed figure and its range; printed only when somebody looks."""

    value: Decimal
    possible: Interval | None
    decimal_places: int
    unit: str

    @property
    def text(self) -> str:
        """The computed figure as it is printed, with its unit."""
        return printed(self.value, self.decimal_places) + self.unit

    @property
    def allowed(self) -> str:
        """The range, or nothing where there is only one value."""
        if self.possible is None or self.possible.low == self.possible.high:
            return ""
        low, high = (printed(end, self.decimal_places) for end in self.possible.ends())
        return f"{low}–{high}{self.unit}" if low != high else ""


@dataclass(frozen=True)
class Claim:
    """What a text states, and what follows from its own figures.

    ``start`` and ``end`` span the claim in its passage, ``spans`` its figures; ``stated`` and
    ``shown`` are printed figures (``told`` where it is not computed). ``verdict`` is agrees,
    truncation, rounding, contradiction or doubtful; ``hint`` names a likely slip (a message's name)
    or is empty; ``allowed`` is the range of what the other figures, as printed, can make.
    ``elsewhere``: figures of other passages (passage, start, end).
    ``by_likeness``: nothing but its likeness to another says what a figure was meant to be.
    """

    kind: Kind
    start: int
    end: int
    stated: str
    told: str
    verdict: str
    spans: tuple[Span, ...] = ()
    hint: str = ""
    computed: Computed | None = None
    by_likeness: bool = False
    elsewhere: tuple[tuple[int, int, int], ...] = ()

    @property
    def shown(self) -> str:
        """What follows, as it is printed."""
        return self.computed.text if self.computed else self.told

    @property
    def allowed(self) -> str:
        """The range of what the other figures can make, printed; empty where not computed."""
        return self.computed.allowed if self.computed else ""

    @property
    def is_contradiction(self) -> bool:
        """True where the claim cannot be true."""
        return self.verdict == CONTRADICTION


def judged(
    kind: Kind,
    stated: Quantity,
    operands: Sequence[Quantity],
    formula: Callable[[Sequence[Decimal]], Value],
    *,
    unit: str = "",
    magnitude: bool = False,
) -> Claim | None:
    """The claim that ``stated`` is ``formula`` of the operands, by their printed digits.

    None where the formula has no value. ``magnitude`` compares without signs: the word has it.
    """
    values = [quantity.value for quantity in operands]
    computed = formula(values)
    if computed is None:
        return None
    ranges = [quantity.interval() for quantity in operands]
    possible = sum_image(ranges) if formula is sum else image(formula, ranges)
    value = stated.value
    if magnitude:
        value, computed, possible = abs(value), abs(computed), _size(possible)
    if stated.is_exact:
        agrees = possible is not None and possible.overlaps(Interval(value, value))
        verdict = AGREES if agrees else CONTRADICTION
    else:
        verdict = classify(value, stated.decimal_places, computed, possible)
    hint = ""
    if verdict == CONTRADICTION:
        hint = likely_slip(stated, computed, operands)
    parts = (*operands, stated)
    return Claim(
        kind,
        min(q.start for q in parts),
        max(q.end for q in parts),
        stated.text + unit,
        "",
        verdict,
        tuple((q.start, q.end) for q in parts),
        hint,
        Computed(computed, possible, stated.decimal_places, unit),
    )


def _size(interval: Interval | None) -> Interval | None:
    if interval is None:
        return None
    ends = sorted((abs(interval.low), abs(interval.high)))
    low = Decimal(0) if interval.low < 0 < interval.high else ends[0]
    return Interval(low, ends[1])


def printed(value: Decimal, decimal_places: int) -> str:
    """A computed figure, two digits finer than the stated one."""
    finer = min(decimal_places + MORE_PLACES, MOST_PLACES)
    return format_number(value, finer, lang=current_language())
