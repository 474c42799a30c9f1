"""Claims of a share: ``a/b đạt p%``, ``đạt p% kế hoạch (b)``, ``kế hoạch b, thực hiện a``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import words
from helpers.indicators.formulas import scaled_quotient

LONGEST_GAP, LONGEST_NAME = 9, 5
KH = 6


def find_attainments(line: Line) -> Iterator[Claim]:
    """Claims of a passage in order. What cannot be paired with certainty is left out."""
    figures = line.quantities
    for place, percent in enumerate(figures):
        if not percent.is_percent:
            continue
        for pair in (_fraction, _plan_first, _plan_behind):
            found = pair(line, figures, place)
            if found is None:
                continue
            part, whole = found
            claim = judged("attainment", percent, _alike(part, whole), _share, unit="%")
            if claim is not None:
                yield claim
            break


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
    if not (part.is_amount and whole.is_amount and part.fits(whole)):
        return None
    over = line.gap(part, whole)
    if not over or not set(over) <= words("over"):
        return None
    if over[0] not in words("divides") or _is_rate(line, whole):
        return None
    return (part, whole) if _leads(line, whole, percent) else None


def _is_rate(line: Line, whole: Quantity) -> bool:
    """5 ha/100 con is a rate of its own, no part of a whole: told by another kind of unit."""
    return "/" in line.after(whole, 1)


def _leads(line: Line, one: Quantity, percent: Quantity) -> bool:
    """True where only connecting words stand between a figure and the percentage."""
    gap = line.gap(one, percent)
    allowed = words("attainment") | words("marks")
    if "," in gap and gap.index(",") <= LONGEST_NAME:
        # what the whole counts: 823 trên tổng số 1.229 người được hỗ trợ, chiếm 67%
        name, gap = gap[: gap.index(",")], gap[gap.index(",") :]
        if not all(token[:1].isalpha() for token in name):
            return False
        if name and not set(gap) & words("attainment"):
            return False
    return len(gap) <= LONGEST_GAP and set(gap) <= allowed


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
    names = [token for token in gap if token not in words("opens") | {","}]
    if len(gap) > LONGEST_GAP or not names or "/" in line.after(part, 1):
        return None
    opens = gap[-1] in words("opens") or _names_plan(gap[-2:])
    fits = set(names) <= words("around_plan") and _names_plan(names)
    last_year = set(names) <= words("before") and _names_last_year(names)
    return (part, whole) if opens and (fits or last_year) else None


def _names_last_year(tokens: Sequence[str]) -> bool:
    return bool({" ".join(pair) for pair in pairwise(tokens)} & words("last_year"))
