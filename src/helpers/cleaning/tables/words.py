"""The vocabulary around and inside tables, from ``words.yml``."""

import re
from functools import cache
from typing import Any

from helpers.core.conversion import canonical_unit
from helpers.core.numbers import marker
from helpers.core.text import fold
from helpers.core.word_files import load_words

YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/-])")
_FIGURE = re.compile(r"\W*+(?:[^\W\d_]{1,8}\s\W*+)?\d")
_WORD = re.compile(r"[^\W\d_]+")
_NOTE_MARKS = re.compile(r"(?<!\*)(?:\s*+(?:\*|\(\*++\)|\(\d\))){1,20}+\s*+$")
_LAST_BRACKETS = re.compile(r"\(([^()]+)\)$")
_WITH_UNIT = re.compile(r"([+-]?\d[\d.,]*)\s*([^\d]*)")
_AT_END = re.compile(r"(:?)(?<!\s)\s+([+-]?\d[\d.,]*)\s*([^\d\s:;,/][^\d:;,/]{0,20})?$")
FEWEST_DIGITS = 3
LONGEST_FIGURE = 40
MOST_WORDS = 4


@cache
def _vocabulary() -> dict[str, Any]:
    return load_words(__package__, "words.yml")


@cache
def words(*keys: str) -> tuple[str, ...]:
    """Folded words under a key of ``words.yml``, longest first."""
    found: Any = _vocabulary()
    for key in keys:
        found = found[key]
    return tuple(sorted((fold(word) for word in found), key=len, reverse=True))


def begins_with(text: str, key: str) -> bool:
    """True where ``text`` begins with one of the words under ``key``, as whole words."""
    return re.match(rf"\W*(?:{'|'.join(words(key))})(?!\w)", fold(text)) is not None


def is_note(text: str) -> bool:
    """True for a line like 'Ghi chú: …' or 'Trang 2' among the rows of a table."""
    return (
        is_page_break(text)
        or re.match(rf"\W*(?:{'|'.join(words('note'))})\s*:", fold(text)) is not None
    )


def is_page_break(text: str) -> bool:
    """True for a line like 'Trang 2' or '(tiếp theo)'."""
    return any(re.fullmatch(pattern, fold(text)) for pattern in words("page_breaks"))


def has_word(text: str, key: str) -> bool:
    """True where ``text`` holds one of the words under ``key``, as whole words."""
    return re.search(rf"(?<!\w)(?:{'|'.join(words(key))})(?!\w)", fold(text)) is not None


def is_head_text(text: str) -> bool:
    """True for a text with a number that stands in heads: '6 tháng đầu năm', '1.000 đồng'."""
    return any(re.fullmatch(pattern, fold(text)) for pattern in words("numbers_in_heads"))


def years_in(text: str) -> frozenset[int]:
    """Years that stand alone in a text: '2022' in 'Năm 2022', none in '24/6/2022'."""
    return frozenset(int(year) for year in YEAR.findall(text))


def looks_like_figure(text: str) -> bool:
    """True for a number with at most a few words beside it: '1.178,47 ha', not a sentence."""
    text = " ".join(text.split())
    if len(text) > LONGEST_FIGURE or _FIGURE.match(text) is None:
        return False
    return len(_WORD.findall(text)) <= MOST_WORDS and not begins_with(text, "not_a_figure")


def is_bare_figure(text: str) -> bool:
    """True for a number of three digits or more, alone or with its unit: '4.300 con', no year."""
    found = _WITH_UNIT.fullmatch(text.strip())
    is_number = found is not None and sum(map(str.isdigit, found[1])) >= FEWEST_DIGITS
    is_unit = found is not None and (not found[2] or canonical_unit(found[2]) is not None)
    return is_number and is_unit and not years_in(text)


def ends_with_figure(text: str) -> bool:
    """True for words with a number and its unit behind them: 'Đàn dê: 2.454 con'."""
    found = _AT_END.search(text.strip())
    if found is None:
        return False
    is_named = bool(found[1]) and not years_in(found[2])
    return is_named if not found[3] else canonical_unit(found[3]) is not None


def without_additions(label: str) -> str:
    """A label without a closing colon, note marks and a unit: 'Đàn trâu (con) *' → 'Đàn trâu'."""
    label = _NOTE_MARKS.sub("", label).rstrip(" :")
    unit = _LAST_BRACKETS.search(label)
    is_unit = unit is not None and canonical_unit(unit[1]) is not None
    return label[: unit.start()].rstrip(" :,") if unit and is_unit else label


def is_marker(text: str) -> bool:
    """True for a mark in place of a figure: '-', '…', 'x'."""
    return marker(text) is not None
