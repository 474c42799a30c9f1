"""Claims of a product: area, yield and production of one crop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from helpers.audit.claim import DOUBTFUL, Claim, judged
from helpers.audit.quantities import Line, Quantity, with_previous
from helpers.audit.ranges import direction_of
from helpers.audit.vocabulary import tells, words
from helpers.indicators.formulas import TEN

NEAR, WIDE = 5, 16
AREA, YIELD, MASS = "area", "yield", "mass"
ENDS = {".", ";"}


@dataclass
class Crop:
    """Figures up to a production; ``is_one``: what stands behind the area goes on with the crop.

    ``is_apart``: a semicolon or full stop stands between them.
    """

    figures: list[Quantity] = field(default_factory=list)
    is_one: bool = True
    is_apart: bool = False


def find_products(line: Line) -> Iterator[Claim]:
    """``diện tích a ha, năng suất y tạ/ha, sản lượng p tấn``: p = a × y ÷ 10, in any units.

    Certain only with one area: that of what was harvested may be another one than that of what was
    planted. Over semicolons and full stops a crop goes on with its yield and its production, and a
    figure that does not fit is told only if it is one slip off, nothing else stands between, and
    the text does not say that its totals lack some units.
    """
    is_whole = not (tells(line.folded, "preliminary") or tells(line.folded, "others_only"))
    for crop in _crops(line):
        areas, yields = (_of(line, crop.figures, d) for d in (AREA, YIELD))
        made = _of(line, crop.figures, MASS)[-1]
        if len(yields) != 1 or not areas or not _named(line, yields[0], "yield"):
            continue
        if not _named(line, made, "production"):
            continue
        claims = [
            judged("product", made, [area, yields[0]], _production(made, area, yields[0]))
            for area in areas
        ]
        right = next((c for c in claims if c is not None and not c.is_contradiction), None)
        last = claims[-1]
        if right is not None:
            yield right
        elif last is not None and not any(area.is_rough for area in areas):
            is_sure = len(areas) == 1 and _is_of_crop(line, areas[0], made)
            if crop.is_apart:
                # totals of many units may lack some: only what looks like a slip is told
                if is_sure and crop.is_one and is_whole and last.hint:
                    yield replace(last, by_likeness=True)
                continue
            yield last if is_sure else replace(last, verdict=DOUBTFUL, hint="")


def _crops(line: Line) -> Iterator[Crop]:
    """Figures up to each told production; a new sentence that names something begins anew."""
    current = Crop()
    for before, figure in with_previous(line.quantities):
        between = line.folded[before.last + 1 : figure.first] if before is not None else []
        begun = [" ".join(between[n + 1 : n + 3]) for n, t in enumerate(between) if t in ENDS]
        goes_on = all(start in words("yield") | words("production") for start in begun)
        if begun and not goes_on:
            has_area = bool(_of(line, current.figures, AREA))
            goes_in = any(tells(between[n + 1 : n + 3], "partial") for n, t in enumerate(between)
                          if t in ENDS)  # fmt: skip
            is_new = ("." in between and not goes_in) or not has_area
            current = Crop() if is_new else replace(current, is_one=False)
        current.is_apart = current.is_apart or bool(begun)
        current.is_one = current.is_one and len(current.figures) < WIDE
        current.figures = [*current.figures[-WIDE:], figure]
        is_mass = figure.measure is not None and figure.measure.dimension == MASS
        if is_mass and _of(line, current.figures, MASS):
            yield current
            current = Crop()


def _of(line: Line, figures: Sequence[Quantity], dimension: str) -> list[Quantity]:
    """Values of a dimension outside brackets; of a/b the first; not a change, not a plan."""
    found: list[Quantity] = []
    depth = 0
    for before, figure in with_previous(figures):
        between = line.folded[before.last + 1 : figure.first] if before else line.before(figure, 1)
        depth = max(0, depth + between.count("(") - between.count(")"))
        if depth or figure.measure is None or figure.measure.dimension != dimension or figure.sign:
            continue
        is_divided = between[:1] == ["/"] or bool(set(between[:1]) & words("fraction"))
        if before is not None and is_divided:
            if before.measure is None:
                found.append(before.in_unit_of(figure))
            continue
        is_other = tells(line.before(figure, 2), "more_or_less")
        if not direction_of(line, figure) and not is_other:
            found.append(figure)
    return found


def _named(line: Line, figure: Quantity, name: str) -> bool:
    before = line.before(figure, NEAR)
    return bool({*before, *(" ".join(pair) for pair in pairwise(before))} & words(name))


def _is_of_crop(line: Line, area: Quantity, made: Quantity) -> bool:
    """True where the production names nothing that was not named before it."""
    start, length = made.first - 1, max(len(word.split()) for word in words("production"))
    while start > 0 and " ".join(line.folded[start : start + length]) not in words("production"):
        start -= 1
    named = {t for t in line.folded[start + length : made.first] if t[:1].isalpha()}
    known = set(line.folded[max(0, area.first - 2 * NEAR) : start])
    return named <= known | words("achieved") | words("unlabelled") | words("harvested")


def _production(
    made: Quantity, area: Quantity, told: Quantity
) -> Callable[[Sequence[Decimal]], Decimal]:
    """Of the units that stand there: ha × tạ/ha ÷ 10 is tấn."""
    measured = area.known_measure.factor * told.known_measure.factor
    scale = measured / made.known_measure.factor / TEN

    def product(values: Sequence[Decimal]) -> Decimal:
        return values[0] * values[1] * scale

    return product
