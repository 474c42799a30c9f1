"""Claims of a sum: a total with its parts, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from helpers.audit.claim import AGREES, CONTRADICTION, DOUBTFUL, Claim, Kind, judged, printed
from helpers.audit.closing_totals import find_closed_lists
from helpers.audit.part_lists import (
    BRACKET,
    CLOSED,
    FULL,
    PARTIAL,
    TOLD,
    PartList,
    find_part_lists,
    label_of,
)
from helpers.audit.quantities import Line, Quantity
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import groups
from helpers.indicators.tolerance import sum_image

FEWEST_PARTS, FEWEST_TOLD, MOST_TOTALS = 2, 3, 12
NEARLY = Decimal("1.1")
MEASURED = {"money", "area", "mass", "length"}
SLIPS = ("slip_digit", "slip_swapped")
SURE_DIGITS = {FULL: 0, CLOSED: 0, BRACKET: 4, TOLD: 5, PARTIAL: 5}
"""From how many digits on a sum that is one digit off is no coincidence of an incomplete list."""


def find_sums(line: Line) -> Iterator[Claim]:
    """``45 ha, gồm: lúa 30 ha; ngô 15 ha``; what need not be complete is an upper bound."""
    for found in (*find_part_lists(line), *find_closed_lists(line)):
        yield from _claims(line, found)


def judged_sum(kind: Kind, total: Quantity, parts: Sequence[Quantity]) -> Claim | None:
    """The claim that a total is the sum of its parts."""
    possible = sum_image([part.interval() for part in parts])
    return judged(kind, total, parts, lambda v: sum(v, Decimal(0)), possible=possible)


def _claims(line: Line, found: PartList) -> Iterator[Claim]:
    """A full list must add up; of a partial one no part is larger than the whole."""
    claims = [c for total in found.totals if (c := _sum(total, found.parts)) is not None]
    if not claims:
        return
    right = next((c for c in claims if not c.is_contradiction), None) or _of_first_parts(found)
    if right is not None and len(found.parts) >= FEWEST_PARTS:
        yield right
        return
    if len(found.totals) > 1:
        largest = max(found.totals, key=lambda total: total.value)
        yield from _upper(largest, found.parts, is_plain=found.is_plain and not found.is_apart)
        return
    total, claim = found.totals[0], claims[0]
    other = _of_another(line, found) if len(found.parts) >= FEWEST_PARTS else None
    if other is not None:
        yield other
        return
    if found.is_apart and not _is_like(total, claim):
        return
    has_units = total.measure is not None and all(p.measure is not None for p in found.parts)
    has_units = has_units or _same_noun(line, [total, *found.parts])
    is_meant = _must_add_up(line, found)
    if len(found.parts) >= FEWEST_PARTS and (is_meant or _is_one_slip_off(found, claim)):
        is_sure = found.is_plain and (has_units or found.kind != FULL)
        if is_sure:
            yield replace(claim, by_likeness=not is_meant)
        elif _is_like(total, claim):
            yield replace(claim, verdict=DOUBTFUL, hint="")
    elif found.kind != FULL and has_units and _is_too_much(found, claim):
        yield replace(claim, verdict=DOUBTFUL, hint="")
    elif found.kind != FULL and has_units:
        yield from _upper(total, found.parts, is_plain=found.is_plain and not found.is_apart)


def _is_too_much(found: PartList, claim: Claim) -> bool:
    """Parts of an open list of what is measured that together are a little more than the whole.

    Much more would show that they overlap, as people who are counted do: some are women, some poor.
    """
    measure = found.totals[0].measure
    if measure is None or measure.dimension not in MEASURED:
        return False
    possible = claim.computed.possible if claim.computed else None
    if possible is None or not found.is_plain or found.is_apart:
        return False
    total = found.totals[0].interval()
    return len(found.parts) >= FEWEST_PARTS and total.high < possible.low <= NEARLY * total.high


def _of_another(line: Line, found: PartList) -> Claim | None:
    """The sum that another figure of the sentence is, before the total: that one was divided."""
    place = line.place_of(found.totals[0].first)
    for back in range(place - 1, max(-1, place - 1 - MOST_TOTALS), -1):
        total, behind = line.quantities[back], line.quantities[back + 1]
        if "." in line.folded[total.last + 1 : behind.first]:
            return None
        if all(total.may_hold(part) for part in found.parts):
            claim = _sum(total, found.parts)
            if claim is not None and not claim.is_contradiction:
                return claim
    return None


def _is_like(total: Quantity, claim: Claim) -> bool:
    """True where the sum is of the size of the total: else they have nothing to do with it."""
    computed = claim.computed.value if claim.computed else total.value
    return total.value <= 2 * computed and computed <= 2 * total.value


def _same_noun(line: Line, figures: Sequence[Quantity]) -> bool:
    """True where the same word follows each figure, though it is no unit that is known."""
    nouns = {tuple(line.after(figure, 1)) for figure in figures}
    noun = next(iter(nouns))
    return len(nouns) == 1 and bool(noun) and noun[0][:1].isalpha()


def _of_first_parts(found: PartList) -> Claim | None:
    """The sum that the first parts make, where the sentence goes on with things of other kinds."""
    for total in found.totals:
        left = total.value
        if len({part.measure for part in found.parts}) == 1:
            continue
        for place, part in enumerate(found.parts, start=1):
            left -= part.in_unit_of(total).value
            if not left and FEWEST_PARTS <= place < len(found.parts):
                return _sum(total, found.parts[:place])
    return None


def _sum(total: Quantity, parts: Sequence[Quantity]) -> Claim | None:
    return judged_sum("sum", total, [part.in_unit_of(total) for part in parts])


def _must_add_up(line: Line, found: PartList) -> bool:
    """Full lists, those that a total closes, and lists of what makes a whole (men, women)."""
    if found.kind in (FULL, CLOSED) or _is_complement(
        [label_of(line, part) for part in found.parts]
    ):
        return True
    return found.kind == TOLD and len(found.parts) >= FEWEST_TOLD and found.is_near


def _is_one_slip_off(found: PartList, claim: Claim) -> bool:
    """A sum so like its total that it was probably meant to be it."""
    digits = digits_in(claim.stated)
    fewest = SURE_DIGITS[found.kind]
    if found.kind == BRACKET and len(found.parts) >= FEWEST_TOLD:
        fewest -= 1
    return claim.hint in SLIPS and digits >= fewest


def _is_complement(labels: Sequence[Sequence[str]]) -> bool:
    """True where the labels are one known set of parts that make up a whole."""
    for group in groups("wholes"):
        if len(group) != len(labels):
            continue
        named = [{word for word in group if _holds(label, word)} for label in labels]
        if all(len(one) == 1 for one in named) and set().union(*named) == group:
            return True
    return False


def _holds(label: Sequence[str], word: str) -> bool:
    return f" {word} " in f" {' '.join(label)} "


def _upper(total: Quantity, parts: Sequence[Quantity], *, is_plain: bool) -> Iterator[Claim]:
    parts = [part.in_unit_of(total) for part in parts]
    largest = max(parts, key=lambda part: part.value)
    exceeds = largest.interval().low > total.interval().high
    if exceeds and not is_plain:
        return
    yield Claim(
        "upper", total.start, max(parts[-1].end, total.end), largest.text,
        f"≤ {printed(total.value, total.decimal_places)}", CONTRADICTION if exceeds else AGREES,
        ((total.start, total.end), (largest.start, largest.end)),
    )  # fmt: skip
