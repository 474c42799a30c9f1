"""Catalogue of deadlines: until when units are to send the report of a period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpers.core.catalogues.loading import CatalogueRow, load_table
from helpers.core.periods import Period


class Deadline(CatalogueRow):
    """The last day (within the period's year) for a part of the year: H1, H2, Y, Q1, M09 …"""

    period_kind: str
    month: int
    day: int
    source_vi: str


def deadline_of(path: Path, period: Period) -> date | None:
    """The last day to send the report of ``period``; None where none is set."""
    part = str(period).removeprefix(str(period.year)) or "Y"
    for row in load_table(path, Deadline):
        if row.period_kind == part:
            return date(period.year, row.month, row.day)
    return None
