"""Catalogues that people edit under data/reference, loaded through typed models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.document_kinds import DocumentKind, load_document_kinds
from helpers.core.catalogues.files import refuse_former_names
from helpers.core.catalogues.forms import Form, forms_in, load_aliases, owed_at
from helpers.core.catalogues.indicators import (
    Indicator,
    LevelLimit,
    at_level,
    known_sectors,
    load_indicators,
)
from helpers.core.catalogues.label_words import DimensionMember, LabelWords, SectionWords
from helpers.core.catalogues.loading import KnownCodes, load_table
from helpers.core.catalogues.measures import Measures, use_measures
from helpers.core.catalogues.outlines import Outline, known_sections
from helpers.core.catalogues.packs import load_documents, load_packs
from helpers.core.catalogues.products import ProductLists
from helpers.core.catalogues.profiles import Profile
from helpers.core.catalogues.programme import (
    Programmes,
    load_budget_levels,
    load_programmes,
    with_programmes,
)
from helpers.core.catalogues.scope import Scope
from helpers.core.catalogues.seasonal_shares import SeasonalShare, load_seasonal_shares
from helpers.core.catalogues.units import Units
from helpers.core.periods import Period
from helpers.core.text import fold
from helpers.core.workspace import Workspace


@dataclass(frozen=True, eq=False)
class _OfAllPeriods:
    """What is the same in all periods, read once for them."""

    units: Units
    aliases: dict[tuple[str, str], str]
    outlines: dict[Path, Outline]
    measures: Measures
    label_words: Sequence[LabelWords]
    dimensions: Sequence[DimensionMember]
    scope: Scope
    level_limits: Sequence[LevelLimit]
    section_words: Sequence[SectionWords]


@dataclass(frozen=True, eq=False)
class Catalogues(_OfAllPeriods):
    """Everything that the reports of one period refer to; the same only as itself."""

    period: Period
    indicators: dict[str, Indicator]
    programmes: Programmes
    forms: list[Form]
    seasonal_shares: Sequence[SeasonalShare]
    document_kinds: dict[str, DocumentKind]
    known_codes: KnownCodes
    """Codes that other catalogues may name: indicators, and budget lines of all periods."""
    profiles: Mapping[Path, Profile]
    unconfirmed: frozenset[str] = frozenset()
    """Indicators of a unit's own that no person has confirmed."""

    def at_level(self, level: str) -> Catalogues:
        """These catalogues with limits of plausible values and forms for units of ``level``."""
        if level not in self._levels:
            indicators = at_level(self.indicators, self.level_limits, level)
            forms = owed_at(self.forms, level)
            self._levels[level] = replace(self, indicators=indicators, forms=forms)
        return self._levels[level]

    @cached_property
    def _levels(self) -> dict[str, Catalogues]:
        return {}

    def names_of_indicators(self) -> dict[str, list[str]]:
        """Code of each indicator → what it is called: its names, and the labels of all forms."""
        names = {
            code: [indicator.name_vi, indicator.subject_vi, *indicator.other_names]
            for code, indicator in self.indicators.items()
        }
        for (_, label), code in self.aliases.items():
            if code in names:
                names[code].append(label)
        for row in self.label_words:
            if row.kind == "name" and row.means in names:
                names[row.means].extend(row.words)
        too_short = self._too_short_names
        return {
            code: [name for name in dict.fromkeys(of_code) if (code, fold(name)) not in too_short]
            for code, of_code in names.items()
        }

    @cached_property
    def plain_names(self) -> dict[str, str]:
        """Folded name → code, for the names that one indicator alone has."""
        found: dict[str, str] = {}
        for code, indicator in self.indicators.items():
            for name in {fold(indicator.name_vi), *map(fold, indicator.other_names)}:
                if (code, name) not in self._too_short_names:
                    found[name] = code if found.get(name, code) == code else ""
        return {name: code for name, code in found.items() if code}

    @cached_property
    def _too_short_names(self) -> frozenset[tuple[str, str]]:
        rows = (row for row in self.label_words if row.kind == "not_name")
        return frozenset((row.means, fold(word)) for row in rows for word in row.words)


def load_catalogues(workspace: Workspace, period: Period) -> Catalogues:
    """Load and cross-check all catalogues for ``period``. Raises CatalogueError.

    From here on units of measure are those of these catalogues. What was loaded is used again as
    long as no catalogue file changes: a batch opens the same catalogues for every unit, and
    workspaces without catalogues of their own share those of the project.
    """
    owner = workspace.catalogue_owner
    catalogues = _load(owner, period, owner.reference_state())
    use_measures(catalogues.measures)
    return catalogues


def alias_files(workspace: Workspace) -> list[Path]:
    """The files of labels: those of all forms, and those of packs."""
    files = workspace.reference_files
    return [*files("aliases", "*.csv"), *files("packs", "*/aliases*.csv")]


@lru_cache(maxsize=4)
def _load_shared(
    workspace: Workspace, state: object
) -> tuple[_OfAllPeriods, dict[str, Indicator], KnownCodes, dict[Path, Form]]:
    """What holds in all periods, and indicators and forms of which a period has some."""
    refuse_former_names(workspace.own_reference)
    file, files = workspace.reference, workspace.reference_files
    measures = Measures.load(file("measures.csv"))
    chains = KnownCodes("chains", load_chains(workspace))
    outline_files = (*files("outlines", "*.yml"), *files("packs", "*/outline*.yml"))
    outlines = load_documents(outline_files, Outline)
    for path, outline in outlines.items():
        chains.require(outline.chain, path)
    names = ("products.csv", "seasons.csv", "product_measures.csv")
    products = ProductLists.load(*(file(f"products/{name}") for name in names))
    indicator_files = (*files("indicators", "*.csv"), *files("packs", "*/indicators*.csv"))
    units_of_measure = measures.known_codes(file("measures.csv"))
    others = {"section": known_sections(outlines), "sector": known_sectors()}
    indicators = load_indicators(indicator_files, units_of_measure, products, others)
    known_codes = KnownCodes("indicators", indicators.keys(), indicator_files)
    load_packs(files("packs", "*/pack.yml"))
    form_files = (*files("forms", "*.yml"), *files("packs", "*/forms/*.yml"))
    forms = load_documents(sorted(form_files, key=lambda path: path.name), Form)
    known_forms = KnownCodes("forms", {form.form for form in forms.values()}, tuple(forms))
    units = Units.load(file("units.csv"), file("unit_successors.csv"))
    scope_files = [file("scope.csv"), *files("packs", "*/scope.csv")]
    label_words = load_table(file("label_words.csv"), LabelWords)
    shared = _OfAllPeriods(
        units=units,
        aliases=load_aliases(alias_files(workspace), known_codes, known_forms),
        outlines=outlines,
        measures=measures,
        label_words=(*label_words, *products.label_words()),
        dimensions=tuple(load_table(file("dimensions.csv"), DimensionMember)),
        scope=Scope.load(scope_files, file("regions.csv"), units, known_codes),
        level_limits=tuple(load_table(file("level_limits.csv"), LevelLimit)),
        section_words=tuple(load_table(file("section_words.csv"), SectionWords)),
    )
    return shared, indicators, known_codes, forms


@lru_cache(maxsize=32)
def _load(workspace: Workspace, period: Period, state: object) -> Catalogues:
    shared, indicators, known_codes, forms = _load_shared(workspace, state)
    file, files = workspace.reference, workspace.reference_files
    valid = {code: row for code, row in indicators.items() if row.valid_in(period)}
    profile_files = (*files("profiles", "*.yml"), *files("packs", "*/profile*.yml"))
    levels = load_budget_levels(files("packs", "*/levels.csv"))
    programmes = load_programmes(files("packs", "*/programme.csv"), levels, period)
    return Catalogues(
        **vars(shared),
        period=period,
        indicators=with_programmes(valid, programmes),
        programmes=programmes,
        forms=forms_in(forms, period),
        seasonal_shares=load_seasonal_shares(file("seasonal_shares.csv"), period, known_codes),
        document_kinds=load_document_kinds(file("document_kinds.csv")),
        known_codes=KnownCodes("indicators", programmes.known | valid.keys(), known_codes.files),
        profiles=load_documents(profile_files, Profile),
    )
