"""Which money the rows of a table of budget lines are: sections of a capital, parts of a line."""

from collections.abc import Collection
from dataclasses import dataclass, field

from helpers.cleaning.recognition.budget_capital import BOTH, UNKNOWN_ORIGIN
from helpers.cleaning.recognition.model import CARRIED, FUND, Breakdown
from helpers.cleaning.recognition.table import Item, Table
from helpers.cleaning.recognition.vocabulary import (
    any_of,
    group,
    head_words,
    is_total,
    without_part,
)
from helpers.cleaning.stated_periods.phrases import phrases

WHOLE = "Tổng cộng"


def money_said(label: str, year: int) -> Breakdown | None:
    """The money of which a label speaks and of nothing else: () for that of the year itself.

    None for any other label, also for money of another year that is not carried over.
    """
    text = without_part(label)
    found, rest = phrases(text, year)
    is_carried = any_of(group("carried_over")).search(rest) is not None
    words, left = head_words(any_of(group("carried_over")).sub(" ", rest))
    said_of = {word.gives for word in words if word.words not in group("money_given")}
    if left or said_of - {"fund", "filler", "carried"}:
        return None
    is_carried |= any(word.gives == "carried" for word in words)
    funds = dict.fromkeys(word.value for word in words if word.gives == "fund")
    years = {phrase.year for phrase in found if phrase.kind == "year"}
    said: Breakdown = ((FUND, " - ".join(funds)),) if funds else ()
    if is_carried:
        origins = {each for each in years if each and each < year}
        named = f"{UNKNOWN_ORIGIN} từ năm {origins.pop()}" if len(origins) == 1 else UNKNOWN_ORIGIN
        return (*said, (CARRIED, named))
    is_of_year = years == {year} and any_of(frozenset({"vốn"})).search(text) is not None
    return said if is_of_year or (funds and not found) else None


@dataclass
class RowMoney:
    """The rows of a table without the labels that say which money they are, and that money."""

    table: Table
    year: int
    of_year: set[int] = field(default_factory=set)
    """Rows that say that they are money of the year: no money carried over is in them."""
    _said: dict[int, Breakdown] = field(default_factory=dict)

    def path(self, item: Item) -> tuple[str, ...]:
        """The labels of a row that may name its budget line: of a section alone, the whole."""
        said = [money_said(label, self.year) for label in item.path]
        named = [money for money in said if money is not None]
        if not named:
            return item.path
        funds = dict.fromkeys(v for money in named for name, v in money if name == FUND)
        carried = [pair for money in named for pair in money if pair[0] == CARRIED]
        joined: Breakdown = ((FUND, " - ".join(funds)),) if funds else ()
        self._said[item.number] = (*joined, *carried[-1:])
        if () in named and not carried:
            self.of_year.add(item.number)
        pairs = zip(item.path, said, strict=True)
        return tuple(label for label, money in pairs if money is None) or (WHOLE,)

    def is_all(self, items: Collection[Item]) -> bool:
        """True where each row says which money it is, or is the total: «Vốn giao trong năm»."""
        others = [item for item in items if item.number not in self._said]
        return len(others) < len(items) and all(is_total(item.name) for item in others)

    def settle(self, lines: Collection[int]) -> None:
        """Note the money of the rows that are budget lines; a whole holds that of its parts."""
        rows = [item for item in self.table.items if item.number in lines]
        for item in rows:
            said = self._said.get(item.number, ())
            item.breakdown = (*(p for p in item.breakdown if p[0] not in dict(said)), *said)
        carried = [item for item in rows if CARRIED in dict(item.breakdown)]
        wholes = [item for item in rows if item not in carried and self._holds(item, carried)]
        parts = [item for item in rows if item not in wholes and not item.is_group]
        origins = {dict(item.breakdown).get(CARRIED, "") for item in parts}
        member = origins.pop() if len(origins) == 1 else BOTH
        for item in wholes:
            item.breakdown = (*item.breakdown, (CARRIED, member or BOTH))

    def _holds(self, item: Item, carried: list[Item]) -> bool:
        if not carried or item.number in self.of_year:
            return False
        if item.path and is_total(item.path[-1]):
            return True
        return any(each.path[: len(item.path)] == item.path for each in carried)
