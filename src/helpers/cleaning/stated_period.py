"""Which period the lines above a table, or the name of a file, say that the figures are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from helpers.core.periods import Period
from helpers.core.text import nfc
from helpers.core.word_files import load_words

Verdict = Literal["own", "other", "open"]
"""Of a statement: the period of the folder, another one, or it may be either."""


@cache
def title_words() -> dict[str, Any]:
    """The patterns of ``title_words.yml``."""
    return load_words(__package__, "title_words.yml")


@dataclass(frozen=True)
class PeriodStatement:
    """Words that name a period, and what they say about the period of the folder.

    ``is_certain`` is False for a year or a day alone, which may be that of a part of the figures.
    """

    words: str
    verdict: Verdict
    is_certain: bool = True


def statements(text: str, period: Period) -> Iterator[PeriodStatement]:
    """The statements of a line; phrases of comparison, plans and laws are none.

    But the title of a plan of another year is one; «Kế hoạch năm 2022» alone may head columns.
    """
    rest = re.sub(title_words()["grouped_year"], r"2\1", nfc(text).lower())
    for found in re.finditer(title_words()["plan"], rest, re.MULTILINE):
        is_bare = found[0].startswith(title_words()["bare_plan"])
        if int(found["year"]) > period.year or (int(found["year"]) != period.year and not is_bare):
            yield PeriodStatement(_as_written(found, text), "other")
    rest = without_other_years(rest)
    rest, days = _take(title_words()["until"] + title_words()["day"], rest)
    for found in days:
        yield PeriodStatement(_as_written(found, text), _of_day(found, period), is_certain=False)
    rest, _ = _take(title_words()["day"], rest)
    for kind, pattern in title_words()["periods"].items():
        rest, taken = _take(pattern, rest)
        for found in taken:
            words, verdict = _as_written(found, text), _verdict(kind, found, period)
            yield PeriodStatement(words, verdict, is_certain=kind != "year")


def without_other_years(text: str) -> str:
    """A line without phrases of comparison, plans and laws, whose years are not the figures'."""
    rest = nfc(text).lower()
    for pattern in title_words()["not_the_period"]:
        rest = re.sub(pattern, " # ", rest)
    return rest


def signed_before(text: str, period: Period) -> str:
    """The words of a line on which a paper was signed before ``period`` began; empty for none."""
    pattern = title_words()["signed"] + title_words()["day"]
    for line in nfc(text).splitlines():
        found = re.search(pattern, line.strip().lower())
        day = _day(found) if found else None
        if found and day and day < period.start:
            return line.strip()
    return ""


def _as_written(found: re.Match[str], text: str) -> str:
    """The words of a match with the letters of the text."""
    words, composed = found[0].strip(), nfc(text)
    start = composed.lower().find(words)
    return composed[start : start + len(words)] if start >= 0 else words


def year_in_name(file: str, period: Period) -> str:
    """The only year in the name of a file where it is not that of the period; else empty."""
    years = set(re.findall(title_words()["file_year"], file))
    return years.pop() if len(years) == 1 and str(period.year) not in years else ""


def _take(pattern: str, text: str) -> tuple[str, list[re.Match[str]]]:
    """The text without what a pattern fits, and the matches."""
    return re.sub(pattern, " # ", text), list(re.finditer(pattern, text))


def _day(found: re.Match[str]) -> date | None:
    """The day that a match names, None where the calendar lacks it."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _of_day(found: re.Match[str], period: Period) -> Verdict:
    day = _day(found)
    if day is None:
        return "open"
    if period.start <= day <= period.end:
        return "own"
    is_near = day == date(period.year, 1, 1) - timedelta(days=1) or day.year == period.year
    return "open" if is_near else "other"


def _verdict(kind: str, found: re.Match[str], period: Period) -> Verdict:
    if kind == "months":
        return _of_months(int(found["months"]), int(found["year"]), period)
    stated = _period(kind, found)
    if stated is None:
        return "open"
    if stated == period:
        return "own"
    if stated.year != period.year:
        return "other"
    return "open" if stated.kind == "Y" else "other"


def _of_months(months: int, year: int, period: Period) -> Verdict:
    """Of figures from January on: a half-year's report may be made of five months."""
    if year != period.year or not 0 < months <= 12:
        return "other" if year != period.year else "open"
    if months == period.last_month:
        return "own"
    return "open" if months == period.last_month - 1 else "other"


def _period(kind: str, found: re.Match[str]) -> Period | None:
    """The period that a match names; None for a month or quarter that is none."""
    if kind == "code":
        return Period.parse(found["code"].upper())
    year = int(found["year"])
    if kind == "half":
        return Period(year, "H", 2 if found["half"] == title_words()["second_half"] else 1)
    if kind == "quarter":
        written = found["quarter"]
        return Period(year, "Q", title_words()["quarters"].get(written) or int(written))
    if kind == "month":
        number = int(found["month"])
        return Period(year, "M", number) if 0 < number <= 12 else None
    return Period(year)
