"""Catalogue of the words of labels: regional words, abbreviations, fillers, headings, seasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from helpers.core.catalogues.loading import CatalogueRow, load_table

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


def split_bars(value: object) -> object:
    """'a|b' as ('a', 'b'); empty parts are left out."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split("|") if part.strip())


Bars = Annotated[tuple[str, ...], BeforeValidator(split_bars)]


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
    dimension_en: str
    member: str
    aliases: Bars
    after: Bars
    beside: Bars
    when: Bars


def load_label_words(path: Path) -> Sequence[LabelWords]:
    """All rows of label_words.csv. Raises CatalogueError."""
    return tuple(load_table(path, LabelWords))


def load_dimensions(path: Path) -> Sequence[DimensionMember]:
    """All rows of dimensions.csv. Raises CatalogueError."""
    return tuple(load_table(path, DimensionMember))
