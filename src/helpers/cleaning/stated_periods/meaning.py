"""What the phrases of a text mean beside the period of the report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from helpers.cleaning.stated_periods.phrases import PARTS_OF_YEAR, VAGUE, Phrase
from helpers.core.periods import Period

MOST_DAYS_BEFORE_END = 62
"""Figures of an earlier day than this before the period's end are perhaps of another period."""
FEWEST_YEARS_OF_STAGE = 2
"""'2025-2026' is a season or a school year; a stage has more years, or is called one."""
END_OF_SCHOOL_YEAR = 6
"""A period that ends with this month holds the end of a school year."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A phrase beside the period of the report: ``period`` as figures carry it.

    ``verdict``: own, last_year (its same part), past, plan_part (a part of the year to come),
    year (the whole year of the report), month, quarter, stage, season, other.
    """

    verdict: str
    period: str


def resolve(phrase: Phrase, own: Period, year: int | None) -> Resolved | None:
    """What a phrase means; ``year`` is stated around it, for one without. None: unclear."""
    of_year = phrase.year or year
    if phrase.kind in ("span", "school_year"):
        years = phrase.number - (phrase.year or 0)
        end = (phrase.year, 12) if phrase.base == 1 else (phrase.number, END_OF_SCHOOL_YEAR)
        is_end = phrase.base > 0 or phrase.words.startswith("cuối")
        if is_end and end == (own.year, own.last_month):
            return Resolved("own", str(own))
        is_stage = phrase.is_stage or years >= FEWEST_YEARS_OF_STAGE
        return Resolved("stage" if is_stage else "season", f"{phrase.year}-{phrase.number}")
    if phrase.kind == "day" and phrase.day is not None:
        return _of_day(phrase, own)
    if phrase.kind == "previous_year":
        return Resolved("past", str(own.year - 1))
    if phrase.kind == "closing":
        is_own = phrase.year in (None, own.year) and not names_other_end(phrase, own)
        return Resolved("own", str(own)) if is_own else None
    if of_year is None or phrase.kind in ("ratio", *VAGUE):
        return None
    if phrase.kind == "same_part":
        return beside(Period(of_year, own.kind, own.number), own)
    made = period_of(phrase, of_year)
    if made is None or _is_either_half(phrase, of_year, own):
        return None
    return beside(made, own)


def _is_either_half(phrase: Phrase, year: int, own: Period) -> bool:
    """True for «6 tháng» of the year in the report of its second half."""
    is_bare = phrase.kind == "half" and not any(w in phrase.words for w in ("đầu", "cuối"))
    is_bare &= not re.search(r"[đc]n", phrase.words)
    return is_bare and own.kind == "H" and own.is_last_part and year == own.year


def names_other_end(phrase: Phrase, own: Period) -> bool:
    """True for «cuối năm» in June, «cuối tháng trước»: no end of the period of the report."""
    names_year = "năm" in phrase.words and own.last_month != 12
    return names_year or "trước" in phrase.words or "nhiệm kỳ" in phrase.words


def period_of(phrase: Phrase, year: int) -> Period | None:
    """The part of a year that a phrase names; None for none, or one of other months."""
    if phrase.kind == "code":
        return Period.parse(phrase.words.upper())
    if phrase.kind == "half":
        return Period(year, "H", phrase.number)
    if phrase.kind == "quarter":
        return Period(year, "Q", phrase.number)
    if phrase.kind == "month" and 1 <= phrase.number <= 12:
        return Period(year, "M", phrase.number)
    if phrase.kind == "months":
        known = {6: Period(year, "H", 1), 12: Period(year), 3: Period(year, "Q", 1)}
        return known.get(phrase.number)
    return Period(year) if phrase.kind in ("year", "bare_year") else None


def beside(made: Period, own: Period) -> Resolved:
    """A period beside that of the report."""
    if made == own:
        return Resolved("own", str(own))
    if made == own.previous_year():
        return Resolved("last_year", str(made))
    if made.kind in "MQ":
        is_inside = own.start <= made.start and made.end <= own.end
        verdict = "month" if made.kind == "M" else "quarter"
        if made.end < own.start:
            return Resolved("past", str(made))
        return Resolved(verdict if is_inside else "other", str(made))
    if made.kind == "Y" and made.year == own.year:
        return Resolved("year", str(made))
    if made.start > own.end:
        return Resolved("plan_part" if made.year == own.year else "other", str(made))
    return Resolved("past" if made.end < own.start else "other", str(made))


def _of_day(phrase: Phrase, own: Period) -> Resolved | None:
    day = phrase.day
    assert day is not None
    for period, verdict in ((own, "own"), (own.previous_year(), "last_year")):
        if _is_near_end(day, period):
            begins = phrase.since is None or _is_near(phrase.since, period.start)
            since_january = phrase.since in (None, date(period.year, 1, 1))
            return Resolved(verdict, str(period)) if begins or since_january else None
    if own.kind == "H" and own.is_last_part and day == own.start - timedelta(days=1):
        return Resolved("past", str(Period(own.year, "H", 1)))
    if (day.month, day.day) == (12, 31) and day.year < own.year:
        return Resolved("past", str(day.year))
    return None


def _is_near_end(day: date, period: Period) -> bool:
    return period.end - timedelta(days=MOST_DAYS_BEFORE_END) <= day <= period.end


def _is_near(day: date, other: date) -> bool:
    return abs((day - other).days) <= MOST_DAYS_BEFORE_END


def together(stated: Iterable[Phrase]) -> list[Phrase]:
    """Phrases of the levels of one head, outer first: a part of a year takes the year beside it.

    «6 tháng đầu năm» above «2022» is the first half of 2022.
    """
    every = list(stated)
    kinds = (*PARTS_OF_YEAR, "bare_year")
    parts = [each for each in every if each.kind in kinds and each.year is None]
    years = [each for each in every if each.kind == "year"]
    if not parts or not years:
        return every
    words = f"{parts[-1].words} {years[-1].words}"
    part = replace(parts[-1], year=years[-1].year, words=words)
    rest = [each for each in every if each not in (parts[-1], years[-1])]
    return [*rest, part]
