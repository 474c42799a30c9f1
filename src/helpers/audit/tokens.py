"""A passage as numbers, words and marks, each with its span; one pass, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from helpers.ground.numbers import NumberRefused, Style, read_number

_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_]+[²³]?|\S")
LONGEST_NUMBER = 24


@dataclass(frozen=True)
class Token:
    """``value`` and ``places`` (printed digits) only for a number that can be read one way."""

    kind: Literal["number", "word", "mark"]
    text: str
    start: int
    end: int
    value: Decimal | None = None
    places: int = 0


def tokens_of(text: str, style: Style | None) -> Iterator[Token]:
    """Tokens in order. A closing comma or full stop is no part of a number."""
    for match in _TOKEN.finditer(text):
        found = match.group()
        if not found[0].isdigit():
            kind = "word" if found[0].isalpha() else "mark"
            yield Token(kind, found, match.start(), match.end())
            continue
        bare = found.rstrip(".,")
        end = match.start() + len(bare)
        yield _number(bare, match.start(), end, style)
        for position, mark in enumerate(found[len(bare) :], start=end):
            yield Token("mark", mark, position, position + 1)


def _number(text: str, start: int, end: int, style: Style | None) -> Token:
    if len(text) > LONGEST_NUMBER:
        return Token("number", text, start, end)
    try:
        reading = read_number(text, style=style)
    except NumberRefused:
        return Token("number", text, start, end)
    return Token("number", text, start, end, reading.value, reading.places)
