"""A finding: what is stated, what follows from the figures, how grave it is, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message
from helpers.indicators.sources import Source
from helpers.indicators.tolerance import Interval, classify, tolerance_of

SEVERITY_OF_CLASS = {"contradiction": "error", "truncation": "note", "rounding": "note"}
EXTRA_PLACES, MOST_PLACES = 2, 6


class Stated(Protocol):
    """A figure as a source states it: value, printed digits, where it stands."""

    value: Decimal
    decimal_places: int
    source: Source


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

    def as_record(self) -> dict[str, object]:
        return dict(vars(self))


def compare(
    *,
    check: str,
    section: str,
    subject: str,
    stated: Stated,
    computed: Decimal,
    possible: Interval | None,
    formula: str,
) -> Iterator[Finding]:
    """One finding unless the stated figure agrees with the computed one.

    ``possible``: all values that follow from the operands as printed.
    """
    verdict = classify(stated.value, stated.decimal_places, computed, possible)
    if verdict != "agrees":
        yield make_finding(
            check=check,
            section=section,
            subject=subject,
            stated=stated,
            computed=computed,
            tolerance=tolerance_of(possible, computed),
            verdict=verdict,
            formula=formula,
        )


def make_finding(
    *,
    check: str,
    section: str,
    subject: str,
    stated: Stated,
    computed: Decimal,
    verdict: str,
    formula: str,
    tolerance: Decimal | None = None,
) -> Finding:
    """A finding about a stated figure, with the figures printed two digits finer than stated."""
    decimal_places = max(stated.decimal_places, 0)
    shown = max(min(decimal_places + EXTRA_PLACES, MOST_PLACES), decimal_places)
    return Finding(
        check=check,
        severity=SEVERITY_OF_CLASS[verdict],
        section=section,
        subject=subject,
        verdict=verdict,
        advice=message(f"checks.advice_{verdict}"),
        stated=figure_text(stated.value, decimal_places),
        computed=figure_text(computed, shown),
        difference=figure_text(stated.value - computed, shown, signed=True),
        tolerance=None if tolerance is None else figure_text(tolerance, shown),
        formula=formula,
        **located(stated.source),
    )


def located(source: Source) -> dict[str, str | None]:
    """Source columns of a finding."""
    return {name: getattr(source, name) for name in ("file", "sheet", "cell", "raw_text")}


def figure_text(value: Decimal, decimals: int, *, signed: bool = False) -> str:
    """A figure of a finding as the language of its message prints it."""
    return format_number(value, decimals, signed=signed, lang=current_language())
