"""Sums by structure: runs of figures, weighed with what was learned from texts (links.yml)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.claim import CONTRADICTION, DOUBTFUL
from helpers.audit.rules.linked_runs import FEWEST, Key, Run, key_of, runs_of
from helpers.audit.rules.links import is_meant, likelihood, limits, verdict_of
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, Solved, chance, claim_of, is_one_edit, may_hold

RARE = 0.05
"""How seldom chance makes a sum that says something of others."""


@dataclass(frozen=True)
class Weighed:
    """A run as a candidate, with how likely it was meant and whether it holds."""

    run: Run
    candidate: Candidate
    is_right: bool
    signs: tuple[str, ...]

    @property
    def meant(self) -> float:
        """How likely the total was meant to be the sum of these parts."""
        return likelihood("sum", self.signs)


def weighed_runs(window: Sequence[Paragraph], number: int, *, every: bool = False) -> list[Weighed]:
    """The runs of a passage that hold or that one slip explains; or ``every`` run."""
    found: list[tuple[Run, Candidate, bool]] = []
    for run in runs_of(window, number, every=every):
        candidate = Candidate("sum", "sum.full", run.total, run.parts, sum, home=number)
        claim = claim_of(candidate) if may_hold(candidate) else None
        found.append((run, candidate, claim is not None and not claim.is_contradiction))
    known = Company([r for r, c, is_right in found if is_right and chance(c) < RARE])
    return [Weighed(r, c, is_right, (*r.signs, *known.signs(r))) for r, c, is_right in found]


class Company:
    """The runs that hold, and what they say of another one."""

    def __init__(self, right: Sequence[Run]) -> None:
        self._of_total: dict[Key, list[Run]] = defaultdict(list)
        self._of_part: dict[Key, list[Run]] = defaultdict(list)
        for run in right:
            self._of_total[key_of(run.total)].append(run)
            for figure in run.parts:
                self._of_part[key_of(figure)].append(run)

    def signs(self, run: Run) -> Iterator[str]:
        """Its total or its parts are of another run; another one stands beside it."""
        total, own = key_of(run.total), [key_of(f) for f in run.parts]
        if any([key_of(f) for f in r.parts] != own for r in self._of_total[total]):
            yield "total_taken"
        if any(key_of(r.total) != total for key in own for r in self._of_part[key]):
            yield "part_taken"
        if self._of_part[total]:
            yield "total_is_part"
        near = [(total[0], total[1] + step) for step in (-1, 1)]
        if any(_is_beside(run, r) for key in near for r in self._of_total.get(key, ())):
            yield "row"


def _is_beside(run: Run, other: Run) -> bool:
    """``22 vụ, 27 người; 16 vụ, 18 người``: each figure is next to one of the other run."""
    if len(run.parts) != len(other.parts):
        return False
    pairs = zip((run.total, *run.parts), (other.total, *other.parts), strict=True)
    return all(a.paragraph == b.paragraph and a.index - b.index in (-1, 1) for a, b in pairs)


def find_linked_sums(
    weighed: Sequence[Weighed], known: Sequence[Solved], beside: Sequence[Solved]
) -> Iterator[Solved]:
    """Known sums with the verdict that their signs deserve, and those that nobody knew.

    ``beside``: what else is known of the passage, which is not reported twice.
    """
    known = [_weighed_anew(solved, weighed) for solved in known]
    yield from known
    weighed = sorted(weighed, key=lambda w: -w.meant)
    taken = {role for s in known if s.holds for role in _roles(s.candidate)}
    told: dict[Key, list[set[Key]]] = defaultdict(list)
    for solved in (*known, *beside):
        figures = _figures(solved.candidate)
        for key in figures:
            told[key].append(figures)
    weighed = [w for w in weighed if not _is_told(_figures(w.candidate), told)]
    for one in (w for w in weighed if w.is_right):
        claim = claim_of(one.candidate)
        is_meant_so = is_meant("sum", one.meant, chance(one.candidate))
        if claim is not None and is_meant_so and not taken & _roles(one.candidate):
            taken |= _roles(one.candidate)
            yield Solved(one.candidate, claim)
    totals = {key_of(s.candidate.stated) for s in known}
    for one in (w for w in weighed if not w.is_right):
        roles = _roles(one.candidate)
        if taken & roles or key_of(one.run.total) in totals or _says_nothing(one):
            continue
        is_rough = _is_vague(one)
        verdict = verdict_of("sum", one.meant, chance(one.candidate), is_rough=is_rough)
        claim = claim_of(one.candidate) if verdict and is_one_edit(one.candidate) else None
        if claim is not None:
            taken |= roles
            yield Solved(one.candidate, replace(claim, verdict=verdict, by_likeness=True))


def _says_nothing(one: Weighed) -> bool:
    """The list is open or far, or one of the parts is the whole total."""
    total, signs = one.run.total.quantity.value, one.signs
    is_open = "sentences.2" in signs or "open" in signs
    larger = [f for f in one.run.parts if f.quantity.value >= total]
    return is_open or len(larger) > 1 or any(f.quantity.value == total for f in larger)


def _weighed_anew(solved: Solved, weighed: Sequence[Weighed]) -> Solved:
    """A sum that words say is wrong is suspected only where structure says it is none."""
    own = solved.candidate
    if solved.holds and solved.claim.verdict != DOUBTFUL or own.kind != "sum":
        return solved
    figures = _figures(own)
    same = [w for w in weighed if w.run.total == own.stated and _figures(w.candidate) == figures]
    if solved.claim.verdict == DOUBTFUL:
        verdicts = {
            verdict_of("sum", w.meant, chance(own), is_rough=_is_vague(w))
            for w in same
            if not w.is_right and not _says_nothing(w)
        }
        is_sure = CONTRADICTION in verdicts and is_one_edit(own)
        verdict = CONTRADICTION if is_sure else DOUBTFUL
        return replace(solved, claim=replace(solved.claim, verdict=verdict))
    is_rough = any(f.quantity.is_rough for f in (own.stated, *own.operands))
    is_unlikely = any(
        "complement" not in w.signs and w.meant < limits()["sum"]["veto"] for w in same
    )
    if is_rough or is_unlikely:
        return replace(solved, claim=replace(solved.claim, verdict=DOUBTFUL))
    return solved


def _is_vague(one: Weighed) -> bool:
    """Rounded figures, or other things that are counted: never a contradiction."""
    figures = (one.run.total, *one.run.parts)
    return "kin.0.5" in one.signs or any(f.quantity.is_rough for f in figures)


def _is_told(own: set[Key], told: dict[Key, list[set[Key]]]) -> bool:
    return any(len(own & figures) > FEWEST for key in own for figures in told.get(key, ()))


def _figures(candidate: Candidate) -> set[tuple[int, int]]:
    return {key_of(candidate.stated), *(key_of(f) for f in candidate.operands)}


def _roles(candidate: Candidate) -> set[tuple[str, tuple[int, int]]]:
    parts = {("part", key_of(f)) for f in candidate.operands}
    return {("total", key_of(candidate.stated)), *parts} if candidate.kind == "sum" else set()
