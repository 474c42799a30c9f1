"""The relations of running text, passage by passage."""

from collections.abc import Iterator, Sequence

from helpers.audit.claim import Claim
from helpers.audit.passages import Passage
from helpers.audit.rules.carried import CarriedChanges
from helpers.audit.rules.changes import find_changes
from helpers.audit.rules.listed import find_listed
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.products import find_products, find_remainders
from helpers.audit.rules.shares import find_shares
from helpers.audit.rules.sums import find_sums
from helpers.audit.tokens import tokens_of
from helpers.core.numbers import Style

EARLIER, LONGEST_LIST = 3, 60
MARKS = frozenset("-–+*•")


class Prose:
    """The paragraphs of a text as records, those near the last one asked for kept."""

    def __init__(self, passages: Sequence[Passage], style: Style | None) -> None:
        self._passages, self._style = passages, style
        self._kept: dict[int, Paragraph] = {}
        self._carried = CarriedChanges()

    def paragraph(self, number: int) -> Paragraph:
        """The records of a passage; rows of tables have none."""
        if number not in self._kept:
            passage = self._passages[number]
            tokens = [] if passage.table else list(tokens_of(passage.text, self._style))
            self._kept[number] = Paragraph(passage.text, tokens, number)
            for old in [n for n in self._kept if n < number - LONGEST_LIST]:
                del self._kept[old]
        return self._kept[number]

    def claims(self, number: int) -> Iterator[Claim]:
        """Claims about the figures of a passage."""
        here = self.paragraph(number)
        if len(here.figures) < (1 if here.text.rstrip().endswith(":") else 2):
            return
        earlier = [
            self.paragraph(n)
            for n in range(max(0, number - EARLIER), number)
            if not self._passages[n].table
        ]
        solved = [
            *find_listed(here),
            *find_shares(here, earlier),
            *find_changes(here, earlier),
            *find_sums(here, self._list(number)),
        ]
        solved += [*find_products(here), *find_remainders(here), *self._carried.find(here)]
        yield from (found.claim for found in solved)

    def _list(self, number: int) -> Sequence[Paragraph]:
        """The items of the list that follows a passage."""
        if not self.paragraph(number).text.rstrip().endswith(":"):
            return []
        items: list[Paragraph] = []
        first = None
        for place in range(number + 1, min(len(self._passages), number + LONGEST_LIST)):
            mark = _mark(self._passages[place].text) if not self._passages[place].table else ""
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
    head = text[:3]
    if len(head) > 1 and head[1] in ").":
        return "1" if head[0].isdigit() else "a" if head[0].isalpha() else ""
    return ""
