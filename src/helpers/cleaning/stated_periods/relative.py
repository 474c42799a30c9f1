"""Periods in texts and codes as distances from the period of the report, and back."""

import re
from functools import lru_cache

from helpers.cleaning.composed_text import key
from helpers.cleaning.stated_periods.phrases import PARTS_OF_YEAR, Phrase, phrases
from helpers.core.periods import Period

MOST_KEPT = 20_000
"""So many texts are worked out once: heads are asked for again with each of their cells."""
OWN, BEFORE = "own", "own-1"
"""The period of the report, and the same part of the year before, as codes that are stored."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DISTANCE = re.compile(r"\{year([+-]\d+)?\}", re.ASCII)
_CODE = re.compile(r"\{year([+-]\d+)?\}(?:-\{year([+-]\d+)?\}|([HQM]\d{1,2}))?", re.ASCII)
_STORED = re.compile(r"year([+-]\d+)(?:\.\.year([+-]\d+)| ([HQM]\d{1,2}))?", re.ASCII)
_SCHOOL_YEAR = re.compile(r"(?<=năm học )\s*((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<![\d/.])\d{1,2}(?:/\d{1,2}(?:/(?=\{))?|[.-]\d{1,2}[.-](?=\{))")
_WHOLE_YEAR = re.compile(r"(?:cả )?năm \{year\}")


def relative_years(text: str, year: int) -> str:
    """Years in a text as distances from ``year``: '2022H1' → '{year-1}H1' in 2023."""

    def distance(found: re.Match[str]) -> str:
        years = int(found[1]) - year
        return "{year}" if not years else f"{{year{years:+d}}}"

    return _YEAR.sub(distance, text)


def absolute_years(text: str, year: int) -> str:
    """Distances in a text as years again: 'kéo dài từ năm {year-1}' in 2023."""
    return _DISTANCE.sub(lambda found: str(year + int(found[1] or 0)), text)


@lru_cache(maxsize=MOST_KEPT)
def relative_words(text: str, own: Period) -> str:
    """A text, folded, as the same table of another period has it.

    In 2023H1 «6 tháng đầu năm 2023» is '{period}', «tháng 6» '{month}', the school year
    «năm học 2022-2023» '{school}'; in 2023H2 «6 tháng cuối năm 2023», «tháng 12», «năm học
    2023-2024» are. A part of the year that is another one stays as it is written.
    """
    shown = _SCHOOL_YEAR.sub(lambda found: _school(found, own), key(text))
    for phrase in phrases(shown, own.year)[0]:
        if token := _token(phrase, own):
            shown = shown.replace(phrase.words, token, 1)
    return _DAY.sub("#", relative_years(shown, own.year))


def title_words(text: str, own: Period) -> str:
    """The title of a table as part of a key: at the end of the year that of the whole year is that
    of the period, for its figures count from January on."""
    shown = relative_words(text, own)
    return _WHOLE_YEAR.sub("{period}", shown) if own.is_last_part else shown


def names_part_of_year(text: str, own: Period) -> bool:
    """True where a key names a half-year, quarter or month that is not that of the report."""
    return any(m.kind in PARTS_OF_YEAR for m in phrases(text, own.year)[0])


def _school(found: re.Match[str], own: Period) -> str:
    """A school year as distance from the one that runs, or has just ended, in the period."""
    first, last = int(found[1]), int(found[2])
    years = first - (own.year if own.last_month == 12 else own.year - 1)
    if last != first + 1:
        return found[0]
    return "{school}" if not years else f"{{school{years:+d}}}"


def _token(phrase: Phrase, own: Period) -> str:
    year = phrase.year or own.year
    if phrase.kind == "week":
        return "{week}"
    if phrase.kind == "day":
        return "{end}" if phrase.day == own.end else ""
    if phrase.kind == "month" and phrase.number == own.last_month:
        return _moved("month", year - own.year)
    is_half = phrase.kind == "half" and own.kind == "H" and phrase.number == own.number
    is_since_january = phrase.kind == "months" and phrase.number == own.last_month
    if is_half or is_since_january:
        return _moved("period", year - own.year)
    if phrase.kind == "quarter" and own.kind == "Q" and phrase.number == own.number:
        return _moved("period", year - own.year)
    return ""


def _moved(name: str, years: int) -> str:
    return f"{{{name}}}" if not years else f"{{{name}{years:+d}}}"


def relative_period(period: str, base: Period, key_words: str = "") -> str:
    """A period as seen from ``base``: its own is 'own', '2022M03' in 2023 'year-1 M03'.

    ``key_words``: the key of the question; where it names another part of the year, that part is
    meant in every report. What is no period code comes back as it is.
    """
    if not names_part_of_year(key_words, base):
        if period == str(base):
            return OWN
        if period == str(base.previous_year()):
            return BEFORE
    match = _CODE.fullmatch(relative_years(period, base.year))
    if not match:
        return period
    first, last, part = match.groups()
    text = f"year{int(first or 0):+d}"
    if "-{" in match[0]:
        return f"{text}..year{int(last or 0):+d}"
    return f"{text} {part}" if part else text


def absolute_period(period: str, base: Period) -> str:
    """The period code that a relative period means in ``base``; any other text as it is."""
    if period in (OWN, BEFORE):
        return str(base if period == OWN else base.previous_year())
    match = _STORED.fullmatch(period)
    if not match:
        return period
    first, last, part = match.groups()
    code = str(base.year + int(first))
    return f"{code}-{base.year + int(last)}" if last else f"{code}{part or ''}"
