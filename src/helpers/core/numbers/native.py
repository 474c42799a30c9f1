"""Read a cell that the workbook itself holds as a number."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from helpers.core.formatting import decimals_of, format_date
from helpers.core.numbers.parsed_number import ParsedNumber, refused
from helpers.core.numbers.scanner import MOST_DIGITS

SMALLEST_EXPONENT = 30
"""Below 1E-30 a stored number is what is left of a calculation."""


def read_native(value: object, *, percent: bool = False) -> ParsedNumber:
    """The exact decimal of a typed cell value; floats count as their shortest text.

    ``percent`` is for cells shown as percentages; ``value`` is the number before the sign.
    Raises NumberRefused for dates (Excel turned a typed number into one), logical values,
    empty cells, texts, and what is not finite or as large or small as no figure of a report.
    """
    if isinstance(value, date | time | timedelta):
        raise refused("date_ate_number", _date_text(value))
    if isinstance(value, bool):
        raise refused("boolean", str(value).upper())
    if value is None:
        raise refused("empty")
    if not isinstance(value, int | float | Decimal):
        raise refused("not_a_number", str(value))
    number = Decimal(float.__repr__(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise refused("not_finite", str(value))
    if number and not -SMALLEST_EXPONENT <= number.adjusted() < MOST_DIGITS:
        raise refused("too_many_digits", f"{number:.3g}", most=MOST_DIGITS)
    return _parsed(number, percent)


def _parsed(number: Decimal, percent: bool) -> ParsedNumber:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # the number is finite
    exact = Decimal((sign if number else 0, digits, exponent))
    return ParsedNumber(
        value=exact,
        unit="%" if percent else None,
        rule="native",
        certain=True,
        alternatives=(exact,),
        decimal_places=decimals_of(exact),
        is_percent=percent,
    )


def _date_text(value: date | time | timedelta) -> str:
    return format_date(value) if isinstance(value, date | datetime) else str(value)
