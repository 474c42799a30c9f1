"""Indicators of a unit's own as a person confirmed them: mappings/UNIT/own_indicators.csv."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import known_sectors
from helpers.core.catalogues.loading import (
    CatalogueRow,
    Entry,
    OptionalDate,
    broken_row,
    load_entries,
    unique,
)
from helpers.core.catalogues.outlines import known_sections
from helpers.core.messages import message
from helpers.core.text import fold
from helpers.core.workspace import Workspace

OWN = "own."
"""What the codes of indicators begin with that only one unit reports."""


def is_own(indicator: str) -> bool:
    """True for the code of an indicator that only one unit reports."""
    return indicator.startswith(OWN)


class OwnIndicator(CatalogueRow):
    """One row: what the indicator is called, where the report has it, and how it adds."""

    code: Annotated[str, Field(pattern=r"^own\.")]
    name_vi: Annotated[str, Field(min_length=1)]
    unit_of_measure: str
    section: str
    sector: str
    aggregation: Literal["sum", "ratio", "none"]
    direction: Literal["up", "down", "neutral"] = "neutral"
    decimals: Annotated[int, Field(ge=0, le=9)] = 2
    confirmed_by: str = ""
    confirmed_on: OptionalDate = None


def own_indicators_file(unit: str) -> str:
    """The file of a unit's own indicators below data/reference."""
    return f"mappings/{unit}/own_indicators.csv"


def load_own_indicators(
    workspace: Workspace, unit: str, catalogues: Catalogues | None = None
) -> dict[str, OwnIndicator]:
    """By code; none where the unit has no file. Raises CatalogueError.

    With ``catalogues`` also for a unit of measure, section or sector that they lack, and for the
    name of one of their indicators.
    """
    path = workspace.reference(own_indicators_file(unit))
    if not path.exists():
        return {}
    entries = unique(load_entries([path], OwnIndicator), "code")
    if catalogues is not None:
        _check(entries, workspace, catalogues)
    return {entry.row.code: entry.row for entry in entries}


def _check(
    entries: Iterable[Entry[OwnIndicator]], workspace: Workspace, catalogues: Catalogues
) -> None:
    known = {
        "unit_of_measure": catalogues.measures.known_codes(workspace.reference("measures.csv")),
        "section": known_sections(catalogues.outlines),
        "sector": known_sectors(),
    }
    for entry in entries:
        row = entry.row
        entry.require({column: codes for column, codes in known.items() if getattr(row, column)})
        if code := catalogues.plain_names.get(fold(row.name_vi)):
            raise entry.broken("name_vi", "catalogues.name_of_another", name=row.name_vi, code=code)


def require_same_unit(row: OwnIndicator, unit: str, units_of_measure: Iterable[str]) -> None:
    """Raise CatalogueError where the figures of an indicator are in another unit than its row."""
    others = sorted(set(units_of_measure) - {row.unit_of_measure})
    if others:
        fields = {"unit": unit, "stated": row.unit_of_measure, "found": ", ".join(others)}
        reason = message("catalogues.unit_of_figures", **fields)
        raise broken_row(Path(own_indicators_file(unit)), row.code, "unit_of_measure", reason)
