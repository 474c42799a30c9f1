"""Rows of the ``programme`` table: one amount of one budget line and capital, in triệu đồng."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from helpers.cleaning.budget_groups import BudgetGroups
from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.cleaning.budget_sections import BudgetSection
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.figure_reader import CellReader, ReadValue, Target
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.observations import MAXIMUM_PERCENT
from helpers.cleaning.table_notes import TableNotes
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.conversion import MONEY, PERCENT
from helpers.core.tables import Record
from helpers.core.word_files import load_words

MEASURES = {"allocated": "plan"}
"""What an item is to notes: capital allocated for a year is no estimate of what was reached."""
Doubt = tuple[str, dict[str, str]] | None
"""Message key and fields of what makes a row unclear."""
UNREAD = ReadValue(None, "unread")
"""Of a cell that went to quarantine: sums of its line are not known either."""


@dataclass(frozen=True)
class BudgetReader:
    """Reads one table of the programme's form.

    ``unit``: key of the unit of the folder; ``largest``: no budget line of the unit has so much
    money (triệu đồng), see ``largest_amount``.
    """

    table: LocatedTable
    catalogues: Catalogues
    cleaning_log: CleaningLog
    unit: str = ""
    largest: Decimal | None = None

    @cached_property
    def _notes(self) -> TableNotes:
        return TableNotes(self.table, self.catalogues.period, self.cleaning_log)

    def records(self) -> Iterator[Record]:
        """One record per amount or stated rate."""
        self._notes.record_table()
        year = self.catalogues.period.year
        resolver = BudgetLineResolver.of(self.table, self.catalogues.programmes, year)
        cells = CellReader(self.table, self.cleaning_log)
        section, groups = BudgetSection(), BudgetGroups(self.table, self.catalogues, self.unit)
        for row in self.table.rows():
            label = row.text("label")
            found = resolver.resolve(label) if label else []
            found, doubt = _with_code(row.text("code") or "", found, resolver)
            self._notes.record(row, _columns_of(found))
            filled = [role for role in row.cells if role in self.table.mapping.value_roles]
            if found and found[0].parent is None:
                section = replace(section, capital=None)
            elif label and not resolver.names_line(label):
                section = section.below(label, year, has_figures=bool(filled))
            if label:
                groups.pass_row(row, label, is_line=bool(found) or resolver.names_line(label))
            outside = groups.refusal(label, is_total=bool(found) and found[0].parent is None)
            for role in filled:
                problem = section.refusal(label, role.rpartition("_")[2])
                problem = problem or doubt or (outside if found else None)
                if problem is None and len(found) != 1:
                    problem = resolver.refusal(label, found)
                if problem is None:
                    yield from self._record(row, role, found[0], cells)
                    continue
                key, fields = problem
                source_cell = self.table.source_cell(row.cells[role])
                self.cleaning_log.quarantine(source_cell, key, **fields)

    def _record(
        self, row: FormRow, role: str, budget_line: BudgetLine, cells: CellReader
    ) -> Iterator[Record]:
        item, _, capital = role.rpartition("_")
        cell = row.cells[role]
        target = _target(item, budget_line, self.largest)
        found = None if self._notes.refuse(row, cell) else cells.read(role, cell, target)
        read = found or UNREAD
        notes = self._notes.of_figure(row, MEASURES.get(item, item), cell)
        yield {
            "programme": budget_line.programme,
            "budget_line": budget_line.code,
            "capital": capital,
            "item": item,
            "value": read.value,
            "decimal_places": read.decimal_places,
            "status": read.status,
            "as_of": notes.as_of,
            "maturity": notes.maturity,
            "reason": row.text("reason") or None,
            "reason_en": row.text("reason_en") or None,
            "note": row.text("note") or None,
            **self.table.source_cell(cell).columns(),
        }


def _with_code(
    code: str, found: list[BudgetLine], resolver: BudgetLineResolver
) -> tuple[list[BudgetLine], Doubt]:
    """The lines that a row means by its label and by a code beside it; why not, if they differ."""
    coded = resolver.resolve_code(code)
    if len(coded) != 1:
        return found, None
    if found and coded[0] not in found:
        fields = {"code": code, "name": coded[0].name("vi"), "line": found[0].name("vi")}
        return found, ("cleaning.code_of_other_line", fields)
    return coded, None


def _columns_of(found: list[BudgetLine]) -> dict[str, str]:
    """The columns that name a row's budget line, where it is known."""
    if len(found) != 1:
        return {}
    return {"programme": found[0].programme, "budget_line": found[0].code}


def _target(item: str, budget_line: BudgetLine, largest: Decimal | None) -> Target:
    if item == "stated_pct":
        return Target(budget_line.name_vi, PERCENT, Decimal(0), MAXIMUM_PERCENT)
    return Target(budget_line.name_vi, MONEY, Decimal(0), largest, needs_unit=True)


def largest_amount(level: str) -> Decimal:
    """The largest amount of one budget line that a unit of ``level`` can have, in triệu đồng."""
    return Decimal(load_words(__package__, "largest_amounts.yml")[level])
