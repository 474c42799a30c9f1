"""Tables of a report: indicators against plan and last year, the programme's budget lines."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.core.catalogues.capitals import CAPITALS, TOTAL
from helpers.core.catalogues.programme import BudgetLine
from helpers.narrative.blocks import Column, Run, Table, TableRow
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData

BUDGET_FIELDS = (
    *((capital, "plan") for capital in CAPITALS),
    *((TOTAL, field) for field in ("plan", "actual", "pct_plan", "unallocated")),
)
BUDGET_WIDTHS = (19, 9, 17, 17, 15, 8, 15)


def budget_table(
    budget_lines: Iterable[tuple[BudgetLine, Run, str]], report_data: ReportData, title: str
) -> Table:
    """Assigned by capital, disbursed, rate, unallocated of (budget line, label, kind of row)."""
    first, *widths = BUDGET_WIDTHS
    columns = [Column(word("column_line", report_data.lang), width=first)]
    columns += [
        Column(word(f"column_{capital}_{field}", report_data.lang), "num", width)
        for (capital, field), width in zip(BUDGET_FIELDS, widths, strict=True)
    ]
    rows = [
        TableRow((label, *_budget_cells(budget_line, report_data)), kind=kind)
        for budget_line, label, kind in budget_lines
    ]
    note = word("money_note", report_data.lang)
    return Table(caption(report_data, title), tuple(columns), tuple(rows), note)


def _budget_cells(budget_line: BudgetLine, report_data: ReportData) -> list:
    cells = []
    for capital, field in BUDGET_FIELDS:
        row = report_data.budget_row(budget_line, capital)
        cells.append(None if row is None else report_data.facts.fact(row, field, cell=True))
    return cells


def caption(report_data: ReportData, title: str) -> str:
    """A numbered caption."""
    return word("table_caption", report_data.lang, number=report_data.next_table(), title=title)
