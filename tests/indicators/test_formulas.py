"""The closed list of formulas, and the figures every indicator gets."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.indicators.formulas import (
    FORMULAS,
    percent_change,
    scaled_quotient,
    split_production_change,
)

positive = st.decimals("0.01", "100000", places=2)


@pytest.mark.parametrize(
    ("formula", "values", "unit", "expected"),
    [
        ("ratio", ["9", "13"], "%", "69.23"),
        ("ratio", ["7245.23", "1178.47"], "tạ/ha", "61.48"),
        ("ratio", ["1", "0"], "%", None),
        ("sum_of_parts", ["7245.23", "2972.96"], "tấn", "10218.19"),
        ("sum_of_parts", ["1", None], "tấn", None),
        ("product_over_10", ["1178.47", "61.48"], "tấn", "7245.23"),
        ("difference", ["5", "8"], "con", "-3"),
        ("difference", [None, "8"], "con", None),
    ],
)
def test_formula(formula, values, unit, expected):
    result = FORMULAS[formula]([None if v is None else D(v) for v in values], unit)
    assert (None if result is None else round(result, 2)) == (expected and D(expected))


@pytest.mark.parametrize(
    ("actual", "previous", "expected"),
    [
        ("1178.47", "1195.21", "-1.40"),
        ("5", "0", None),
        ("0", "3", "-100.00"),
        ("-2", "-4", "50.00"),
    ],
)
def test_percent_change(actual, previous, expected):
    change = percent_change(D(actual), D(previous))
    assert (None if change is None else round(change, 2)) == (expected and D(expected))


def test_no_plan_gives_no_percentage():
    assert scaled_quotient(D(5), None) is None
    assert scaled_quotient(D(5), D(0)) is None


@given(positive, positive, positive, positive)
def test_area_part_and_yield_part_add_up_exactly(area, production, old_area, old_production):
    area_part, yield_part = split_production_change(area, production, old_area, old_production)
    assert abs(area_part + yield_part - (production - old_production)) <= D("1e-15")


def test_split_of_spring_rice_worked_by_hand():
    """Area 1195.21 → 1178.47 ha at yields 61.21 and 61.48: −16.74 × 61.345 / 10 = −102.69 t."""
    area_part, yield_part = split_production_change(
        D("1178.47"), D("7245.23"), D("1195.21"), D("7316.00")
    )
    assert round(area_part, 1) == D("-102.7")
    assert round(yield_part, 1) == D("31.9")
    assert round(area_part + yield_part, 2) == D("-70.77")
