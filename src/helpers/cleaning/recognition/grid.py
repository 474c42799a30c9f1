"""A sheet as its readers see it: filled cells, what kind of content each has."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.recognition.vocabulary import group, key, plain
from helpers.cleaning.stated_periods.phrases import PARTS_OF_YEAR, phrases
from helpers.cleaning.tables.words import is_marker
from helpers.core.conversion import canonical_unit
from helpers.core.numbers.scale_words import approximations
from helpers.core.text import fold

LONGEST_VALUE = 90
FIRST_YEAR, LAST_YEAR = 1990, 2100
_VALUE = re.compile(r"[(\[+\-−–~≈<>=≥≤\s]*\d")
_ABOUT = re.compile(r"(?P<words>[^\d]{2,14}?)\s*\d[\d.,]*\s*[^\W\d_]{0,6}%?$")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxl]{1,6}|[a-zđ])[.)/]?\)?", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(
    r"[(\[]?(?:\d{1,2}|[A-ZĐa-zđ])[a-z]?[)\]]?(?:\s*=\s*[\w\s()+\-*/:.…x]+)?"
)
_QUANTITY = re.compile(r"(?<![\w/.,-])\d[\d.,]*\s*(%|[^\W\d_]+(?:/[^\W\d_]+)?)")
_NUMBERED_LABEL = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]\s*(?P<rest>[^\W\d_].*)")
FEWEST_COLUMN_NUMBERS = 3
LETTER_FOR_ZERO = "o"
"""The letter O typed where the digit is meant."""


@dataclass(frozen=True)
class Grid:
    """A sheet without the cells that are empty or lie below a merged one."""

    sheet: Sheet
    cells: dict[tuple[int, int], Cell] = field(init=False)
    rows: dict[int, list[Cell]] = field(init=False)

    def __post_init__(self) -> None:
        cells: dict[tuple[int, int], Cell] = {}
        rows: dict[int, list[Cell]] = {}
        for row in self.sheet.rows:
            for cell in row:
                seen = self.sheet.covering(cell.row, cell.column) is cell
                if cell.text.strip() and seen:
                    cells[cell.row, cell.column] = cell
                    rows.setdefault(cell.row, []).append(cell)
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "rows", rows)

    def text(self, row: int, column: int) -> str:
        """Text of a cell, blanks collapsed, also of one that is merged over the position."""
        cell = self.sheet.covering(row, column)
        return plain(cell.text) if cell else ""


def is_year(cell: Cell) -> bool:
    """True for a number that is a year, as heads hold it, also one that is stored as text."""
    if cell.kind == "text":
        text = cell.text.strip()
        return text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR
    number = cell.native
    return (
        cell.kind == "number"
        and isinstance(number, Decimal)
        and number == number.to_integral_value()
        and FIRST_YEAR <= number <= LAST_YEAR
    )


@lru_cache(maxsize=50_000)
def _is_value_text(text: str) -> bool:
    shown = plain(text)
    if is_marker(shown):
        return True
    about = _ABOUT.match(key(shown))
    if about and fold(about["words"].strip()) in approximations():
        return not _names_part_of_year(key(shown))
    if len(shown) > LONGEST_VALUE or not _VALUE.match(shown):
        return False
    numbered = _NUMBERED_LABEL.fullmatch(shown)
    is_label = numbered is not None and canonical_unit(numbered["rest"]) is None
    if canonical_unit(shown) is not None or is_label:
        return False
    rest = key(shown)
    found, rest = phrases(rest, FIRST_YEAR)
    return not found or re.search(r"\d", rest) is not None


def _names_part_of_year(text: str) -> bool:
    """True for «Ước 6 tháng» and «Ước 2023», heads of an estimate: the number is that of a time."""
    found, rest = phrases(text, FIRST_YEAR)
    is_time = any(p.kind in (*PARTS_OF_YEAR, "year") for p in found)
    return is_time and re.search(r"\d", rest) is None


def is_value(cell: Cell) -> bool:
    """True for what looks like a figure, a marker in place of one, or what became a date."""
    if cell.kind != "text":
        return cell.kind != "bool"
    return _is_value_text(cell.text)


def is_figure(cell: Cell) -> bool:
    """A value that is no marker."""
    return is_value(cell) and not (cell.kind == "text" and is_marker(cell.text))


def is_numbering(cell: Cell) -> bool:
    """True for '1', 'I', '1.1', 'a)' as in a column of order numbers."""
    return _NUMBERING.fullmatch(plain(cell.text)) is not None


def is_number_row(cells: list[Cell]) -> bool:
    """True for a row of column numbers: A, B, 1, 2, 3=2/1."""
    texts = [plain(cell.text) for cell in cells]
    if len(texts) < FEWEST_COLUMN_NUMBERS or not all(map(_COLUMN_NUMBER.fullmatch, texts)):
        return False
    numbers = [int(m[0]) for text in texts if (m := re.match(r"\d+", text.strip("([")))]
    steps = [b - a for a, b in zip(numbers, numbers[1:], strict=False)]
    return len(numbers) >= 2 and all(step == 1 for step in steps) and numbers[0] <= 4


def quantities_in(text: str) -> list[str]:
    """Numbers with a unit in a sentence: 'đạt 96,6% kế hoạch, 12 hộ'."""
    numbered = _NUMBERED_LABEL.fullmatch(plain(text))
    shown = phrases(key(numbered["rest"] if numbered else text), FIRST_YEAR)[1]
    return [
        match[0]
        for match in _QUANTITY.finditer(shown)
        if canonical_unit(match[1]) is not None and match[1] not in ("tháng", "giờ", "ngày")
    ]


def holds_number(text: str) -> bool:
    """True for a text with a number in it that is of no period: 'còn 345', '↓ 3', '½', 'O'."""
    rest = phrases(key(text), FIRST_YEAR)[1]
    return any(map(str.isnumeric, rest)) or rest.strip() == LETTER_FOR_ZERO


def is_foot(text: str) -> bool:
    """True for a line below a table: who made it, who signs."""
    return any(key(text).startswith(word) for word in group("foot"))
