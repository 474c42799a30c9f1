"""Periods that the labels of a row name: they decide of which period its figures are, or are asked.

«Đàn trâu năm 2022» below «Thực hiện» is the herd of 2022, «Số hộ nghèo đầu năm» is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from helpers.cleaning.composed_text import key, plain
from helpers.cleaning.stated_periods.meaning import Resolved, resolve
from helpers.cleaning.stated_periods.phrases import Phrase, period_words, phrases
from helpers.core.periods import Period
from helpers.core.text import nfc

MOST_YEARS_AHEAD = 10
"""A larger number is that of a document («QĐ 2085»)."""
IGNORED = ("bare_year", "ratio", "code")
"""'Cả năm' is a season of crops; '2023/2022' stands in heads."""
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
        is_season = verdict == "season" and str(own.year) in period.split("-")
        return verdict in ("own", "year") or is_season


@dataclass(frozen=True, slots=True)
class RowPeriod:
    """What the labels of a row say about its period; ``names``: the labels without these words."""

    names: tuple[str, ...]
    found: LabelPeriod | None = None


@cache
def _masks() -> re.Pattern[str]:
    every = period_words()["of_labels"]
    return re.compile("|".join(f"(?<!\\w)(?:{text})(?!\\w)" for text in every))


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
    masked = _masks().sub(lambda m: "#" * len(m[0]), text)
    for phrase in phrases(masked, own.year)[0]:
        if _says_nothing(phrase, text, own):
            masked = masked.replace(phrase.words, "#" * len(phrase.words))
    same = re.compile(period_words()["same_period"])
    periods = [LabelPeriod(match[0], None) for match in same.finditer(masked)]
    named, rest = phrases(same.sub(lambda m: " " * len(m[0]), masked), own.year)
    periods += [LabelPeriod(each.words, resolve(each, own, year)) for each in named]
    if not periods:
        return plain(label), []
    return _without(shown if len(shown) == len(text) else text, masked, rest), periods


def _says_nothing(phrase: Phrase, text: str, own: Period) -> bool:
    """True for a number that is no period, and for the stage of a programme or standard."""
    if phrase.kind == "span":
        named = "|".join(map(re.escape, period_words()["named_with_stage"]))
        of_stage = re.search(rf"(?<!\w)(?:{named})(?!\w)", text) is not None
        return of_stage and (phrase.year or 0) <= own.year <= phrase.number
    return phrase.kind in IGNORED or (phrase.year or 0) > own.year + MOST_YEARS_AHEAD


def _without(shown: str, masked: str, rest: str) -> str:
    """A label without the parts that ``rest`` lacks and the words that lead to them."""
    kept = list(shown)
    taken = [i for i, (a, b) in enumerate(zip(masked, rest, strict=True)) if a != b]
    for position in taken:
        kept[position] = " "
        before = re.search(period_words()["before"], masked[:position])
        if position - 1 not in taken and before:
            kept[before.start() : position] = " " * (position - before.start())
    return plain(_EMPTY_BRACKETS.sub(" ", "".join(kept))).strip(" ,;:-–")
