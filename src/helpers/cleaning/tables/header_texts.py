"""What the texts of a column's head mean: its role, and whether a year in them is the report's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.cleaning.layout import SEPARATOR
from helpers.cleaning.notes import without_as_of
from helpers.cleaning.tables.words import words, years_in
from helpers.core.catalogues.capitals import split_capital
from helpers.core.catalogues.forms import SheetMap
from helpers.core.conversion import canonical_unit
from helpers.core.periods import Period
from helpers.core.text import fold

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SLASH_BEFORE_YEAR = re.compile(r"(?<=[^\W\d])\s*/\s*(?=(?:19|20)\d\d(?!\d))")
_STAGE = re.compile(r"20\d\d\s*(?:[-–—]|đến)\s*20\d\d")
"""Years of a stage: «Kế hoạch 2021-2025»."""
_FORMULA = re.compile(r"[\d\s=+\-*/:x×%()]*")
_UNIT_NOTE = re.compile(
    rf"(?:{fold('đơn vị tính')}|{fold('đơn vị')}|đvt)\s*:.*|(?:{fold('đơn vị tính')}|đvt)\s+\w.*"
)


@dataclass(frozen=True)
class Meaning:
    """What a header means: its role if any; ``year``: 'own', 'before' or 'other' where it has one.

    ``key`` is the header without year, period, unit and column formula; ``has_period`` is true
    where it names the part of the year that the report covers.
    """

    role: str | None
    year: str = ""
    key: str = ""
    has_period: bool = False


def meaning_of(parts: Iterable[str], mapping: SheetMap, period: Period) -> Meaning:
    """The meaning of the texts of one column's head, from top to bottom."""
    dated = (_SLASH_BEFORE_YEAR.sub(" ", part) for part in parts if part)
    parts = [without_as_of(part, period.year) for part in dated]
    header = SEPARATOR.join(parts)
    years = years_in(header)
    exact = mapping.role_of(header)
    if exact and _names_other_period(header, period):
        return Meaning(exact, "other", fold(header))
    if exact and not years:
        return Meaning(exact, key=fold(header))
    bare = [_without_period(_without_unit(fold(part)), period) for part in parts]
    key = SEPARATOR.join(dict.fromkeys(text for text, _ in bare if text))
    has_period = any(found for _, found in bare)
    is_before = has_period and not years and _names_year_before(header)
    year = "before" if is_before else _year(years, period)
    role = mapping.role_of(key) if key else None
    if has_period and period.kind != "Y" and role not in ("actual", "order", "label"):
        role = None
    if not key and year == "before" and _names_year_before(header):
        role = "previous"
    if role and split_capital(role.rpartition("_")[2])[0]:
        year = ""  # money of earlier years, whatever years the head names
    if not years and role in mapping.value_roles and _STAGE.search(header):
        year = "other"
    return Meaning(role, year, key, has_period)


def _year(years: frozenset[int], period: Period) -> str:
    if not years or years == {period.year}:
        return "own" if years else ""
    return "before" if years == {period.year - 1} else "other"


def _names_year_before(header: str) -> bool:
    return any(phrase in fold(header) for phrase in words("same_period_before"))


def _names_other_period(header: str, period: Period) -> bool:
    """True for a half year in the head of a report on a whole year or on its second half."""
    is_first_half = (period.kind, period.number) == ("H", 1)
    return not is_first_half and any(p in fold(header) for p in words("own_period", "H1"))


def _without_unit(folded: str) -> str:
    """Without a unit or a column formula: '(ha)', '(5=4/3)', 'Biểu 2 - ĐVT: ha', a unit alone."""
    text = _UNIT_NOTE.sub("", _BRACKETS.sub(_kept_brackets, folded)).strip(" ,;:-–")
    if any(re.fullmatch(pattern, text) for pattern in words("table_names")):
        return ""
    is_unit = canonical_unit(text) is not None and "%" not in text
    return "" if is_unit or _FORMULA.fullmatch(text) and text != "%" else " ".join(text.split())


def _kept_brackets(match: re.Match[str]) -> str:
    inner = match[1].strip()
    content = _UNIT_NOTE.sub("", inner) if inner != "%" else inner
    drop = not content or (inner != "%" and canonical_unit(inner) is not None)
    is_formula = bool(inner) and inner != "%" and _FORMULA.fullmatch(inner) is not None
    return "" if drop or is_formula else match[0]


def _without_period(folded: str, period: Period) -> tuple[str, bool]:
    """The text without the report's period and any year, and whether it named the period."""
    own = words("own_period", f"H{period.number}" if period.kind == "H" else period.kind)
    phrases = "|".join(map(re.escape, (*words("same_period_before"), *own)))
    pattern = rf"(?<!\w)(?:{phrases})(?!\w)" if phrases else r"(?!)"
    text = re.sub(r"(?<![\d/])(?:19|20)\d\d(?![\d/])", " YEAR ", folded)
    found = re.search(pattern, text) is not None
    text = re.sub(pattern, " ", text) if found else text
    text = re.sub(r"(?:(?<!\w)năm\s+)?YEAR", " ", text)
    return " ".join(text.split()).strip(" ,;:-"), found
