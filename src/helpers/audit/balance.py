"""Claims of what is left: ``giao T, đã giải ngân D, còn lại R``; ``đầu năm S, thoát x, còn E``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import label_before

WIDE, NEAR = 8, 6


def find_balances(line: Line) -> Iterator[Claim]:
    """What is told to be left of the first figure of its unit in the sentence.

    Every figure of that unit between both must be known to go out or to come in; else nothing.
    """
    for place, left in enumerate(line.quantities):
        if not _is_left(line, left) or left.measure is None or left.is_rough:
            continue
        figures = _of_sentence(line, place)
        if figures is None or len(figures) < 2:
            continue
        start, moves = figures[0], figures[1:]
        signs = [_sign(line, move) for move in moves]
        opens = tells(_label(line, start), "opening") or tells(_label(line, start), "whole_given")
        if not opens or 0 in signs or any(figure.is_rough for figure in figures):
            continue
        operands = [figure.in_unit_of(left) for figure in figures]
        claim = judged("balance", left, operands, _balance(signs))
        if claim is not None:
            yield claim


def _is_left(line: Line, figure: Quantity) -> bool:
    return (
        figure.is_amount and tells(line.before(figure, NEAR), "left") and not _is_of(line, figure)
    )


def _is_of(line: Line, figure: Quantity) -> bool:
    """True where a mark parts the word from the figure: another figure's, or a list's."""
    before = line.before(figure, NEAR)
    at = max(n for n in range(len(before)) if tells(before[n : n + 3], "left"))
    return bool({",", ";", ".", "(", "/"} & set(before[at:]))


def _of_sentence(line: Line, place: int) -> list[Quantity] | None:
    """Amounts like the one at ``place`` before it in its sentence; None where parts are told."""
    figures = line.quantities
    left, found = figures[place], []
    for back in range(place - 1, max(-1, place - 1 - WIDE), -1):
        between = line.folded[figures[back].last + 1 : figures[back + 1].first]
        if tells(between, "partial") or tells(between, "full") or between in (["/"], ["="]):
            return None
        if "." in between:
            break
        if figures[back].measure is not None and figures[back].comparable(left):
            found.append(figures[back])
    return found[::-1]


def _sign(line: Line, move: Quantity) -> int:
    """−1 for what goes out, +1 for what comes in, 0 where the words do not say."""
    label = _label(line, move)
    ways = (tells(label, "goes_out") or tells(label, "achieves"), tells(label, "comes_in"))
    return {(True, False): -1, (False, True): 1}.get(ways, 0)


def _label(line: Line, figure: Quantity) -> Sequence[str]:
    """Words before a figure in its clause and what it counts: ``có 17 hộ thoát nghèo``."""
    behind: list[str] = []
    for token in line.after(figure, NEAR):
        if not token[:1].isalpha() or token in words("lists"):
            break
        behind.append(token)
    return [*label_before(line, figure), "|", *behind]


def _balance(signs: Sequence[int]):
    def balance(values: Sequence[Decimal]) -> Decimal:
        moved = (sign * value for sign, value in zip(signs, values[1:], strict=True))
        return values[0] + sum(moved, Decimal(0))

    return balance
