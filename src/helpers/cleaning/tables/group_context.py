"""Whether a group row leaves the meaning of the rows below it as it is.

«Đàn trâu» below «Số con chết, tiêu hủy» or «Năm 2022» is no herd of this period. A group is neutral
where each of its words is one of the form, of its groups, of the indicator, or says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from helpers.cleaning.indicator_resolver import LabelResolver
from helpers.cleaning.stated_periods.lines import statements
from helpers.cleaning.tables.words import words as table_words
from helpers.cleaning.tables.words import years_in
from helpers.cleaning.unit_statements import without_units
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.forms import Form
from helpers.core.periods import Period
from helpers.core.text import fold
from helpers.core.word_files import load_words

_WORD = re.compile(r"\w+")
_STAGE = re.compile(r"giai đoạn\s*20\d\d\s*(?:[-–—]|đến)\s*20\d\d", re.IGNORECASE)
_NUMBERING = re.compile(r"\d{1,2}|[ivxl]+|[a-zđ]")


@cache
def _listed(group: str) -> tuple[str, ...]:
    """Spelled phrases of a group in ``group_words.yml``, longest first."""
    words = load_words(__package__, "group_words.yml")[group]
    return tuple(sorted(map(_spelled, words), key=len, reverse=True))


@cache
def _spelled(text: str) -> str:
    """Folded words of a text, a blank between them."""
    return " ".join(_WORD.findall(fold(text)))


def _has(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "


def _without(text: str, phrases: Iterable[str]) -> str:
    """A spelled text without phrases, whole words only."""
    text = f" {text} "
    for phrase in phrases:
        text = text.replace(f" {phrase} ", " | ") if phrase else text
    return text


def other_programme(text: str, own: Iterable[str]) -> bool:
    """True where a text names a programme, and none of the texts of ``own`` names it too.

    «Xây dựng nông thôn mới», «Chương trình MTQG giảm nghèo bền vững».
    """
    spelled, known = _spelled(text), list(map(_spelled, own))
    named = next((name for name in _listed("programmes") if _has(spelled, name)), None)
    return named is not None and not any(_has(one, named) for one in known)


def names_programme(text: str) -> bool:
    """True for a text with «Chương trình», «MTQG»."""
    return any(_has(_spelled(text), mark) for mark in _listed("programme_words"))


def without_years_of_programme(label: str) -> str:
    """A programme's label without «giai đoạn 2021-2025»; other labels as they are."""
    return _STAGE.sub(" ", label) if names_programme(label) else label


def titles_other_programme(title: str, own: Iterable[str]) -> str:
    """The line above a table that names another programme, where no line names an own one."""
    lines = [line for line in title.splitlines() if not _is_of_office(line)]
    named = [line for line in lines if names_programme(line)]
    if any(_has(_spelled(line), mark) for line in named for mark in _listed("own_marks")):
        return ""
    own = list(own)
    return next((line for line in named if other_programme(line, own)), "")


def _is_of_office(line: str) -> bool:
    return any(f"{_spelled(line)} ".startswith(f"{office} ") for office in _listed("offices"))


@dataclass(frozen=True)
class GroupContext:
    """What the group rows of a form's table do to the indicators below them."""

    form: Form
    catalogues: Catalogues
    labels: LabelResolver
    unit: str = ""

    @cached_property
    def neutral(self) -> NeutralWords:
        """The words that say nothing new in this form."""
        period = self.catalogues.period
        sheets = (name for mapping in self.form.sheets for name in mapping.names)
        texts = (self.form.title_vi, *sheets, *self.labels.groups)
        own = self.catalogues.units.find(self.unit, period.end) if self.unit else None
        return NeutralWords(texts, period, (own.name_vi,) if own else ())

    def unclear(self, groups: Iterable[tuple[str, bool]], code: str) -> str:
        """The first group above a row that may change what the row means; empty for none.

        ``groups``: label, and True for a row that may stand beside the rows below it.
        """
        own = self._names_of(code)
        for label, is_beside in groups:
            if is_beside and not self.neutral.changes_meaning(label):
                continue
            if not self.neutral.is_neutral(label, own):
                return label
        return ""

    def _names_of(self, code: str) -> list[str]:
        indicator = self.catalogues.indicators.get(code)
        names = self.labels.labels_of(code) + ([indicator.name_vi] if indicator else [])
        if any(_has(_spelled(name), _spelled("chương trình")) for name in names):
            names += [root.name_vi for root in self.catalogues.programmes.roots()]
        return names


class NeutralWords:
    """The words that say nothing new in the group rows of one table.

    ``texts``: names of its form and groups; ``phrases``: names that are neutral as a whole, as
    that of the unit; ``listed``: group of more such phrases in ``group_words.yml``.
    """

    def __init__(
        self,
        texts: Iterable[str],
        period: Period,
        phrases: Iterable[str] = (),
        listed: str = "neutral",
    ) -> None:
        self._period = period
        self._listed = _listed(listed)
        self._words = {word for text in texts for word in _spelled(text).split()}
        self._phrases = tuple(sorted(map(_spelled, phrases), key=len, reverse=True))

    def is_neutral(self, label: str, own: Iterable[str] = ()) -> bool:
        """True where rows below ``label`` mean what they mean without it.

        ``own``: names of what the row below is.
        """
        own, label = list(own), without_units(label)
        if names_place(label) and not any(
            names_place(name) and _has(_spelled(label), name) for name in self._phrases
        ):
            return False
        if other_programme(label, own):
            return False
        rest = _without(self._without_own_period(label), (*self._phrases, *self._listed))
        known = self._words | {word for text in own for word in _spelled(text).split()}
        return all(word in known or _NUMBERING.fullmatch(word) for word in _WORD.findall(rest))

    def names_subject(self, label: str) -> bool:
        """True where a label has a word of the form's names that says what is counted."""
        rest = _without(_spelled(label), self._listed)
        return any(word in self._words and len(word) > 1 for word in _WORD.findall(rest))

    def is_own_period(self, text: str) -> bool:
        """True where a text names the period of the report, and nothing else: '2023', 'H1'."""
        return not self._without_own_period(text).replace("|", " ").strip()

    def changes_meaning(self, label: str) -> bool:
        """True where a row names a place, another year, or what its figures are besides a whole."""
        spelled = _spelled(label)
        return (
            names_place(label)
            or bool(years_in(label) - {self._period.year})
            or any(_has(spelled, phrase) for phrase in _listed("changes"))
        )

    def _without_own_period(self, label: str) -> str:
        """A spelled label without the words that name the period of the report."""
        period, text = self._period, fold(label)
        for statement in statements(label, period):
            if statement.verdict == "own":
                text = text.replace(fold(statement.words), " | ")
        kinds = [k for k in (f"H{period.number}", period.kind) if k in ("H1", "H2", "Y")]
        phrases = (_spelled(p) for kind in kinds for p in table_words("own_period", kind))
        years = (f"năm {period.year}", f"{period.year}")
        return _without(_spelled(text), (*phrases, *years))


def names_place(label: str) -> bool:
    """True for a label that begins with a place: «Xã A», neither «Xã hội» nor «Xã, thị trấn»."""
    kinds = "|".join(table_words("other_sheet_begins"))
    found = re.match(rf"\W*(?:{kinds})\s+(\w+)", fold(label))
    return found is not None and found[1] not in table_words("no_place")
