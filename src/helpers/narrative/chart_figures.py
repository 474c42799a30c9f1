"""Numbered figures of a report from its table ``charts``."""

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping

from helpers.charts.disbursement.disbursement_caption import TABLE_CAPITALS, TABLE_COLUMNS
from helpers.charts.drawing.value_labels import column_name, short_period
from helpers.charts.phrases import phrase as chart_phrase
from helpers.charts.registry import ChartKind
from helpers.core.messages import message
from helpers.core.tables import Record
from helpers.narrative.blocks import Column, Figure, Label, Table, TableRow
from helpers.narrative.facts import card_anchor
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData

FIELDS = (
    *("actual", "plan", "pct_plan", "pct_estimate", "pace_expected"),
    *("previous", "change", "pct_change", "area_effect", "yield_effect"),
)
Key = tuple[str, str]
"""Name of a row, and the kind of capital; empty for an indicator."""


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
        named = word("chart_data", report_data.lang, number=number)
        data = chart_data(chart["data"], named, report_data)
        images = [str(chart[name] or "").encode("utf-8") for name in ("svg", "svg_narrow")]
        yield Figure(images[0], title, chart["caption"], number, data, images[1])


def chart_data(text: str, title: str, report_data: ReportData) -> Table:
    """The figures of a picture, from the JSON text of the ``charts`` table; each leads back."""
    data = json.loads(text)
    columns = tuple(Column(name) for name in data["columns"])
    rows, heads = _rows_by_name(report_data), _fields_by_head(report_data)

    def _cell(name: str, head: str, shown: str) -> str | Label:
        capital, field = heads.get(head, ("", ""))
        row = rows.get((name, capital))
        if row is None or not shown or row.get(field) is None:
            return shown
        anchor = report_data.facts.anchor(str(row["indicator"]))
        return Label(shown, card_anchor(anchor, field))

    return Table(
        title,
        columns,
        tuple(
            TableRow(tuple(map(_cell, [row[0]] * len(row), data["columns"], row)))
            for row in data["rows"]
        ),
    )


def _rows_by_name(report_data: ReportData) -> Mapping[Key, Record]:
    """The rows of a chart's names; not those of a name that two rows have."""
    lang, found = report_data.lang, defaultdict[Key, list[Record]](list)
    for code in report_data.codes:
        row = report_data.row(code)
        if row["kind"] == "indicator":
            name = report_data.name(row)
            found[name, ""].append(row)
            found[message("charts.estimated", lang, name=name), ""].append(row)
        elif (line := report_data.budget_line_of(row)) is not None:
            programmes = report_data.catalogues.programmes
            is_whole = line.parent is None
            label = "" if is_whole else programmes.full_label(line, lang)
            name = label or chart_phrase("whole_programme", lang)
            found[name, str(row["capital"])].append(row)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}


def _fields_by_head(report_data: ReportData) -> Mapping[str, Key]:
    """Head of a column → kind of capital and field."""
    lang, period = report_data.lang, report_data.catalogues.period
    heads = {column_name(field, lang): ("", field) for field in FIELDS}
    heads[short_period(str(period.previous_year()), lang)] = ("", "previous")
    heads[short_period(str(period), lang)] = ("", "actual")
    for capital in TABLE_CAPITALS:
        kind = chart_phrase(f"capital_{capital}", lang)
        for column in TABLE_COLUMNS:
            heads[f"{kind}: {column_name(f'budget_{column}', lang)}"] = (capital, column)
    return heads
