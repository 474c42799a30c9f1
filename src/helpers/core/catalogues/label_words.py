"""Catalogues of the words of labels: what they mean, and which section and sector they name."""

import re
from collections.abc import Iterable
from typing import Literal

from helpers.core.catalogues.loading import Bars, CatalogueRow
from helpers.core.text import fold

_BETWEEN_WORDS = re.compile(r"\W+")
LabelWordKind = Literal[
    "synonym",
    "product",
    "phrase",
    "filler",
    "heading",
    "part",
    "measure",
    "season",
    "same_unit",
    "counted",
    "name",
    "not_name",
]


class LabelWords(CatalogueRow):
    """Words with the same part in labels.

    ``kind``: ``synonym`` (any of them means ``means``; nothing where that is empty), ``product``
    (the same, of a crop or animal), ``phrase`` (words that belong together), ``filler`` (say
    nothing), ``heading`` (name a group of rows, and no indicator; ``when`` is ``sector`` or
    ``people`` for those that together name a part of the people), ``part`` (what follows is a part
    of the row above), ``counted`` (name what is counted: an indicator that counts something else is
    not proposed), ``measure`` (is meant where the unit of measure alone stands),
    ``season`` (must stand in the label itself), ``same_unit`` (units of measure that offices use
    for one another), ``name`` (also names of the indicator ``means``), ``not_name`` (a name of the
    indicator ``means`` that says too little outside its own form).

    ``when``: the words count only with a unit of measure of this dimension (``count`` for all that
    count), or for units of this level. ``example``: a label with its unit and what it must give.
    """

    kind: LabelWordKind
    words: Bars
    means: str
    when: str
    example: str = ""


class DimensionMember(CatalogueRow):
    """One member of a breakdown: ``dân tộc`` = ``Tày``.

    Within a longer label the member counts only behind one of the words ``after``, which
    announce it, or at its end behind one of ``beside``, which remain. ``when``: only with units of
    measure of these dimensions (any, where it is empty).
    """

    dimension: str
    member: str
    aliases: Bars
    after: Bars
    beside: Bars
    when: Bars


class SectionWords(CatalogueRow):
    """A label with any of ``words`` belongs to the section and sector; the most telling first."""

    section: str
    sector: str
    words: Bars


def section_of_label(label: str, rows: Iterable[SectionWords]) -> tuple[str, str] | None:
    """Section and sector of the first row that the label holds words of; None without one."""
    text = _plain(label)
    for row in rows:
        if any(_plain(words) in text for words in row.words):
            return row.section, row.sector
    return None


def _plain(text: str) -> str:
    return f" {_BETWEEN_WORDS.sub(' ', fold(text)).strip()} "
