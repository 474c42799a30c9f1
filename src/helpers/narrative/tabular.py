"""Tables of a report: indicators against plan and last year, the programme's budget lines."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.ground.measures import canonical_unit
from helpers.narrative.blocks import Column, Table, TableRow
from helpers.narrative.material import Material, Record
from helpers.narrative.phrases import word

INDICATOR_FIELDS = ("plan", "actual", "pct_plan", "previous", "change", "pct_change")
BUDGET_FIELDS = (
    ("investment", "plan"),
    ("recurrent", "plan"),
    ("total", "plan"),
    ("total", "actual"),
    ("total", "pct_plan"),
    ("total", "unallocated"),
)


def indicator_table(rows: list[Record], material: Material, title: str) -> Table:
    """Indicators of a section; a column without any value is left out."""
    shown = [field for field in INDICATOR_FIELDS if any(row[field] is not None for row in rows)]
    columns = [
        Column(word("column_indicator", material.lang)),
        Column(word("column_unit_of_measure", material.lang), "mid"),
        *(Column(word(f"column_{field}", material.lang), "num") for field in shown),
    ]
    body = [
        TableRow(
            (
                material.name(row),
                unit_name(row, material.lang),
                *(_cell(row, field, material) for field in shown),
            )
        )
        for row in rows
    ]
    key = "compared_table_title" if "plan" in shown or "previous" in shown else "plain_table_title"
    full = word(key, material.lang, title=title)
    return Table(caption(material, full), tuple(columns), tuple(body))


def _cell(row: Record, field: str, material: Material):
    if field == "actual" and row["status"] in ("missing", "not_applicable", "withheld"):
        return word(f"cell_{row['status']}", material.lang)
    return material.book.fact(row, field, cell=True)


def unit_name(row: Record, lang: str) -> str:
    """Unit of measure of a row in the report's language."""
    measure = canonical_unit(str(row["unit_of_measure"]))
    return measure.name(lang) if measure else str(row["unit_of_measure"])


def budget_table(lines: Iterable[tuple[str, str, str]], material: Material, title: str) -> Table:
    """Budget lines as (code, label, kind of row): assigned by capital, disbursed, rate, left."""
    columns = [Column(word("column_line", material.lang))]
    columns += [
        Column(word(f"column_{capital}_{field}", material.lang), "num")
        for capital, field in BUDGET_FIELDS
    ]
    rows = [
        TableRow((label, *_budget_cells(code, material)), kind=kind) for code, label, kind in lines
    ]
    note = word("money_note", material.lang)
    return Table(caption(material, title), tuple(columns), tuple(rows), note)


def _budget_cells(code: str, material: Material) -> list:
    cells = []
    for capital, field in BUDGET_FIELDS:
        row = material.budget_row(code, capital)
        cells.append(None if row is None else material.book.fact(row, field, cell=True))
    return cells


def caption(material: Material, title: str) -> str:
    """A numbered caption."""
    return word("table_caption", material.lang, number=material.next_table(), title=title)
