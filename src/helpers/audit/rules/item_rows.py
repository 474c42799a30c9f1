"""Sums over items and passages: figures that stand at one place in each item, as in a table.

``5 vụ, 9 người``; ``Trong đó, tại A 2 vụ, 4 người``; ``Tại B 3 vụ, 5 người``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers.audit.rules.figures import Figure
from helpers.audit.rules.paragraphs import Paragraph
from helpers.audit.vocabulary import tells

FEWEST, PASSAGES, REACH, LEAD = 2, 5, 14, 4
"""Parts of a sum; passages before; items looked at; first words of a sentence."""
Place = tuple[str, int]
"""What a figure counts, and which of that kind it is in its item."""
Sum = tuple[Figure, Sequence[Figure], bool, bool]
"""A total, its parts, whether they are all, and whether words open them."""


@dataclass(frozen=True)
class _Row:
    """The plain levels of an item; ``is_opened``: its sentence begins with "trong đó"."""

    number: int
    figures: dict[Place, Figure]
    is_opened: bool


def rows_that_add(
    here: Paragraph, before: Sequence[Paragraph], after: Paragraph | None
) -> Iterator[Sum]:
    """Items that end in a paragraph and add up at one place at least to an item before them.

    Their other places come too, right or wrong; not whole where the passage after goes on, nor the
    denominators of fractions: a part with nothing is left out.
    """
    near = [p for p in before if 0 < here.number - p.number <= PASSAGES]
    rows = [row for p in (*near, here) for row in _rows(p)][-REACH:]
    own = next((n for n, row in enumerate(rows) if row.number == here.number), len(rows))
    more = next(_rows(after), None) if after is not None and own < len(rows) else None
    for first in range(len(rows) - FEWEST):
        parts: dict[Place, list[Figure]] = {place: [] for place in rows[first].figures}
        for last in range(first + 1, len(rows)):
            here_too = [place for place in parts if place in rows[last].figures]
            if 2 * len(here_too) <= len(parts):  # of another thing than the total's item
                continue
            for place in here_too:
                parts[place].append(rows[last].figures[place])
            found = [(p, rows[first].figures[p]) for p in here_too if len(parts[p]) >= FEWEST]
            if last < own or not any(_adds_up(total, parts[p]) for p, total in found):
                continue
            goes_on = more.figures if more is not None and last + 1 == len(rows) else {}
            for place, total in found:
                is_whole = place not in goes_on and not total.is_over
                yield total, tuple(parts[place]), is_whole, rows[first + 1].is_opened


def _rows(paragraph: Paragraph) -> Iterator[_Row]:
    plain = (f for f in paragraph if f.is_level and not f.bracket and not f.is_previous)
    for _, group in groupby(plain, key=lambda f: f.item):
        figures: dict[Place, Figure] = {}
        seen: Counter[str] = Counter()
        for figure in group:
            kind = _kind(figure)
            figures[kind, seen[kind]] = figure
            seen[kind] += 1
        start = paragraph.starts(next(iter(figures.values())).sentence)
        opening = paragraph.folded[start : start + LEAD]
        yield _Row(paragraph.number, figures, tells(opening, "partial"))


def _kind(figure: Figure) -> str:
    measure = figure.quantity.measure
    if measure is not None and not measure.is_count:
        return measure.dimension
    return figure.noun[0] if figure.noun else ""


def _adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    made = sum(float(f.in_unit_of(total).quantity.value) for f in parts)
    room = total.quantity.half + sum(f.quantity.half for f in parts)
    return abs(made - float(total.quantity.value)) <= room
