"""Words by what they do between the figures of a claim (words.yml), folded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from helpers.ground.text import fold


@cache
def words(name: str) -> frozenset[str]:
    """A list of words.yml as it is compared."""
    return frozenset(fold(str(word)) for word in _lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    return yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
