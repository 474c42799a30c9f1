"""Raised digits of a PDF page, by where they stand: note marks and powers of units."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from helpers.audit.readers.note_marks import raised

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

LOWEST, HIGHEST = 0.12, 0.8
"""Between which shares of the height of a letter the foot of a raised digit stands above it."""
WIDEST_GAP = 0.35
_ENDS_OF_LINES = "\r\n"
Box = tuple[float, float, float, float]


class _Letter(NamedTuple):
    """Where a letter stands on the page."""

    left: float
    right: float
    foot: float
    height: float


@dataclass(frozen=True)
class RaisedDigits:
    """The text of a page as it was extracted, and which of its digits are raised."""

    text_page: PdfTextPage
    text: str
    raised_at: frozenset[int]

    @classmethod
    def of(cls, text_page: PdfTextPage) -> RaisedDigits:
        """Those of a page; none where letters and text cannot be matched one to one."""
        text = text_page.get_text_range()
        is_matched = text_page.count_chars() == len(text)
        return cls(text_page, text, frozenset(_found(text_page, text) if is_matched else ()))

    def marked(self) -> str:
        """The page's text with raised characters; the line goes on behind one."""
        pieces = list(self.text)
        for at in sorted(self.raised_at):
            pieces[at] = raised(pieces[at])
            before, behind = _before(self.text, at), _behind(self.text, at)
            pieces[before + 1 : at] = [""] * (at - before - 1)
            if behind < len(pieces) and behind > at + 1 and self._is_on_line_of(before, behind):
                pieces[at + 1 : behind] = [""] * (behind - at - 1)
        return "".join(pieces)

    def marked_within(self, text: str, box: Box) -> str:
        """The same of the text that stands within a box (left, bottom, right, top)."""
        if not self.raised_at:
            return text
        digits = [at for at, mark in enumerate(self.text) if _is_digit(mark) and self._in(box, at)]
        places = [at for at, mark in enumerate(text) if _is_digit(mark)]
        pieces = list(text)
        if len(digits) == len(places):
            for at, place in zip(digits, places, strict=True):
                pieces[place] = raised(pieces[place]) if at in self.raised_at else pieces[place]
        return "".join(pieces)

    def _is_on_line_of(self, base: int, other: int) -> bool:
        while base in self.raised_at:
            base = _before(self.text, base)
        one, two = _letter(self.text_page, base), _letter(self.text_page, other)
        return abs(one.foot - two.foot) < LOWEST * one.height

    def _in(self, box: Box, at: int) -> bool:
        letter = _letter(self.text_page, at)
        middle, left, bottom, right, top = (letter.left + letter.right) / 2, *box
        return left <= middle <= right and bottom - letter.height <= letter.foot <= top


def _found(text_page: PdfTextPage, text: str) -> Iterator[int]:
    """Digits that stand close behind a letter and above its foot."""
    known: dict[int, int] = {}
    for at, mark in enumerate(text):
        before = _before(text, at) if _is_digit(mark) else -1
        if before < 0 or text[before].isspace():
            continue
        base = known.get(before, before)
        foot, last = _letter(text_page, base), _letter(text_page, before)
        letter = _letter(text_page, at)
        rise = (letter.foot - foot.foot) / (foot.height or 1)
        gap = (letter.left - last.right) / (foot.height or 1)
        if LOWEST < rise < HIGHEST and abs(gap) < WIDEST_GAP:
            known[at] = base
            yield at


def _before(text: str, at: int) -> int:
    """The letter before one, over the end of a line."""
    at -= 1
    while at >= 0 and text[at] in _ENDS_OF_LINES:
        at -= 1
    return at


def _behind(text: str, at: int) -> int:
    at += 1
    while at < len(text) and text[at] in _ENDS_OF_LINES:
        at += 1
    return at


def _is_digit(mark: str) -> bool:
    return mark.isascii() and mark.isdigit()


def _letter(text_page: PdfTextPage, at: int) -> _Letter:
    from pypdfium2 import raw

    across, foot, box = c_double(), c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text_page, at, across, foot)
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    return _Letter(box.left, box.right, foot.value, box.top - box.bottom)
