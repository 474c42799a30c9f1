"""How charts print a value of an indicators row, through the one printing module."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from helpers.ground.formatting import format_number, format_quantity
from helpers.ground.measures import canonical_unit
from helpers.ground.periods import Period
from helpers.charts.chart import phrase

MOST_DECIMALS = 2
PERCENT = "%"


def unit_name(row: pd.Series, lang: str) -> str:
    """The row's unit of measure in the report's language."""
    measure = canonical_unit(str(row["unit_of_measure"]))
    return measure.name(lang) if measure else str(row["unit_of_measure"])


def decimals_of(row: pd.Series, value: Decimal) -> int:
    """Digits to print: the row's ``decimals``, else those the value has, two at most."""
    if "decimals" in row.index:
        return int(row["decimals"])
    return min(MOST_DECIMALS, needed_decimals(value))


def needed_decimals(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent)


def bare(row: pd.Series, value: Decimal, lang: str) -> str:
    """``1.178,47``: the value as the row's indicator is printed."""
    return format_number(value, decimals_of(row, value), lang=lang)


def with_unit(row: pd.Series, value: Decimal, lang: str) -> str:
    """``1.178,47 ha``."""
    return format_quantity(value, decimals_of(row, value), unit_name(row, lang), lang=lang)


def short_amount(value: Decimal, lang: str) -> str:
    """Million đồng for a label: whole from 10 on, below that with the digits that tell it."""
    if abs(value) >= 10 or value == value.to_integral_value():
        return format_number(value, 0, lang=lang)
    return format_number(value, min(needed_decimals(value), 1 if abs(value) >= 1 else 6), lang=lang)


def short_period(code: str, lang: str) -> str:
    """``6T đầu 2023``: a period as it fits under a small chart."""
    period = Period.parse(code)
    part = f"{period.kind}{period.number}" if period.kind == "H" else period.kind
    return phrase(f"short_{part}", lang, year=period.year, number=period.number)
