"""Numbers that name something and count nothing: dates, documents, years, items of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.audit.units import unit_at
from helpers.audit.vocabulary import words
from helpers.core.text import fold

if TYPE_CHECKING:
    from helpers.audit.quantities import Line

FIRST_YEAR, LAST_YEAR, LONGEST_NAME = 1900, 2100, 4


def names_something(line: Line, place: int) -> bool:
    """True for a number that names something: a date, a document, a year, an item."""
    token = line.tokens[place]
    if _is_joined(line, place) or _is_year(line, place):
        return True
    behind = line.folded[place + 1] if place + 1 < len(line.tokens) else ""
    if behind in words("spans") and token.decimal_places == 0:
        return True
    before = line.folded[place - 1] if place else ""
    two = " ".join(line.folded[max(0, place - 2) : place])
    is_plain = token.text.isdigit() and two not in words("plan")
    if is_plain and {before, two} & words("ordinal"):
        # "số hộ", "tổng số 45": a unit behind it makes it a figure all the same
        return unit_at(line.tokens, place + 1)[0] is None or before in words("dated")
    if token.text.isdigit() and _is_of_place(line, place):
        return True
    is_first = place == 0 or (place == 1 and line.tokens[0].kind == "mark")
    if behind == "/":
        behind = "/" if _letters_touching(line, place + 2) else ""
    return is_first and behind in (".", ")", "/") and token.text.isdigit()


def _is_of_place(line: Line, place: int) -> bool:
    """``thôn Mẫu 2 có``: behind a name that a kind of place begins, and no unit behind it."""
    start = place
    while start > 0 and line.tokens[start - 1].text[:1].isupper() and place - start < LONGEST_NAME:
        start -= 1
    is_named = 0 < start < place and line.folded[start - 1] in words("small_places")
    return is_named and unit_at(line.tokens, place + 1)[0] is None


def _is_year(line: Line, place: int) -> bool:
    """2022 without a unit behind it."""
    token = line.tokens[place]
    is_year = token.text.isdigit() and FIRST_YEAR <= int(token.text) <= LAST_YEAR
    return is_year and unit_at(line.tokens, place + 1)[0] is None


def _is_joined(line: Line, place: int) -> bool:
    """Within 01/5/2023, 62/2023/HD, 62/QĐ-UBND, 2021-2025."""
    after = _mark_touching(line, place, 1)
    before = _mark_touching(line, place, -1)
    if after == "/" and _word_touching(line, place + 2):
        return True
    number = line.tokens[place]
    chain = [_mark_touching(line, place + step, side) for step, side in ((2, 1), (-2, -1))]
    if (after == "/" and chain[0] == "/") or (before == "/" and chain[1] == "/"):
        return True
    if before == after == "/":
        return True
    if before == "/" and (after in ("/", "-") and _letters_touching(line, place + 2)):
        return True
    is_year = number.decimal_places == 0 and len(number.text) == 4 and number.text[0] in "12"
    return is_year and ("-" in (before, after) or "–" in (before, after))


def _mark_touching(line: Line, place: int, side: int) -> str:
    """The mark that touches a token on one side without a blank."""
    other = place + side
    if not (0 <= place < len(line.tokens) and 0 <= other < len(line.tokens)):
        return ""
    one, two = sorted((line.tokens[place], line.tokens[other]), key=lambda t: t.start)
    return line.tokens[other].text if one.end == two.start else ""


def _word_touching(line: Line, place: int) -> bool:
    """Capitals behind a slash: a document's symbol, no unit (62/QĐ-UBND)."""
    if place >= len(line.tokens) or line.tokens[place - 1].end != line.tokens[place].start:
        return False
    text = line.tokens[place].text
    is_symbol = line.tokens[place].kind == "word" and text.isupper() and len(text) > 1
    return (
        is_symbol
        and fold(text) not in (fold("KH"),)
        or (is_symbol and place + 1 < len(line.tokens) and line.tokens[place + 1].text == "-")
    )


def _letters_touching(line: Line, place: int) -> bool:
    return place < len(line.tokens) and line.tokens[place].kind == "word"
