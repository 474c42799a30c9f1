"""Catalogue of kinds of documents: Decree 30/2020/NĐ-CP, Annex III, and legal documents."""

from pathlib import Path

from helpers.core.catalogues.loading import CatalogueRow, OptionalText, load_table, require_unique
from helpers.core.formatting import is_singular
from helpers.core.text import fold


class DocumentKind(CatalogueRow):
    """A kind of document with its abbreviation in document symbols."""

    name_vi: str
    name_en: str
    name_en_many: str
    symbol: OptionalText

    def name(self, lang: str, count: int = 1) -> str:
        """The name in a language, as it is after ``count``: 4 plans."""
        if lang != "en":
            return self.name_vi
        return self.name_en if is_singular(count, lang) else self.name_en_many


def load_document_kinds(path: Path) -> dict[str, DocumentKind]:
    """Kinds by folded Vietnamese name. Raises CatalogueError for a double one."""
    rows = load_table(path, DocumentKind)
    require_unique(path, [fold(row.name_vi) for row in rows])
    return {fold(row.name_vi): row for row in rows}
