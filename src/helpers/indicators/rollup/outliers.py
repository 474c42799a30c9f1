"""Ranks of units, and figures far from the rest: from other units, from a unit's own past.

Distance from the median in median absolute deviations, the modified z-score of Iglewicz and
Hoaglin (How to Detect and Handle Outliers, 1993), who take 3.5 as its limit. The median of the
deviations is not moved by the very figures that are looked for, as a standard deviation is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from helpers.indicators.rollup.cube import Cube

LIMIT = 3.5
CONSISTENT = 0.6745
"""Makes the median absolute deviation of normal values their standard deviation."""
FEWEST_PEERS = 8
"""With fewer units the median of the rest says little about any one of them."""
FEWEST_PERIODS = 3
"""Two earlier values have no middle."""
LEAST_POINTS = 50.0
"""Percentages nearer to the median than that are no news, however alike the others are."""
LEAST_SHARE = 1.0
"""Of a unit's own past: less than twice, or more than half of it, is no news."""
NOISE_SHARE = 0.05


Rate = Literal["pct_plan", "pct_change"]
"""Percent of plan, and change on last year in percent."""


@dataclass(frozen=True)
class Outlier:
    """A figure far from what it is compared with; ``usual`` is the median of that."""

    unit: str
    code: str
    against: Literal["peers", "history"]
    field: Rate | Literal["actual"]
    value: float
    usual: float
    distance: float


def quotients(cube: Cube, period: int, field: Rate) -> np.ndarray:
    """Percent of plan, or change on last year in percent; (units, codes), nan where unknown."""
    actual = cube.values("actual", period)
    base = cube.values("plan" if field == "pct_plan" else "previous", period)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(base != 0, actual / base * 100, np.nan)
    return shares if field == "pct_plan" else shares - 100


def against_peers(cube: Cube, period: int, field: Rate) -> Iterator[Outlier]:
    """Rates of units far from those of the other units in the same period."""
    rates = quotients(cube, period, field)
    enough = np.isfinite(rates).sum(axis=0) >= FEWEST_PEERS
    middle, distance = distances_from_median(rates, axis=0, floor=0.0)
    far = (np.abs(distance) > LIMIT) & (np.abs(rates - middle) >= LEAST_POINTS) & enough
    usual = np.broadcast_to(middle[0], rates.shape)
    for unit, code, *figures_found in _found(far, rates, usual, distance):
        yield Outlier(cube.units[unit], cube.codes[code], "peers", field, *figures_found)


def against_history(cube: Cube, period: int) -> Iterator[Outlier]:
    """Values more than twice, or less than half, of what a unit reported in earlier periods."""
    earlier, now = cube.values("actual", slice(period)), cube.values("actual", period)
    if len(earlier) < FEWEST_PERIODS:
        return
    enough = np.isfinite(earlier).sum(axis=0) >= FEWEST_PERIODS
    with np.errstate(divide="ignore", invalid="ignore"):
        logs, log_now = np.log(earlier), np.log(now)
    middle, distance = distances_from_median(logs, axis=0, floor=NOISE_SHARE, newest=log_now)
    far = (np.abs(distance) > LIMIT) & enough
    far &= np.abs(log_now - middle[0]) > np.log1p(LEAST_SHARE)
    far &= np.isfinite(log_now)
    for unit, code, *figures_found in _found(far, now, np.exp(middle[0]), distance):
        yield Outlier(cube.units[unit], cube.codes[code], "history", "actual", *figures_found)


def _found(where: np.ndarray, *figures: np.ndarray) -> Iterator[tuple[Any, ...]]:
    """Unit, code and figures of each position where ``where`` holds, as plain numbers."""
    columns = [*np.nonzero(where), *(figure[where] for figure in figures)]
    return zip(*(column.tolist() for column in columns), strict=True)


def distances_from_median(
    values: np.ndarray, *, axis: int, floor: float, newest: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Median along ``axis``, and distances from it of ``newest`` (default: of the values).

    Distances in median absolute deviations, of which none is taken as smaller than ``floor``.
    """
    values = np.where(np.isfinite(values), values, np.nan)
    middle = _median(values, axis)
    spread = np.maximum(_median(np.abs(values - middle), axis), floor)
    looked_at = values if newest is None else newest[np.newaxis]
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = CONSISTENT * (looked_at - middle) / spread
    return middle, distance if newest is None else distance[0]


def _median(values: np.ndarray, axis: int) -> np.ndarray:
    """Median of what is known, nan of nothing; one sort instead of numpy's loop over columns."""
    ordered = np.sort(values, axis=axis)
    count = np.isfinite(values).sum(axis=axis, keepdims=True)
    low, high = np.maximum((count - 1) // 2, 0), np.maximum(count // 2, 0)
    high = np.minimum(high, values.shape[axis] - 1)
    lower, upper = (np.take_along_axis(ordered, index, axis) for index in (low, high))
    median: np.ndarray = (lower + upper) / 2
    return median
