"""Claims of a rate: ``n hộ, mỗi hộ r triệu đồng, tổng T``; ``bình quân r triệu đồng/hộ``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity, with_previous
from helpers.audit.units import noun_at
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_changed, label_before
from helpers.indicators.tolerance import Interval

NEAR, ADDED = 5, {"money", "area", "mass"}
NEARLY = Decimal("0.05")


def find_rates(line: Line) -> Iterator[Claim]:
    """One count, one rate for each of what is counted and one total in a sentence: T = n × r.

    Left alone where the sentence has two counts of the kind or two totals, and where the rate is
    what each of them earns.
    """
    for before, sentence in pairwise([[], *_sentences(line)]):
        rates = [(q, unit) for q in sentence if (unit := _unit_of_rate(line, q)) is not None]
        if len(rates) != 1:
            continue
        rate, unit = rates[0]
        others = [q for q in sentence if q is not rate and q.is_amount and not is_changed(line, q)]
        counts = [q for q in others if _counts(line, q, unit)]
        counts = counts or [*_counted_before(line, before, sentence, unit)]
        totals = [q for q in others if _is_total(q, rate)]
        if len(counts) != 1 or len(totals) != 1 or _is_bound(line, rate):
            continue
        if counts[0].is_rough or totals[0].is_rough or rate.is_rough:
            continue
        claim = _claim(line, totals[0], counts[0], rate)
        if claim is None:
            continue
        if not claim.is_contradiction or _is_sure(line, claim, totals[0], rate):
            yield claim
        elif tells(line.before(rate, NEAR), "mean") and _is_near(claim, rate):
            yield replace(claim, by_likeness=True)


def _counts(line: Line, figure: Quantity, unit: str) -> bool:
    """``1.842 lượt khách`` counts what ``đồng/lượt`` is told for each of; ``23 món`` món."""
    if figure.measure is None:
        return line.after(figure, 1) == [unit]
    return figure.measure.unit == unit or figure.measure.unit.startswith(f"{unit} ")


def _counted_before(
    line: Line, before: Sequence[Quantity], sentence: Sequence[Quantity], unit: str
) -> Sequence[Quantity]:
    """``giao khoán n ha; kinh phí r đồng/ha, thành tiền T``: all that is told before the mark."""
    if len(before) != 1 or before[0].measure is None or before[0].measure.unit != unit:
        return []
    between = line.folded[before[0].last + 1 : sentence[0].first]
    is_made = any(tells(label_before(line, q), "made") for q in sentence)
    return before if is_made and "." not in between else []


def _claim(line: Line, total: Quantity, count: Quantity, rate: Quantity) -> Claim | None:
    """A mean follows from the total, a fixed rate makes it."""
    if tells(line.before(rate, NEAR), "mean"):
        scale = total.known_measure.factor / rate.known_measure.factor
        return judged("rate", rate, [total, count], lambda v: v[0] * scale / v[1] if v[1] else None)
    scale = rate.known_measure.factor / total.known_measure.factor
    made = count.value * rate.value * scale
    is_fixed = tells(line.before(rate, NEAR), "fixed")
    return judged("rate", total, [count, rate], lambda v: v[0] * v[1] * scale,
                  possible=Interval(made, made) if is_fixed else None)  # fmt: skip


def _is_sure(line: Line, claim: Claim, total: Quantity, rate: Quantity) -> bool:
    """True where both are named so, and the total is of the size of the product."""
    before = line.before(rate, NEAR)
    is_mean = tells(before, "mean")
    is_named = tells(label_before(line, total), "sum_of_money") or (
        is_mean and _in_own_bracket(line, rate, total)
    )
    is_rate = is_mean or tells(before, "fixed") or tells(label_before(line, total), "made")
    computed = claim.computed.value if claim.computed else total.value
    stated = rate if is_mean else total
    is_like = stated.value <= 2 * computed and computed <= 2 * stated.value
    return is_named and is_rate and is_like


def _is_near(claim: Claim, mean: Quantity) -> bool:
    """A mean so like that of the sentence's only total and count that it is meant to be theirs."""
    computed = claim.computed.value if claim.computed else Decimal(0)
    return computed != 0 and abs(mean.value - computed) <= NEARLY * computed


def _in_own_bracket(line: Line, rate: Quantity, total: Quantity) -> bool:
    """``bình quân r triệu đồng (n hộ, T triệu đồng)``: a bracket of two figures behind the rate."""
    place = line.place_of(rate.first)
    inside = line.quantities[place + 1 : place + 3]
    if total not in inside or len(inside) < 2:
        return False
    return line.gap(rate, inside[0])[-1:] == ["("] and line.after(inside[1], 1) == [")"]


def _is_bound(line: Line, rate: Quantity) -> bool:
    """At most so much, what each earns, or so much in each year: no rate of the total."""
    label = label_before(line, rate)
    behind = line.folded[rate.last + 1 : rate.last + 1 + NEAR]
    is_timed = any(mark == "/" and word in words("dated") for mark, word in pairwise(behind))
    return tells(label, "at_most") or tells(label, "earns") or is_timed


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
        noun = "".join(line.folded[figure.last + 2 : figure.last + 3])
        return noun_at(line.tokens, figure.last + 2) or (noun if noun[:1].isalpha() else None)
    start = max(0, figure.first - NEAR)
    for place in range(figure.first - 1, start - 1, -1):
        if line.folded[place] in words("each_one"):
            return noun_at(line.tokens, place + 1)
        if not line.folded[place][:1].isalpha():
            return None
    return None


def _sentences(line: Line) -> Iterator[Sequence[Quantity]]:
    current: list[Quantity] = []
    for before, figure in with_previous(line.quantities):
        if before is not None and {".", ";"} & set(line.folded[before.last + 1 : figure.first]):
            yield current
            current = []
        current.append(figure)
    yield current
