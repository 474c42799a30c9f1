"""A sheet of a blank form as data: columns, rows of cells, and what may be entered in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "label", "group", "fixed", "entry", "optional", "total", "words", "text", "closed", "between"
]
"""How a cell looks and whether it is open: ``entry`` is expected to be filled, ``optional`` may be,
``total`` computes and may be overwritten; ``words`` and ``text`` are the same for words. All others
are locked: ``closed`` is for reference, ``between`` stands beside the name of a group."""
OPEN: frozenset[Style] = frozenset(("entry", "optional", "total", "words", "text"))


@dataclass(frozen=True)
class Check:
    """What a cell accepts: ``options`` of Excel's data validation, in XlsxWriter's words."""

    options: dict[str, object]


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
