"""Rows of the ``observations`` table from a located table of a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.duplicates import quarantine_duplicates
from helpers.cleaning.figure_reader import CellReader, ReadValue, Target, is_rate
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.readers import Cell
from helpers.cleaning.table_notes import TableNotes
from helpers.cleaning.tables.outline import RowMeaning
from helpers.cleaning.tables.words import is_marker
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import Indicator
from helpers.core.conversion import PERCENT
from helpers.core.tables import Record

ATTAINMENT = "attainment"
NOT_WHOLE = "numbers.not_whole"
"""Of one figure of a row: its unit is in doubt, and so is that of the others."""
MAXIMUM_PERCENT = Decimal(1000)


@dataclass(frozen=True)
class ObservationReader:
    """Reads one table of a form into observations; what cannot be read goes to the quarantine."""

    table: LocatedTable
    meanings: Mapping[int, RowMeaning]
    catalogues: Catalogues
    cleaning_log: CleaningLog

    @cached_property
    def _notes(self) -> TableNotes:
        return TableNotes(self.table, self.catalogues.period, self.cleaning_log)

    def records(self) -> Iterator[Record]:
        """One record per figure, marker of absence included."""
        self._notes.record_table()
        cells = CellReader(self.table, self.cleaning_log)
        rows: dict[str, list[tuple[FormRow, list[Record]]]] = {}
        for row in self.table.rows():
            meaning = self.meanings.get(row.number)
            code = meaning.code if meaning else None
            indicator = self.catalogues.indicators.get(code) if code else None
            self._notes.record(row, {"indicator": indicator.code} if indicator else {})
            if indicator is None:
                self._refuse(row, meaning)
            else:
                found = list(self._row(row, indicator, cells))
                rows.setdefault(indicator.code, []).append((row, found))
        for of_indicator in rows.values():
            yield from self._consistent(of_indicator)

    def _values(self, row: FormRow) -> dict[str, Cell]:
        roles = self.table.mapping.value_roles
        return {role: cell for role, cell in row.cells.items() if role in roles}

    def _refuse(self, row: FormRow, meaning: RowMeaning | None) -> None:
        """Quarantine the figures of a row that is no indicator; a group row of marks has none."""
        key = "cleaning.unknown_label" if meaning else "cleaning.label_missing"
        cells, label = self._values(row).values(), meaning.label_path if meaning else ""
        if meaning and meaning.is_group:
            key = "cleaning.group_with_figure"
            if not meaning.was_line and all(c.kind == "text" and is_marker(c.text) for c in cells):
                return
        fields = {"label": label}
        if meaning and meaning.unclear:
            key = "cleaning.group_not_understood"
            fields = {"label": meaning.path[-1], "group": meaning.unclear}
        if meaning and meaning.code_says:
            key = "cleaning.label_and_code_differ"
            fields = {"label": meaning.label_path, "name": meaning.code_says}
        for cell in cells:
            self.cleaning_log.quarantine(self.table.source_cell(cell), key, **fields)

    def _row(self, row: FormRow, indicator: Indicator, cells: CellReader) -> Iterator[Record]:
        values, before = self._values(row), len(self.cleaning_log.refusals)
        read = [
            (role, cell, list(self._read(cells, role, cell, indicator)))
            for role, cell in values.items()
        ]
        rules = [str(r["rule"]) for r in self.cleaning_log.refusals[before:]]
        for role, cell, found in read:
            if NOT_WHOLE in rules and not is_rate(role) and any(f.value for _, f in found):
                source_cell = self.table.source_cell(cell)
                self.cleaning_log.quarantine(source_cell, "cleaning.row_not_whole")
                continue
            words = self._notes.against(row, cell) if role in ("actual", ATTAINMENT) else ""
            if words and not self.cleaning_log.is_confirmed(self.table.source_cell(cell)):
                key, source_cell = "cleaning.note_against", self.table.source_cell(cell)
                self.cleaning_log.quarantine(source_cell, key, text=words)
                continue
            for measure, value in found:
                yield self._record(indicator, measure, value, cell, row)
        note = row.cells.get("note")
        is_alone = note is not None and self._is_empty(row)
        if note and is_alone and self._notes.of_figure(row, "actual", note).reason:
            yield self._record(indicator, "actual", ReadValue(None, "missing"), note, row)

    def _is_empty(self, row: FormRow) -> bool:
        """True where the row's cell for the actual value is empty."""
        columns = [c for c, role in self.table.roles.items() if role in ("actual", ATTAINMENT)]
        return bool(columns) and not any(self.table.sheet.covering(row.number, c) for c in columns)

    def _consistent(self, rows: list[tuple[FormRow, list[Record]]]) -> Iterator[Record]:
        """Records of the rows of one indicator; two rows that do not repeat each other are refused.

        Rows with values of the same measures are compared by ``without_duplicates``; a value whose
        twin could not be read is refused with it.
        """
        found = [row for _, row in rows if row]
        measures = [{record["measure"] for record in row} for row in found]
        records = [record for row in found for record in row]
        if all(first & second for first, second in combinations(measures, 2)):
            unread = {
                role
                for row, own in rows
                for role in self._values(row).keys() - {record["measure"] for record in own}
            } - {ATTAINMENT}
            refused = [record for record in records if record["measure"] in unread]
            quarantine_duplicates("observations", refused, self.cleaning_log)
            yield from (record for record in records if record["measure"] not in unread)
        else:
            quarantine_duplicates("observations", records, self.cleaning_log)

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


def target_of(role: str, indicator: Indicator) -> Target:
    """What a cell in this role must hold: unit and plausible range."""
    name, unit = indicator.name_vi, indicator.unit_of_measure
    if is_rate(role):
        return Target(name, PERCENT, -MAXIMUM_PERCENT, MAXIMUM_PERCENT)
    if role == "stated_change":
        return Target(name, unit, None, None)
    return Target(name, unit, indicator.minimum, indicator.maximum)
