"""Candidates become claims: does a relation hold, and if not, how sure is it that it was meant?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, ROUNDING, Claim, Kind, judged
from helpers.audit.quantities import Quantity
from helpers.audit.rules.figures import Figure
from helpers.audit.tokens import digits_in

Formula = Callable[[Sequence[Any]], Any]
SHIFTS = (-3, -2, -1, 1, 2, 3)
OF_WHOLE_PERCENTS = (
    "share.fraction",
    "share.behind",
    "share.plan_before",
    "change.level",
    "change.ends",
    "index.change",
)
"""Sure enough for a percentage of two digits, which a slip makes of nearly any other."""
OF_ONE_DENOMINATOR = ("share.fraction", "share.behind")
"""Where the denominator stands beside its part or behind its percentage."""
SIZE = 3
"""So many times as much is of something else, unless one slip explains it."""
ROOM = 2.5
"""A cut digit, and ends of intervals that are not exact in floating point."""
EXACT, NEAR, WRONG = 2, 1, 0
TRIED = 3
"""So many candidates that fail are looked at for the one that was meant."""
LEAST_DIGITS = 3
"""So many digits of a percentage are seldom one slip off by chance."""
SLIPS, SELDOM = 12, 0.2
"""Values that a slip makes of each digit; so seldom a slip explains a misfit by chance."""
VOUCHING = 2
"""So many siblings that fit the same denominator show that it is meant."""


@dataclass(frozen=True)
class Candidate:
    """``stated`` may be what ``formula`` makes of ``operands``; ``signature`` says by what signs.

    ``mistake`` is what people compute instead: a percentage of the new figure, not of the old.
    """

    kind: Kind
    signature: str
    stated: Figure
    operands: tuple[Figure, ...]
    formula: Formula
    unit: str = ""
    magnitude: bool = False
    likeness: float = 0
    mistake: Formula | None = None
    home: int | None = None
    """The passage that the claim is of, where the stated figure is in one before."""


@dataclass(frozen=True)
class Solved:
    """A candidate with its claim."""

    candidate: Candidate
    claim: Claim

    @property
    def holds(self) -> bool:
        """True where the relation holds."""
        return not self.claim.is_contradiction


@cache
def signatures() -> dict[str, dict[str, Any]]:
    """What each signature is, and the gravest verdict that it allows."""
    return yaml.safe_load(Path(__file__).with_name("signatures.yml").read_text(encoding="utf-8"))


@cache
def rank(signature: str) -> int:
    """The place of a signature: the surest first."""
    return list(signatures()).index(signature)


def solve(
    candidates: Sequence[Candidate], vouched: Callable[[Candidate], int] = lambda _: 0
) -> Solved | None:
    """The surest candidate that holds; else the surest of all with the verdict that it deserves.

    None where nothing is to be reported.
    """
    ordered = sorted(candidates, key=lambda c: (rank(c.signature), -c.likeness))
    failing: list[Candidate] = []
    rounded: Solved | None = None
    for candidate in ordered:
        claim = claim_of(candidate) if may_hold(candidate) else None
        if claim is None or claim.is_contradiction:
            failing.append(candidate)
            continue
        if failing and _is_of_another(failing[0], candidate, vouched(failing[0])):
            return _of_another_base(failing[0])
        if claim.verdict != ROUNDING or not failing:
            return Solved(candidate, claim)
        rounded = rounded or Solved(candidate, claim)
    if not failing:
        return None
    likely = failing[:1] if rounded else failing  # what fits but for its last digit is likelier
    return _first_suspected(likely, vouched) or rounded or _one_slip_off(ordered, vouched)


def _first_suspected(
    failing: Sequence[Candidate], vouched: Callable[[Candidate], int]
) -> Solved | None:
    """The surest that may have been meant: one slip off, or at least of the size that is stated.

    Of a change only the likeliest level is looked at.
    """
    for candidate in failing[: TRIED if failing[0].kind == "attainment" else 1]:
        claim = claim_of(candidate)
        if claim is None or not claim.is_contradiction:
            return None
        found = Solved(candidate, claim)
        slipped = bool(claim.hint) or is_one_edit(candidate)
        if slipped or _is_of_size(found):
            return _suspected(found, slipped, vouched)
    return None


def _one_slip_off(
    ordered: Sequence[Candidate], vouched: Callable[[Candidate], int]
) -> Solved | None:
    """Of candidates whose signs are weak the one that a slip explains, with siblings first.

    Only for percentages too long to be one slip off by chance.
    """
    stated = ordered[0].stated
    if not stated.is_percent or digits_in(stated.quantity.token.text) < LEAST_DIGITS:
        return None
    weak = [c for c in ordered if signatures()[c.signature]["verdict"] == DOUBTFUL]
    for candidate in sorted(weak, key=vouched, reverse=True):
        claim = claim_of(candidate)
        if claim is not None and claim.is_contradiction and is_one_edit(candidate):
            return Solved(candidate, replace(claim, verdict=DOUBTFUL))
    return None


def _is_of_another(first: Candidate, candidate: Candidate, siblings: int) -> bool:
    """The sure denominator does not fit, and one that nothing points to does.

    Sure is too what more than two siblings have, where one slip explains that this share fails.
    """
    is_weak = signatures()[candidate.signature]["verdict"] != CONTRADICTION
    is_shared = first.signature == "share.siblings" and siblings > VOUCHING
    is_sure = first.signature in OF_ONE_DENOMINATOR or (is_shared and is_one_edit(first))
    return is_weak and is_sure


def _of_another_base(first: Candidate) -> Solved | None:
    claim = claim_of(first)
    if claim is None:
        return None
    return Solved(first, replace(claim, verdict=DOUBTFUL, hint="slip_base"))


def verdict_of(candidate: Candidate) -> Solved | None:
    """The claim of the only candidate that structure gives, with the verdict that it deserves."""
    claim = claim_of(candidate)
    if claim is None:
        return None
    is_likeness = bool(signatures()[candidate.signature].get("by_likeness"))
    return Solved(candidate, replace(claim, by_likeness=is_likeness and claim.is_contradiction))


def fit(candidate: Candidate) -> int:
    """EXACT, NEAR (figures are rounded or cut) or WRONG, in floating point."""
    figures = [f.quantity for f in (candidate.stated, *candidate.operands)]
    values, halves = [float(q.value) for q in figures], [q.half for q in figures]
    if _holds(values, [halves[0], *([0.0] * len(candidate.operands))], candidate):
        return EXACT
    return NEAR if _holds(values, halves, candidate, is_cut=True) else WRONG


def holds(candidate: Candidate) -> bool:
    """True where the relation holds."""
    claim = claim_of(candidate) if may_hold(candidate) else None
    return claim is not None and not claim.is_contradiction


def may_hold(candidate: Candidate) -> bool:
    """A quick look in floating point, with more room than the printed digits leave."""
    figures = [f.quantity for f in (candidate.stated, *candidate.operands)]
    values = [float(q.value) for q in figures]
    return _holds(values, [ROOM * q.half for q in figures], candidate)


def _suspected(found: Solved, slipped: bool, vouched: Callable[[Candidate], int]) -> Solved | None:
    verdict = signatures()[found.candidate.signature]["verdict"]
    is_vouched = vouched(found.candidate) >= VOUCHING
    if slipped and (is_vouched or (verdict == DOUBTFUL and chance(found.candidate) < SELDOM)):
        verdict = CONTRADICTION
    stated = found.candidate.stated
    is_short = stated.is_percent and not stated.quantity.decimal_places
    if is_short and found.candidate.signature not in OF_WHOLE_PERCENTS and not is_vouched:
        verdict = DOUBTFUL if verdict == CONTRADICTION else "none"
    if verdict == CONTRADICTION and (slipped or is_vouched) and not is_padded(found.candidate):
        return found
    if verdict == CONTRADICTION or (verdict == DOUBTFUL and (slipped or is_vouched)):
        return replace(found, claim=replace(found.claim, verdict=DOUBTFUL))
    return None


def is_padded(candidate: Candidate) -> bool:
    """``36,70%`` for 36,7%: right to one digit less, with a nought behind."""
    stated = candidate.stated.quantity
    figures = [f.quantity for f in (candidate.stated, *candidate.operands)]
    halves = [10 * stated.half, *(q.half for q in figures[1:])]
    ends = stated.decimal_places > 1 and stated.token.text.endswith("0")
    return ends and _holds([float(q.value) for q in figures], halves, candidate)


def _is_of_size(found: Solved) -> bool:
    """True where what is stated is not many times what follows: else it is of something else."""
    computed = found.claim.computed
    made = abs(float(computed.value)) if computed is not None else 0.0
    stated = abs(float(found.candidate.stated.quantity.value))
    return max(made, stated) <= SIZE * min(made, stated)


def claim_of(candidate: Candidate) -> Claim | None:
    """The claim of a candidate; its figures of other passages and other cells are not marked."""
    stated, operands = candidate.stated.quantity, [f.quantity for f in candidate.operands]
    claim = judged(
        candidate.kind, stated, operands, candidate.formula,
        unit=candidate.unit, magnitude=candidate.magnitude,
    )  # fmt: skip
    if claim is None:
        return None
    is_cell = candidate.stated.row is not None
    home = candidate.stated.paragraph if candidate.home is None else candidate.home
    every = (*candidate.operands, candidate.stated)
    own = [candidate.stated] if is_cell else [f for f in every if f.paragraph == home]
    spans = tuple((f.quantity.start, f.quantity.end) for f in own)
    others = tuple((f.paragraph, f.quantity.start, f.quantity.end) for f in every if f not in own)
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    return replace(claim, start=start, end=end, spans=spans, elsewhere=others)


def is_one_edit(candidate: Candidate) -> bool:
    """True where one slip of typing in one of the figures explains that the relation fails."""
    figures = [f.quantity for f in (candidate.stated, *candidate.operands)]
    values = [float(q.value) for q in figures]
    halves = [q.half for q in figures]
    if _is_known_mistake(candidate, values, halves):
        return True
    if candidate.formula is sum:
        return _is_one_edit_of_sum(figures, values, sum(halves))
    is_cut = candidate.stated.is_percent and figures[0].decimal_places > 0
    for place, quantity in enumerate(figures):
        for value, scale in edited(quantity):
            tried = [*values[:place], value, *values[place + 1 :]]
            moved = [*halves[:place], halves[place] * scale, *halves[place + 1 :]]
            is_long = place > 0 or _digits(value) >= LEAST_DIGITS
            if _holds(tried, moved, candidate, is_cut=is_cut and is_long):
                return True
    return False


def _is_one_edit_of_sum(
    figures: Sequence[Quantity], values: Sequence[float], allowed: float
) -> bool:
    """For each figure there is one value that it must have; a slip must make that."""
    off = sum(values[1:]) - values[0]
    room = allowed + 1e-9 * max(1.0, abs(values[0]))
    return any(
        abs(value - (values[place] - off if place else values[0] + off)) <= room
        for place, quantity in enumerate(figures)
        for value, _ in edited(quantity)
    )


def _digits(value: float) -> int:
    """How many digits tell a figure from others: noughts at its ends do not."""
    return len(f"{value:.10g}".replace(".", "").strip("0"))


def chance(candidate: Candidate) -> float:
    """How many slips in figures of these lengths make a relation hold that nobody meant."""
    figures = [f.quantity for f in (candidate.stated, *candidate.operands)]
    digits = [digits_in(q.text) for q in figures]
    if figures[0].is_percent:
        known = _digits(float(figures[0].value))
    else:
        sized = figures[0] if candidate.kind == "sum" else max(figures, key=lambda q: q.value)
        known = min(digits_in(sized.text), _digits(float(sized.value)) + 1)
    return SLIPS * sum(digits) / 10.0**known


def _is_known_mistake(candidate: Candidate, values: list[float], halves: list[float]) -> bool:
    """Both operands in the other's place, or the mistake that people make."""
    if candidate.kind == "attainment" and len(values) == 3:
        stated, one, other = values
        if one > other and _holds([stated, other, one], halves, candidate):
            return True
    if candidate.mistake is None:
        return False
    return _holds(values, halves, replace(candidate, formula=candidate.mistake))


def fits_with(candidate: Candidate, place: int, value: float) -> bool:
    """True where the relation holds with another value of one of the operands."""
    figures = [f.quantity for f in (candidate.stated, *candidate.operands)]
    values = [float(q.value) for q in figures]
    values[place + 1] = value
    return _holds(values, [q.half for q in figures], candidate)


def _holds(
    values: Sequence[float], halves: Sequence[float], candidate: Candidate, *, is_cut: bool = False
) -> bool:
    """Does the relation hold to within half the last digits, each in its worst direction?"""
    stated, *operands = values
    made = _made(operands, candidate)
    if made is None:
        return False
    off = made - abs(stated) if candidate.magnitude else made - stated
    allowed = halves[0] + 1e-9 * max(1.0, abs(stated))
    if -allowed <= off <= allowed or (is_cut and 0 <= off < 2 * halves[0]):
        return True
    off = abs(off)
    for place, half in enumerate(halves[1:]):
        if half:
            moved = [*operands[:place], operands[place] + half, *operands[place + 1 :]]
            other = _made(moved, candidate)
            allowed += abs(other - made) if other is not None else 0
    return off <= allowed


def _made(operands: Sequence[float], candidate: Candidate) -> float | None:
    try:
        made = candidate.formula(operands)
    except (ZeroDivisionError, ArithmeticError):
        return None
    if made is None:
        return None
    return abs(float(made)) if candidate.magnitude else float(made)


def edited(quantity: Quantity) -> Iterator[tuple[float, float]]:
    """The values that a figure has with one digit changed, swapped, left out or typed twice, or
    with its decimal mark elsewhere; with how many times as coarse each is."""
    places = quantity.decimal_places
    digits = str(int(quantity.token.number.scaleb(places)))
    factor = float(quantity.factor)
    size = len(digits)
    for n, digit in enumerate(digits):
        for new in "0123456789":
            if new != digit and (n or new != "0" or size == 1):
                yield _value(digits[:n] + new + digits[n + 1 :], places) * factor, 1
        if n + 1 < size and digits[n + 1] != digit:
            swapped = digits[:n] + digits[n + 1] + digit + digits[n + 2 :]
            yield _value(swapped, places) * factor, 1
        if size > 1:
            fewer = places - (n >= size - places)
            yield _value(digits[:n] + digits[n + 1 :], fewer) * factor, 10.0 ** (places - fewer)
        for new in "0123456789":
            more = places + (n >= size - places)
            value = _value(digits[: n + 1] + new + digits[n + 1 :], more)
            yield value * factor, 10.0 ** (places - more)
    for shift in SHIFTS:
        yield _value(digits, places + shift) * factor, 10.0**-shift


def _value(digits: str, places: int) -> float:
    return int(digits) / 10.0**places
