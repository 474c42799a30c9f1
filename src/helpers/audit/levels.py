"""Two tellings of one share: ``bằng 95% so với cùng kỳ, giảm 5%``; ``112% kế hoạch, vượt 12%``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_changed
from helpers.indicators.formulas import scaled_quotient

WHOLE, FAR, LEAST, NEAR, ALIKE = Decimal(100), 14, 20, 3, 2
ENDS = {".", ";", ")"}


def find_levels(line: Line) -> Iterator[Claim]:
    """The change that a level tells, right behind it, without a base of its own."""
    for level, change in pairwise(line.quantities):
        if not level.is_percent or level.is_rough or change.is_rough:
            continue
        if change.is_amount:
            yield from _against_amount(line, level, change)
        if not change.is_percent:
            continue
        gap = line.words_behind(level, change)
        if ENDS & set(gap) or len(gap) > FAR:
            continue
        exceeds = bool(gap) and gap[-1] in words("exceeds")
        direction = 1 if exceeds else direction_of(line, change)
        if not direction or not _is_level(line, level, exceeds=exceeds) or level.value < LEAST:
            continue
        if set(gap) & words("and") or (not exceeds and _has_base(line, change)):
            continue
        claim = judged("change", change, [level], _change_of_level(direction), unit="%")
        if claim is not None:
            is_sure = "," in gap or "(" in gap
            yield claim if is_sure else replace(claim, verdict=_softer(claim))


def _change_of_level(direction: int) -> Callable[[Sequence[Decimal]], Decimal]:
    return lambda values: direction * (values[0] - WHOLE)


def level_and_value(line: Line) -> Iterator[tuple[Quantity, Quantity]]:
    """Each percentage of last year's figure with the figure that it is of."""
    figures = line.quantities
    for place, level in enumerate(figures):
        if not level.is_percent or level.is_rough or not _is_level(line, level, exceeds=False):
            continue
        first = level
        before = figures[place - 1] if place else None
        if before is not None and before.is_percent and not ENDS & set(line.gap(before, level)):
            first = before  # a percentage of the plan, between the value and the level
        value = _value_before(line, first)
        if value is not None:
            yield level, value


def _against_amount(line: Line, level: Quantity, change: Quantity) -> Iterator[Claim]:
    """``a, bằng 104,7% cùng kỳ, giảm d``: over 100 is no fall, and d must be what a makes of it.

    Nothing is claimed of a change that is of another size: it is of something else.
    """
    gap = line.words_behind(level, change)
    direction = direction_of(line, change)
    if ENDS & set(gap) or len(gap) > FAR or not direction or _has_base(line, change):
        return
    if not _is_level(line, level, exceeds=False) or level.value == WHOLE or level.value < LEAST:
        return
    value = _value_before(line, level)
    if value is None or value.measure is None or not _is_of(line, value, change):
        return
    risen = 1 if level.value > WHOLE else -1
    if change.value >= value.value and risen > 0:
        return
    claim = judged("change", level, [change, value],
                   lambda v: scaled_quotient(v[1], v[1] - risen * v[0]), unit="%")  # fmt: skip
    if claim is None or claim.computed is None:
        return
    told, made = abs(level.value - WHOLE), abs(claim.computed.value - WHOLE)
    if direction == risen and told <= ALIKE * made and made <= ALIKE * told:
        yield claim
    elif direction != risen and not claim.is_contradiction:
        told_sign, right = ("−", "+") if direction < 0 else ("+", "−")
        span = ((change.start, change.end),)
        yield Claim("sign", value.start, change.end, told_sign + change.text, right + change.text,
                    CONTRADICTION, span, "slip_sign")  # fmt: skip


def _is_of(line: Line, value: Quantity, change: Quantity) -> bool:
    """Of one unit; or of what is counted and said to be the same: ``khách …, tức giảm d lượt``."""
    if value.measure == change.measure:
        return True
    if value.measure is None or change.measure is None:
        return False
    are_counts = value.measure.is_count and change.measure.is_count
    return are_counts and bool(set(line.before(change, NEAR)) & words("equals"))


def _value_before(line: Line, level: Quantity) -> Quantity | None:
    """The figure that the level is of, right before it; of a/b it is a."""
    figures, at = line.quantities, line.place_of(level.first) - 1
    if at < 0 or figures[at].is_rough or is_changed(line, figures[at]):
        return None
    if at and line.gap(figures[at - 1], figures[at]) == ["/"]:
        return figures[at - 1].in_unit_of(figures[at])
    return None if tells(line.before(figures[at], NEAR), "plan") else figures[at]


def _softer(claim: Claim) -> str:
    return DOUBTFUL if claim.is_contradiction else claim.verdict


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
