"""The indicators table of many units together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import TOTAL
from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.own_indicators import is_own
from helpers.core.periods import Period
from helpers.core.records import number_of, text_of
from helpers.core.tables import Row, make_table
from helpers.indicators.compute import compare, indicator_columns, pace
from helpers.indicators.disbursement import budget_line_columns
from helpers.indicators.formulas import (
    Value,
    minus,
    percent_change,
    scaled_quotient,
    split_production_change,
)
from helpers.indicators.observed import least_mature
from helpers.indicators.rollup.cube import UNKNOWN, Cube, Mask, as_decimal
from helpers.indicators.rollup.summed_rates import Rate, rates_of
from helpers.indicators.sources import Source, inputs_text

CONTRIBUTIONS = "contributions.parquet"
"""The file in which the units' parts of a total are."""
CONTRIBUTIONS_SHEET = "contributions"
PROGRAMME = "programme"
INDICATOR = "indicator"


@dataclass(frozen=True)
class Coverage:
    """Of ``units`` that the figure is asked of: how many report it, its plan, last year's."""

    code: str
    units: int
    actual: int
    plan: int
    previous: int

    @property
    def is_complete(self) -> bool:
        """True where every unit that is asked reports the figure."""
        return self.actual == self.units


class Totals:
    """Sums over the units of a cube, each formed once for all periods and codes.

    A comparison (with the plan, with last year) is made from the units that have both figures.
    Where these are not all that report the actual value, the other total is not printed beside it:
    its quotient would not be the rate. Of the programme an absent disbursement counts as none
    yet, as within a unit. ``expected`` (periods, units) is true where a unit is to report.
    """

    def __init__(self, cube: Cube, expected: Mask) -> None:
        self.cube = cube
        self.expected = expected
        self._sums: dict[tuple[str, str], np.ndarray] = {}
        self._masks: dict[str, Mask] = {}

    @cached_property
    def reporting(self) -> Mask:
        """Units that sent anything: (periods, units)."""
        reported = self.cube.known("actual") | self.cube.known("plan") | self.cube.excused
        units: Mask = reported.any(axis=2)
        return units

    def mask(self, names: str) -> Mask:
        """Where all figures of ``names`` (parted by blanks) are known."""
        if names not in self._masks:
            parts = [self.cube.known(name) for name in names.split()]
            self._masks[names] = np.logical_and.reduce(parts)
        return self._masks[names]

    def sum(self, name: str, among: str, period: int, code: int) -> Decimal | None:
        """Sum of a figure over the units in which all of ``among`` are known."""
        if (name, among) not in self._sums:
            self._sums[name, among] = self.cube.total(name, self.mask(among))
        if not self.count(among, period, code):
            return None
        return as_decimal(self._sums[name, among][period, code])

    def count(self, among: str, period: int, code: int) -> int:
        """Number of units in which all figures of ``among`` are known."""
        key = ("#", among)
        if key not in self._sums:
            self._sums[key] = self.mask(among).sum(axis=1)
        return int(self._sums[key][period, code])

    def coverage(self, period: int, code: int) -> Coverage:
        """How many units report an indicator, its plan and last year."""
        return Coverage(
            self.cube.codes[code],
            int((self.expected[period] & self.cube.asked(period, code)).sum()),
            self.count("actual", period, code),
            self.count("actual plan", period, code),
            self.count("actual previous", period, code),
        )

    def values(self, period: int, code: int, *, is_programme: bool = False) -> dict[str, Value]:
        """The carried measures and what follows from them, as ``compare`` gives them."""
        at = (period, code)
        actual = self.sum("actual", "actual", *at)
        everywhere = self.count("actual", *at)
        plan = self.sum("plan", "plan", *at)
        found: dict[str, Value] = {
            "actual": actual,
            "plan": plan,
            "previous": self.sum("previous", "actual previous", *at),
            "estimate": self.sum("estimate", "estimate", *at),
        }
        found |= compare(found)
        has_all_plans = everywhere == self.count("plan", *at) == self.count("actual plan", *at)
        if actual is not None and plan is not None and not has_all_plans and not is_programme:
            reached, planned = (self.sum(name, "actual plan", *at) for name in ("actual", "plan"))
            reached_share = scaled_quotient(reached, planned)
            found |= {"plan": None, "remaining": None, "pct_plan": reached_share}
        if found["previous"] is not None and self.count("actual previous", *at) < everywhere:
            now, before = (self.sum(n, "actual previous", *at) for n in ("actual", "previous"))
            found |= {"previous": None, "change": minus(now, before)}
            found["pct_change"] = percent_change(now, before)
        if self.count("estimate plan", *at) < self.count("estimate", *at):
            found["pct_estimate"] = None
        return found

    def maturity(self, period: int, codes: Iterable[str]) -> str:
        """That of the least certain figure that a total is made of."""
        return least_mature(
            self.cube.maturity(period, self.cube.code_index(code)) for code in codes
        )

    def rate(self, rate: Rate, period: int) -> dict[str, Value]:
        """Summed numerator over summed denominator, of units that have both."""
        top, bottom = self.cube.code_index(rate.numerator), self.cube.code_index(rate.denominator)
        values: dict[str, Value] = {"plan": None, "estimate": None}
        for name in ("actual", "previous"):
            known = self.mask(name)[period]
            both = known[:, top] & known[:, bottom]
            figures = self.cube.figures[name][period]
            numerator, denominator = (
                as_decimal(figures[both, code].sum()) for code in (top, bottom)
            )
            values[name] = (
                scaled_quotient(numerator, denominator, rate.scale) if both.any() else None
            )
        return values | compare(values)


def codes_of(catalogues: Catalogues) -> list[str]:
    """Codes of all indicators and budget lines of a period."""
    return [*catalogues.indicators, *catalogues.programmes.amounts]


def total_rows(totals: Totals, catalogues: Catalogues, unit: str, period: int) -> pd.DataFrame:
    """The ``indicators`` table of the cube's units together, as those of unit ``unit``.

    Sums what adds, recomputes every rate; an indicator that neither adds nor follows is missing.
    A total is as certain as its least certain part, and at most preliminary where not every unit
    reports its part.
    """
    rates = rates_of(catalogues.indicators.values())
    rows = [
        *_indicator_rows(totals, catalogues, rates, period),
        *_programme_rows(totals, catalogues, period),
    ]
    shared = {"unit": unit, "period": totals.cube.periods[period]}
    return make_table("indicators", [row | _inputs(row, shared, totals) | shared for row in rows])


def _inputs(row: Row, shared: Mapping[str, str], totals: Totals) -> dict[str, str]:
    """Where the units' own figures are that a total is made of."""
    code = totals.cube.code_index(text_of(row, "indicator"))
    coverage = totals.coverage(totals.cube.periods.index(shared["period"]), code)
    cell = f"{coverage.actual}/{coverage.units}"
    source_cell = (CONTRIBUTIONS, CONTRIBUTIONS_SHEET, cell, None, shared["period"])
    sources = [
        Source(role, text_of(row, "indicator"), number_of(row, role), *source_cell)
        for role in ("actual", "plan", "previous", "estimate")
        if row.get(role) is not None
    ]
    return {"inputs": inputs_text(sources)}


def _indicator_rows(
    totals: Totals, catalogues: Catalogues, rates: Mapping[str, Rate], period: int
) -> Iterator[dict[str, object]]:
    for indicator in catalogues.indicators.values():
        code = totals.cube.code_index(indicator.code)
        values: dict[str, Value] = {}
        parts = [indicator.code]
        if indicator.code in rates:
            rate = rates[indicator.code]
            values, parts = totals.rate(rate, period), [rate.numerator, rate.denominator]
        elif indicator.aggregation == "sum":
            values = _with_last_year(totals.values(period, code), totals, period, code)
        is_known = any(value is not None for value in values.values())
        is_listed = totals.cube.is_listed(period, code) and not is_own(indicator.code)
        if not is_known and not is_listed:
            continue
        yield {
            **indicator_columns(indicator),
            "kind": INDICATOR,
            "formula": _formula(rates.get(indicator.code)),
            **_with_status(values, totals.coverage(period, code), totals.maturity(period, parts)),
            **pace(indicator, values, catalogues),
            **_split(indicator, totals, period),
        }


def _programme_rows(
    totals: Totals, catalogues: Catalogues, period: int
) -> Iterator[dict[str, object]]:
    for name, (budget_line, capital) in catalogues.programmes.amounts.items():
        if not totals.cube.has(name):
            continue
        code = totals.cube.code_index(name)
        values = totals.values(period, code, is_programme=True)
        if capital != TOTAL and values["plan"] is None and values["actual"] is None:
            continue
        yield {
            **budget_line_columns(budget_line, capital),
            "kind": PROGRAMME,
            "unallocated": totals.sum("unallocated", "unallocated", period, code),
            "formula": "sum_of_parts",
            **_with_status(values, totals.coverage(period, code), "official"),
            **pace(None, values, catalogues),
            "maturity": totals.maturity(period, [name]),
        }


def _with_last_year(
    values: dict[str, Value], totals: Totals, period: int, code: int
) -> dict[str, Value]:
    """Last year's total in place of the units' own figures where the units are others now.

    Only of two totals that each have all their units: what was taken apart and put together
    again is the same total.
    """
    before = _a_year_before(totals.cube.periods, period)
    if before is None or np.array_equal(totals.expected[before], totals.expected[period]):
        return values
    if totals.count("actual previous", period, code):
        return values
    if not all(totals.coverage(number, code).is_complete for number in (before, period)):
        return values
    values = values | {"previous": totals.sum("actual", "actual", before, code)}
    return values | {name: compare(values)[name] for name in ("change", "pct_change")}


def _a_year_before(periods: tuple[str, ...], period: int) -> int | None:
    earlier = str(Period.parse(periods[period]).previous_year())
    return periods.index(earlier) if earlier in periods else None


def member_rows(
    totals: Totals, period: int, code: str, unit_of_measure: str
) -> Iterator[tuple[str, dict[str, object]]]:
    """(unit, row) of one indicator: each unit's own values as a row of the indicators table."""
    code_index, cube = totals.cube.code_index(code), totals.cube
    for number in np.flatnonzero(totals.expected[period]):
        values: dict[str, Value] = {
            name: None if figures[period, number, code_index] == UNKNOWN
            else as_decimal(figures[period, number, code_index])
            for name, figures in cube.figures.items()
        }  # fmt: skip
        if values["actual"] is None and values["plan"] is None:
            continue
        about = {"indicator": code, "unit_of_measure": unit_of_measure}
        known = {**values, **compare(values)}
        yield cube.units[number], {**about, "formula": None, "inputs": None, **known}


def _with_status(values: dict[str, Value], coverage: Coverage, maturity: str) -> dict[str, object]:
    is_reported = any(values.get(name) is not None for name in ("actual", "plan"))
    of_coverage = "official" if coverage.is_complete or not is_reported else "preliminary"
    return values | {
        "status": "computed" if is_reported else "missing",
        "maturity": least_mature((maturity, of_coverage)),
    }


def _formula(rate: Rate | None) -> str:
    return f"ratio({rate.numerator}, {rate.denominator})" if rate else "sum_of_parts"


def _split(indicator: Indicator, totals: Totals, period: int) -> dict[str, Value]:
    """Area part and yield part of a change, of the units that have all four figures."""
    if indicator.formula != "product_over_10":
        return {}
    codes = [totals.cube.code_index(code) for code in (indicator.inputs[0], indicator.code)]
    masks = [totals.mask("actual previous")[period][:, code] for code in codes]
    both = np.logical_and(*masks)
    if not both.any():
        return {}
    area, production, area_before, production_before = (
        as_decimal(totals.cube.figures[name][period][both, code].sum())
        for name in ("actual", "previous")
        for code in codes
    )
    effects = split_production_change(area, production, area_before, production_before)
    return dict(zip(("area_effect", "yield_effect"), effects, strict=True))
