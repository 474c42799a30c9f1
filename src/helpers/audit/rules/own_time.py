"""What a report says of itself: its own date, and the year that it is about."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WORDED = re.compile(r"ngày\s{1,3}(\d{1,2})\s{1,3}tháng\s{1,3}(\d{1,2})\s{1,3}năm\s{1,3}(\d{4})")
_BLANK_DAY = re.compile(
    r"ngày\s{1,3}(?:\.{2,9}\s{0,3}|…\s{0,3})?tháng\s{1,3}(1[0-2]|0?[1-9])\s{1,3}năm\s{1,3}(\d{4})"
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


@dataclass(frozen=True)
class OwnTime:
    """The date of a report and the year that it is about, None where they are not known.

    ``is_guessed``: the date follows from the year only. ``is_voted``: the title names no year.
    """

    reported: date | None = None
    year: int | None = None
    is_guessed: bool = False
    is_voted: bool = False


def own_time(texts: Sequence[str]) -> OwnTime:
    """The date in a report's head, told in words; else the end of the year that it is about.

    A report that says of itself only "6 tháng đầu năm 2023" is taken to be of July at the latest.
    No year where the comparisons of the text speak of another one: "so với cùng kỳ năm 2022" twice
    in what seems a report of 2024.
    """
    head = texts[:HEAD]
    titled = _title_year(head)
    year = titled or _most(int(m[1]) for text in head for m in _PERIOD.finditer(text))
    votes = Counter(int(match[1]) for text in texts for match in LAST_YEAR.finditer(text))
    agreed = votes.most_common(1)
    if year and agreed and agreed[0][1] >= FEWEST_VOTES and agreed[0][0] != year - 1:
        year = None
    is_stated, reported = _stated_date(head)
    if not is_stated and year is not None:
        is_half = any(_FIRST_HALF.search(text) for text in head)
        reported = date(year, 7, 31) if is_half else date(year + 1, 1, 31)
    return OwnTime(reported, year, not is_stated, titled is None)


def _stated_date(head: Sequence[str]) -> tuple[bool, date | None]:
    """Whether a line of the head is a date, and the date; without its day the last of its month."""
    for line in _date_lines(head):
        match = WORDED.search(line)
        if match:
            return True, day_of((match[1], match[2], match[3]))
        blank = _BLANK_DAY.search(line)
        if blank:
            month, year = int(blank[1]), int(blank[2])
            return True, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return False, None


def day_of(parts: Sequence[str]) -> date | None:
    """The date of a day, a month and a year; None where there is none."""
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_lines(texts: Sequence[str]) -> Iterator[str]:
    """Cells and short lines that may be "Place, ngày … tháng … năm …", and nothing else."""
    for text in texts:
        for cell in text.split(" | "):
            if len(cell.strip()) <= LONGEST_PLACE and "số" not in cell.lower():
                yield cell


def _title_year(texts: Sequence[str]) -> int | None:
    titles = (t for t in texts if len(t) <= LONGEST_TITLE and _TITLE.match(t.strip()))
    found = (match for title in titles if (match := _YEAR.search(title)))
    return next((int(match[1]) for match in found), None)


def _most(years: Iterator[int]) -> int | None:
    counted = Counter(years)
    return max(counted, key=lambda year: (counted[year], year)) if counted else None
