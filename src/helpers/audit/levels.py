"""Two tellings of one share: ``bằng 95% so với cùng kỳ, giảm 5%``; ``112% kế hoạch, vượt 12%``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import DOUBTFUL, Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells, words

WHOLE, FAR, LEAST = Decimal(100), 14, 20
ENDS = {".", ";", ")"}


def find_levels(line: Line) -> Iterator[Claim]:
    """The change that a level tells, right behind it, without a base of its own."""
    for level, change in pairwise(line.quantities):
        if not (level.is_percent and change.is_percent) or level.is_rough or change.is_rough:
            continue
        gap = line.words_behind(level, change)
        if ENDS & set(gap) or len(gap) > FAR:
            continue
        exceeds = bool(gap) and gap[-1] in words("exceeds")
        direction = 1 if exceeds else direction_of(line, change)
        if not direction or not _is_level(line, level, exceeds=exceeds) or level.value < LEAST:
            continue
        if set(gap) & {"và"} or (not exceeds and _has_base(line, change)):
            continue
        claim = judged("change", change, [level], lambda v, d=direction: d * (v[0] - WHOLE),
                       unit="%")  # fmt: skip
        if claim is not None:
            is_sure = "," in gap or "(" in gap
            yield claim if is_sure else replace(claim, classification=_softer(claim))


def _softer(claim: Claim) -> str:
    return DOUBTFUL if claim.is_contradiction else claim.classification


def _is_level(line: Line, level: Quantity, *, exceeds: bool) -> bool:
    """Told of last year's figure; for "vượt" of the plan."""
    behind = line.folded[level.first + 2 : level.first + 2 + FAR]
    stop = next((n for n, t in enumerate(behind) if t in (",", "(", ".", ";")), len(behind))
    told = behind[:stop]
    is_stated = bool(set(line.before(level, 2)) & words("states"))
    of_plan = tells(told, "plan") or {"kh"} & set(told)
    return is_stated and bool(of_plan if exceeds else tells(told, "last_year") and not of_plan)


def _has_base(line: Line, change: Quantity) -> bool:
    """``tăng 5% so với kế hoạch``: of something else."""
    behind = line.folded[change.first + 2 : change.first + 2 + FAR // 2]
    stop = next((n for n, t in enumerate(behind) if t in (",", "(", ".", ";")), len(behind))
    return bool({"so", "kế"} & set(behind[:stop]))
