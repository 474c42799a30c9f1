"""Catalogue of indicators (chỉ tiêu): what is measured, in which unit, how it is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from helpers.core.catalogues.files import replaced_codes
from helpers.core.catalogues.loading import (
    Bars,
    CatalogueRow,
    Codes,
    Entry,
    KnownCodes,
    NamedRow,
    OptionalPeriod,
    OptionalText,
    load_entries,
    unique,
    validated_row,
)
from helpers.core.catalogues.products import ProductLists
from helpers.core.catalogues.units import Level
from helpers.core.messages import message, topic_messages
from helpers.core.periods import Period

Formula = Literal["ratio", "sum_of_parts", "product_over_10", "difference"]
DENOMINATOR = "whole"
"""What the column ``measures`` holds instead of ``plan`` where fractions have a denominator."""
SECTOR = "sector_"
"""What the messages begin with that name the sectors."""
MEASURES = ("actual", "plan", "estimate", "previous", DENOMINATOR)


class Indicator(NamedRow):
    """One indicator. ``minimum`` and ``maximum`` bound what is plausible for one unit.

    ``formula_for`` limits the formula to some measures (all where it is empty): the plan of a
    yearly total is no sum of the plans of one season.

    ``measures`` lists the measures that are expected; ``whole`` instead of ``plan`` marks that
    the second figure of its fractions is a denominator (139/139 thôn), not a plan.

    ``budget_line`` is the code of a budget line, ``programme`` the programme that has it.

    ``unless`` names indicators that say more: where one of them is reported, the formula does not
    hold (production = area × yield, unless the harvested area is another). ``other_names`` are
    those that offices use besides, parted by '|'. ``source`` is where the definition is from.
    """

    code: str
    name_vi: str
    name_en: str
    subject_vi: str
    unit_of_measure: str
    section: str
    sector: str
    budget_line: OptionalText
    time_basis: Literal["year_to_date", "within_period", "point_in_time"]
    aggregation: Literal["sum", "ratio", "none"]
    formula: Annotated[Formula | None, BeforeValidator(lambda value: value or None)]
    inputs: Codes
    formula_for: Codes
    direction: Literal["up", "down", "neutral"]
    decimals: Annotated[int, Field(ge=0, le=9)]
    minimum: Decimal
    maximum: Decimal
    measures: Codes
    valid_from: OptionalPeriod
    valid_to: OptionalPeriod
    programme: OptionalText = None
    unless: Codes = ()
    other_names: Bars = ()
    source: OptionalText = None

    @model_validator(mode="after")
    def _formula_has_inputs(self) -> Indicator:
        if bool(self.formula) != bool(self.inputs):
            raise ValueError(message("catalogues.formula_without_inputs", code=self.code))
        if self.formula and self.formula != "sum_of_parts" and len(self.inputs) != 2:
            raise ValueError(message("catalogues.formula_needs_two", code=self.code))
        unknown = set(self.measures) - set(MEASURES)
        if unknown:
            raise ValueError(message("catalogues.unknown_measure", measure=", ".join(unknown)))
        if self.minimum > self.maximum:
            raise ValueError(message("catalogues.range_reversed", code=self.code))
        return self

    def formula_of(
        self, measure: str, reported: Callable[[str, str], object] | None = None
    ) -> str | None:
        """The formula for a measure, or None; also where an indicator of ``unless`` is reported.

        ``reported``: what was reported of an indicator and measure, None for nothing.
        """
        if self.formula_for and measure not in self.formula_for:
            return None
        is_known = reported is not None and any(
            reported(code, measure) is not None for code in self.unless
        )
        return None if is_known else self.formula

    @property
    def expected_measures(self) -> tuple[str, ...]:
        """Measures that should be there, as the tables name them."""
        return tuple("plan" if measure == DENOMINATOR else measure for measure in self.measures)

    @property
    def has_denominator(self) -> bool:
        """True where the second figure of its fractions is a denominator, not a plan."""
        return DENOMINATOR in self.measures

    @property
    def adds_up_in_year(self) -> bool:
        """True for an amount that grows towards the year's plan; a yield or a rate does not."""
        is_rate = self.has_denominator or self.aggregation == "ratio"
        return self.time_basis == "year_to_date" and not is_rate

    def exceeds_denominator(self, value: Decimal) -> bool:
        """True for a computed share (%) above its maximum: a part greater than its denominator."""
        return self.formula == "ratio" and self.unit_of_measure == "%" and value > self.maximum

    def valid_in(self, period: Period) -> bool:
        """True where the indicator is asked for in ``period``."""
        return valid_in(self.valid_from, self.valid_to, period)


class LevelLimit(CatalogueRow):
    """By which factor the maximum of the catalogue, which is that of a district, grows."""

    level: Level
    aggregation: Literal["sum", "ratio", "none"]
    factor: Annotated[Decimal, Field(gt=0)]
    reason: str


def at_level(
    indicators: Mapping[str, Indicator], limits: Sequence[LevelLimit], level: str
) -> dict[str, Indicator]:
    """Indicators with the limits of units of ``level``."""
    factors = {limit.aggregation: limit.factor for limit in limits if limit.level == level}
    higher = {
        code: indicator.model_copy(update={"maximum": indicator.maximum * factor})
        for code, indicator in indicators.items()
        if (factor := factors.get(indicator.aggregation))
    }
    return {**indicators, **higher}


def valid_in(first: str | None, last: str | None, period: Period) -> bool:
    """True where ``period`` lies between two period codes (either may be empty)."""
    starts = first is None or Period.parse(first).start <= period.start
    return starts and (last is None or period.end <= Period.parse(last).end)


def known_sectors() -> KnownCodes:
    """The sectors: those that charts have a name for."""
    names = topic_messages("charts", "vi")
    sectors = {n.removeprefix(SECTOR) for n in names if n.startswith(SECTOR)}
    return KnownCodes("sectors", sectors)


def load_indicators(
    paths: Sequence[Path],
    measures: KnownCodes,
    products: ProductLists | None = None,
    others: Mapping[str, KnownCodes] = MappingProxyType({}),
) -> dict[str, Indicator]:
    """Indicators of all files by code, and after them those of products that no file has.

    ``others``: what may stand in further columns, by their names.

    Raises CatalogueError for a double code, an unknown one, and an unknown unit of measure.
    """
    listed = load_entries(paths, Indicator, {"unit_of_measure": measures})
    entries = {entry.row.code: entry for entry in unique(listed, "code")}
    left_out = frozenset().union(*map(replaced_codes, paths)) - entries.keys()
    for row, columns in products.rows() if products else ():
        assert products is not None
        code, path = columns.code, products.path
        if code not in entries and left_out.isdisjoint(columns.named):
            measures.require(columns.measure.unit_of_measure, path, row, "unit_of_measure")
            indicator = validated_row(Indicator, columns.record(), path, row)
            entries[code] = Entry(indicator, path, row)
    known_codes = KnownCodes("indicators", entries.keys(), tuple(paths))
    used = ("inputs", "unless") if products else ("inputs",)
    for entry in entries.values():
        entry.require({**others, **dict.fromkeys(used, known_codes)})
    return {code: entry.row for code, entry in entries.items()}
