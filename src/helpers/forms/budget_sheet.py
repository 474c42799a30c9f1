"""The sheets of a blank form for the money of the national target programmes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from helpers.cleaning.budget_amounts import largest_amount
from helpers.core.catalogues.capitals import CAPITALS, CARRIED, kind_of, split_capital
from helpers.core.catalogues.forms import VALUE_ROLES, Form, SheetMap
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.conversion import MONEY
from helpers.core.messages import message
from helpers.core.periods import Period
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
ITEMS = ("allocated", "disbursed", "unallocated")
AMOUNT_FORMAT = "#,##0.000"
"""Million VND with thousands of đồng: more digits are kept, though not shown."""


def budget_sheet(form: Form, mapping: SheetMap, source: FormSource) -> EntrySheet | None:
    """The sheet; None in a period without programmes."""
    programmes = source.catalogues.programmes
    columns = [
        EntryColumn(role, mapping.columns[role][0], WIDTHS.get(role, AMOUNT_WIDTH))
        for role in mapping.asked or ROLES
        if role in mapping.columns
    ]
    money = next((m for c in columns if (m := _money_of(c.role)) is not None), "")
    roots = [r for r in programmes.roots() if _may_have(r, money, source.catalogues.period)]
    lines = [line for root in roots for line in _below(root, programmes)]
    if not lines:
        return None
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
    if len(lines) < sum(len(programmes.of(root)) for root in roots):
        unit_line = f"{unit_line} {message('forms.unnamed_lines', 'vi')}"
    return replace(sheet_of(form, mapping, columns, rows), unit_line=unit_line)


def _money_of(role: str) -> str | None:
    """Whose money a column asks for: '' of the year; None for a column without amounts."""
    item, _, capital = role.partition("_")
    return split_capital(capital)[0] if item in ITEMS else None


def _may_have(root: BudgetLine, money: str, period: Period) -> bool:
    """Money of the year where a programme takes some, carried over money after its first year."""
    if money:
        first = root.valid_from
        return money != CARRIED or first is None or Period.parse(first).year < period.year
    return root.takes_new_money(period)


def _below(line: BudgetLine, programmes: Programmes) -> Iterator[BudgetLine]:
    """A line, then all that belongs to it, every line right below the one that it belongs to."""
    yield line
    for child in _listed(line, programmes):
        yield from _below(child, programmes)


def _listed(line: BudgetLine, programmes: Programmes) -> list[BudgetLine]:
    """The lines right below; none where some have no public name: the line itself is asked for."""
    children = programmes.children(line)
    return children if all(child.name_vi for child in children) else []


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
        self.children = _listed(line, programmes)
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
