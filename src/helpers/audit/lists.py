"""Sums told in several passages: a heading with its items below, a total line after its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.audit.claim import Claim
from helpers.audit.part_lists import FULL, connectives, totals_before
from helpers.audit.quantities import Line, Quantity
from helpers.audit.sums import SLIPS, judged_sum
from helpers.audit.vocabulary import words
from helpers.audit.wholes import is_changed, label_before

FEWEST, MOST, LEAST_DIGITS, HEAD = 2, 60, 5, 4
MARKS = frozenset("-–+*•")


def find_in_lists(lines: Sequence[Line]) -> Iterator[tuple[int, Claim]]:
    """Claims with the number of the passage that tells the total."""
    for number, line in enumerate(lines):
        if line.text.rstrip().endswith(":"):
            yield from _heading(lines, number)
        yield from _total_line(lines, number)


def _heading(lines: Sequence[Line], number: int) -> Iterator[tuple[int, Claim]]:
    """``Tổng vốn 100 triệu đồng, gồm:`` and its items."""
    line = lines[number]
    told = list(connectives(line))
    if not told or len(line.tokens) - told[-1][0] > 1:
        return
    position, kind = told[-1]
    items = _items(lines, number + 1)
    if len(items) < FEWEST:
        return
    for total in totals_before(line, position, items[0])[:1]:
        claim = _claim(total, items)
        if claim is not None and (not claim.is_contradiction or kind == FULL or _slipped(claim)):
            yield number, _placed(claim, line, total)


def _total_line(lines: Sequence[Line], number: int) -> Iterator[tuple[int, Claim]]:
    """``Tổng cộng: 100 triệu đồng`` below its parts."""
    line = lines[number]
    first = [t for t in line.folded[:HEAD] if t[:1].isalpha()]
    named = next((n for n in (2, 1) if " ".join(first[:n]) in words("sums")), 0)
    total = _first_figure(line)
    if not named or total is None:
        return
    start = number
    while start > 0 and number - start < MOST and _mark(lines[start - 1]):
        start -= 1
    parts = _items(lines[:number], start) if start < number else []
    if len(parts) < FEWEST or len(parts) < number - start:
        return
    claim = _claim(total, parts)
    if claim is not None:
        yield number, _placed(claim, line, total)


def _items(lines: Sequence[Line], start: int) -> list[Quantity]:
    """The first figure of each item of a list; none where an item has none of the kind."""
    if start >= len(lines) or not (mark := _mark(lines[start])):
        return []
    found: list[Quantity] = []
    for line in lines[start : start + MOST]:
        if _mark(line) != mark:
            if _mark(line):
                continue
            break
        figure = _first_figure(line)
        if figure is None or (found and not found[0].comparable(figure)):
            return []
        found.append(figure)
    return found


def _mark(line: Line) -> str:
    first = line.tokens[0].text if line.tokens else ""
    return first if first in MARKS else ""


def _first_figure(line: Line) -> Quantity | None:
    """The figure that an item is about: its first, if only its label stands before."""
    figure = next(iter(line.quantities), None)
    if figure is None or not figure.is_amount or is_changed(line, figure) or figure.is_rough:
        return None
    label = label_before(line, figure)
    is_first = figure.first - len(label) <= HEAD
    return figure if is_first and figure.measure is not None else None


def _claim(total: Quantity, parts: Sequence[Quantity]) -> Claim | None:
    if not all(total.may_hold(part) for part in parts):
        return None
    return judged_sum("sum", total, [part.in_unit_of(total) for part in parts])


def _slipped(claim: Claim) -> bool:
    digits = sum(mark.isdigit() for mark in claim.stated)
    return claim.hint in SLIPS and digits >= LEAST_DIGITS


def _placed(claim: Claim, line: Line, total: Quantity) -> Claim:
    """The parts stand in other passages: only the total is marked."""
    span = ((total.start, total.end),)
    return replace(claim, start=total.start, end=total.end, spans=span)
