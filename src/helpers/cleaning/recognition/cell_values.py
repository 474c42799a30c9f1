"""The numbers of one cell: one, a known pair with its rate, or a pattern that is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.cleaning.notes import AS_OF, ESTIMATE, note_parts
from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.vocabulary import key, plain
from helpers.core.conversion import PERCENT
from helpers.core.errors import InputError
from helpers.core.numbers import (
    ParsedNumber,
    Style,
    bound_before,
    marker,
    read_native,
    read_number,
)

_MOVED = re.compile(r"(?P<word>tăng|giảm|[↑↓▲▼])\s*:?\s*(?P<rest>\d[\d.,]*\s*(?:%|[^\W\d_]{0,8})?)")
_FALLS = ("giảm", "↓", "▼")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_LINES_OF_NUMBERS = re.compile(r"\d[^\S\n]*\n\s*\d")
_WITH_NOTE = re.compile(r"(?P<figure>[^()]*\d[^()]*?)\s*\((?P<note>[^()]+)\)")
_PAIR = re.compile(
    r"(?P<first>[\d.,]*\d)\s*/\s*(?P<second>[\d.,]*\d)\s*(?P<unit>[^\d,;(=%]*?)?\s*"
    r"(?:[,;(=]?\s*(?P<word>đạt|bằng|chiếm|=)?\s*\(?(?P<rate>[\d.,]*\d)\s*%(?P<of>[^\d]*)\)?)?\s*"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a cell: ``unit`` as written beside it, ``status`` as of a figure; ``note``: the
    day, or the word for an estimate, in brackets behind it."""

    value: Decimal | None
    decimal_places: int = 0
    unit: str = ""
    status: str = "reported"
    alternatives: tuple[Decimal, ...] = ()
    note: str = ""

    def as_percent(self) -> Number:
        """The number of a fraction in per cent: 0,104 is 10,4."""
        value = None if self.value is None else self.value.scaleb(2)
        return replace(self, value=value, decimal_places=max(0, self.decimal_places - 2))


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell holds: numbers from left to right, or why it cannot be read.

    ``pattern``: the text with its numbers taken out, where there are several.
    """

    numbers: tuple[Number, ...] = ()
    problem: str = ""
    pattern: str = ""
    rate_of: str = ""
    """Words around the rate of a pair: 'đạt … KH', 'chiếm'."""
    is_change: bool = False
    """True for 'giảm 15', '↓ 3': only in a column of changes it is a figure of the column."""


def read_cell(cell: Cell, style: Style | None, *, is_whole: bool = False) -> CellContent:
    """The numbers of a cell; ``style``: how the column writes numbers."""
    if cell.doubt is not None:
        return CellContent(problem=f"doubt_{cell.doubt.reason}")
    if cell.kind == "number":
        return _native(cell)
    if cell.kind != "text":
        return CellContent(problem=cell.kind)
    text = plain(cell.text)
    status = marker(text)
    if status is not None:
        value = Decimal(0) if status == "zero" else None
        return CellContent((Number(value, status=status),))
    if moved := _MOVED.fullmatch(key(text)):
        content = read_cell(replace(cell, text=moved["rest"]), style, is_whole=is_whole)
        return replace(content, numbers=_signed(content, moved["word"]), is_change=True)
    if bound_before(text):
        return CellContent(problem="bound")
    if (noted := _WITH_NOTE.fullmatch(text)) and _is_note(noted["note"]):
        content = read_cell(replace(cell, text=noted["figure"]), style, is_whole=is_whole)
        return replace(
            content, numbers=tuple(replace(n, note=noted["note"]) for n in content.numbers)
        )
    if _LINES_OF_NUMBERS.search(cell.text):
        return _several(text, style, is_whole)
    try:
        return CellContent((_number(read_number(text, style=style, is_whole_number=is_whole)),))
    except InputError as error:
        if len(_NUMBER.findall(text)) > 1:
            return _several(text, style, is_whole)
        return CellContent(problem=error.key.partition(".")[2])


def _is_note(text: str) -> bool:
    """True for «đến 15/6» and «ước», which say nothing but up to when or how a figure counts."""
    return {part.kind for part in note_parts(text)} <= {AS_OF, ESTIMATE}


def is_moved(text: str) -> bool:
    """True for a change in words: 'tăng 12', '↓ 3'."""
    return _MOVED.fullmatch(key(text)) is not None


def _signed(content: CellContent, word: str) -> tuple[Number, ...]:
    if word not in _FALLS:
        return content.numbers
    return tuple(replace(n, value=None if n.value is None else -n.value) for n in content.numbers)


def numbers_in(text: str) -> list[str]:
    """The numbers that a text holds, as written."""
    return _NUMBER.findall(text)


def _native(cell: Cell) -> CellContent:
    try:
        parsed = read_native(cell.native, percent=cell.text.endswith(PERCENT))
    except InputError as error:
        return CellContent(problem=error.key.partition(".")[2])
    return CellContent((_number(parsed),))


def _number(parsed: ParsedNumber) -> Number:
    unit = PERCENT if parsed.is_percent else plain(parsed.unit or "")
    status = "zero" if parsed.value == 0 else "reported"
    return Number(parsed.value, parsed.decimal_places, unit, status, parsed.alternatives)


def _several(text: str, style: Style | None, is_whole: bool) -> CellContent:
    """The numbers of a cell of several; the unit behind a pair is that of both."""
    pattern = _NUMBER.sub("#", key(text))
    pair = _PAIR.fullmatch(key(text))
    numbers: list[Number] = []
    for match in _NUMBER.finditer(text):
        try:
            parsed = read_number(
                match[0], style=style, is_whole_number=is_whole and match[0].find(",") < 0
            )
        except InputError:
            return CellContent(problem="several", pattern=pattern)
        after = re.match(r"\s*(%|[^\W\d_]+)?", text[match.end() :])
        unit = (after[1] or "") if after else ""
        numbers.append(Number(parsed.value, parsed.decimal_places, unit))
    if pair is None:
        return CellContent(tuple(numbers), "several", pattern)
    unit = (
        plain(pair["unit"] or "").removesuffix(" đạt").removesuffix(" bằng").removesuffix(" chiếm")
    )
    numbers = [
        Number(n.value, n.decimal_places, PERCENT if i == 2 else unit)
        for i, n in enumerate(numbers)
    ]
    if not _agrees(numbers):
        return CellContent(tuple(numbers), "several", pattern)
    return CellContent(
        tuple(numbers),
        "pair",
        pattern,
        key(f"{pair['word'] or ''} {pair['of'] or ''} {pair['unit'] or ''}"),
    )


def _agrees(numbers: list[Number]) -> bool:
    """True where the rate behind a pair is that of its two numbers."""
    if len(numbers) < 3:
        return True
    first, second, rate = (number.value for number in numbers)
    if not second or first is None or rate is None:
        return False
    slack = Decimal("0.6").scaleb(-numbers[2].decimal_places)
    return abs(100 * first / second - rate) <= slack
