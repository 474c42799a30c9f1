"""Recompute what the sources state: percentages, changes, totals; list what does not follow.

Tolerance is half a unit of the last printed digit of every figure that takes part; counts are
exact. See ``helpers.indicators.tolerance.classify`` for the classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpers.checks.finding import Finding, compare
from helpers.core.catalogues import Catalogues
from helpers.core.messages import current_language
from helpers.indicators.formulas import (
    FORMULAS,
    Value,
    minus,
    percent_change,
    scaled_quotient,
)
from helpers.indicators.observed import Observation, Observed
from helpers.indicators.tolerance import (
    Interval,
    formula_interval,
    image,
    printed_interval,
)


@dataclass(frozen=True)
class Relation:
    """How a stated figure follows from two measures."""

    first: str
    second: str
    formula: str
    compute: Callable[[Value, Value], Value]


RELATIONS = {
    "stated_pct_plan": Relation("actual", "plan", "actual / plan × 100", scaled_quotient),
    "stated_pct_estimate": Relation("estimate", "plan", "estimate / plan × 100", scaled_quotient),
    "stated_change": Relation("actual", "previous", "actual − previous", minus),
    "stated_pct_change": Relation(
        "actual", "previous", "(actual − previous) / previous × 100", percent_change
    ),
    "stated_pct_previous": Relation(
        "actual", "previous", "actual / previous × 100", scaled_quotient
    ),
}


def check_stated(now: Observed, last_year: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """A finding for each stated figure that does not follow from the figures beside it."""
    for code, measure, stated in now.items():
        relation = RELATIONS.get(measure)
        indicator = catalogues.indicators.get(code)
        if relation is None or indicator is None or stated.value is None:
            continue
        operands = [
            operand_of(code, role, now, last_year, catalogues)
            for role in (relation.first, relation.second)
        ]
        if any(operand is None for operand in operands):
            continue
        computed = relation.compute(*(value for value, _ in operands))
        if computed is None:
            continue
        possible = image(
            lambda values, how=relation.compute: how(*values), [i for _, i in operands]
        )
        yield from compare(
            check=measure,
            section=indicator.section,
            subject=indicator.name(current_language()),
            stated=stated,
            computed=computed,
            possible=possible,
            formula=relation.formula,
        )


def operand_of(
    code: str, measure: str, now: Observed, last_year: Observed, catalogues: Catalogues
) -> tuple[Value, Interval] | None:
    """Value and interval of a measure: reported, or by the indicator's formula over its inputs."""
    found = observation_of(code, measure, now, last_year)
    indicator = catalogues.indicators[code]
    if found is not None and found.value is not None:
        return found.value, printed_interval(found, indicator.unit_of_measure)
    if not indicator.formula_of(measure):
        return None
    inputs = [observation_of(part, measure, now, last_year) for part in indicator.inputs]
    interval = formula_interval(indicator, inputs)
    if interval is None:
        return None
    values = [found.value for found in inputs]
    return FORMULAS[indicator.formula](values, indicator.unit_of_measure), interval


def observation_of(
    code: str, measure: str, now: Observed, last_year: Observed
) -> Observation | None:
    """The reported value; what was not reported about last year comes from last year's table."""
    found = now.get(code, measure)
    if found is None and measure == "previous":
        return last_year.get(code, "actual")
    return found


def check_formulas(now: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """A finding for each reported total, product or rate that its inputs do not give."""
    for indicator in catalogues.indicators.values():
        for measure in filter(indicator.formula_of, ("actual", "plan", "estimate")):
            own = now.get(indicator.code, measure)
            inputs = [now.get(code, measure) for code in indicator.inputs]
            possible = formula_interval(indicator, inputs)
            if own is None or own.value is None or possible is None:
                continue
            values = [found.value for found in inputs]
            computed = FORMULAS[indicator.formula](values, indicator.unit_of_measure)
            yield from compare(
                check=f"formula_{indicator.formula}",
                section=indicator.section,
                subject=indicator.name(current_language()),
                stated=own,
                computed=computed,
                possible=possible,
                formula=f"{indicator.formula}: {', '.join(indicator.inputs)}",
            )
