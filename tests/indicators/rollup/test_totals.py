"""Sums and rates of many units, against a plain recount with exact decimals."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.rollup.cube import COLUMNS, FIGURES, Cube, as_decimal
from helpers.indicators.rollup.summed_rates import rates_of
from helpers.indicators.rollup.totals import Totals, codes_of, total_rows

NUMBER = pyarrow.decimal128(38, 12)
AREA, YIELD, PRODUCTION = (f"agri.spring_rice.{name}" for name in ("area", "yield", "production"))
CATALOGUES = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
CODES = codes_of(CATALOGUES)
value = st.none() | st.decimals(-(10**6), 10**9, places=6)


def table(rows):
    """An Arrow table of (unit, indicator, {figure: text}), all of 2023H1."""
    columns = {name: [] for name in COLUMNS}
    for unit, code, figures in rows:
        columns["unit"].append(unit)
        columns["period"].append("2023H1")
        columns["indicator"].append(code)
        columns["status"].append("reported")
        columns["maturity"].append(figures.get("maturity", "official"))
        columns["as_of"].append(figures.get("as_of"))
        for name in FIGURES:
            value = figures.get(name)
            columns[name].append(None if value is None else Decimal(value))
    texts = ("unit", "period", "indicator", "status", "maturity", "as_of")
    text = dict.fromkeys(texts, pyarrow.string())
    return pyarrow.table({n: pyarrow.array(v, text.get(n, NUMBER)) for n, v in columns.items()})


def totals(*rows, units="abc"):
    cube = Cube.build(["2023H1"], list(units), CODES, [table(rows)])
    return Totals(cube, np.ones((1, len(units)), dtype=bool))


def row_of(code, *rows, units="abc"):
    frame = total_rows(totals(*rows, units=units), CATALOGUES, "x", 0)
    return frame.set_index("indicator").loc[code]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(value, value), min_size=1, max_size=12))
def test_sums_are_exact_to_the_last_digit(figures):
    units = [f"u{n}" for n in range(len(figures))]
    rows = [(u, AREA, {"actual": a, "plan": p}) for u, (a, p) in zip(units, figures, strict=True)]
    of_units = totals(*rows, units=units)
    code_index = of_units.cube.code_index(AREA)
    known = [a for a, _ in figures if a is not None]
    both = [a for a, p in figures if a is not None and p is not None]
    assert of_units.sum("actual", "actual", 0, code_index) == (sum(known) if known else None)
    assert of_units.sum("actual", "actual plan", 0, code_index) == (sum(both) if both else None)
    assert of_units.coverage(0, code_index).actual == len(known)


def test_a_rate_is_of_summed_parts_and_no_mean_of_rates():
    rows = [
        ("a", "health.food.passed", {"actual": 50}),
        ("a", "health.food.inspected", {"actual": 100}),
        ("b", "health.food.passed", {"actual": 100}),
        ("b", "health.food.inspected", {"actual": 1000}),
        ("c", "health.food.passed", {"actual": 7}),  # whole unknown: in no rate
    ]  # fmt: skip
    assert row_of("health.food.passed_rate", *rows)["actual"] == Decimal(150) * 100 / 1100


def test_a_yield_is_production_over_area():
    rows = [
        (unit, code, {"actual": value})
        for unit, area, production in (("a", 10, 60), ("b", 30, 150))
        for code, value in ((AREA, area), (PRODUCTION, production))
    ]
    rows.append(("a", YIELD, {"actual": 99}))
    assert row_of(YIELD, *rows)["actual"] == Decimal(210) / 40 * 10


def test_a_total_that_lacks_a_unit_is_preliminary_and_a_complete_one_is_not():
    rows = [("a", AREA, {"actual": 1}), ("b", AREA, {"actual": 2})]
    assert row_of(AREA, *rows)["maturity"] == "preliminary"
    assert row_of(AREA, *rows, units="ab")["maturity"] == "official"
    assert row_of(AREA, *rows)["actual"] == 3


def test_a_total_is_as_certain_as_its_least_certain_part():
    rows = [
        ("a", AREA, {"actual": 1}),
        ("b", AREA, {"actual": 2, "maturity": "preliminary"}),
        ("c", AREA, {"actual": 3, "maturity": "estimate"}),
    ]
    assert row_of(AREA, *rows)["maturity"] == "estimate"
    assert row_of(AREA, *rows[:2], units="ab")["maturity"] == "preliminary"


@pytest.mark.parametrize(
    ("day", "maturity"), [("2023-05-31", "preliminary"), ("2023-06-30", "official")]
)
def test_a_total_of_figures_of_other_days_is_preliminary(day, maturity):
    rows = [("a", AREA, {"actual": 1}), ("b", AREA, {"actual": 2, "as_of": day})]
    assert row_of(AREA, *rows, units="ab")["maturity"] == maturity


def test_a_yield_of_estimates_is_an_estimate():
    rows = [
        ("a", PRODUCTION, {"actual": 60, "maturity": "estimate"}),
        ("a", AREA, {"actual": 10}),
    ]
    assert row_of(YIELD, *rows, units="a")["maturity"] == "estimate"


def test_a_comparison_is_made_of_units_that_have_both_figures():
    rows = [
        ("a", AREA, {"actual": 90, "plan": 100, "previous": 80}),
        ("b", AREA, {"actual": 500}),
        ("c", AREA, {"actual": 30, "plan": 20, "previous": 40}),
    ]
    row = row_of(AREA, *rows)
    assert row["actual"] == 620
    assert (row["plan"], row["previous"]) == (None, None), "620/120 would be no rate"
    assert row["pct_plan"] == 100
    assert (row["change"], row["pct_change"]) == (0, 0)


def test_an_absent_disbursement_counts_as_none_yet():
    rows = [
        ("a", "mtqg.DA1.total", {"actual": 10, "plan": 40}),
        ("b", "mtqg.DA1.total", {"plan": 60}),
    ]
    row = row_of("mtqg.DA1.total", *rows)
    assert (row["actual"], row["plan"], row["pct_plan"]) == (10, 100, 10)


def test_what_neither_adds_nor_follows_is_missing():
    none = [c for c, i in CATALOGUES.indicators.items() if i.aggregation == "none"]
    rows = [(unit, code, {"actual": 5}) for unit in "ab" for code in none]
    assert none
    for code in none:
        assert row_of(code, *rows)["status"] == "missing"


def test_every_rate_of_the_catalogue_follows_from_parts():
    """A ratio without parts could not be rolled up: the catalogue must not have one."""
    rates = rates_of(CATALOGUES.indicators.values())
    ratios = {c for c, i in CATALOGUES.indicators.items() if i.aggregation == "ratio"}
    assert ratios == set(rates)


def test_other_units_now_than_a_year_ago_keep_the_total_comparable():
    """District d became communes a and b: last year's total is the district's."""
    earlier = table([("d", AREA, {"actual": 100})])
    earlier = earlier.set_column(1, "period", pyarrow.array(["2022H1"]))
    now = table([("a", AREA, {"actual": 70}), ("b", AREA, {"actual": 40})])
    cube = Cube.build(["2022H1", "2023H1"], ["d", "a", "b"], CODES, [earlier, now])
    expected = np.array([[True, False, False], [False, True, True]])
    row = total_rows(Totals(cube, expected), CATALOGUES, "x", 1).set_index("indicator").loc[AREA]
    assert (row["actual"], row["previous"], row["change"]) == (110, 100, 10)


@pytest.mark.parametrize("text", ["0", "-0.000001", "46929.385459", "9000000000000", "-16.74"])
def test_millionths_give_the_value_back(text):
    of_units = totals(("a", AREA, {"actual": text}), units="a")
    assert as_decimal(
        of_units.cube.figures["actual"][0, 0, of_units.cube.code_index(AREA)]
    ) == Decimal(text)


def test_a_value_too_large_to_hold_is_refused():
    with pytest.raises(OverflowError):
        totals(("a", AREA, {"actual": "10000000000000"}), units="a")
