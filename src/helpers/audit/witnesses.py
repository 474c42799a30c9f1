"""Shares of one whole told one after another: those that fit show what the others are of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from helpers.audit.brackets import could_make
from helpers.audit.claim import Claim
from helpers.audit.quantities import Line, Quantity
from helpers.audit.tokens import digits_in
from helpers.audit.vocabulary import tells
from helpers.audit.wholes import is_changed, is_of_last_year, others, outside_brackets

FEWEST, ENOUGH, ODDS, NEAR, SURE_DIGITS = 2, 3, 2, 8, 4
SLIPS = ("slip_digit", "slip_swapped")

Judge = Callable[[Quantity, Quantity, Quantity], Claim | None]


def find_witnessed(
    line: Line, shares: Sequence[tuple[int, int]], known: set[int], judge: Judge
) -> Iterator[Claim]:
    """``2.964 học sinh, xếp loại tốt a (p%), khá b (q%), đạt c (r%)``: each of the 2.964.

    ``shares``: places of a part and its percentage. The whole is the nearest figure before them of
    which most are shares. Claims of those whose percentage is not in ``known``.
    """
    for group in _groups(line, shares):
        first = line.quantities[group[0][0]]
        for whole in outside_brackets(line, line.quantities, group[0][0]):
            if not whole.may_hold(first) or whole.is_rough:
                continue
            claims = {percent: judge(line.quantities[percent], line.quantities[part], whole)
                      for part, percent in group}  # fmt: skip
            if len(claims) == 1 and _is_bare(line, line.quantities[group[0][1]]):
                yield from (_alone(c) for place, c in claims.items()
                            if place not in known and c is not None and _fits(c))  # fmt: skip
                break
            wrong = sum(claim is None or claim.is_contradiction for claim in claims.values())
            right = len(claims) - wrong
            if right >= FEWEST and right >= ODDS * wrong:
                yield from (
                    claim
                    for place, claim in claims.items()
                    if claim is not None
                    and place not in known
                    and (
                        not claim.is_contradiction
                        or _is_sure(line, group, place, whole, right, judge)
                    )
                )
                break
        else:
            yield from _of_their_sum(line, group, known, judge)


def _of_their_sum(
    line: Line, group: Sequence[tuple[int, int]], known: set[int], judge: Judge
) -> Iterator[Claim]:
    """``giỏi a (p%), khá b (q%), …``: parts of what they make together, where that fits most."""
    parts = [line.quantities[part] for part, _ in group]
    if len(group) <= ENOUGH or len({part.measure for part in parts}) > 1:
        return
    total = sum((part.token.number for part in parts), Decimal(0))
    whole = replace(parts[0], token=parts[0].token._replace(value=total))
    claims = {p: judge(line.quantities[p], line.quantities[part], whole) for part, p in group}
    wrong = [p for p, claim in claims.items() if claim is None or claim.is_contradiction]
    if len(claims) - len(wrong) < ENOUGH or len(wrong) != 1 or wrong[0] in known:
        return
    claim = claims[wrong[0]]
    if claim is not None:
        part = next(part for part, percent in group if percent == wrong[0])
        figures = (line.quantities[part], line.quantities[wrong[0]])
        spans = tuple((figure.start, figure.end) for figure in figures)
        yield replace(claim, start=figures[0].start, end=figures[1].end, spans=spans)
        known.add(wrong[0])


def _is_sure(
    line: Line,
    group: Sequence[tuple[int, int]],
    place: int,
    whole: Quantity,
    right: int,
    judge: Judge,
) -> bool:
    """True where enough others fit and no other figure nearby explains the share."""
    figures = line.quantities
    part = next(at for at, percent in group if percent == place)
    explained = (judge(figures[place], figures[part], q) for q in others(figures, part))
    if right < ENOUGH or not could_make(figures[place], figures[part], whole):
        return False
    return not any(c and not c.is_contradiction for c in explained)


def _is_bare(line: Line, percent: Quantity) -> bool:
    """``(đạt p%)``: a share of nothing that is named."""
    opened = line.folded[max(0, percent.first - 4) : percent.first]
    return "(" in opened and line.folded[percent.first + 2 : percent.first + 3] == [")"]


def _fits(claim: Claim) -> bool:
    """True for a share of the figure before, or for what is one slip off it and no chance."""
    digits = digits_in(claim.stated)
    return not claim.is_contradiction or (claim.hint in SLIPS and digits >= SURE_DIGITS)


def _alone(claim: Claim) -> Claim:
    """Nothing but the likeness of a share without a witness says what it is of."""
    return replace(claim, by_likeness=claim.is_contradiction)


def _groups(line: Line, shares: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Shares of one kind in one sentence."""
    current: list[tuple[int, int]] = []
    for part, percent in shares:
        if current and not _goes_on(line, current[-1], part):
            yield current
            current = []
        current.append((part, percent))
    if current:
        yield current


def _goes_on(line: Line, last: tuple[int, int], part: int) -> bool:
    figures = line.quantities
    between = line.folded[figures[last[1]].last + 1 : figures[part].first]
    return "." not in between and figures[last[0]].comparable(figures[part])


def is_share(line: Line, part: Quantity, percent: Quantity) -> bool:
    """Told of a part, and neither of a plan nor of last year."""
    behind = line.folded[percent.first + 1 : percent.first + 1 + NEAR]
    stop = next((n for n, t in enumerate(behind) if t in (",", ")", ";", ".")), len(behind))
    is_of_plan = tells(behind[:stop], "plan") or "kh" in behind[:stop]
    return not is_of_plan and not is_of_last_year(line, percent) and not is_changed(line, part)
