"""Every figure that was read, as one table: a sheet of the workbook. Nothing is left out."""

from collections.abc import Iterator, Mapping

from helpers.core.conversion import unit_name
from helpers.core.tables import Record
from helpers.indicators.sources import inputs_of
from helpers.narrative.annexes import source_text
from helpers.narrative.blocks import Column, ColumnKind, Label, Supplied, Table, TableRow
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


MOST_PARTS = 50_000
"""Figures of units below that a sheet lists; ``baocao export`` writes them all."""


def received_figures(report_data: ReportData, names: Mapping[str, str]) -> Table:
    """Each value of ``observations`` and ``detailed_figures`` with its label and source cell.

    And those of the units below that a total is made of; ``names`` are theirs, by key.
    """
    lang = report_data.lang
    columns = tuple(Column(word(f"column_{n}", lang), kind, width) for n, kind, width in COLUMNS)
    parts = list(_of_units(report_data, names))
    found = (*_records(report_data), *parts[:MOST_PARTS])
    rows = tuple(_row(record, report_data) for record in found)
    note = word("received_figures_cut", lang) if len(parts) > MOST_PARTS else ""
    return Table(word("received_figures_title", lang), columns, rows, note)


def _of_units(report_data: ReportData, names: Mapping[str, str]) -> Iterator[Record]:
    for row in report_data.records("contributions"):
        about = report_data.find(row["indicator"])
        for source in inputs_of(row):
            if about is not None and source["value"] is not None:
                member = str(row["member"])
                yield dict(source) | {
                    "breakdown": names.get(member, member),
                    "measure": source["role"],
                    "value_period": source["period"],
                    "unit_of_measure": about["unit_of_measure"],
                    "label": "",
                }


def _records(report_data: ReportData) -> Iterator[Record]:
    for row in report_data.records("observations"):
        yield row | {"value_period": row["period"], "breakdown": ""}
    yield from report_data.records("detailed_figures")


def _row(record: Record, report_data: ReportData) -> TableRow:
    lang, about = report_data.lang, report_data.find(record["indicator"])
    indicator = report_data.catalogues.indicators.get(record["indicator"])
    name = indicator.name(lang) if indicator else record["label"] or record["indicator"]
    if about is not None:
        name = report_data.row_name(about)
    fact = None if record["value"] is None else report_data.facts.detail(record)
    return TableRow(
        (
            Label(str(name)),
            Supplied(record["breakdown"].replace("=", ": ")),
            word(f"measure_{record['measure']}", lang),
            Label(record["value_period"]),
            unit_name(record["unit_of_measure"], lang),
            fact,
            source_text(record),
        ),
        anchor=fact.anchor if fact else "",
    )
