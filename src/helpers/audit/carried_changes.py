"""A total whose parts were told before with their changes: it changed by their sum."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from helpers.audit.change import change_at
from helpers.audit.claim import Claim, judged
from helpers.audit.levels import level_and_value
from helpers.audit.quantities import Line, Quantity
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import words
from helpers.indicators.formulas import scaled_quotient

MOST_TOLD, MOST_PARTS, LEAST_DIGITS = 24, 3, 6


@dataclass(frozen=True)
class _Changed:
    value: Quantity
    amount: Decimal
    """With its sign, in the unit of the value."""
    told: Quantity


class CarriedChanges:
    """The last figures that were told with the amount of their change."""

    def __init__(self) -> None:
        self._told: deque[_Changed] = deque(maxlen=MOST_TOLD)

    def find(self, line: Line) -> Iterator[Claim]:
        """Claims of the next passage: ``tổng sản lượng T, bằng p% so với cùng kỳ``.

        Only where exactly one set of figures told before makes up T to its last digit: figures so
        long do not by chance. The claim is of T and p; what changed stands in other passages.
        """
        if set(line.folded) & words("totals"):
            for level, value in level_and_value(line):
                parts = self._parts_of(value)
                claim = _claim(level, value, parts) if parts else None
                if claim is not None:
                    yield claim
        self._told += _changed(line)

    def _parts_of(self, total: Quantity) -> Sequence[_Changed]:
        if digits_in(total.text) < LEAST_DIGITS:
            return ()
        alike = [c for c in self._told if c.value.fits(total)]
        found = [
            parts
            for count in range(2, MOST_PARTS + 1)
            for parts in combinations(alike, count)
            if sum(c.value.in_unit_of(total).value for c in parts) == total.value
        ]
        return found[0] if len(found) == 1 else ()


def _changed(line: Line) -> Iterator[_Changed]:
    for place in range(len(line.quantities)):
        change = change_at(line, place)
        if change is None or change.value is None or change.amount is None or change.base:
            continue
        if change.amount.fits(change.value):
            told = change.amount.in_unit_of(change.value)
            yield _Changed(change.value, change.direction * abs(told.value), told)


def _claim(level: Quantity, total: Quantity, parts: Sequence[_Changed]) -> Claim | None:
    signs = [Decimal(1 if part.amount > 0 else -1) for part in parts]

    def level_of(values: Sequence[Decimal]) -> Decimal | None:
        moved = sum((s * abs(v) for s, v in zip(signs, values[1:], strict=True)), Decimal(0))
        return scaled_quotient(values[0], values[0] - moved)

    amounts = [part.told.in_unit_of(total) for part in parts]
    claim = judged("change", level, [total, *amounts], level_of, unit="%")
    return claim and replace(
        claim,
        start=total.start,
        end=level.end,
        spans=((total.start, total.end), (level.start, level.end)),
        by_likeness=claim.is_contradiction,
    )
