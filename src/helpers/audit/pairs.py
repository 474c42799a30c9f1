"""The two figures that a percentage is said to make: ``a/b``, a plan before, between or behind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from helpers.audit.brackets import could_make, is_own_bracket, whole_in_bracket
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_of_last_year, outside_brackets

LONGEST_GAP, LONGEST_NAME, LONGEST_CLAUSE = 9, 5, 16
KH, NEARBY = 6, 6


def fraction(
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
    if not is_plain and " ".join(over) not in words("among") and not _ends_over(over):
        return None
    return (part, whole) if leads(line, whole, percent, LONGEST_CLAUSE) else None


def fraction_behind(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """``đạt p% (a/b trẻ)``."""
    pair = figures[place + 1 : place + 3]
    if len(pair) < 2 or not set(line.before(figures[place], 2)) & words("states"):
        return None
    part, whole = pair
    opens = line.words_behind(figures[place], part) == ["("] and line.gap(part, whole) == ["/"]
    closes = ")" in line.after(whole, 2) and not _is_rate(line, whole)
    return (part, whole) if opens and closes and whole.may_hold(part) else None


def _ends_over(gap: Sequence[str]) -> bool:
    """``45 xã đạt chuẩn nông thôn mới trên tổng số 98``: only words before."""
    ends = any(" ".join(gap[-length:]) in words("out_of") for length in (2, 3))
    return ends and len(gap) <= 2 * LONGEST_GAP and all(token[:1].isalpha() for token in gap)


def _is_rate(line: Line, whole: Quantity) -> bool:
    """5 ha/100 con is a rate of its own, no part of a whole: told by another kind of unit."""
    return "/" in line.after(whole, 1)


def leads(line: Line, one: Quantity, percent: Quantity, longest: int = LONGEST_NAME) -> bool:
    """True where only connecting words stand between a figure and the percentage.

    ``longest``: words of what the figure counts, up to a mark.
    """
    gap = line.gap(one, percent)
    allowed = words("attainment") | words("marks")
    mark = next((token for token in gap if token in (",", "(")), None)
    if mark is not None and gap.index(mark) <= longest:
        # what the whole counts: 823 trên tổng số 1.229 người được hỗ trợ, chiếm 67%
        name, gap = gap[: gap.index(mark)], gap[gap.index(mark) :]
        if not all(token[:1].isalnum() for token in name) or tells(name, "rates"):
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


def plan_first(
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
    told = gap and gap <= words("achieved") and leads(line, actual, percent)
    return (actual, plan) if named and told else None


def plan_between(
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


def plan_behind(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """a, đạt p% kế hoạch (b); a, bằng p% so với cùng kỳ (b); chiếm p% tổng số b."""
    if place < 1 or place + 1 >= len(figures):
        return None
    part, percent, whole = figures[place - 1 : place + 2]
    if not (part.is_amount and whole.is_amount and part.fits(whole)):
        return None
    if not leads(line, part, percent) or not set(line.gap(part, percent)) & (
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


def total_behind(
    line: Line, figures: Sequence[Quantity], place: int
) -> tuple[Quantity, Quantity] | None:
    """``a vụ (hủy b vụ, sửa c vụ), chiếm p% trên tổng số W vụ``: past a bracket that has closed."""
    if not place or place + 1 >= len(figures) or figures[place - 1].is_percent:
        return None
    percent, whole = figures[place], figures[place + 1]
    between = line.folded[figures[place - 1].last + 1 : percent.first]
    gap = line.words_behind(percent, whole)
    if between[:1] != [")"] or not gap or len(gap) > LONGEST_GAP:
        return None
    part = next(outside_brackets(line, figures, place), None)
    is_led = set(between[1:]) <= words("attainment") | words("marks")
    if part is None or not is_led or not _is_of_total(line, percent, gap):
        return None
    return (part, whole) if whole.may_hold(part) else None


def _is_of_total(line: Line, percent: Quantity, gap: Sequence[str]) -> bool:
    """``chiếm p% tổng dân số b``: named as a total right behind the share."""
    is_share = set(line.before(percent, 3)) & words("share_of_whole")
    gap = gap[1:] if gap[0] in words("of") else gap
    starts = bool(gap) and (gap[0] in words("totals") or " ".join(gap[:2]) in words("totals"))
    named = gap[:-1] if gap[-1] in words("opens") else gap
    return bool(is_share and starts) and all(token[:1].isalpha() for token in named)


def _names_last_year(tokens: Sequence[str]) -> bool:
    return bool({" ".join(pair) for pair in pairwise(tokens)} & words("last_year"))


PAIRS = (fraction, fraction_behind, plan_first, plan_between, plan_behind, total_behind)
"""In the order in which they are tried."""
