"""Rows of the ``observations`` table from a located table of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.figure_reader import CellReader, ReadValue, Target, is_rate
from helpers.cleaning.indicator_resolver import LabelResolver, is_group
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.readers import Cell
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import Indicator
from helpers.core.conversion import PERCENT
from helpers.core.tables import Record

ATTAINMENT = "attainment"
MAXIMUM_PERCENT = Decimal(1000)


@dataclass(frozen=True)
class ObservationReader:
    """Reads one table of a form into observations; what cannot be read goes to the quarantine."""

    table: LocatedTable
    form: str
    catalogues: Catalogues
    cleaning_log: CleaningLog

    def records(self) -> Iterator[Record]:
        """One record per figure, marker of absence included."""
        resolver = LabelResolver(self.form, self.catalogues.aliases)
        cells = CellReader(self.table, self.cleaning_log)
        value_roles = self.table.mapping.value_roles
        for row in self.table.rows():
            if is_group(row, value_roles):
                resolver.enter_group(row.text("label"))
            elif value_roles & row.cells.keys():
                yield from self._row(row, resolver, cells)

    def _row(self, row: FormRow, resolver: LabelResolver, cells: CellReader) -> Iterator[Record]:
        filled = {
            role: cell for role, cell in row.cells.items() if role in self.table.mapping.value_roles
        }
        label = row.text("label")
        code = resolver.resolve(label) if label else None
        indicator = self.catalogues.indicators.get(code) if code else None
        if indicator is None:
            key = "cleaning.unknown_label" if label else "cleaning.label_missing"
            for cell in filled.values():
                self.cleaning_log.quarantine(self.table.source_cell(cell), key, label=label)
            return
        for role, cell in filled.items():
            for measure, found in self._read(cells, role, cell, indicator):
                yield self._record(indicator, measure, found, cell, row)

    def _read(
        self, cells: CellReader, role: str, cell: Cell, indicator: Indicator
    ) -> Iterator[tuple[str, ReadValue]]:
        target = target_of(role, indicator)
        if role == ATTAINMENT:
            yield from cells.read_fraction(role, cell, target)
            return
        found = cells.read(role, cell, target)
        if found is not None:
            yield role, found

    def _record(
        self, indicator: Indicator, measure: str, found: ReadValue, cell: Cell, row: FormRow
    ) -> Record:
        end = self.catalogues.period.end.isoformat()
        as_of = self.table.as_of or end
        return {
            "indicator": indicator.code,
            "measure": measure,
            "value": found.value,
            "decimal_places": found.decimal_places,
            "status": found.status,
            "unit_of_measure": PERCENT if "pct" in measure else indicator.unit_of_measure,
            "as_of": as_of,
            "maturity": "official" if as_of >= end else "preliminary",
            "cause": row.text("cause") or None,
            "note": row.text("note") or row.text("source") or None,
            **self.table.source_cell(cell).columns(),
        }


def target_of(role: str, indicator: Indicator) -> Target:
    """What a cell in this role must hold: unit and plausible range."""
    name, unit = indicator.name_vi, indicator.unit_of_measure
    if is_rate(role):
        return Target(name, PERCENT, -MAXIMUM_PERCENT, MAXIMUM_PERCENT)
    if role == "stated_change":
        return Target(name, unit, None, None)
    return Target(name, unit, indicator.minimum, indicator.maximum)
