"""Claims of a rate: ``n hộ, mỗi hộ r triệu đồng, tổng T``; ``bình quân r triệu đồng/hộ``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.units import noun_at
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_changed
from helpers.indicators.tolerance import Interval

NEAR, ADDED = 5, {"money", "area", "mass"}


def find_rates(line: Line) -> Iterator[Claim]:
    """One count, one rate for each of what is counted and one total in a sentence: T = n × r.

    Left alone where the sentence has two counts of the kind, or two totals.
    """
    for sentence in _sentences(line):
        rates = [(q, unit) for q in sentence if (unit := _unit_of_rate(line, q)) is not None]
        if len(rates) != 1:
            continue
        rate, unit = rates[0]
        others = [q for q in sentence if q is not rate and q.is_amount and not is_changed(line, q)]
        counts = [q for q in others if q.measure is not None and q.measure.unit == unit]
        totals = [q for q in others if _is_total(q, rate)]
        if len(counts) != 1 or len(totals) != 1 or counts[0].is_rough or totals[0].is_rough:
            continue
        claim = _claim(line, totals[0], counts[0], rate)
        if claim is not None:
            yield claim


def _claim(line: Line, total: Quantity, count: Quantity, rate: Quantity) -> Claim | None:
    """A mean follows from the total, a fixed rate makes it."""
    if tells(line.before(rate, NEAR), "mean"):
        scale = total.measure.factor / rate.measure.factor
        return judged("rate", rate, [total, count], lambda v: v[0] * scale / v[1] if v[1] else None)
    made = count.value * rate.value * rate.measure.factor / total.measure.factor
    scale = rate.measure.factor / total.measure.factor
    is_fixed = tells(line.before(rate, NEAR), "fixed")
    return judged("rate", total, [count, rate], lambda v: v[0] * v[1] * scale,
                  possible=Interval(made, made) if is_fixed else None)  # fmt: skip


def _is_total(figure: Quantity, rate: Quantity) -> bool:
    """Of what the rate gives: money of money, in whatever unit of it."""
    if figure.measure is None or rate.measure is None:
        return False
    kind = rate.measure.dimension.partition("_per_")[0]
    return figure.measure.dimension == kind and kind in ADDED


def _unit_of_rate(line: Line, figure: Quantity) -> str | None:
    """The unit of what a figure is told for each of (mỗi hộ r, r triệu đồng/hộ); or None."""
    if figure.measure is None or not figure.is_amount:
        return None
    dimension, _, each = figure.measure.unit.partition("/")
    if each and "/" not in each and figure.measure.dimension.startswith("money_per"):
        return each
    if figure.measure.dimension not in ADDED:
        return None
    if line.after(figure, 1) == ["/"]:
        return noun_at(line.tokens, figure.last + 2)
    before = line.folded[max(0, figure.first - NEAR) : figure.first]
    for place in range(len(before) - 1, -1, -1):
        if before[place] in words("each"):
            start = max(0, figure.first - NEAR) + place + 1
            return noun_at(line.tokens, start)
        if not before[place][:1].isalpha():
            return None
    return None


def _sentences(line: Line) -> Iterator[Sequence[Quantity]]:
    current: list[Quantity] = []
    for before, figure in pairwise([None, *line.quantities]):
        if before is not None and {".", ";"} & set(line.folded[before.last + 1 : figure.first]):
            yield current
            current = []
        current.append(figure)
    yield current
