"""Typed values of cells as the text that a person sees."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from helpers.core.formatting import decimals_of
from helpers.core.text import nfc

SPREADSHEET_DIGITS = 15
"""Significant digits that Excel and LibreOffice keep: more is noise of binary arithmetic."""

MOST_BLANKS = 100
_LONG_BLANKS = re.compile(rf"\s{{{MOST_BLANKS},}}")
SURE_PLACES, SHORT_PLACES = 9, 4
"""Decimal places from which on a number is noise; places of the number that it then is."""
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|##+)|Err:5\d\d"
)


def decimal_of(number: int | float) -> Decimal:
    """The decimal number that a spreadsheet shows: 0.30000000000000004 → 0.3.

    A computed 4242.0000000001 is the short number that it is so near to.
    """
    if isinstance(number, int):
        return Decimal(number)
    text = repr(number)
    shortest = Decimal(text)
    if len(text) <= SURE_PLACES:
        return shortest
    if len(shortest.as_tuple().digits) > SPREADSHEET_DIGITS:
        shortest = Decimal(f"{number:.{SPREADSHEET_DIGITS}g}")
    if decimals_of(shortest) > SURE_PLACES:
        rounded = round(shortest, SURE_PLACES)
        if rounded and decimals_of(rounded.normalize()) <= SHORT_PLACES:
            return rounded.normalize()
    return shortest


def decimal_text(number: Decimal) -> str:
    """Shortest text without exponent: 12.0 → '12', 1E+3 → '1000'."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0", "-") else text


def plain_text(text: str) -> str:
    """Composed form, one kind of line break; some programs write it out as _x000D_.

    Of a long run of blanks, which nobody counts, the beginning is kept.
    """
    plain = nfc(text).replace("_x000D_", "\r").replace("\r\n", "\n").rstrip("\r")
    if len(plain) > MOST_BLANKS:
        plain = _LONG_BLANKS.sub(lambda run: run[0][:MOST_BLANKS], plain)
    return plain


def is_error_text(text: str) -> bool:
    """Whether a text is what spreadsheets show for an error (#REF!, Err:502) or a narrow column."""
    return _ERROR.fullmatch(text) is not None


def date_text(value: date | time | timedelta) -> str:
    """A date or time the Vietnamese way: 01/05/2023, 01/05/2023 13:30, 13:30, 36:00:00."""
    if isinstance(value, datetime):
        return f"{value:%d/%m}/{value.year:04d} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year:04d}"
    if isinstance(value, time):
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
