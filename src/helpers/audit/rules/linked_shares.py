"""Percentages by structure: each with the figures near it that may be its part and its whole.

``Trong số 765 người có 306 nữ (chiếm 40%); 4 người dân tộc (0,52%)``. Every pair of figures of one
kind that may make the percentage is a candidate; its signs are weighed with what was learned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.claim import CONTRADICTION, DOUBTFUL
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.linked_runs import key_of
from helpers.audit.rules.links import is_meant, likelihood, limits, may_be_typed_for, verdict_of
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import (
    Candidate,
    Solved,
    chance,
    claim_of,
    is_one_edit,
    may_hold,
)
from helpers.audit.vocabulary import tells, words

BACK, ON, FAR, OLD = 4, 3, 24, 12
"""Figures before and behind a percentage that may be its part; that may be its whole; of a passage
before."""
TIMES, RARE, TRIED, VOUCHING = 12, 0.2, 3, 2
"""So many times as much is of something else; how seldom chance makes a sibling; misfits looked at;
siblings that show a mistyped whole."""
GAP_WORDS = 5


@dataclass(frozen=True)
class Pair:
    """A part and a whole of a percentage, with signs, and whether they make it."""

    candidate: Candidate
    signs: tuple[str, ...]
    is_right: bool

    @property
    def meant(self) -> float:
        """How likely the percentage was meant to be of these."""
        return likelihood("share", self.signs)

    @property
    def whole(self) -> tuple[int, int]:
        """Which figure is the whole."""
        return key_of(self.candidate.operands[1])


def pairs_of(
    here: Paragraph, earlier: Sequence[Paragraph], share: Figure, near: Near, *, every: bool = False
) -> list[Pair]:
    """The pairs that make a percentage of a passage or do with one slip; or ``every`` pair."""
    if share.is_bound or share.reached:
        return []
    return list(_pairs(here, earlier, share, near, every=every))


def _figures(candidate: Candidate) -> tuple[tuple[int, int], ...]:
    return tuple(key_of(f) for f in (candidate.stated, *candidate.operands))


def _percent(values: Sequence) -> object:
    return values[0] * 100 / values[1] if values[1] else None


def _pairs(
    here: Paragraph, earlier: Sequence[Paragraph], share: Figure, near: Near, *, every: bool
) -> Iterator[Pair]:
    stated = float(share.quantity.value)
    if not stated:
        return
    parts = [f for f in here.figures[max(0, share.index - BACK) : share.index + ON] if f.is_level]
    own = [f for f in here.figures[max(0, share.index - FAR) : share.index + ON + 1] if f.is_level]
    before = [(p, f) for p in earlier for f in p.figures[-OLD:] if f.is_level]
    for part in parts:
        size = float(part.quantity.value)
        if not size or (part.index > share.index and part.sentence != share.sentence):
            continue
        kin = [(here, f) for f in own if f is not part and kinship(f, part) >= KIN]
        old = [(p, f) for p, f in before if kinship(f, part) >= KIN]
        for place, (page, whole) in enumerate([*old, *kin]):
            of = whole.in_unit_of(part) if part.quantity.measure else whole
            value = float(of.quantity.value)
            if not value or not stated / TIMES <= 100 * size / value <= stated * TIMES:
                continue
            candidate = Candidate("attainment", "share.linked", share, (part, of), _percent, "%")
            if not every and not _may_be_meant(share, part, of):
                continue
            claim = claim_of(candidate) if may_hold(candidate) else None
            right = claim is not None and not claim.is_contradiction
            passed = sum(1 for _, f in [*old, *kin][place + 1 :] if _is_between(f, whole, part))
            signs = (*near.signs(candidate), *_signs(here, page, share, part, whole, passed))
            yield Pair(candidate, signs, right)


KIN = 0.5
"""Things of other kinds that are counted."""


def _is_between(figure: Figure, whole: Figure, part: Figure) -> bool:
    if key_of(whole) > key_of(part):
        return key_of(part) < key_of(figure) < key_of(whole)
    return key_of(whole) < key_of(figure) < key_of(part)


def _signs(
    here: Paragraph, page: Paragraph, share: Figure, part: Figure, whole: Figure, passed: int
) -> Iterator[str]:
    apart = share.index - part.index
    yield f"part.{max(-2, min(apart, 4))}"
    if part.sentence != share.sentence:
        yield "part.other_sentence"
    if part.item != share.item:
        yield "part.other_item"
    if part.bracket != share.bracket:
        yield "part.outside" if share.bracket and not part.bracket else "part.inside"
    if part.is_over:
        yield "part.over"
    if part.is_plan:
        yield "part.plan"
    if part.is_previous:
        yield "part.previous"
    gap = here.folded[part.last + 1 : share.first] if apart == 1 else []
    known = words("share_signs")
    yield from (f"gap {w}" for w in known & set(gap[-GAP_WORDS:]))
    if apart == 1:
        yield f"gap.length.{min(len(gap) // 3, 3)}"
    if share.way:
        yield "way"
    after = here.after(share, GAP_WORDS)
    behind = _behind(after)
    yield f"behind.{behind}"
    yield from _whole_signs(here, page, share, part, whole, passed, behind)
    kin = kinship(whole, part)
    yield f"kin.{kin:g}"
    if whole.noun[:1] and whole.noun[:1] == part.noun[:1]:
        yield "noun"
    if part.quantity.value > whole.in_unit_of(part).quantity.value:
        yield "above"
        yield f"above.{behind}"
    named = set(here.clause_after(share)) - words("filler")
    if named:
        yield f"named.{min(2, len(named & whole.names))}"
    if whole.quantity.is_rough or part.quantity.is_rough:
        yield "rough"


def _behind(after: Sequence[str]) -> str:
    if tells(after, "planned"):
        return "plan"
    if tells(after, "last_year") or tells(after, "against"):
        return "previous"
    return "total" if tells(after, "of_all") else "nothing"


def _whole_signs(
    here: Paragraph,
    page: Paragraph,
    share: Figure,
    part: Figure,
    whole: Figure,
    passed: int,
    behind: str,
) -> Iterator[str]:
    if page.number != here.number:
        yield f"whole.passage.{min(here.number - page.number, 3)}"
        if page.text.rstrip().endswith(":"):
            yield "whole.lead"
        if page.figures and whole.index == next((f.index for f in page if f.is_level), -1):
            yield "whole.first"
    elif whole.index == part.index + 1 and whole.is_over:
        yield "whole.over"
        return
    elif whole.index > share.index:
        yield f"whole.next.{whole.index - share.index}"
        yield f"whole.next.{'bracket' if whole.bracket != share.bracket else 'open'}.{behind}"
    else:
        yield f"whole.sentence.{min(share.sentence - whole.sentence, 3)}"
        yield "whole.before" if whole.index < part.index else "whole.between"
        heads = [f for f in page.around(whole) if f.is_level]
        if heads and heads[0] is whole:
            yield "whole.head"
        if page.is_divided_between(whole, part) and whole.index < part.index:
            yield "divided"
        if whole.bracket not in (0, part.bracket):
            yield "whole.inner"
    yield f"passed.{min(passed, 4)}"
    if tells(page.before(whole, 4), "among"):
        yield "among"
    if tells(whole.label, "totals"):
        yield "total_word"
    if whole.is_over:
        yield "whole.is_over"
    if whole.is_plan:
        yield f"plan.{behind}"
    elif behind == "plan":
        yield "no_plan"
    if whole.is_previous:
        yield f"old.{behind}"
    elif behind == "previous":
        yield "not_old"


class Near:
    """The percentages near one: what words point to, and the wholes and shapes that fit."""

    def __init__(self, own: Sequence[Sequence[Candidate]], beside: Iterable[Candidate]) -> None:
        self._pointed = {_figures(c): c.signature for ways in own for c in ways}
        self._wholes: Counter[tuple[int, int]] = Counter()
        self._shapes: Counter[tuple[int, ...]] = Counter()
        self._own: dict[tuple[int, int], tuple[set, set]] = {}
        grouped: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        for way in beside:
            if chance(way) < RARE and way.signature != "share.same_base":
                grouped[key_of(way.stated)].append(way)
        for (number, index), ways in grouped.items():
            wholes, shapes = {key_of(w.operands[1]) for w in ways}, {_shape(w) for w in ways}
            self._wholes.update(wholes)
            self._shapes.update(shapes)
            self._own[number, index] = wholes, shapes

    def signs(self, way: Candidate) -> Iterator[str]:
        """What the other percentages near say of a pair."""
        whole, shape = key_of(way.operands[1]), _shape(way)
        wholes, shapes = self._own.get(key_of(way.stated), (set(), set()))
        yield f"sign {self._pointed.get(_figures(way), 'nothing')}"
        yield f"siblings.{min(3, self._wholes[whole] - (whole in wholes))}"
        yield f"shaped.{min(2, self._shapes[shape] - (shape in shapes))}"


def _may_be_meant(share: Figure, part: Figure, whole: Figure) -> bool:
    """True where part and whole make the percentage, or do with one slip in one of the three."""
    a, b = float(part.quantity.value), float(whole.quantity.value)
    p, half = float(share.quantity.value), 2 * share.quantity.half + 1e-9
    spread = 100 * (part.quantity.half / a + whole.quantity.half / b) * a / b
    low, high = p - half - spread, p + half + spread
    made = 100 * a / b
    if low <= made <= high or may_be_typed_for(
        share.quantity, made - half - spread, made + half + spread
    ):
        return True
    if low <= 0:
        return True
    return may_be_typed_for(part.quantity, low * b / 100, high * b / 100) or may_be_typed_for(
        whole.quantity, 100 * a / high, 100 * a / low
    )


def _shape(candidate: Candidate) -> tuple[int, ...]:
    share, (part, whole) = candidate.stated, candidate.operands
    if whole.paragraph != share.paragraph:
        return share.index - part.index, -100
    return share.index - part.index, whole.index - share.index if abs(
        whole.index - share.index
    ) < BACK else whole.index - 200


def find_linked_shares(
    here: Paragraph, known: Sequence[Solved], pairs: Callable[[Figure], list[Pair]]
) -> Iterator[Solved]:
    """The known shares with the verdicts that their signs deserve, and those that nobody knew."""
    told = {s.candidate.stated.index: s for s in known if s.candidate.kind == "attainment"}
    shares = {f.index: f for f in here if f.is_percent}
    yield from (s for s in known if s.candidate.stated.index not in told or _is_agreed(s))
    for index, share in shares.items():
        old = told.get(index)
        if old is None:
            found = _judged(pairs(share))
            if found is not None:
                yield found
        elif not _is_agreed(old):
            ways = pairs(share)
            yield _reconciled(old, _judged(ways), ways)


def _is_agreed(solved: Solved) -> bool:
    return solved.holds and solved.claim.verdict != DOUBTFUL


def _judged(ways: Sequence[Pair]) -> Solved | None:
    """The likeliest pair: one that makes the percentage, else one that a slip explains."""
    ordered = sorted(ways, key=lambda w: -w.meant)
    right = [way for way in ordered if way.is_right]
    for way in right:
        if is_meant("share", way.meant, chance(way.candidate)):
            claim = claim_of(way.candidate)
            return Solved(way.candidate, claim) if claim is not None else None
    if any(chance(way.candidate) < RARE for way in right):
        return None  # some pair makes it, and hardly by chance
    for way in [w for w in ordered if not w.is_right][:TRIED]:
        verdict = verdict_of("share", way.meant, chance(way.candidate))
        claim = claim_of(way.candidate) if verdict and is_one_edit(way.candidate) else None
        if claim is not None:
            return Solved(way.candidate, replace(claim, verdict=verdict))
    return None


def _reconciled(old: Solved, found: Solved | None, ways: Sequence[Pair]) -> Solved:
    """What words say is wrong, with the verdict that structure allows."""
    if old.claim.verdict == DOUBTFUL:
        is_surer = found is not None and found.claim.verdict == CONTRADICTION
        return found if is_surer and found is not None else old
    own = _figures(old.candidate)
    is_unlikely = any(
        way.meant < limits()["share"]["veto"] for way in ways if _figures(way.candidate) == own
    )
    if old.claim.verdict == CONTRADICTION and (is_unlikely or _is_of_another_size(old)):
        return replace(old, claim=replace(old.claim, verdict=DOUBTFUL))
    return old


def _is_of_another_size(solved: Solved) -> bool:
    computed = solved.claim.computed
    made = abs(float(computed.value)) if computed is not None else 0.0
    stated = float(solved.candidate.stated.quantity.value)
    is_far = max(made, stated) > TIMES * min(made, stated)
    return is_far and not is_one_edit(solved.candidate)
