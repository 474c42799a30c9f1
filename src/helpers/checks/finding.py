"""A finding: what is stated, what follows from the figures, how grave it is, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from helpers.core.catalogues.indicators import Indicator
from helpers.core.formatting import format_number, needed_decimals
from helpers.core.messages import current_language, message
from helpers.indicators.amounts import Amount
from helpers.indicators.observed import Observation
from helpers.indicators.sources import Source
from helpers.indicators.tolerance import Interval, classify, tolerance_of

SEVERITY_OF_VERDICT = {"contradiction": "error", "truncation": "note", "rounding": "note"}
EXTRA_DECIMALS = 2
"""A recomputed figure is printed with so many decimal places more than the stated one."""
MOST_DECIMALS = 6
"""But with no more than these, unless more are stated."""
Reported = Observation | Amount | None
"""What may hold a figure: an observation, or an amount of a budget line."""


@dataclass(frozen=True)
class StatedFigure:
    """A figure as a source states it: value, printed decimal places, source cell."""

    value: Decimal
    decimal_places: int
    source: Source

    @classmethod
    def of(cls, reported: Reported) -> StatedFigure | None:
        """The figure that was reported; None without one."""
        if reported is None or reported.value is None:
            return None
        return cls(reported.value, reported.decimal_places, reported.source)


@dataclass(frozen=True)
class Finding:
    """One row of the findings table, but for unit and period. Figures are printed text."""

    check: str
    severity: str
    section: str
    subject: str
    verdict: str
    advice: str
    stated: str | None = None
    computed: str | None = None
    difference: str | None = None
    tolerance: str | None = None
    formula: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    raw_text: str | None = None
    indicator: str | None = None
    measure: str | None = None

    def as_record(self) -> dict[str, object]:
        """The columns of the findings table, without unit and period."""
        return dict(vars(self))


@dataclass(frozen=True)
class Comparison:
    """What a check compares: its code, the section, the subject's name, the formula as text.

    ``indicator`` and ``measure``: the figure that is stated, by its codes.
    """

    check: str
    section: str
    subject: str
    formula: str
    indicator: str | None = None
    measure: str | None = None

    @classmethod
    def of(cls, check: str, indicator: Indicator, formula: str, measure: str) -> Comparison:
        """Of a stated figure of an indicator of the catalogue."""
        name = indicator.name(current_language())
        return cls(check, indicator.section, name, formula, indicator.code, measure)


def compare(
    comparison: Comparison, stated: StatedFigure, computed: Decimal, possible: Interval | None
) -> Iterator[Finding]:
    """One finding unless the stated figure agrees with the computed one.

    ``possible``: all values that follow from the operands as printed.
    """
    verdict = classify(stated.value, stated.decimal_places, computed, possible)
    if verdict != "agrees":
        tolerance = tolerance_of(possible, computed)
        yield make_finding(comparison, stated, computed, verdict, tolerance)


def make_finding(
    comparison: Comparison,
    stated: StatedFigure,
    computed: Decimal,
    verdict: str,
    tolerance: Decimal | None = None,
) -> Finding:
    """A finding about a stated figure, with the figures printed two digits finer than stated."""
    decimal_places = max(stated.decimal_places, 0)
    shown = max(min(decimal_places + EXTRA_DECIMALS, MOST_DECIMALS), decimal_places)
    return Finding(
        **vars(comparison) | located(stated.source),
        severity=SEVERITY_OF_VERDICT[verdict],
        verdict=verdict,
        advice=message(f"checks.advice_{verdict}"),
        stated=figure_text(stated.value, decimal_places),
        computed=figure_text(computed, shown),
        difference=figure_text(stated.value - computed, shown, signed=True),
        tolerance=None if tolerance is None else figure_text(tolerance, shown),
    )


def located(source: Source) -> dict[str, str | None]:
    """Source columns of a finding."""
    return {name: getattr(source, name) for name in ("file", "sheet", "cell", "raw_text")}


def figure_text(value: Decimal, decimals: int, *, signed: bool = False) -> str:
    """A figure of a finding as the language of its message prints it."""
    shown = needed_decimals(value, decimals)
    return format_number(value, shown, signed=signed, lang=current_language())
