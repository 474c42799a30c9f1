"""Titles whose figures count over more than the period: a stage, a term of office, 18 months."""

import re
from collections.abc import Iterable
from datetime import date

from helpers.cleaning.composed_text import key
from helpers.cleaning.stated_periods.lines import without_comparisons
from helpers.cleaning.stated_periods.meaning import FEWEST_YEARS_OF_STAGE, resolve
from helpers.cleaning.stated_periods.phrases import PARTS_OF_YEAR, Phrase, period_words, phrases
from helpers.core.periods import Period

STAGE_YEARS = 5
"""Length of a stage of the national programmes: 2021-2025."""


def longer_title(lines: Iterable[str], own: Period) -> str:
    """The first of some lines whose figures count over more than the period; empty for none."""
    every = list(lines)
    says_part = any(_names_part(line, own) for line in every)
    for line in every:
        text = without_comparisons(line)
        is_running = re.search(period_words()["running"], text) is not None
        if _is_longer(text, own) or (is_running and not says_part):
            return line
    return ""


def _names_part(line: str, own: Period) -> bool:
    """True for a line that says from when figures count: 6 months, from January."""
    if re.search(period_words()["since_january"], key(line)):
        return True
    found = phrases(key(line), own.year)[0]
    return any(p.kind in PARTS_OF_YEAR or p.since is not None for p in found)


def _is_longer(text: str, own: Period) -> bool:
    if re.search(period_words()["longer"], text):
        return True
    started = re.search(period_words()["from_year"], text)
    if started and int(started["first"]) < own.year:
        return True
    found = phrases(text, own.year)[0]
    if any(_starts_before(p, own) for p in found):
        return True
    if _spans_years(found, own):
        return True
    has_part = any(p.kind in PARTS_OF_YEAR for p in found)
    return any(p.kind == "span" and _is_stage(p, text, own, has_part) for p in found)


def _spans_years(found: Iterable[Phrase], own: Period) -> bool:
    """True for «18 tháng đến 30/6/2023», «từ tháng 7/2022 đến tháng 6/2023»."""
    every = list(found)
    is_long = any(p.kind == "months" and p.number > own.last_month for p in every)
    reaches = any(p.day is not None and own.start <= p.day <= own.end for p in every)
    has_months = any(p.kind == "month" for p in every)
    ends = [p.year or p.day.year for p in every if p.kind in PARTS_OF_YEAR and p.year or p.day]
    is_span = has_months and len(ends) > 1 and ends[0] < own.year == ends[-1]
    return (is_long and reaches) or is_span


def _starts_before(phrase: Phrase, own: Period) -> bool:
    """True for figures up to a day of the period that count from a day before it."""
    if phrase.since is None or phrase.day is None or not own.start <= phrase.day <= own.end:
        return False
    return phrase.since < date(own.year, 1, 1) and resolve(phrase, own, own.year) is None


def _is_stage(span: Phrase, text: str, own: Period, has_part: bool) -> bool:
    """True for a stage that figures are of; not for that of a programme, or beside «6 tháng»."""
    first, last = span.year or 0, span.number
    if has_part or not (span.is_stage or last - first >= FEWEST_YEARS_OF_STAGE):
        return False
    words = period_words()
    if re.search(words["carried"], text):  # the stage is that of the capital
        return False
    named = "|".join(map(re.escape, (*words["named_with_stage"], *words["titled_with_stage"])))
    is_of_programme = re.search(rf"(?<!\w)(?:{named})(?!\w)", text) is not None
    return not (is_of_programme and first <= own.year <= last and last % STAGE_YEARS == 0)
