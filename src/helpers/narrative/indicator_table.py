"""A table that the outline sets out: a row for each subject, a cell for each of its indicators."""

from __future__ import annotations

from helpers.core.catalogues.outlines import Content, Statement
from helpers.core.tables import Record
from helpers.narrative.blocks import Column, Table, TableRow
from helpers.narrative.indicator_sentence import maturity_mark
from helpers.narrative.phrases import Runs, named, word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

FIRST_WIDTH = 32
"""Share of the table (percent) of the column with the titles of rows."""


def indicator_table(report_data: ReportData, content: Content) -> list[Table]:
    """The table without rows that have no figure, none where no row has one."""
    lang = report_data.lang
    rows = [
        TableRow((named(statement.title(lang)), *cells))
        for statement in content.indicators
        if any(cells := _cells(statement, report_data))
    ]
    if not rows:
        return []
    width = (100 - FIRST_WIDTH) // (len(content.columns) - 1)
    columns = tuple(
        Column(
            column.title(lang), "num" if position else "text", width if position else FIRST_WIDTH
        )
        for position, column in enumerate(content.columns)
    )
    note = ""
    if any(_change(row, report_data) for row in map(report_data.find, content.codes) if row):
        note = word("table_changes", lang, year=report_data.facts.last_year.year)
    return [Table(caption(report_data, content.title(lang)), columns, tuple(rows), note)]


def _cells(statement: Statement, report_data: ReportData) -> list[Runs | None]:
    found: list[Runs | None] = []
    for code in statement.cells:
        row = report_data.find(code)
        fact = None if row is None else report_data.facts.fact(row, "actual", cell=True)
        if row is None or fact is None:
            found.append(None)
        else:
            mark = maturity_mark(row, report_data.lang)
            found.append((fact, *_change(row, report_data), *mark))
    return found


def _change(row: Record, report_data: ReportData) -> Runs:
    """In brackets the change since last year of a figure that it follows from."""
    has_base = row["previous"] is not None or row["comparison_basis"] == "stated"
    if not row["change"] or not has_base:
        return ()
    field = "change" if row["pct_change"] is None else "pct_change"
    return (" (", report_data.facts.known_fact(row, field, cell=True), ")")
