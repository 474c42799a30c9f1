"""How a share is told: a percentage and the figure that it is told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.vocabulary import tells, words
from helpers.core.text import fold

REACH, TIGHT, BACK = 18, 9, 12
"""Tokens from a part to its share; with only connecting words; figures looked back at."""


@dataclass(frozen=True)
class Share:
    """A percentage with its part; ``is_bound``: only connecting words stand between them."""

    percent: Figure
    part: Figure | None
    is_bound: bool


def share_of(here: Paragraph, percent: Figure) -> Share:
    """The percentage with the figure that it is told of, if there is one."""
    part = _part_of(here, percent)
    behind = _equal_behind(here, percent)
    if behind is not None:
        return Share(percent, behind, True)
    return Share(percent, part, part is not None and _is_bound(here, part, percent))


def _part_of(here: Paragraph, percent: Figure) -> Figure | None:
    """The nearest level before a percentage in its sentence, if a word leads to it."""
    if has_own_name(here, percent):
        return next((f for f in levels_back(here, percent) if f.bracket == percent.bracket), None)
    for back in range(percent.index - 1, max(-1, percent.index - 1 - BACK), -1):
        figure = here.figures[back]
        if figure.sentence != percent.sentence:
            return None
        if is_elsewhere(here, figure, percent):
            continue
        if not figure.is_level:
            if figure.is_share and not _goes_on(here, figure, percent):
                return None
            continue
        gap = here.between(figure, percent)
        if ";" in gap or len(gap) > REACH:
            return None
        return figure if is_stated_share(here, percent) else None
    return None


def has_own_name(here: Paragraph, percent: Figure) -> bool:
    """``a/b, đạt p% (vốn đầu tư q%)``: named in its bracket, of something else."""
    if not percent.bracket:
        return False
    known = words("attainment") | words("rough") | words("direction") | words("achieved")
    before = list(here.before(percent, TIGHT))
    opened = before[::-1].index("(") if "(" in before else 0
    named = {token for token in before[len(before) - opened :] if token[:1].isalpha()}
    dated = any(len(token) == 4 and token.isdigit() for token in before[len(before) - opened :])
    return dated or not named <= known


def is_stated_share(here: Paragraph, percent: Figure) -> bool:
    """Behind a word or mark that says of something what share it is."""
    if here.before(percent, 1) == [","]:
        return True
    state = here.before(percent, TIGHT)
    known = words("states") | words("equals") | {"=", "("}
    return bool(set(state) & known) or tells(state, "states")


def is_elsewhere(here: Paragraph, figure: Figure, percent: Figure) -> bool:
    """Within a bracket that closed before the percentage."""
    return figure.bracket not in (0, percent.bracket)


def levels_back(here: Paragraph, percent: Figure) -> Iterator[Figure]:
    """The levels of its item before a percentage, the nearest first."""
    for back in range(percent.index - 1, max(-1, percent.index - 7), -1):
        figure = here.figures[back]
        if (
            figure.item == percent.item
            and figure.is_level
            and not is_elsewhere(here, figure, percent)
        ):
            yield figure


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


def is_of_all(here: Paragraph, percent: Figure) -> bool:
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
