"""The relations of running text, passage by passage."""

import re
from collections.abc import Iterator, Sequence

from helpers.audit.claim import Claim
from helpers.audit.passages import Passage
from helpers.audit.rules.carried import CarriedChanges, find_changes_of_sums
from helpers.audit.rules.changes import find_changes
from helpers.audit.rules.figures import Figure
from helpers.audit.rules.indexes import find_indexes, find_raised
from helpers.audit.rules.linked_shares import (
    Near,
    Pair,
    find_linked_shares,
    pairs_of,
)
from helpers.audit.rules.linked_sums import find_linked_sums, weighed_runs
from helpers.audit.rules.listed import find_listed
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.products import find_products, find_remainders
from helpers.audit.rules.shares import ShareReading, find_shares
from helpers.audit.rules.solver import Solved
from helpers.audit.rules.sums import find_sums
from helpers.audit.tokens import tokens_of
from helpers.core.numbers import Style

EARLIER, FAR, LONGEST_LIST, LONGEST_LOOK, ITEMS, BEFORE, AHEAD = 3, 5, 60, 20, 6, 2, 8
"""Passages looked back at, and for sums; items of a list; those looked back over; those looked at
beside one and before one."""
MARKS = frozenset("-–+*•")
LABELLED = re.compile(r"[^\W\d][^.:;()]{1,60}: ?[^:]*\d[^:]*$")
"""A line that a label begins: ``Dân tộc Mẫu: 37 người``."""


class Prose:
    """The paragraphs of a text as records, those near the last one asked for kept."""

    def __init__(self, passages: Sequence[Passage], style: Style | None) -> None:
        self._passages, self._style = passages, style
        self._kept: dict[int, Paragraph] = {}
        self._carried = CarriedChanges()
        self._readings: dict[int, ShareReading] = {}

    def paragraph(self, number: int) -> Paragraph:
        """The records of a passage; rows of tables have none."""
        if number not in self._kept:
            passage = self._passages[number]
            tokens = [] if passage.table else list(tokens_of(passage.text, self._style))
            self._kept[number] = Paragraph(passage.text, tokens, number)
            for old in [n for n in self._kept if n < number - LONGEST_LIST]:
                del self._kept[old]
                self._readings.pop(old, None)
        return self._kept[number]

    def claims(self, number: int) -> Iterator[Claim]:
        """Claims about the figures of a passage."""
        here = self.paragraph(number)
        is_of_list = here.text.rstrip().endswith(":") or self._mark_at(number)
        if len(here.figures) < (1 if is_of_list else 2):
            return
        earlier = self._earlier(number)
        solved = [
            *find_listed(here),
            *self._shares(number),
            *find_changes(here, earlier),
            *find_indexes(here),
            *find_raised(here),
        ]
        items = self._list(number)
        back = range(max(0, number - FAR), number)
        near = [self.paragraph(n) for n in back if not self._passages[n].table]
        after = self.paragraph(number + 1) if number + 1 < len(self._passages) else None
        sums = list(find_sums(here, near, items, self._above(number), after))
        left = [*find_products(here), *find_remainders(here), *self._carried.find(here)]
        weighed = weighed_runs(self.around(number), number)
        sums = list(find_linked_sums(weighed, sums, left))
        solved += [*sums, *find_changes_of_sums(sums, [*earlier, here, *items]), *left]
        yield from (found.claim for found in solved)

    def _shares(self, number: int) -> list[Solved]:
        beside = [self._reading(n) for n in self._beside(number)]
        known = list(find_shares(self._reading(number), beside))
        near = self._near(number)
        return list(
            find_linked_shares(
                self.paragraph(number), known, lambda share: self.pairs(number, share, near)
            )
        )

    def _near(self, number: int) -> Near:
        readings = [self._reading(n) for n in (number, *self._beside(number))]
        held = (way for reading in readings for ways in reading.held for way in ways)
        return Near(readings[0].candidates, held)

    def pairs(
        self, number: int, share: Figure, near: Near | None = None, *, every: bool = False
    ) -> list[Pair]:
        """The parts and wholes that a percentage of a passage may have."""
        here, earlier = self.paragraph(number), self._earlier(number)
        return pairs_of(here, earlier, share, near or self._near(number), every=every)

    def around(self, number: int) -> list[Paragraph]:
        """A passage with those around it that may hold parts of its totals."""
        last = min(len(self._passages), number + AHEAD + 1)
        near = range(max(0, number - BEFORE), last)
        return [self.paragraph(n) for n in near if not self._passages[n].table]

    def _earlier(self, number: int) -> list[Paragraph]:
        """The passages before one, and those that its list follows."""
        near = range(max(0, number - EARLIER), number)
        lead = self._lead_of(number)
        root = self._root_of(lead)
        found = sorted({*root, *near, *range(max(0, lead - EARLIER), lead + 1 if lead else 0)})
        return [self.paragraph(n) for n in found if not self._passages[n].table]

    def _lead_of(self, number: int) -> int:
        """The passage that opens the list that a passage is an item of; 0 for none."""
        mark = self._mark_at(number)
        for n in range(number - 1, max(-1, number - LONGEST_LOOK), -1) if mark else ():
            if self._mark_at(n) != mark:
                return n if self._passages[n].text.rstrip().endswith(":") else 0
        return 0

    def _root_of(self, lead: int) -> Sequence[int]:
        """For a heading without figures, itself in a list, the passage that the list is of."""
        if not lead or self.paragraph(lead).figures:
            return ()
        for n in range(lead - 1, max(-1, lead - LONGEST_LOOK), -1):
            passage = self._passages[n]
            if not passage.table and not self._mark_at(n) and self.paragraph(n).figures:
                return (n,)
        return ()

    def _beside(self, number: int) -> Iterator[int]:
        """The items of its list that are near a passage, or the passages before it."""
        mark = self._mark_at(number)
        if not mark:
            yield from range(max(0, number - BEFORE), number)
        for way in (-1, 1) if mark else ():
            n = number + way
            while self._mark_at(n) == mark and abs(n - number) <= ITEMS:
                yield n
                n += way

    def _reading(self, number: int) -> ShareReading:
        if number not in self._readings:
            self._readings[number] = ShareReading(self.paragraph(number), self._earlier(number))
        return self._readings[number]

    def _mark_at(self, number: int) -> str:
        is_text = 0 <= number < len(self._passages) and not self._passages[number].table
        return _mark(self._passages[number].text) if is_text else ""

    def _above(self, number: int) -> Sequence[Paragraph]:
        """The items of its list that stand above a passage, the nearest last."""
        mark = self._mark_at(number)
        first = number
        while mark and number - first < LONGEST_LIST and self._mark_at(first - 1) == mark:
            first -= 1
        return [self.paragraph(n) for n in range(first, number)]

    def _list(self, number: int) -> Sequence[Paragraph]:
        """The items of the list that follows a passage."""
        if not self.paragraph(number).text.rstrip().endswith(":"):
            return []
        items: list[Paragraph] = []
        first = None
        for place in range(number + 1, min(len(self._passages), number + LONGEST_LIST)):
            mark = self._mark_at(place)
            if not mark or (first is not None and mark != first):
                break
            first = first or mark
            items.append(self.paragraph(place))
        return items


def _mark(text: str) -> str:
    """The kind of mark that an item begins with: a dash, a number, a letter; or nothing."""
    text = text.lstrip()
    if text[:1] in MARKS:
        return text[0]
    head = text[:4].partition(")")[0].partition(".")[0]
    if len(head) < len(text[:4]) and (head.isdigit() or (head.isalpha() and len(head) == 1)):
        return "1" if head.isdigit() else "a"
    return ":" if LABELLED.match(text) else ""
