"""Catalogue of seasonal shares: how much of the annual plan is due by the period's end."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field

from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, broken_row, load_table
from helpers.core.messages import message
from helpers.core.periods import Period


class SeasonalShare(CatalogueRow):
    """Share in percent that is due at the end of a part of the year (H1, Q3, M09 …)."""

    indicator: str
    part: str
    share_pct: Annotated[Decimal, Field(ge=0, le=100)]
    reason: str


def load_seasonal_shares(path: Path, period: Period, indicators: KnownCodes) -> dict[str, Decimal]:
    """Indicator code → share in percent for ``period``. Raises CatalogueError."""
    shares: dict[str, Decimal] = {}
    for position, row in enumerate(load_table(path, SeasonalShare), start=2):
        indicators.require(row.indicator, path, position, "indicator")
        if str(period) != f"{period.year}{row.part}":
            continue
        if row.indicator in shares:
            reason = message("catalogues.double_share", code=row.indicator)
            raise broken_row(path, position, "indicator", reason)
        shares[row.indicator] = row.share_pct
    return shares
