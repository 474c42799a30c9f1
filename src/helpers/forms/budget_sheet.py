"""The sheets of a blank form for the money of the national target programmes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from helpers.cleaning.budget_amounts import largest_amount
from helpers.core.catalogues.capitals import CAPITALS, kind_of, split_capital
from helpers.core.catalogues.forms import VALUE_ROLES, Form, SheetMap
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.conversion import MONEY
from helpers.core.messages import message
from helpers.forms.checks import money_check
from helpers.forms.model import (
    EntryCell,
    EntryColumn,
    EntryRow,
    EntrySheet,
    first_row,
    group_row,
    sheet_of,
    sum_of,
)
from helpers.forms.source import FormSource

ROLES = (
    *("order", "label", "allocated_investment", "allocated_recurrent"),
    *("disbursed_investment", "disbursed_recurrent"),
    *("unallocated_investment", "unallocated_recurrent", "reason", "note"),
)
WIDTHS = {"order": 5, "label": 58, "reason": 34, "note": 22}
AMOUNT_WIDTH = 15
AMOUNT_FORMAT = "#,##0.000"
"""Million VND with thousands of đồng: more digits are kept, though not shown."""


def budget_sheet(form: Form, mapping: SheetMap, source: FormSource) -> EntrySheet | None:
    """The sheet; None in a period without programmes."""
    programmes = source.catalogues.programmes
    lines = list(_in_order(programmes))
    if not lines:
        return None
    columns = [
        EntryColumn(role, mapping.columns[role][0], WIDTHS.get(role, AMOUNT_WIDTH))
        for role in mapping.asked or ROLES
        if role in mapping.columns
    ]
    first = first_row(mapping.header_rows) + 1
    rows: list[EntryRow] = []
    row_of = {}
    for line in lines:
        if line.parent is None and programmes.are_several:
            rows.append(group_row(columns, line.name_vi))
        row_of[line.key] = first + len(rows)
        rows.append([])
    limit = largest_amount(source.unit.level)
    for line in lines:
        writer = _Line(line, programmes, row_of, limit)
        rows[row_of[line.key] - first] = [
            writer.cell(column.role, xl_col_to_name(n)) for n, column in enumerate(columns)
        ]
    unit_line = message("forms.unit_line", "vi", unit=MONEY)
    return replace(sheet_of(form, mapping, columns, rows), unit_line=unit_line)


def _in_order(programmes: Programmes) -> Iterator[BudgetLine]:
    """Each programme, then its lines, every line right below the one that it belongs to."""

    def below(line: BudgetLine) -> Iterator[BudgetLine]:
        yield line
        for child in programmes.children(line):
            yield from below(child)

    for root in programmes.roots():
        yield from below(root)


def _is_of(capital: str, kinds: Iterable[str]) -> bool:
    """True for money of one of the kinds and sources that a line has."""
    plain = split_capital(capital)[1]
    return kind_of(plain) in kinds or any(f"{plain}.".startswith(f"{kind}.") for kind in kinds)


def _path(line: BudgetLine, programmes: Programmes) -> tuple[int, ...]:
    """Position of a line among those beside it, after the positions of the lines above."""
    above = programmes.parent(line)
    if above is None:
        return ()
    return (*_path(above, programmes), programmes.children(above).index(line) + 1)


class _Line:
    """Writes the cells of one budget line."""

    def __init__(
        self,
        line: BudgetLine,
        programmes: Programmes,
        row_of: dict[tuple[str, str], int],
        limit: Decimal,
    ) -> None:
        self.line, self.row_of, self.programmes, self.limit = line, row_of, programmes, limit
        self.children = programmes.children(line)
        path = _path(line, programmes)
        self.depth, self.number = len(path), ".".join(map(str, path)) or None

    def cell(self, role: str, letter: str) -> EntryCell:
        """The cell of a column."""
        row = self.row_of[self.line.key]
        if role == "label":
            is_bold = self.line.parent is None or self.programmes.is_project(self.line)
            return EntryCell("group" if is_bold else "label", self.label, indent=self.depth)
        if role == "code":
            return EntryCell("fixed", "/".join(self.line.key))
        if role == "order":
            return EntryCell("fixed", self.number)
        if role not in VALUE_ROLES["programme"]:
            return EntryCell("text")
        kinds = self.programmes.capital_of(self.line) or CAPITALS
        parts = ",".join(f"{letter}{self.row_of[child.key]}" for child in self.children)
        is_asked = bool(parts) or _is_of(role.rpartition("_")[2], kinds)
        return EntryCell(
            "total" if parts else "entry" if is_asked else "closed",
            formula=sum_of(parts),
            number_format=AMOUNT_FORMAT,
            check=money_check(f"{letter}{row}", self.line.name_vi, self.limit),
        )

    @property
    def label(self) -> str:
        """As offices write it: 'Tiểu dự án 1: …'; the programme as such is the total."""
        word = self.programmes.level(self.line).words[0]
        if self.line.parent is None:
            return word
        return f"{word} {self.line.number}".strip() + f": {self.line.name('vi')}"
