"""Claims of a density: people and area of one sentence, ``mật độ d người/km²``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from helpers.audit.claim import Claim, judged
from helpers.audit.quantities import Line, Quantity
from helpers.audit.units import unit_at
from helpers.audit.vocabulary import tells
from helpers.audit.wholes import is_changed, label_before
from helpers.core.conversion import Measure
from helpers.indicators.formulas import Value, scaled_quotient

BACK = 8


def find_densities(line: Line) -> Iterator[Claim]:
    """Of the only count and the only area that the sentence tells before it."""
    for place, told in enumerate(line.quantities):
        area = _area_behind(line, told)
        if area is None or not tells(label_before(line, told), "density") or told.is_rough:
            continue
        before = _sentence_before(line, place)
        counts = [q for q in before if q.measure == told.measure and not is_changed(line, q)]
        areas = [q for q in before if q.measure and q.measure.dimension == area.dimension]
        if len(counts) != 1 or len(areas) != 1 or counts[0].is_rough or areas[0].is_rough:
            continue
        scale = area.factor / areas[0].known_measure.factor
        claim = judged("rate", told, [counts[0], areas[0]], _quotient(scale))
        if claim is not None:
            yield claim


def _quotient(scale: Decimal) -> Callable[[Sequence[Decimal]], Value]:
    return lambda values: scaled_quotient(values[0], values[1], scale)


def _area_behind(line: Line, told: Quantity) -> Measure | None:
    """Of ``d người/km²`` km²."""
    if told.measure is None or not told.measure.is_count or line.after(told, 1) != ["/"]:
        return None
    measure, _ = unit_at(line.tokens, told.last + 2)
    return measure if measure is not None and measure.dimension == "area" else None


def _sentence_before(line: Line, place: int) -> list[Quantity]:
    figures, found = line.quantities, []
    for back in range(place - 1, max(-1, place - 1 - BACK), -1):
        if "." in line.folded[figures[back].last + 1 : figures[back + 1].first]:
            break
        found.append(figures[back])
    return found
