"""Catalogues that people edit under data/reference, loaded through typed models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from helpers.core.catalogues.document_kinds import DocumentKind, load_document_kinds
from helpers.core.catalogues.files import refuse_former_names
from helpers.core.catalogues.forms import Form, load_aliases, load_forms
from helpers.core.catalogues.indicators import Indicator, load_indicators
from helpers.core.catalogues.known_codes import KnownCodes
from helpers.core.catalogues.label_words import (
    DimensionMember,
    LabelWords,
    load_dimensions,
    load_label_words,
)
from helpers.core.catalogues.measures import Measures, use_measures
from helpers.core.catalogues.outlines import Outline, load_outlines
from helpers.core.catalogues.products import ProductLists
from helpers.core.catalogues.profiles import Profile, load_profiles
from helpers.core.catalogues.programme import Programmes, load_programmes, with_programmes
from helpers.core.catalogues.seasonal_shares import load_seasonal_shares
from helpers.core.catalogues.section_words import SectionWords, load_section_words
from helpers.core.catalogues.units import Units
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


@dataclass(frozen=True)
class Catalogues:
    """Everything that the reports of one period refer to."""

    period: Period
    units: Units
    indicators: dict[str, Indicator]
    programmes: Programmes
    forms: list[Form]
    aliases: dict[tuple[str, str], str]
    seasonal_shares: dict[str, Decimal]
    document_kinds: dict[str, DocumentKind]
    outlines: dict[Path, Outline]
    measures: Measures
    label_words: Sequence[LabelWords]
    dimensions: Sequence[DimensionMember]
    known_codes: KnownCodes
    """Codes that other catalogues may name: indicators, and budget lines of all periods."""
    profiles: Mapping[Path, Profile]
    section_words: Sequence[SectionWords]
    unconfirmed: frozenset[str] = frozenset()
    """Indicators of a unit's own that no person has confirmed."""

    def names_of_indicators(self) -> dict[str, list[str]]:
        """Code of each indicator → what it is called: its names, and the labels of all forms."""
        names = {
            code: [i.name_vi, i.subject_vi, *i.other_names] for code, i in self.indicators.items()
        }
        for (_, label), code in self.aliases.items():
            if code in names:
                names[code].append(label)
        return {code: list(dict.fromkeys(of_code)) for code, of_code in names.items()}


def load_catalogues(workspace: Workspace, period: Period) -> Catalogues:
    """Load and cross-check all catalogues for ``period``. Raises CatalogueError.

    From here on units of measure are those of these catalogues. What was loaded is used again as
    long as no catalogue file changes: a batch opens the same catalogues for every unit.
    """
    catalogues = _load(workspace, period, workspace.reference_state())
    use_measures(catalogues.measures)
    return catalogues


@lru_cache(maxsize=32)
def _load(workspace: Workspace, period: Period, state: object) -> Catalogues:
    refuse_former_names(workspace.own_reference)
    files = tuple(workspace.reference_files("indicators", "*.csv"))
    measures = Measures.load(workspace.reference("measures.csv"))
    names = ("products.csv", "seasons.csv", "product_measures.csv")
    products = ProductLists.load(*(workspace.reference(f"products/{name}") for name in names))
    units_of_measure = measures.known_codes(workspace.reference("measures.csv"))
    every = load_indicators(files, units_of_measure, products)
    known_codes = KnownCodes("indicators", every.keys(), files)
    valid = {code: indicator for code, indicator in every.items() if indicator.valid_in(period)}
    programmes = load_programmes(workspace.reference("programme.csv"), period)
    return Catalogues(
        period=period,
        units=Units.load(
            workspace.reference("units.csv"), workspace.reference("unit_successors.csv")
        ),
        indicators=with_programmes(valid, programmes),
        programmes=programmes,
        forms=load_forms(workspace.reference_files("forms", "*.yml"), period),
        aliases=load_aliases(workspace.reference_files("aliases", "*.csv"), known_codes),
        seasonal_shares=load_seasonal_shares(
            workspace.reference("seasonal_shares.csv"), period, known_codes
        ),
        document_kinds=load_document_kinds(workspace.reference("document_kinds.csv")),
        outlines=load_outlines(workspace.reference_files("outlines", "*.yml")),
        measures=measures,
        label_words=(
            *load_label_words(workspace.reference("label_words.csv")),
            *products.label_words(),
        ),
        dimensions=load_dimensions(workspace.reference("dimensions.csv")),
        known_codes=KnownCodes("indicators", programmes.known | valid.keys(), files),
        section_words=load_section_words(workspace.reference("section_words.csv")),
        profiles=load_profiles(workspace.reference_files("profiles", "*.yml")),
    )
