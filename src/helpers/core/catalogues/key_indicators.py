"""Catalogue of key indicators: the few that an overview of many units shows."""

from __future__ import annotations

from typing import Literal

from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, OptionalPeriod, load_table
from helpers.core.catalogues.packs import in_its_pack, is_valid
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


class KeyIndicator(CatalogueRow):
    """An indicator or budget line, which of its figures is shown, and a short name for it."""

    code: str
    field: Literal["pct_plan", "pct_change", "actual"]
    short_vi: str
    short_en: str
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None

    def short(self, lang: str) -> str:
        """The short name in a language."""
        return self.short_en if lang == "en" else self.short_vi


def load_key_indicators(
    workspace: Workspace, period: Period, known_codes: KnownCodes
) -> list[KeyIndicator]:
    """Rows in force in a period, those of packs last.

    Raises CatalogueError for a code that no catalogue has.
    """
    own = workspace.reference("key_indicators.csv")
    found = []
    for path in (own, *workspace.reference_files("packs", "*/key_indicators.csv")):
        for position, row in enumerate(load_table(path, KeyIndicator), start=2):
            if is_valid(in_its_pack(path, row), period):
                known_codes.require(row.code, path, position, "code")
                found.append(row)
    return found
