"""Catalogue of key indicators: the few that an overview of many units shows."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from helpers.core.catalogues.known_codes import KnownCodes
from helpers.core.catalogues.loading import CatalogueRow, load_table


class KeyIndicator(CatalogueRow):
    """An indicator or budget line, which of its figures is shown, and a short name for it."""

    code: str
    field: Literal["pct_plan", "pct_change", "actual"]
    short_vi: str
    short_en: str

    def short(self, lang: str) -> str:
        """The short name in a language."""
        return self.short_en if lang == "en" else self.short_vi


def load_key_indicators(path: Path, known_codes: KnownCodes) -> list[KeyIndicator]:
    """Rows in their order. Raises CatalogueError for a code that no catalogue has."""
    rows = load_table(path, KeyIndicator)
    for position, row in enumerate(rows, start=2):
        known_codes.require(row.code, path, position, "code")
    return rows
