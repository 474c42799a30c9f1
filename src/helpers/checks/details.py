"""Detailed figures against each other: stated rates recomputed, sums of parts against the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from helpers.checks.finding import Comparison, Finding, StatedFigure, compare
from helpers.core.catalogues import Catalogues
from helpers.core.messages import current_language, message
from helpers.core.records import text_of
from helpers.core.tables import Record, records_of
from helpers.indicators.formulas import RELATIONS, Value, over
from helpers.indicators.observed import Observation, Observed
from helpers.indicators.sums_of_details import SumOfDetails, sums_of_details
from helpers.indicators.tolerance import image, printed_interval

SUM_OF_DETAILS, SUM_OF_OTHER_DETAILS = "sum_of_details", "sum_of_other_details"
"""The latter where the sum does not take the place of a total that it contradicts: breakdowns
give different sums, or nothing proves that all parts are there."""
Key = tuple[str, ...]
"""Indicator, breakdown, measure."""


@dataclass(frozen=True)
class _Details:
    """Figures by what they are about; several where a table has several periods of a measure."""

    figures: Mapping[Key, Sequence[Observation]]

    @classmethod
    def of(cls, rows: Iterable[Record]) -> _Details:
        found: dict[Key, list[Observation]] = {}
        for row in rows:
            names = ("indicator", "breakdown", "measure")
            key = tuple(text_of(row, name) for name in names)
            found.setdefault(key, []).append(Observation.of(row))
        return cls(found)

    def only(self, key: Key) -> Observation | None:
        """The figure where there is one; None where it is not certain which is meant."""
        found = self.figures.get(key, ())
        return found[0] if len(found) == 1 else None


def check_details(
    details: pd.DataFrame, now: Observed, catalogues: Catalogues, unit: str
) -> Iterator[Finding]:
    """Findings: stated rates that do not follow, wholes that differ from the sum of their parts."""
    rows = [row for row in records_of(details) if row["value"] is not None]
    yield from _stated(_Details.of(rows), now, catalogues)
    yield from _sums(sums_of_details(rows, now, catalogues, unit), catalogues)


def _stated(known: _Details, now: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    for (code, part, measure), found in known.figures.items():
        if measure not in RELATIONS or len(found) > 1 or code not in catalogues.indicators:
            continue
        first, second, compute = RELATIONS[measure]
        operands = [
            known.only((code, part, name)) or (None if part else now.get(code, name))
            for name in (first, second)
        ]
        stated = StatedFigure.of(found[0])
        ranges = [r for o in operands if (r := printed_interval(o)) is not None]
        if stated is None or len(ranges) < 2:
            continue
        values: list[Value] = [o.value if o else None for o in operands]
        computed = compute(*values)
        if computed is not None:
            possible = image(over(compute), ranges)
            name = _name(code, part, catalogues)
            formula = f"{measure}: {first}, {second}"
            section = catalogues.indicators[code].section
            comparison = Comparison(f"stated_{measure}", section, name, formula, code, measure)
            yield from compare(comparison, stated, computed, possible)


def _sums(sums: Iterable[SumOfDetails], catalogues: Catalogues) -> Iterator[Finding]:
    """Parts that give less, and may not all be listed, are a warning."""
    for found in sums:
        indicator, stated = catalogues.indicators[found.code], StatedFigure.of(found.whole)
        if stated is None or found.verdict == "agrees":
            continue
        dimension = {"dimension": found.dimension}
        name = indicator.name(current_language())
        may_replace = found.is_only and found.is_contradiction == found.replaces
        comparison = Comparison(
            SUM_OF_DETAILS if may_replace else SUM_OF_OTHER_DETAILS,
            indicator.section,
            message("checks.sum_of_parts", name=name, **dimension),
            f"Σ {found.dimension}",
            found.code,
            found.measure,
        )
        is_open = found.verdict == "contradiction" and not found.is_contradiction
        for finding in compare(comparison, stated, found.total, found.possible):
            advice = message("checks.advice_sum_of_details", **dimension)
            yield replace(
                finding, severity="warning" if is_open else finding.severity, advice=advice
            )


def _name(code: str, part: str, catalogues: Catalogues) -> str:
    name = catalogues.indicators[code].name(current_language())
    members = ", ".join(pair.partition("=")[2] for pair in part.split(";") if pair)
    return f"{name} ({members})" if members else name
