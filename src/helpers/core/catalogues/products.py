"""Indicators of crops, animals and aquaculture: made of names × seasons × measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from helpers.core.catalogues.label_words import LabelWords
from helpers.core.catalogues.loading import Bars, CatalogueRow, Codes, load_table
from helpers.core.groups import grouped

ProductKind = Literal["annual", "perennial", "animal", "aquaculture"]


COPIED = {
    *("unit_of_measure", "section", "sector", "time_basis", "aggregation", "formula"),
    *("decimals", "maximum", "measures"),
}
"""Columns of indicators that are those of the measure."""
SHARED = {
    **dict.fromkeys(("budget_line", "formula_for", "valid_from", "valid_to"), ""),
    "direction": "up",
    "minimum": 0,
}
"""Columns that are the same for all products."""


class Product(CatalogueRow):
    """What is grown or raised. ``other_names`` are those of other regions.

    ``prefix`` begins the codes of its indicators. ``seasons``: ``all`` for a crop that is reported
    by season ('ngô vụ mùa'), ``short`` where the season follows its name alone ('lúa mùa'), else
    ``none`` or empty.
    """

    product: str
    kind: ProductKind
    prefix: str
    name_vi: str
    name_en: str
    other_names: Bars
    seasons: Literal["all", "short", "none", ""]


class Season(CatalogueRow):
    """A season of annual crops; ``short_vi`` without the word 'vụ'."""

    season: str
    name_vi: str
    short_vi: str
    name_en: str


class ProductMeasure(CatalogueRow):
    """What is measured of every product of a kind; ``{name}`` stands for the product.

    ``inputs`` and ``unless`` name measures of the same product; the other columns are those of
    indicators.
    """

    kind: ProductKind
    measure: str
    name_vi: str
    name_en: str
    unit_of_measure: str
    section: str
    sector: str
    time_basis: str
    aggregation: str
    formula: str
    inputs: Codes
    unless: Codes
    decimals: int
    maximum: Annotated[str, BeforeValidator(str)]
    measures: str


@dataclass(frozen=True)
class ProductLists:
    """The three lists that indicators of products are made of, and the files they are in."""

    products: Sequence[Product]
    seasons: Sequence[Season]
    measures: Sequence[ProductMeasure]
    path: Path

    @classmethod
    def load(cls, products: Path, seasons: Path, measures: Path) -> ProductLists:
        """Read the lists. Raises CatalogueError."""
        return cls(
            load_table(products, Product),
            load_table(seasons, Season),
            load_table(measures, ProductMeasure),
            measures,
        )

    def label_words(self) -> Iterator[LabelWords]:
        """The names of each product, all meaning the first."""
        for row in self.products:
            words = (row.name_vi, *row.other_names)
            yield LabelWords(kind="product", words=words, means=row.name_vi, when="")

    def rows(self) -> Iterator[tuple[int, ProductIndicator]]:
        """Row of the list of measures, and one indicator."""
        of_kind = grouped((row.kind, (n, row)) for n, row in enumerate(self.measures, start=2))
        for row in self.products:
            for stem, (position, measure) in product(self._stems(row), of_kind.get(row.kind, ())):
                yield position, ProductIndicator(*stem, measure)

    def _stems(self, row: Product) -> list[tuple[str, str, str]]:
        """Code, Vietnamese and English name of a product as a whole and in each season."""
        stems = [(f"{row.prefix}.{row.product}", row.name_vi, row.name_en)]
        if row.seasons in ("all", "short"):
            for season in self.seasons:
                name = season.short_vi if row.seasons == "short" else season.name_vi
                code = f"{row.prefix}.{season.season}_{row.product}"
                stems.append((code, f"{row.name_vi} {name}", f"{season.name_en} {row.name_en}"))
        return stems


@dataclass(frozen=True)
class ProductIndicator:
    """What is measured of one product: ``stem`` begins its code."""

    stem: str
    name_vi: str
    name_en: str
    measure: ProductMeasure

    @property
    def code(self) -> str:
        """Code of the indicator."""
        return f"{self.stem}.{self.measure.measure}"

    @property
    def named(self) -> frozenset[str]:
        """Its code, and those that it names."""
        parts = (*self.measure.inputs, *self.measure.unless)
        return frozenset((self.code, *(f"{self.stem}.{part}" for part in parts)))

    def record(self) -> dict[str, object]:
        """Its columns in the catalogue of indicators."""
        measure = self.measure
        name = measure.name_vi.format(name=self.name_vi)
        return {
            "code": self.code,
            "name_vi": name,
            "name_en": measure.name_en.format(name=self.name_en[:1].upper() + self.name_en[1:]),
            "subject_vi": name,
            **measure.model_dump(include=COPIED),
            "inputs": tuple(f"{self.stem}.{part}" for part in measure.inputs),
            "unless": tuple(f"{self.stem}.{part}" for part in measure.unless),
            **SHARED,
        }
