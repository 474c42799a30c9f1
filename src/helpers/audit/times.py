"""Claims about time: dates that cannot be, documents of the future, another year's comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from helpers.audit.claim import DOUBTFUL, Claim
from helpers.audit.own_time import LAST_YEAR, WORDED
from helpers.audit.school_years import find_school_years, time_claim

_DATE = re.compile(r"(?<![\d/.,-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/-])")
_SYMBOL = re.compile(r"\d{1,5}/(\d{4})/[A-ZĐ]{1,12}[A-ZĐa-z0-9-]{0,20}\s{1,3}ngày\s{1,3}$")
_DOCUMENT = re.compile(
    r"(?:[/-][A-ZĐ]{2,12}[A-ZĐa-z0-9-]{0,20}"
    r"|(?i:quyết định|công văn|kế hoạch|nghị quyết|tờ trình|văn bản)(?: số)?\s{1,3}\d{1,5})"
    r",?\s{1,3}ngày\s{1,3}$"
)
_FROM_TO = re.compile(
    r"từ\s{1,3}(?:ngày\s{1,3})?(\d{1,2})/(\d{1,2})/(\d{4})\s{1,3}đến\s{1,3}(?:ngày\s{1,3})?"
    r"(\d{1,2})/(\d{1,2})/(\d{4})",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ)\s{1,3}(\d{4})\s{0,2}[-–]\s{0,2}(\d{4})", re.IGNORECASE
)
_SPAN_WORDS = ("giai đoạn", "nhiệm kỳ", "thời kỳ", "từ", "quý", "tháng")
_DAY = re.compile(r"\bngày\s{1,3}(\d{1,2})/(1[0-2]|0?[1-9])(?![\d/.,-])", re.IGNORECASE)
_DONE = re.compile(
    r"[^.;\d]{0,80}\bđã\s{1,3}"
    r"(?:hoàn thành|tổ chức|tiến hành|thực hiện|kiểm tra|giải quyết|giải ngân)\b"
)
_ON = re.compile(
    r"(?:(?:^|[.;])[\s\-–+*]{0,6}|từ\s{1,3}(?:ngày\s{1,3})?[\d/]{3,10}\s{1,3}đến\s{1,3})ngày\s{1,3}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\bđến\s{1,3}ngày\s{1,3}$", re.IGNORECASE)
LEAP = 2024
_QUARTER = re.compile(r"\bquý\s{1,3}(V|VI|VII|VIII|[5-9])(?=[\s/,.;)])", re.IGNORECASE)
_MONTH = re.compile(r"\btháng\s{1,3}(1[3-9]|[2-9]\d)(?:/|\s{1,3}năm\s{1,3})\d{4}", re.IGNORECASE)
LOOK_BACK, SENTENCE, MOST_LATER = 60, 300, 3


def find_times(text: str, reported: date | None, year: int | None) -> Iterator[Claim]:
    """Claims of a passage; ``reported`` is the report's own date, ``year`` the year it is about."""
    for pattern in (_DATE, WORDED):
        for match in pattern.finditer(text):
            yield from _date_claims(text, match, reported)
    for match in _DAY.finditer(text):
        if _day((match[1], match[2], str(LEAP))) is None:
            yield time_claim(match, match[0], "–", "time_impossible")
    yield from _spans(text)
    yield from find_school_years(text, reported)
    if year is not None:
        yield from _last_years(text, year)


def _spans(text: str) -> Iterator[Claim]:
    """Spans, quarters and months that cannot be."""
    told = text.lower()
    if not any(word in told for word in _SPAN_WORDS):
        return
    for match in _SPAN.finditer(text):
        if int(match[2]) <= int(match[1]):
            yield time_claim(match, f"{match[1]}-{match[2]}", "–", "time_reversed")
    for match in _FROM_TO.finditer(text):
        first, last = (_day(match.groups()[n : n + 3]) for n in (0, 3))
        if first is not None and last is not None and last < first:
            yield time_claim(match, match[0], "–", "time_order")
    for pattern in (_QUARTER, _MONTH):
        for match in pattern.finditer(text):
            yield time_claim(match, match[0], "–", "time_period")


def _last_years(text: str, year: int) -> Iterator[Claim]:
    """``so với cùng kỳ năm y``: the year before that of the report, or of the sentence itself.

    A year further back may be meant (before the epidemic); what is compared may be told of an
    earlier year: "năm 2022 tăng 5% so với cùng kỳ năm 2021".
    """
    for match in LAST_YEAR.finditer(text):
        told = int(match[1])
        if told == year - 1 or (told < year and _is_of_earlier(text, match, told + 1)):
            continue
        claim = time_claim(match, match[1], str(year - 1), "time_last_year")
        yield claim if told >= year - 2 else replace(claim, verdict=DOUBTFUL)


def _is_of_earlier(text: str, match: re.Match, year: int) -> bool:
    before = text[max(0, match.start() - SENTENCE) : match.start()]
    return f"năm {year}" in before or f"/{year}" in before


def _day(parts: tuple[str, ...]) -> date | None:
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_claims(text: str, match: re.Match, reported: date | None) -> Iterator[Claim]:
    day, month, year = map(int, match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        if month <= 12 or day <= 31:
            yield time_claim(match, match[0], "–", "time_impossible")
        return
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    before = before if match.re is _DATE else f"{before}ngày "
    symbol = _SYMBOL.search(before)
    if symbol and int(symbol[1]) != year:
        yield time_claim(match, str(year), symbol[1], "time_symbol")
        return
    if not reported or found <= reported:
        return
    if _DOCUMENT.search(before) or _is_done(text, match, before, found, reported):
        yield time_claim(match, match[0], f"≤ {reported:%d/%m/%Y}", "time_future")


def _is_done(text: str, match: re.Match, before: str, found: date, reported: date) -> bool:
    """``Ngày 28/7 đã tổ chức …`` of a report of June; its own month may be told to the end."""
    if not _DONE.match(text, match.end()):
        return False
    is_later = (found.year, found.month) > (reported.year, reported.month)
    return bool(_ON.search(before) or (is_later and _UNTIL.search(before)))


def is_later(texts: Iterable[str], reported: date) -> bool:
    """True where so many documents are dated after ``reported`` that it cannot be right."""
    later = total = 0
    for text in texts:
        for match in _DATE.finditer(text):
            found = _day(match.groups())
            before = text[max(0, match.start() - LOOK_BACK) : match.start()]
            if found is not None and _DOCUMENT.search(before):
                total += 1
                later += found > reported
    return later > max(MOST_LATER, total // 4)
