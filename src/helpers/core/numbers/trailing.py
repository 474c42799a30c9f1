"""What follows the digits: a unit of measure, or something that makes it no number."""

from helpers.core.numbers.parsed_number import refused
from helpers.core.numbers.spelling import DIGITS, MARKS

_STARTS = frozenset("%‰°₫$€")
_SIGNS = _STARTS | frozenset("/.,-'& ²³23")
_POWERS = frozenset("23")


def unit_of(rest: str, bracketed: bool, text: str) -> str | None:
    """The unit in ``rest``, the part of ``text`` after the digits; None if there is none.

    Raises NumberRefused where more digits follow, or what is no unit.
    """
    rest = _inside_bracket(rest, text) if bracketed else rest.strip()
    if rest[:1] in MARKS:
        raise refused("bad_grouping", text)
    if DIGITS.intersection(_without_powers(rest)):
        raise refused("two_values", text)
    if rest and not _is_unit(rest):
        raise refused("trailing_text", text, rest=rest)
    return " ".join(rest.split()) or None


def _inside_bracket(rest: str, text: str) -> str:
    """What is inside or after the closing bracket, not both."""
    inside, closing, after = (part.strip() for part in rest.partition(")"))
    if not closing or (inside and after):
        raise refused("unbalanced_bracket", text)
    return inside or after


def _without_powers(unit: str) -> str:
    """``unit`` without the 2 and 3 of m2, km2, m3."""
    return "".join(
        character
        for position, character in enumerate(unit)
        if not (
            character in _POWERS
            and unit[position - 1 : position] in ("m", "M")
            and not unit[position + 1 : position + 2].isalnum()
        )
    )


def _is_unit(rest: str) -> bool:
    begins = rest[0].isalpha() or rest[0] in _STARTS
    return begins and all(character.isalpha() or character in _SIGNS for character in rest)
