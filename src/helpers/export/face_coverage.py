"""Which characters the shipped typefaces can show."""

from functools import cache
from unicodedata import category

from matplotlib.ft2font import FT2Font

from helpers.core.fonts import FONT_FILES, font_path
from helpers.export.printable import printable

REPLACEMENT = "□"
_LAYOUT = frozenset("\n\r\t\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""They have no shape of their own."""


@cache
def _covered() -> frozenset[int]:
    charmaps = (FT2Font(str(font_path(name))).get_charmap() for name in FONT_FILES)
    return frozenset.intersection(*(frozenset(charmap) for charmap in charmaps))


def shown(text: str) -> str:
    """``text`` with an empty box for what a face lacks and what turns the order of writing."""
    known = _covered()
    return "".join(
        c if c in _LAYOUT or (ord(c) in known and category(c) != "Cf") else REPLACEMENT
        for c in printable(text)
    )
