"""Figures that are badly formed, and shares that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim
from helpers.audit.quantities import Line, Quantity
from helpers.audit.rules.figures import direction_of
from helpers.audit.tokens import Token
from helpers.audit.vocabulary import tells, words

NEAR, FAR, WHOLE, LONGEST, GROUP = 3, 7, 100, 24, 3


def find_forms(line: Line) -> Iterator[Claim]:
    """A number that nobody can read one way; one torn by a blank; more than all of a whole."""
    for token in line.tokens:
        if token.kind == "number" and _is_malformed(token):
            yield _doubtful(token.start, token.end, token.text, "form_malformed")
    yield from _torn(line)
    yield from _without_unit(line)
    for figure in line.quantities:
        if figure.is_percent and figure.value > WHOLE and not figure.sign:
            yield from _above_all(line, figure)


def _is_malformed(token: Token) -> bool:
    """Three marks of two kinds or more that no way of writing has; or two decimal marks."""
    marks = [mark for mark in token.text if mark in ".,"]
    if len(token.text) > LONGEST or len(marks) < 2:
        return False
    if token.value is None:
        return len(set(marks)) > 1 or not _is_index(token)
    groups = token.text.replace(",", ".").split(".")
    return len(set(marks)) > 1 and token.decimal_places > GROUP and len(groups[-1]) == GROUP


def _is_index(token: Token) -> bool:
    """1.2.3 numbers a section."""
    return "," not in token.text and all(len(g) <= 2 for g in token.text.split("."))


def _torn(line: Line) -> Iterator[Claim]:
    """``10.726, 547 triệu đồng``: a decimal part behind a blank."""
    for one, other in pairwise(line.quantities):
        is_torn = (
            one.measure is None
            and other.measure is not None
            and other.measure.dimension == "money"
            and "." in one.text
            and other.token.decimal_places == 0
            and len(other.text) == GROUP
            and line.gap(one, other) == [","]
            and line.tokens[one.last + 1].start == one.end
        )
        if is_torn:
            text = line.text[one.start : other.end]
            yield _doubtful(one.start, other.end, text, "form_torn")


def _without_unit(line: Line) -> Iterator[Claim]:
    """``16,4/26, đạt 63%``: measured, and nobody says in what."""
    figures = line.quantities
    for place, (part, whole) in enumerate(pairwise(figures)):
        is_fraction = line.gap(part, whole) == ["/"] and part.decimal_places
        if part.measure or whole.measure or not is_fraction:
            continue
        behind = figures[place + 2] if place + 2 < len(figures) else None
        gap = line.gap(whole, behind) if behind is not None else []
        if behind is not None and behind.is_percent and len(gap) <= NEAR and _states(gap):
            told = line.text[part.start : whole.end]
            yield _doubtful(part.start, whole.end, told, "form_unit")


def _states(gap: Sequence[str]) -> bool:
    return bool(set(gap) & (words("states") | {"="}))


def _above_all(line: Line, figure: Quantity) -> Iterator[Claim]:
    span = ((figure.start, figure.end),)
    shown = f"{figure.text}%"
    if direction_of(line, figure) < 0:
        yield Claim("form", *span[0], shown, "≤ 100%", DOUBTFUL, span, "form_above_all")
        return
    before = line.before(figure, FAR)
    near = before[-NEAR:]
    is_share = bool(set(near) & words("share_of_whole"))
    of_people = tells(before, "at_most_all") and not direction_of(line, figure)
    behind = line.folded[figure.first + 2 : figure.first + 2 + FAR]
    of_plan = tells(behind, "plan") or {"kh"} & set(behind) or tells(behind, "last_year")
    if is_share or (of_people and not of_plan and not {",", ";", "."} & set(before)):
        yield Claim("form", *span[0], shown, "≤ 100%", CONTRADICTION, span, "form_above_all")


def _doubtful(start: int, end: int, text: str, hint: str) -> Claim:
    return Claim("form", start, end, text, "–", DOUBTFUL, ((start, end),), hint)
