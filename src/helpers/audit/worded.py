"""Claims of one figure told twice side by side: ``5 tỷ (năm tỷ) đồng``, ``05 (05) vụ``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.quantities import Line
from helpers.audit.spoken import is_ambiguous, number_of_words
from helpers.audit.tokens import Token
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import scales, words
from helpers.core.formatting import format_number
from helpers.core.messages import current_language

LONGEST, NEAR = 24, 3


def find_worded(line: Line) -> Iterator[Claim]:
    """A number and, in a bracket behind it or behind its unit, the same in words or digits."""
    for place, token in enumerate(line.tokens):
        if token.kind != "number" or token.value is None:
            continue
        opened = next((n for n in range(place + 1, min(place + 2 + NEAR, len(line.tokens)))
                       if line.tokens[n].text == "("), None)  # fmt: skip
        if opened is None or any(t.kind == "number" for t in line.tokens[place + 1 : opened]):
            continue
        inside = _inside(line, opened)
        last = line.tokens[opened + len(inside)]
        said = _words(line, place, opened, inside)
        if said is not None:
            yield _claim(token, last, *said, worse=CONTRADICTION)
            continue
        again = _digits(line, place, opened, inside)
        if again is not None:
            # 05 (01) vụ: one of them may be of another year
            yield _claim(token, last, *again, worse=DOUBTFUL)


def _inside(line: Line, opened: int) -> Sequence[Token]:
    for place in range(opened + 1, min(opened + 2 + LONGEST, len(line.tokens))):
        if line.tokens[place].text == ")":
            return line.tokens[opened + 1 : place]
    return []


def _digits(
    line: Line, place: int, opened: int, inside: Sequence[Token]
) -> tuple[Decimal, Decimal] | None:
    """``05 (05) vụ``: a bracket right behind a number holds another, and the unit follows it."""
    is_pair = opened == place + 1 and len(inside) == 1 and inside[0].kind == "number"
    if not is_pair or inside[0].value is None or inside[0].text[0] != "0":
        return None
    has_unit = unit_at(line.tokens, opened + 3)[0] is not None
    return (line.tokens[place].number, inside[0].value) if has_unit else None


def _words(
    line: Line, place: int, opened: int, inside: Sequence[Token]
) -> tuple[Decimal, Decimal] | None:
    """The figure with its scale, and what the words in the bracket say."""
    folded = line.folded[opened + 1 : opened + 1 + len(inside)]
    said = [word for word in folded if word not in words("around_spoken")]
    value = number_of_words(said)
    if value is None or all(word in scales() for word in said):
        # năm 2026 (triệu đồng): a unit, no number in words
        return None
    between = line.folded[place + 1 : opened]
    if between and between[0] not in scales() and between[-1] not in words("around_spoken"):
        # 30 hộ (hai): nothing says that it is the same figure
        return None
    scale = scales().get(between[0], Decimal(1)) if between else Decimal(1)
    figure = line.tokens[place].number * scale
    if scale != 1 and not any(word in scales() for word in said):
        # 5 triệu đồng (năm): the words may leave the scale to the unit
        value *= scale
    return None if is_ambiguous(said) and figure != value else (figure, value)


def _claim(token: Token, last: Token, figure: Decimal, told: Decimal, *, worse: str) -> Claim:
    shown = format_number(told, 0, lang=current_language())
    return Claim(
        "worded", token.start, last.end, token.text, shown,
        AGREES if figure == told else worse, ((token.start, token.end),),
    )  # fmt: skip
