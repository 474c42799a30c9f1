"""Printing figures and dates: one function per kind, half-up from the unrounded value.

Sources: decimal comma and grouping dot as Babel's ``vi`` locale has them; day and month as Decree
30/2020/NĐ-CP (annex I) writes them; real minus sign; no-break space before units.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date as babel_format_date
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from helpers.core import precision
from helpers.core.messages import message

MINUS = "−"
NO_BREAK_SPACE = "\u00a0"
ATTAINMENT_DECIMALS = precision.decimals_of("share")
CHANGE_DECIMALS = precision.decimals_of("change")
DONG_DECIMALS = 6
"""Decimals of a million đồng down to the đồng."""

_ROOM = Context(prec=100)
"""Room for every digit: quantize refuses, and Babel cuts, what the context does not hold."""

Number = Decimal | int | float


def format_number(value: Number, decimals: int, *, signed: bool = False, lang: str = "vi") -> str:
    """``1.178,47``. With ``signed`` a value above zero carries ``+``; there is no minus zero.

    Raises TypeError for anything but a number, ValueError where it is not finite.
    """
    rounded = _rounded(_exact(value), decimals)
    return _sign(rounded, signed) + _printed(rounded.copy_abs(), decimals, lang)


@lru_cache(maxsize=50_000)
def _printed(size: Decimal, decimals: int, lang: str) -> str:
    with localcontext(_ROOM):
        return format_decimal(size, format=_pattern(decimals), locale=_locale(lang))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def format_quantity(
    value: Number, decimals: int, unit: str, *, signed: bool = False, lang: str = "vi"
) -> str:
    """``1.178,47 ha`` with a no-break space; a percent sign is attached: ``79,44%``."""
    number = format_number(value, decimals, signed=signed, lang=lang)
    if not unit:
        return number
    return number + ("" if unit.startswith("%") else NO_BREAK_SPACE) + unit


def format_percent(
    value: Number, *, signed: bool = False, decimals: int | None = None, lang: str = "vi"
) -> str:
    """An attainment or rate in percent: ``99,3%``.

    Without ``decimals``: one, or as many more as show that the value is not quite 0 or 100;
    exactly 0 and 100 are printed as ``0%`` and ``100%``.
    """
    if decimals is None:
        decimals = _revealing_decimals(_exact(value), ATTAINMENT_DECIMALS)
    return format_quantity(value, decimals, "%", signed=signed, lang=lang)


def format_change_percent(value: Number, *, signed: bool = True, lang: str = "vi") -> str:
    """A change in percent: ``+5,28%``, two decimals; 0 and 100 as in ``format_percent``."""
    decimals = _revealing_decimals(_exact(value), CHANGE_DECIMALS)
    return format_quantity(value, decimals, "%", signed=signed, lang=lang)


def format_money(
    value_million: Number, *, signed: bool = False, with_unit: bool = True, lang: str = "vi"
) -> str:
    """Million đồng, to the đồng where it has any: ``46.929,385459 triệu đồng``."""
    decimals = needed_decimals(value_million, DONG_DECIMALS)
    unit = message("numbers.million_dong", lang) if with_unit else ""
    return format_quantity(value_million, decimals, unit, signed=signed, lang=lang)


def printed_change(change: Decimal, actual: object, previous: object, decimals: int) -> Decimal:
    """The change of a rate as a reader finds it between the two printed rates."""
    if not (isinstance(actual, Decimal) and isinstance(previous, Decimal)):
        return change
    return round(actual, decimals) - round(previous, decimals) or change


def needed_decimals(value: Number, most: int) -> int:
    """Decimal places without trailing zeros, at most ``most``: 1.187 ha, not 1.187,00 ha."""
    return decimals_of(_rounded(_exact(value), most))


def decimals_of(value: Decimal) -> int:
    """Decimal places of a finite number without trailing zeros: 1 for 12.50, 0 for 1200."""
    exponent = value.normalize(_ROOM).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def format_count(value: int | Decimal, unit: str = "", *, lang: str = "vi") -> str:
    """A count in prose; Vietnamese officials write those from 1 to 9 with two digits: ``05 vụ``.

    Raises ValueError where the value is not whole.
    """
    exact = _exact(value)
    if exact != exact.to_integral_value():
        raise ValueError(f"not a whole number: {value}")
    text = format_number(exact, 0, lang=lang)
    if lang == "vi" and 1 <= abs(exact) <= 9:
        text = text[:-1] + "0" + text[-1]
    return f"{text}{NO_BREAK_SPACE}{unit}" if unit else text


def format_date(day: date, *, lang: str = "vi") -> str:
    """``01/6/2023``: zeros before days below 10 and before months 1 and 2 (Decree 30)."""
    if lang == "vi":
        return babel_format_date(day, "dd/MM/y" if day.month <= 2 else "dd/M/y", locale=lang)
    return babel_format_date(day, "d MMMM y", locale=lang)


def is_singular(number: Decimal | int, lang: str) -> bool:
    """True where a noun after ``number``, with the decimals that it is printed with, is singular.

    English: 1 and −1, but 1.0 tonnes. Vietnamese has no such form.
    """
    return _locale(lang).plural_form(number) == "one"


def _exact(value: Number) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, float)):
        raise TypeError(f"not a number to print: {value!r}")
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    return exact


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP, _ROOM)


def _sign(rounded: Decimal, signed: bool) -> str:
    if rounded < 0:
        return MINUS
    return "+" if signed and rounded > 0 else ""


def _revealing_decimals(value: Decimal, usual: int) -> int:
    """``usual`` decimals, or more until a value that is not 0 or ±100 does not print as such."""
    round_values = (0, 100, -100)
    if value in round_values:
        return 0
    decimals = usual
    while _rounded(value, decimals) in round_values:
        decimals += 1
    return decimals
