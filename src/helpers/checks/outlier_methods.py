"""The methods that outlier_rules.csv may name: is a value far from its reference values?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean, median, stdev
from typing import Literal

import numpy as np

from helpers.checks.outlier_rules import OutlierRule
from helpers.checks.scale_suspicion import POWERS, WITHIN
from helpers.indicators.rollup.outliers import NOISE_SHARE, distances_from_median

ONE = Decimal(1)
FACTORS = tuple(ONE.scaleb(power) for given in POWERS for power in (given, -given))
Verdict = Literal["far", "agrees", "between"]


@dataclass(frozen=True)
class RuleOutcome:
    """What a rule says of a value: what is expected, value ÷ expected, and the verdict."""

    expected: Decimal
    ratio: Decimal
    verdict: Verdict


def apply(
    rule: OutlierRule, value: Decimal, references: Sequence[Decimal], base: Decimal
) -> RuleOutcome | None:
    """The outcome of ``rule``; None where it says nothing: too few references, a negative one.

    ``base``: values nearer to zero are taken as this large in ratios.
    """
    if len(references) < rule.fewest:
        return None
    if rule.method == "range":
        return _range(value, references)
    if rule.method in ("mad", "z_score"):
        return _from_series(rule, value, references, base)
    expected = sum(references, Decimal(0))
    if min(value, expected) < 0:
        return None
    ratio = ratio_of(value, expected, base)
    if rule.method == "power_of_ten":
        return _power_of_ten(rule, value, expected)
    return RuleOutcome(expected, ratio, _verdict(ratio, is_far=rule.is_outside(ratio)))


def ratio_of(value: Decimal, expected: Decimal, base: Decimal) -> Decimal:
    """value ÷ expected, each taken as ``base`` where it is smaller."""
    return max(value, base) / max(expected, base)


def is_near(ratio: Decimal, factor: Decimal) -> bool:
    """True where ``ratio`` is within the same factor of ``factor`` as a suspicion of its scale."""
    return factor / WITHIN <= ratio <= factor * WITHIN


def _verdict(ratio: Decimal, *, is_far: bool) -> Verdict:
    return "far" if is_far else "agrees" if is_near(ratio, ONE) else "between"


def _range(value: Decimal, bounds: Sequence[Decimal]) -> RuleOutcome:
    nearest = min(max(value, bounds[0]), bounds[-1])
    ratio = value / nearest if nearest else ONE
    return RuleOutcome(nearest, ratio, "agrees" if value == nearest else "far")


def _power_of_ten(rule: OutlierRule, value: Decimal, expected: Decimal) -> RuleOutcome | None:
    """Far by exactly the factor of a slip: within ``low`` and ``high`` of it."""
    ratio = value / expected if expected else Decimal(0)
    if any(ratio and not rule.is_outside(ratio / factor) for factor in FACTORS):
        return RuleOutcome(expected, ratio, "far")
    return None if rule.is_outside(ratio) else RuleOutcome(expected, ratio, "agrees")


def _from_series(
    rule: OutlierRule, value: Decimal, series: Sequence[Decimal], base: Decimal
) -> RuleOutcome | None:
    """Far both by its distance from the series, on the scale of logarithms, and by its ratio."""
    if min(value, *series) < 0:
        return None
    logs = np.log([float(max(earlier, base)) for earlier in series])
    newest = float(np.log(float(max(value, base))))
    middle, distance = SERIES_METHODS[rule.method](logs, newest)
    expected = median(series) if rule.method == "mad" else Decimal(str(round(np.exp(middle), 6)))
    ratio = ratio_of(value, expected, base)
    is_distant = rule.distance is None or abs(distance) > rule.distance
    return RuleOutcome(
        expected, ratio, _verdict(ratio, is_far=is_distant and rule.is_outside(ratio))
    )


def _mad(logs: np.ndarray, newest: float) -> tuple[float, float]:
    """Median and modified z-score, as the roll-up of units has them."""
    middle, distance = distances_from_median(
        logs, axis=0, floor=NOISE_SHARE, newest=np.asarray(newest)
    )
    return float(middle[0]), float(distance)


def _z_score(logs: np.ndarray, newest: float) -> tuple[float, float]:
    """Mean, and distance from it in standard deviations (none smaller than the usual noise)."""
    middle = fmean(logs)
    return middle, (newest - middle) / max(stdev(logs), NOISE_SHARE)


SERIES_METHODS: dict[str, Callable[[np.ndarray, float], tuple[float, float]]] = {
    "mad": _mad,
    "z_score": _z_score,
}
