"""Shares of a whole that an earlier passage told: ``bằng p% doanh số cho vay``."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.attainment import part_of
from helpers.audit.claim import Claim, judged
from helpers.audit.named_wholes import bare, name_behind
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import tells, words
from helpers.audit.wholes import is_changed
from helpers.indicators.formulas import scaled_quotient

MOST_TOLD, LONGEST = 40, 12


@dataclass(frozen=True)
class _Told:
    name: frozenset[str]
    figure: Quantity


class CarriedWholes:
    """The figures that began the last sentences, by the words that led to them."""

    def __init__(self) -> None:
        self._told: deque[_Told] = deque(maxlen=MOST_TOLD)

    def find(self, line: Line, known: Sequence[Claim]) -> Iterator[Claim]:
        """Claims of the next passage about shares of which ``known`` claims nothing.

        The whole must be the last figure told under exactly the words that name it.
        """
        spans = {span for claim in known for span in claim.spans}
        figures = line.quantities
        for place, percent in enumerate(figures):
            if not percent.is_percent or (percent.start, percent.end) in spans:
                continue
            at, name = part_of(line, figures, place), name_behind(line, percent)
            if at is None or not name or is_changed(line, percent):
                continue
            whole = self._named(name, figures[at])
            claim = _claim(percent, figures[at], whole) if whole is not None else None
            if claim is not None:
                yield claim
        self._told += _beginnings(line)

    def _named(self, name: set[str], part: Quantity) -> Quantity | None:
        return next((told.figure for told in reversed(self._told)
                     if told.name == name and told.figure.fits(part)), None)  # fmt: skip


def _beginnings(line: Line) -> Iterator[_Told]:
    """The first figure of each sentence with the words before it."""
    for place, figure in enumerate(line.quantities):
        last = line.quantities[place - 1].last if place else -1
        between = line.folded[last + 1 : figure.first]
        if place and not {".", ";"} & set(between):
            continue
        ends = [n for n, token in enumerate(between) if token in (".", ";")]
        lead = between[ends[-1] + 1 :] if ends else between
        if len(lead) > LONGEST or tells(lead, "last_year") or figure.is_rough:
            continue
        name = {t for t in lead if t[:1].isalpha()} - words("now") - words("dated")
        if figure.is_amount and figure.measure is not None and not is_changed(line, figure):
            yield _Told(frozenset(bare(name)), figure)


def _claim(percent: Quantity, part: Quantity, whole: Quantity) -> Claim | None:
    """Placed in this passage only: the whole stands in another."""
    claim = judged("attainment", percent, [part, whole.in_unit_of(part)],
                   lambda v: scaled_quotient(v[0], v[1]), unit="%")  # fmt: skip
    return claim and replace(
        claim,
        start=part.start,
        end=percent.end,
        spans=((part.start, part.end), (percent.start, percent.end)),
        by_likeness=claim.is_contradiction,
    )
