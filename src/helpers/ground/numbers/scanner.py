"""From a text to its parts: sign, digit groups with the marks between them, exponent, unit.

One pass from left to right; nothing here knows what the marks mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.ground.numbers.reading import refused
from helpers.ground.numbers.words import approximations, marker
from helpers.ground.text import fold, nfc

LONGEST_TEXT = 200
MOST_DIGITS = 20
LARGEST_EXPONENT = 15
DIGITS = frozenset("0123456789")
MARKS = frozenset(".,")
SURE_MINUS = "−"
DASHES = frozenset("-‐‑–—" + SURE_MINUS)
UNIT_SIGNS = frozenset("%‰°₫$€/.,-'& ²³")
UNIT_STARTS = frozenset("%‰°₫$€")
_ASCII = {fullwidth: chr(fullwidth - 0xFEE0) for fullwidth in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), " ")


@dataclass(frozen=True)
class Printed:
    """The parts of one printed number.

    ``groups`` are runs of digits, ``marks`` the ``.``, ``,`` or blank between them (one fewer).
    ``signs`` are the signs that the text can mean: two where a bracket or a dash leaves it open.
    ``repaired`` is True where a blank beside a decimal comma was taken out.
    """

    groups: tuple[str, ...]
    marks: str
    signs: tuple[int, ...]
    exponent: int | None
    unit: str | None
    bracketed: bool
    approximate: bool
    repaired: bool


def tidy(text: str) -> str:
    """NFC, plain digits, single kinds of blanks, no full stop or semicolon at the end.

    Raises NumberRefused for texts that are too long to be a number.
    """
    if len(text) > LONGEST_TEXT:
        raise refused("too_long", text, longest=LONGEST_TEXT)
    plain = nfc(text).translate(_ASCII).translate(_INVISIBLE)
    plain = "".join(" " if character.isspace() else character for character in plain).strip()
    return plain[:-1].rstrip() if plain[-1:] in (".", ";") and len(plain) > 1 else plain


def scan(text: str) -> Printed:
    """The parts of ``text``. Raises NumberRefused where it is not shaped like one number."""
    if marker(text) is not None:
        raise refused("marker", text)
    plain = tidy(text)
    _refuse_other_kinds(plain, text)
    return _Scanner(plain, text).printed()


def _refuse_other_kinds(plain: str, text: str) -> None:
    if not plain:
        raise refused("empty", text)
    if plain.startswith("="):
        raise refused("formula_text", text)
    if not DIGITS.intersection(plain):
        raise refused("not_a_number", text)
    if _is_date(plain):
        raise refused("date", text)


def _is_date(plain: str) -> bool:
    """True for d/m/yyyy and yyyy-m-d with one kind of mark, with or without a time after it."""
    day = plain.replace("T", " ").split(" ")[0]
    for mark in "/-.":
        parts = day.split(mark)
        if len(parts) == 3 and all(DIGITS.issuperset(part) for part in parts):
            lengths = [len(part) for part in parts]
            if lengths[1] in (1, 2) and sorted((lengths[0], lengths[2])) in ([1, 4], [2, 4]):
                return True
    return False


class _Scanner:
    """A position in a tidied text that moves to the right."""

    def __init__(self, plain: str, text: str) -> None:
        self.plain = plain
        self.text = text
        self.at = 0
        self.repaired = False

    def printed(self) -> Printed:
        approximate = self._approximation()
        bracketed = self._take("(")
        signs = self._signs(bracketed)
        groups, marks = self._groups()
        exponent = self._exponent()
        unit = self._unit(bracketed)
        if sum(map(len, groups)) > MOST_DIGITS:
            raise refused("too_many_digits", self.text, most=MOST_DIGITS)
        return Printed(groups, marks, signs, exponent, unit, bracketed, approximate, self.repaired)

    def _peek(self, ahead: int = 0) -> str:
        position = self.at + ahead
        return self.plain[position : position + 1]

    def _is_digit(self, ahead: int = 0) -> bool:
        return self._peek(ahead) in DIGITS

    def _take(self, character: str) -> bool:
        found = self._peek() == character
        if found:
            self.at += 1
        return found

    def _skip_blanks(self) -> bool:
        start = self.at
        while self._peek() == " ":
            self.at += 1
        return self.at > start

    def _approximation(self) -> bool:
        """Step over words before the number; only words of approximation may stand there."""
        start = self.at
        while not (self._is_digit() or self._peek() in DASHES or self._peek() in ("(", "+")):
            self.at += 1
        words = self.plain[start : self.at].strip()
        if words and MARKS.issuperset(words):
            raise refused("bad_grouping", self.text)
        if words and fold(words) not in approximations():
            raise refused("words_before", self.text, words=words)
        return bool(words)

    def _signs(self, bracketed: bool) -> tuple[int, ...]:
        """The signs that the text can mean.

        A dash with a blank after it may open a list item, and a bracket without a sign may be
        an accountant's minus or an aside: both readings stay open.
        """
        self._skip_blanks()
        sign = self._peek()
        if sign == "+" or sign in DASHES:
            self.at += 1
            apart = self._skip_blanks()
            if sign == "+":
                return (1,)
            return (-1, 1) if apart and sign != SURE_MINUS and not bracketed else (-1,)
        return (1, -1) if bracketed else (1,)

    def _groups(self) -> tuple[tuple[str, ...], str]:
        groups, marks = [self._digits()], ""
        while mark := self._mark(marks):
            marks += mark
            groups.append(self._digits())
        return tuple(groups), marks

    def _digits(self) -> str:
        start = self.at
        while self._is_digit():
            self.at += 1
        if self.at == start:
            raise refused("not_a_number", self.text)
        return self.plain[start : self.at]

    def _mark(self, marks: str) -> str:
        """The mark before the next group of digits, or '' where the number ends."""
        first, second = self._peek(), self._peek(1)
        if first in MARKS and second in DIGITS:
            self.at += 1
            return first
        if first == " " and self._group_of_three(1):
            self.at += 1
            return " "
        if {first, second} == {",", " "} and self._is_digit(2):
            return self._mend_comma(marks)
        return ""

    def _mend_comma(self, marks: str) -> str:
        """A comma with one stray blank ('10.726, 547'), after dots have grouped the thousands.

        Without those dots the comma may as well separate two numbers.
        """
        if not marks or set(marks) != {"."}:
            raise refused("two_values", self.text)
        self.at += 2
        self.repaired = True
        return ","

    def _group_of_three(self, ahead: int) -> bool:
        following = self.plain[self.at + ahead : self.at + ahead + 4]
        three = len(following) >= 3 and DIGITS.issuperset(following[:3])
        return three and following[3:] not in DIGITS

    def _exponent(self) -> int | None:
        """Exponent as spreadsheets print it: E+06, always with its sign."""
        if self._peek() not in ("e", "E") or self._peek(1) not in ("+", "-"):
            return None
        negative = self._peek(1) == "-"
        self.at += 2
        exponent = self._digits()
        if len(exponent) > 3 or int(exponent) > LARGEST_EXPONENT:
            raise refused("too_many_digits", self.text, most=MOST_DIGITS)
        return -int(exponent) if negative else int(exponent)

    def _unit(self, bracketed: bool) -> str | None:
        rest = self.plain[self.at :].strip()
        if bracketed:
            rest = self._inside_bracket(rest)
        if rest[:1] in MARKS:
            raise refused("bad_grouping", self.text)
        if DIGITS.intersection(_without_powers(rest)):
            raise refused("two_values", self.text)
        if not rest:
            return None
        starts = rest[0].isalpha() or rest[0] in UNIT_STARTS
        if not starts or not all(_may_be_in_unit(character) for character in rest):
            raise refused("trailing_text", self.text, rest=rest)
        return " ".join(rest.split())

    def _inside_bracket(self, rest: str) -> str:
        """The unit inside or behind the closing bracket."""
        inside, closing, behind = rest.partition(")")
        if not closing or (inside.strip() and behind.strip()):
            raise refused("unbalanced_bracket", self.text)
        return inside.strip() or behind.strip()


def _without_powers(unit: str) -> str:
    """``unit`` without the 2 and 3 of m2, km2, m3."""
    kept = []
    for position, character in enumerate(unit):
        power = character in "23" and position > 0 and unit[position - 1] in "mM"
        if not power or unit[position + 1 : position + 2].isalnum():
            kept.append(character)
    return "".join(kept)


def _may_be_in_unit(character: str) -> bool:
    return character.isalpha() or character in UNIT_SIGNS or character in "23"
