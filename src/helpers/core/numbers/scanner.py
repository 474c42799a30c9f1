"""From a text to its parts: sign, digit groups with the marks between them, exponent, unit.

One pass from left to right; nothing here knows what the marks mean.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.core.numbers.note_marks import is_certain, split_note_mark
from helpers.core.numbers.parsed_number import refused
from helpers.core.numbers.scale_words import approximations, marker
from helpers.core.numbers.spelling import DIGITS, MARKS, is_date, tidy
from helpers.core.numbers.trailing import unit_of
from helpers.core.text import fold

MOST_DIGITS = 20
LARGEST_EXPONENT = 15
SURE_MINUS = "−"
DASHES = frozenset("-‐‑–—" + SURE_MINUS)

_SOFT_HYPHEN = re.compile("\\s*\u00ad\\s*\\d")
"""Before a number it may be a minus, or left over from a line break in a text."""


@dataclass(frozen=True)
class Printed:
    """The parts of one printed number.

    ``groups`` are runs of digits, ``marks`` the ``.``, ``,`` or blank between them (one fewer).
    ``signs`` are the signs that the text can mean: two where a bracket or a dash leaves it open.
    ``repaired`` is True where a blank beside a decimal comma was taken out. ``note_mark`` refers
    to a note and was taken off.
    """

    groups: tuple[str, ...]
    marks: str
    signs: tuple[int, ...]
    exponent: int | None
    unit: str | None
    bracketed: bool
    approximate: bool
    repaired: bool
    note_mark: str = ""


@lru_cache(maxsize=20_000)
def scan(text: str) -> Printed:
    """The parts of ``text``. Raises NumberRefused where it is not shaped like one number."""
    spelled = tidy(text)
    _refuse_other_kinds(spelled, text)
    if _SOFT_HYPHEN.match(text):
        return replace(_Scanner(spelled, text).printed(), signs=(1, -1))
    bare, mark = split_note_mark(spelled)
    if not mark or bare.count("(") > bare.count(")"):
        return _Scanner(spelled, text).printed()
    printed = replace(_Scanner(bare, text).printed(), note_mark=mark)
    if not is_certain(mark, printed.marks):
        raise refused("note_or_second_value", text, value=bare, mark=mark)
    return printed


def _refuse_other_kinds(spelled: str, text: str) -> None:
    if marker(text) is not None:
        raise refused("marker", text)
    if not spelled:
        raise refused("empty", text)
    if spelled.startswith("="):
        raise refused("formula_text", text)
    if not DIGITS.intersection(spelled):
        raise refused("not_a_number", text)
    if is_date(spelled):
        raise refused("date", text)


class _Scanner:
    """A position in a tidied text that moves to the right."""

    def __init__(self, spelled: str, text: str) -> None:
        self.spelled = spelled
        self.text = text
        self.at = 0
        self.repaired = False

    def printed(self) -> Printed:
        """The parts of the text, from left to right. Raises NumberRefused."""
        approximate = self._approximation()
        bracketed = self._bracket()
        signs = self._signs(bracketed)
        groups, marks = self._groups()
        exponent = self._exponent()
        unit = unit_of(self.spelled[self.at :], bracketed, self.text)
        if sum(map(len, groups)) > MOST_DIGITS:
            raise self._too_many_digits()
        return Printed(groups, marks, signs, exponent, unit, bracketed, approximate, self.repaired)

    def _peek(self, ahead: int = 0) -> str:
        """One character, or '' after the end."""
        position = self.at + ahead
        return self.spelled[position : position + 1]

    def _skip_blanks(self) -> bool:
        start = self.at
        while self._peek() == " ":
            self.at += 1
        return self.at > start

    def _approximation(self) -> bool:
        """Step over words before the number; only words of approximation may come first."""
        begins = DIGITS | DASHES | {"(", "+"}
        start = self.at
        while self._peek() not in begins:
            self.at += 1
        words = self.spelled[start : self.at].strip()
        if words and MARKS.issuperset(words):
            raise refused("bad_grouping", self.text)
        if words and fold(words) not in approximations():
            raise refused("words_before", self.text, words=words)
        return bool(words)

    def _bracket(self) -> bool:
        opened = self._peek() == "("
        self.at += opened
        self._skip_blanks()
        return opened

    def _signs(self, bracketed: bool) -> tuple[int, ...]:
        """The signs that the text can mean.

        A dash with a blank after it may open a list item, and a bracket without a sign may be
        an accountant's minus or an aside: both meanings stay possible.
        """
        sign = self._peek()
        if sign != "+" and sign not in DASHES:
            return (1, -1) if bracketed else (1,)
        self.at += 1
        apart = self._skip_blanks()
        if sign == "+":
            return (1,)
        return (-1, 1) if apart and sign != SURE_MINUS and not bracketed else (-1,)

    def _groups(self) -> tuple[tuple[str, ...], str]:
        groups, marks = [self._digits()], ""
        while mark := self._mark(marks):
            marks += mark
            groups.append(self._digits())
        return tuple(groups), marks

    def _digits(self) -> str:
        start = self.at
        while self._peek() in DIGITS:
            self.at += 1
        if self.at == start:
            raise refused("not_a_number", self.text)
        return self.spelled[start : self.at]

    def _mark(self, marks: str) -> str:
        """The mark before the next group of digits, or '' where the number ends."""
        first, second = self._peek(), self._peek(1)
        if (first in MARKS or first == " ") and second in DIGITS:
            self.at += 1
            return first
        if {first, second} == {",", " "} and self._peek(2) in DIGITS:
            return self._mend_comma(marks)
        return ""

    def _mend_comma(self, marks: str) -> str:
        """A comma with one stray blank ('10.726, 547'), after dots have grouped the thousands.

        Without those dots the comma may as well separate two numbers.
        """
        if set(marks) != {"."}:
            raise refused("two_values", self.text)
        self.at += 2
        self.repaired = True
        return ","

    def _exponent(self) -> int | None:
        """Exponent as spreadsheets print it: E+06, always with its sign."""
        if self._peek() not in ("e", "E") or self._peek(1) not in ("+", "-"):
            return None
        negative = self._peek(1) == "-"
        self.at += 2
        exponent = int(self._digits())
        if exponent > LARGEST_EXPONENT:
            raise self._too_many_digits()
        return -exponent if negative else exponent

    def _too_many_digits(self) -> Exception:
        return refused("too_many_digits", self.text, most=MOST_DIGITS)
