"""A sheet of a blank form as data: columns, rows of cells, and what may be entered in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from helpers.core.catalogues.forms import Form, SheetMap

Style = Literal[
    "label", "group", "fixed", "entry", "optional", "total", "words", "text", "closed", "between"
]
"""How a cell looks and whether it is open: ``entry`` is expected to be filled, ``optional`` may be,
``total`` computes and may be overwritten; ``words`` and ``text`` are the same for words. All others
are locked: ``closed`` is for reference, ``between`` stands beside the name of a group."""
OPEN: frozenset[Style] = frozenset(("entry", "optional", "total", "words", "text"))


# Where things are on a sheet, counted from 0 as XlsxWriter does.
UNIT_ROW, TITLE_ROW, PERIOD_ROW, HELP_ROW, TICK_ROW = range(5)
HEADER_ROW = 6
"""A row is left free above the head."""
LABEL_COLUMN = 1
TICK_LINE_WIDTH = 40
"""Characters of the columns, from that of the label on, over which the line of the tick goes."""
WORDS_LINES = 3
"""Lines that a row for words has room for."""

Check = dict[str, object]
"""What a cell accepts: options of Excel's data validation, in XlsxWriter's words."""


@dataclass(frozen=True)
class EntryCell:
    """One cell: a value or a formula (with ``{column}{row}`` addresses), and its number format."""

    style: Style
    value: object = None
    formula: str = ""
    number_format: str = ""
    indent: int = 0
    check: Check | None = None


EntryRow = Sequence[EntryCell | None]


@dataclass(frozen=True)
class EntryColumn:
    """A column: its role for the reader, its header (two levels joined by ' / '), its width."""

    role: str
    header: str
    width: float
    is_hidden: bool = False


@dataclass(frozen=True)
class EntrySheet:
    """One sheet of a blank form.

    ``header_rows``: 1 or 2; ``unit_line``: the unit of measure of the whole table, where it has
    one; ``has_tick``: an office can tick that nothing happened; ``is_signed``: lines for names.
    """

    name: str
    title: str
    columns: Sequence[EntryColumn]
    rows: Sequence[EntryRow]
    header_rows: int = 1
    unit_line: str = ""
    has_tick: bool = True
    is_signed: bool = True


def first_row(header_rows: int) -> int:
    """The first row below the head."""
    return HEADER_ROW + header_rows


def group_row(columns: Sequence[EntryColumn], name: str, depth: int = 0) -> EntryRow:
    """A row that only names what is below it."""
    label, between = EntryCell("group", name, indent=depth), EntryCell("between")
    return [label if column.role == "label" else between for column in columns]


def sum_of(parts: str) -> str:
    """The formula of a total: empty as long as all cells of ``parts`` are."""
    return f'=IF(COUNT({parts})=0,"",SUM({parts}))' if parts else ""


def sheet_of(
    form: Form, mapping: SheetMap, columns: Sequence[EntryColumn], rows: Sequence[EntryRow]
) -> EntrySheet:
    """A sheet of a form under the name and with the head that the catalogue gives it."""
    return EntrySheet(mapping.names[0], form.title_vi, columns, rows, mapping.header_rows)
