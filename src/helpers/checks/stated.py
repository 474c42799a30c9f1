"""Recompute what the sources state: percentages, changes, totals; list what does not follow.

Tolerance is half a unit of the last printed digit of every figure that takes part; counts are
exact. See ``helpers.indicators.tolerance.classify`` for the verdicts.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from helpers.checks.finding import Comparison, Finding, StatedFigure, compare
from helpers.core.catalogues import Catalogues
from helpers.core.messages import current_language
from helpers.indicators.amounts import Amount
from helpers.indicators.formulas import (
    FORMULA_TEXTS,
    RELATIONS,
    Value,
    by_formula,
    minus,
    over,
)
from helpers.indicators.observed import Observation, Observed
from helpers.indicators.tolerance import (
    Interval,
    formula_interval,
    image,
    printed_interval,
)

STATED = "stated_"
"""What the measures begin with that state what follows from others."""


def check_stated(now: Observed, last_year: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """A finding for each stated figure that does not follow from the figures beside it."""
    for code, measure, observation in now.items():
        is_stated = measure.startswith(STATED)
        relation = RELATIONS.get(measure.removeprefix(STATED))
        indicator = catalogues.indicators.get(code)
        stated = StatedFigure.of(observation)
        if not is_stated or relation is None or indicator is None or stated is None:
            continue
        *roles, compute = relation
        operands = [operand_of(code, role, now, last_year, catalogues) for role in roles]
        known = [operand for operand in operands if operand is not None]
        computed = compute(*(value for value, _ in known)) if len(known) == 2 else None
        if computed is None:
            continue
        possible = image(over(compute), [interval for _, interval in known])
        formula = FORMULA_TEXTS[compute].format(*roles)
        comparison = Comparison.of(measure, indicator, formula, measure)
        yield from compare(comparison, stated, computed, possible)


def operand_of(
    code: str, measure: str, now: Observed, last_year: Observed, catalogues: Catalogues
) -> tuple[Value, Interval] | None:
    """Value and interval of a measure: reported, or by the indicator's formula over its inputs."""
    found = observation_of(code, measure, now, last_year)
    indicator = catalogues.indicators[code]
    interval = printed_interval(found, indicator.unit_of_measure)
    if found is not None and interval is not None:
        return found.value, interval
    reported = partial(observation_of, now=now, last_year=last_year)
    if not indicator.formula_of(measure, reported):
        return _previous_by_change(code, now) if measure == "previous" else None
    inputs = [observation_of(part, measure, now, last_year) for part in indicator.inputs]
    interval = formula_interval(indicator, inputs)
    if interval is None:
        return None
    return by_formula(indicator, values_of(inputs)), interval


def _previous_by_change(code: str, now: Observed) -> tuple[Value, Interval] | None:
    """Last year's value that follows from a stated change, to hold a stated percentage against."""
    operands = [now.get(code, "actual"), now.get(code, "stated_change")]
    known = [interval for found in operands if (interval := printed_interval(found)) is not None]
    possible = image(over(minus), known) if len(known) == len(operands) else None
    return None if possible is None else (minus(*values_of(operands)), possible)


def values_of(figures: Sequence[Observation | Amount | None]) -> list[Value]:
    """The values of figures, None where there is none."""
    return [found.value if found else None for found in figures]


def observation_of(
    code: str, measure: str, now: Observed, last_year: Observed
) -> Observation | None:
    """The reported value; that of last year from last year's table, else as it is stated now."""
    before = last_year.get(code, "actual") if measure == "previous" else None
    if before is not None and before.value is not None:
        return before
    return now.get(code, measure)


def check_previous(now: Observed, last_year: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """A finding for each value of last year that a form states other than it was received then."""
    for code, measure, observation in now.items():
        indicator, before = catalogues.indicators.get(code), last_year.get(code, "actual")
        stated = StatedFigure.of(observation)
        if measure != "previous" or indicator is None or stated is None or before is None:
            continue
        possible = printed_interval(before, indicator.unit_of_measure)
        if before.value is None:
            continue
        comparison = Comparison(
            "stated_previous",
            indicator.section,
            indicator.name(current_language()),
            "previous = actual of the earlier period",
        )
        yield from compare(comparison, stated, before.value, possible)


def check_formulas(now: Observed, catalogues: Catalogues) -> Iterator[Finding]:
    """A finding for each reported total, product or rate that its inputs do not give."""
    for indicator in catalogues.indicators.values():
        for measure in ("actual", "plan", "estimate"):
            if not indicator.formula_of(measure, now.get):
                continue
            stated = StatedFigure.of(now.get(indicator.code, measure))
            inputs = [now.get(code, measure) for code in indicator.inputs]
            possible = formula_interval(indicator, inputs)
            computed = by_formula(indicator, values_of(inputs))
            if stated is None or possible is None or computed is None:
                continue
            formula = f"{indicator.formula}: {', '.join(indicator.inputs)}"
            check = f"formula_{indicator.formula}"
            comparison = Comparison.of(check, indicator, formula, measure)
            yield from compare(comparison, stated, computed, possible)
