"""Rows of the ``programme`` table: one amount of one budget line and capital, in triệu đồng."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from helpers.cleaning.budget_line_resolver import BudgetLineResolver, refusal
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.figure_reader import CellReader, Target
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.observations import MAXIMUM_PERCENT
from helpers.cleaning.table_notes import TableNotes
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.conversion import MONEY, PERCENT
from helpers.core.tables import Record

MEASURES = {"allocated": "plan"}
"""What an item is to notes: capital allocated for a year is no estimate of what was reached."""


@dataclass(frozen=True)
class BudgetReader:
    """Reads one table of the programme's form."""

    table: LocatedTable
    catalogues: Catalogues
    cleaning_log: CleaningLog

    @cached_property
    def _notes(self) -> TableNotes:
        return TableNotes(self.table, self.catalogues.period, self.cleaning_log)

    def records(self) -> Iterator[Record]:
        """One record per amount or stated rate."""
        self._notes.record_table()
        programmes = self.catalogues.programmes
        resolver = BudgetLineResolver.of(self.table, programmes)
        cells = CellReader(self.table, self.cleaning_log)
        for row in self.table.rows():
            label = row.text("label")
            found = resolver.resolve(label) if label else []
            subject = (
                {"programme": found[0].programme, "budget_line": found[0].code}
                if len(found) == 1
                else {}
            )
            self._notes.record(row, subject)
            filled = [role for role in row.cells if role in self.table.mapping.value_roles]
            for role in filled:
                if len(found) == 1:
                    yield from self._record(row, role, found[0], cells)
                else:
                    key, fields = refusal(label, found, programmes)
                    self.cleaning_log.quarantine(
                        self.table.source_cell(row.cells[role]), key, **fields
                    )

    def _record(
        self, row: FormRow, role: str, budget_line: BudgetLine, cells: CellReader
    ) -> Iterator[Record]:
        item, _, capital = role.rpartition("_")
        cell = row.cells[role]
        found = cells.read(role, cell, _target(item, budget_line, self.table.default_unit))
        if found is not None:
            notes = self._notes.of_figure(row, MEASURES.get(item, item), cell)
            yield {
                "programme": budget_line.programme,
                "budget_line": budget_line.code,
                "capital": capital,
                "item": item,
                "value": found.value,
                "decimal_places": found.decimal_places,
                "status": found.status,
                "as_of": notes.as_of,
                "maturity": notes.maturity,
                "reason": row.text("reason") or None,
                "reason_en": row.text("reason_en") or None,
                "note": row.text("note") or None,
                **self.table.source_cell(cell).columns(),
            }


def _target(item: str, budget_line: BudgetLine, unit: str | None) -> Target:
    if item == "stated_pct":
        return Target(budget_line.name_vi, PERCENT, PERCENT, Decimal(0), MAXIMUM_PERCENT)
    return Target(budget_line.name_vi, MONEY, unit or MONEY, Decimal(0), None)
