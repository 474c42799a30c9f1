"""School years: two years in a row, the terms of one, and those that cannot have ended yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, Claim

NAMES = ("năm học", "niên vụ", "học kỳ")
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


def find_school_years(text: str, reported: date | None) -> Iterator[Claim]:
    """Claims of a passage; ``reported`` is the report's own date."""
    lowered = text.lower()
    if not any(name in lowered for name in NAMES):
        return
    for match in _SCHOOL.finditer(text):
        first, last = int(match[1]), int(match[2])
        if last != first + 1:
            yield time_claim(match, f"{first}-{last}", f"{first}-{first + 1}", "time_school_year")
    for match in _SCHOOL_END.finditer(text):
        if match[3] != match[2]:
            right = f"{int(match[3]) - 1}-{match[3]}"
            yield time_claim(match, f"{match[1]}-{match[2]}", right, "time_school_year")
    yield from _terms(text)
    if reported is None:
        return
    for match in _SCHOOL_DONE.finditer(text):
        if int(match[2]) > reported.year and int(match[2]) == int(match[1]) + 1:
            right = f"≤ {reported.year - 1}-{reported.year}"
            yield time_claim(match, f"{match[1]}-{match[2]}", right, "time_future")


def _terms(text: str) -> Iterator[Claim]:
    """The two terms of one passage are of one school year, or of neighbouring ones."""
    told = list(_TERM.finditer(text))
    for one, other in pairwise(told):
        apart = abs(int(one[2]) - int(other[2]))
        if one[1] != other[1] and apart > 1:
            yield time_claim(other, f"{other[2]}-{other[3]}", f"{one[2]}-{one[3]}", "time_term")


def time_claim(match: re.Match, stated: str, right: str, hint: str) -> Claim:
    """The contradiction that a match is; ``hint`` says why."""
    span = match.span()
    return Claim("time", *span, stated, right, CONTRADICTION, (span,), hint)
