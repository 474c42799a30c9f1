"""Numbers that name something and count nothing: dates, documents, years, items of a list."""

from collections.abc import Sequence

from helpers.audit.tokens import Token
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import words
from helpers.core.text import fold

FIRST_YEAR, LAST_YEAR, LONGEST_NAME = 1900, 2100, 4
DAYS, MONTHS = 31, 12


def names_something(tokens: Sequence[Token], folded: Sequence[str], place: int) -> bool:
    """True for a number that names something: a date, a document, a year, an item.

    ``folded`` are the tokens as they are compared, ``place`` is the number's index among them.
    """
    token = tokens[place]
    if _is_day(tokens, folded, place) or _is_joined(tokens, place) or _is_year(tokens, place):
        return True
    behind = folded[place + 1] if place + 1 < len(tokens) else ""
    if behind in words("spans") and token.decimal_places == 0:
        return True
    before = folded[place - 1] if place else ""
    two = " ".join(folded[max(0, place - 2) : place])
    is_plain = token.text.isdigit() and two not in words("plan")
    if is_plain and {before, two} & words("ordinal"):
        # "số hộ", "tổng số 45": a unit behind it makes it a figure all the same, also behind the
        # plan that it is set against: "các loại 82/80 ha"
        is_fraction = behind == "/"
        unit = unit_at(tokens, place + (3 if is_fraction else 1))[0]
        # No year is a fraction, or so few: "cây hằng năm 82/80 ha", "kế hoạch năm 500 lao động"
        is_count = is_fraction or _is_plan_of_year(token, before)
        return unit is None or before in words("dated") - (words("year") if is_count else set())
    if token.text.isdigit() and _is_of_place(tokens, folded, place):
        return True
    is_first = place == 0 or (place == 1 and tokens[0].kind == "mark")
    if behind == "/":
        behind = "/" if _letters_touching(tokens, place + 2) else ""
    return is_first and behind in (".", ")", "/") and token.text.isdigit()


def _is_day(tokens: Sequence[Token], folded: Sequence[str], place: int) -> bool:
    """``so với 31/12``, ``đến 30/6``, ``dịp 8/3``: a day and a month behind a word of time."""
    for first in (place, place - 2):
        pair = tokens[first : first + 3] if first >= 0 else ()
        if (
            len(pair) < 3
            or pair[1].text != "/"
            or not pair[0].text.isdigit()
            or not pair[2].text.isdigit()
        ):
            continue
        if pair[0].end != pair[2].start - 1 or not 1 <= int(pair[0].text) <= DAYS:
            continue
        is_month = 1 <= int(pair[2].text) <= MONTHS and unit_at(tokens, first + 3)[0] is None
        if is_month and first and folded[first - 1] in words("before_days"):
            return True
    return False


def _is_plan_of_year(token: Token, before: str) -> bool:
    """``kế hoạch năm 500 lao động``: no year has so few or so many."""
    return before == fold("năm") and not FIRST_YEAR <= int(token.text) <= LAST_YEAR


def _is_of_place(tokens: Sequence[Token], folded: Sequence[str], place: int) -> bool:
    """``thôn Mẫu 2 có``: behind a name that a kind of place begins, and no unit behind it."""
    start = place
    while start > 0 and tokens[start - 1].text[:1].isupper() and place - start < LONGEST_NAME:
        start -= 1
    is_named = 0 < start < place and folded[start - 1] in words("small_places")
    return is_named and unit_at(tokens, place + 1)[0] is None


def _is_year(tokens: Sequence[Token], place: int) -> bool:
    """2022 without a unit behind it."""
    token = tokens[place]
    is_year = token.text.isdigit() and FIRST_YEAR <= int(token.text) <= LAST_YEAR
    return is_year and unit_at(tokens, place + 1)[0] is None


def _is_joined(tokens: Sequence[Token], place: int) -> bool:
    """Within 01/5/2023, 62/2023/HD, 62/QĐ-UBND, 2021-2025."""
    after = _mark_touching(tokens, place, 1)
    before = _mark_touching(tokens, place, -1)
    if after == "/" and _word_touching(tokens, place + 2):
        return True
    number = tokens[place]
    chain = [_mark_touching(tokens, place + step, side) for step, side in ((2, 1), (-2, -1))]
    if (after == "/" and chain[0] == "/") or (before == "/" and chain[1] == "/"):
        return True
    if before == after == "/":
        return True
    if before == "/" and (after in ("/", "-") and _letters_touching(tokens, place + 2)):
        return True
    is_year = number.decimal_places == 0 and len(number.text) == 4 and number.text[0] in "12"
    return is_year and ("-" in (before, after) or "–" in (before, after))


def _mark_touching(tokens: Sequence[Token], place: int, side: int) -> str:
    """The mark that touches a token on one side without a blank."""
    other = place + side
    if not (0 <= place < len(tokens) and 0 <= other < len(tokens)):
        return ""
    one, two = sorted((tokens[place], tokens[other]), key=lambda t: t.start)
    return tokens[other].text if one.end == two.start else ""


def _word_touching(tokens: Sequence[Token], place: int) -> bool:
    """Capitals behind a slash: a document's symbol, no unit (62/QĐ-UBND)."""
    if place >= len(tokens) or tokens[place - 1].end != tokens[place].start:
        return False
    text = tokens[place].text
    is_symbol = tokens[place].kind == "word" and text.isupper() and len(text) > 1
    return (
        is_symbol
        and fold(text) not in (fold("KH"),)
        or (is_symbol and place + 1 < len(tokens) and tokens[place + 1].text == "-")
    )


def _letters_touching(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].kind == "word"
