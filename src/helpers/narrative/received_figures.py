"""Every figure that was read, as one table: a sheet of the workbook. Nothing is left out."""

from collections.abc import Iterator

from helpers.core.conversion import unit_name
from helpers.core.tables import Record
from helpers.narrative.annexes import source_text
from helpers.narrative.blocks import Column, ColumnKind, Label, Supplied, Table, TableRow
from helpers.narrative.detail_tables import detail_fact
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData

COLUMNS: tuple[tuple[str, ColumnKind, int], ...] = (
    ("indicator", "text", 30),
    ("breakdown", "text", 14),
    ("measure", "text", 12),
    ("period", "mid", 7),
    ("unit_of_measure", "mid", 8),
    ("value", "num", 9),
    ("source", "source", 20),
)


def received_figures(report_data: ReportData) -> Table:
    """Each value of ``observations`` and ``detailed_figures`` with its label and source cell."""
    lang = report_data.lang
    columns = tuple(Column(word(f"column_{n}", lang), kind, width) for n, kind, width in COLUMNS)
    rows = tuple(_row(record, report_data) for record in _records(report_data))
    return Table(word("received_figures_title", lang), columns, rows)


def _records(report_data: ReportData) -> Iterator[Record]:
    for row in report_data.records("observations"):
        yield row | {"value_period": row["period"], "breakdown": ""}
    yield from report_data.records("detailed_figures")


def _row(record: Record, report_data: ReportData) -> TableRow:
    lang, indicator = report_data.lang, report_data.catalogues.indicators.get(record["indicator"])
    name = indicator.name(lang) if indicator else record["label"] or record["indicator"]
    return TableRow(
        (
            Label(str(name)),
            Supplied(record["breakdown"].replace("=", ": ")),
            word(f"measure_{record['measure']}", lang),
            Label(record["value_period"]),
            unit_name(record["unit_of_measure"], lang),
            None if record["value"] is None else detail_fact(record, report_data),
            source_text(record),
        )
    )
