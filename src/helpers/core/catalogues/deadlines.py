"""Catalogue of deadlines: who owes which report to whom until when, on each chain of reporting."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, OptionalPeriod
from helpers.core.catalogues.packs import ETHNIC, is_valid, latest, load_pack_entries
from helpers.core.catalogues.units import Level
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

HALF_YEAR = "half_year"
"""The report of the period itself, among others that are owed."""


class Deadline(CatalogueRow):
    """The last day for a part of the year: H1, H2, Y, Q1, M09 …

    ``chain``: to which side the report goes; ``level``: of the unit that owes it, all where it is
    empty; ``years_later``: 1 where the day is in the next year; ``cutoff``: up to which day figures
    count; ``report``: which one; ``words_vi``: the day as the text words it; ``is_official``: no
    where it is the project's own default.
    """

    chain: str = ETHNIC
    report: str = HALF_YEAR
    level: Level | Literal[""] = ""
    report_vi: str = ""
    recipient_vi: str = ""
    period_kind: str
    month: int
    day: int
    years_later: int = 0
    cutoff: str = ""
    words_vi: str = ""
    source_vi: str
    is_official: Literal["yes", "no"] = "no"
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None

    def on(self, period: Period) -> date:
        """The last day for the report of a period."""
        return date(period.year + self.years_later, self.month, self.day)


def deadlines_of(workspace: Workspace, period: Period, level: str) -> list[Deadline]:
    """What units of a level owe for a period, of all packs, in the order of the chains.

    Of two packs that set a day for the same report the later one counts. Raises CatalogueError
    for a chain that no pack names.
    """
    part = str(period).removeprefix(str(period.year)) or "Y"
    found: dict[tuple[str, str], dict[Path, Deadline]] = {}
    known = {"chain": KnownCodes("chains", load_chains(workspace))}
    files = workspace.reference_files("packs", "*/deadlines.csv")
    for entry in load_pack_entries(files, Deadline, known):
        row = entry.row
        is_owed = row.period_kind == part and row.level in ("", level)
        if is_owed and is_valid(row, period):
            found.setdefault((row.chain, row.report), {})[entry.path] = row
    return [same[path] for same in found.values() for path in latest(same)[-1:]]


def report_owed(owed: Iterable[Deadline], chain: str) -> Deadline | None:
    """Of what is owed the report of the period itself on a chain; None where none is set."""
    return next((row for row in owed if (row.chain, row.report) == (chain, HALF_YEAR)), None)
