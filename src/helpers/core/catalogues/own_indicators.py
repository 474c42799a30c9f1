"""Indicators of a unit's own as a person confirmed them: mappings/UNIT/own_indicators.csv."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from helpers.core.catalogues.loading import (
    CatalogueRow,
    OptionalDate,
    load_table,
    require_unique,
)
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


def load_own_indicators(workspace: Workspace, unit: str) -> dict[str, OwnIndicator]:
    """By code; none where the unit has no file. Raises CatalogueError."""
    path = workspace.reference(own_indicators_file(unit))
    if not path.exists():
        return {}
    rows = load_table(path, OwnIndicator)
    require_unique(path, [row.code for row in rows])
    return {row.code: row for row in rows}
