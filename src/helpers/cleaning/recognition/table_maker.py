"""From a block of cells to a table: its lines, its items, and the cells of other units."""

import re
from collections import defaultdict
from collections.abc import Iterable

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.grid import is_value
from helpers.cleaning.recognition.head_parts import group_names, short_names
from helpers.cleaning.recognition.head_roles import inherit_origin, role_of
from helpers.cleaning.recognition.labels import Row, Rows
from helpers.cleaning.recognition.model import Breakdown
from helpers.cleaning.recognition.place_columns import place_column
from helpers.cleaning.recognition.places import (
    ABOVE,
    OWN,
    SAME_LEVEL,
    SCOPE,
    former_unit,
    place_below,
    whose,
    without_kind,
)
from helpers.cleaning.recognition.roles import Role
from helpers.cleaning.recognition.row_kinds import MOST, RowKinds, named_place
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import (
    group,
    head_words,
    is_total,
    key,
    names_fund,
    only_divides,
    vocabulary,
)
from helpers.cleaning.stated_periods.labels import row_period


def table_of(block: Block, context: Context) -> Table:
    """The lines and items of a block."""
    beside = place_column(block, context.unit)
    stated = [measure for measure, _ in context.units]
    is_of_money = bool(stated) and all(measure.is_money for measure in stated)
    rows = list(Rows(block, beside, is_of_money).read())
    table = Table(block, context)
    roles = _roles(table)
    if _is_turned(rows, roles):
        table.is_turned = True
        filled = [row for row in rows if not row.is_group]
        table.is_below_groups = all(row.path[:-1] for row in filled)
        table.lines = [Line(row.number, _row_role(row, rows, table)) for row in filled]
        table.items = [_column_item(block, c, role) for c, role in roles.items()]
        if table.is_below_groups and len(table.items) == 1:
            table.items[0].path = ()
    else:
        table.lines = [Line(column, role) for column, role in roles.items()]
        _add_items(table, rows, beside)
    _read_periods(table)
    return table


def _roles(table: Table) -> dict[int, Role]:
    """The roles of the columns of the report's own unit."""
    block, context = table.block, table.context
    paths = [block.header_path(column) for column in block.of_kind("data")]
    context.group_names = group_names(paths, context.own.year)
    context.short_names = short_names(paths, context.titles)
    roles = {
        column: role_of(block.header_cells(column), block.header_path(column), context)
        for column in block.of_kind("data")
    }
    inherit_origin(list(roles.values()))
    for role in roles.values():
        if role.breakdown:  # «Chia theo dân tộc > Mẫu > Hộ»: the first level names nothing
            role.names = tuple(n for n in role.names if not only_divides(n, role.breakdown))
        if role.path and re.match(
            vocabulary()["sums_of_places"], key(role.path[-1])
        ):  # «Cộng 5 xã»
            role.breakdown = (*role.breakdown, (SCOPE, role.path[-1]))
            role.names = role.names[:-1]
    for role in roles.values():  # 'Số hộ nghèo cuối kỳ' names the indicator and the period
        said = row_period(role.names, context.own, context.year)
        if said.found is not None and said.found.is_of(context.own):
            role.names = said.names
    units = {
        column: (found, text)
        for column, role in roles.items()
        for text in role.path
        if (found := whose(text, context.unit))
    }
    has_same = any(found == SAME_LEVEL for found, _ in units.values())
    has_own = any(found == OWN for found, _ in units.values())
    for column, (found, text) in units.items():
        if found == OWN:
            roles[column].names = tuple(n for n in roles[column].names if key(n) not in key(text))
        elif found == ABOVE or (has_same and has_own):
            cells = (c for row in block.body for c in block.grid.rows[row] if c.column == column)
            _leave_out(table, text, cells)
            del roles[column]
    return roles


def _leave_out(table: Table, words: str, cells: Iterable[Cell]) -> None:
    table.left_out += [(words, cell) for cell in cells if is_value(cell)]


def _add_items(table: Table, rows: list[Row], beside: int) -> None:
    kinds = RowKinds(table.block, rows, table.context, beside)
    table.kind = kinds.kind
    left_out = kinds.left_out()
    data = table.block.of_kind("data")
    outer: Breakdown = ()
    for row in rows:
        if row in left_out:
            _leave_out(table, row.name, (c for c in row.cells.values() if c.column in data))
            continue
        item = Item(row.number, row.path, row.label.address, row.unit, row.unit_cell, row=row)
        item.is_group, item.is_unclear = row.is_group, row.is_unclear
        kinds.settle(item, row)
        if row.is_group and item.breakdown:
            outer = item.breakdown
        elif row.is_group and row.path[:-1] == ():
            outer = ()
        elif item.kind == "indicator" and outer and not row.place:
            item.breakdown = outer
        table.items.append(item)
    if table.kind != "indicator":
        _tell_groups_apart(table)
    if table.kind == "place":
        _add_parents(table)


def _add_parents(table: Table) -> None:
    """«Thôn Mẫu» in two former communes: the commune above tells one from the other."""
    named: dict[str, list[Item]] = defaultdict(list)
    for item in table.items:
        if item.kind == "place" and len(item.breakdown) == 1 and not item.group:
            named[without_kind(item.breakdown[0][1])].append(item)
    for items in named.values():
        above = (item.path[-2] if len(item.path) > 1 else "" for item in items)
        parents = [former_unit(label, table.context.unit) for label in above]
        for item, parent in zip(items, parents, strict=True):
            if parent is not None and 1 < len(items) == len(set(parents)):
                item.breakdown = (parent, *item.breakdown)


def _tell_groups_apart(table: Table) -> None:
    """'A. Vụ đông xuân' and 'B. Vụ hè thu' over the same communes: the group says what they count.

    Groups of different places are parts of the unit and say nothing more.
    """
    context = table.context
    above: Item | None = None
    groups: dict[int, Item | None] = {}
    found: dict[Breakdown, set[int]] = defaultdict(set)
    for item in table.items:
        if item.is_group or _holds_places(item, table):
            above = item
        if item.is_group:
            continue
        groups[item.number] = above
        if above is not None and item.breakdown:
            found[item.breakdown].add(above.number)
    if not any(len(numbers) > 1 for numbers in found.values()):
        return
    totals = [item for item in table.items if item.kind == "total"]
    if totals[1:] == [] and totals == table.items[-1:]:  # of all groups, not of the last one
        groups.pop(totals[0].number)
    for item in table.items:
        if (over := groups.get(item.number)) is None:
            continue
        if place := place_below(over.name, context.unit):
            item.breakdown = (place, *(pair for pair in item.breakdown if pair[0] != place[0]))
        else:
            said = row_period((over.name,), context.own, context.year)
            item.group = said.names if said.found else (over.name,)
        if over is item:
            item.kind = "total"


def _holds_places(item: Item, table: Table) -> bool:
    """True for «I. Hỗ trợ đất ở» with figures, below which places are numbered anew."""
    below = (i for i in table.items if i.number > item.number and i.row)
    after = next(below, None)
    is_above = after is not None and after.row is not None and item.name in after.row.path[:-1]
    return item.kind == "unknown" and is_above


def _read_periods(table: Table) -> None:
    """Read the periods that the labels of items name; rows of months are read as such."""
    context = table.context
    for item in table.items:
        if item.kind != "month":
            names = [
                name
                for name in item.path
                if name == item.name or not named_place(name, item.breakdown, context)
            ]
            item.stated = row_period(names, context.own, context.year)


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


def _row_role(row: Row, rows: list[Row], table: Table) -> Role:
    """The measure that a row names, below the group that names the indicator and its unit."""
    if not table.is_below_groups:
        return role_of([row.label], row.path, table.context)
    role = role_of([row.label], row.path[-1:], table.context)
    above = [other for other in rows if other.path == row.path[:-1] and other.number < row.number]
    role.names = (*row.path[:-1], *role.names)
    role.path = row.path
    role.unit = role.unit or (above[-1].unit if above else "")
    return role


def _column_item(block: Block, column: int, role: Role) -> Item:
    path = block.header_path(column)
    kept = tuple(text for text in path if not is_total(text) and not names_fund(text))
    address = role.address
    return Item(column, kept or path, address, role.unit, address, breakdown=role.breakdown)
