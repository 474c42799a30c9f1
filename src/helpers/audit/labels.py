"""What stands before and around a figure of a line."""

from __future__ import annotations

from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import words

LABEL = 12
MARKS = frozenset(",;.()")


def label_before(line: Line, figure: Quantity) -> list[str]:
    """Words that lead to a figure within its clause, nearest figures and marks excluded."""
    found: list[str] = []
    start = figure.first - (1 if figure.sign else 0)
    for position in range(start - 1, max(-1, start - 1 - LABEL), -1):
        token = line.tokens[position]
        if token.text in MARKS - {"("} or (token.text in (":", "(") and found):
            break
        if token.kind == "word":
            found.append(line.folded[position])
    return found[::-1]


def is_changed(line: Line, figure: Quantity) -> bool:
    """True behind a rise or a fall."""
    return bool(figure.sign) or bool(set(line.before(figure, 2)) & (words("rise") | words("fall")))
