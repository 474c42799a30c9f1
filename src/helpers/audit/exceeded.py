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
    """An amount or a percentage beyond a plan that is told behind it, of the figure before.

    Where several figures of the unit stand before it, one of them must fit: which is meant is not
    certain.
    """
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
        values = _values(line, place, plan)
        claims = [claim for value in values if (claim := _claim(told, value, plan)) is not None]
        right = next((claim for claim in claims if not claim.is_contradiction), None)
        if right is not None or len(claims) == 1:
            yield right or claims[0]


def is_beyond(line: Line, told: Quantity) -> bool:
    """Behind "vượt"; 120% that a plan is exceeded by is told as what was achieved of it."""
    is_behind = bool(set(line.before(told, 1)) & words("exceeds"))
    return is_behind and not (told.is_percent and told.value >= WHOLE)


def _values(line: Line, place: int, plan: Quantity) -> list[Quantity]:
    """Exact figures of the plan's unit before it in its clause, nearest first; of a/b it is a."""
    figures, found = line.quantities, []
    for figure in islice(outside_brackets(line, figures, place), NEAR):
        at = line.place_of(figure.first)
        if ";" in line.folded[figure.last + 1 : figures[place].first]:
            break
        if figure.measure != plan.measure or figure.is_rough:
            continue
        is_fraction = at > 0 and line.gap(figures[at - 1], figure) == ["/"]
        found.append(figures[at - 1].in_unit_of(figure) if is_fraction else figure)
    return found


def _claim(told: Quantity, value: Quantity, plan: Quantity) -> Claim | None:
    if told.is_percent:
        return judged("change", told, [value, plan], _relative, unit="%")
    if not told.fits(plan):
        return None
    return judged("change", told.in_unit_of(plan), [value, plan], lambda v: minus(v[0], v[1]))


def _relative(values):
    return scaled_quotient(values[0] - values[1], values[1])
