"""From observations to indicators: the expected list first, then filled, then computed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.seasonal_shares import seasonal_share
from helpers.core.tables import make_table, records_of
from helpers.indicators.formulas import (
    Value,
    by_formula,
    minus,
    percent_change,
    scaled_quotient,
    split_production_change,
)
from helpers.indicators.observed import Observation, Observed, least_mature, of_whole_unit
from helpers.indicators.sources import Source, inputs_text
from helpers.indicators.stated_change import stated_change
from helpers.indicators.sums_of_details import (
    SumOfDetails,
    recomputed_totals,
    sources_of,
    sums_of_details,
)
from helpers.indicators.tolerance import contradicts

AsStated = frozenset[tuple[str, str]]
"""Indicator and measure of totals that people decided to keep as they are stated."""
CARRIED_MEASURES = ("actual", "plan", "estimate", "previous")


def compute_indicators(
    observations: pd.DataFrame,
    last_year: pd.DataFrame,
    catalogues: Catalogues,
    unit: str,
    details: pd.DataFrame | None = None,
    as_stated: AsStated = frozenset(),
) -> pd.DataFrame:
    """The ``indicators`` table (kind ``indicator``) of one unit and period.

    ``observations`` and ``last_year`` are observations tables of the period and of the same
    period a year before, ``details`` the ``detailed_figures``; totals ``as_stated`` (indicator and
    measure) are not recomputed. Every expected indicator has a row;
    what was not reported has status ``missing``. Shape: one row per indicator of the catalogue
    that is valid in the period.
    """
    now, before = Observed(observations), Observed(last_year)
    of_details = of_whole_unit(details, catalogues.period)
    of_parts = [] if details is None else records_of(details)
    sums = recomputed_totals(sums_of_details(of_parts, now, catalogues, unit))
    calculation = Calculation(now, before, catalogues, of_details, as_stated, sums)
    rows = [calculation.row(indicator) for indicator in catalogues.indicators.values()]
    for row in rows:
        row.update(unit=unit, period=str(catalogues.period), kind="indicator")
    return make_table("indicators", rows)


class Calculation:
    """Values of one unit and period, each computed once and remembered with its sources."""

    def __init__(
        self,
        now: Observed,
        before: Observed,
        catalogues: Catalogues,
        details: Observed,
        as_stated: AsStated = frozenset(),
        sums: Mapping[tuple[str, str], SumOfDetails] | None = None,
    ) -> None:
        self._now = now
        self._sums = sums or {}
        self._as_stated = as_stated
        self._details = details
        self._before = before
        self._catalogues = catalogues
        self._known: dict[tuple[str, str], tuple[Value, list[Source]]] = {}

    def value(self, code: str, measure: str) -> Value:
        """The value of a measure of an indicator, reported or computed."""
        return self._lookup(code, measure)[0]

    def _lookup(self, code: str, measure: str) -> tuple[Value, list[Source]]:
        key = (code, measure)
        if key not in self._known:
            self._known[key] = self._find(code, measure)
        return self._known[key]

    def _find(self, code: str, measure: str) -> tuple[Value, list[Source]]:
        """The reported value unless its formula or details contradict it; then the computed one.

        Where the parts of a share contradict each other, nothing is computed from them.
        """
        reported, sources = self._reported(code, measure)
        if reported is not None and (code, measure) in self._as_stated:
            return reported, sources
        indicator = self._catalogues.indicators.get(code)
        if indicator is None or not indicator.formula_of(measure, self._observation):
            found = self._sums.get((code, measure))
            return (found.total, sources_of(found)) if found else (reported, sources)
        parts = [self._lookup(part, measure) for part in indicator.inputs]
        computed = by_formula(indicator, [value for value, _ in parts])
        if computed is None or indicator.exceeds_denominator(computed):
            return reported, sources
        inputs = [self._observation(part, measure) for part in indicator.inputs]
        observation = self._observation(code, measure)
        if reported is not None and not contradicts(observation, indicator, inputs):
            return reported, sources
        return computed, [source for _, part_sources in parts for source in part_sources]

    def _reported(self, code: str, measure: str) -> tuple[Value, list[Source]]:
        found = self._observation(code, measure)
        if found is None:
            return None, []
        return found.value, [found.source]

    def _observation(self, code: str, measure: str) -> Observation | None:
        """The observation; of last year what was received then, else what is stated about it."""
        before = self._before.get(code, "actual") if measure == "previous" else None
        if before is not None and before.value is not None:
            return before
        return self._now.get(code, measure) or self._denominator(code, measure)

    def _denominator(self, code: str, measure: str) -> Observation | None:
        """The whole of a share where a table states it in a column of its own."""
        indicator = self._catalogues.indicators.get(code)
        is_wanted = measure == "plan" and indicator is not None and indicator.has_denominator
        return self._details.get(code, "whole") if is_wanted else None

    def row(self, indicator: Indicator) -> dict[str, object]:
        """One row of the indicators table."""
        values: dict[str, Value] = {}
        sources: list[Source] = []
        for measure in CARRIED_MEASURES:
            values[measure], found = self._lookup(indicator.code, measure)
            sources += [_with_role(source, measure) for source in found]
        observation = self._now.get(indicator.code, "actual")
        parts = self._parts(indicator.code)
        days = {part.as_of for part in parts}
        as_of = days.pop() if len(days) == 1 else None
        return {
            **indicator_columns(indicator),
            "status": _status(observation, values["actual"]),
            "as_of": as_of,
            "maturity": least_mature(part.maturity for part in parts),
            "cause": observation.cause if observation else None,
            "reason": observation.reason if observation else None,
            **values,
            **compare(values),
            **self._second_plan(indicator.code, values, sources),
            **self._basis(indicator.code, values, sources),
            **self._stated_estimate(indicator.code, values, sources),
            **pace(indicator, values, self._catalogues, as_of),
            **self._split(indicator),
            "formula": _formula_text(indicator),
            "inputs": inputs_text(sources),
        }

    def _stated_estimate(
        self, code: str, values: dict[str, Value], sources: list[Source]
    ) -> dict[str, Value]:
        """The estimate's share of the plan where only that is stated, without the estimate."""
        stated = self._now.get(code, "stated_pct_estimate")
        if values["estimate"] is not None or stated is None:
            return {}
        sources.append(_with_role(stated.source, "pct_estimate"))
        return {"pct_estimate": stated.value}

    def _second_plan(
        self, code: str, values: dict[str, Value], sources: list[Source]
    ) -> dict[str, Value]:
        """The plan of the province where the council's is another figure."""
        found, plan = self._details.get(code, "plan_province"), self._now.get(code, "plan")
        if found is None or plan is None or found.source.cell == plan.source.cell:
            return {}
        sources.append(_with_role(found.source, "plan_province"))
        reached = scaled_quotient(values["actual"], found.value)
        return {"plan_province": found.value, "pct_plan_province": reached}

    def _parts(self, code: str) -> list[Observation]:
        """The actual value as reported, or what it is computed from.

        A value is as certain as its least certain part, and of a day where all have the same.
        """
        sources = self._lookup(code, "actual")[1]
        found = (self._now.get(source.indicator, "actual") for source in sources)
        return [observation for observation in found if observation is not None]

    def _basis(
        self, code: str, values: dict[str, Value], sources: list[Source]
    ) -> dict[str, Value | str]:
        """What the comparison rests on; where last year is unknown, the change as it is stated."""
        if values["previous"] is not None:
            period = str(self._catalogues.period)
            of_last_year = [source for source in sources if source.role == "previous"]
            is_stated = any(source.period == period for source in of_last_year)
            return {"comparison_basis": "stated" if is_stated else "earlier_period"}
        stated = stated_change(self._now, code)
        sources += [_with_role(found.source, role) for role, found in stated.evidence]
        return stated.columns()

    def _split(self, indicator: Indicator) -> dict[str, Value]:
        if indicator.formula_of("actual", self._observation) != "product_over_10":
            return {}
        area = indicator.inputs[0]
        area_effect, yield_effect = split_production_change(
            self.value(area, "actual"),
            self.value(indicator.code, "actual"),
            self.value(area, "previous"),
            self.value(indicator.code, "previous"),
        )
        return {"area_effect": area_effect, "yield_effect": yield_effect}


def compare(values: dict[str, Value]) -> dict[str, Value]:
    """Against plan and last year: percentages unrounded, differences exact."""
    actual, plan, previous = values["actual"], values["plan"], values["previous"]
    return {
        "pct_plan": scaled_quotient(actual, plan),
        "remaining": minus(plan, actual),
        "change": minus(actual, previous),
        "pct_change": percent_change(actual, previous),
        "pct_estimate": scaled_quotient(values["estimate"], plan),
    }


def pace(
    indicator: Indicator | None,
    values: dict[str, Value],
    catalogues: Catalogues,
    as_of: str | None = None,
) -> dict[str, Value]:
    """Share of the annual plan expected by the figure's date, and how far ahead (points).

    ``indicator`` is None for a budget line, whose capital is that of the year. ``as_of`` (ISO 8601)
    is the period's end where it is not given; a seasonal share is always that of the period's end.
    Nothing is expected of a rate, nor of what has its season (crops) without a known share.
    """
    is_annual = indicator is None or indicator.adds_up_in_year
    if not is_annual or not values.get("plan"):
        return {}
    period = catalogues.period
    expected = (period.share_until(date.fromisoformat(as_of)) if as_of else period.year_share) * 100
    seasonal = seasonal_share(catalogues.seasonal_shares, indicator.code) if indicator else None
    if seasonal is not None:
        if seasonal.share_pct is None and period.year_share < 1:
            return {}
        expected = period.year_share * 100 if seasonal.share_pct is None else seasonal.share_pct
    reached = scaled_quotient(values["actual"], values["plan"])
    return {"pace_expected": expected, "pace_gap": minus(reached, expected)}


def _with_role(source: Source, measure: str) -> Source:
    if source.role in CARRIED_MEASURES and source.role == measure:
        return source
    return replace(source, role=measure)


def indicator_columns(indicator: Indicator) -> dict[str, str | None]:
    """The columns of a row that an indicator of the catalogue gives, whatever its figures."""
    return {
        "indicator": indicator.code,
        "name": indicator.name_vi,
        "section": indicator.section,
        "sector": indicator.sector,
        "programme": indicator.programme,
        "budget_line": indicator.budget_line,
        "unit_of_measure": indicator.unit_of_measure,
    }


def _status(observation: Observation | None, value: Value) -> str:
    if observation is not None and observation.value == value:
        return observation.status
    return "missing" if value is None else "computed"


def _formula_text(indicator: Indicator) -> str | None:
    if not indicator.formula:
        return None
    return f"{indicator.formula}({', '.join(indicator.inputs)})"
