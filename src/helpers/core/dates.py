"""Dates as office papers write them."""

import re
from datetime import date

from babel.dates import format_date as babel_format_date

from helpers.core.formatting import format_date
from helpers.core.text import fold

_DAY = fold("ngày")
_MONTH = fold("tháng")
_YEAR = fold("năm")
_WORDS = re.compile(rf"{_DAY}\s+(\d{{1,2}})\s+{_MONTH}\s+(\d{{1,2}})\s+{_YEAR}\s+(\d{{4}})")
_MONTH_ONLY = re.compile(rf"{_MONTH}\s+(\d{{1,2}})\s+{_YEAR}\s+(\d{{4}})")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def find_date(text: str) -> date | None:
    """The first date of a text, ``ngày 12 tháng 6 năm 2023`` or ``12/6/2023``; None without one."""
    for pattern in (_WORDS, _FIGURES):
        match = pattern.search(fold(text))
        if match:
            day, month, year = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def names_no_day(text: str) -> bool:
    """True for a date that no calendar has: ``31/6/2023``. What is no date at all is none."""
    is_date = any(pattern.search(fold(text)) for pattern in (_WORDS, _FIGURES))
    return is_date and find_date(text) is None


def date_in(lang: str, text: str) -> str:
    """A date as an office wrote it, in the language of the report; what is no date stays.

    A day that is left blank to be written by hand is left out: ``ngày   tháng 6 năm 2023`` is June
    2023.
    """
    if lang == "vi":
        return text
    day = find_date(text)
    if day is not None:
        return format_date(day, lang=lang)
    month = _MONTH_ONLY.search(fold(text))
    if month and 1 <= int(month[1]) <= 12:
        return babel_format_date(date(int(month[2]), int(month[1]), 1), "MMMM y", locale=lang)
    return text
