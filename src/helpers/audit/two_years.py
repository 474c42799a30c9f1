"""A change with both years' figures in a bracket: ``xảy ra 7 vụ, giảm 2 vụ (7/9 vụ)``."""

from __future__ import annotations

from helpers.audit.claim import CONTRADICTION, Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells
from helpers.indicators.formulas import minus

FAR, BACK = 12, 8


def find_two_years(line: Line, place: int) -> Claim | None:
    """The claim that this year's and last year's figure in a bracket differ as is told.

    Which of both is this year's is shown by the figure that the sentence told before.
    """
    figures = line.quantities
    told = figures[place]
    direction = direction_of(line, told)
    pair = figures[place + 1 : place + 3]
    if not direction or not told.is_amount or told.measure is None or len(pair) < 2:
        return None
    now, past = pair
    if not _is_pair(line, told, now, past) or not _is_against_last_year(line, told, now):
        return None
    if not _was_told(line, place, now, told):
        return None
    claim = judged("change", told, [now, past], lambda v: minus(v[0], v[1]), magnitude=True)
    if claim is None or claim.is_contradiction or now.value == past.value:
        return claim
    if (now.value > past.value) != (direction > 0):
        sign, right = ("+", "−") if direction > 0 else ("−", "+")
        span = ((told.start, told.end),)
        return Claim("sign", told.start, past.end, sign + told.text, right + told.text,
                     CONTRADICTION, span, "slip_sign")  # fmt: skip
    return claim


def _is_pair(line: Line, told: Quantity, now: Quantity, past: Quantity) -> bool:
    """``(a/b)`` right behind the change, of its unit or of none."""
    opens = line.gap(told, now)[-1:] == ["("] and line.gap(now, past) == ["/"]
    closes = line.after(past, 1) in ([")"], [","])
    return opens and closes and all(q.measure in (None, told.measure) for q in (now, past))


def _is_against_last_year(line: Line, told: Quantity, now: Quantity) -> bool:
    around = [*line.before(told, FAR), *line.gap(told, now)]
    return tells(around, "last_year")


def _was_told(line: Line, place: int, now: Quantity, told: Quantity) -> bool:
    """True where the passage told this year's figure before, with its unit."""
    before = line.quantities[max(0, place - BACK) : place]
    return any(q.value == now.value and q.measure == told.measure for q in before)
