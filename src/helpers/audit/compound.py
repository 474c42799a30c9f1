"""Money told in two units side by side: ``3.579 tỷ 654 triệu đồng`` is one figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from helpers.audit.tokens import Token
from helpers.audit.units import unit_at
from helpers.core.catalogues.measures import Measure

MOST_PARTS, LONGEST = 3, 12


def joined(
    text: str, tokens: Sequence[Token], place: int, measure: Measure | None, behind: int
) -> tuple[Token, Measure | None, int]:
    """The figure at ``place`` with what smaller units right behind it add, in the last of them."""
    token = tokens[place]
    for _ in range(MOST_PARTS):
        if measure is None or measure.dimension != "money" or token.decimal_places:
            break
        if behind >= len(tokens) or tokens[behind].kind != "number":
            break
        more, (smaller, after) = tokens[behind], unit_at(tokens, behind + 1)
        if smaller is None or smaller.dimension != "money" or not more.text.isdigit():
            break
        # 312 tỷ 033 triệu đồng: digits of a group
        scale, added = measure.factor / smaller.factor, Decimal(more.text[:LONGEST])
        if scale <= 1 or added >= scale:
            break
        value = token.number * scale + added
        token = Token("number", text[token.start : more.end], token.start, more.end, value)
        measure, behind = smaller, after
    return token, measure, behind
