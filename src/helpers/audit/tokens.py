"""A passage as numbers, words and marks, each with its span; one pass, whatever the text."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from helpers.core.numbers import NumberRefused, Style, read_number

_TOKEN = re.compile(r"\d[\d.,]*|k?m[23]\b|[^\W\d_]+[²³]?|\S")
LONGEST_NUMBER = 24


class Token(NamedTuple):
    """``value`` and ``decimal_places`` only for a number that can be read one way."""

    kind: Literal["number", "word", "mark"]
    text: str
    start: int
    end: int
    value: Decimal | None = None
    decimal_places: int = 0

    @property
    def number(self) -> Decimal:
        """The value of a token that is known to have one. Raises ValueError without."""
        if self.value is None:
            raise ValueError(f"{self.text!r} cannot be read as a number")
        return self.value


def tokens_of(text: str, style: Style | None) -> Iterator[Token]:
    """Tokens in order. A closing comma or full stop is no part of a number."""
    for match in _TOKEN.finditer(text):
        found = match.group()
        if not found[0].isdigit():
            kind: Literal["word", "mark"] = "word" if found[0].isalpha() else "mark"
            yield Token(kind, found, match.start(), match.end())
            continue
        bare = found.rstrip(".,")
        end = match.start() + len(bare)
        value, decimal_places = _read(bare, style)
        yield Token("number", bare, match.start(), end, value, decimal_places)
        for position, mark in enumerate(found[len(bare) :], start=end):
            yield Token("mark", mark, position, position + 1)


def digits_in(text: str) -> int:
    """How many digits a text prints: short figures are like others by chance."""
    return sum(mark.isdigit() for mark in text)


def numbers_in(text: str) -> Iterator[str]:
    """The numbers of a text as they are written."""
    found = (match.group() for match in _TOKEN.finditer(text))
    return (token.rstrip(".,") for token in found if token[0].isdigit())


@lru_cache(maxsize=50_000)
def _read(text: str, style: Style | None) -> tuple[Decimal | None, int]:
    """Value and printed digits; no value where the text cannot be read one way."""
    if len(text) > LONGEST_NUMBER:
        return None, 0
    try:
        reading = read_number(text, style=style)
    except NumberRefused:
        return None, 0
    return reading.value, reading.decimal_places
