"""Which figure a told change is of: the nearest one before it that can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import label_before

LONGEST_NAME, LOOK_BACK = 4, 6
BREAKS = {".", ";"}


def value_of(line: Line, place: int, like: Quantity, *, skips: bool = False) -> Quantity | None:
    """The nearest figure before of the same measure, in the same sentence; of a/b it is a.

    ``skips``: past figures of other measures, where a base shows what the change is of.
    """
    figures = line.quantities
    depth = 0
    for back in range(place - 1, max(-1, place - 1 - LOOK_BACK), -1):
        found = figures[back]
        between = _between(line, found, figures[back + 1])
        if BREAKS & set(between) and not depth and not _goes_on(line, between, figures[back + 1]):
            return None
        if tells(between, "others_only"):
            return None
        depth = max(0, depth + between.count(")") - between.count("("))
        if depth:
            continue
        if found.sign or not found.is_amount:
            continue
        is_aside = tells(line.before(found, 3), "plan") or found.is_rough
        if is_aside and found.measure is not None and found.fits(like):
            continue
        if back and line.gap(figures[back - 1], found) == ["/"]:
            continue
        if line.gap(found, figures[back + 1]) == ["/"]:
            found = found.in_unit_of(figures[back + 1])
        if found.measure is None or like.measure is None:
            return None
        if found.measure != like.measure:
            if skips or (found.measure.is_count and like.measure.is_count and not depth):
                continue
            return None
        if direction_of(line, found):
            return None
        if not _counts_other(line, found, like):
            return found
    return None


def _counts_other(line: Line, found: Quantity, change: Quantity) -> bool:
    """``156 lượt tuần tra với 780 lượt cán bộ, tăng 12 lượt tuần tra``: the 780 are of others.

    True where the first word behind the change is not among those behind the figure; or, where
    none stands there, before it.
    """
    named, behind = _noun(line, change), _noun(line, found)
    if not named:
        return False
    return named not in (line.after(found, LONGEST_NAME) if behind else label_before(line, found))


def _noun(line: Line, figure: Quantity) -> str:
    """The word right behind a figure and its unit, if it says what is counted."""
    behind = line.after(figure, 1)
    is_noun = bool(behind) and behind[0][:1].isalpha() and behind[0] not in words("no_name")
    return behind[0] if is_noun else ""


def _goes_on(line: Line, between: Sequence[str], figure: Quantity) -> bool:
    """``cuối năm 1.310 hộ; giảm 210 hộ``: the mark parts no subjects."""
    behind = between[-2:] if figure.sign else between[-1:]
    return len(between) == 2 and between[0] == ";" and bool(direction_of(line, figure) and behind)


def _between(line: Line, one: Quantity, other: Quantity) -> Sequence[str]:
    return line.folded[one.last + 1 : other.first]
