"""The vocabulary beside and instead of numbers, from ``scale_words.yml``."""

import re
from functools import cache
from typing import Any

from helpers.core.numbers.spelling import LONGEST_TEXT, plain
from helpers.core.text import fold
from helpers.core.word_files import load_words

_DIGITS = re.compile(r"\d")


@cache
def _vocabulary() -> dict[str, Any]:
    return load_words(__package__, "scale_words.yml")


@cache
def approximations() -> frozenset[str]:
    """Folded phrases that may come before an approximate number."""
    return frozenset(fold(phrase) for phrase in _vocabulary()["approximations"])


@cache
def _bounds() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in _vocabulary()["bounds"])


def bound_before(text: str) -> str | None:
    """The words before the digits that make a text a bound ('trên 90%'), None for any other."""
    words = _DIGITS.split(plain(text), maxsplit=1)[0].strip(" (+-−–")
    return words if fold(words) in _bounds() else None


@cache
def attainments() -> tuple[str, ...]:
    """Folded words that may come between a fraction and its percentage."""
    return tuple(fold(word) for word in _vocabulary()["attainments"])


@cache
def scales() -> dict[str, int]:
    """Folded words that multiply the unit behind them."""
    return {fold(word): factor for word, factor in _vocabulary()["scales"].items()}


@cache
def _markers() -> dict[str, str]:
    groups = _vocabulary()["markers"].items()
    return {fold(text): status for status, texts in groups for text in texts}


def marker(text: str) -> str | None:
    """zero | missing | not_applicable | withheld, or None if ``text`` is no marker."""
    if len(text) > LONGEST_TEXT:
        return None
    return _markers().get(fold(plain(text)))
