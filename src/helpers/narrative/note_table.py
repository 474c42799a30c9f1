"""The office's notes as one table: a sheet of the workbook, beside the tables of the report."""

from datetime import date

from helpers.core.formatting import format_date
from helpers.core.tables import Record
from helpers.narrative.annexes import source_text
from helpers.narrative.blocks import Column, Supplied, Table, TableRow
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData

COLUMNS = {"indicator": 26, "note_kind": 12, "note_text": 34, "note_date": 10, "source": 18}
"""Columns with their widths in percent."""


def note_table(report_data: ReportData) -> Table:
    """Every statement of a note: what it is about, its kind, its text and date, its source cell."""
    lang = report_data.lang
    rows = tuple(
        TableRow(
            (
                _subject(row, report_data),
                word(f"note_{row['kind']}", lang),
                Supplied(str(row["text"]), lang="" if lang == "vi" else "vi"),
                format_date(date.fromisoformat(row["date"]), lang=lang) if row["date"] else "",
                source_text(row),
            )
        )
        for row in report_data.records("notes")
    )
    columns = tuple(Column(word(f"column_{n}", lang), width=w) for n, w in COLUMNS.items())
    return Table(word("notes_title", lang), columns, rows)


def _subject(row: Record, report_data: ReportData) -> str:
    """The name of the indicator or budget line; empty for a note of a whole table."""
    if row["indicator"] in report_data.catalogues.indicators:
        return report_data.catalogues.indicators[row["indicator"]].name(report_data.lang)
    budget_line = report_data.budget_line_of(row)
    return report_data.budget_line_label(budget_line) if budget_line else ""
