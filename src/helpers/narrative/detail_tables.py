"""Tables of detailed figures: small ones in the section of their indicator, all in the dossier."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from helpers.core.conversion import MONEY, PERCENT, unit_name
from helpers.core.errors import ParameterError
from helpers.core.formatting import format_money, format_percent, format_quantity, needed_decimals
from helpers.core.periods import Period
from helpers.core.tables import Record
from helpers.core.text import lower_first
from helpers.indicators.compute import CARRIED_MEASURES
from helpers.indicators.own import MOST_DECIMALS
from helpers.narrative.blocks import Column, Heading, Label, Paragraph, Part, Run, Table, TableRow
from helpers.narrative.details import DetailTable, Measured, Members, is_of_period
from helpers.narrative.facts import Fact
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

ANCHOR = "annex-details"
MOST_ROWS_IN_TEXT, MOST_COLUMNS_IN_TEXT = 20, 8
"""Of a table within a section; larger ones are in the annex."""
LABEL_WIDTH, CELLS_WIDTH = 26, 14
MOST_NAMED = 2
"""Indicators that a title names."""
SOURCE = ("period", "file", "sheet", "cell", "raw_text")


def section_tables(report_data: ReportData, codes: Collection[str]) -> Iterator[Table]:
    """Small tables whose first indicator is one of ``codes``."""
    for table in report_data.details:
        is_small = table.rows <= MOST_ROWS_IN_TEXT and table.columns <= MOST_COLUMNS_IN_TEXT
        is_here = table.measured[0].code in codes and table not in report_data.placed_details
        if table.kind != "list" and is_small and is_here:
            report_data.placed_details.add(table)
            yield _without_cells(_table(table, report_data))


def _without_cells(shown: Table) -> Table:
    """A table within the text: the dossier has it with its cells."""
    rows = tuple(replace(row, cells=row.cells[:-1]) for row in shown.rows)
    return replace(shown, columns=shown.columns[:-1], rows=rows, note="")


def details_annex(report_data: ReportData) -> Part | None:
    """The detailed figures with their source cells; None where there are none."""
    if not report_data.details:
        return None
    heading = Heading(2, word("annex_details", report_data.lang), ANCHOR)
    lead = Paragraph((word("annex_details_lead", report_data.lang),))
    return Part(ANCHOR, (heading, lead, *(_table(t, report_data) for t in report_data.details)))


def _table(table: DetailTable, report_data: ReportData) -> Table:
    lang = report_data.lang
    columns, rows = {"list": _list, "members_down": _members_down, "members_across": _across}[
        table.kind
    ](table, report_data)
    key = "source_sheet" if table.sheet else "source_file"
    source = word(key, lang, file=table.file, sheet=table.sheet)
    title = caption(report_data, _title(table, report_data))
    note = word("details_source", lang, source=source)
    return Table(title, columns, tuple(rows), note, is_dense=True, is_target=True)


def _title(table: DetailTable, report_data: ReportData) -> str:
    names = list(dict.fromkeys(_name(m.code, table, report_data) for m in table.measured))
    dimensions = ", ".join(table.dimensions)
    if not dimensions:
        return word("details_whole", report_data.lang)
    name = ", ".join((names[0], *map(lower_first, names[1:MOST_NAMED])))
    key = "details_of_one" if len(names) <= MOST_NAMED else "details_of_several"
    return word(key, report_data.lang, name=name, dimensions=dimensions)


def _members_down(
    table: DetailTable, report_data: ReportData
) -> tuple[tuple[Column, ...], Iterable[TableRow]]:
    heads = [_head(measured, table, report_data) for measured in table.measured]
    first = ", ".join(table.dimensions)
    rows = (
        _row(Label(_member(members)), [(members, m) for m in table.measured], table, report_data)
        for members in table.members
    )
    columns = _columns(first[:1].upper() + first[1:], heads, report_data.lang)
    return columns, (*rows, *_total_row(table, report_data))


def _total_row(table: DetailTable, report_data: ReportData) -> Iterator[TableRow]:
    """The totals that the report prints of the columns, where they are the sums of the members."""
    totals = [_total(measured, table, report_data) for measured in table.measured]
    if any(totals):
        yield TableRow((Label(word("total", report_data.lang)), *totals, Label("")), kind="total")


def _total(measured: Measured, table: DetailTable, report_data: ReportData) -> Fact | None:
    row, field = report_data.find(measured.code), measured.measure
    is_now = is_of_period(measured.value_period, report_data.catalogues.period)
    if row is None or field not in CARRIED_MEASURES or not is_now or row[field] is None:
        return None
    figures = [r["value"] for (_, m), r in table.figures.items() if m == measured]
    if len(figures) < len(table.members) or sum(map(Decimal, figures)) != row[field]:
        return None
    return report_data.facts.known_fact(row, field, cell=True)


def _across(
    table: DetailTable, report_data: ReportData
) -> tuple[tuple[Column, ...], Iterable[TableRow]]:
    heads = [_member(members) for members in table.members]
    rows = (
        _row(
            Label(_head(measured, table, report_data)),
            [(members, measured) for members in table.members],
            table,
            report_data,
        )
        for measured in table.measured
    )
    return _columns(word("column_indicator", report_data.lang), heads, report_data.lang), rows


def _list(
    table: DetailTable, report_data: ReportData
) -> tuple[tuple[Column, ...], Iterable[TableRow]]:
    lang = report_data.lang
    columns = (
        Column(word("column_indicator", lang), width=40),
        Column(word("column_part", lang), width=20),
        Column(word("column_unit_of_measure", lang), "mid", 12),
        Column(word("column_value", lang), "num", 14),
        Column(word("column_cells", lang), "cells", 14),
    )
    rows = (
        TableRow(
            (
                Label(_with_measure(measured, table, report_data)),
                Label(_member(members)),
                unit_name(measured.unit_of_measure, lang),
                detail_fact(record, report_data),
                Label(str(record["cell"])),
            )
        )
        for (members, measured), record in table.figures.items()
    )
    return columns, rows


def _columns(first: str, heads: Sequence[str], lang: str) -> tuple[Column, ...]:
    width = (100 - LABEL_WIDTH - CELLS_WIDTH) // len(heads)
    return (
        Column(first, width=LABEL_WIDTH),
        *(Column(head, "num", width) for head in heads),
        Column(word("column_cells", lang), "cells", CELLS_WIDTH),
    )


def _row(
    label: Run,
    keys: Sequence[tuple[Members, Measured]],
    table: DetailTable,
    report_data: ReportData,
) -> TableRow:
    records = [table.figures.get(key) for key in keys]
    facts = [None if r is None else detail_fact(r, report_data) for r in records]
    cells = "; ".join(dict.fromkeys(str(r["cell"]) for r in records if r is not None))
    return TableRow((label, *facts, Label(cells)))


def detail_fact(record: Record, report_data: ReportData) -> Fact:
    """A detailed figure as a table prints it, with its source cell."""
    value, unit = Decimal(record["value"]), str(record["unit_of_measure"])
    period = report_data.catalogues.period
    other = "" if is_of_period(record["value_period"], period) else record["value_period"]
    subject = "|".join(part for part in (record["indicator"], record["breakdown"], other) if part)
    source = {name: record[name] for name in SOURCE}
    source |= {"role": record["measure"], "indicator": record["indicator"], "value": str(value)}
    measure = str(record["measure"])
    return Fact(
        key=f"{subject}.{measure}",
        value=value,
        text=_printed(value, unit, report_data.lang),
        unit_of_measure=unit,
        formula=None,
        inputs=(source,),
        subject=subject,
        field=measure,
        anchor=f"d{sha256(subject.encode()).hexdigest()[:10]}",
    )


def _printed(value: Decimal, unit: str, lang: str) -> str:
    decimals = needed_decimals(value, MOST_DECIMALS)
    if unit == MONEY:
        return format_money(value, with_unit=False, lang=lang)
    if unit == PERCENT:
        return format_percent(value, decimals=decimals, lang=lang)
    return format_quantity(value, decimals, "", lang=lang)


def _member(members: Members) -> str:
    return ", ".join(member for _, member in members)


def _name(code: str, table: DetailTable, report_data: ReportData) -> str:
    """The name of an indicator or budget line; the label of its row where neither is known."""
    indicator = report_data.catalogues.indicators.get(code)
    if indicator is not None:
        return indicator.name(report_data.lang)
    row = report_data.find(code)
    if row is not None:
        return report_data.row_name(row)
    return next(str(r["label"]) for (_, m), r in table.figures.items() if m.code == code)


def _head(measured: Measured, table: DetailTable, report_data: ReportData) -> str:
    """What a column or row holds: indicator, measure where there are several, period, unit."""
    unit = unit_name(measured.unit_of_measure, report_data.lang)
    return f"{_with_measure(measured, table, report_data)} ({unit})"


def _with_measure(measured: Measured, table: DetailTable, report_data: ReportData) -> str:
    lang, several = report_data.lang, {m.measure for m in table.measured} != {"actual"}
    parts = [_name(measured.code, table, report_data)]
    is_now = is_of_period(measured.value_period, report_data.catalogues.period)
    # «kỳ trước, 2025» of an official table is «năm 2025»; what was reached needs no word.
    if several and measured.measure not in ("actual", *(() if is_now else ("previous",))):
        parts.append(word(f"measure_{measured.measure}", lang))
    if not is_now:
        parts.append(_period_name(measured.value_period, lang))
    return ", ".join(parts)


def _period_name(code: str, lang: str) -> str:
    """A period in words; a span of several as the office wrote it."""
    try:
        return Period.parse(code).label(lang)
    except ParameterError:
        return code
