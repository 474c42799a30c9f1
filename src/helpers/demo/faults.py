"""Ways of writing figures, and faults that are planted at a set rate with a key beside them."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from helpers.ground.formatting import NO_BREAK_SPACE, format_number

# Percentages this far off cannot come from rounding.
WRONG_BY = Decimal("3.7")
UNREADABLE = "1.2.3,4,5"


@dataclass(frozen=True)
class Fault:
    """One planted fault: where it stands, what is true, what was written."""

    unit: str
    period: str
    kind: str
    file: str
    sheet: str
    cell: str
    indicator: str
    true: str
    written: str


@dataclass
class Pen:
    """Writes the figures of one unit: messily, and wrongly at ``rate``."""

    unit: str
    period: str
    rate: float
    seed: int
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._draw = random.Random(f"{self.seed}/{self.unit}/{self.period}/pen")

    def figure(self, value: Decimal, unit_of_measure: str, is_count: bool) -> str:
        """A figure as offices write it: with or without unit, 05 for 5, odd blanks."""
        digits = max(0, -value.normalize().as_tuple().exponent)
        text = format_number(value, digits)
        if is_count and 0 < value < 10:
            text = f"0{text}"
        style = self._draw.random()
        if style < 0.15:
            return f"{text} {unit_of_measure}"
        if style < 0.22:
            return f"{text}{unit_of_measure}"
        if style < 0.27:
            return f" {text}{NO_BREAK_SPACE}"
        return text

    def percentage(self, value: Decimal, place: dict[str, str], indicator: str) -> str:
        """A stated percentage: right to two digits, or planted wrong."""
        true = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if self._draw.random() >= self.rate:
            return f"{format_number(true, 2)}%"
        wrong = true + WRONG_BY
        written = f"{format_number(wrong, 2)}%"
        self._plant("wrong_percentage", place, indicator, str(true), written)
        return written

    def spoil(self, text: str, place: dict[str, str], indicator: str) -> str:
        """The same text, or at a tenth of the rate one that nobody can read."""
        if self._draw.random() >= self.rate / 10:
            return text
        self._plant("unreadable", place, indicator, text, UNREADABLE)
        return UNREADABLE

    def _plant(self, kind: str, place: dict[str, str], code: str, true: str, written: str) -> None:
        fault = Fault(
            self.unit, self.period, kind, **place, indicator=code, true=true, written=written
        )
        self.faults.append(fault)

    def key(self) -> list[dict[str, str]]:
        return [asdict(fault) for fault in self.faults]
