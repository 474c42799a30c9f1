"""Claims of what went beyond a plan: ``61.200 cây, vượt 2% kế hoạch (60.000 cây)``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import outside_brackets
from helpers.indicators.formulas import minus, scaled_quotient

NEAR, LONGEST_GAP, WHOLE = 4, 9, 100


def find_exceeded(line: Line) -> Iterator[Claim]:
    """An amount or a percentage beyond a plan that is told behind it, of the figure before."""
    figures = line.quantities
    for place, told in enumerate(figures[:-1]):
        if told.is_rough or not is_beyond(line, told):
            continue
        plan = figures[place + 1]
        gap = line.words_behind(told, plan)
        marks = {token for token in gap if not token[:1].isalpha()} - {"(", ":"}
        is_plan = tells(gap, "plan") and not marks and len(gap) <= LONGEST_GAP
        if not is_plan or plan.measure is None or not plan.is_amount or plan.is_rough:
            continue
        value = _value(line, place, plan)
        claim = _claim(told, value, plan) if value is not None and not value.is_rough else None
        if claim is not None:
            yield claim


def is_beyond(line: Line, told: Quantity) -> bool:
    """Behind "vượt"; 120% that a plan is exceeded by is told as what was achieved of it."""
    is_behind = bool(set(line.before(told, 1)) & words("exceeds"))
    return is_behind and not (told.is_percent and told.value >= WHOLE)


def _value(line: Line, place: int, plan: Quantity) -> Quantity | None:
    """The nearest figure before of the plan's unit; of a/b it is a."""
    figures = line.quantities
    for found in islice(outside_brackets(line, figures, place), NEAR):
        if found.measure == plan.measure:
            at = line.place_of(found.first)
            is_fraction = at > 0 and line.gap(figures[at - 1], found) == ["/"]
            return figures[at - 1].in_unit_of(found) if is_fraction else found
    return None


def _claim(told: Quantity, value: Quantity, plan: Quantity) -> Claim | None:
    if told.is_percent:
        return judged("change", told, [value, plan], _relative, unit="%")
    if not told.fits(plan):
        return None
    return judged("change", told.in_unit_of(plan), [value, plan], lambda v: minus(v[0], v[1]))


def _relative(values):
    return scaled_quotient(values[0] - values[1], values[1])
