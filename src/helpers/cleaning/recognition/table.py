"""A table in terms of meaning: lines that carry measures, items that carry names.

Lines are columns and items rows, or the reverse in a table that is turned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.grid import is_value
from helpers.cleaning.recognition.head_roles import inherit_origin, role_of
from helpers.cleaning.recognition.labels import Row, Rows
from helpers.cleaning.recognition.mentions import mentions_of, resolve
from helpers.cleaning.recognition.model import FUND, Breakdown
from helpers.cleaning.recognition.peoples import DIMENSION, names_several
from helpers.cleaning.recognition.places import names_own, other_unit, place_below
from helpers.cleaning.recognition.roles import Role
from helpers.cleaning.recognition.row_periods import RowPeriod, row_period
from helpers.cleaning.recognition.vocabulary import (
    group,
    head_words,
    is_total,
    key,
    vocabulary,
)

MOST = 0.6
"""Share of the rows that must be of one kind (places, funds, measures) for all to be."""
_MARKS = re.compile(r"[\s:;.,*+–-]+$")


@dataclass
class Item:
    """What carries the name: a row, in a turned table a column.

    ``kind``: indicator, place, school, people, fund, month, total, part (several members of the
    breakdown together) or unknown (a name among places).
    """

    number: int
    path: tuple[str, ...]
    address: str
    unit: str = ""
    unit_cell: str = ""
    kind: str = "indicator"
    breakdown: Breakdown = ()
    period: str = ""
    is_group: bool = False
    is_unclear: bool = False
    row: Row | None = None
    stated: RowPeriod | None = None
    """The period that its labels name."""

    @property
    def names(self) -> tuple[str, ...]:
        """The labels without the period that they name."""
        return self.stated.names if self.stated else self.path

    @property
    def name(self) -> str:
        """The innermost label."""
        return self.path[-1] if self.path else ""


@dataclass
class Line:
    """What carries the measure: a column, in a turned table a row."""

    number: int
    role: Role


@dataclass
class Table:
    """A block with its context, its lines and its items."""

    block: Block
    context: Context
    is_turned: bool = False
    kind: str = "indicator"
    is_of_others: bool = False
    """True where rows are other units of the same level: the total is not that of the unit."""
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    values: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    """(item, line) → number of a cell with one number, for arithmetic."""

    def cell(self, item: Item, line: Line) -> Cell | None:
        """The cell of an item in a line."""
        row, column = (line.number, item.number) if self.is_turned else (item.number, line.number)
        return self.block.grid.cells.get((row, column))

    def pairs(self) -> Iterator[tuple[Item, Line, Cell]]:
        """All filled cells with their item and line."""
        for item in self.items:
            for line in self.lines:
                cell = self.cell(item, line)
                if cell is not None and is_value(cell):
                    yield item, line, cell

    @property
    def label_head(self) -> str:
        """Text of the head of the labels."""
        labels = self.block.of_kind("label")
        path = self.block.header_path(labels[0]) if labels else ()
        return " > ".join(path)


def table_of(block: Block, context: Context) -> Table:
    """The lines and items of a block."""
    rows = list(Rows(block).read())
    table = Table(block, context)
    data = block.of_kind("data")
    roles = {column: _role(block, column, context) for column in data}
    inherit_origin(list(roles.values()))
    if _is_turned(rows, roles):
        table.is_turned = True
        table.lines = [
            Line(row.number, _row_role(row, context)) for row in rows if not row.is_group
        ]
        table.items = [_column_item(block, c, roles[c]) for c in data]
        _read_periods(table)
        return table
    table.lines = [Line(column, role) for column, role in roles.items()]
    table.is_of_others = any(other_unit(row.name, context.unit) for row in rows)
    table.kind = "place" if table.is_of_others else _kind_of_rows(block, rows, context)
    outer: Breakdown = ()
    for row in rows:
        item = Item(row.number, row.path, row.label.address, row.unit, row.unit_cell, row=row)
        item.is_group, item.is_unclear = row.is_group, row.is_unclear
        _set_kind(item, row, table, context)
        if row.is_group and item.breakdown:
            outer = item.breakdown
        elif row.is_group and row.path[:-1] == ():
            outer = ()
        elif item.kind == "indicator" and outer:
            item.breakdown = outer
        table.items.append(item)
    _read_periods(table)
    return table


def _read_periods(table: Table) -> None:
    """Read the periods that the labels of items name; rows of months are read as such."""
    context = table.context
    for item in table.items:
        if item.kind != "month":
            names = [n for n in item.path if not _names_its_place(n, item, context)]
            item.stated = row_period(names, context.own, context.year)


def _names_its_place(label: str, item: Item, context: Context) -> bool:
    """True for the group that says of which place a row is: it is no part of the name."""
    place = place_below(label, context.unit) if item.breakdown else None
    return place is not None and place in item.breakdown and label != item.name


def _role(block: Block, column: int, context: Context) -> Role:
    cells = block.header_cells(column)
    return role_of(cells, block.header_path(column), context)


def _row_role(row: Row, context: Context) -> Role:
    return role_of([row.label], row.path, context)


def _is_turned(rows: list[Row], roles: dict[int, Role]) -> bool:
    """True where most rows are named after measures, and no column is."""
    filled = [row for row in rows if not row.is_group]
    if len(filled) < 2 or any(r.measure or r.is_rate for r in roles.values()):
        return False
    named = 0
    for row in filled:
        words, _ = head_words(key(row.name))
        gives = {w.gives for w in words}
        named += bool(gives & {"measure", "carried"}) and key(row.name) not in group("generic") - {
            "kế hoạch"
        }
    return named >= MOST * len(filled)


def _column_item(block: Block, column: int, role: Role) -> Item:
    path = block.header_path(column)
    kept = tuple(text for text in path if not is_total(text) and not _is_fund(text))
    address = role.address
    return Item(column, kept or path, address, role.unit, address, breakdown=role.breakdown)


def _is_fund(text: str) -> bool:
    words, left = head_words(key(text))
    return bool(words) and not left and any(w.gives == "fund" for w in words)


def _kind_of_rows(block: Block, rows: list[Row], context: Context) -> str:
    filled = [row for row in rows if not row.is_group and not row.is_total]
    if not filled:
        return "indicator"
    for kind, test in _KINDS.items():
        if sum(test(row.name, context) for row in filled) >= MOST * len(filled):
            return kind
    heads = [
        key(t).split("(")[0].strip()
        for c in block.of_kind("label")
        for t in block.header_path(c)[-1:]
    ]
    if any(head in group("school_level_heads") for head in heads):
        return "school"
    return "place" if any(head in group("heads", "place") for head in heads) else "indicator"


def _names_place(name: str, context: Context) -> bool:
    kinds = vocabulary()["places"].get(context.unit.level, {})
    return (
        any(key(name).startswith(f"{kind} ") for kind in kinds)
        and place_below(name, context.unit) is not None
    )


def _names_school(name: str, context: Context) -> bool:
    return any(key(name).startswith(word) for word in group("schools"))


def _names_school_level(table: Table, name: str) -> bool:
    """True for a level of schools, no school: 'Tiểu học', and all rows below 'Cấp học'."""
    head = key(table.label_head.rpartition(" > ")[2]).split("(")[0].strip()
    bare = key(name).removeprefix("trường ").strip()
    return head in group("school_level_heads") or bare in group("school_levels")


def _names_people(name: str, context: Context) -> bool:
    return bool(context.peoples.member(name))


def _names_fund(name: str, context: Context) -> bool:
    words, left = head_words(key(name))
    gives = [w.gives for w in words]
    return not left and ("fund" in gives or gives == ["level"])


def _names_month(name: str, context: Context) -> bool:
    return (
        any(m.kind in ("month", "quarter") for m in mentions_of(name, context.own.year))
        and len(name.split()) <= 4
    )


_KINDS = {
    "place": _names_place,
    "school": _names_school,
    "people": _names_people,
    "fund": _names_fund,
    "month": _names_month,
}


def _set_kind(item: Item, row: Row, table: Table, context: Context) -> None:
    if table.is_of_others and names_own(row.name, context.unit):
        item.kind = "total"
    elif row.is_total and table.kind != "indicator":
        item.kind = "unknown" if table.is_of_others else "total"
    elif table.kind in ("place", "school", "people", "fund", "month"):
        _of_kind(item, row, table, context)
    elif (
        row.is_group
        and (place := place_below(row.name, context.unit))
        and _names_place(row.name, context)
    ):
        item.breakdown = (place,)
    elif _names_place(row.name, context) and not row.is_group:
        item.kind = "unknown"


def _of_kind(item: Item, row: Row, table: Table, context: Context) -> None:
    item.kind = table.kind
    if table.kind == "place" and (place := place_below(row.name, context.unit)):
        item.breakdown = (place,)
    elif table.kind == "people" and (people := context.peoples.member(row.name)):
        item.breakdown = ((DIMENSION, people),)
    elif table.kind == "people" and names_several(row.name):
        item.kind = "part"
    elif table.kind == "school" and _names_school_level(table, row.name):
        item.breakdown = (("cấp học", row.name),)
    elif table.kind == "school" and _names_school(row.name, context):
        item.breakdown = (("trường", row.name),)
    elif table.kind == "fund" and all(_names_fund(name, context) for name in row.path):
        item.breakdown = ((FUND, _fund_of(row.path)),)
    elif table.kind == "month" and _names_month(row.name, context):
        month = next(
            m for m in mentions_of(row.name, context.own.year) if m.kind in ("month", "quarter")
        )
        resolved = resolve(month, context.own, context.year)
        item.period = resolved.period if resolved else ""
        item.kind = "month" if resolved else "unknown"
    else:
        item.kind = "unknown"


def _fund_of(path: tuple[str, ...]) -> str:
    """'Ngân sách địa phương > Tỉnh' → 'ngân sách tỉnh'; 'NSTW > ĐTPT' → both."""
    found: list[str] = []
    for name in path:
        words, _ = head_words(key(name))
        for word in words:
            if word.gives == "fund":
                found.append(word.value)
            elif word.gives == "level":
                found = [vocabulary()["fund_levels"][word.value]]
    return " - ".join(dict.fromkeys(found))


def stem(text: str) -> str:
    """A label as part of a key: folded, without closing marks."""
    return _MARKS.sub("", key(text))
