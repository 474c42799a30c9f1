"""Rows of delimited text whose values stand under wrong heads: an unquoted decimal comma."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from helpers.cleaning.readers.model import Doubt
from helpers.core.text import fold
from helpers.core.word_files import load_words

_FIGURE = re.compile(r"\s*+[(+\-−]?+\s*+\d[\d.,\s]*+%?+\s*+\)?+\s*+")
_INTEGER = re.compile(r"\s*[+\-−]?\d+\s*")
_DIGITS = re.compile(r"\s*\d+\s*")
_PART = re.compile(r"\s*+\d++\s*+%?+\s*+")
"""The rest of a cut number: '6%' of '23,6%'."""
FEWEST_HEADS = 3

Doubts = dict[tuple[int, int], Doubt]


def wide_row_doubts(records: list[list[str]], texts: list[str], delimiter: str) -> Doubts:
    """Row and column (1-based) → doubt, of figures that may stand under a wrong head.

    A row is wide where it has more values than the widest head above it. In comma-delimited text
    a number below a head of words is the rest of the number before it, and so may be any in a row
    of more fields, even empty ones; where there is one such row, all neighbouring whole numbers may
    be one number that was cut.
    """
    doubts: Doubts = {}
    heads: list[str] = []
    for number, fields in enumerate(records, start=1):
        filled = [field for field in fields if field.strip()]
        if not any(map(_FIGURE.fullmatch, filled)):
            if len(filled) >= FEWEST_HEADS and len(fields) >= len(heads):
                heads = fields
            continue
        width = max((i for i, field in enumerate(fields, start=1) if field.strip()), default=0)
        if heads and width > len(heads):
            shown = ";".join(filled)
            for column, field in enumerate(fields, start=1):
                if _FIGURE.fullmatch(field):
                    doubts[number, column] = Doubt("wide_row", shown, field.strip())
        elif delimiter == "," and heads:
            is_longer = len(fields) > len(heads)
            for column, doubt in _pairs(fields, texts[number - 1], _PART if is_longer else _DIGITS):
                if is_longer or _is_of_words(heads[column]):
                    doubts[number, column] = doubts[number, column + 1] = doubt
    if doubts and delimiter == ",":
        for number, fields in enumerate(records, start=1):
            for column, doubt in _pairs(fields, texts[number - 1], _DIGITS):
                doubts.setdefault((number, column), doubt)
                doubts.setdefault((number, column + 1), doubt)
    return doubts


def _pairs(fields: list[str], text: str, part: re.Pattern[str]) -> Iterator[tuple[int, Doubt]]:
    """Column and doubt of each whole number, behind the first column, with a ``part`` after it."""
    written = text.rstrip("\r\n").split(",")
    unquoted = set(pairwise(written))
    for column, (left, right) in enumerate(pairwise(fields[1:]), start=2):
        if _INTEGER.fullmatch(left) and part.fullmatch(right) and (left, right) in unquoted:
            yield column, Doubt("split_number", f"{left},{right}".strip(), left.strip())


def _is_of_words(head: str) -> bool:
    return fold(head).startswith(_text_heads())


@cache
def _text_heads() -> tuple[str, ...]:
    return tuple(map(fold, load_words(__package__, "text_heads.yml")))
