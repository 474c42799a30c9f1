"""Catalogues that people edit under data/reference, loaded through typed models."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from helpers.ground.catalogues.document_kinds import DocumentKind, load_document_kinds
from helpers.ground.catalogues.forms import Form, load_aliases, load_forms
from helpers.ground.catalogues.indicators import Indicator, load_indicators
from helpers.ground.catalogues.outline import Outline, load_outlines
from helpers.ground.catalogues.pace import load_seasonal_shares
from helpers.ground.catalogues.programme import Programmes, load_programmes, with_programmes
from helpers.ground.catalogues.units import Units
from helpers.ground.periods import Period
from helpers.ground.workspace import Workspace


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

    @property
    def figure_codes(self) -> frozenset[str]:
        """Codes that other catalogues may name: indicators, and budget lines of all periods."""
        return self.programmes.known | self.indicators.keys()


def load_catalogues(workspace: Workspace, period: Period) -> Catalogues:
    """Load and cross-check all catalogues for ``period``. Raises CatalogueError.

    What was loaded is used again as long as no catalogue file changes: a batch opens the same
    catalogues for every unit.
    """
    return _load(workspace, period, workspace.reference_state())


@lru_cache(maxsize=32)
def _load(workspace: Workspace, period: Period, state: object) -> Catalogues:
    indicators = load_indicators(workspace.reference_files("indicators", "*.csv"))
    valid = {code: i for code, i in indicators.items() if i.valid_in(period)}
    programmes = load_programmes(workspace.reference("programme.csv"), period)
    aliases = load_aliases(workspace.reference_files("aliases", "*.csv"), set(indicators))
    return Catalogues(
        period=period,
        units=Units.load(
            workspace.reference("units.csv"), workspace.reference("unit_successors.csv")
        ),
        indicators=with_programmes(valid, programmes),
        programmes=programmes,
        forms=load_forms(workspace.reference_files("forms", "*.yml"), period),
        aliases=aliases,
        seasonal_shares=load_seasonal_shares(
            workspace.reference("pace.csv"), period, set(indicators)
        ),
        document_kinds=load_document_kinds(workspace.reference("document_kinds.csv")),
        outlines=load_outlines(workspace.reference_files("outlines", "*.yml")),
    )
