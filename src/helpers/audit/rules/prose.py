"""The relations of running text, passage by passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from helpers.audit.claim import Claim
from helpers.audit.quantities import Line
from helpers.audit.rules.changes import find_changes
from helpers.audit.rules.figures import Paragraph
from helpers.audit.rules.products import find_products, find_remainders
from helpers.audit.rules.shares import find_shares
from helpers.audit.rules.sums import find_sums

EARLIER, LONGEST_LIST = 3, 60
MARKS = frozenset("-–+*•")


class Prose:
    """The paragraphs of a text as records, those near the last one asked for kept."""

    def __init__(self, line_of: Callable[[int], Line], is_text: Callable[[int], bool], count: int) -> None:
        self._line_of, self._is_text, self._count = line_of, is_text, count
        self._kept: dict[int, Paragraph] = {}

    def claims(self, number: int) -> Iterator[Claim]:
        """Claims about the figures of a passage."""
        here = self._at(number)
        if len(here.figures) < (1 if here.text.rstrip().endswith(":") else 2):
            return
        earlier = [self._at(n) for n in range(max(0, number - EARLIER), number) if self._is_text(n)]
        solved = [*find_shares(here, earlier), *find_changes(here, earlier), *find_sums(here, self._list(number))]
        solved += [*find_products(here, earlier), *find_remainders(here, earlier)]
        yield from (found.claim for found in solved)

    def _at(self, number: int) -> Paragraph:
        if number not in self._kept:
            self._kept[number] = Paragraph(self._line_of(number), number)
            for old in [n for n in self._kept if n < number - LONGEST_LIST]:
                del self._kept[old]
        return self._kept[number]

    def _list(self, number: int) -> Sequence[Paragraph]:
        """The items of the list that follows a passage."""
        if not self._line_of(number).text.rstrip().endswith(":"):
            return []
        items: list[Paragraph] = []
        first = None
        for place in range(number + 1, min(self._count, number + LONGEST_LIST)):
            mark = _mark(self._line_of(place).text) if self._is_text(place) else ""
            if not mark or (first is not None and mark != first):
                break
            first = first or mark
            items.append(self._at(place))
        return items


def _mark(text: str) -> str:
    """The kind of mark that an item begins with: a dash, a number, a letter; or nothing."""
    text = text.lstrip()
    if text[:1] in MARKS:
        return text[0]
    head = text[:3]
    if len(head) > 1 and head[1] in ").":
        return "1" if head[0].isdigit() else "a" if head[0].isalpha() else ""
    return ""
