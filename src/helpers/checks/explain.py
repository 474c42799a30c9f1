"""What may explain a contradiction: another figure equals the difference, or a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import combinations

from helpers.core.periods import Period
from helpers.core.tables import Record

FIELDS = ("unallocated", "plan", "actual")
POWERS = tuple(Decimal(10) ** n for n in (1, 2, 3, 6))
MOST_PAIRED = 60
"""Figures of which sums of two are tried: more of them fit something by chance."""


def explanation(
    stated: str, computed: str, about: Record, rows: Iterable[Record]
) -> tuple[str, tuple[tuple[Record, str], ...]]:
    """(kind, figures): ``equals`` with the figures that make up the difference, ``scale``,
    ``digit``, ``as_of`` where the figure is of another day, or "" where nothing is found.

    ``about`` is the row of the figure; ``rows`` are those of its table. Figures are plain texts.
    """
    try:
        told, found = Decimal(stated), Decimal(computed)
    except InvalidOperation:
        return "", ()
    difference = abs(told - found)
    if difference and (parts := _equal(difference, about, rows)):
        return "equals", parts
    if told and found and (found / told in POWERS or told / found in POWERS):
        return "scale", ()
    if _is_slip(stated, computed):
        return "digit", ()
    is_of_other_day = about["as_of"] and about["as_of"] != str(Period.parse(about["period"]).end)
    return ("as_of" if is_of_other_day else ""), ()


def _equal(
    difference: Decimal, about: Record, rows: Iterable[Record]
) -> tuple[tuple[Record, str], ...]:
    """One figure of the same kind and programme that is the difference, else two that add up."""
    figures = list(_figures(about, rows))
    for row, field in figures:
        if row[field] == difference:
            return ((row, field),)
    if len(figures) <= MOST_PAIRED:
        for pair in combinations(figures, 2):
            if sum(row[field] for row, field in pair) == difference:
                return pair
    return ()


def _figures(about: Record, rows: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """Amounts of lines below, each once: a line and its only part have the same one."""
    names = ("kind", "programme", "capital", "sector", "unit_of_measure")
    same = [row for row in rows if all(row[name] == about[name] for name in names)]
    seen = set()
    for field in FIELDS:
        for row in same:
            if row["indicator"] != about["indicator"] and row[field] and row[field] not in seen:
                seen.add(row[field])
                yield row, field


def _is_slip(stated: str, computed: str) -> bool:
    """True for one digit that differs, or two that changed places."""
    if len(stated) != len(computed):
        return False
    differing = [n for n, (a, b) in enumerate(zip(stated, computed, strict=True)) if a != b]
    swapped = len(differing) == 2 and differing[1] - differing[0] == 1
    return len(differing) == 1 or (swapped and sorted(stated) == sorted(computed))
