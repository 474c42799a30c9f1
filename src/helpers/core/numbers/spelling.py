"""One spelling of a text before it is looked at: whatever looks the same reads the same."""

import re
from functools import lru_cache

from helpers.core.numbers.parsed_number import refused
from helpers.core.text import nfc

LONGEST_TEXT = 200
DIGITS = frozenset("0123456789")
MARKS = frozenset(".,")
_ASCII = {fullwidth: chr(fullwidth - 0xFEE0) for fullwidth in range(0xFF01, 0xFF5F)}
_TWO_LINES = re.compile(r"\d\s*[^\S \u00a0\u2000-\u200a\u202f\u205f\u3000]\s*[(+\-−–.,]?\s*\d")
"""A digit, then a line break or tab, then another number."""
_MARK_OF_TEXT = re.compile(r"^['’](?=[\d+(\-−–])")
"""The apostrophe by which spreadsheets are told that a number is a text."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), " ")


def plain(text: str) -> str:
    """NFC, full-width characters as ASCII, every kind of blank as a space, none at the ends."""
    return _plain(text) if len(text) <= LONGEST_TEXT else _plain.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    composed = nfc(text).translate(_ASCII).translate(_INVISIBLE)
    return "".join(" " if character.isspace() else character for character in composed).strip()


def tidy(text: str) -> str:
    """``plain`` without the full stop or semicolon of a sentence around the number, and without the
    apostrophe of a number that was typed as text.

    Raises NumberRefused for texts that are too long to be a number, and for numbers on two lines:
    a line break or a tab is no thousands blank.
    """
    if len(text) > LONGEST_TEXT:
        raise refused("too_long", text, longest=LONGEST_TEXT)
    if _TWO_LINES.search(text):
        raise refused("two_values", text)
    spelled = _MARK_OF_TEXT.sub("", plain(text))
    return spelled[:-1].rstrip() if spelled[-1:] in (".", ";") and len(spelled) > 1 else spelled


def is_date(spelled: str) -> bool:
    """True for d/m/yyyy and yyyy-m-d with one kind of mark, with or without a time after it."""
    day = spelled.replace("T", " ").split(" ")[0]
    for mark in "/-.":
        parts = day.split(mark)
        if len(parts) == 3 and all(DIGITS.issuperset(part) for part in parts):
            first, month, last = map(len, parts)
            if month in (1, 2) and sorted((first, last)) in ([1, 4], [2, 4]):
                return True
    return False
