"""How the limits of plausible values grow with the level of the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.loading import CatalogueRow, load_table
from helpers.core.catalogues.units import Level


class LevelLimit(CatalogueRow):
    """By which factor the maximum of the catalogue, which is that of a district, grows."""

    level: Level
    aggregation: Literal["sum", "ratio", "none"]
    factor: Annotated[Decimal, Field(gt=0)]
    reason: str


def load_level_limits(path: Path) -> Sequence[LevelLimit]:
    """All rows of level_limits.csv. Raises CatalogueError."""
    return tuple(load_table(path, LevelLimit))


def at_level(
    indicators: Mapping[str, Indicator], limits: Sequence[LevelLimit], level: str
) -> dict[str, Indicator]:
    """Indicators with the limits of units of ``level``."""
    factors = {limit.aggregation: limit.factor for limit in limits if limit.level == level}
    return {
        code: indicator.model_copy(
            update={"maximum": indicator.maximum * factors[indicator.aggregation]}
        )
        if indicator.aggregation in factors
        else indicator
        for code, indicator in indicators.items()
    }
