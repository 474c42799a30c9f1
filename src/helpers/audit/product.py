"""Claims of a product: area, yield and production of one crop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import DOUBTFUL, Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells, words
from helpers.indicators.formulas import TEN

NEAR, WIDE = 5, 16
AREA, YIELD, MASS = "area", "yield", "mass"


def find_products(line: Line) -> Iterator[Claim]:
    """``diện tích a ha, năng suất y tạ/ha, sản lượng p tấn``: p = a × y ÷ 10, in any units.

    One crop runs to its production, over semicolons and into a sentence that goes on with its yield
    or production. Certain only with one area; the area of what was harvested may be another one
    than that of what was planted, and "sản lượng thóc" may be of another crop than was named.
    """
    for crop in _crops(line):
        areas, yields = (_of(line, crop, d) for d in (AREA, YIELD))
        made = _of(line, crop, MASS)[-1]
        if len(yields) != 1 or not areas or not _named(line, yields[0], "yield"):
            continue
        if not _named(line, made, "production"):
            continue
        claims = [
            judged("product", made, [area, yields[0]], _production(made, area, yields[0]))
            for area in areas
        ]
        right = next((c for c in claims if c is not None and not c.is_contradiction), None)
        if right is not None:
            yield right
        elif claims[-1] is not None and not any(area.is_rough for area in areas):
            is_sure = len(areas) == 1 and _is_of_crop(line, areas[0], made)
            yield claims[-1] if is_sure else replace(claims[-1], classification=DOUBTFUL, hint="")


def _crops(line: Line) -> Iterator[list[Quantity]]:
    """Figures up to each told production; a new sentence begins anew."""
    current: list[Quantity] = []
    for before, figure in pairwise([None, *line.quantities]):
        if before is not None and _begins(line, before, figure):
            current = []
        current = [*current[-WIDE:], figure]
        is_mass = figure.measure is not None and figure.measure.dimension == MASS
        if is_mass and _of(line, current, MASS):
            yield current
            current = []


def _begins(line: Line, before: Quantity, figure: Quantity) -> bool:
    """True where another sentence begins that does not go on with yield or production."""
    between = line.folded[before.last + 1 : figure.first]
    if "." not in between:
        return False
    start = between[len(between) - between[::-1].index(".") :]
    return " ".join(start[:2]) not in words("yield") | words("production")


def _of(line: Line, figures: list[Quantity], dimension: str) -> list[Quantity]:
    """Values of a dimension outside brackets; of a/b the first; not a change."""
    found: list[Quantity] = []
    depth = 0
    for before, figure in pairwise([None, *figures]):
        between = line.folded[before.last + 1 : figure.first] if before else line.before(figure, 1)
        depth = max(0, depth + between.count("(") - between.count(")"))
        if depth or figure.measure is None or figure.measure.dimension != dimension or figure.sign:
            continue
        if before is not None and between[:1] == ["/"]:
            if before.measure is None:
                found.append(before.in_unit_of(figure))
            continue
        if not direction_of(line, figure) and not tells(line.before(figure, 2), "more_or_less"):
            found.append(figure)
    return found


def _named(line: Line, figure: Quantity, name: str) -> bool:
    before = line.before(figure, NEAR)
    return bool({" ".join(pair) for pair in pairwise(before)} & words(name))


def _is_of_crop(line: Line, area: Quantity, made: Quantity) -> bool:
    """True where the production names nothing that was not named before the yield's figure."""
    before, start = line.folded, made.first - 1
    while " ".join(before[start : start + 2]) not in words("production"):
        start -= 1
    named = {t for t in before[start + 2 : made.first] if t[:1].isalpha()}
    known = set(line.folded[max(0, area.first - 2 * NEAR) : start])
    return named <= known | words("achieved") | words("unlabelled") | words("harvested")


def _production(made: Quantity, area: Quantity, told: Quantity):
    """Of the units that stand there: ha × tạ/ha ÷ 10 is tấn."""
    scale = area.measure.factor * told.measure.factor / made.measure.factor / TEN

    def product(values) -> Decimal:
        return values[0] * values[1] * scale

    return product
