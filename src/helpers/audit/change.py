"""Claims of a change: ``tăng d (p%)``, ``giảm p% so với cùng kỳ (b)``, ``từ b lên a``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.bases import (
    base_behind,
    base_between,
    base_in_bracket,
    is_like,
    is_of_last_year,
)
from helpers.audit.changed_values import LONGEST_NAME, value_of
from helpers.audit.claim import CONTRADICTION, Claim, judged
from helpers.audit.parallel_bases import parallel_bases
from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import (
    direction_of,
    find_points,
    from_to,
    is_each,
    value_before_sentence,
)
from helpers.audit.two_years import find_two_years
from helpers.audit.vocabulary import tells, words
from helpers.indicators.formulas import minus, scaled_quotient

LONGEST_GAP, NEAR = 9, 2


@dataclass(frozen=True)
class Change:
    """A told change of ``value``: by an amount, by a percentage, from ``base``."""

    direction: int
    first: Quantity
    value: Quantity | None
    amount: Quantity | None
    share: Quantity | None
    base: Quantity | None


def find_changes(line: Line) -> Iterator[Claim]:
    """Claims of a passage; the parts of one change must imply one base."""
    known: set[Quantity] = set()
    for place, figure in enumerate(line.quantities):
        change = change_at(line, place)
        if change is not None:
            claims = list(_claims(change))
            known |= {figure} if claims else set()
            yield from claims
        for find in (find_points, find_two_years):
            claim = find(line, place)
            if claim is not None:
                yield claim
    for value, base, amount in parallel_bases(line):
        if amount not in known:
            way = direction_of(line, amount)
            yield from _claims(Change(way, amount, value, amount, None, base))


def change_at(line: Line, place: int) -> Change | None:
    """The change that a direction word tells right before a figure."""
    figures = line.quantities
    figure = figures[place]
    direction = direction_of(line, figure)
    if not direction or figure.is_points or figure.is_rough or is_each(line, figure):
        return None
    second = figures[place + 1] if place + 1 < len(figures) else None
    if second is not None and not _same_change(line, figure, second):
        second = None
    pair = [q for q in (figure, second) if q is not None]
    amount = next((q for q in pair if q.is_amount), None)
    share = next((q for q in pair if q.is_percent), None)
    if second is not None and (amount is None or share is None):
        return None
    last = pair[-1]
    after = figures[place + len(pair)] if place + len(pair) < len(figures) else None
    base = base_behind(line, last, after, amount)
    told = amount or base
    value = value_of(line, place, told) if told is not None else None
    if value is None and told is not None and base is not None:
        value = value_of(line, place, told, skips=True)
    if base is not None and amount is None and not is_like(value, base):
        base = None
    between = base_between(line, place, amount)
    if between is None and share is None:
        between = base_in_bracket(line, place, last, after, amount)
    if between is not None and base is None:
        base, values = between
        return _of_values(Change(direction, figure, None, amount, share, base), values)
    if value is not None and base is None and is_of_last_year(line, value):
        value = None
    elif value is None and amount is not None and share is not None:
        value = value_before_sentence(line, place)
    range_told = from_to(line, place, like=amount) if figure.is_amount or second else None
    if range_told is None and figure.is_percent:
        range_told = from_to(line, place, like=None)
    if range_told is not None:
        base, value = range_told
    return Change(direction, figure, value, amount, share, base)


def _of_values(change: Change, values: Sequence[Quantity]) -> Change | None:
    """The change of the value that it fits; None where none of several does, or b is the value."""
    of_base = replace(change, value=change.base, base=None)
    if any(not claim.is_contradiction for claim in _claims(of_base)):
        return None
    changes = [replace(change, value=value) for value in values]
    right = (c for c in changes if not any(claim.is_contradiction for claim in _claims(c)))
    return next(right, changes[0] if len(changes) == 1 else None)


def _same_change(line: Line, one: Quantity, other: Quantity) -> bool:
    """``17,72 ha (6,73%)``, ``6,73%, tương ứng 17,72 ha``."""
    gap: Sequence[str] = line.gap(one, other)
    if one.is_percent == other.is_percent or one.is_points or other.is_points or not gap:
        return False
    if "(" in gap[1:] and other.is_percent:
        # what changed is named before the bracket: 47 người chết (-6,23%)
        opened = gap.index("(")
        named, gap = gap[:opened], gap[opened:]
        if opened > LONGEST_NAME or not all(token[:1].isalpha() for token in named):
            return False
    rest = _without_comparison(gap)
    if len(rest) < len(gap) and set(line.after(other, NEAR)) & words("against"):
        return False
    gap = rest
    ways = words("rise") if direction_of(line, one) > 0 else words("fall")
    told = set(gap) & (words("rise") | words("fall"))
    again = gap[0] == "," and bool(told) and told <= ways and not _of_plan(line, other)
    return (
        len(gap) <= LONGEST_GAP
        and set(gap) <= words("same_change") | words("rate_of_change") | {"(", ",", "/"}
        and (gap[0] == "(" or gap == ["/"] or again or bool(set(gap) & words("equals")))
    )


def _without_comparison(gap: Sequence[str]) -> Sequence[str]:
    """``so với cùng kỳ năm 2021, tương ứng giảm``: from the comma on."""
    at = gap.index(",") if "," in gap else 0
    known = words("before") | words("against")
    is_told = at and gap[0] in words("against") and all(t in known or t.isdigit() for t in gap[:at])
    return gap[at:] if is_told else gap


def _of_plan(line: Line, figure: Quantity) -> bool:
    """``tăng 3% so với kế hoạch``: of another base than last year's."""
    return tells(line.folded[figure.first + 1 : figure.first + 1 + LONGEST_GAP], "plan")


def _claims(change: Change) -> Iterator[Claim]:
    value, amount, share, base = change.value, change.amount, change.share, change.base
    for figure in (amount, share):
        if figure is not None and figure.sign and figure.sign != change.direction:
            yield _wrong_sign(change, figure)
            return
    found = []
    if value and base:
        base = base.in_unit_of(value)
        if amount:
            found.append(judged("change", amount.in_unit_of(value), [value, base], _difference,
                                magnitude=True))  # fmt: skip
        if share:
            found.append(judged("change", share, [value, base], _relative, unit="%",
                                magnitude=True))  # fmt: skip
    elif value and amount and share:
        sign = change.direction

        def implied(values):
            return scaled_quotient(values[0], values[1] - sign * values[0])

        parts = [amount.in_unit_of(value), value]
        found.append(judged("base", share, parts, implied, unit="%", magnitude=True))
    elif base and amount and share:
        found.append(judged("change", share, [amount.in_unit_of(base), base],
                            lambda v: scaled_quotient(v[0], v[1]), unit="%"))  # fmt: skip
    claims = [claim for claim in found if claim is not None]
    if value and base and claims and not any(claim.is_contradiction for claim in claims):
        rises = value.value > base.value
        if value.value != base.value and rises != (change.direction > 0):
            claims = [_wrong_sign(change, change.first)]
    yield from claims


def _difference(values):
    return minus(values[0], values[1])


def _relative(values):
    return scaled_quotient(values[0] - values[1], values[1])


def _wrong_sign(change: Change, figure: Quantity) -> Claim:
    """Of a mark against the word, or of the word against both ends."""
    told = figure.sign or change.direction
    against = change.direction if figure.sign else -change.direction
    sign, right = ("+" if way > 0 else "−" for way in (told, against))
    return Claim(
        "sign", change.first.start, figure.end, sign + figure.text, right + figure.text,
        CONTRADICTION, ((figure.start, figure.end),), "slip_sign",
    )  # fmt: skip
