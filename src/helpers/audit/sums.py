"""Claims of a sum: a total with its parts, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim, Kind, judged, printed
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import words
from helpers.indicators.tolerance import sum_image

FEWEST_PARTS, MOST_PARTS = 2, 60
LEAD = 6
ENDS = {".", ";"}


def find_sums(line: Line) -> Iterator[Claim]:
    """``45 ha, gồm: lúa 30 ha; ngô 15 ha``; what need not be complete is an upper bound."""
    figures = line.quantities
    for place, total in enumerate(figures[:-1]):
        if not total.is_amount or total.sign or _is_change(line, total):
            continue
        connective = _connective(line, total, figures[place + 1])
        if connective is None:
            continue
        parts = _parts(line, place)
        if len(parts) >= (1 if connective == "partial" else FEWEST_PARTS):
            yield from _claims(line, total, parts, connective)


def _connective(line: Line, total: Quantity, part: Quantity) -> str | None:
    """full, partial or bracket: what leads from a total to its parts."""
    gap = [t for t in line.gap(total, part) if t not in (",", ":", "(")]
    head = gap[:LEAD]
    told = {" ".join(pair) for pair in pairwise(head)} | set(head)
    if told & words("partial"):
        return "partial"
    return "full" if told & words("full") else None


def _parts(line: Line, place: int) -> list[Quantity]:
    """Figures behind the total to the sentence's end, or to the end of the bracket."""
    figures = line.quantities
    total, depth, parts = figures[place], 0, []
    for before, figure in pairwise(figures[place : place + MOST_PARTS]):
        between = line.folded[before.last + 1 : figure.first]
        depth += between.count("(") - between.count(")")
        if depth < 0 or "." in between:
            break
        if figure.is_percent or figure.sign or _is_change(line, figure):
            continue
        if figure.is_points or not figure.fits(total):
            return []
        parts.append(figure)
    return parts


def _is_change(line: Line, figure: Quantity) -> bool:
    """True behind a rise or a fall: what changed is no part."""
    return bool(set(line.before(figure, 2)) & (words("rise") | words("fall")))


def _claims(line: Line, total: Quantity, parts: list[Quantity], connective: str) -> Iterator[Claim]:
    """A full list must add up; of a partial one no part is larger than the whole."""
    is_sure = total.measure is not None and all(part.measure is not None for part in parts)
    parts = [part.in_unit_of(total) for part in parts]
    claim = judged_sum("sum", total, parts)
    if claim is None:
        return
    if claim.classification == AGREES and len(parts) >= FEWEST_PARTS:
        yield claim
        return
    is_sure = is_sure and _is_plain(line, total, parts)
    if connective == "full":
        yield claim if is_sure else _doubtful(claim)
        return
    largest = max(parts, key=lambda part: part.value)
    if is_sure:
        exceeds = largest.interval().low > total.interval().high
        yield Claim(
            "upper", total.start, parts[-1].end, largest.text,
            f"≤ {printed(total.value, total.places)}", CONTRADICTION if exceeds else AGREES,
            ((total.start, total.end), (largest.start, largest.end)),
        )  # fmt: skip


def judged_sum(kind: Kind, total: Quantity, parts: Sequence[Quantity]) -> Claim | None:
    """The claim that a total is the sum of its parts."""
    possible = sum_image([part.interval() for part in parts])
    return judged(kind, total, parts, lambda v: sum(v, Decimal(0)), possible=possible)


def _is_plain(line: Line, total: Quantity, parts: list[Quantity]) -> bool:
    """True for a flat list: no brackets within, no fraction, no further "of which"."""
    inside = line.folded[parts[0].last + 1 : parts[-1].first]
    told = {" ".join(pair) for pair in pairwise(inside)} | set(inside)
    nested = told & (words("partial") | words("full"))
    return not nested and not {"(", "/", "="} & set(inside)


def _doubtful(claim: Claim) -> Claim:
    return replace(claim, classification=DOUBTFUL, hint="")
