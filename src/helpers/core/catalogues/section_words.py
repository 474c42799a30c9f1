"""Catalogue of words by which a label says to which section and sector its figures belong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from helpers.core.catalogues.label_words import Bars
from helpers.core.catalogues.loading import CatalogueRow, load_table
from helpers.core.text import fold

_BETWEEN_WORDS = re.compile(r"\W+")


class SectionWords(CatalogueRow):
    """One row: a label with any of ``words`` belongs to the section and sector."""

    section: str
    sector: str
    words: Bars


def load_section_words(path: Path) -> tuple[SectionWords, ...]:
    """Rows in their order, the most telling first. Raises CatalogueError."""
    return tuple(load_table(path, SectionWords))


def section_of_label(label: str, rows: Iterable[SectionWords]) -> tuple[str, str] | None:
    """Section and sector of the first row that the label holds words of; None without one."""
    text = _plain(label)
    for row in rows:
        if any(_plain(words) in text for words in row.words):
            return row.section, row.sector
    return None


def _plain(text: str) -> str:
    return f" {_BETWEEN_WORDS.sub(' ', fold(text)).strip()} "
