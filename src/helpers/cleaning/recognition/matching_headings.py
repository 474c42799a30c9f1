"""Labels that name a group of rows and say nothing about what the rows count."""

import re
from collections.abc import Callable, Sequence

Words = tuple[str, ...]
SECTOR, PEOPLE = "sector", "people"
_SEPARATORS = re.compile(r"[,;:/()–-]|\sv\u00e0\s")


def segments(text: str) -> list[str]:
    """The parts of a label that stand beside each other: 'Dân số, lao động và việc làm'."""
    return _SEPARATORS.split(text)


class Headings:
    """Words that may name a group, each of a kind: of a sector, of people, or of neither.

    A label is a heading where all its words are. Words of people and of a sector side by side are
    none: 'Hộ nông thôn' are a part of the households.
    """

    def __init__(self, says_nothing: Callable[[Words], bool]) -> None:
        self._kinds: dict[Words, str] = {}
        self._says_nothing = says_nothing
        self.products: set[Words] = set()

    def add(self, words: Words, kind: str) -> None:
        """Add the words of one heading."""
        self._kinds[words] = kind

    def kinds_of(self, words: Words, parts: Sequence[Words]) -> frozenset[str] | None:
        """Kinds of the headings that a label is made of; None where it is no heading."""
        found = self._kinds_of(words) if words else frozenset()
        if not words or found is None:
            return found
        together = (self._kinds_of(part) for part in parts if part)
        mixed = any(kinds is not None and {SECTOR, PEOPLE} <= kinds for kinds in together)
        return None if mixed else found or None

    def _kinds_of(self, words: Words) -> frozenset[str] | None:
        """Kinds of the headings that words are made of, with fillers and products between them."""
        if not words:
            return frozenset()
        for length in range(len(words), 0, -1):
            piece, rest = words[:length], words[length:]
            kind = self._kinds.get(piece)
            is_known = kind is not None or piece in self.products or self._says_nothing(piece)
            others = self._kinds_of(rest) if is_known else None
            if others is not None:
                return others if kind is None else others | {kind}
        return None
