"""Claims of a share: ``a/b đạt p%``, ``đạt p% kế hoạch (b)``, ``kế hoạch b, thực hiện a``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from helpers.audit.claim import AGREES, Claim, judged
from helpers.audit.exceeded import is_beyond
from helpers.audit.named_wholes import named_whole
from helpers.audit.pairs import PAIRS, fraction, leads
from helpers.audit.quantities import Line, Quantity
from helpers.audit.respective import respective_percents
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import (
    clause_after,
    divided_whole,
    earlier_plan,
    is_changed,
    others,
)
from helpers.audit.witnesses import find_witnessed, is_share
from helpers.indicators.formulas import scaled_quotient

NEARBY = 6


def find_attainments(line: Line) -> Iterator[Claim]:
    """Claims of a passage in order. What cannot be paired with certainty is left out."""
    figures = line.quantities
    listed = respective_percents(line)
    known: set[int] = set()
    shares: list[tuple[int, int]] = []
    for place, percent in enumerate(figures):
        if not percent.is_percent or percent.first in listed or percent.sign:
            continue
        if is_beyond(line, percent):
            continue
        for pair in PAIRS:
            found = pair(line, figures, place)
            if found is not None:
                claim = _claim(percent, *found)
                if claim is not None and not _is_of_other(line, percent, claim, pair):
                    known.add(place)
                    yield _with_slip(claim, figures, place, percent, *found)
                break
        else:
            for claim in _of_earlier(line, figures, place):
                known.add(place)
                yield claim
        at = part_of(line, figures, place)
        if at is not None and is_share(line, figures[at], percent):
            is_twofold = at > 0 and line.gap(figures[at - 1], figures[at]) == ["="]
            shares.append((at - is_twofold, place))
    yield from find_witnessed(line, shares, known, _claim)


def _is_of_other(line: Line, percent: Quantity, claim: Claim, pair: Callable) -> bool:
    """``a/b, bằng p% so với cùng kỳ``: b may be the plan and p of last year's."""
    is_wrong = pair is fraction and claim.is_contradiction
    return is_wrong and tells(clause_after(line, percent), "last_year")


def _of_earlier(line: Line, figures: Sequence[Quantity], place: int) -> Iterator[Claim]:
    """Of a whole told earlier in the sentence, unless another figure of it explains the share."""
    percent = figures[place]
    at = part_of(line, figures, place)
    if at is None or is_changed(line, percent):
        return
    part = figures[at]
    ways = (divided_whole, earlier_plan, named_whole)
    whole = next((w for way in ways if (w := way(line, figures, at, percent))), None)
    if whole is None:
        return
    claim = _claim(percent, part, whole)
    if claim is None:
        return
    if claim.is_contradiction:
        explained = (_claim(percent, part, other) for other in others(figures, at))
        claim = next((c for c in explained if c and not c.is_contradiction), claim)
        claim = _with_slip(claim, figures, place, percent, part, whole)
    yield claim


def part_of(line: Line, figures: Sequence[Quantity], place: int) -> int | None:
    """The figure that a percentage is told of: the one before, past what it changed by."""
    states = words("states") | {"=", "("}
    percent, at = figures[place], place - 1
    if at < 0:
        return None
    if figures[at].is_amount and not is_changed(line, figures[at]):
        is_told = set(line.gap(figures[at], percent)) & states
        return at if is_told and leads(line, figures[at], percent) else None
    gap = line.words_behind(figures[at], percent)
    marks = [n for n, token in enumerate(gap) if token in (",", ";")]
    told = gap[marks[-1] + 1 :] if marks else []
    between = [t for t in gap[: marks[-1]] if t[:1].isalpha()] if marks else []
    if not told or not set(told) <= words("attainment") or not set(told) & states:
        return None
    if not set(between) <= words("before"):
        return None
    while at >= 0 and is_changed(line, figures[at]):
        at -= 1
    is_near = at >= 0 and place - at <= 4 and figures[at].is_amount
    ends = {".", ";"} & set(line.folded[figures[at].last + 1 : percent.first]) if is_near else True
    return None if ends else at


def _claim(percent: Quantity, part: Quantity, whole: Quantity) -> Claim | None:
    return judged("attainment", percent, _alike(part, whole), _share, unit="%")


def _with_slip(
    claim: Claim,
    figures: Sequence[Quantity],
    place: int,
    percent: Quantity,
    part: Quantity,
    whole: Quantity,
) -> Claim:
    """The claim with what another figure nearby explains: divided by it, or counted from it."""
    if not claim.is_contradiction or claim.hint:
        return claim
    near = figures[max(0, place - NEARBY) : place + NEARBY]
    for other in (q for q in near if q not in (part, whole, percent) and q.value):
        for hint, pair in (("slip_base", (part, other)), ("slip_old_year", (other, whole))):
            if pair[1].may_hold(pair[0]):
                tried = _claim(percent, *pair)
                if tried is not None and tried.verdict == AGREES:
                    return replace(claim, hint=hint)
    return claim


def _alike(part: Quantity, whole: Quantity) -> list[Quantity]:
    """Both in one unit; one that has none has the other's."""
    part = part.in_unit_of(whole)
    return [part, whole.in_unit_of(part) if whole.measure is None else whole]


def _share(values):
    return scaled_quotient(values[0], values[1])
