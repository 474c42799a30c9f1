"""Catalogue of chains: the sides that take a report of a half-year, with their names."""

from helpers.core.catalogues.loading import NamedRow, load_entries
from helpers.core.workspace import Workspace


class Chain(NamedRow):
    """A side; ``file_vi`` and ``file_en`` are added to the file names of its report."""

    chain: str
    name_vi: str
    name_en: str
    file_vi: str = ""
    file_en: str = ""

    def file(self, stem: str, lang: str) -> str:
        """How the files of its report begin; ``stem``: how those of every report do."""
        own = self.in_language("file", lang)
        return f"{stem}-{own}" if own else stem


def load_chains(workspace: Workspace) -> dict[str, Chain]:
    """The sides of all packs by their codes; of two rows for one the later pack's."""
    files = workspace.reference_files("packs", "*/chains.csv")
    return {entry.row.chain: entry.row for entry in load_entries(files, Chain)}
