"""Sums by where figures stand: a total and a run of figures of its kind near it.

``Tiếp 3.667 đơn …; 346 đơn …; 3.321 đơn``; ``147 ca tại A (118), B (19), C (10)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from math import log10
from pathlib import Path
from typing import Any

import yaml

from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.item_rows import rows_that_add
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, chance
from helpers.audit.vocabulary import groups, tells

FEWEST, MOST, BACK, LEAD = 2, 16, 8, 4
"""Parts of a sum; parts and totals looked at; tokens before the first part."""
MANY, RARE, TWICE, TENFOLD, COARSE = 4, 0.2, 2, 12, 0.02
"""Parts that are many; how seldom chance explains a misfit; by how much a slip may be off;
how coarse figures may be printed for a misfit to say something."""
DIVIDERS = ("partial", "full", "told", "among")


@dataclass(frozen=True)
class Run:
    """A total with figures that may be its parts; ``whole`` says that the run ends by itself."""

    total: Figure
    parts: Sequence[Figure]
    is_whole: bool = True
    is_opened: bool = False


@cache
def weights() -> dict[str, Any]:
    """What each sign of a run counts, and how much makes each verdict."""
    return yaml.safe_load(Path(__file__).with_name("weights.yml").read_text(encoding="utf-8"))


def runs_of(here: Paragraph, before: Sequence[Paragraph], after: Paragraph | None) -> Iterator[Run]:
    """Runs of a paragraph with their totals in it or before it; ``after`` may go on with them."""
    earlier = [f for p in before[-1:] for f in p.figures[-MOST:] if _may_total(f)]
    every = [f for f in here if f.is_level and not f.is_previous]
    levels = [f for f in every if not f.is_over]
    place = {f.index: n for n, f in enumerate(every)}
    for run in _segments(here, levels):
        beyond = here.beyond(run[-1], LEAD)
        is_open = tells(beyond, "rest") or tells(beyond, "and_so_on")
        if is_open or tells(run[-1].label[-LEAD:], "left"):
            continue
        first, last = place[run[0].index], place[run[-1].index]
        own = [f for f in every[max(0, first - MOST) : first] if _may_total(f)]
        behind = [f for f in every[last + 1 : last + 2] if f.bracket == run[0].bracket]
        yield from _with_totals([*earlier, *own][-MOST:], behind, run)
    for total, parts, is_whole, is_opened in rows_that_add(here, before, after):
        yield Run(total, parts, is_whole, is_opened)


def _with_totals(
    totals: Sequence[Figure], behind: Sequence[Figure], run: Sequence[Figure]
) -> Iterator[Run]:
    tried = 0
    for total in reversed(totals):
        parts = _of_kind(total, run)
        if len(parts) < FEWEST or tried == BACK:
            continue
        if total.quantity.value * 2 > max(f.quantity.value for f in parts):
            tried += 1
        yield Run(total, parts, is_whole=not total.is_over)
        for length in range(len(parts) - 1, FEWEST - 1, -1):
            yield Run(total, parts[:length], is_whole=False)
    for total in behind:
        parts = [f for f in run if kinship(total, f) == 2]
        if len(parts) >= FEWEST:
            yield Run(total, parts)


def _of_kind(total: Figure, run: Sequence[Figure]) -> Sequence[Figure]:
    """Those of a run that count what a total counts, or what none of them says, or in a bracket
    other things."""
    same = [f for f in run if kinship(total, f) == 2]
    if len(same) >= FEWEST:
        return same
    is_bare = all(not f.noun for f in run) or (
        not total.noun and all(kinship(run[0], f) == 2 for f in run)
    )
    if is_bare and all(kinship(total, f) >= 1 for f in run):
        return run
    apart = [f for f in run if kinship(total, f) == APART]
    return apart if run[0].bracket or _is_whole_of(apart) else []


APART = 0.5
"""Kinship of other things that are counted."""


def _may_total(figure: Figure) -> bool:
    return figure.quantity.value > 1


def _segments(here: Paragraph, levels: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures that belong together: of a bracket, a sentence, an item; the first of each item or
    sentence; those alone in brackets; the second of each item."""
    found: list[list[Figure]] = []
    for _, same in groupby(levels, key=lambda f: f.bracket):
        inside = list(same)
        if inside[0].bracket:
            found.append(inside)
    for _, group in groupby(levels, key=lambda f: f.sentence):
        all_of = list(group)
        outer = [f for f in all_of if not f.bracket]
        items = [list(i) for _, i in groupby(outer, key=lambda f: f.item)]
        bare = [f for f in all_of if not f.bracket or _is_alone(here, f)]
        pairs = [list(p) for p in pairwise(outer) if _is_whole_of(p)]
        found += pairs
        for some in (outer, bare, [i[0] for i in items], [i[1] for i in items if len(i) > 1]):
            found += [some[n : n + MOST] for n in range(min(len(some), FEWEST + 1))]
        found += items
        found.append([f for f in all_of if f.bracket and _is_alone(here, f)])
    heads = [
        next(group)
        for _, group in groupby((f for f in levels if not f.bracket), key=lambda f: f.sentence)
    ]
    found += [heads[n : n + MOST] for n in range(len(heads))]
    seen = set()
    for run in found:
        key = tuple(f.index for f in run[:MOST])
        if len(run) >= FEWEST and key not in seen:
            seen.add(key)
            yield run[:MOST]


def _is_alone(here: Paragraph, figure: Figure) -> bool:
    """A level with a name before its bracket and nothing else in it."""
    closes = here.folded[figure.end : figure.end + 1] == [")"]
    return list(here.before(figure, 1)) == ["("] and closes


def is_beside(run: Run, other: Run) -> bool:
    """``22 vụ, 27 người; 16 vụ, 18 người; …``: each figure of a run is next to one of the other."""
    pairs = zip((run.total, *run.parts), (other.total, *other.parts), strict=False)
    is_next = all(one.index - two.index in (-1, 1) for one, two in pairs)
    return is_next and len(run.parts) == len(other.parts)


def is_plausible(run: Run, candidate: Candidate, *, is_row: bool) -> bool:
    """Not off by more than a digit typed twice or left out makes; short figures by less."""
    made = sum(float(f.quantity.value) for f in candidate.operands)
    stated = float(candidate.stated.quantity.value)
    if sum(f.quantity.half for f in (run.total, *candidate.operands)) > COARSE * stated:
        return False
    if any(float(f.quantity.value) == stated for f in candidate.operands):
        return False
    if not 0 < made <= TENFOLD * stated or stated > TENFOLD * made:
        return False
    if is_row or chance(candidate) <= RARE or is_known_whole(run):
        return True
    is_close = bool(run.parts[0].bracket and not run.total.bracket)
    is_near = made <= TWICE * stated and stated <= TWICE * made
    return is_near and (is_close or len(run.parts) > FEWEST)


def is_known_whole(run: Run) -> bool:
    """Men and women, in the labels or the nouns of its parts."""
    return _is_whole_of(run.parts)


def _is_whole_of(parts: Sequence[Figure]) -> bool:
    return any(is_complement([getattr(f, side) for f in parts]) for side in ("label", "noun"))


def likeliness(here: Paragraph, run: Run, candidate: Candidate) -> float:
    """How likely a run is meant to be the parts of its total: a sum of weights."""
    weight, total, first = weights(), run.total, run.parts[0]
    score = -log10(chance(candidate)) + weight["parts"] * (len(run.parts) >= MANY)
    score += weight["total_word"] * tells(total.label, "totals")
    score += weight["rough"] * any(f.quantity.is_rough for f in (total, *run.parts))
    is_near = total.paragraph == here.number and abs(first.sentence - total.sentence) <= 1
    score += weight["complement"] * (is_near and is_known_whole(run))
    if total.paragraph != here.number:
        is_opened = run.is_opened or (first.paragraph == here.number and _opens(here, first))
        is_next = run.is_opened and here.number - total.paragraph == 1
        score += weight["sentence" if is_next else "passage"]
        return score + weight["divider"] * is_opened
    if total.index > first.index:
        return score + weight["behind"]
    gap = here.folded[total.end : first.first]
    between = [
        f for f in here.figures[total.index + 1 : first.index]
        if f.is_level and not f.is_over and kinship(f, first) == 2
        and f.bracket in (0, first.bracket)
    ]  # fmt: skip
    is_divided = any(tells(gap, name) for name in DIVIDERS) or tells(here.before(total, 3), "among")
    is_divided = is_divided and not tells(gap, "some_of")
    score += weight["full" if tells(gap, "full") else "divider"] * is_divided
    score += weight["bracket"] * (first.bracket != total.bracket and "(" in gap)
    is_inner = not is_divided and total.sentence == first.sentence and total.label
    score += weight["inner"] * (
        bool(is_inner)
        and any(
            f.is_level and f.sentence == total.sentence
            for f in here.figures[max(0, total.index - 3) : total.index]
        )
    )
    score += weight["next"] if not between else weight["between"] * len(between)
    apart = first.sentence - total.sentence
    score += weight["apart"] * (apart > 0 and not is_divided and not _opens(here, first))
    return score + weight["sentence"] * (apart - (is_divided and apart == 1))


def _opens(here: Paragraph, first: Figure) -> bool:
    start = here.starts(first.sentence)
    opening = here.folded[start : min(first.first, start + LEAD)]
    return any(tells(opening, name) for name in DIVIDERS)


@cache
def _first_of_wholes(known: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The first words of the known parts."""
    return frozenset(part.split()[0] for group in known for part in group)


def is_complement(labels: Sequence[Sequence[str]]) -> bool:
    """Men and women, investment and recurrent: known parts that make up all."""
    firsts = _first_of_wholes(groups("wholes"))
    if len(labels) != FEWEST or not all(firsts & set(label) for label in labels):
        return False
    for group in groups("wholes"):
        if len(group) == len(labels):
            named = [{w for w in group if f" {w} " in f" {' '.join(label)} "} for label in labels]
            if all(len(one) == 1 for one in named) and set().union(*named) == group:
                return True
    return False
