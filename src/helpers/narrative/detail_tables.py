"""Tables of detailed figures: small ones in the section of their indicator, all in the dossier."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from helpers.cleaning.recognition.vocabulary import vocabulary
from helpers.core.conversion import unit_name
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.tables import Record
from helpers.core.text import lower_first, nfc, upper_first
from helpers.indicators.compute import CARRIED_MEASURES
from helpers.indicators.sums_of_details import within_others
from helpers.narrative.blocks import Column, Heading, Label, Paragraph, Part, Table, TableRow
from helpers.narrative.details import DetailTable, Measured, Members
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


def section_tables(report_data: ReportData, codes: Collection[str]) -> Iterator[Table]:
    """Small tables of the indicators ``codes``."""
    for table in report_data.details:
        is_small = table.rows <= MOST_ROWS_IN_TEXT and table.columns <= MOST_COLUMNS_IN_TEXT
        is_here = report_data.main_code(table) in codes and table not in report_data.placed_details
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
    columns, rows = (_list if table.kind == "list" else _crossed)(table, report_data)
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


def _crossed(
    table: DetailTable, report_data: ReportData
) -> tuple[tuple[Column, ...], Iterable[TableRow]]:
    """Members by what is measured, the members as rows or as columns, with their totals."""
    lang, is_down = report_data.lang, table.kind == "members_down"
    heads = [_head(measured, table, report_data) for measured in table.measured]
    names = [upper_first(_name_of(members)) for members in table.members]
    cells = [[table.figures.get((m, each)) for each in table.measured] for m in table.members]
    facts = [[None if r is None else report_data.facts.detail(r) for r in line] for line in cells]
    totals = [_total(measured, table, report_data) for measured in table.measured]
    if any(totals):
        names, facts = [*names, _whole_unit(report_data)], [*facts, totals]
        cells = [*cells, [None] * len(totals)]
    first = ", ".join(table.dimensions)
    if not is_down:
        heads, names, first = names, heads, word("column_indicator", lang)
        facts, cells = ([*map(list, zip(*each, strict=True))] for each in (facts, cells))
    last = len(names) - 1 if is_down and any(totals) else None
    rows = (
        TableRow((Label(name), *line, _cells(found)), kind="total" if n == last else "body")
        for n, (name, line, found) in enumerate(zip(names, facts, cells, strict=True))
    )
    return _columns(upper_first(first), heads, lang), rows


def _whole_unit(report_data: ReportData) -> str:
    """'Toàn xã': the head of the figures of the whole unit."""
    unit, lang = report_data.unit, report_data.lang
    if lang == "en":
        return word("whole_unit", lang, kind=unit.level)
    name, known = nfc(unit.name_vi).lower(), vocabulary()["unit_kinds"].get(unit.level, ())
    kinds = (kind for kind in known if name.startswith(f"{kind} "))
    return word("whole_unit", lang, kind=next(kinds, unit.name_vi))


def _cells(records: Iterable[Record | None]) -> Label:
    return Label("; ".join(dict.fromkeys(str(r["cell"]) for r in records if r is not None)))


def _total(measured: Measured, table: DetailTable, report_data: ReportData) -> Fact | None:
    """The figure of the whole unit where it is the sum of the members, which no rate is."""
    row, field = report_data.find(measured.code), measured.measure
    if not measured.is_of(report_data.catalogues.period):
        return None
    figures = {
        _name_of(who): Decimal(r["value"]) for (who, m), r in table.figures.items() if m == measured
    }
    whole, total = table.totals.get(measured), None
    if whole is not None:
        total = report_data.facts.detail(whole)
    elif row is not None and field in CARRIED_MEASURES and not measured.part:
        total = report_data.facts.fact(row, field, cell=True)
    top = [value for name, value in figures.items() if name not in _within(table)]
    is_whole = len(figures) == len(table.members)
    return total if total is not None and is_whole and sum(top) == total.value else None


def _within(table: DetailTable) -> set[str]:
    """The members that other members contain."""
    columns: dict[Measured, dict[str, Decimal]] = {}
    for (members, measured), record in table.figures.items():
        columns.setdefault(measured, {})[_name_of(members)] = Decimal(record["value"])
    return within_others(list(columns.values()))


def _name_of(members: Members) -> str:
    return ", ".join(member for _, member in members)


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
                Label(", ".join(member for _, member in members)),
                unit_name(measured.unit_of_measure, lang),
                report_data.facts.detail(record),
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
    parts = [_name(measured.code, table, report_data), *(member for _, member in measured.part)]
    is_now = measured.is_of(report_data.catalogues.period)
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
