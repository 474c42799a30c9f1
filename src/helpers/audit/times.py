"""Claims about time: dates that cannot be, documents of the future, another year's comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from helpers.audit.claim import CONTRADICTION, Claim
from helpers.ground.text import fold

_DATE = re.compile(r"(?<![\d/.,-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/-])")
_WORDED = re.compile(r"ngày\s{1,3}(\d{1,2})\s{1,3}tháng\s{1,3}(\d{1,2})\s{1,3}năm\s{1,3}(\d{4})")
_SYMBOL = re.compile(r"\d{1,5}/(\d{4})/[A-ZĐ]{1,12}[A-ZĐa-z0-9-]{0,20}\s{1,3}ngày\s{1,3}$")
_DOCUMENT = re.compile(
    r"(?:[/-][A-ZĐ]{2,12}[A-ZĐa-z0-9-]{0,20}"
    r"|(?i:quyết định|công văn|kế hoạch|nghị quyết|tờ trình|văn bản)(?: số)?\s{1,3}\d{1,5})"
    r",?\s{1,3}ngày\s{1,3}$"
)
_SCHOOL = re.compile(r"(?:năm học|niên vụ)\s{1,3}(\d{4})\s{0,2}[-–]\s{0,2}(\d{4})", re.IGNORECASE)
_LAST_YEAR = re.compile(r"cùng kỳ năm\s{1,3}(\d{4})", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:6 tháng(?: đầu| cuối)?|9 tháng(?: đầu)?|sáu tháng đầu|quý\s[IVX\d]{1,3}),?\s{1,3}"
    r"năm\s{1,3}(\d{4})",
    re.IGNORECASE,
)
_FIRST_HALF = re.compile(r"(?:6|sáu)\s{1,3}tháng\s{1,3}đầu\s{1,3}năm", re.IGNORECASE)
LOOK_BACK = 60


def find_times(text: str, reported: date | None, year: int | None) -> Iterator[Claim]:
    """Claims of a passage; ``reported`` is the report's own date, ``year`` the year it is about."""
    for pattern in (_DATE, _WORDED):
        for match in pattern.finditer(text):
            yield from _date_claims(text, match, reported)
    for match in _SCHOOL.finditer(text):
        first, last = int(match[1]), int(match[2])
        if last != first + 1:
            yield _claim(match, f"{first}-{last}", f"{first}-{first + 1}", "time_school_year")
    if year is None:
        return
    for match in _LAST_YEAR.finditer(text):
        if int(match[1]) != year - 1:
            yield _claim(match, match[1], str(year - 1), "time_last_year")


def _date_claims(text: str, match: re.Match, reported: date | None) -> Iterator[Claim]:
    day, month, year = map(int, match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        if month <= 12 or day <= 31:
            yield _claim(match, match[0], "–", "time_impossible")
        return
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    before = before if match.re is _DATE else f"{before}ngày "
    symbol = _SYMBOL.search(before)
    if symbol and int(symbol[1]) != year:
        yield _claim(match, str(year), symbol[1], "time_symbol")
    elif reported and found > reported and _DOCUMENT.search(before):
        yield _claim(match, match[0], f"≤ {reported:%d/%m/%Y}", "time_future")


def _claim(match: re.Match, stated: str, right: str, hint: str) -> Claim:
    span = match.span()
    return Claim("time", *span, stated, right, CONTRADICTION, (span,), hint)


def report_year(texts: list[str]) -> int | None:
    """The year that most mentions of a period name; None without one."""
    years = [int(match[1]) for text in texts for match in _PERIOD.finditer(text)]
    return max(set(years), key=lambda year: (years.count(year), year)) if years else None


def report_date(texts: list[str], year: int | None) -> date | None:
    """The date in a report's head, told in words; else the end of the year that it is about.

    A report that says of itself only "6 tháng đầu năm 2023" is taken to be of July at the latest.
    """
    for text in texts:
        match = _WORDED.search(text)
        if match and fold("ngày") in fold(text):
            day, month, told_year = map(int, match.groups())
            try:
                return date(told_year, month, day)
            except ValueError:
                break
    if year is None:
        return None
    is_first_half = any(_FIRST_HALF.search(text) for text in texts)
    return date(year, 7, 31) if is_first_half else date(year + 1, 1, 31)
