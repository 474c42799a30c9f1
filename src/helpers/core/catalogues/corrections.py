"""Catalogue of corrections: declared repairs of known source errors, one file per unit and period.

A correction states the cell, the text that must be in it now (the guard), what it becomes, why,
and who decided it. It fails when the guard no longer matches, so that it never outlives the error.
A correction that leaves the text as it is confirms the cell: what was asked about it (another unit
or period in a title, figures equal to last year's, columns or rows that look wrong) is answered.
"""

from datetime import date
from pathlib import Path

from helpers.core.catalogues.loading import CatalogueRow, load_table


class Correction(CatalogueRow):
    """One declared repair of one cell."""

    file: str
    sheet: str
    cell: str
    expected: str
    corrected: str
    reason: str
    author: str
    date: date


def load_corrections(path: Path) -> list[Correction]:
    """Corrections of one unit and period; none where there is no file. Raises CatalogueError."""
    return load_table(path, Correction) if path.exists() else []
