"""Read a fraction in one cell, as in ``8614/8698 = 99,03%``."""

from dataclasses import dataclass, replace

from helpers.core.numbers.deciding import column_style
from helpers.core.numbers.parsed_number import ParsedNumber, Style, refused
from helpers.core.numbers.reader import read_number
from helpers.core.numbers.scale_words import attainments
from helpers.core.numbers.spelling import DIGITS, tidy
from helpers.core.text import fold


@dataclass(frozen=True)
class Fraction:
    """A part, its denominator, and the percentage that the text states for it, if any."""

    numerator: ParsedNumber
    denominator: ParsedNumber
    stated_percent: ParsedNumber | None


def read_fraction(
    text: str,
    *,
    style: Style | None = None,
    is_whole_number: bool = False,
) -> Fraction:
    """The fraction that ``text`` prints; keywords as for ``read_number``.

    The numbers of the text are evidence of style for each other where ``style`` is None. A unit
    printed once holds for both. Raises NumberRefused.
    """
    numerator, denominator, percent = _split(text)
    style = style or column_style(part for part in (numerator, denominator, percent) if part)
    part, total = (
        read_number(text, style=style, is_whole_number=is_whole_number)
        for text in (numerator, denominator)
    )
    return Fraction(
        numerator=replace(part, unit=part.unit or total.unit),
        denominator=replace(total, unit=total.unit or part.unit),
        stated_percent=_read_percent(percent, style) if percent else None,
    )


def _read_percent(text: str, style: Style | None) -> ParsedNumber:
    stated = read_number(text, style=style)
    if not stated.is_percent:
        raise refused("stated_not_percent", text)
    return stated


def _split(text: str) -> tuple[str, str, str]:
    """Numerator, denominator and stated percentage ('' if none)."""
    fraction, percent = _split_percent(tidy(text))
    slashes = [at for at, character in enumerate(fraction) if character == "/"]
    between = [at for at in slashes if fraction[at + 1 :].lstrip()[:1] in DIGITS]
    if len(between) != 1 or not fraction[between[0] + 1 :].strip():
        raise refused("not_a_fraction", text)
    return fraction[: between[0]], fraction[between[0] + 1 :], percent


def _split_percent(plain: str) -> tuple[str, str]:
    """The text before and after the word or sign that leads to the percentage."""
    if "=" in plain:
        fraction, _, percent = plain.partition("=")
        return fraction, percent
    words = plain.split(" ")
    for position, word in enumerate(words):
        if fold(word.strip(",;")) in attainments():
            fraction = " ".join(words[:position]).rstrip(" ,;")
            return fraction, " ".join(words[position + 1 :])
    return plain, ""
