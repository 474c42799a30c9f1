"""Members that add up to the figure before them: they count what it counts.

«Tổng số khẩu | Chia theo dân tộc > Chăm | Raglai», or rows «Số khẩu», «- Tày», «- Dao».
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import takewhile

from helpers.cleaning.recognition.model import FUND
from helpers.cleaning.recognition.peoples import DIMENSION
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import begins_with_part

FEWEST = 2
"""So many members, in so many rows or columns, that one sum may not be chance."""
Values = dict[int, dict[int, Decimal]]


def take_from_sums(table: Table) -> None:
    """Give members the name and unit of the figure to which they add up."""
    by_line: Values = defaultdict(dict)
    by_item: Values = defaultdict(dict)
    levels = {x.number for x in table.lines if not (x.role.is_rate or x.role.measure == "share")}
    for (item, line), value in table.values.items():
        by_line[line][item] = value
        if line in levels:
            by_item[item][line] = value
    _of_lines(table, by_line)
    if table.kind == "indicator" and not table.is_turned:
        _of_items(table, by_item)


def _of_lines(table: Table, values: Values) -> None:
    for at, whole in enumerate(table.lines[:-1]):
        role = whole.role
        heads = table.lines[at + 1].role.path[:-1]
        after = takewhile(_is_member, table.lines[at + 1 :])
        run = [line for line in after if line.role.path[:-1] == heads]
        is_whole = bool(role.path) and not (role.breakdown or role.is_rate)
        one = {name for line in run for name, _ in line.role.breakdown}
        if is_whole and len(one) == 1 and _add_up(whole, run, values):
            for part in run:
                part.role.whole, part.role.names = role.path, role.names


def _is_member(line: Line) -> bool:
    """True for a member of the dimension by which a head divides: «Chia theo dân tộc > Dao»."""
    role = line.role
    is_divided = len(role.path) > 1 and begins_with_part(role.path[-2])
    return is_divided and len(role.breakdown) == 1 and role.breakdown[0][0] != FUND


def _of_items(table: Table, values: Values) -> None:
    for at, whole in enumerate(table.items):
        peoples = ((x, table.context.peoples.member(x.name)) for x in table.items[at + 1 :])
        run = list(takewhile(lambda pair: pair[1] and not pair[0].is_group, peoples))
        is_own = not whole.is_group and not table.context.peoples.member(whole.name)
        if is_own and _add_up(whole, [item for item, _ in run], values):
            for item, people in run:
                item.path, item.unit = whole.path, item.unit or whole.unit
                item.stated, item.breakdown = whole.stated, ((DIMENSION, people or ""),)


def _add_up(
    whole: Line | Item, parts: Sequence[Line | Item], values: Mapping[int, Mapping[int, Decimal]]
) -> bool:
    """True where the parts add up to the whole wherever it has a figure."""
    sums = [
        value == sum(values[part.number].get(at, Decimal(0)) for part in parts)
        for at, value in values[whole.number].items()
    ]
    return len(parts) >= FEWEST and len(sums) >= FEWEST and all(sums)
