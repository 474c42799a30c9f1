"""Claims about time: dates that cannot be, documents of the future, another year's comparison."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.rules.own_time import LAST_YEAR, WORDED, OwnTime, day_of

_DATE = re.compile(r"(?<![\d/.,-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/-])")
_DAY = re.compile(r"\bngày\s{1,3}(\d{1,2})/(1[0-2]|0?[1-9])(?![\d/.,-])", re.IGNORECASE)
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
_DONE = re.compile(
    r"[^.;\d]{0,80}\bđã\s{1,3}"
    r"(?:hoàn thành|tổ chức|tiến hành|thực hiện|kiểm tra|giải quyết|giải ngân)\b"
)
_ON = re.compile(
    r"(?:(?:^|[.;])[\s\-–+*]{0,6}|từ\s{1,3}(?:ngày\s{1,3})?[\d/]{3,10}\s{1,3}đến\s{1,3})ngày\s{1,3}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\bđến\s{1,3}ngày\s{1,3}$", re.IGNORECASE)
_QUARTER = re.compile(r"\bquý\s{1,3}(V|VI|VII|VIII|[5-9])(?=[\s/,.;)])", re.IGNORECASE)
_MONTH = re.compile(r"\btháng\s{1,3}(1[3-9]|[2-9]\d)(?:/|\s{1,3}năm\s{1,3})\d{4}", re.IGNORECASE)
_TERM = re.compile(
    r"(?:HK|học kỳ)\s{0,2}(II|I|2|1)\s{1,3}năm học\s{1,3}(\d{4})\s{0,2}[-–]\s{0,2}(\d{4})",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"(?:năm học|niên vụ)\s{1,3}(\d{4})\s{0,2}[-–]\s{0,2}(\d{4})", re.IGNORECASE)
_SCHOOL_END = re.compile(
    r"kết thúc năm học\s{1,3}(\d{4})\s{0,2}[-–]\s{0,2}(\d{4})\s{0,3}\((?:ngày\s{1,3})?"
    r"\d{1,2}/\d{1,2}/(\d{4})\)",
    re.IGNORECASE,
)
_SCHOOL_DONE = re.compile(
    r"đã\s{1,3}(?:tổng kết|kết thúc|bế giảng|hoàn thành)\s{1,3}năm học\s{1,3}"
    r"(\d{4})\s{0,2}[-–]\s{0,2}(\d{4})",
    re.IGNORECASE,
)
SPANS = ("giai đoạn", "nhiệm kỳ", "thời kỳ", "từ", "quý", "tháng")
SCHOOL = ("năm học", "niên vụ", "học kỳ")
LEAP = "2024"
LOOK_BACK, SENTENCE, MOST_LATER = 60, 300, 3


def find_times(text: str, own: OwnTime) -> Iterator[Claim]:
    """Claims of a passage about time, each by the calendar or by the report's own date and year.

    Right: ``ngày 28/02/2023``, ``giai đoạn 2021-2025``. Wrong: ``ngày 30/02/2023``,
    ``giai đoạn 2025-2021``, ``quý V``, ``năm học 2022-2024``.
    """
    lowered = text.lower()
    for pattern in (_DATE, WORDED):
        for match in pattern.finditer(text):
            yield from _of_date(text, match, own)
    for match in _DAY.finditer(text):
        if day_of((match[1], match[2], LEAP)) is None:
            yield _claim(match, match[0], "–", "time_impossible")
    if any(word in lowered for word in SPANS):
        yield from _of_spans(text)
    if any(word in lowered for word in SCHOOL):
        yield from _of_school_years(text, own)
    if own.year is not None:
        yield from _of_last_years(text, own.year, is_voted=own.is_voted)


def is_later(texts: Iterable[str], reported: date) -> bool:
    """True where so many documents are dated after ``reported`` that it cannot be right."""
    later = total = 0
    for text in texts:
        for match in _DATE.finditer(text):
            found = day_of(match.groups())
            before = text[max(0, match.start() - LOOK_BACK) : match.start()]
            if found is not None and _DOCUMENT.search(before):
                total += 1
                later += found > reported
    return later > max(MOST_LATER, total // 4)


def _of_spans(text: str) -> Iterator[Claim]:
    """Spans, quarters and months that cannot be."""
    for match in _SPAN.finditer(text):
        if int(match[2]) <= int(match[1]):
            yield _claim(match, f"{match[1]}-{match[2]}", "–", "time_reversed")
    for match in _FROM_TO.finditer(text):
        first, last = (day_of(match.groups()[n : n + 3]) for n in (0, 3))
        if first is not None and last is not None and last < first:
            yield _claim(match, match[0], "–", "time_order")
    for pattern in (_QUARTER, _MONTH):
        for match in pattern.finditer(text):
            yield _claim(match, match[0], "–", "time_period")


def _of_school_years(text: str, own: OwnTime) -> Iterator[Claim]:
    """Two years in a row, the terms of one, and those that cannot have ended yet."""
    for match in _SCHOOL.finditer(text):
        first, last = int(match[1]), int(match[2])
        if last != first + 1:
            yield _claim(match, f"{first}-{last}", f"{first}-{first + 1}", "time_school_year")
    for match in _SCHOOL_END.finditer(text):
        if match[3] != match[2]:
            right = f"{int(match[3]) - 1}-{match[3]}"
            yield _claim(match, f"{match[1]}-{match[2]}", right, "time_school_year")
    for one, other in pairwise(_TERM.finditer(text)):
        if one[1] != other[1] and abs(int(one[2]) - int(other[2])) > 1:
            yield _claim(other, f"{other[2]}-{other[3]}", f"{one[2]}-{one[3]}", "time_term")
    year = own.reported.year if own.reported is not None else None
    for match in _SCHOOL_DONE.finditer(text):
        if year is not None and int(match[2]) > year and int(match[2]) == int(match[1]) + 1:
            right = f"≤ {year - 1}-{year}"
            claim = _claim(match, f"{match[1]}-{match[2]}", right, "time_future")
            yield replace(claim, verdict=DOUBTFUL) if own.is_guessed else claim


def _of_last_years(text: str, year: int, *, is_voted: bool) -> Iterator[Claim]:
    """``so với cùng kỳ năm y``: the year before that of the report, or of the sentence itself.

    A year further back may be meant (before the epidemic); what is compared may be told of an
    earlier year: "năm 2022 tăng 5% so với cùng kỳ năm 2021".
    """
    for match in LAST_YEAR.finditer(text):
        stated = int(match[1])
        before = text[max(0, match.start() - SENTENCE) : match.start()]
        is_earlier = f"năm {stated + 1}" in before or f"/{stated + 1}" in before
        if stated == year - 1 or (stated < year and is_earlier):
            continue
        claim = _claim(match, match[1], str(year - 1), "time_last_year")
        is_sure = stated >= year - 2 and not is_voted
        yield claim if is_sure else replace(claim, verdict=DOUBTFUL)


def _of_date(text: str, match: re.Match, own: OwnTime) -> Iterator[Claim]:
    found = day_of(match.groups())
    if found is None:
        if int(match[2]) <= 12 or int(match[1]) <= 31:
            yield _claim(match, match[0], "–", "time_impossible")
        return
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    before = before if match.re is _DATE else f"{before}ngày "
    symbol = _SYMBOL.search(before)
    if symbol and int(symbol[1]) != found.year:
        yield _claim(match, match[3], symbol[1], "time_symbol")
        return
    if own.reported is None or found <= own.reported:
        return
    if _DOCUMENT.search(before) or _is_done(text, match, before, found, own.reported):
        claim = _claim(match, match[0], f"≤ {own.reported:%d/%m/%Y}", "time_future")
        yield replace(claim, verdict=DOUBTFUL) if own.is_guessed else claim


def _is_done(text: str, match: re.Match, before: str, found: date, reported: date) -> bool:
    """``Ngày 28/7 đã tổ chức …`` of a report of June; its own month may be told to the end."""
    if not _DONE.match(text, match.end()):
        return False
    is_later = (found.year, found.month) > (reported.year, reported.month)
    return bool(_ON.search(before) or (is_later and _UNTIL.search(before)))


def _claim(match: re.Match, stated: str, right: str, hint: str) -> Claim:
    """The contradiction that a match is; ``hint`` says why."""
    span = match.span()
    return Claim("time", *span, stated, right, CONTRADICTION, (span,), hint)
