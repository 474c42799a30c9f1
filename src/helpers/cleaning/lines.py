"""Which budget line a label means: level word and number, in the context of the rows above."""

from __future__ import annotations

import re

from helpers.ground.catalogues.programme import Programme, ProgrammeLine
from helpers.ground.text import fold

LEVELS = ("project", "sub_project", "content")


class LineResolver:
    """Resolves labels of one sheet, top down; remembers where in the hierarchy it stands."""

    def __init__(self, programme: Programme, level_words: dict[str, tuple[str, ...]]) -> None:
        self._programme = programme
        self._totals = [fold(word) for word in level_words.get("programme", ())]
        self._level_of = {
            fold(word): level for level in LEVELS for word in level_words.get(level, ())
        }
        longest_first = sorted(self._level_of, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in longest_first)
        self._mention = re.compile(rf"\b({words})\s*(?:số\s*)?0*(\d{{1,3}})\b")
        self._path: dict[str, str] = {}

    def resolve(self, label: str) -> ProgrammeLine | None:
        """The line that ``label`` means, or None. 'Tiểu DA 1, Dự án 3' needs no context."""
        folded = fold(label)
        if any(folded.startswith(word) for word in self._totals):
            self._path = {}
            return self._programme.root()
        numbers = {
            self._level_of[word]: number
            for word, number in self._mention.findall(folded.partition(":")[0])
        }
        if not numbers:
            return None
        self._path = self._extended(numbers)
        return self._descend()

    def _extended(self, numbers: dict[str, str]) -> dict[str, str]:
        """The path above the highest level named, then what is named."""
        highest = min(LEVELS.index(level) for level in numbers)
        kept = {level: self._path[level] for level in LEVELS[:highest] if level in self._path}
        return kept | numbers

    def _descend(self) -> ProgrammeLine | None:
        line = self._programme.root()
        for level in LEVELS:
            if level in self._path:
                below = self._programme.children(line.code)
                found = [
                    child
                    for child in below
                    if child.level == level and child.number.lstrip("0") == self._path[level]
                ]
                if not found:
                    return None
                line = found[0]
        return line
