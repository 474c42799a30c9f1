"""Detailed figures against each other: stated rates recomputed, sums of parts against the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from helpers.checks.finding import Comparison, Finding, StatedFigure, compare
from helpers.core.catalogues import Catalogues
from helpers.core.messages import current_language, message
from helpers.core.records import text_of
from helpers.core.tables import Record, make_table, records_of
from helpers.indicators.formulas import Value, minus, percent_change, scaled_quotient
from helpers.indicators.observed import Observation, Observed
from helpers.indicators.tolerance import image, printed_interval, sum_image

RELATIONS: dict[str, tuple[str, str, Callable[[Value, Value], Value]]] = {
    "pct_plan": ("actual", "plan", scaled_quotient),
    "pct_plan_province": ("actual", "plan_province", scaled_quotient),
    "pct_plan_council": ("actual", "plan_council", scaled_quotient),
    "pct_previous": ("actual", "previous", scaled_quotient),
    "pct_change": ("actual", "previous", percent_change),
    "change": ("actual", "previous", minus),
    "change_plan": ("actual", "plan", minus),
    "remaining": ("plan", "actual", minus),
}
"""How a stated measure follows from two others."""
SUMMED = ("actual", "plan", "estimate")
FEWEST_PARTS = 2
Key = tuple[str, str, str]
"""Indicator, breakdown, measure."""


@dataclass(frozen=True)
class _Details:
    """Figures by what they are about; several where a table has several periods of a measure."""

    figures: Mapping[Key, Sequence[tuple[Record, Observation]]]

    @classmethod
    def of(cls, rows: Iterable[Record]) -> _Details:
        found: dict[Key, list[tuple[Record, Observation]]] = {}
        for row in rows:
            frame = make_table("detailed_figures", [row])
            _, measure, observation = Observed(frame).items()[0]
            key = (text_of(row, "indicator"), text_of(row, "breakdown"), measure)
            found.setdefault(key, []).append((row, observation))
        return cls(found)

    def only(self, key: Key) -> Observation | None:
        """The figure where there is one; None where it is not certain which is meant."""
        found = self.figures.get(key, ())
        return found[0][1] if len(found) == 1 else None


def check_details(
    details: pd.DataFrame, now: Observed, catalogues: Catalogues
) -> Iterator[Finding]:
    """Findings: stated rates that do not follow, wholes that differ from the sum of their parts."""
    known = _Details.of(r for r in records_of(details) if r["value"] is not None)
    yield from _stated(known, now, catalogues)
    yield from _sums(known, now, catalogues)


def _stated(known: _Details, now: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    for (code, part, measure), found in known.figures.items():
        if measure not in RELATIONS or len(found) > 1 or code not in catalogues.indicators:
            continue
        first, second, compute = RELATIONS[measure]
        operands = [
            known.only((code, part, name)) or (None if part else now.get(code, name))
            for name in (first, second)
        ]
        stated = StatedFigure.of(found[0][1])
        ranges = [r for o in operands if (r := printed_interval(o)) is not None]
        if stated is None or len(ranges) < 2:
            continue
        values: list[Value] = [o.value if o else None for o in operands]
        computed = compute(*values)
        if computed is not None:
            possible = image(_over(compute), ranges)
            name = _name(code, part, catalogues)
            formula = f"{measure}: {first}, {second}"
            section = catalogues.indicators[code].section
            comparison = Comparison(f"stated_{measure}", section, name, formula, code, measure)
            yield from compare(comparison, stated, computed, possible)


def _over(compute: Callable[[Value, Value], Value]) -> Callable[[Sequence[Decimal]], Value]:
    return lambda values: compute(*values)


def _sums(known: _Details, now: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """Of one dimension in one sheet. Parts that give less may not all be listed: a warning."""
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for (code, part, measure), found in known.figures.items():
        if measure in SUMMED and part and ";" not in part:
            for row, observation in found:
                key = (code, measure, part.partition("=")[0], row["value_period"], row["sheet"])
                groups.setdefault(key, []).append(observation)
    for (code, measure, dimension, *_), parts in groups.items():
        indicator, whole = catalogues.indicators.get(code), now.get(code, measure)
        stated = StatedFigure.of(whole)
        if indicator is None or indicator.aggregation != "sum" or stated is None:
            continue
        ranges = [r for p in parts if (r := printed_interval(p, indicator.unit_of_measure))]
        if len(parts) < FEWEST_PARTS or len(ranges) < len(parts):
            continue
        total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
        name = message("checks.sum_of_parts", name=indicator.name(current_language()),
                       dimension=dimension)  # fmt: skip
        comparison = Comparison(
            "sum_of_details", indicator.section, name, f"Σ {dimension}", code, measure
        )
        for finding in compare(comparison, stated, total, sum_image(ranges)):
            is_less = total < stated.value and finding.verdict == "contradiction"
            advice = message("checks.advice_sum_of_details", dimension=dimension)
            yield replace(
                finding, severity="warning" if is_less else finding.severity, advice=advice
            )


def _name(code: str, part: str, catalogues: Catalogues) -> str:
    name = catalogues.indicators[code].name(current_language())
    members = ", ".join(pair.partition("=")[2] for pair in part.split(";") if pair)
    return f"{name} ({members})" if members else name
