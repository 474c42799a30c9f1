"""Shares and attainments: each percentage against its part and what it may be a share of.

Right: ``50/80 hộ, đạt 62,5%``. Wrong: ``50/80 hộ, đạt 65,2%``.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from helpers.audit.claim import DOUBTFUL
from helpers.audit.rules.denominators import named_denominator, pairs_for
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.listed import listed_percents
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import (
    VOUCHING,
    Candidate,
    Solved,
    chance,
    claim_of,
    edited,
    fits_with,
    holds,
    is_padded,
    signatures,
    solve,
)
from helpers.audit.rules.stated_changes import changes_of
from helpers.audit.rules.stated_shares import Share, is_of_all, share_of
from helpers.audit.vocabulary import tells, words

FEW, RARE, LABEL = 30, 0.6, 3
"""Counts of so few (ten times as many with a decimal) leave gaps between their percentages;
so seldom a slip explains a misfit by chance; words that name a part and its whole alike."""
UNNAMED = ("share.sentence", "share.before", "share.among")
"""Only position speaks for them: not enough where the whole has a share of its own."""


class ShareReading:
    """The shares of a paragraph, what each may be of, and the denominators that each fits."""

    def __init__(self, here: Paragraph, earlier: Sequence[Paragraph]) -> None:
        self.here = here
        changed = {c.share.index for c in changes_of(here) if c.share is not None}
        percents = [f for f in here if f.is_share and not f.reached and f.index not in changed]
        listed = listed_percents(here) if len(percents) > 1 else ()
        self.shares = [
            share_of(here, f) for f in percents if not is_of_all(here, f) and f.index not in listed
        ]  # fmt: skip
        parts = {s.part.index: s.percent for s in self.shares if s.part and s.is_bound}
        self.candidates = [list(_candidates(here, earlier, s, parts)) for s in self.shares]
        held = [[way for way in ways if holds(way)] for ways in self.candidates]
        self.held = held
        self.fits = [{_key(way) for way in ways} for ways in held]
        self.patterns = [{_pattern(way) for way in ways} for ways in held]


def find_shares(own: ShareReading, beside: Sequence[ShareReading]) -> Iterator[Solved]:
    """Each share of a paragraph that could be checked; ``beside``: of the items of its list."""
    here = own.here
    fitting: Counter[tuple[tuple[int, int], object]] = Counter()
    for share, fits in zip(own.shares, own.fits, strict=True):
        fitting.update((key, _group(share)) for key in fits)
        fitting.update((key, _called(here, share)) for key in fits if _called(here, share))
    near = Counter(key for reading in (own, *beside) for fits in reading.fits for key in fits)
    alike: Counter[object] = Counter(
        pattern for reading in (own, *beside) for patterns in reading.patterns
        for pattern in patterns if pattern is not None
    )  # fmt: skip
    wrong = _of_their_sum(own)
    wrong |= _wrong_wholes(here, [ways for r in (own, *beside) for ways in r.candidates])
    for share, ways in zip(own.shares, own.candidates, strict=True):
        if share.percent.index in wrong:
            yield wrong[share.percent.index]
            continue

        def vouched(way: Candidate, share: Share = share) -> int:
            named = fitting[_key(way), _called(here, share)]
            is_open = _group(share) == share.percent.sentence
            around = near[_key(way)] if is_open and chance(way) < RARE else 0
            return max(fitting[_key(way), _group(share)], 2 * named, around)

        voted = [
            replace(w, signature="share.siblings") if _is_vouchable(w, vouched(w)) else w
            for w in ways
        ]

        known = [way for way in ways if alike[_pattern(way)]]

        def confirmed(way: Candidate, known: Sequence[Candidate] = known) -> int:
            is_rare = alike[_pattern(way)] >= VOUCHING or chance(way) < RARE
            is_meant = is_rare and [_key(one) for one in known] == [_key(way)]
            return VOUCHING if is_meant else vouched(way)

        solved = solve(voted, confirmed) or _of_no_count(here, share.percent)
        if solved is not None:
            yield solved


def _of_no_count(here: Paragraph, percent: Figure) -> Solved | None:
    """``45,3% của 12 hộ``: a percentage that no count of so few can make is suspected."""
    for whole in here.figures[percent.index + 1 : percent.index + 2]:
        gap = here.folded[percent.first + 2 : whole.first]
        number, places = whole.quantity.value, percent.quantity.decimal_places
        is_of_whole = bool(gap) and set(gap) <= words("of_all")
        is_count = (
            whole.is_level and not whole.quantity.is_rough and not whole.quantity.decimal_places
        )
        is_count = is_count and whole.quantity.factor == 1 and not tells(whole.noun, "small_places")
        if not (is_of_whole and is_count and 0 < number < FEW * 10**places):
            continue
        count = round(percent.quantity.value * number / 100)
        nearest = [_of_count(percent, whole, n) for n in (count - 1, count, count + 1)]
        if not any(holds(way) for way in nearest):
            claim = claim_of(nearest[1])
            return Solved(nearest[1], replace(claim, verdict=DOUBTFUL)) if claim else None
    return None


def _of_count(percent: Figure, whole: Figure, count: int) -> Candidate:
    return Candidate(
        "attainment", "share.other", percent, (whole,), lambda v: count * 100 / v[0], unit="%"
    )


def _group(share: Share) -> object:
    """Its sentence; a share that stands with its part in a bracket is of another time or place."""
    bracket = share.percent.bracket
    is_apart = bracket and share.part is not None and share.part.bracket == bracket
    return ("bracket", bracket) if is_apart else share.percent.sentence


def _called(here: Paragraph, share: Share) -> tuple[str, ...]:
    """``dân số toàn huyện``: the words that name a denominator; a sibling has the same."""
    named = tuple(here.clause_after(share.percent))
    return named if len(named_denominator(named)) > 1 else ()


def _wrong_wholes(here: Paragraph, candidates: Sequence[Sequence[Candidate]]) -> dict[int, Solved]:
    """Denominators that none of several shares fits, and all fit with one slip in it mended.

    By the index of the percentage, those of the paragraph.
    """
    failing: dict[tuple[int, int], list[Candidate]] = {}
    for ways in candidates:
        if any(holds(way) for way in ways):
            continue
        for way in (
            w
            for w in ways
            if signatures()[w.signature]["verdict"] != "none" or w.signature == "share.earlier"
        ):
            failing.setdefault(_key(way), []).append(way)
    found: dict[tuple[int, int], Solved] = {}
    for ways in sorted(failing.values(), key=lambda w: -sum(way.likeness for way in w)):
        if len(ways) < VOUCHING or any(_place(way) in found for way in ways):
            continue
        whole = ways[0].operands[1].quantity
        if any(
            sum(fits_with(way, 1, value) for way in ways) == len(ways) for value, _ in edited(whole)
        ):
            claims = [(way, claim) for way in ways if (claim := claim_of(way)) is not None]
            found.update({_place(way): Solved(way, claim) for way, claim in claims})
    return {index: solved for (number, index), solved in found.items() if number == here.number}


def _place(way: Candidate) -> tuple[int, int]:
    return way.stated.paragraph, way.stated.index


def _of_their_sum(own: ShareReading) -> dict[int, Solved]:
    """Shares of a whole that is not stated: all but one fit the sum of their parts."""
    found: dict[int, Solved] = {}
    failing = [s for s, fits in zip(own.shares, own.fits, strict=True) if s.part and not fits]
    for _, group in groupby(failing, key=lambda share: share.percent.sentence):
        pairs = [(s.percent, s.part) for s in group if s.part is not None]
        parts = tuple(part for _, part in pairs)
        ways = [
            Candidate(
                "attainment", "share.siblings", percent, (part, *parts),
                lambda v: v[0] * 100 / sum(v[1:]) if sum(v[1:]) else None, unit="%",
            )
            for percent, part in pairs
        ]  # fmt: skip
        is_list = len(ways) > VOUCHING and all(kinship(parts[0], p) == 2 for p in parts)
        if is_list and sum(holds(way) for way in ways) >= len(ways) - 1:
            claims = [(way, claim_of(way)) for way in ways if holds(way) or not is_padded(way)]
            found |= {w.stated.index: Solved(w, claim) for w, claim in claims if claim}
    return found


def _is_vouchable(way: Candidate, siblings: int) -> bool:
    return siblings > 1 and way.signature in (
        "share.sentence",
        "share.before",
        "share.named",
        "share.earlier",
    )


def _pattern(way: Candidate) -> tuple[object, ...] | None:
    """How far before its percentage a share's part and denominator stand, and what they count."""
    percent, (part, whole, *_) = way.stated, way.operands
    if whole.paragraph != percent.paragraph or whole.index > percent.index:
        return None
    steps = part.index - percent.index, whole.index - percent.index
    apart = percent.sentence - whole.sentence, bool(percent.bracket), whole.is_over
    return (*steps, *apart, part.noun[:1], whole.noun[:1])


def _key(way: Candidate) -> tuple[int, int]:
    whole = way.operands[1]
    return whole.paragraph, whole.index


def _candidates(
    here: Paragraph, earlier: Sequence[Paragraph], share: Share, parts: Mapping[int, Figure]
) -> Iterator[Candidate]:
    """With each whole that has a percentage itself, also what that one is a percentage of."""
    found: dict[tuple[int, int, int], Candidate] = {}
    for part, whole, signature, likeness in pairs_for(here, earlier, share):
        key = part.index, whole.paragraph, whole.index
        if key in found or not whole.quantity.value or part is whole:
            continue
        known = kinship(whole, part)
        if not known:
            continue
        is_own = whole.paragraph == here.number
        if signature in UNNAMED and is_own and _is_of_others(here, share, whole, signature, parts):
            signature = "share.other"
        found[key] = _candidate(share.percent, part, whole, signature, likeness + known)
        if signature == "share.among" and is_own and whole.index in parts:
            shared = _of_same_base(share.percent, part, whole, parts[whole.index])
            if holds(shared):
                yield shared
    yield from found.values()


def _of_same_base(percent: Figure, part: Figure, whole: Figure, base: Figure) -> Candidate:
    """``448 người (94,7%), trong đó 437 tán thành (92,4%)``: both of all who may vote."""
    return Candidate(
        "attainment", "share.same_base", percent, (part, base, whole),
        lambda v: v[0] * v[1] / v[2] if v[2] else None, unit="%",
    )  # fmt: skip


def _is_of_others(
    here: Paragraph, share: Share, whole: Figure, signature: str, parts: Container[int]
) -> bool:
    """A figure with a share of its own, of a fraction, or on the other side of a bracket."""
    part, bracket = share.part, share.percent.bracket
    is_outside = whole.bracket not in (0, bracket)
    if _group(share) != share.percent.sentence and not whole.bracket:
        opened = here.bracket_opens(share.percent)
        is_outside = not any(tells(opened, name) for name in ("partial", "full", "told"))
    if part is None:
        return is_outside
    is_named = bool(part.label) and set(part.label[-LABEL:]) <= set(whole.label)
    both = whole.quantity.measure is not None and part.quantity.measure is not None
    is_unlike = both and kinship(whole, part) < 1
    has_own = whole.index in parts and signature != "share.among"
    return has_own or whole.is_over or is_unlike or (is_outside and not is_named)


def _candidate(
    percent: Figure, part: Figure, whole: Figure, signature: str, likeness: float
) -> Candidate:
    one = part.quantity.in_unit_of(whole.quantity)
    other = whole.quantity.in_unit_of(one) if whole.quantity.measure is None else whole.quantity
    return Candidate(
        "attainment", signature, percent,
        (replace(part, quantity=one), replace(whole, quantity=other)),
        lambda v: v[0] * 100 / v[1] if v[1] else None, unit="%", likeness=likeness,
    )  # fmt: skip
