"""Sums told in several passages: a heading with its items below, a total line after its parts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.audit.claim import Claim
from helpers.audit.part_lists import FULL, connectives, totals_before
from helpers.audit.passages import Passage
from helpers.audit.quantities import Line, Quantity
from helpers.audit.sums import SLIPS, judged_sum
from helpers.audit.tokens import digits_in, tokens_of
from helpers.audit.vocabulary import words
from helpers.audit.wholes import is_changed, label_before
from helpers.core.numbers import Style

FEWEST, MOST, LEAST_DIGITS, HEAD, KEPT = 2, 60, 5, 4, 200
MARKS = frozenset("-–+*•")


class Lines:
    """Passages of a text as tokens, those near the last one asked for kept: rows of tables none."""

    def __init__(self, passages: Sequence[Passage], style: Style | None) -> None:
        self._passages, self._style = passages, style
        self._kept: OrderedDict[int, Line] = OrderedDict()

    def __len__(self) -> int:
        return len(self._passages)

    def __getitem__(self, number: int) -> Line:
        if number not in self._kept:
            passage = self._passages[number]
            tokens = [] if passage.table else list(tokens_of(passage.text, self._style))
            self._kept[number] = Line(passage.text, tokens)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[number]

    def mark(self, number: int) -> str:
        """The mark that a list's item begins with, or nothing."""
        first = self._passages[number].text.lstrip()[:1]
        return first if first in MARKS and not self._passages[number].table else ""


def find_in_lists(lines: Lines, number: int) -> Iterator[Claim]:
    """Claims about the total that a passage tells of other passages."""
    line = lines[number]
    if line.text.rstrip().endswith(":"):
        yield from _heading(lines, number, line)
    yield from _total_line(lines, number, line)


def _heading(lines: Lines, number: int, line: Line) -> Iterator[Claim]:
    """``Tổng vốn 100 triệu đồng, gồm:`` and its items."""
    told = list(connectives(line))
    if not told or len(line.tokens) - told[-1][0] > 1:
        return
    position, kind = told[-1]
    items = _items(lines, number + 1, len(lines))
    if len(items) < FEWEST:
        return
    for total in totals_before(line, position, items[0])[:1]:
        claim = _claim(total, items)
        if claim is not None and (not claim.is_contradiction or kind == FULL or _slipped(claim)):
            yield replace(_placed(claim, line, total), by_likeness=kind != FULL)


def _total_line(lines: Lines, number: int, line: Line) -> Iterator[Claim]:
    """``Tổng cộng: 100 triệu đồng`` below its parts."""
    first = [t for t in line.folded[:HEAD] if t[:1].isalpha()]
    named = next((n for n in (2, 1) if " ".join(first[:n]) in words("sums")), 0)
    total = _first_figure(line) if named else None
    if total is None:
        return
    start = number
    while start > 0 and number - start < MOST and lines.mark(start - 1):
        start -= 1
    parts = _items(lines, start, number)
    if len(parts) < FEWEST or len(parts) < number - start:
        return
    claim = _claim(total, parts)
    if claim is not None:
        yield _placed(claim, line, total)


def _items(lines: Lines, start: int, end: int) -> list[Quantity]:
    """The first figure of each item of a list; none where an item has none of the kind."""
    if start >= end or not (mark := lines.mark(start)):
        return []
    found: list[Quantity] = []
    for number in range(start, min(end, start + MOST)):
        if lines.mark(number) != mark:
            if lines.mark(number):
                continue
            break
        figure = _first_figure(lines[number])
        if figure is None or (found and not found[0].comparable(figure)):
            return []
        found.append(figure)
    return found


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
    digits = digits_in(claim.stated)
    return claim.hint in SLIPS and digits >= LEAST_DIGITS


def _placed(claim: Claim, line: Line, total: Quantity) -> Claim:
    """The parts stand in other passages: only the total is marked."""
    span = ((total.start, total.end),)
    return replace(claim, start=total.start, end=total.end, spans=span)
