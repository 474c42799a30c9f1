"""Claims of one figure told twice side by side: ``5 tỷ (năm tỷ) đồng``, ``05 (01) vụ``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from helpers.audit.claim import AGREES, CONTRADICTION, Claim
from helpers.audit.quantities import Line
from helpers.audit.tokens import Token
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import scales, spoken, words
from helpers.ground.formatting import format_number
from helpers.ground.messages import current_language

LONGEST, NEAR = 24, 3
HUNDRED, TEN = Decimal(100), Decimal(10)


def find_worded(line: Line) -> Iterator[Claim]:
    """A number and, in a bracket behind it or behind its unit, the same in words or digits."""
    for place, token in enumerate(line.tokens):
        if token.kind != "number" or token.value is None or token.places:
            continue
        opened = next((n for n in range(place + 1, min(place + 2 + NEAR, len(line.tokens)))
                       if line.tokens[n].text == "("), None)  # fmt: skip
        if opened is None:
            continue
        inside = _inside(line, opened)
        told = _digits(line, place, opened, inside) or _words(line, place, opened, inside)
        if told is not None:
            yield _claim(line, token, line.tokens[opened + len(inside)], *told)


def _inside(line: Line, opened: int) -> list[Token]:
    found: list[Token] = []
    for token in line.tokens[opened + 1 : opened + 2 + LONGEST]:
        if token.text == ")":
            return found
        found.append(token)
    return []


def _digits(
    line: Line, place: int, opened: int, inside: list[Token]
) -> tuple[Decimal, Decimal] | None:
    """``05 (01) vụ``: a bracket right behind a number holds another, and the unit follows it."""
    is_pair = opened == place + 1 and len(inside) == 1 and inside[0].kind == "number"
    if not is_pair or inside[0].value is None or inside[0].text[0] != "0":
        return None
    has_unit = unit_at(line.tokens, opened + 3)[0] is not None
    return (line.tokens[place].value, inside[0].value) if has_unit else None


def _words(
    line: Line, place: int, opened: int, inside: list[Token]
) -> tuple[Decimal, Decimal] | None:
    """The figure with its scale, and what the words in the bracket say."""
    folded = line.folded[opened + 1 : opened + 1 + len(inside)]
    said = [word for word in folded if word not in words("around_spoken")]
    value = number_of_words(said)
    if value is None:
        return None
    between = line.folded[place + 1 : opened]
    if between and between[0] not in scales() and between[-1] not in words("around_spoken"):
        # 30 hộ (năm 2022), 6 tháng (năm): names, no numbers
        return None
    scale = scales().get(between[0], Decimal(1)) if between else Decimal(1)
    figure = line.tokens[place].value * scale
    # năm (triệu đồng) behind 5 triệu đồng: the bracket may leave the scale to the unit
    is_bare = scale != 1 and not any(word in scales() for word in said)
    return figure, value * scale if is_bare else value


def number_of_words(said: list[str]) -> Decimal | None:
    """Folded Vietnamese number words as a number; None where a word is none of them."""
    known, total, group, unit = spoken(), Decimal(0), Decimal(0), Decimal(0)
    if not said:
        return None
    for word in said:
        if word in scales():
            total += (group + unit) * scales()[word]
            group, unit = Decimal(0), Decimal(0)
        elif word in words("spoken_hundred"):
            group, unit = group + unit * HUNDRED, Decimal(0)
        elif word in words("spoken_tens"):
            group, unit = group + (unit or 1) * TEN, Decimal(0)
        elif word in known:
            unit = known[word]
        elif word not in words("spoken_zero"):
            return None
    return total + group + unit


def _claim(line: Line, token: Token, last: Token, figure: Decimal, told: Decimal) -> Claim:
    shown = format_number(told, 0, lang=current_language())
    return Claim(
        "worded", token.start, last.end, token.text, shown,
        AGREES if figure == told else CONTRADICTION, ((token.start, token.end),),
    )  # fmt: skip
