"""Indexes beside changes, and totals that were raised: ``bằng 96,5% cùng kỳ, giảm 3,5%``.

Wrong: ``bằng 96,5% cùng kỳ, giảm 4,5%``; ``kết nạp 3, nâng tổng số từ 20 lên 24``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION
from helpers.audit.rules.changes import HUNDRED, LEVELS, difference, wrong_way
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, Solved, solve
from helpers.audit.rules.stated_changes import NEAR, Change, exceeds
from helpers.audit.vocabulary import tells, words


def find_indexes(here: Paragraph) -> Iterator[Solved]:
    """``bằng 96,5% cùng kỳ, giảm 3,5%``; ``đạt 112% kế hoạch, vượt 12%``; ``…, tăng 50,5 tấn``."""
    for index, change in pairwise(here.figures):
        if not index.is_share or not change.way or index.sentence != change.sentence:
            continue
        gap = here.folded[index.first + 2 : change.first]
        of_plan, of_last = tells(gap, "planned"), tells(gap, "last_year")
        is_over = exceeds(here, change)
        own = set(here.tail(change)) & words("against")
        if (
            ")" in gap
            or not (of_plan and is_over or of_last and not is_over and not own)
            or tells(here.tail(change), "planned")
            and not is_over
        ):
            continue
        if (
            set(gap) & words("and")
            or change.quantity.is_rough
            or index.quantity.is_rough
            or index.quantity.value < 20
        ):
            continue
        solved = solve(
            [*_index_and_change(index, change)]
            if change.is_percent
            else [*_index_and_amount(here, index, change)]
        )
        if solved is not None:
            yield _with_index_direction(index, change, solved)


def find_raised(here: Paragraph) -> Iterator[Solved]:
    """``kết nạp d, nâng tổng số từ b lên a``: the only figure that came is the difference."""
    for base, level in pairwise(here.figures):
        before = here.before(base, NEAR)
        ends = set(before[-1:]) & words("from") and set(here.between(base, level)) & words("to")
        if not ends or not set(before) & words("raises"):
            continue
        near = here.figures[max(0, base.index - LEVELS) : base.index]
        near = [f for f in near if f.item == base.item and f.way >= 0]
        came = [f for f in near if kinship(f, level) == 2]
        if len(came) == 1 and not came[0].quantity.is_rough:
            alike = base.in_unit_of(level)
            found = solve(
                [Candidate("change", "change.raised", came[0], (level, alike), difference)]
            )
            if found is not None:
                yield found


def _index_and_change(index: Figure, change: Figure) -> Iterator[Candidate]:
    if not change.quantity.is_points:
        yield Candidate(
            "change", "index.change", change, (index,), lambda v: v[0] - HUNDRED, "%", True
        )


def _index_and_amount(here: Paragraph, index: Figure, change: Figure) -> Iterator[Candidate]:
    before = [
        f
        for f in here.figures[max(0, index.index - 4) : index.index]
        if f.sentence == index.sentence
    ]
    for level in (f for f in before if f.is_level and kinship(f, change) >= 1 and not f.is_plan):
        yield Candidate(
            "change", "index.amount", change, (level, index),
            lambda v: v[0] - v[0] * HUNDRED / v[1] if v[1] else None, "", True,
        )  # fmt: skip


def _with_index_direction(index: Figure, change: Figure, solved: Solved) -> Solved:
    if not solved.holds or index.quantity.value == HUNDRED:
        return solved
    if (index.quantity.value > HUNDRED) == (change.way > 0):
        return solved
    told = Change(change.way, change, None, None, change.index, change.index)
    return wrong_way(solved, told, CONTRADICTION)
