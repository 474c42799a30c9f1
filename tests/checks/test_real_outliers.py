"""The real report's figures, right and with one slip: from the cleaned tables to the findings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.checks import CheckRules, Earlier, find_contradictions
from helpers.core.tables import make_table, records_of
from helpers.indicators import compute_indicators, compute_programme
from helpers.stages.unit_period import open_unit_period

UNIT = "bach-thong"


@pytest.fixture(scope="module")
def unit_period():
    return open_unit_period(unit=UNIT, period="2023H1")


@pytest.fixture(scope="module")
def tables(unit_period):
    last_year = unit_period.in_period(unit_period.earlier_periods[0])
    return unit_period.clean().tables, last_year.clean().tables


def unusual(unit_period, tables, code="", measure="", value=None):
    """Findings about unusual figures where one observation has another value."""
    cleaned, last_year = tables
    observations = cleaned["observations"].copy()
    at = observations.index[
        (observations["indicator"] == code) & (observations["measure"] == measure)
    ]
    assert len(at) == (value is not None)
    observations.loc[at, "value"] = value and Decimal(value)
    known = unit_period.catalogues
    indicators = compute_indicators(observations, last_year["observations"], known, UNIT)
    budget = compute_programme(cleaned["programme"], known, UNIT)
    rows = make_table("indicators", [*records_of(indicators), *records_of(budget)])
    earlier = Earlier(last_year, make_table("indicators", []))
    findings = find_contradictions(
        {**cleaned, "observations": observations}, earlier, rows, known,
        CheckRules.load(unit_period.workspace, unit_period.period), UNIT,
    )  # fmt: skip
    return [row for row in records_of(findings) if row["verdict"] == "unusual"]


def test_the_figures_as_they_were_sent_are_usual(unit_period, tables):
    """Among them 6 of 251 households at mid-year and a standing area of 119 % of its plan."""
    assert unusual(unit_period, tables) == []


# code, measure, value in place of another; check, measure and severity of the finding
SLIPS = [
    ("livestock.large_animals.sold", "actual", "9680", "may_be_other_unit", "warning"),  # 592 %
    ("agri.spring_rice.area", "actual", "11784.7", "may_be_other_unit", "error"),
    ("agri.spring_rice.area", "plan", "11870", "may_be_other_unit", "warning"),
    ("livestock.buffaloes.herd", "actual", "0", "far_from_plan", "warning"),
    ("livestock.pigs.live_weight", "actual", "9747", "may_be_other_unit", "error"),
]


@pytest.mark.parametrize(("code", "measure", "value", "check", "severity"), SLIPS)
def test_a_slip_is_found_at_its_cell(unit_period, tables, code, measure, value, check, severity):
    (finding,) = unusual(unit_period, tables, code, measure, value)
    assert (finding["check"], finding["severity"]) == (check, severity)
    assert (finding["indicator"], finding["measure"]) == (code, measure)
    assert finding["file"] and finding["cell"] and finding["raw_text"]
