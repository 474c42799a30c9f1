"""Words by what they do between the figures of a claim (words.yml), folded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from helpers.ground.text import fold


@cache
def words(name: str) -> frozenset[str]:
    """A list of words.yml as it is compared."""
    return frozenset(fold(str(word)) for word in _lists()[name])


@cache
def as_written(name: str) -> tuple[str, ...]:
    """A list of words.yml in small letters, for a quick look at a text that is not folded."""
    return tuple(_lists()[name])


@cache
def scales() -> dict[str, Decimal]:
    """Words that multiply what stands behind them."""
    return {fold(word): Decimal(scale) for word, scale in _lists()["scales"].items()}


@cache
def spoken() -> dict[str, Decimal]:
    """Single digits in words."""
    return {fold(word): Decimal(value) for word, value in _lists()["spoken"].items()}


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Units of things that are counted within another unit's: pupils among people."""
    return {whole: tuple(parts) for whole, parts in _lists()["kinds"].items()}


@cache
def expanded() -> dict[str, tuple[str, ...]]:
    """Abbreviations of labels and the words that they stand for."""
    return {fold(k): tuple(fold(v).split()) for k, v in _lists()["expanded"].items()}


@cache
def starts_of(name: str) -> frozenset[str]:
    """First words of the entries of a list."""
    return frozenset(word.split()[0] for word in words(name))


@cache
def groups(name: str) -> tuple[frozenset[str], ...]:
    """Sets of words of words.yml as they are compared."""
    return tuple(frozenset(fold(str(word)) for word in group) for group in _lists()[name])


def tells(tokens: Sequence[str], name: str) -> bool:
    """True where folded tokens hold a word or words of a list, up to three in a row."""
    starts = starts_of(name)
    known = words(name)
    return any(
        first in starts
        and any(" ".join(tokens[place : place + length]) in known for length in (1, 2, 3))
        for place, first in enumerate(tokens)
    )


@cache
def _lists() -> dict:
    return yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
