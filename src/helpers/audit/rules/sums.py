"""Sums: a total against the parts that it is told to consist of.

Right: ``27 sự cố, gồm mạng 12, máy chủ 8, khác 7``. Wrong: the same with ``máy chủ 18``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, ROUNDING
from helpers.audit.rules.divisions import FEWEST, Division, divisions_of, is_rectangular
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.runs import (
    Run,
    is_beside,
    is_complement,
    is_known_whole,
    is_plausible,
    likeliness,
    runs_of,
    weights,
)
from helpers.audit.rules.solver import Candidate, Solved, claim_of, is_one_edit, may_hold
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import tells

LEAST_DIGITS, NEARLY, LIKE, MANY, FINE = 4, 0.1, 2, 4, 2
"""Digits not alike by chance; shares and ratios of a near sum; parts; decimals."""


def find_sums(
    here: Paragraph,
    before: Sequence[Paragraph],
    behind: Sequence[Paragraph],
    above: Sequence[Paragraph],
    after: Paragraph | None = None,
) -> Iterator[Solved]:
    """Sums stated in the paragraph: their parts are in it, in the list below or the items above.

    ``after``: the passage behind it, which may go on with the parts.
    """
    divisions = divisions_of(here, behind, above)
    found = [solved for division in divisions for solved in _solved(division)]
    for solved in _of_runs(here, before, after):
        same = [other for other in found if _is_same(other.candidate, solved.candidate)]
        known = max((len(other.candidate.operands) for other in same), default=0)
        is_more = not same or (
            solved.claim.verdict != DOUBTFUL and len(solved.candidate.operands) >= known
        )
        if is_more and all(other.claim.verdict == DOUBTFUL for other in same):
            found = [other for other in found if other not in same] + [solved]
    yield from found


def _is_same(one: Candidate, other: Candidate) -> bool:
    """The same total of some of the same parts."""
    if _key(one.stated) != _key(other.stated):
        return False
    return bool({_key(f) for f in one.operands} & {_key(f) for f in other.operands})


def _key(figure: Figure) -> tuple[int, int]:
    return figure.paragraph, figure.index


def _of_runs(
    here: Paragraph, before: Sequence[Paragraph], after: Paragraph | None
) -> Iterator[Solved]:
    """Of the runs near a total one that holds, else the likeliest that one slip explains."""
    right: list[tuple[Run, Solved]] = []
    wrong: list[tuple[Run, Candidate]] = []
    for run in runs_of(here, before, after):
        candidate = replace(_candidate(run.total, run.parts), home=here.number)
        if may_hold(candidate) and (solved := _holding(candidate)) is not None:
            right.append((run, solved))
        elif run.is_whole:
            wrong.append((run, candidate))
    for run, solved in right:
        is_row = any(is_beside(run, other) for other, _ in right)
        score = likeliness(here, run, solved.candidate) + weights()["rows"] * is_row
        if score >= weights()["agrees"]:
            yield solved
    known = {key for run, _ in right for key in _roles(run)}
    scored = []
    for run, candidate in wrong:
        is_row = any(is_beside(run, other) for other, _ in right)
        if is_plausible(run, candidate, is_row=is_row):
            score = likeliness(here, run, candidate) + weights()["rows"] * is_row
            scored.append((score, run, candidate))
    for score, run, candidate in sorted(scored, key=lambda w: -w[0]):
        taken = _roles(run) & known
        if is_known_whole(run):  # by sex and by place: two ways to divide one total
            taken = {role for role in taken if role[0] == "part"}
        if score < weights()[DOUBTFUL] or taken or not is_one_edit(candidate):
            continue
        claim = claim_of(candidate)
        if claim is None:
            continue
        known |= _roles(run)
        verdict = CONTRADICTION if score >= weights()[CONTRADICTION] else DOUBTFUL
        yield Solved(candidate, replace(claim, verdict=verdict, by_likeness=True))


def _roles(run: Run) -> set[tuple[str, int, int]]:
    """A total may be a part of another one, but no figure is a part of two or a total of two."""
    return {("total", *_key(run.total)), *(("part", *_key(f)) for f in run.parts)}


def _solved(division: Division) -> Iterator[Solved]:
    """For each kind of total the one that the parts make; else the nearest with its verdict."""
    holding: list[Solved] = []
    failed: list[tuple[Figure, Sequence[Figure]]] = []
    is_grid = division.is_below and is_rectangular(division)
    apart = [[t] for t in division.totals] if is_grid else _kinds(division.totals)
    for totals in apart:
        ways = [(t, w) for t in totals for w in _selections(division, t) if len(w) >= FEWEST]
        right = next((s for t, w in ways if (s := _holding(_candidate(t, w))) is not None), None)
        if right is not None:
            holding.append(right)
        elif ways:
            failed.append(ways[0])
    yield from holding
    if not holding:
        yield from _larger_parts(division)
    for total, parts in failed if holding else failed[:1]:
        found = _suspected(division, total, parts, len(holding))
        if found is not None:
            yield found


def _larger_parts(division: Division) -> Iterator[Solved]:
    """A part that is larger than the only total: suspected, for lists lose their thread."""
    if not division.totals or not division.is_open:
        return
    total = division.totals[-1]
    measure = total.quantity.measure
    if total.quantity.decimal_places and measure is not None and measure.is_count:
        return  # 1,74 người ứng cử trên một đại biểu
    if any(kinship(total, other) != 2 for other in division.totals):
        return
    item = division.item
    for part in (f for parts in division.items for f in parts if f.item == item):
        alike = part.quantity.in_unit_of(total.quantity)
        is_balance = tells(part.label, "differs")  # a surplus may be made of a larger deficit
        is_alike = kinship(total, part) == 2 and not is_balance
        if is_alike and alike.interval().low > total.quantity.interval().high:
            candidate = Candidate(
                "upper", "sum.upper", replace(part, quantity=alike), (total,), lambda v: v[0]
            )
            claim = claim_of(candidate)
            if claim is not None and claim.is_contradiction:
                yield Solved(candidate, replace(claim, verdict=DOUBTFUL, hint=""))
                return


def _holding(candidate: Candidate) -> Solved | None:
    claim = claim_of(candidate) if may_hold(candidate) else None
    if claim is None or claim.is_contradiction:
        return None
    if claim.verdict == ROUNDING and _is_mixed(candidate.stated, candidate.operands):
        claim = replace(claim, verdict=DOUBTFUL, hint="slip_rounded_part")
    return Solved(candidate, claim)


def _is_mixed(total: Figure, parts: Sequence[Figure]) -> bool:
    """``43.311,160 (26.744; 16.567,406)``: right only if the whole number among them was rounded.

    Where the total and another part are printed to the same decimal places.
    """
    places = [figure.quantity.decimal_places for figure in parts]
    finest = total.quantity.decimal_places
    return finest >= FINE and finest in places and 0 in places


def _kinds(totals: Sequence[Figure]) -> list[list[Figure]]:
    """Totals of one kind together, the nearest first; the whole of a share last."""
    found: list[list[Figure]] = []
    for total in reversed(totals):
        same = next((kind for kind in found if kinship(kind[0], total) == 2), None)
        if same is None:
            found.append([total])
        else:
            same.append(total)
    return found


def _suspected(
    division: Division, total: Figure, parts: Sequence[Figure], rows: int
) -> Solved | None:
    """A total that does not fit, with the verdict that it deserves.

    A full list must add up; of an open one a sum that is one slip off a near total. ``rows``: so
    many other figures of the same items do add up.
    """
    candidate = _candidate(total, parts)
    claim = claim_of(candidate)
    if claim is None or claim.computed is None:
        return None
    made, stated = float(claim.computed.value), float(total.quantity.value)
    low, high = sorted((made, stated))
    alike = all(kinship(total, part) == 2 for part in parts) or (
        all(kinship(total, part) >= 1 and not part.noun for part in parts)
        or (rows > 0 and is_rectangular(division))
    )
    slip, sized, near = is_one_edit(candidate), high <= LIKE * low, high - low <= NEARLY * high
    measure = total.quantity.measure
    is_measured = measure is not None and not measure.is_count  # their parts seldom overlap
    digits, few = digits_in(claim.stated), len(parts) < MANY
    long = digits >= LEAST_DIGITS - (len(parts) > FEWEST)
    complete = division.is_full or is_complement(division.labels)
    apart = complete or division.in_bracket or division.is_below
    flat = alike and len(parts) >= MANY - 1 and not division.is_nested
    is_sure = complete or rows > 0 or (division.in_bracket and long and sized)
    is_likely = (
        (slip and alike and ((digits > LEAST_DIGITS and few) or (long and apart)))
        or (slip and sized and (apart or flat or (near and long)))
        or (complete and alike and sized)
        or (division.is_open and is_measured and alike and near and made > stated)
    )
    verdict = CONTRADICTION if is_sure or (near and digits > LEAST_DIGITS) else DOUBTFUL
    if not (slip and alike):
        verdict = DOUBTFUL
    if any(f.quantity.is_rough for f in (total, *parts)):
        verdict, is_likely = DOUBTFUL, slip and long and sized
    if not is_likely and verdict == DOUBTFUL:
        return None
    is_certain = division.is_full or division.in_bracket or rows > 0
    return Solved(candidate, replace(claim, verdict=verdict, by_likeness=not is_certain))


def _candidate(total: Figure, parts: Sequence[Figure]) -> Candidate:
    alike = tuple(p.in_unit_of(total) for p in parts)
    return Candidate("sum", "sum.full", total, alike, sum)


def _selections(division: Division, total: Figure) -> Iterator[Sequence[Figure]]:
    """Ways to take the parts: all of the total's kind, those at its place in each item."""
    every = [f for item in division.items for f in item]
    if is_rectangular(division):
        yield [item[list(division.totals).index(total)] for item in division.items]
    same = [f for f in every if kinship(total, f) == 2]
    if len(division.totals) == 1 and len(same) < len(every):
        loose = [f for f in every if kinship(total, f) >= 1]
        same = loose if len(loose) > len(same) and not same else same
    yield same
    near = [f for f in same if f.item == same[0].item]
    if len(near) < len(same):
        yield near
    place = list(division.totals).index(total)
    by_place = [item[place] for item in division.items if place < len(item)]
    if len(by_place) == len(division.items):
        yield by_place
    if len(division.totals) > 1:
        wide = [item for item in division.items if place < len(item)]
        for length in range(len(wide) - 1, FEWEST - 1, -1):
            yield [item[place] for item in wide[:length]]
    firsts = [item[0] for item in division.items if item]
    if len(firsts) == len(division.items) and all(kinship(total, f) >= 1 for f in firsts):
        yield firsts
    bare = [f for f in every if kinship(total, f) >= 1]
    yield bare
    near = [f for f in bare if f.item == bare[0].item]
    if len(near) < len(bare):
        yield near
    # What follows the parts of a full division may be another one: no two parts fit by chance.
    fewest = FEWEST + 1 if division.is_full else FEWEST
    for length in range(len(same) - 1, fewest - 1, -1):
        yield same[:length]
