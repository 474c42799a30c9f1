"""A table in terms of meaning: lines that carry measures, items that carry names.

Lines are columns and items rows, or the reverse in a table that is turned.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.cell_values import is_moved
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.grid import is_value
from helpers.cleaning.recognition.labels import Row
from helpers.cleaning.recognition.model import Breakdown
from helpers.cleaning.recognition.roles import Role
from helpers.cleaning.stated_periods.labels import RowPeriod


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
    is_bare: bool = False
    """True for the name of a place without its kind: it may be another word for the total."""
    group: tuple[str, ...] = ()
    """The group of rows that tells it from a place of the same name in another group."""
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
    is_below_groups: bool = False
    """True for a turned table whose groups name the indicators: 'Số hộ nghèo > Kế hoạch'."""
    kind: str = "indicator"
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    values: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    """(item, line) → number of a cell with one number, for arithmetic."""
    left_out: list[tuple[str, Cell]] = field(default_factory=list)
    """Cells of rows and columns that are other units, with the words that say so."""

    def cell(self, item: Item, line: Line) -> Cell | None:
        """The cell of an item in a line."""
        row, column = (line.number, item.number) if self.is_turned else (item.number, line.number)
        return self.block.grid.cells.get((row, column))

    def pairs(self) -> Iterator[tuple[Item, Line, Cell]]:
        """All filled cells with their item and line."""
        for item in self.items:
            for line in self.lines:
                cell = self.cell(item, line)
                if cell is not None and _may_be_figure(cell):
                    yield item, line, cell

    @property
    def label_head(self) -> str:
        """Text of the head of the labels."""
        labels = self.block.of_kind("label")
        path = self.block.header_path(labels[0]) if labels else ()
        return " > ".join(path)


def _may_be_figure(cell: Cell) -> bool:
    """A value; among figures also a text like '2000', which may be a year, and 'giảm 15'."""
    return is_value(cell) or cell.text.strip().isdecimal() or is_moved(cell.text)
