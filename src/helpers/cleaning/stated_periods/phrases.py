"""Phrases of a text that name a period, by the patterns of ``periods.yml``."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from helpers.cleaning.composed_text import key
from helpers.core.word_files import load_words

PARTS_OF_YEAR = ("half", "months", "month", "quarter")
VAGUE = ("opening", "closing", "other_part")
"""Times that do not say of which period a figure is: «đầu năm», «kỳ trước»."""
_SAME_KIND = {
    "month_alone": "month",
    "month_end": "day",
    "quarter_end": "day",
    "from_january": "months",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a period. ``kind``: code, ratio, school_year, span, day, half, months, month,
    quarter, week, same_part, opening, closing, other_part, year, bare_year, previous_year.

    ``number``: of the half, the months, the quarter; the last year of a span. ``base``: the year
    compared with; of a school year the term. ``since``: the day
    from which figures count up to ``day``. ``is_stage``: a span is called one.
    """

    kind: str
    words: str
    start: int
    year: int | None = None
    number: int = 0
    base: int = 0
    day: date | None = None
    since: date | None = None
    is_stage: bool = False
    is_until: bool = False


@cache
def period_words() -> dict[str, Any]:
    """The content of ``periods.yml``."""
    return load_words(__package__, "periods.yml")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    parts = period_words()["parts"]
    either = re.compile("|".join(parts))
    return {
        kind: re.compile(either.sub(lambda found: parts[found[0]], text))
        for kind, text in period_words()["patterns"].items()
    }


@lru_cache(maxsize=2_000)
def phrases(text: str, year: int) -> tuple[tuple[Phrase, ...], str]:
    """The phrases of a folded text from left to right, and the text with blanks in their place.

    ``year`` is that of a day without one ('đến 31/5').
    """
    found: list[Phrase] = []
    rest = text
    for kind, pattern in _patterns().items():
        matches = list(pattern.finditer(rest))
        found += filter(None, (_phrase(kind, match, year) for match in matches))
        if matches:
            rest = pattern.sub(lambda m: " " * len(m[0]), rest)
    return tuple(sorted(found, key=lambda phrase: phrase.start)), rest


def phrases_of(text: str, year: int) -> tuple[Phrase, ...]:
    """The phrases of a text as written."""
    return phrases(key(text), year)[0]


def _phrase(kind: str, match: re.Match[str], own_year: int) -> Phrase | None:
    parts = match.groupdict()
    stated = parts.get("year") or parts.get("of")
    year = int(stated) if stated else None
    made = Phrase(_SAME_KIND.get(kind, kind), match[0].strip(), match.start(), year)
    if kind == "price_base":  # the year of constant prices is no time of a figure
        return None
    if kind in ("month_end", "quarter_end", "day"):
        return _with_day(made, kind, parts, own_year)
    if kind == "code":
        return replace(made, year=int(parts["code"][:4]))
    if kind == "ratio":
        return replace(made, base=int(parts["base"]))
    if kind in ("span", "school_year"):
        first, last = int(parts["first"]), int(parts["last"])
        term = _quarter(parts["term"]) if parts.get("term") else 0
        is_stage = bool(parts.get("stage"))
        return replace(made, year=first, number=last, base=term, is_stage=is_stage)
    if kind == "half":
        is_second = (parts["half"] or parts["part"]) in period_words()["second_half"]
        return replace(made, number=2 if is_second else 1)
    if kind == "quarter":
        return replace(made, number=_quarter(parts["quarter"]))
    if kind == "same_part":
        return replace(made, year=year or own_year - 1)
    number = parts.get("months") or parts.get("month") or parts.get("of_month")
    return replace(made, number=int(number)) if number else made


def _quarter(written: str) -> int:
    return period_words()["quarters"].get(written) or int(written)


def _with_day(made: Phrase, kind: str, parts: dict[str, Any], own_year: int) -> Phrase | None:
    """A day up to which figures count; None for none of the calendar, or one without any year."""
    year = made.year or own_year
    if kind != "day":
        month = int(parts["month"]) if kind == "month_end" else 3 * _quarter(parts["quarter"])
        last = date(year, month, monthrange(year, month)[1])
        return replace(made, day=last, is_until=True)
    is_until = bool(parts["until"] or parts["till"])
    day = day_of(year, parts["month"], parts["day"])
    if day is None or not (is_until or made.year):
        return None
    since = None
    if parts["until"]:
        since = day_of(int(parts["since_year"] or year), parts["since_month"], parts["since_day"])
    return replace(made, day=day, since=since, is_until=is_until)


def day_of(year: int, month: str, day: str) -> date | None:
    """The day that is written, None where the calendar lacks it."""
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
