"""What came in and what it raised a total from and to: ``thêm d, nâng tổng số từ b lên a``."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import words
from helpers.audit.wholes import is_changed
from helpers.indicators.formulas import minus

FAR, ALIKE = 8, 2


def find_raised(line: Line) -> Iterator[Claim]:
    """The difference of both ends is what came, where that is the only figure of its kind."""
    figures = line.quantities
    for place in range(1, len(figures) - 1):
        base, value = figures[place], figures[place + 1]
        if not _are_ends(line, base, value):
            continue
        before = line.folded[figures[place - 1].last + 1 : base.first]
        if not set(before) & words("raises") or len(before) > FAR or "." in before:
            continue
        base = base.in_unit_of(value)
        came = _only(line, place, value)
        if came is None or not _is_like(came, base, value):
            continue
        claim = judged("change", came, [value, base], lambda v: minus(v[0], v[1]))
        if claim is not None:
            yield claim


def _are_ends(line: Line, base: Quantity, value: Quantity) -> bool:
    is_from = bool(set(line.before(base, 1)) & words("from"))
    between = line.gap(base, value)
    is_to = bool(set(between) & words("to")) and len(between) <= 2
    told = base.is_amount and value.is_amount and not base.is_rough and not value.is_rough
    return is_from and is_to and told and base.fits(value)


def _only(line: Line, place: int, like: Quantity) -> Quantity | None:
    """The one figure of the unit in the sentence before it."""
    found: list[Quantity] = []
    figures = line.quantities
    for back in range(place - 1, -1, -1):
        if {".", ";"} & set(line.folded[figures[back].last + 1 : figures[back + 1].first]):
            break
        if figures[back].measure == like.measure and _counts_same(line, figures[back], like):
            found.append(figures[back])
    is_one = len(found) == 1 and not found[0].is_rough
    return found[0] if is_one and not _falls(line, found[0]) else None


def _counts_same(line: Line, one: Quantity, other: Quantity) -> bool:
    """Of one unit, or with the same words behind both: ``96 hội viên … 4.241 hội viên``."""
    return other.measure is not None or line.after(one, 2) == line.after(other, 2)


def _falls(line: Line, figure: Quantity) -> bool:
    return is_changed(line, figure) and not set(line.before(figure, 2)) & words("rise")


def _is_like(came: Quantity, base: Quantity, value: Quantity) -> bool:
    """Of the size of the difference: else it is something else that came."""
    made = value.value - base.value
    return 0 < made <= ALIKE * came.value and came.value <= ALIKE * made
