"""Catalogue of key indicators: what the signer reads first, and an overview of many units."""

from typing import Annotated, Literal

from pydantic import Field

from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, OptionalPeriod
from helpers.core.catalogues.packs import is_valid, load_pack_entries
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


class KeyIndicator(CatalogueRow):
    """An indicator or budget line, which of its figures is shown, and a short name for it.

    ``weight``: its importance for the signer's page, 0 where it is not for that page.
    ``overview``: whether overviews of many units show it.
    """

    code: str
    field: Literal["pct_plan", "pct_change", "actual"]
    short_vi: str
    short_en: str
    weight: Annotated[int, Field(ge=0, le=10)] = 0
    overview: Literal["yes", "no"] = "yes"
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None

    def short(self, lang: str) -> str:
        """The short name in a language."""
        return self.in_language("short", lang)


def load_key_indicators(
    workspace: Workspace, period: Period, known_codes: KnownCodes, *, weighted: bool = False
) -> list[KeyIndicator]:
    """Rows of overviews in force in a period, those of packs last; ``weighted``: all with a weight.

    Raises CatalogueError for a code that no catalogue has.
    """
    own = workspace.reference("key_indicators.csv")
    files = (own, *workspace.reference_files("packs", "*/key_indicators.csv"))
    entries = [e for e in load_pack_entries(files, KeyIndicator) if is_valid(e.row, period)]
    for entry in entries:
        entry.require({"code": known_codes})
    rows = (entry.row for entry in entries)
    return [row for row in rows if (row.weight if weighted else row.overview == "yes")]
