"""The figures of one indicator or budget line, and what each may be compared with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from helpers.checks.budget import budget_subject
from helpers.checks.finding import Reported, StatedFigure
from helpers.checks.outlier_rules import LEAST_BUDGET, Kind, kind_of, least_base
from helpers.checks.stated import observation_of, values_of
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import Indicator
from helpers.core.messages import current_language
from helpers.core.records import text_of
from helpers.core.tables import Row, records_of
from helpers.indicators.compute import pace
from helpers.indicators.disbursement import BudgetTree
from helpers.indicators.formulas import HUNDRED, Value, by_formula
from helpers.indicators.observed import Observed

STATED_MEASURES = ("actual", "plan", "estimate", "previous")


@dataclass(frozen=True)
class ComparedFigures:
    """Stated figures of one indicator or budget line; ``references``: name → values, oldest first.

    ``base``: values nearer to zero are no base for a ratio.
    ``computed``: what the indicators table has and no cell states.
    """

    code: str
    section: str
    subject: str
    kind: Kind
    base: Decimal
    stated: Mapping[str, StatedFigure]
    references: Mapping[str, Sequence[Value]]
    computed: Value = None

    def value(self, measure: str) -> Value:
        """The stated value of a measure, or the computed one; None without one."""
        stated = self.stated.get(measure)
        if measure == "computed":
            return self.computed
        return None if stated is None else stated.value


class EarlierPeriods:
    """Values of one unit's earlier periods by code, from their ``indicators`` tables."""

    def __init__(self, history: pd.DataFrame) -> None:
        rows = records_of(history)
        self._periods = sorted({text_of(row, "period") for row in rows})
        self._rows: dict[tuple[str, str], Row] = {
            (text_of(row, "indicator"), text_of(row, "period")): row for row in rows
        }

    def series(self, code: str, measure: str) -> list[Value]:
        """The value of each earlier period, oldest first; None where it has none."""
        found = (self._rows.get((code, period)) for period in self._periods)
        return [row[measure] if row is not None else None for row in found]


def indicator_figures(
    now: Observed,
    before: Observed,
    earlier: EarlierPeriods,
    indicators: pd.DataFrame,
    catalogues: Catalogues,
) -> Iterator[ComparedFigures]:
    """Figures of every indicator that the period states, or that was computed."""
    totals = _totals(catalogues)
    for row in records_of(indicators):
        indicator = catalogues.indicators.get(text_of(row, "indicator"))
        if indicator is None:
            continue
        code = indicator.code
        stated = _stated((m, observation_of(code, m, now, before)) for m in STATED_MEASURES)
        total = totals.get(code)
        yield ComparedFigures(
            code=code,
            section=indicator.section,
            subject=indicator.name(current_language()),
            kind=kind_of(indicator),
            base=least_base(indicator),
            stated=stated,
            references={
                **_references(code, stated, earlier),
                **_in_proportion(stated, _due(indicator, catalogues)),
                "parts": _parts(indicator, now),
                "rest_of_total": [] if total is None else _rest(total, code, now),
                "bounds": (indicator.minimum, indicator.maximum),
            },
            computed=row["actual"] if row["status"] == "computed" else None,
        )


def budget_figures(tree: BudgetTree, earlier: EarlierPeriods) -> Iterator[ComparedFigures]:
    """Amounts of every budget line: disbursed as ``actual``, allocated as ``plan``."""
    for line in tree.programmes.budget_lines.values():
        for capital in tree.capitals:
            items = (("actual", "disbursed"), ("plan", "allocated"))
            stated = _stated((m, tree.reported_for(line, capital, item)) for m, item in items)
            code = line.indicator(capital)
            yield ComparedFigures(
                code=code,
                section=line.section,
                subject=budget_subject(line, capital, tree.programmes),
                kind="budget",
                base=LEAST_BUDGET,
                stated=stated,
                references=_references(code, stated, earlier),
            )


def _stated(reported: Iterable[tuple[str, Reported]]) -> dict[str, StatedFigure]:
    found = ((measure, StatedFigure.of(figure)) for measure, figure in reported)
    return {measure: figure for measure, figure in found if figure is not None}


def _references(
    code: str, stated: Mapping[str, StatedFigure], earlier: EarlierPeriods
) -> dict[str, Sequence[Value]]:
    known: dict[str, Value] = {measure: figure.value for measure, figure in stated.items()}
    return {
        "plan": [known.get("plan")],
        "previous": [known.get("previous")],
        "history": earlier.series(code, "actual"),
        "two_years_before": earlier.series(code, "actual")[:-1][-1:],
        "previous_plan": earlier.series(code, "plan")[-1:],
    }


def _due(indicator: Indicator, catalogues: Catalogues) -> Decimal:
    """Share of a year's plan that is expected by the period's end; 1 for all but a flow."""
    of_year = pace(indicator, {"plan": HUNDRED, "actual": HUNDRED}, catalogues)
    return (of_year.get("pace_expected") or HUNDRED) / HUNDRED


def _in_proportion(stated: Mapping[str, StatedFigure], due: Decimal) -> dict[str, Sequence[Value]]:
    """The part of the plan that is due by the period's end; last year's value for a whole year."""
    plan, previous = stated.get("plan"), stated.get("previous")
    return {
        "plan_to_date": [None if plan is None else plan.value * due],
        "previous_to_year": [None if previous is None else previous.value / due],
    }


def _parts(indicator: Indicator, now: Observed) -> Sequence[Value]:
    values = values_of([now.get(code, "actual") for code in indicator.inputs])
    if indicator.formula_of("actual", now.get) is None:
        return []
    if indicator.formula == "sum_of_parts":
        return values
    return [by_formula(indicator, values)]


def _rest(total: Indicator, code: str, now: Observed) -> Sequence[Value]:
    """The total and its other parts, these with the sign turned: they sum up to the part."""
    others = values_of([now.get(part, "actual") for part in total.inputs if part != code])
    return [now.value(total.code, "actual"), *(v if v is None else -v for v in others)]


def _totals(catalogues: Catalogues) -> dict[str, Indicator]:
    """Part → the first total that is the sum of it and others."""
    found: dict[str, Indicator] = {}
    for total in catalogues.indicators.values():
        if total.formula == "sum_of_parts" and total.formula_of("actual"):
            for part in total.inputs:
                found.setdefault(part, total)
    return found
