"""Catalogue of kinds of documents: Decree 30/2020/NĐ-CP, Annex III, and legal documents."""

from pathlib import Path

from helpers.core.catalogues.loading import CatalogueRow, OptionalText, load_entries, unique
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
    entries = unique(load_entries([path], DocumentKind), "name_vi", lambda row: fold(row.name_vi))
    return {fold(entry.row.name_vi): entry.row for entry in entries}
