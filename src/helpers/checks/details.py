"""Detailed figures against each other: stated rates recomputed, sums of parts against the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from helpers.checks.finding import Comparison, Finding, StatedFigure, compare
from helpers.core.catalogues import Catalogues
from helpers.core.groups import grouped
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
KEY = ("indicator", "breakdown", "measure")
"""Columns that say what a figure is about."""


def check_details(
    details: pd.DataFrame, now: Observed, catalogues: Catalogues, unit: str
) -> Iterator[Finding]:
    """Findings: stated rates that do not follow, wholes that differ from the sum of their parts."""
    rows = [row for row in records_of(details) if row["value"] is not None]
    yield from _stated(rows, now, catalogues)
    yield from _sums(sums_of_details(rows, now, catalogues, unit), catalogues)


def _stated(rows: Iterable[Record], now: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """Of what a table has several figures, of several periods, none is certain to be meant."""
    every = grouped((tuple(text_of(r, name) for name in KEY), Observation.of(r)) for r in rows)
    known = {key: found[0] for key, found in every.items() if len(found) == 1}
    for (code, part, measure), found in known.items():
        if measure not in RELATIONS or code not in catalogues.indicators:
            continue
        first, second, compute = RELATIONS[measure]
        operands = [
            known.get((code, part, name)) or (None if part else now.get(code, name))
            for name in (first, second)
        ]
        stated = StatedFigure.of(found)
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
        may_replace = found.is_only and found.is_contradiction == found.replaces
        check = SUM_OF_DETAILS if may_replace else SUM_OF_OTHER_DETAILS
        about = Comparison.of(check, indicator, f"Σ {found.dimension}", found.measure)
        subject = message("checks.sum_of_parts", name=about.subject, **dimension)
        comparison = replace(about, subject=subject)
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
