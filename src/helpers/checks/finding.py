"""A finding: what is stated, what follows from the figures, how grave it is, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from helpers.ground.formatting import format_number
from helpers.ground.messages import say
from helpers.indicators.observed import Source

SEVERITY_OF_CLASS = {"contradiction": "error", "truncation": "note", "rounding": "note"}
EXTRA_PLACES, MOST_PLACES = 2, 6


@dataclass(frozen=True)
class Finding:
    """One row of the findings table, but for unit and period. Figures are printed text."""

    check: str
    severity: str
    section: str
    subject: str
    classification: str
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


def make_finding(
    *,
    check: str,
    section: str,
    subject: str,
    stated: Decimal,
    computed: Decimal,
    places: int,
    tolerance: Decimal | None,
    classification: str,
    formula: str,
    source: Source,
) -> Finding:
    """A finding about a stated figure, with the figures printed two digits finer than stated."""
    shown = max(min(places + EXTRA_PLACES, MOST_PLACES), places, 0)
    return Finding(
        check=check,
        severity=SEVERITY_OF_CLASS[classification],
        section=section,
        subject=subject,
        classification=classification,
        advice=say(f"checks.advice_{classification}"),
        stated=format_number(stated, max(places, 0)),
        computed=format_number(computed, shown),
        difference=format_number(stated - computed, shown, signed=True),
        tolerance=None if tolerance is None else format_number(tolerance, shown),
        formula=formula,
        **located(source),
    )


def located(source: Source) -> dict[str, str | None]:
    """Source columns of a finding."""
    return {name: getattr(source, name) for name in ("file", "sheet", "cell", "raw_text")}
