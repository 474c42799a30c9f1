"""Which indicators a unit owes: by level, region, period, and what it reported before."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from helpers.core.catalogues.files import takes_away
from helpers.core.catalogues.indicators import valid_in
from helpers.core.catalogues.loading import (
    CatalogueRow,
    Codes,
    KnownCodes,
    OptionalPeriod,
    load_table,
)
from helpers.core.catalogues.packs import load_pack_entries
from helpers.core.catalogues.units import Unit, Units
from helpers.core.periods import Period


class Region(CatalogueRow):
    """A region: the codes of its provinces."""

    region: str
    name_vi: str
    name_en: str
    provinces: Codes


class ScopeRule(CatalogueRow):
    """Indicators that units of some levels owe in some periods.

    ``indicators``: codes, or patterns with *. ``regions`` and ``provinces``: where it holds;
    everywhere, where both are empty. ``reason``: the regulation or custom.
    """

    indicators: Codes
    levels: Codes
    regions: Codes
    provinces: Codes
    valid_from: OptionalPeriod
    valid_to: OptionalPeriod
    reason: str


class Scope:
    """Says which indicators a unit owes; only these can be missing."""

    def __init__(self, rules: Sequence[ScopeRule], regions: Sequence[Region], units: Units) -> None:
        self._rules = rules
        self._regions = {region.region: region.provinces for region in regions}
        self._units = units
        self._owed: dict[tuple[str, str, Period], frozenset[str]] = {}

    @classmethod
    def load(
        cls, rules: Iterable[Path], regions: Path, units: Units, known_codes: KnownCodes
    ) -> Scope:
        """Read scope files and regions.csv. Raises CatalogueError for what they do not have."""
        known = load_table(regions, Region)
        names = KnownCodes("regions", {region.region for region in known}, (regions,))
        found: list[ScopeRule] = []
        for entry in load_pack_entries(rules, ScopeRule, {"regions": names}):
            for pattern in entry.row.indicators:
                if not _is_known(pattern, known_codes):
                    about = {"code": pattern, "catalogue": "indicators"}
                    raise entry.broken("indicators", "core.dangling_code", **about)
            found.append(entry.row)
        return cls(found, known, units)

    def owed(
        self, indicator: str, unit: Unit, period: Period, reported: Container[str] = ()
    ) -> bool:
        """True where a unit has to report an indicator in a period.

        What it ``reported`` in an earlier period it owes, whatever the rules say.
        """
        if indicator in reported:
            return True
        patterns = self._patterns(unit, period)
        return indicator in patterns or any(
            fnmatchcase(indicator, pattern) for pattern in patterns if "*" in pattern
        )

    def _patterns(self, unit: Unit, period: Period) -> frozenset[str]:
        key = (unit.key, unit.level, period)
        if key not in self._owed:
            day = min(period.end, unit.valid_to or period.end)  # the last one that it exists
            province = self._units.province(unit, day).code
            self._owed[key] = frozenset(
                pattern
                for rule in self._rules
                if self._holds(rule, unit, province, period)
                for pattern in rule.indicators
            )
        return self._owed[key]

    def _holds(self, rule: ScopeRule, unit: Unit, province: str, period: Period) -> bool:
        areas = {*rule.provinces, *(c for r in rule.regions for c in self._regions[r])}
        return (
            unit.level in rule.levels
            and (not areas or province in areas)
            and valid_in(rule.valid_from, rule.valid_to, period)
        )


def _is_known(pattern: str, known_codes: KnownCodes) -> bool:
    """True for a code of the catalogue, or a pattern that fits one; also for what a workspace's
    own catalogue takes away: then nobody owes it."""
    codes = known_codes.codes
    if pattern in codes or any(takes_away(own, pattern) for own in known_codes.files):
        return True
    return "*" in pattern and any(fnmatchcase(code, pattern) for code in codes)
