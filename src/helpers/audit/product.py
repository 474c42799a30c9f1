"""Claims of a product: area, yield and production of one crop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from helpers.audit.claim import CONTRADICTION, DOUBTFUL, Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.vocabulary import words
from helpers.indicators.formulas import TEN

NEAR = 5
AREA, YIELD, MASS = "area", "yield", "mass"


def find_products(line: Line) -> Iterator[Claim]:
    """``diện tích a ha, năng suất y tạ/ha, sản lượng p tấn``: p = a × y ÷ 10.

    Certain only with one area, one yield and one production in the sentence; the area of what
    was harvested may be another one than that of what was planted.
    """
    for sentence in _sentences(line):
        areas, yields, masses = (_of(line, sentence, d) for d in (AREA, YIELD, MASS))
        if len(yields) != 1 or len(masses) != 1 or not areas:
            continue
        told = yields[0]
        if not _named(line, told, "yield") or not _named(line, masses[0], "production"):
            continue
        claim = judged("product", masses[0], [areas[-1], told], _production)
        if claim is None:
            continue
        is_sure = len(areas) == 1
        if claim.classification == CONTRADICTION and not is_sure:
            claim = replace(claim, classification=DOUBTFUL, hint="")
        yield claim


def _sentences(line: Line) -> Iterator[list[Quantity]]:
    """Figures sentence by sentence; a semicolon ends one too."""
    current: list[Quantity] = []
    for before, figure in pairwise([None, *line.quantities]):
        if before is not None and {".", ";"} & set(line.folded[before.last + 1 : figure.first]):
            yield current
            current = []
        current.append(figure)
    yield current


def _of(line: Line, figures: list[Quantity], dimension: str) -> list[Quantity]:
    """Values of a dimension; not the plan behind a slash, not a change."""
    return [
        q
        for before, q in pairwise([None, *figures])
        if q.measure is not None
        and q.measure.dimension == dimension
        and not q.sign
        and not (before and line.gap(before, q)[:1] == ["/"])
        and not set(line.before(q, 2)) & (words("rise") | words("fall"))
        and "(" not in line.before(q, 1)
    ]


def _named(line: Line, figure: Quantity, name: str) -> bool:
    before = line.before(figure, NEAR)
    return bool({" ".join(pair) for pair in pairwise(before)} & words(name))


def _production(values):
    """In tấn: ha × tạ/ha ÷ 10 (the units that the sentence must have)."""
    return values[0] * values[1] / TEN
