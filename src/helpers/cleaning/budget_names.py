"""Whether the name behind the number of a budget line is that line's, by the words they share."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from helpers.core.text import fold

FEWEST_WORDS = 3
"""Fewer known words are no name."""
LEAST_SHARE = 0.4
"""So many words of a label are in its line's name, or of the name in a longer label."""
SURE_SHARE = 0.9
"""With so many words of a label another line's name is meant, if its own line's has fewer."""
_BRACKETED = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+")


def is_name_of(text: str, own: Sequence[str], names: Iterable[str]) -> bool:
    """False where ``text`` is not the name of a line, but another one's or none of the programme.

    ``own``: names that the line has; ``names``: those of all lines. Words that no name holds do
    not count: abbreviations, places, remarks.
    """
    others = [_words(name) for name in names]
    words = _words(text) & frozenset[str]().union(*others)
    if len(words) < FEWEST_WORDS:
        return True
    common = {name: len(words & _words(name)) for name in own}
    is_like = any(
        count >= LEAST_SHARE * min(len(words), len(_words(name))) for name, count in common.items()
    )
    best = max(len(words & other) for other in others)
    return is_like and not max(common.values()) < best >= SURE_SHARE * len(words)


@lru_cache(maxsize=1_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_BRACKETED.sub(" ", fold(text))))
