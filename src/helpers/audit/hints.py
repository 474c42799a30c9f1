"""The likely slip behind a wrong figure, where one fits."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from helpers.audit.quantities import Quantity

SLIPS = ("slip_digit", "slip_swapped")
"""Slips of typing that a figure is recognised by."""


def likely_slip(stated: Quantity, computed: Decimal, operands: Sequence[Quantity]) -> str:
    """Name of a message, or "": digits swapped, mark shifted, one digit, a remainder told."""
    unit = Decimal(1).scaleb(-stated.decimal_places)
    right = str(abs(computed).quantize(unit, ROUND_HALF_UP))
    told = str(stated.value.quantize(unit)) if stated.factor == 1 else str(stated.value)
    if len(right) == len(told):
        differing = [n for n, (a, b) in enumerate(zip(right, told, strict=True)) if a != b]
        if len(differing) == 1:
            return "slip_digit"
        if len(differing) == 2 and _swapped(right, told, differing):
            return "slip_swapped"
    for shift in (1, 2, 3, -1, -2, -3):
        if abs(computed).scaleb(shift).quantize(unit, ROUND_HALF_UP) == stated.value:
            return "slip_mark"
    if (Decimal(100) - abs(computed)).quantize(unit, ROUND_HALF_UP) == stated.value:
        return "slip_remainder"
    return ""


def _swapped(right: str, told: str, indexes: list[int]) -> bool:
    one, two = indexes
    is_near = all(right[n] in ".," for n, _ in pairwise(range(one + 1, two + 1)))
    return is_near and right[one] == told[two] and right[two] == told[one]
