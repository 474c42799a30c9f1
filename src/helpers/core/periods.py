"""Reporting periods: 2023H1, 2023H2, 2023, 2023Q1, 2023M09."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helpers.core.errors import ParameterError
from helpers.core.messages import message
from helpers.core.text import short

_CODE = re.compile(r"([12]\d{3})(?:(H)([12])|(Q)([1-4])|(M)(0[1-9]|1[0-2]))?", re.ASCII)
_MONTHS_PER_PART = {"Y": 12, "H": 6, "Q": 3, "M": 1}


@dataclass(frozen=True)
class Period:
    """A reporting period. ``kind`` is Y, H, Q or M; ``number`` counts within the year from 1."""

    year: int
    kind: str = "Y"
    number: int = 1

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read a period code. Raises ParameterError (key ``core.unknown_period``)."""
        match = _CODE.fullmatch(code) if isinstance(code, str) else None
        if not match:
            raise ParameterError("core.unknown_period", period=short(str(code)))
        kind = next((k for k in (match[2], match[4], match[6]) if k), "Y")
        number = next((int(n) for n in (match[3], match[5], match[7]) if n), 1)
        return cls(int(match[1]), kind, number)

    @classmethod
    def half_year_of(cls, day: date) -> Period:
        """The half-year that a day lies in: what is meant where no period is named."""
        return cls(day.year, "H", 1 if day.month <= _MONTHS_PER_PART["H"] else 2)

    def __str__(self) -> str:
        if self.kind == "Y":
            return str(self.year)
        return f"{self.year}{self.kind}{self.number:0{2 if self.kind == 'M' else 1}d}"

    def __lt__(self, other: Period) -> bool:
        return (self.end, str(self)) < (other.end, str(other))

    @property
    def last_month(self) -> int:
        """Number of the last month, 1 to 12."""
        return self.number * _MONTHS_PER_PART[self.kind]

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, self.last_month - _MONTHS_PER_PART[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def is_last_part(self) -> bool:
        """True for the last half-year, quarter or month of a year: figures that count from January
        on are those of the whole year there."""
        return self.kind != "Y" and self.last_month == 12

    @property
    def year_share(self) -> Decimal:
        """Share of the year that has passed at the period's end, 0 to 1."""
        return Decimal(self.last_month) / 12

    def share_until(self, day: date) -> Decimal:
        """Share of the year that has passed at the end of a day of this year, 0 to 1.

        Months are equal parts: 31 May is 5/12.
        """
        in_month = Decimal(day.day) / monthrange(day.year, day.month)[1]
        return (day.month - 1 + in_month) / 12

    def previous_year(self) -> Period:
        """The same period of the year before (cùng kỳ năm trước)."""
        return Period(self.year - 1, self.kind, self.number)

    def same_kind(self, other: Period) -> bool:
        """True where the two cover the same part of their years, so that they can be compared."""
        return (self.kind, self.number) == (other.kind, other.number)

    def label(self, lang: str | None = None) -> str:
        """Name in prose: '6 tháng đầu năm 2023'."""
        key = f"core.period_{self.kind}{self.number if self.kind == 'H' else ''}"
        return message(key, lang, year=self.year, number=self.number)
