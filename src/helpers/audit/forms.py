"""Figures that are badly formed, and shares that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.quantities import Line
from helpers.audit.vocabulary import words

NEAR, WHOLE = 3, 100


def find_forms(line: Line) -> Iterator[Claim]:
    """A number that nobody can read one way; more than all of a whole."""
    for token in line.tokens:
        if token.kind == "number" and token.value is None and len(token.text) <= LONGEST:
            if token.text.count(",") + token.text.count(".") < 2:
                continue
            span = (token.start, token.end)
            yield Claim("form", *span, token.text, "–", DOUBTFUL, (span,), "form_malformed")
    for figure in line.quantities:
        is_share = figure.is_percent and set(line.before(figure, NEAR)) & words("share_of_whole")
        if is_share and figure.value > WHOLE and not figure.sign:
            span = (figure.start, figure.end)
            yield Claim(
                "form", *span, f"{figure.text}%", "≤ 100%", CONTRADICTION, (span,), "form_above_all"
            )


LONGEST = 24
