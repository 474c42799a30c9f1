"""Figures far from the rest are found, and ordinary spread is left in peace."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.indicators.rollup.cube import FIGURES, ONE, UNKNOWN, Cube
from helpers.indicators.rollup.outliers import against_history, against_peers

UNITS, PERIODS = [f"u{n:02d}" for n in range(40)], ["2020H1", "2021H1", "2022H1", "2023H1"]


def cube(seed=1):
    """Forty units of ordinary growth: 4 % noise, plans reached to 35–110 %."""
    draw = np.random.default_rng(seed)
    size = np.exp(draw.normal(5, 1, (1, 40, 3)))
    course = size * np.exp(draw.normal(0.02, 0.04, (4, 40, 3)).cumsum(axis=0))
    figures = {name: np.full((4, 40, 3), UNKNOWN) for name in FIGURES}
    figures["actual"] = (course * ONE).astype(np.int64)
    figures["plan"] = (course / draw.uniform(0.35, 1.1, course.shape) * ONE).astype(np.int64)
    figures["previous"][1:] = figures["actual"][:-1]
    return Cube(tuple(PERIODS), tuple(UNITS), ("x", "y", "z"), figures, np.zeros((4, 40, 3), bool))


def found(outlier_cube):
    peers = [
        u for field in ("pct_plan", "pct_change") for u in against_peers(outlier_cube, 3, field)
    ]
    return {(u.unit, u.code, u.against) for u in (*peers, *against_history(outlier_cube, 3))}


@pytest.mark.parametrize("seed", range(8))
def test_ordinary_spread_is_not_unusual(seed):
    assert found(cube(seed)) == set()


@pytest.mark.parametrize("factor", [10, 1000, 0.1])
def test_a_slip_of_the_decimal_mark_is_found_in_the_unit_that_made_it(factor):
    outlier_cube = cube()
    outlier_cube.figures["actual"][3, 7, 1] = int(outlier_cube.figures["actual"][3, 7, 1] * factor)
    assert {(unit, code) for unit, code, _ in found(outlier_cube)} == {("u07", "y")}
    assert ("u07", "y", "history") in found(outlier_cube)


def test_too_few_peers_or_periods_give_no_outlier():
    outlier_cube = cube()
    outlier_cube.figures["actual"][3, 7, 1] *= 10
    outlier_cube.figures["actual"][:3, 7, 1] = UNKNOWN
    outlier_cube.figures["plan"][3, 7:, 1] = UNKNOWN
    outlier_cube.figures["previous"][3, :, 1] = UNKNOWN
    assert found(outlier_cube) == set()
