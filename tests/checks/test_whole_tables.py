"""Sheets that look like last year's, with plan and actual swapped, or with rows gone."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from helpers.checks.whole_tables import check_whole_tables
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace

HERDS = [
    f"livestock.{animal}.herd" for animal in ("buffaloes", "cattle", "horses", "goats", "pigs")
]
LAST_YEAR = {"plan": (4300, 1300, 650, 2400, 17000), "actual": (4215, 1290, 610, 2391, 18777)}
THIS_YEAR = {"plan": (4310, 1330, 655, 2440, 17100), "actual": (4242, 1313, 598, 2454, 19530)}


@pytest.fixture(scope="module")
def known():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))


def observations(period, **columns):
    """An observations table: a value of each measure for each herd; None leaves the row out."""
    rows = [
        {
            "unit": "x", "period": period, "indicator": code, "measure": measure, "value": D(value),
            "decimal_places": 0, "status": "reported", "unit_of_measure": "con",
            "as_of": "2023-06-30", "maturity": "official", "file": "a.xlsx", "sheet": "Đàn",
            "cell": f"{measure[0]}{row}", "raw_text": str(value),
        }
        for measure, values in columns.items()
        for row, (code, value) in enumerate(zip(HERDS, values, strict=True), start=8)
        if value is not None
    ]  # fmt: skip
    return make_table("observations", rows)


def found(known, now, before, confirmed=()):
    log = [
        {"unit": "x", "period": "2023H1", "file": "a.xlsx", "sheet": "Đàn", "cell": cell,
         "rule": "confirmed", "before": "", "after": ""}
        for cell in confirmed
    ]  # fmt: skip
    empty = make_table("programme", [])
    tables = {
        "observations": now,
        "programme": empty,
        "cleaning_log": make_table("cleaning_log", log),
    }
    last_year = {"observations": before, "programme": empty}
    findings = check_whole_tables(tables, last_year, known)
    return [(finding.check, finding.cell) for finding in findings]


def test_an_ordinary_year_raises_nothing(known):
    now, before = observations("2023H1", **THIS_YEAR), observations("2022H1", **LAST_YEAR)
    assert found(known, now, before) == []
    assert found(known, now, observations("2022H1")) == []


def test_last_years_figures_sent_again(known):
    now = observations("2023H1", plan=THIS_YEAR["plan"], actual=LAST_YEAR["actual"])
    before = observations("2022H1", **LAST_YEAR)
    assert found(known, now, before) == [("same_as_last_year", "a8")]
    assert found(known, now, before, confirmed=["a8"]) == []


def test_equal_small_counts_say_nothing(known):
    few = (1, 2, 3, 4, 5)
    now, before = (observations(period, actual=few) for period in ("2023H1", "2022H1"))
    assert found(known, now, before) == []


def test_swapped_columns_by_the_stated_percentages(known):
    # 4242 / 4310 = 98.4 %, 1313 / 1330 = 98.7 %, and so on; the other way round 101.6 %, 101.3 %.
    rates = (98, 99, 91, 101, 114)
    plan, actual = THIS_YEAR["plan"], THIS_YEAR["actual"]
    nothing = observations("2022H1")
    right = observations("2023H1", plan=plan, actual=actual, stated_pct_plan=rates)
    swapped = observations("2023H1", plan=actual, actual=plan, stated_pct_plan=rates)
    assert found(known, right, nothing) == []
    assert found(known, swapped, nothing) == [("columns_swapped", "a8")]


def test_swapped_columns_by_last_years_figures(known):
    plan, actual = (100, 200, 300, 400, 500), (40, 90, 110, 160, 210)
    before = observations("2022H1", plan=(98, 190, 310, 390, 480), actual=(42, 85, 115, 150, 200))
    assert found(known, observations("2023H1", plan=plan, actual=actual), before) == []
    swapped = observations("2023H1", plan=actual, actual=plan)
    assert found(known, swapped, before) == [("columns_swapped", "a8")]


def test_neighbouring_rows_gone(known):
    before = observations("2022H1", **LAST_YEAR)
    three = observations("2023H1", actual=(4242, None, None, None, 19530))
    two = observations("2023H1", actual=(4242, None, None, 2454, 19530))
    assert found(known, three, before) == [("rows_gone", "a8")]
    assert found(known, two, before) == []
