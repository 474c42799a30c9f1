"""Raised figures: ``m²`` has one that belongs to the unit, ``1.313²`` one that refers to a note."""

import re

_PLAIN, _RAISED = "0123456789abcde", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"
_TO_RAISED, _TO_PLAIN = str.maketrans(_PLAIN, _RAISED), str.maketrans(_RAISED, _PLAIN)
_AROUND = " \u00a0()[].,;:"
_SIGNS = frozenset("*†‡§¶#+")
_MARKS = re.compile(r"\d{1,3}(?:[\s,;()\[\]–-]+\d{1,3})*|[a-e]")
_RAISED_PART = re.compile(rf"[ \u00a0]?[{_RAISED}]+")
_LENGTH = re.compile(r"(?<![^\W\d_])(?:[kcdhm]|da)?m$", re.IGNORECASE)
_POWER = re.compile(r"[x×*·.]\s?10$")
_CLOSING = ".,;:)]%\"'”’»"


def raised(text: str) -> str:
    """How text that is printed raised stands in a passage.

    Figures become raised characters; signs of a note (``*``, ``†``) are left out; words stay.
    """
    bare = text.strip(_AROUND)
    if not bare:
        return text if text.isspace() else ""
    if set(bare) <= _SIGNS:
        return ""
    if not _MARKS.fullmatch(bare):
        return text
    return "".join(mark for mark in bare if mark.isalnum()).translate(_TO_RAISED)


def without_note_marks(text: str) -> str:
    """``text`` without raised figures that refer to a note; those of a unit or a power stay."""
    return _RAISED_PART.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    mark, before = found[0].lstrip(), found.string[: found.start()]
    last = before[-1:]
    if len(mark) == len(found[0]):
        if _LENGTH.search(before) and mark[0] in "²³":
            return mark[0]
        if _POWER.search(before):
            return found[0]
        is_note = last.isdigit() or (mark.translate(_TO_PLAIN).isdigit() and _ends_a_word(last))
    else:
        is_note = last.isdigit()
    following = found.string[found.end() : found.end() + 1]
    if is_note and not following.isdigit():  # within a number nobody can say what is meant
        return ""
    is_fraction = following in ("/", "⁄", "%")
    return found[0].translate(_TO_PLAIN) if is_fraction else found[0]


def _ends_a_word(mark: str) -> bool:
    return mark.isalnum() or (mark != "" and mark in _CLOSING)
