"""Excel formulas for facts whose parts are on the same sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from helpers.narrative.blocks import Table, marked_figure
from helpers.narrative.facts import Fact

# The closed list of derived fields, in the words of facts.FORMULAS; percentages are shares here.
DERIVED = {
    "pct_plan": "={actual}/{plan}",
    "change": "={actual}-{previous}",
    "pct_change": "=({actual}-{previous})/{previous}",
}
JOINED = {"sum_of_parts": "+", "difference": "-", "ratio": "/", "product_over_10": "*"}
SMALLEST = Decimal("0.0000001")


@dataclass(frozen=True)
class FactCells:
    """The cell of each fact of a table: (subject, field) → cell and value."""

    cells: Mapping[tuple[str, str], str]
    values: Mapping[tuple[str, str], Decimal]

    @classmethod
    def of(cls, table: Table, first_row: int) -> FactCells:
        """The facts of ``table``, whose rows begin at ``first_row`` of the sheet (from 0)."""
        cells, values = {}, {}
        for number, row in enumerate(table.rows, start=first_row):
            for column_index, cell in enumerate(row.cells):
                fact, _ = marked_figure(cell)
                if fact is not None:
                    cells[fact.subject, fact.field] = xl_rowcol_to_cell(number, column_index)
                    values[fact.subject, fact.field] = fact.value
        return cls(cells, values)


def live_formula(fact: Fact, fact_cells: FactCells) -> str | None:
    """The formula of a fact, or None where it was read from a file or its parts are elsewhere.

    A total is a formula only where the parts on the sheet give its value.
    """
    if fact.field in DERIVED:
        names = ("actual", "plan", "previous")
        cells = {name: fact_cells.cells.get((fact.subject, name)) for name in names}
        needed = [name for name in names if f"{{{name}}}" in DERIVED[fact.field]]
        return DERIVED[fact.field].format(**cells) if all(cells[n] for n in needed) else None
    return _joined(fact, fact_cells)


def _joined(fact: Fact, fact_cells: FactCells) -> str | None:
    kind = str(fact.formula or "").partition("(")[0]
    parts = [str(i["indicator"]) for i in fact.inputs if i.get("role") == fact.field]
    keys = [(part, fact.field) for part in parts]
    is_own = fact.subject in parts
    if kind not in JOINED or is_own or not keys or any(key not in fact_cells.cells for key in keys):
        return None
    values = [fact_cells.values[key] for key in keys]
    if kind == "sum_of_parts" and abs(sum(values) - fact.value) > SMALLEST:
        return None
    body = JOINED[kind].join(fact_cells.cells[key] for key in keys)
    if kind == "product_over_10":
        return f"={body}/10"
    if kind == "ratio" and not fact.text.endswith("%"):
        return f"={body}*10" if fact.unit_of_measure != "%" else f"={body}*100"
    return f"={body}"
