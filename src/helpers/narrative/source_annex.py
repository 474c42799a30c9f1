"""Annex of all figures: each indicator and budget line with its values, formulas and cells.

A figure in the report links to its row here. The formulas of the columns are in their heads, as
in official statistical tables; the last column has the source cells with their text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from helpers.core.conversion import unit_name
from helpers.core.tables import Record
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import Column, Heading, Label, Part, Table, TableRow, text_of
from helpers.narrative.facts import FORMULAS, Fact
from helpers.narrative.indicator_sentence import maturity_mark
from helpers.narrative.phrases import named, word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

ANCHOR = "annex-figures"
FIELDS = ("plan", "actual", "pct_plan", "previous", "change", "pct_change")
FURTHER = ("estimate", "pct_estimate", "plan_province", "pct_plan_province", "unallocated")
ABSENT = ("missing", "not_applicable", "withheld")
SIGNS = {"sum_of_parts": " + ", "difference": " − ", "ratio": " / ", "product_over_10": " × "}
Input = Mapping[str, object]


def figures_annex(report_data: ReportData, facts: Iterable[Fact]) -> Part:
    """Annex 'Biểu tổng hợp và truy nguyên số liệu': every row, in the outline's order.

    ``facts`` are those that the report prints: the counts among them get rows of their own.
    """
    rows: list[TableRow] = []
    group = None
    for section, file, sheet, row in sorted_rows(report_data):
        if (section, file, sheet) != group:
            rows.append(_group(section, file, sheet, report_data))
            group = (section, file, sheet)
        rows.append(_row(row, (file, sheet), report_data))
    counts = [fact for fact in facts if fact.field == "count"]
    if counts:
        rows.append(TableRow((word("group_counted", report_data.lang),), kind="group"))
    rows += [_count_row(fact, report_data) for fact in counts]
    title = caption(report_data, word("figures_title", report_data.lang))
    note = " ".join((word("figures_note", report_data.lang), report_data.note_on_past)).strip()
    table = Table(
        title, _columns(report_data.lang), tuple(rows), note, is_dense=True, is_target=True
    )
    return Part(ANCHOR, (Heading(2, word("annex_figures", report_data.lang), ANCHOR), table))


def sorted_rows(report_data: ReportData) -> list[tuple[str, str, str, Record]]:
    """(section, file, sheet, row): indicators and budget lines that have a figure or miss one."""
    order = list(report_data.outline.titles(report_data.lang))
    found = []
    for row in report_data.records("indicators"):
        inputs = inputs_of(row)
        if row["kind"] == "programme" and not inputs:
            continue
        file, sheet = (str(inputs[0][name]) if inputs else "" for name in ("file", "sheet"))
        found.append((str(row["section"]), file, sheet, row))
    known = {section: group for group, section in enumerate(order)}
    return sorted(found, key=lambda entry: known.get(entry[0], len(known)))


def _columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(word("column_indicator", lang), width=24),
        Column(word("column_unit_of_measure", lang), "mid", 7),
        *(Column(word(f"column_{field}", lang), "num", 8) for field in FIELDS),
        Column(word("column_cells", lang), "cells", 21),
    )


def _group(section: str, file: str, sheet: str, report_data: ReportData) -> TableRow:
    titles = report_data.outline.titles(report_data.lang)
    where = word("source_sheet", report_data.lang, file=file, sheet=sheet) if file else ""
    text = " – ".join(part for part in (titles.get(section, section), where) if part)
    return TableRow((Label(text),), kind="group")


def _row(row: Record, group: tuple[str, str], report_data: ReportData) -> TableRow:
    values = (_value(row, field, report_data) for field in FIELDS)
    texts = [*(_source(i, group, report_data) for i in _shown_inputs(row))]
    texts += _computations(row, report_data)
    if row["indicator"] in report_data.catalogues.unconfirmed:
        texts.append(word("own_unconfirmed", report_data.lang))
    texts += [mark] if (mark := text_of(maturity_mark(row, report_data.lang)).strip(" ()")) else []
    return TableRow(
        (
            named(report_data.row_name(row)),
            unit_name(str(row["unit_of_measure"]), report_data.lang),
            *values,
            Label("; ".join(texts)) if texts else None,
        ),
        anchor=report_data.facts.anchor(str(row["indicator"])),
    )


def _value(row: Record, field: str, report_data: ReportData) -> Fact | str | None:
    if field == "actual" and row["actual"] is None and row["status"] in ABSENT:
        return word(f"cell_{row['status']}", report_data.lang)
    return report_data.facts.fact(row, field, cell=True)


def _count_row(fact: Fact, report_data: ReportData) -> TableRow:
    source_cells = dict.fromkeys(f"{i['file']}, {i['sheet']} {i['cell']}" for i in fact.inputs)
    name = named(report_data.count_name(fact.key))
    blank = [None] * (len(FIELDS) - 2)
    cells = Label("; ".join(source_cells)) if source_cells else None
    return TableRow((name, None, None, fact, *blank, cells), anchor=fact.anchor)


def _shown_inputs(row: Record) -> Sequence[Input]:
    """Inputs of the row itself; the parts of a total are in its formula and have rows."""
    of_the_row = [i for i in inputs_of(row) if i["indicator"] == row["indicator"]]
    return of_the_row or (() if row["kind"] == "programme" else inputs_of(row))


def _computations(row: Record, report_data: ReportData) -> list[str]:
    """Totals and rates that were recomputed, and figures without a column."""
    texts = []
    for field in ("plan", "actual", *FURTHER):
        parts = [i for i in inputs_of(row) if i["role"] == field]
        if row[field] is None or any(part["indicator"] == row["indicator"] for part in parts):
            continue
        text = formula_of_parts(row, field, parts, report_data)
        if text is None and field in FORMULAS:
            text = filled_formula(FORMULAS[field], row, report_data)
        if text is not None:
            shown = report_data.facts.known_fact(row, field, cell=True).text
            texts.append(f"{word(f'role_{field}', report_data.lang)} {shown} = {text}")
    return texts


def filled_formula(formula: str, row: Record, report_data: ReportData) -> str:
    """A formula with the names of measures replaced by what is printed for them."""

    def _printed_value(match: re.Match) -> str:
        fact = report_data.facts.fact(row, match.group(), cell=True)
        return match.group() if fact is None else fact.text

    return re.sub(r"[a-z_]+", _printed_value, formula)


def formula_of_parts(
    row: Record, field: str, parts: list[Input], report_data: ReportData
) -> str | None:
    """How a figure is recomputed from other rows; None where it is not."""
    kind = str(row["formula"] or "").partition("(")[0]
    if not parts or kind not in SIGNS:
        return None
    scale = {"ratio": " × 100" if row["unit_of_measure"] == "%" else " × 10"}
    ending = {"product_over_10": " / 10"}.get(kind, scale.get(kind, ""))
    return SIGNS[kind].join(_printed(part, field, report_data) for part in parts) + ending


def _printed(part: Input, field: str, report_data: ReportData) -> str:
    row = report_data.find(str(part["indicator"]))
    fact = report_data.facts.fact(row, field, cell=True) if row is not None else None
    return fact.text if fact is not None else str(part["raw_text"])


def _source(source: Input, group: tuple[str, str], report_data: ReportData) -> str:
    """ "TH E10 «1.178,47ha»"; file, sheet and period only where they differ from the group's."""
    words = [word(f"role_{source['role']}", report_data.lang)]
    if source["period"] != str(report_data.catalogues.period):
        words.append(f"({source['period']})")
    if (str(source["file"]), str(source["sheet"])) != group:
        words.append(f"{source['file']}, {source['sheet']}")
    raw = f"«{source['raw_text']}»" if source["raw_text"] else ""
    return " ".join([*words, str(source["cell"]), raw]).strip()
