"""How far each letter of a shipped typeface moves the next one."""

from __future__ import annotations

import warnings
from functools import cache

from matplotlib.ft2font import FT2Font, LoadFlags

from helpers.core.fonts import font_path


class Advances(dict[str, float]):
    """Width of each letter at a size of one; a sign that the face has not is as wide as its box."""

    def __init__(self, path: str, *, warns: bool) -> None:
        super().__init__()
        self._font, self._warns = FT2Font(path), warns

    def __missing__(self, sign: str) -> float:
        index = self._font.get_char_index(ord(sign))
        if not index and self._warns:
            warnings.warn(f"Glyph {ord(sign)} missing from the typeface", stacklevel=2)
        advance = self._font.load_glyph(index, flags=LoadFlags.NO_SCALE).horiAdvance
        self[sign] = advance / self._font.units_per_EM
        return self[sign]

    def width(self, line: str) -> float:
        """Width of one line of text."""
        return sum(self[sign] for sign in line)

    @classmethod
    @cache
    def of(cls, face: str, *, warns: bool = False) -> Advances:
        """Of a face of ``helpers.core.fonts``; ``warns`` of signs that it has not."""
        return cls(str(font_path(face)), warns=warns)
