"""Catalogue of recipients: to whom the report of a unit is mailed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from helpers.ground.catalogues.loading import Row, load_table


class Recipient(Row):
    """One address for a unit's reports: as recipient or as copy."""

    unit: str
    name: str
    address: Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")]
    kind: Literal["to", "cc"]


def recipients_of(path: Path, unit: str) -> list[Recipient]:
    """The recipients of a unit, in their order. Raises CatalogueError."""
    return [row for row in load_table(path, Recipient) if row.unit == unit]
