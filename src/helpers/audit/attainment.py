"""Claims of a share: ``a/b đạt p%``, ``đạt p% kế hoạch (b)``, ``kế hoạch b, thực hiện a``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from helpers.audit.brackets import could_make, is_own_bracket, whole_in_bracket
from helpers.audit.claim import AGREES, Claim, judged
from helpers.audit.exceeded import is_beyond
from helpers.audit.quantities import Line, Quantity
from helpers.audit.respective import respective_percents
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import (
    clause_after,
    divided_whole,
    earlier_plan,
    is_changed,
    is_of_last_year,
    others,
)
from helpers.audit.witnesses import find_witnessed, is_share
from helpers.indicators.formulas import scaled_quotient

LONGEST_GAP, LONGEST_NAME, LONGEST_CLAUSE = 9, 5, 16
KH, NEARBY = 6, 6


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
        for pair in (_fraction, _plan_first, _plan_between, _plan_behind):
            found = pair(line, figures, place)
            if found is not None:
                claim = _claim(percent, *found)
                if claim is not None and not (
                    # a/b, bằng p% so với cùng kỳ: b may be the plan, and p of last year's
                    pair is _fraction
                    and claim.is_contradiction
                    and tells(clause_after(line, percent), "last_year")
                ):
                    known.add(place)
                    yield _with_slip(claim, figures, place, percent, *found)
                break
        else:
            for claim in _of_earlier(line, figures, place):
                known.add(place)
                yield claim
        at = _part_of(line, figures, place)
        if at is not None and is_share(line, figures[at], percent):
            is_twofold = at > 0 and line.gap(figures[at - 1], figures[at]) == ["="]
            shares.append((at - is_twofold, place))
    yield from find_witnessed(line, shares, known, _claim)


def _of_earlier(line: Line, figures: Sequence[Quantity], place: int) -> Iterator[Claim]:
    """Of a whole told earlier in the sentence, unless another figure of it explains the share."""
    percent = figures[place]
    at = _part_of(line, figures, place)
    if at is None or is_changed(line, percent):
        return
    part = figures[at]
    whole = divided_whole(line, figures, at, percent) or earlier_plan(line, figures, at, percent)
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


def _part_of(line: Line, figures: Sequence[Quantity], place: int) -> int | None:
    """The figure that a percentage is told of: the one before, past what it changed by."""
    states = words("states") | {"=", "("}
    percent, at = figures[place], place - 1
    if at < 0:
        return None
    if figures[at].is_amount and not is_changed(line, figures[at]):
        leads = _leads(line, figures[at], percent) and set(line.gap(figures[at], percent)) & states
        return at if leads else None
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
                if tried is not None and tried.classification == AGREES:
                    return replace(claim, hint=hint)
    return claim


def _alike(part: Quantity, whole: Quantity) -> list[Quantity]:
    """Both in one unit; one that has none has the other's."""
    part = part.in_unit_of(whole)
    return [part, whole.in_unit_of(part) if whole.measure is None else whole]


def _share(values):
    return scaled_quotient(values[0], values[1])


def _fraction(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """a/b … p%, a trên tổng số b … p%."""
    if place < 2:
        return None
    part, whole, percent = figures[place - 2 : place + 1]
    if not whole.may_hold(part):
        return None
    over = line.gap(part, whole)
    if not over or _is_rate(line, whole):
        return None
    is_plain = set(over) <= words("over") and over[0] in words("divides")
    if not is_plain and not _ends_over(over):
        return None
    return (part, whole) if _leads(line, whole, percent, LONGEST_CLAUSE) else None


def _ends_over(gap: Sequence[str]) -> bool:
    """``45 xã đạt chuẩn nông thôn mới trên tổng số 98``: only words before."""
    ends = any(" ".join(gap[-length:]) in words("out_of") for length in (2, 3))
    return ends and len(gap) <= 2 * LONGEST_GAP and all(token[:1].isalpha() for token in gap)


def _is_rate(line: Line, whole: Quantity) -> bool:
    """5 ha/100 con is a rate of its own, no part of a whole: told by another kind of unit."""
    return "/" in line.after(whole, 1)


def _leads(line: Line, one: Quantity, percent: Quantity, longest: int = LONGEST_NAME) -> bool:
    """True where only connecting words stand between a figure and the percentage.

    ``longest``: words of what the figure counts, up to a mark.
    """
    gap = line.gap(one, percent)
    allowed = words("attainment") | words("marks")
    mark = next((token for token in gap if token in (",", "(")), None)
    if mark is not None and gap.index(mark) <= longest:
        # what the whole counts: 823 trên tổng số 1.229 người được hỗ trợ, chiếm 67%
        name, gap = gap[: gap.index(mark)], gap[gap.index(mark) :]
        if not all(token[:1].isalpha() for token in name) or tells(name, "rates"):
            return False
        if name and gap[0] != "(" and not set(gap) & words("attainment"):
            return False
        if len(name) > LONGEST_NAME and not _is_share_of(line, gap, percent):
            return False
    # nothing between: cells of a table beside each other
    return 0 < len(gap) <= LONGEST_GAP and set(gap) <= allowed


def _is_share_of(line: Line, gap: Sequence[str], percent: Quantity) -> bool:
    """``…, chiếm tỷ lệ p%``, ``… (p%)``, and of nothing that is named behind it."""
    behind = line.folded[percent.first + 1 : percent.first + 1 + NEARBY]
    told = gap[0] == "(" or set(gap) & words("says_share")
    is_other = tells(behind, "plan") or tells(behind, "last_year") or "kh" in behind
    return bool(told) and not is_other


def _plan_first(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """Kế hoạch b, thực hiện a, đạt p%."""
    if place < 2:
        return None
    plan, actual, percent = figures[place - 2 : place + 1]
    if not (plan.is_amount and actual.is_amount and plan.fits(actual)):
        return None
    gap = set(line.gap(plan, actual)) - {",", ";", ":", "–", "-"}
    named = _names_plan(line.before(plan, KH))
    told = gap and gap <= words("achieved") and _leads(line, actual, percent)
    return (actual, plan) if named and told else None


def _plan_between(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """``a, so với dự toán được giao (b) đạt p%``."""
    if place < 2:
        return None
    part, plan, percent = figures[place - 2 : place + 1]
    gap, behind = line.gap(part, plan), line.gap(plan, percent)
    if not whole_in_bracket(gap, behind) or not (part.is_amount and plan.fits(part)):
        return None
    names = [token for token in gap if token[:1].isalpha()]
    told = set(behind[1:]) <= words("attainment") | {","} and set(behind) & words("states")
    is_meant = _names_plan(names) and not is_of_last_year(line, percent)
    return (part, plan) if told and is_meant else None


def _names_plan(tokens: Sequence[str]) -> bool:
    joined = {" ".join(pair) for pair in pairwise(tokens)} | set(tokens)
    return bool(joined & words("plan"))


def _plan_behind(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """a, đạt p% kế hoạch (b); a, bằng p% so với cùng kỳ (b); chiếm p% tổng số b."""
    if place < 1 or place + 1 >= len(figures):
        return None
    part, percent, whole = figures[place - 1 : place + 2]
    if not (part.is_amount and whole.is_amount and part.fits(whole)):
        return None
    if not _leads(line, part, percent) or not set(line.gap(part, percent)) & (
        words("attainment") | {"="}
    ):
        return None
    gap = line.words_behind(percent, whole)
    names = [
        t for t in gap if t not in words("opens") | {","} and not (t.isdigit() and len(t) == 4)
    ]
    if len(gap) > LONGEST_GAP or not names or "/" in line.after(part, 1):
        return None
    if _is_of_total(line, percent, gap):
        return part, whole
    if is_own_bracket(line, percent, whole) and could_make(percent, part, whole):
        return part, whole
    opens = gap[-1] in words("opens") or _names_plan(gap[-2:])
    fits = set(names) <= words("around_plan") and _names_plan(names)
    last_year = set(names) <= words("before") and _names_last_year(names)
    return (part, whole) if opens and (fits or last_year) else None


def _is_of_total(line: Line, percent: Quantity, gap: Sequence[str]) -> bool:
    """``chiếm p% tổng dân số b``: named as a total right behind the share."""
    is_share = set(line.before(percent, 3)) & words("share_of_whole")
    starts = gap[0] in words("totals") or " ".join(gap[:2]) in words("totals")
    named = gap[:-1] if gap[-1] in words("opens") else gap
    return bool(is_share and starts) and all(token[:1].isalpha() for token in named)


def _names_last_year(tokens: Sequence[str]) -> bool:
    return bool({" ".join(pair) for pair in pairwise(tokens)} & words("last_year"))
