"""Last year's figures in one bracket: ``(26 vụ, 24 đối tượng), giảm 4 vụ, tăng 5 đối tượng``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells

FAR, FEWEST, NEAR, WIDE, LOOK_BACK = 8, 2, 2, 16, 60
Trio = tuple[Quantity, Quantity, Quantity]


def parallel_bases(line: Line) -> Iterator[Trio]:
    """Each change of a sentence with the value and the base that count the same.

    The same: one unit, and where the bracket has the unit twice (người chết, người bị thương) the
    same word behind it. Nothing of what is not told exactly once.
    """
    for bracket in _brackets(line):
        sentence = [q for q in _sentence(line, bracket[0]) if q not in bracket]
        changes = [q for q in sentence if direction_of(line, q) and q.is_amount]
        values = [
            q for q in sentence
            if q.first < bracket[0].first and not direction_of(line, q) and not _is_inside(line, q)
        ]  # fmt: skip
        for change in changes:
            base = _alike(line, change, bracket)
            value = _alike(line, change, values)
            told = [q for q in changes if _is_alike(line, q, change)]
            if base is not None and value is not None and len(told) == 1:
                yield value, base, change


def _brackets(line: Line) -> Iterator[list[Quantity]]:
    """Figures of a bracket behind words of last year; two or more, all with a unit."""
    for place, first in enumerate(line.quantities):
        before = line.before(first, FAR)
        if before[-1:] != ["("] or not tells(before, "last_year"):
            continue
        inside = _to_bracket_end(line, line.quantities[place : place + WIDE])
        are_counts = all(q.is_amount and q.measure is not None and not q.is_rough for q in inside)
        if len(inside) >= FEWEST and are_counts:
            yield inside


def _to_bracket_end(line: Line, figures: Sequence[Quantity]) -> list[Quantity]:
    start = figures[0].first
    return list(takewhile(lambda q: ")" not in line.folded[start : q.first], figures))


def _sentence(line: Line, figure: Quantity) -> list[Quantity]:
    """Figures near one in its sentence, and in the clause before it that it compares."""
    found, place = [], line.place_of(figure.first)
    for other in line.quantities[max(0, place - WIDE) : place + WIDE]:
        one, two = sorted((figure.first, other.first))
        is_same = not {".", ";"} & set(line.folded[one:two])
        if is_same or (other.first < figure.first and _is_next_clause(line, other, figure)):
            found.append(other)
    return found


def _is_next_clause(line: Line, one: Quantity, other: Quantity) -> bool:
    """``…; so với cùng kỳ năm 2022 (…)``: the clause before a semicolon that compares."""
    between = line.folded[one.first : other.first]
    if "." in between or between.count(";") != 1:
        return False
    behind = between[between.index(";") + 1 :]
    return behind[:1] == ["so"]


def _is_inside(line: Line, figure: Quantity) -> bool:
    before = line.folded[max(0, figure.first - LOOK_BACK) : figure.first]
    return before.count("(") > before.count(")")


def _alike(line: Line, like: Quantity, among: Sequence[Quantity]) -> Quantity | None:
    same = [q for q in among if q.measure == like.measure]
    if len(same) > 1:
        named = set(_words(line.after(like, NEAR)))
        same = [q for q in same if named & _beside(line, q)]
    return same[0] if len(same) == 1 else None


def _beside(line: Line, figure: Quantity) -> set[str]:
    """Words right behind a figure, and right before it: ``làm chết 3 người``."""
    before = line.before(figure, NEAR)[::-1]
    return {*_words(line.after(figure, NEAR)), *_words(before)}


def _words(tokens: Sequence[str]) -> list[str]:
    return list(takewhile(lambda token: token[:1].isalpha(), tokens))


def _is_alike(line: Line, one: Quantity, other: Quantity) -> bool:
    named = [_words(line.after(figure, NEAR)) for figure in (one, other)]
    return one.measure == other.measure and named[0] == named[1]
