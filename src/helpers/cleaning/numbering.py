"""Numbering of rows: A, I, 1, 1.1, a, -, + in the column of order numbers or before a label."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_STYLES = (
    ("roman", re.compile(r"[IVXL]+(?![^\W\d_])")),
    ("letter", re.compile(r"[A-HJ-UĐ](?![^\W\d_])")),
    ("digits", re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}(?![\d,])")),
    ("small", re.compile(r"[a-zđ](?![^\W\d_])")),
    ("dash", re.compile(r"[-–—*•●▪](?=\s|[^\W\d_]|$)")),
    ("plus", re.compile(r"\+(?=\s|[^\W\d_]|$)")),
)
_RANKS = {"letter": 1.0, "roman": 2.0, "digits": 3.0, "small": 6.0, "dash": 7.0, "plus": 8.0}
_AFTER = re.compile(r"[.)/:\-–]?\s*")
_DAY = re.compile(r"(?:\d{1,2}\s*[/.-]\s*)?(?:0?[1-9]|1[0-2])\s*[/.-]\s*20\d\d(?![\d/.])")
_SMALL_ALPHABET = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class Numbering:
    """A number before a row: its style, its parts (1.2 → (1, 2)) and how deep such rows stand."""

    style: str
    parts: tuple[int, ...]
    rank: float

    def follows(self, other: Numbering) -> bool:
        """True where this is the next number after ``other`` on the same level."""
        same_level = self.style == other.style and self.parts[:-1] == other.parts[:-1]
        return same_level and self.parts[-1:] == tuple(n + 1 for n in other.parts[-1:])

    @property
    def is_first(self) -> bool:
        """True for 1, a, I, A."""
        return self.parts[-1:] == (1,)


def numbering_of(text: str) -> Numbering | None:
    """The numbering that ``text`` consists of, as in a column of order numbers; else None."""
    text = text.strip().strip("()")
    found = _split(text)
    return found[0] if found and not found[1] else None


def split_label(label: str) -> tuple[Numbering | None, str]:
    """The numbering before a label, and the label without it: '1.1. Lúa' → 1.1, 'Lúa'."""
    label = " ".join(label.split())
    if _DAY.match(label):  # «31/12/2025» is no row 31
        return None, label
    found = _split(label.lstrip("("))
    if found is None or not found[1]:
        return None, label
    numbering, rest, separator = found
    has_mark = separator.strip() or len(numbering.parts) > 1 or numbering.style in ("dash", "plus")
    return (numbering, rest) if has_mark else (None, label)


def _split(text: str) -> tuple[Numbering, str, str] | None:
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match:
            after = _AFTER.match(text, match.end())
            separator = after[0] if after else ""
            parts = _parts(style, match[0])
            depth = len(parts) - 1 if style == "digits" else 0
            rest = text[match.end() + len(separator) :].strip()
            return Numbering(style, parts, _RANKS[style] + 0.5 * min(depth, 5)), rest, separator
    return None


def _parts(style: str, text: str) -> tuple[int, ...]:
    if style == "digits":
        return tuple(int(part) for part in text.split("."))
    if style == "roman":
        values = [_ROMAN[letter] for letter in text]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return (sum(-value if value < following else value for value, following in pairs),)
    if style == "letter":
        return (ord(text) - ord("A") + 1,) if text != "Đ" else (5,)
    if style == "small":
        return (_SMALL_ALPHABET.find(text) + 1,)
    return ()
