"""A change against last year as the period's own forms state it: evidence where nothing else is.

Used where no earlier figures were received. A percentage alone gives no value of last year: its
digits allow a range of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from helpers.core.conversion import PERCENT
from helpers.indicators.formulas import HUNDRED, Value, minus, percent_change
from helpers.indicators.observed import Observation, Observed
from helpers.indicators.tolerance import Interval, image, printed_interval

STATED_PERCENTAGES = ("stated_pct_change", "stated_pct_previous")


@dataclass(frozen=True)
class StatedChange:
    """The change and its percentage as stated, each with where it stands; empty for none."""

    change: Observation | None = None
    percentage: tuple[str, Observation] | None = None

    @property
    def evidence(self) -> Iterator[tuple[str, Observation]]:
        """Role and observation of each stated figure."""
        if self.change is not None:
            yield "stated_change", self.change
        if self.percentage is not None:
            yield self.percentage

    def columns(self) -> dict[str, Value | str]:
        """The columns of the indicators table; none where nothing is stated."""
        if self.change is None and self.percentage is None:
            return {}
        return {
            "comparison_basis": "stated",
            "change": self.change.value if self.change else None,
            "pct_change": _percent_of_change(*self.percentage) if self.percentage else None,
        }


def stated_change(now: Observed, code: str) -> StatedChange:
    """What is stated about an indicator's change; nothing where the statements contradict.

    The change of a percentage in percent is left out: it may be meant in points.
    """
    actual = _known(now.get(code, "actual"))
    if actual is None:
        return StatedChange()
    change = _known(now.get(code, "stated_change"))
    percentages = [(m, f) for m in STATED_PERCENTAGES if (f := _known(now.get(code, m)))]
    if actual.unit_of_measure == PERCENT:
        percentages = []
    ranges = [_range_of_percentage(measure, found) for measure, found in percentages]
    follows = _range_that_follows(actual, change)
    known = [*ranges, *([follows] if follows else [])]
    if any(not a.overlaps(b) for a in known for b in known):
        return StatedChange()
    return StatedChange(change, percentages[0] if percentages else None)


def _known(found: Observation | None) -> Observation | None:
    return found if found is not None and found.value is not None else None


def _percent_of_change(measure: str, found: Observation) -> Value:
    """The change in percent; 100,7% of last year is a rise of 0,7%."""
    return minus(found.value, HUNDRED) if measure == "stated_pct_previous" else found.value


def _range_of_percentage(measure: str, found: Observation) -> Interval:
    value = _percent_of_change(measure, found) or Decimal(0)
    return Interval.printed(value, found.decimal_places)


def _range_that_follows(actual: Observation, change: Observation | None) -> Interval | None:
    """The percentages that a stated change allows, with the actual value as printed."""
    intervals = [printed_interval(actual), printed_interval(change)]
    known = [interval for interval in intervals if interval is not None]
    if len(known) < 2:
        return None
    return image(lambda v: percent_change(v[0], v[0] - v[1]), known)
