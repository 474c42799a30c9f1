"""Scales of small multiples: what they hold, and where they begin."""

from __future__ import annotations

import pytest
from chart_rows import table

from helpers.charts.trends.panel_scale import individual_window
from helpers.charts.trends.series import IndicatorSeries
from helpers.core.tables import records_of


def series(values: str, plan: str = "") -> IndicatorSeries:
    rows = table("actual plan", *(f"{value} | {plan}" for value in values.split()))
    return IndicatorSeries(tuple(records_of(rows)))


@pytest.mark.parametrize(
    ("values", "is_broken"),
    [
        ("3 10", False),  # zero is half a length away: drawn down to it
        ("0 9", False),
        ("98 100", True),
        ("1020 1278", True),
        ("-4 3", False),  # zero lies within
        ("-98 -100", True),
    ],
)
def test_a_scale_leaves_zero_out_only_where_it_is_far(values, is_broken):
    window = individual_window(series(values))
    assert window.is_broken == is_broken
    if not is_broken:
        assert window.low <= 0 <= window.high
    assert all(window.holds(value) for value in series(values).values)


@pytest.mark.parametrize(("plan", "is_held"), [("104", True), ("90", False), ("21420", False)])
def test_a_plan_near_the_values_is_shown_and_a_far_one_does_not_flatten_them(plan, is_held):
    rows = series("98 101 100", plan)
    window = individual_window(rows)
    assert window.holds(rows.plans[0]) == is_held
    assert window.length < 15
