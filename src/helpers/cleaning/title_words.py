"""Patterns in the lines above a table, in names of files and in comments: ``title_words.yml``."""

from functools import cache
from typing import Any

from helpers.core.word_files import load_words


@cache
def title_words() -> dict[str, Any]:
    """The patterns of ``title_words.yml``."""
    return load_words(__package__, "title_words.yml")
