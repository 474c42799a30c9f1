"""Dates as office papers write them."""

from __future__ import annotations

import re
from datetime import date

from helpers.ground.text import fold

_DAY, _MONTH, _YEAR = map(fold, ("ngày", "tháng", "năm"))
_WORDS = re.compile(rf"{_DAY}\s+(\d{{1,2}})\s+{_MONTH}\s+(\d{{1,2}})\s+{_YEAR}\s+(\d{{4}})")
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
