"""Catalogue of seasonal shares: how much of the annual plan is due by the period's end."""

from collections.abc import Iterable
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, load_entries
from helpers.core.periods import Period


class SeasonalShare(CatalogueRow):
    """Share in percent that is due at the end of a part of the year (H1, Q3, M09 …).

    ``indicator`` is a code, or a pattern of codes (``agri.*``). Without a share nothing is
    expected by that day: the plan is not reached evenly, and nobody has stated how.
    """

    indicator: str
    part: str
    share_pct: Annotated[
        Annotated[Decimal, Field(ge=0, le=100)] | None, BeforeValidator(lambda text: text or None)
    ]
    reason: str


def seasonal_share(rows: Iterable[SeasonalShare], code: str) -> SeasonalShare | None:
    """The first row for an indicator; None for one that is to be reached evenly over the year."""
    return next((row for row in rows if fnmatchcase(code, row.indicator)), None)


def load_seasonal_shares(
    path: Path, period: Period, indicators: KnownCodes
) -> tuple[SeasonalShare, ...]:
    """The shares for ``period``, in the order of the file. Raises CatalogueError."""
    shares: dict[str, SeasonalShare] = {}
    for entry in load_entries([path], SeasonalShare):
        row = entry.row
        if "*" not in row.indicator:
            entry.require({"indicator": indicators})
        if row.part not in ("*", str(period).removeprefix(str(period.year))):
            continue
        if shares.setdefault(row.indicator, row) is not row:
            raise entry.broken("indicator", "catalogues.double_share", code=row.indicator)
    return tuple(shares.values())
