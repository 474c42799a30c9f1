"""Tables of former units as those of the unit that they became: what adds is summed."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.groups import grouped
from helpers.core.records import integer_of, number_of, optional_text_of, text_of
from helpers.core.tables import DECIMAL_PLACES, Record, make_table, records_of
from helpers.indicators.formulas import scaled_quotient
from helpers.indicators.observed import least_mature
from helpers.indicators.rollup.summed_rates import Rate, rates_of

MERGED_MEASURES = ("actual", "plan", "estimate", "previous")
SOURCE = ("file", "sheet", "cell", "raw_text")
Key = tuple[str, ...]
"""The values of the columns by which rows of former units are brought together."""


def merge_observations(
    frames: Sequence[pd.DataFrame], catalogues: Catalogues, unit: str
) -> pd.DataFrame:
    """The ``observations`` table of ``unit`` from those of its former units in one period.

    A sum needs every former unit's figure. Rates whose parts are reported are left to the
    catalogue's formula; yields follow from summed production and area; other rates are left out.
    """
    groups = _by_key(frames, ("indicator", "measure"))
    rates = rates_of(catalogues.indicators.values())
    merged: dict[Key, Record] = {}
    for (code, measure), rows in groups.items():
        indicator = catalogues.indicators.get(code)
        if indicator is None or indicator.aggregation != "sum" or measure not in MERGED_MEASURES:
            continue
        if len(rows) == len(frames) and all(row["value"] is not None for row in rows):
            merged[code, measure] = _summed(rows, unit)
    for code, rate in rates.items():
        if (code, "actual") in groups and not catalogues.indicators[code].formula:
            merged |= _derived(rate, merged, groups[code, "actual"][0])
    return make_table("observations", merged.values())


def merge_programme(frames: Sequence[pd.DataFrame], unit: str) -> pd.DataFrame:
    """The ``programme`` table of ``unit``: amounts of the same line, capital and item summed.

    A line that one of the former units had no capital for is the others' alone.
    """
    groups = _by_key(frames, ("programme", "budget_line", "capital", "item"))
    reported = ([row for row in rows if row["value"] is not None] for rows in groups.values())
    return make_table("programme", [_summed(rows, unit) for rows in reported if rows])


def _by_key(frames: Iterable[pd.DataFrame], names: tuple[str, ...]) -> dict[Key, list[Record]]:
    rows = (row for frame in frames for row in records_of(frame))
    return grouped((tuple(optional_text_of(row, n) or "" for n in names), row) for row in rows)


def _summed(rows: list[Record], unit: str) -> Record:
    """One row with the sum, and the source cells of all parts one after the other."""
    value = sum((number_of(row, "value") or 0 for row in rows), Decimal(0))
    source_cells = {name: "; ".join(str(row[name] or "") for row in rows) for name in SOURCE}
    files = [f"{row['unit']}/{row['file']}" for row in rows]
    return rows[0] | {
        **source_cells,
        "unit": unit,
        "value": value,
        "decimal_places": max(integer_of(row, "decimal_places") for row in rows),
        "status": "reported" if value else "zero",
        "as_of": min(text_of(row, "as_of") for row in rows),
        "maturity": least_mature(text_of(row, "maturity") for row in rows),
        "file": "; ".join(files),
    }


def _derived(rate: Rate, merged: Mapping[Key, Record], like: Record) -> dict[Key, Record]:
    """A yield from the summed production and area, for each measure that has both."""
    found: dict[Key, Record] = {}
    for measure in MERGED_MEASURES:
        production = merged.get((rate.numerator, measure))
        area = merged.get((rate.denominator, measure))
        if production is None or area is None:
            continue
        value = scaled_quotient(
            number_of(production, "value"), number_of(area, "value"), rate.scale
        )
        if value is not None:
            found[rate.code, measure] = like | {
                **{name: production[name] for name in ("file", "sheet", "cell", "unit")},
                "measure": measure,
                "value": round(value, DECIMAL_PLACES),
                "decimal_places": DECIMAL_PLACES,
                "raw_text": None,
            }
    return found
