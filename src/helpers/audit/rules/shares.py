"""Shares and attainments: a percentage, the part it is told of and what it may be a share of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from helpers.audit.rules.changes import changes_of
from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.listed import listed_percents
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import (
    VOUCHING,
    Candidate,
    Solved,
    claim_of,
    edited,
    fits_with,
    holds,
    signatures,
    solve,
)
from helpers.audit.vocabulary import tells, words
from helpers.core.text import fold

REACH, TIGHT, BACK, EARLIER, WIDE, FEW = 18, 9, 12, 14, 30, 4
"""Tokens from a part to its share; with only connecting words; figures looked back at."""


@dataclass(frozen=True)
class Share:
    """A percentage with its part; ``is_bound``: only connecting words stand between them."""

    percent: Figure
    part: Figure | None
    is_bound: bool


def find_shares(here: Paragraph, earlier: Sequence[Paragraph]) -> Iterator[Solved]:
    """Each share of the paragraph that could be checked."""
    changed = {c.share.index for c in changes_of(here) if c.share is not None}
    percents = [f for f in here if f.is_share and not f.reached and f.index not in changed]
    listed = listed_percents(here) if len(percents) > 1 else ()
    shares = [
        share_of(here, f) for f in percents if not _is_of_all(here, f) and f.index not in listed
    ]  # fmt: skip
    candidates = [list(_candidates(here, earlier, share)) for share in shares]
    fitting: Counter[tuple[tuple[int, int], object]] = Counter()
    for share, ways in zip(shares, candidates, strict=True):
        fits = {_key(way) for way in ways if holds(way)}
        fitting.update((key, share.percent.sentence) for key in fits)
        fitting.update((key, _called(here, share)) for key in fits if _called(here, share))
    wrong = _of_their_sum(shares, candidates) | _wrong_wholes(candidates)
    for share, ways in zip(shares, candidates, strict=True):
        if share.percent.index in wrong:
            yield wrong[share.percent.index]
            continue

        def vouched(way: Candidate, share: Share = share) -> int:
            named = fitting[_key(way), _called(here, share)]
            return max(fitting[_key(way), share.percent.sentence], 2 * named)

        voted = [
            replace(w, signature="share.siblings") if _is_vouchable(w, vouched(w)) else w
            for w in ways
        ]
        solved = solve(voted, vouched)
        if solved is not None:
            yield solved


def _called(here: Paragraph, share: Share) -> tuple[str, ...]:
    """``dân số toàn huyện``: the words that name a denominator; a sibling has the same."""
    named = tuple(here.clause_after(share.percent))
    return named if len(_named(named)) > 1 else ()


def _wrong_wholes(candidates: Sequence[Sequence[Candidate]]) -> dict[int, Solved]:
    """Denominators that none of several shares fits, and all fit with one slip in it mended.

    By the index of the percentage.
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
    found: dict[int, Solved] = {}
    for ways in sorted(failing.values(), key=lambda w: -sum(way.likeness for way in w)):
        if len(ways) < VOUCHING or any(way.stated.index in found for way in ways):
            continue
        whole = ways[0].operands[1].quantity
        if any(
            sum(fits_with(way, 1, value) for way in ways) == len(ways)
            for value, *_ in edited(whole)
        ):
            claims = [(way, claim) for way in ways if (claim := claim_of(way)) is not None]
            found.update({way.stated.index: Solved(way, claim) for way, claim in claims})
    return found


def _of_their_sum(
    shares: Sequence[Share], candidates: Sequence[Sequence[Candidate]]
) -> dict[int, Solved]:
    """Shares in brackets of a whole that is not stated: all but one fit the sum of their parts."""
    found: dict[int, Solved] = {}
    listed = [
        s for s, ways in zip(shares, candidates, strict=True)
        if s.part is not None and s.percent.bracket and not any(holds(w) for w in ways)
    ]  # fmt: skip
    by_sentence: dict[int, list[Share]] = {}
    for share in listed:
        by_sentence.setdefault(share.percent.sentence, []).append(share)
    for group in by_sentence.values():
        parts = [s.part for s in group if s.part is not None]
        if len(group) <= VOUCHING or any(kinship(parts[0], p) != 2 for p in parts):
            continue
        ways = [_of_sum(s.percent, [p, *parts]) for s, p in zip(group, parts, strict=True)]
        if sum(holds(way) for way in ways) < len(ways) - 1:
            continue
        for way in ways:
            claim = claim_of(way)
            if claim is not None:
                found[way.stated.index] = Solved(way, claim)
    return found


def _of_sum(percent: Figure, figures: Sequence[Figure]) -> Candidate:
    """A share of the sum of all parts; the part comes first, and again among the parts."""
    return Candidate(
        "attainment", "share.siblings", percent, tuple(figures),
        lambda v: v[0] * 100 / sum(v[1:]) if sum(v[1:]) else None, unit="%",
    )  # fmt: skip


def _is_vouchable(way: Candidate, siblings: int) -> bool:
    return siblings > 1 and way.signature in (
        "share.sentence",
        "share.before",
        "share.named",
        "share.earlier",
    )


def _key(way: Candidate) -> tuple[int, int]:
    whole = way.operands[1]
    return whole.paragraph, whole.index


def share_of(here: Paragraph, percent: Figure) -> Share:
    """The percentage with the figure that it is told of, if there is one."""
    part = _part_of(here, percent)
    behind = _equal_behind(here, percent)
    if behind is not None:
        return Share(percent, behind, True)
    return Share(percent, part, part is not None and _is_bound(here, part, percent))


def _part_of(here: Paragraph, percent: Figure) -> Figure | None:
    """The nearest level before a percentage in its sentence, if a word leads to it."""
    if _has_own_name(here, percent):
        return next((f for f in _levels_back(here, percent) if f.bracket == percent.bracket), None)
    for back in range(percent.index - 1, max(-1, percent.index - 1 - BACK), -1):
        figure = here.figures[back]
        if figure.sentence != percent.sentence:
            return None
        if _is_elsewhere(here, figure, percent):
            continue
        if not figure.is_level:
            if figure.is_share and not _goes_on(here, figure, percent):
                return None
            continue
        gap = here.between(figure, percent)
        if ";" in gap or len(gap) > REACH:
            return None
        return figure if _is_told(here, percent) else None
    return None


def _has_own_name(here: Paragraph, percent: Figure) -> bool:
    """``a/b, đạt p% (vốn đầu tư q%)``: named in its bracket, of something else."""
    if not percent.bracket:
        return False
    known = words("attainment") | words("rough") | words("direction") | words("achieved")
    before = list(here.before(percent, TIGHT))
    opened = before[::-1].index("(") if "(" in before else 0
    named = {token for token in before[len(before) - opened :] if token[:1].isalpha()}
    return not named <= known


def _is_told(here: Paragraph, percent: Figure) -> bool:
    """Behind a word or mark that says of something what share it is."""
    if here.before(percent, 1) == [","]:
        return True
    state = here.before(percent, TIGHT)
    known = words("states") | words("equals") | {"=", "("}
    return bool(set(state) & known) or tells(state, "states")


def _is_elsewhere(here: Paragraph, figure: Figure, percent: Figure) -> bool:
    """Within a bracket that closed before the percentage."""
    return figure.bracket not in (0, percent.bracket)


def _goes_on(here: Paragraph, one: Figure, percent: Figure) -> bool:
    """``đạt p% kế hoạch, bằng q% cùng kỳ``: of one part."""
    between = [t for t in here.folded[one.first + 2 : percent.first] if t[:1].isalpha()]
    return (
        bool(between)
        and between[-1] in words("attainment")
        and not any(f.is_level for f in here.figures[one.index + 1 : percent.index])
    )


def _is_bound(here: Paragraph, part: Figure, percent: Figure) -> bool:
    """The last words before the percentage only connect, behind a comma or bracket or none."""
    words_between = []
    for token in reversed(here.between(part, percent)):
        if token in (",", "(", ":", "-", "–"):
            break
        words_between.append(token)
    return set(words_between) <= words("attainment") | words("marks") | words("rough") | {")"} or (
        not set(here.between(part, percent)) & {",", "("}
    )


def _is_of_all(here: Paragraph, percent: Figure) -> bool:
    """A rate of growth or of interest, or one more percentage of last year's: no share."""
    if tells(here.before(percent, 4), "rate_of_growth"):
        return True
    if here.tail(percent) or here.before(percent, 1) != [fold("bằng")]:
        return False
    earlier = [f for f in here.around(percent) if f.is_share and f.index < percent.index]
    return any(tells(here.tail(f), "last_year") for f in earlier)


def _equal_behind(here: Paragraph, percent: Figure) -> Figure | None:
    """``chiếm p%, tương đương a``; ``p% (a/b)`` is a fraction."""
    if percent.index + 1 >= len(here.figures):
        return None
    behind = here.figures[percent.index + 1]
    gap = [t for t in here.folded[percent.first + 2 : behind.first] if t[:1].isalpha()]
    is_equal = (
        0 < len(gap) <= 4
        and gap[0] in words("equals")
        and set(gap) <= words("attainment") | words("rough") | words("equals")
    )
    return behind if is_equal and behind.is_level else None


def _candidates(here: Paragraph, earlier: Sequence[Paragraph], share: Share) -> Iterator[Candidate]:
    found: dict[tuple[int, int, int], Candidate] = {}
    for part, whole, signature, likeness in _pairs(here, earlier, share):
        key = part.index, whole.paragraph, whole.index
        if key in found or not whole.quantity.value or part is whole:
            continue
        known = kinship(whole, part)
        if not known:
            continue
        found[key] = _candidate(share.percent, part, whole, signature, likeness + known)
    yield from found.values()


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


Pair = tuple[Figure, Figure, str, float]


def _pairs(here: Paragraph, earlier: Sequence[Paragraph], share: Share) -> Iterator[Pair]:
    percent = share.percent
    after = here.clause_after(percent)
    of_last = tells(here.tail(percent), "last_year") or tells(here.before(percent, 4), "last_year")
    of_plan = tells(after, "planned")
    yield from _fractions(here, share, of_last)
    yield from _behind(here, share)
    part = share.part
    if part is None:
        return
    if of_last:
        yield from _previous(here, share, part)
        return
    named = _named(after)
    if tells(part.label[-4:], "planned"):
        for before in _levels_back(here, part):
            yield before, part, "share.behind" if share.is_bound else "share.behind_far", 1
            break
    for whole, where, distance in _wholes(here, earlier, part, percent):
        likeness = (
            -distance / 100 + len(named & whole.names) + (1 if whole.is_plan == of_plan else -1)
        )
        likeness += 2 * (
            whole.paragraph == here.number
            and (is_divided(here, whole) or tells(whole.label, "totals"))
        )
        yield part, whole, _signature(here, share, whole, where), likeness


def _fractions(here: Paragraph, share: Share, of_last: bool) -> Iterator[Pair]:
    """``a/b … p%``, ``a trên tổng số b … p%``, ``p% (a/b)``."""
    percent = share.percent
    inside = [
        f
        for f in here.figures[max(0, percent.index - 6) : percent.index]
        if f.sentence == percent.sentence
    ]
    inside = [f for f in inside if f.item == percent.item or f is share.part]
    if _has_own_name(here, percent):
        inside = [f for f in inside if f.bracket == percent.bracket]
    over = [(a, b) for a, b in pairwise(inside) if is_over(here, a, b)]
    for part, whole in reversed(over):
        wordy = len([t for t in here.between(whole, percent) if t[:1].isalpha()]) > TIGHT
        if tells(here.clause_after(percent), "planned") and wordy:
            continue
        if of_last:
            name = "share.fraction_far"
        elif whole is share.part:
            sure = share.is_bound or percent.bracket or tells(here.before(percent, 3), "states")
            name = "share.fraction" if sure else "share.fraction_far"
        else:
            sure = (
                len(over) == 1
                and tells(here.before(percent, 3), "says_rate")
                and not here.clause_after(percent)
            )
            name = "share.fraction_later" if sure else "share.fraction_far"
        for other in here.figures[percent.index + 1 : percent.index + FEW]:
            if other.is_level and other.sentence == percent.sentence:
                yield part, other, "share.behind_figure", 0
        if name != "share.fraction_far" or _is_told(here, percent):
            yield part, whole, name, 2
    pair = here.figures[percent.index + 1 : percent.index + 3]
    if len(pair) == 2 and is_over(here, *pair) and pair[0].sentence == percent.sentence:
        opens = here.folded[percent.first + 2 : pair[0].first]
        if opens[-1:] == ["("] and len(opens) < TIGHT:
            yield pair[0], pair[1], "share.fraction", 2


def is_over(here: Paragraph, part: Figure, whole: Figure) -> bool:
    """``a/b``, ``a trên tổng số b``."""
    gap = here.between(part, whole)
    if not gap or whole.is_percent or part.is_percent or len(gap) > TIGHT:
        return False
    if here.after(whole, 1) == ["/"]:
        return False
    if gap[0] in words("divides") and set(gap) <= words("over") or " ".join(gap) in words("among"):
        return True
    if gap[-1] == "/" and all(t[:1].isalpha() for t in gap[:-1]):
        return True
    return any(" ".join(gap[-n:]) in words("out_of") for n in (2, 3)) and all(
        t[:1].isalpha() or t in (",", "(") for t in gap
    )


def _behind(here: Paragraph, share: Share) -> Iterator[Pair]:
    """``p% kế hoạch (b)``, ``p% so với cùng kỳ (b)``, ``chiếm p% tổng số b``."""
    percent = share.percent
    if percent.index + 1 >= len(here.figures):
        return
    whole = here.figures[percent.index + 1]
    gap = list(here.folded[percent.first + 2 : whole.first])
    if whole.sentence != percent.sentence or not whole.is_level or len(gap) > BACK:
        return
    told = any(tells(gap, name) for name in ("planned", "last_year", "totals", "against"))
    if {";", ","} & set(gap) or len(gap) < 2:
        return
    if (
        "(" in gap[:-1]
        and tells(gap[gap.index("(") :], "planned")
        and len(gap) - gap.index("(") < 5
    ):
        gap = [t for t in gap if t != "("] + ["("]
    bracketed = gap[-1] == "(" and here.folded[whole.end : whole.end + 1] in ([")"], [","], [";"])
    if not bracketed and not all(t[:1].isalnum() for t in gap):
        return
    rank = 0
    for part in _levels_back(here, percent):
        known = kinship(part, whole)
        if known < 1 or part.is_plan:
            continue
        between = here.figures[part.index + 1 : percent.index]
        is_next = (
            rank == 0
            and known == 2
            and not any(f.is_level and not f.bracket and kinship(f, whole) >= 1 for f in between)
        )
        sure = told and (is_next or (part is share.part and share.is_bound))
        if not told and not bracketed:
            return
        yield part, whole, "share.behind" if sure else "share.behind_far", 2 - rank
        rank += 1


def _levels_back(here: Paragraph, percent: Figure) -> Iterator[Figure]:
    for back in range(percent.index - 1, max(-1, percent.index - 7), -1):
        figure = here.figures[back]
        if (
            figure.item == percent.item
            and figure.is_level
            and not _is_elsewhere(here, figure, percent)
        ):
            yield figure


def _previous(here: Paragraph, share: Share, part: Figure) -> Iterator[Pair]:
    """``cùng kỳ b …, bằng p% cùng kỳ``."""
    for figure in here.figures[max(0, share.percent.index - BACK) : share.percent.index]:
        if figure.is_level and figure.is_previous and figure.sentence == share.percent.sentence:
            yield part, figure, "share.earlier", 0


def _wholes(
    here: Paragraph, earlier: Sequence[Paragraph], part: Figure, percent: Figure
) -> Iterator[tuple[Figure, str, int]]:
    """Figures that may be the denominator: where they stand and how far back."""
    near = [f for f in here.figures[max(0, part.index - EARLIER) : part.index] if f.is_level]
    for distance, figure in enumerate(reversed(near)):
        yield figure, "sentence" if figure.sentence == part.sentence else "before", distance
    for steps, paragraph in enumerate(reversed(earlier), start=1):
        for distance, figure in enumerate(reversed(paragraph.figures[-EARLIER:])):
            if figure.is_level:
                yield figure, "earlier", 20 * steps + distance
    for distance, figure in enumerate(here.figures[part.index + 1 : part.index + 5]):
        if figure.is_level:
            is_between = figure.index < percent.index and figure.bracket and figure.is_plan
            yield figure, "between" if is_between else "behind", distance


def _signature(here: Paragraph, share: Share, whole: Figure, where: str) -> str:
    percent, part = share.percent, share.part
    assert part is not None
    after = here.clause_after(percent)
    of_plan = tells(after, "planned")
    is_same = kinship(whole, part) >= 1
    if where == "between":
        return "share.behind" if is_same and not here.tail(percent) else "share.behind_far"
    if where == "behind":
        return "share.behind_figure"
    if where == "earlier":
        if (
            is_same
            and not after
            and len(part.label) > 1
            and set(part.label[-4:]) <= set(whole.label)
        ):
            return "share.label"
        named = _named(after)
        sure = len(named) > 1 and named <= whole.names
        return "share.named_earlier" if sure and is_same else "share.earlier"
    if (of_plan and not whole.is_plan) or tells(part.label[-4:], "planned"):
        return "share.other"
    if of_plan and whole.is_plan and share.is_bound and is_same:
        between = here.figures[whole.index + 1 : part.index]
        rivals = [f for f in between if f.is_level and f.is_plan and kinship(f, part) >= 1]
        if where == "sentence" and not rivals and not _is_elsewhere(here, whole, percent):
            return "share.plan_before"
        return "share.before"
    if of_plan:
        return "share.before"
    named = _named(after)
    nearest = where == "sentence" and is_same and share.is_bound and not _rivals(here, whole, part)
    if nearest and not named and kinship(whole, part) == 2:
        if whole.is_plan and tells(here.before(percent, 2), "achieved"):
            return "share.plan_before"
        if (
            tells(part.label, "uses")
            or tells(part.label, "achieves")
            or tells(part.label, "solved")
        ):
            return "share.used"
    if where == "sentence" and is_among(here, whole, part):
        return "share.among"
    if named and not named <= whole.names:
        is_partly = len(named & whole.names) > 1 and kinship(whole, part) == 2
        return "share.named_partly" if is_partly else "share.other"
    if named and is_same:
        return "share.named"
    return f"share.{where}"


def _rivals(here: Paragraph, whole: Figure, part: Figure) -> bool:
    """True where another level of the kind stands between."""
    between = here.figures[whole.index + 1 : part.index]
    return any(f.is_level and not f.bracket and kinship(f, part) >= 1 for f in between)


def _named(after: Sequence[str]) -> frozenset[str]:
    """Words behind a percentage that say of what it is a share."""
    return frozenset(after) - words("filler") - words("unlabelled") - words("places")


def is_among(here: Paragraph, whole: Figure, part: Figure) -> bool:
    """``trong số W …, a …``; ``W …, trong đó a …``: nothing else like it stands between."""
    rivals = here.figures[whole.index + 1 : part.index]
    if any(
        f.is_level and kinship(f, whole) == 2 and f.bracket == 0 and is_divided(here, f)
        for f in rivals
    ):
        return False
    before = here.before(whole, 3)
    if any(" ".join(before[-n:]) in words("among") for n in (3, 2, 1)):
        return True
    return is_divided(here, whole) and here.is_divided_between(whole, part)


def is_divided(here: Paragraph, whole: Figure) -> bool:
    """A figure that the words around it divide into parts."""
    before = here.before(whole, 3)
    if any(" ".join(before[-n:]) in words("among") for n in (3, 2, 1)):
        return True
    divider = here.divider_behind(whole.last)
    if divider is None or divider - whole.last > WIDE or here.part_at(divider)[0] != whole.sentence:
        return False
    between = here.figures[whole.index + 1 : whole.index + BACK]
    return not any(
        f.is_level and not f.bracket and f.first < divider and kinship(f, whole) == 2
        for f in between
    )
