"""Periods that heads and titles name, and what they are beside the period of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from helpers.cleaning.recognition.vocabulary import key
from helpers.core.periods import Period
from helpers.core.word_files import load_words

MOST_DAYS_BEFORE_END = 62
"""Figures of an earlier day than this before the period's end are perhaps of another period."""
FEWEST_YEARS_OF_STAGE = 2
"""'2025-2026' is a season or a school year; a stage has more years."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a period: kind ratio, span, day, half, months, quarter, month, year, …"""

    kind: str
    words: str
    year: int | None = None
    number: int = 0
    base: int = 0
    day: date | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(text) for kind, text in _words()["patterns"].items()}


def _words() -> dict[str, Any]:
    return load_words(__package__, "periods.yml")


def mentions(text: str, year: int) -> tuple[list[Mention], str]:
    """The periods that a folded text names, and the text without them.

    ``year`` is that of a day without one ('đến 31/5').
    """
    found: list[tuple[int, Mention]] = []
    rest = text
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(rest):
            made = _mention(kind, match, year)
            if made is not None:
                found.append((match.start(), made))
        rest = pattern.sub(lambda m: " " * len(m[0]), rest)
    return [mention for _, mention in sorted(found, key=lambda pair: pair[0])], rest


def _mention(kind: str, match: re.Match[str], own_year: int) -> Mention | None:
    parts = match.groupdict()
    words = match[0].strip()
    year = int(parts["year"]) if parts.get("year") else None
    if kind == "ratio":
        return Mention(kind, words, year, base=int(parts["base"]))
    if kind == "span":
        return Mention(kind, words, int(parts["first"]), int(parts["last"]))
    if kind == "day":
        return _day(words, parts, year, own_year)
    if kind == "half":
        is_second = (parts["half"] or "").startswith(_words()["second_half"])
        return Mention(kind, words, year, 2 if is_second else 1)
    if kind == "quarter":
        number = _words()["quarters"].get(parts["quarter"]) or int(parts["quarter"])
        return Mention(kind, words, year, number)
    if kind in ("months", "month"):
        return Mention(kind, words, year, int(parts[kind]))
    return Mention(kind, words, year)


def _day(words: str, parts: dict[str, str | None], year: int | None, own: int) -> Mention | None:
    try:
        day = date(year or own, int(parts["month"] or 0), int(parts["day"] or 0))
    except ValueError:
        return None
    return Mention("day", words, year, day=day) if parts["until"] or year else None


def mentions_of(text: str, year: int) -> list[Mention]:
    """The periods that a text names."""
    return mentions(key(text), year)[0]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention beside the period of the report: ``period`` as figures carry it.

    ``verdict``: own, last_year (its same part), past, plan_part (a part of the year to come),
    year (the whole year of the report), month, quarter, stage, season, other.
    """

    verdict: str
    period: str


def resolve(mention: Mention, own: Period, year: int | None) -> Resolved | None:
    """What a mention means; ``year`` is stated around it, for one without. None: unclear."""
    of_year = mention.year or year
    if mention.kind == "span":
        is_stage = mention.number - (mention.year or 0) >= FEWEST_YEARS_OF_STAGE
        period = f"{mention.year}-{mention.number}"
        return Resolved("stage" if is_stage else "season", period)
    if mention.kind == "day" and mention.day is not None:
        return _of_day(mention.day, own)
    if mention.kind == "previous_year":
        return Resolved("past", str(own.year - 1))
    if of_year is None or mention.kind == "ratio":
        return None
    made = _period(mention, of_year)
    return _beside(made, own) if made else None


def _period(mention: Mention, year: int) -> Period | None:
    if mention.kind == "half":
        return Period(year, "H", mention.number)
    if mention.kind == "quarter":
        return Period(year, "Q", mention.number)
    if mention.kind == "month" and 1 <= mention.number <= 12:
        return Period(year, "M", mention.number)
    if mention.kind == "months":
        return {6: Period(year, "H", 1), 12: Period(year), 3: Period(year, "Q", 1)}.get(
            mention.number
        )
    return Period(year) if mention.kind in ("year", "bare_year") else None


def _beside(made: Period, own: Period) -> Resolved | None:
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


def _of_day(day: date, own: Period) -> Resolved | None:
    if own.end - timedelta(days=MOST_DAYS_BEFORE_END) <= day <= own.end:
        return Resolved("own", str(own))
    last = own.previous_year()
    if last.end - timedelta(days=MOST_DAYS_BEFORE_END) <= day <= last.end:
        return Resolved("last_year", str(last))
    if (day.month, day.day) == (12, 31) and day.year < own.year:
        return Resolved("past", str(day.year))
    return None
