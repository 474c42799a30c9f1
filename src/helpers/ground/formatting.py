"""Printing: one function per kind of figure, in the conventions of the language.

Rounding is half up, once, from the unrounded value. The minus sign is the real one (U+2212), and a
non-breaking space stands before a unit. Vietnamese style: ``1.178,47 ha``, ``99,3%``, ``+0,27``.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

NBSP = "\u00a0"
MINUS = "\u2212"
MONEY_UNITS = {"vi": "triệu đồng", "en": "million VND"}
MONEY_PLACES = 6
SHARE_PLACES, CHANGE_PLACES, MOST_PLACES = 1, 2, 6


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """``value`` with ``decimals`` digits behind the mark; never a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def format_number(
    value: Decimal | int, decimals: int, *, signed: bool = False, lang: str = "vi"
) -> str:
    """A number with grouped thousands; ``signed`` puts a plus sign before a gain."""
    rounded = round_half_up(Decimal(value), decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(abs(rounded), pattern, locale=lang, decimal_quantization=False)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + text


def format_quantity(
    value: Decimal | int, decimals: int, unit: str, *, signed: bool = False, lang: str = "vi"
) -> str:
    """A number with its unit; a percent sign stands close, as Vietnamese offices write it."""
    gap = "" if unit == "%" else NBSP if unit else ""
    return f"{format_number(value, decimals, signed=signed, lang=lang)}{gap}{unit}"


def format_percent(
    value: Decimal, *, signed: bool = False, decimals: int | None = None, lang: str = "vi"
) -> str:
    """A share in percent with one digit; more where it would falsely print as 0,0% or 100,0%."""
    places = decimals if decimals is not None else _telling_places(value)
    return format_quantity(value, places, "%", signed=signed, lang=lang)


def _telling_places(value: Decimal) -> int:
    if value in (0, 100):
        return 0
    for places in range(SHARE_PLACES, MOST_PLACES):
        rounded = round_half_up(value, places)
        if rounded not in (0, 100) or rounded == value:
            return places
    return MOST_PLACES


def format_change_percent(value: Decimal, *, signed: bool = False, lang: str = "vi") -> str:
    """A change in percent with two digits."""
    return format_quantity(value, CHANGE_PLACES, "%", signed=signed, lang=lang)


def format_money(value_million: Decimal, *, signed: bool = False, lang: str = "vi") -> str:
    """Money given in triệu đồng, to the đồng, without trailing zeros."""
    places = min(MONEY_PLACES, max(0, -value_million.normalize().as_tuple().exponent))
    return format_quantity(value_million, places, MONEY_UNITS[lang], signed=signed, lang=lang)


def format_date(day: date, *, lang: str = "vi") -> str:
    """A day as Decree 30/2020/NĐ-CP writes it: two digits for days below 10 and months 1 and 2."""
    if lang == "en":
        return f"{day.day} {day:%B} {day.year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
