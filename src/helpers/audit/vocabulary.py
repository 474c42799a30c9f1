"""Words by what they do between the figures of a claim, folded: words.yml, words_en.yml.

Which language is examined holds for a context (``examined_in``), Vietnamese without one. A list
that English lacks is empty there: the rules that depend on it find nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpers.core.text import fold

FILES = {"vi": "words.yml", "en": "words_en.yml"}
OF_UNITS = ("kinds", "not_summed")
"""Lists of units and dimensions, which are the same in every language."""
_language: ContextVar[str] = ContextVar("examined_language", default="vi")


def examined_language() -> str:
    """The language of the text that is examined now: ``vi`` or ``en``."""
    return _language.get()


@contextmanager
def examined_in(lang: str) -> Iterator[None]:
    """Examine texts as written in ``lang`` within the block. Raises ValueError if unknown."""
    if lang not in FILES:
        raise ValueError(f"unknown language {lang!r}")
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def words(name: str) -> frozenset[str]:
    """A list of words as it is compared."""
    return _words(name, _language.get())


@cache
def _words(name: str, lang: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in _list(name, lang))


def as_written(name: str) -> tuple[str, ...]:
    """A list of words in small letters, for a quick look at a text that is not folded."""
    return tuple(_list(name, _language.get()))


def scales() -> dict[str, Decimal]:
    """Words that multiply what stands behind them."""
    return _numbers("scales", _language.get())


def spoken() -> dict[str, Decimal]:
    """Single digits in words."""
    return _numbers("spoken", _language.get())


@cache
def _numbers(name: str, lang: str) -> dict[str, Decimal]:
    return {fold(word): Decimal(value) for word, value in dict(_list(name, lang)).items()}


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Units of things that are counted within another unit's: pupils among people."""
    return {whole: tuple(parts) for whole, parts in _list("kinds", "vi").items()}


def expanded() -> dict[str, tuple[str, ...]]:
    """Abbreviations of labels and the words that they stand for."""
    return _expanded(_language.get())


@cache
def _expanded(lang: str) -> dict[str, tuple[str, ...]]:
    return {fold(k): tuple(fold(v).split()) for k, v in dict(_list("expanded", lang)).items()}


def starts_of(name: str) -> frozenset[str]:
    """First words of the entries of a list."""
    return _starts_of(name, _language.get())


@cache
def _starts_of(name: str, lang: str) -> frozenset[str]:
    return frozenset(word.split()[0] for word in _words(name, lang))


def groups(name: str) -> tuple[frozenset[str], ...]:
    """Sets of words as they are compared."""
    return _groups(name, _language.get())


@cache
def _groups(name: str, lang: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(str(word)) for word in group) for group in _list(name, lang))


def tells(tokens: Sequence[str], name: str) -> bool:
    """True where folded tokens hold a word or words of a list, up to three in a row."""
    starts = starts_of(name)
    if starts.isdisjoint(tokens):
        return False
    known = words(name)
    return any(
        first in starts
        and any(" ".join(tokens[place : place + length]) in known for length in (1, 2, 3))
        for place, first in enumerate(tokens)
    )


def _list(name: str, lang: str) -> Any:
    """A list of the language's file; empty where only Vietnamese has it."""
    vietnamese = _lists("vi")[name]
    return vietnamese if lang == "vi" or name in OF_UNITS else _lists(lang).get(name, ())


@cache
def _lists(lang: str) -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name(FILES[lang]).read_text(encoding="utf-8"))
