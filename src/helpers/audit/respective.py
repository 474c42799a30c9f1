"""Percentages told in the order of what they belong to: ``11/14 và 43/63, lần lượt p% và q%``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import starts_of, tells, words
from helpers.indicators.formulas import scaled_quotient

FEWEST, LOOK_BACK = 2, 6


def find_respective(line: Line) -> Iterator[Claim]:
    """Lists of at least two percentages behind "lần lượt", each of the fraction of its place."""
    for percents, first in _lists(line, lambda q: q.is_percent):
        for parts, wholes in _pairs(line, first, len(percents)):
            claims = [
                judged("attainment", told, [part.in_unit_of(whole), whole], _share, unit="%")
                for told, part, whole in zip(percents, parts, wholes, strict=True)
            ]
            yield from (claim for claim in claims if claim)
            break


def respective_percents(line: Line) -> set[int]:
    """First tokens of percentages that belong to lists, not to the figure right before them."""
    return {q.first for percents, _ in _lists(line, lambda q: q.is_percent) for q in percents}


def _lists(line: Line, fits) -> Iterator[tuple[list[Quantity], int]]:
    """Figures of one kind that follow each other by commas and "và", and where they begin."""
    if not starts_of("respectively") & set(line.folded):
        return
    figures, place = line.quantities, 0
    while place < len(figures):
        found = [figures[place]]
        while (
            fits(figures[place])
            and place + len(found) < len(figures)
            and fits(figures[place + len(found)])
            and _is_listed(line.gap(found[-1], figures[place + len(found)]))
        ):
            found.append(figures[place + len(found)])
        told = line.before(found[0], LOOK_BACK)
        if len(found) >= FEWEST and tells(told, "respectively"):
            yield found, place
        place += len(found)


def _is_listed(gap: Sequence[str]) -> bool:
    return bool(gap) and set(gap) <= words("lists")


def _pairs(line: Line, first: int, count: int) -> Iterator[tuple[list[Quantity], list[Quantity]]]:
    """Parts and wholes before the list: fractions, or a list of parts behind a list of wholes."""
    before = line.quantities[max(0, first - 2 * count) : first]
    if len(before) < 2 * count or not all(q.is_amount for q in before):
        return
    if all(line.gap(before[n], before[n + 1])[-1:] == ["/"] for n in range(0, 2 * count, 2)):
        yield before[::2], before[1::2]
        return
    wholes, parts = before[:count], before[count:]
    listed = all(_is_listed(line.gap(a, b)) for a, b in zip(parts, parts[1:], strict=False))
    is_told = listed and tells(line.before(parts[0], LOOK_BACK), "respectively")
    if is_told and all(w.fits(p) and w.value for w, p in zip(wholes, parts, strict=True)):
        yield parts, wholes


def _share(values):
    return scaled_quotient(values[0], values[1])
