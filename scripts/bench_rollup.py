"""Seconds that a roll-up takes after its figures are loaded, by number of units; for bench.py.

Invented figures of every indicator and budget line of the catalogue in eight periods: sums, rates
and comparisons of all periods, coverage, figures far from the rest.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np

from helpers.core.catalogues import Catalogues
from helpers.core.periods import Period
from helpers.indicators.rollup.cube import FIGURES, ONE, UNKNOWN, Cube
from helpers.indicators.rollup.outliers import against_history, against_peers
from helpers.indicators.rollup.totals import Totals, codes_of, total_rows

PERIODS = [Period(year, "H", 1) for year in range(2016, 2024)]
ABSENT = 0.02


def invented(units: int, codes: list[str]) -> Cube:
    """Series with noise; one figure in fifty is absent."""
    draw = np.random.default_rng(units)
    shape = (len(PERIODS), units, len(codes))
    figures = {}
    for name in FIGURES:
        values = np.exp(draw.normal(5, 1, shape)) * ONE
        figures[name] = np.where(draw.random(shape) < ABSENT, UNKNOWN, values.astype(np.int64))
    names = [f"u{number}" for number in range(units)]
    return Cube(
        tuple(map(str, PERIODS)), tuple(names), tuple(codes), figures, np.zeros(shape, bool)
    )


def seconds_for(units: int, known: Catalogues) -> float:
    codes = codes_of(known)
    cube = invented(units, codes)
    start = perf_counter()
    totals = Totals(cube, np.ones((len(PERIODS), units), dtype=bool))
    for period in range(len(PERIODS)):
        total_rows(totals, known, "parent", period)
    newest = len(PERIODS) - 1
    for field in ("pct_plan", "pct_change"):
        list(against_peers(cube, newest, field))
    list(against_history(cube, newest))
    seconds = round(perf_counter() - start, 2)
    print(f"{units:>6} units × {len(codes)} codes × {len(PERIODS)} periods: {seconds} s")
    return seconds
