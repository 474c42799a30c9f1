"""Numbered figures of a report from its table ``charts``."""

import json
from collections.abc import Container, Iterator

from helpers.charts.registry import ChartKind
from helpers.narrative.blocks import Column, Figure, Table, TableRow
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData


def chart_figures(
    report_data: ReportData, kind: ChartKind, sectors: Container[str] = ()
) -> Iterator[Figure]:
    """The charts of a kind that have a picture; of a sector only where it is one of ``sectors``."""
    for chart in report_data.records("charts"):
        if chart["kind"] != kind.code or chart["svg"] is None:
            continue
        if sectors and chart["sector"] and chart["sector"] not in sectors:
            continue
        number = report_data.next_figure()
        title = word("figure_caption", report_data.lang, number=number, title=chart["title"])
        data = chart_data(chart["data"], word("chart_data", report_data.lang, number=number))
        yield Figure(chart["svg"].encode("utf-8"), title, chart["caption"], number, data)


def chart_data(text: str, title: str) -> Table:
    """The figures of a picture, from the JSON text of the ``charts`` table."""
    data = json.loads(text)
    columns = tuple(Column(name) for name in data["columns"])
    return Table(title, columns, tuple(TableRow(tuple(row)) for row in data["rows"]))
