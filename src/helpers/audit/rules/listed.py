"""Percentages in the order of what they belong to: ``11/14 và 43/63, lần lượt p% và q%``."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.rules.solver import Candidate, Solved, verdict_of
from helpers.audit.vocabulary import starts_of, tells, words

FEWEST, LOOK_BACK = 2, 6


def find_listed(here: Paragraph) -> Iterator[Solved]:
    """Lists of at least two percentages behind "lần lượt", each of the fraction of its place.

    Right: ``11/14 xã và 43/63 thôn, lần lượt đạt 78,6% và 68,3%``. Wrong: the same with 76,8%.
    """
    for percents in _lists(here):
        for percent, part, whole in zip(percents, *_fractions(here, percents), strict=False):
            alike = part.in_unit_of(whole)
            solved = verdict_of(
                Candidate(
                    "attainment", "share.listed", percent, (alike, whole),
                    lambda v: v[0] * 100 / v[1] if v[1] else None, "%",
                )
            )  # fmt: skip
            if solved is not None:
                yield solved


def listed_percents(here: Paragraph) -> set[int]:
    """Indexes of percentages that belong to lists, not to the figure right before them."""
    return {figure.index for percents in _lists(here) for figure in percents}


def _lists(here: Paragraph) -> Iterator[list[Figure]]:
    """Percentages that follow each other by commas and "và" behind "lần lượt"."""
    if not starts_of("respectively") & set(here.folded):
        return
    found: list[Figure] = []
    for figure in (*here.figures, None):
        if figure is not None and found and _follows(here, found[-1], figure):
            found.append(figure)
            continue
        if len(found) >= FEWEST and tells(here.before(found[0], LOOK_BACK), "respectively"):
            yield found
        found = [figure] if figure is not None and figure.is_percent else []


def _follows(here: Paragraph, one: Figure, other: Figure) -> bool:
    gap = here.between(one, other)
    return one.is_percent == other.is_percent and bool(gap) and set(gap) <= words("lists")


def _fractions(here: Paragraph, percents: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Parts and denominators before a list: fractions, or a list of parts behind one of totals."""
    count, first = len(percents), percents[0].index
    before = list(here.figures[max(0, first - 2 * count) : first])
    if len(before) < 2 * count or not all(f.quantity.is_amount for f in before):
        return [], []
    parts, wholes = before[::2], before[1::2]
    if all(here.between(a, b)[-1:] == ["/"] for a, b in zip(parts, wholes, strict=True)):
        return parts, wholes
    wholes, parts = before[:count], before[count:]
    is_listed = all(_follows(here, a, b) for a, b in pairwise(parts))
    is_stated = is_listed and tells(here.before(parts[0], LOOK_BACK), "respectively")
    pairs = list(zip(wholes, parts, strict=True))
    if is_stated and all(w.quantity.fits(p.quantity) and w.quantity.value for w, p in pairs):
        return parts, wholes
    return [], []
