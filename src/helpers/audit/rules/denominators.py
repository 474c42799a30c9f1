"""What a share may be a share of: figures beside it, before it, behind it, in passages before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from helpers.audit.rules.figures import Figure, kinship
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.stated_shares import (
    BACK,
    TIGHT,
    Share,
    has_own_name,
    is_elsewhere,
    is_stated_share,
    levels_back,
)
from helpers.audit.vocabulary import tells, words

EARLIER, WIDE, FEW = 14, 30, 4
"""Figures looked back at for a denominator; tokens to words that divide it; figures behind."""
Pair = tuple[Figure, Figure, str, float]
"""A part, its denominator, the signature of the pairing and its likeness."""


def pairs_for(here: Paragraph, earlier: Sequence[Paragraph], share: Share) -> Iterator[Pair]:
    """Parts and denominators that a share may be of, with the sign of each and its likeness."""
    percent = share.percent
    after = here.clause_after(percent)
    of_last = tells(here.tail(percent), "last_year") or tells(here.head(percent, 6), "last_year")
    of_plan = tells(after, "planned")
    yield from _fractions(here, share, of_last)
    yield from _behind(here, share)
    yield from _of_unit(here, share, after)
    part = share.part
    if part is None:
        return
    if of_last:
        return
    named = named_denominator(after)
    if tells(part.label[-4:], "planned"):
        for before in levels_back(here, part):
            yield before, part, "share.behind" if share.is_bound else "share.behind_far", 1
            break
    twins = [f for f in here.figures[part.index - 1 : part.index] if f.is_level]
    twins = [f for f in twins if kinship(f, part) < 1 and list(here.between(f, part)) == ["/"]]
    for one in (part, *twins):
        own = replace(share, part=one)
        for whole, where, distance in _wholes(here, earlier, one, percent):
            likeness = (
                -distance / 100 + len(named & whole.names) + (1 if whole.is_plan == of_plan else -1)
            )
            likeness += 2 * (
                whole.paragraph == here.number
                and (is_divided(here, whole) or tells(whole.label, "totals"))
            )
            yield one, whole, _signature(here, own, whole, where), likeness


def _fractions(here: Paragraph, share: Share, of_last: bool) -> Iterator[Pair]:
    """``a/b … p%``, ``a trên tổng số b … p%``, ``p% (a/b)``."""
    percent = share.percent
    inside = [
        f
        for f in here.figures[max(0, percent.index - 6) : percent.index]
        if f.sentence == percent.sentence
    ]
    inside = [f for f in inside if f.item == percent.item or f is share.part]
    if has_own_name(here, percent):
        inside = [f for f in inside if f.bracket == percent.bracket]
    over = [(a, b) for a, b in pairwise(inside) if is_over(here, a, b)]
    for part, whole in reversed(over):
        wordy = len([t for t in here.between(whole, percent) if t[:1].isalpha()]) > TIGHT
        if tells(here.clause_after(percent), "planned") and wordy:
            continue
        between = here.figures[whole.index + 1 : percent.index]
        if of_last or (whole is not share.part and any(f.is_share for f in between)):
            name = "share.earlier"
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
        if kinship(part, whole) < 1 and list(here.between(part, whole)) == ["/"]:
            name = "share.fraction_far"  # 4.975 vụ/6.755 bị can: perhaps no fraction
        if name != "share.fraction_far" or is_stated_share(here, percent):
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
    gap = gap[1:] if gap[:1] == [")"] and tells(gap, "among") else gap
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
    for part in levels_back(here, percent):
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


def _of_unit(here: Paragraph, share: Share, after: Sequence[str]) -> Iterator[Pair]:
    """``W vụ, V bị cáo; đã giải quyết a vụ, b bị cáo, đạt p% về số vụ và q% về số bị cáo``."""
    if not after or after[0] not in words("about"):
        return
    named = set(after) - words("about") - words("filler")
    same = [f for f in reversed(here.to_token(share.percent.first, EARLIER)) if f.is_level]
    same = [f for f in same if named & set(f.noun)]
    for distance, whole in enumerate(same[1:]):
        if whole.sentence == share.percent.sentence:
            yield same[0], whole, "share.of_unit", -distance


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
        named = named_denominator(after)
        sure = len(named) > 1 and named <= whole.names
        return "share.named_earlier" if sure and is_same else "share.earlier"
    if (of_plan and not whole.is_plan) or tells(part.label[-4:], "planned"):
        return "share.other"
    if of_plan and whole.is_plan and share.is_bound and is_same:
        between = here.figures[whole.index + 1 : part.index]
        rivals = [f for f in between if f.is_level and f.is_plan and kinship(f, part) >= 1]
        if where == "sentence" and not rivals and not is_elsewhere(here, whole, percent):
            return "share.plan_before"
        return "share.before"
    if of_plan:
        return "share.before"
    named = named_denominator(after)
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


def named_denominator(after: Sequence[str]) -> frozenset[str]:
    """Words behind a percentage that say of what it is a share."""
    return frozenset(after) - words("filler") - words("unlabelled") - words("places")


def is_among(here: Paragraph, whole: Figure, part: Figure) -> bool:
    """``trong số W …, a …``; ``W …, trong đó a …``: nothing else like it stands between."""
    rivals = here.figures[whole.index + 1 : part.index]
    if whole.is_over or any(
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
