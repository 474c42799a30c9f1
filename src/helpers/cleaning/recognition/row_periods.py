"""Periods that the labels of a row name: they decide of which period its figures are, or are asked.

«Đàn trâu năm 2022» below «Thực hiện» is the herd of 2022, «Số hộ nghèo đầu năm» is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from helpers.cleaning.recognition.mentions import Mention, Resolved, mentions, resolve
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.roles import DEFAULTS, Role
from helpers.cleaning.recognition.vocabulary import any_of, key, plain
from helpers.core.periods import Period
from helpers.core.text import nfc
from helpers.core.word_files import load_words

MOST_YEARS_AHEAD = 10
"""A larger number is that of a document («QĐ 2085»)."""
IGNORED = ("bare_year", "ratio")
"""'Cả năm' is a season of crops; '2023/2022' stands in heads."""
EARLIER = ("last_year", "past")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")


@dataclass(frozen=True, slots=True)
class LabelPeriod:
    """A period that a label names: ``resolved`` is None where it is not clear which."""

    words: str
    resolved: Resolved | None

    def is_of(self, own: Period) -> bool:
        """True for the period of the report, its year, or a season or school year in it."""
        if self.resolved is None:
            return False
        verdict, period = self.resolved.verdict, self.resolved.period
        years = period.split("-")
        is_season = verdict == "season" and str(own.year) in years
        return verdict in ("own", "year") or is_season


@dataclass(frozen=True, slots=True)
class RowPeriod:
    """What the labels of a row say about its period; ``names``: the labels without these words."""

    names: tuple[str, ...]
    found: LabelPeriod | None = None


@cache
def _words() -> dict[str, Any]:
    return load_words(__package__, "row_periods.yml")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?<!\\w)(?:{text})(?!\\w)" for text in _words()[name]))


def row_period(path: Sequence[str], own: Period, year: int | None) -> RowPeriod:
    """The period of the innermost label that names one; ``year``: as the table states it."""
    names: list[str] = []
    found: LabelPeriod | None = None
    for label in path:
        name, periods = _of_label(label, own, year)
        if name:
            names.append(name)
        if periods:
            found = _innermost(found, _one_of(periods), own)
    return RowPeriod(tuple(names), found)


def _one_of(periods: list[LabelPeriod]) -> LabelPeriod:
    """The period of one label; open where it names several."""
    if len({each.resolved for each in periods}) == 1:
        return periods[0]
    return LabelPeriod(" ".join(each.words for each in periods), None)


def _innermost(outer: LabelPeriod | None, inner: LabelPeriod, own: Period) -> LabelPeriod:
    """The inner one of two; open where a group of another period stands above another one."""
    if outer is None or outer.is_of(own) or outer.resolved == inner.resolved:
        return inner
    return LabelPeriod(f"{outer.words}, {inner.words}", None)


def _of_label(label: str, own: Period, year: int | None) -> tuple[str, list[LabelPeriod]]:
    """A label without the periods that it names, and these."""
    shown, text = plain(nfc(label)), key(label)
    masked = _pattern("no_period").sub(lambda m: "#" * len(m[0]), text)
    for mention in mentions(masked, own.year)[0]:
        if _says_nothing(mention, text, own):
            masked = masked.replace(mention.words, "#" * len(mention.words))
    periods = [LabelPeriod(match[0], None) for match in _pattern("open").finditer(masked)]
    rest = _pattern("open").sub(lambda m: " " * len(m[0]), masked)
    ends = Resolved("own", str(own))
    periods += [LabelPeriod(match[0], ends) for match in _pattern("own").finditer(rest)]
    rest = _pattern("own").sub(lambda m: " " * len(m[0]), rest)
    named, rest = mentions(rest, own.year)
    periods += [LabelPeriod(each.words, resolve(each, own, year)) for each in named]
    if not periods:
        return plain(label), []
    return _without(shown if len(shown) == len(text) else text, masked, rest), periods


def _says_nothing(mention: Mention, text: str, own: Period) -> bool:
    """True for a number that is no period, and for the stage of a programme or standard."""
    if mention.kind == "span":
        of_stage = any_of(frozenset(_words()["named_with_stage"])).search(text) is not None
        is_now = (mention.year or 0) <= own.year <= mention.number
        return of_stage and is_now
    return mention.kind in IGNORED or (mention.year or 0) > own.year + MOST_YEARS_AHEAD


def _without(shown: str, masked: str, rest: str) -> str:
    """A label without the parts that ``rest`` lacks and the words that lead to them."""
    kept = list(shown)
    taken = [i for i, (a, b) in enumerate(zip(masked, rest, strict=True)) if a != b]
    for position in taken:
        kept[position] = " "
        if position - 1 not in taken and (
            before := re.search(_words()["before"], masked[:position])
        ):
            kept[before.start() : position] = " " * (position - before.start())
    return plain(_EMPTY_BRACKETS.sub(" ", "".join(kept))).strip(" ,;:-–")


def with_row_period(role: Role, stated: RowPeriod | None, own: Period) -> Role:
    """The role of a column in a row whose labels name a period; asked where both do not agree."""
    found = stated.found if stated else None
    if found is None:
        return role
    evidence = Evidence("period", "label", found.words)
    changed = replace(role, reasons=list(role.reasons), asked=set(role.asked))
    changed.evidence = [*role.evidence, evidence]
    if found.is_of(own):
        if found.resolved is not None and found.resolved.verdict == "own":
            _settle_period(changed, str(own))
        return changed
    changed.row = found.words
    if found.resolved is None or not _apply(changed, found.resolved, own):
        changed.ask("row_period", "measure", "period")
    return changed


def _apply(role: Role, found: Resolved, own: Period) -> bool:
    """Give the period of a row to its role; False where the head says another one."""
    if any(e.field == "period" and e.source == "header" for e in role.evidence):
        return role.period == found.period
    if role.measure == "previous":
        is_last = found.period in (str(own.previous_year()), str(own.year - 1))
        role.period = found.period if is_last else role.period
        return is_last
    if set(role.reasons) & set(DEFAULTS):  # nothing but the row says a period
        _settle_period(role, found.period)
        if role.measure not in ("", "actual"):
            return False
        role.measure = "previous" if role.measure and found.verdict in EARLIER else role.measure
        return True
    if role.is_rate or role.measure != "actual":
        return False
    if found.verdict in EARLIER:
        role.measure = "previous"
    elif found.verdict not in ("month", "quarter"):
        return False
    role.period = found.period
    return True


def _settle_period(role: Role, period: str) -> None:
    """Take a period that a row says where nothing else says one."""
    if set(role.reasons) <= set(DEFAULTS):
        role.reasons = [reason for reason in role.reasons if reason != "period_missing"]
        role.asked.discard("period")
        role.period = period
