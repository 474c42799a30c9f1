"""Rows of the ``observations`` table from a located table of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.figure_reader import CellReader, ReadValue, Target
from helpers.cleaning.indicator_resolver import LabelResolver, is_group
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.readers import Cell
from helpers.cleaning.table_notes import TableNotes
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import Indicator
from helpers.core.conversion import PERCENT
from helpers.core.records import optional_text_of, text_of
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

    @cached_property
    def _notes(self) -> TableNotes:
        return TableNotes(self.table, self.catalogues.period, self.cleaning_log)

    def records(self) -> Iterator[Record]:
        """One record per figure, marker of absence included."""
        self._notes.record_table()
        resolver = LabelResolver(self.form, self.catalogues.aliases)
        cells = CellReader(self.table, self.cleaning_log)
        value_roles = self.table.mapping.value_roles
        for row in self.table.rows():
            if is_group(row, value_roles):
                resolver.enter_group(row.text("label"))
                self._notes.record(row, {})
            elif value_roles & row.cells.keys():
                yield from self._row(row, resolver, cells)

    def _row(self, row: FormRow, resolver: LabelResolver, cells: CellReader) -> Iterator[Record]:
        filled = {
            role: cell for role, cell in row.cells.items() if role in self.table.mapping.value_roles
        }
        label = row.text("label")
        code = resolver.resolve(label) if label else None
        indicator = self.catalogues.indicators.get(code) if code else None
        self._notes.record(row, {"indicator": indicator.code} if indicator else {})
        if indicator is None:
            key = "cleaning.unknown_label" if label else "cleaning.label_missing"
            for cell in filled.values():
                self.cleaning_log.quarantine(self.table.source_cell(cell), key, label=label)
            return
        unit = row.text("unit_of_measure") or None
        for role, cell in filled.items():
            for measure, found in self._read(cells, role, cell, indicator, unit):
                yield self._record(indicator, measure, found, cell, row)

    def _read(
        self,
        cells: CellReader,
        role: str,
        cell: Cell,
        indicator: Indicator,
        unit: str | None,
    ) -> Iterator[tuple[str, ReadValue]]:
        target = target_of(role, indicator, unit)
        if role == ATTAINMENT:
            yield from cells.read_fraction(role, cell, target)
            return
        found = cells.read(role, cell, target)
        if found is not None:
            yield role, found

    def _record(
        self, indicator: Indicator, measure: str, found: ReadValue, cell: Cell, row: FormRow
    ) -> Record:
        notes = self._notes.of_figure(row, measure, cell)
        is_absent = found.status == "missing" and measure == "actual"
        if is_absent and notes.status != "missing":
            source_cell = self.table.source_cell(cell)
            self.cleaning_log.log_repair(
                source_cell, "absence_from_note", cell.text, str(notes.reason)
            )
            found = ReadValue(Decimal(0) if notes.status == "zero" else None, notes.status)
        return {
            "indicator": indicator.code,
            "measure": measure,
            "value": found.value,
            "decimal_places": found.decimal_places,
            "status": found.status,
            "unit_of_measure": PERCENT if "pct" in measure else indicator.unit_of_measure,
            "as_of": notes.as_of,
            "maturity": notes.maturity,
            "cause": row.text("cause") or None,
            "reason": notes.reason if is_absent else None,
            "note": row.text("note") or row.text("source") or None,
            **self.table.source_cell(cell).columns(),
        }


def target_of(role: str, indicator: Indicator, unit: str | None) -> Target:
    """What a cell in this role must hold: unit, default unit, plausible range."""
    if "pct" in role:
        return Target(indicator.name_vi, PERCENT, PERCENT, -MAXIMUM_PERCENT, MAXIMUM_PERCENT)
    if role == "stated_change":
        return Target(indicator.name_vi, indicator.unit_of_measure, unit, None, None)
    return Target(
        indicator.name_vi,
        indicator.unit_of_measure,
        unit,
        indicator.minimum,
        indicator.maximum,
    )


def without_duplicates(records: list[Record], cleaning_log: CleaningLog) -> list[Record]:
    """One record per indicator and measure.

    The same value reported twice is kept once and logged; different values are all quarantined.
    """
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((text_of(record, "indicator"), text_of(record, "measure")), []).append(
            record
        )
    kept = []
    for group in groups.values():
        values = {record["value"] for record in group}
        if len(values) == 1:
            kept.append(group[0])
            for repeated in group[1:]:
                cleaning_log.log_repair(
                    source_cell_in(repeated), "repeated", str(repeated["raw_text"]), "="
                )
            continue
        texts = "; ".join(f"{r['raw_text']} ({r['sheet']} {r['cell']})" for r in group)
        for record in group:
            cleaning_log.quarantine(
                source_cell_in(record),
                "cleaning.duplicate_differs",
                indicator=record["indicator"],
                measure=record["measure"],
                values=texts,
            )
    return kept


def source_cell_in(record: Record) -> SourceCell:
    """Source of a record."""
    return SourceCell(
        file=text_of(record, "file"),
        sheet=text_of(record, "sheet"),
        cell=text_of(record, "cell"),
        raw_text=optional_text_of(record, "raw_text"),
    )
