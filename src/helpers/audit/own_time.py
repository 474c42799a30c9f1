"""What a report says of itself: its own date, and the year that it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

WORDED = re.compile(r"ngày\s{1,3}(\d{1,2})\s{1,3}tháng\s{1,3}(\d{1,2})\s{1,3}năm\s{1,3}(\d{4})")
_BLANK_DAY = re.compile(
    r"ngày\s{1,3}(?:\.{2,9}\s{0,3}|…\s{0,3})?tháng\s{1,3}(\d{1,2})\s{1,3}năm\s{1,3}(\d{4})"
)
LAST_YEAR = re.compile(r"cùng kỳ năm\s{1,3}(\d{4})", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:6 tháng(?: đầu| cuối)?|9 tháng(?: đầu)?|sáu tháng đầu|quý\s[IVX\d]{1,3}),?\s{1,3}"
    r"năm\s{1,3}(\d{4})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:báo cáo|kết quả|tình hình|về việc|v/v)\b", re.IGNORECASE)
_YEAR = re.compile(r"năm\s{1,3}(\d{4})", re.IGNORECASE)
_FIRST_HALF = re.compile(r"(?:6|sáu)\s{1,3}tháng\s{1,3}đầu\s{1,3}năm", re.IGNORECASE)
HEAD, LONGEST_TITLE, LONGEST_PLACE, FEWEST_VOTES = 40, 300, 60, 2
"""Passages that may hold what a report says of itself; the length of a title and of a date line."""


def report_year(texts: Sequence[str]) -> int | None:
    """The year of the title, else the one that most periods of the head name; None without one.

    None too where the comparisons of the text speak of another year: "so với cùng kỳ năm 2022"
    twice in what seems a report of 2024.
    """
    year = _title_year(texts[:HEAD]) or _most(
        int(match[1]) for text in texts[:HEAD] for match in _PERIOD.finditer(text)
    )
    votes = Counter(int(match[1]) for text in texts for match in LAST_YEAR.finditer(text))
    agreed = votes.most_common(1)
    if year and agreed and agreed[0][1] >= FEWEST_VOTES and agreed[0][0] != year - 1:
        return None
    return year


def report_date(texts: Sequence[str], year: int | None) -> date | None:
    """The date in a report's head, told in words; else the end of the year that it is about.

    A date without its day is the last of its month. A report that says of itself only "6 tháng đầu
    năm 2023" is taken to be of July at the latest.
    """
    for line in _date_lines(texts[:HEAD]):
        match = WORDED.search(line)
        if match:
            day, month, told_year = map(int, match.groups())
            try:
                return date(told_year, month, day)
            except ValueError:
                return None
        blank = _BLANK_DAY.search(line)
        if blank and 1 <= int(blank[1]) <= 12:
            first_of_next = date(int(blank[2]) + int(blank[1]) // 12, int(blank[1]) % 12 + 1, 1)
            return first_of_next - timedelta(days=1)
    if year is None:
        return None
    is_first_half = any(_FIRST_HALF.search(text) for text in texts[:HEAD])
    return date(year, 7, 31) if is_first_half else date(year + 1, 1, 31)


def _date_lines(texts: Sequence[str]) -> Iterator[str]:
    """Cells and short lines that may be "Place, ngày … tháng … năm …", and nothing else."""
    for text in texts:
        for cell in text.split(" | "):
            if len(cell.strip()) <= LONGEST_PLACE and "số" not in cell.lower():
                yield cell


def _title_year(texts: Sequence[str]) -> int | None:
    for text in texts:
        if len(text) <= LONGEST_TITLE and _TITLE.match(text.strip()):
            match = _YEAR.search(text)
            if match:
                return int(match[1])
    return None


def _most(years: Iterator[int]) -> int | None:
    counted = Counter(years)
    return max(counted, key=lambda year: (counted[year], year)) if counted else None
