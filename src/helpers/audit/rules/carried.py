"""A total and parts that are stated with their changes: it changed by their sum."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from helpers.audit.claim import CONTRADICTION, DOUBTFUL
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import SELDOM, Candidate, Solved, chance, claim_of, is_one_edit
from helpers.audit.rules.stated_changes import Change, changes_of
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import tells, words

KEPT, MOST_PARTS, LEAST_DIGITS = 24, 3, 6
HUNDRED = 100


class CarriedChanges:
    """The last figures that were stated with the amount of their change."""

    def __init__(self) -> None:
        self._stated: deque[tuple[Figure, Change]] = deque(maxlen=KEPT)

    def find(self, here: Paragraph) -> Iterator[Solved]:
        """Claims of the next passage: ``tổng sản lượng T, bằng p% so với cùng kỳ``.

        Only where exactly one set of figures stated before makes up T to its last digit: figures
        so long do not by chance. What changed stands in other passages.
        """
        if set(here.folded) & words("totals"):
            for level, index in _levels_with_index(here):
                parts = self._parts_of(level)
                found = _solved(index, level, parts) if parts else None
                if found is not None:
                    yield found
        for change in changes_of(here):
            before = _level_of(here, change)
            if before is not None and change.amount is not None and change.base is None:
                self._stated.append((before, change))

    def _parts_of(self, total: Figure) -> Sequence[tuple[Figure, Change]]:
        if digits_in(total.quantity.text) < LEAST_DIGITS:
            return ()
        alike = [pair for pair in self._stated if kinship(pair[0], total) == 2]
        found = [
            parts
            for count in range(2, MOST_PARTS + 1)
            for parts in combinations(alike, count)
            if sum(f.quantity.in_unit_of(total.quantity).value for f, _ in parts)
            == total.quantity.value
        ]
        return found[0] if len(found) == 1 else ()


def _level_of(here: Paragraph, change: Change) -> Figure | None:
    """The nearest level of the kind before a change, in its sentence."""
    for figure in reversed(here.figures[max(0, change.start - KEPT) : change.start]):
        if change.amount is None or figure.sentence != change.told.sentence:
            return None
        if (
            figure.is_level
            and not figure.is_plan
            and not figure.is_over
            and kinship(figure, change.amount) == 2
        ):
            return figure
    return None


def _levels_with_index(here: Paragraph) -> Iterator[tuple[Figure, Figure]]:
    """``T …, bằng p% so với cùng kỳ``: the first level of the sentence and the index."""
    first: dict[int, Figure] = {}
    for figure in here:
        if figure.is_level:
            first.setdefault(figure.sentence, figure)
        level = first.get(figure.sentence)
        is_index = figure.is_share and not figure.quantity.is_rough
        if level is not None and is_index and tells(here.tail(figure), "last_year"):
            yield level, figure


def _solved(index: Figure, total: Figure, parts: Sequence[tuple[Figure, Change]]) -> Solved | None:
    ways = [change.way for _, change in parts]
    amounts = [c.amount.in_unit_of(total) for _, c in parts if c.amount is not None]

    def level_of(values: Sequence) -> Decimal | None:
        moved = sum(way * abs(value) for way, value in zip(ways, values[1:], strict=True))
        base = values[0] - moved
        return values[0] * HUNDRED / base if base else None

    candidate = Candidate("change", "change.carried", index, (total, *amounts), level_of, "%")
    claim = claim_of(candidate)
    if claim is None:
        return None
    return Solved(candidate, replace(claim, by_likeness=claim.is_contradiction))


def find_changes_of_sums(
    sums: Sequence[Solved], paragraphs: Sequence[Paragraph]
) -> Iterator[Solved]:
    """``40 người, tăng 4, gồm A 30, tăng 3; B 10, tăng 1``: what changed adds up as well."""
    known: dict[tuple[int, int], Change] = {}
    for paragraph in paragraphs:
        for change in changes_of(paragraph):
            level = _level_of(paragraph, change)
            if level is not None:
                known.setdefault((level.paragraph, level.index), change)
    for found in sums:
        every = (found.candidate.stated, *found.candidate.operands)
        changes = [known.get((f.paragraph, f.index)) for f in every]
        amounts = [c.amount for c in changes if c is not None and c.amount is not None]
        if found.holds and len(amounts) == len(every):
            ways = [c.way for c in changes if c is not None]
            solved = _sum_of_changes(amounts, ways, found.candidate.home)
            if solved is not None:
                yield solved


def _sum_of_changes(
    amounts: Sequence[Figure], ways: Sequence[int], home: int | None
) -> Solved | None:
    total, *parts = amounts
    alike = tuple(f.in_unit_of(total) for f in parts)

    def moved(values: Sequence) -> object:
        return sum(way * value for way, value in zip(ways[1:], values, strict=True)) * ways[0]

    formula = sum if len(set(ways)) == 1 else moved
    candidate = Candidate("sum", "sum.changes", total, alike, formula, home=home)
    claim = claim_of(candidate)
    if claim is None or (claim.is_contradiction and not is_one_edit(candidate)):
        return None
    is_sure = chance(candidate) < SELDOM
    verdict = CONTRADICTION if is_sure else DOUBTFUL
    if claim.is_contradiction:
        claim = replace(claim, verdict=verdict, by_likeness=True)
    return Solved(candidate, claim)
