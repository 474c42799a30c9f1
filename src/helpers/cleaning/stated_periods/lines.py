"""Which period the lines above a table, or the name of a file, say that the figures are of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from helpers.cleaning.composed_text import key
from helpers.cleaning.stated_periods.meaning import MOST_DAYS_BEFORE_END, period_of
from helpers.cleaning.stated_periods.phrases import (
    PARTS_OF_YEAR,
    Phrase,
    day_of,
    period_words,
    phrases,
)
from helpers.core.periods import Period
from helpers.core.text import nfc

Verdict = Literal["own", "other", "open"]
"""Of a statement: the period of the folder, another one, or it may be either."""
_BRACKETS = re.compile(r"\(([^()]*)\)")
KINDS = ("code", "day", "half", "months", "quarter", "month", "year", "opening", "closing", "week")


@dataclass(frozen=True)
class PeriodStatement:
    """Words that name a period, and what they say about the period of the folder.

    ``is_certain`` is False for a year or a day alone, which may be that of a part of the figures.
    ``is_last_part``: the last month or quarter of the period, in which a state is counted.
    """

    words: str
    verdict: Verdict
    is_certain: bool = True
    is_last_part: bool = False


def statements(text: str, period: Period) -> Iterator[PeriodStatement]:
    """The statements of a line; phrases of comparison, plans and laws are none.

    But the title of a plan of another year is one; «Kế hoạch năm 2022» alone may head columns.
    """
    words = period_words()
    rest = re.sub(words["grouped_year"], r"2\1", _folded(text))
    for found in re.finditer(words["plan"], rest, re.MULTILINE):
        is_bare = found[0].startswith(words["bare_plan"])
        if int(found["year"]) > period.year or (int(found["year"]) != period.year and not is_bare):
            yield PeriodStatement(_as_written(found[0], text), "other")
    for phrase in phrases(_without_other_years(rest), period.year)[0]:
        if phrase.kind in KINDS and phrase.year and (phrase.is_until or phrase.kind != "day"):
            is_certain = phrase.kind not in ("year", "day", "opening", "closing")
            shown = _as_written(phrase.words, text)
            stated = period_of(phrase, phrase.year)
            is_last = stated is not None and stated.kind in "MQ" and stated.end == period.end
            yield PeriodStatement(shown, _verdict(phrase, period), is_certain, is_last)


def _folded(text: str) -> str:
    """The text in small letters, each line by itself: no phrase of a document ends a line later."""
    return "\n".join(map(key, text.splitlines()))


def without_other_years(text: str) -> str:
    """A line without phrases of comparison, plans and laws, whose years are not the figures'."""
    return _without_other_years(_folded(text))


def without_comparisons(text: str) -> str:
    """A folded line without phrases of comparison and documents."""
    return _without(_folded(text), ("compared", "documents"))


def _without_other_years(rest: str) -> str:
    return _without(rest, ("compared", "of_titles", "documents"))


def _without(rest: str, names: Iterable[str]) -> str:
    for name in names:
        for pattern in period_words()[name]:
            rest = re.sub(pattern, " # ", rest)
    return rest


def is_of_other_table(text: str) -> bool:
    """True for the title of a table of last year, of another stage, or of a goal, and for one that
    says in brackets that it is there for comparison: «(số năm trước)», «(tham khảo)»."""
    folded = key(text)
    parts = (folded, *_BRACKETS.findall(folded))
    is_reference = any(re.fullmatch(period_words()["reference"], part) for part in parts)
    return is_reference or re.match(period_words()["other_table"], folded) is not None


def names_reference(text: str) -> bool:
    """True for a name or title with words of last year or of a comparison: «Bieu nam truoc»."""
    return re.search(period_words()["named_reference"], name_written(text)) is not None


def other_part(text: str, period: Period) -> str:
    """The words by which a line or name without a year names another part of the year than the
    period, as «quý I» in a report of a half-year; empty where it names the period's own or last."""
    found = [
        phrase
        for phrase in phrases(_without_other_years(name_written(text)), period.year)[0]
        if phrase.kind in (*PARTS_OF_YEAR, "bare_year") and phrase.year is None
    ]
    is_own = any(_is_of_end(phrase, period) for phrase in found)
    return "" if is_own or not found else found[0].words


def is_of_two_times(text: str, period: Period) -> bool:
    """True for a line that names a whole year beside the period: «6 tháng và cả năm 2023»."""
    rest = _without_other_years(_folded(text))
    found = phrases(rest, period.year)[0]
    has_year = any(p.kind == "bare_year" or "cả năm" in p.words for p in found)
    is_joined = re.search(period_words()["joined_years"], rest) is not None
    return not period.is_last_part and (has_year or is_joined)


def estimates_other_time(text: str, period: Period) -> bool:
    """True for a line whose estimate is of another time than the period: «ước cả năm»."""
    said = " ".join(re.findall(period_words()["estimated"], _folded(text)))
    found = phrases(said, period.year)[0]
    has_year = any(p.kind in ("year", "bare_year") for p in found) and not period.is_last_part
    return has_year or other_part(said, period) != ""


def _is_of_end(phrase: Phrase, period: Period) -> bool:
    """True for a part of the year that is the period, or its last part."""
    if phrase.kind == "months":
        return period.last_month - 1 <= phrase.number <= period.last_month
    stated = period_of(phrase, period.year)
    return stated is not None and stated.end == period.end


def signed_before(text: str, period: Period) -> str:
    """The words of a line on which a paper was signed before ``period`` began; empty for none."""
    for line in nfc(text).splitlines():
        found = re.search(period_words()["signed"], line.strip().lower())
        day = day_of(int(found["year"]), found["month"], found["day"]) if found else None
        if day and day < period.start:
            return line.strip()
    return ""


def _as_written(words: str, text: str) -> str:
    """The words of a phrase with the letters of the text."""
    composed = nfc(text)
    start = composed.lower().find(words)
    return composed[start : start + len(words)] if start >= 0 else words


def year_in_name(file: str, period: Period) -> str:
    """The only year in the name of a file where it is not that of the period; else empty."""
    years = set(re.findall(period_words()["file_year"], file))
    return years.pop() if len(years) == 1 and str(period.year) not in years else ""


def own_period_in_name(name: str, period: Period) -> str:
    """The words by which the name of a file or sheet states the period, or its last day; else ''.

    Empty where it states another period too.
    """
    found = [p for p in phrases(name_written(name), period.year)[0] if p.kind in KINDS and p.year]
    is_own = (p.day == period.end if p.day else _verdict(p, period) == "own" for p in found)
    return found[0].words if found and all(is_own) else ""


def name_written(name: str) -> str:
    """A name, folded, with the marks that names of files leave out: «nam truoc»."""
    text = key(name.replace("_", " "))
    for plain, written in period_words()["in_names_of_files"].items():
        text = re.sub(rf"(?<![^\W\d]){plain}(?!\w)", written, text)
    return text


def _of_day(day: date, period: Period) -> Verdict:
    if period.start <= day <= period.end:
        is_near = period.end - day <= timedelta(days=MOST_DAYS_BEFORE_END)
        return "own" if is_near or period.kind == "Y" else "open"
    is_near = day == date(period.year, 1, 1) - timedelta(days=1) or day.year == period.year
    return "open" if is_near else "other"


def _verdict(phrase: Phrase, period: Period) -> Verdict:
    assert phrase.year is not None
    if phrase.kind == "week":
        return "other"
    if phrase.day is not None:
        return _of_day(phrase.day, period)
    if phrase.kind == "months":
        return _of_months(phrase.number, phrase.year, period)
    stated = period_of(phrase, phrase.year)
    if stated is None:
        return "open" if phrase.year == period.year else "other"
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
