"""What a generated sheet holds before it is written to a file, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

Position = tuple[int, int]
Area = tuple[int, int, int, int]
Key = tuple[str, ...]


@dataclass
class Box:
    """One cell as it is to be written.

    ``content`` is text, a Decimal (a typed number) or None; ``formula`` with ``computed`` False
    is a formula whose value was never computed. ``raised`` is a superscript behind the content.
    """

    content: str | Decimal | None
    number_format: str = "General"
    raised: str = ""
    struck: bool = False
    comment: str = ""
    formula: str = ""
    computed: bool = True
    error: str = ""
    date: bool = False


@dataclass
class Page:
    """One sheet: 1-based positions, merged areas, what is hidden."""

    name: str
    boxes: dict[Position, Box] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False


@dataclass(frozen=True)
class Expected:
    """A figure of the page and what must come of it.

    ``outcome``: ``right``: the value comes out; ``either``: it comes out or is named in the
    quarantine; ``refused``: named, and no value comes out; ``nothing``: no value comes out.
    ``also``: positions that name this figure when the quarantine names them: its head cells, the
    cells of its unit and its label. ``shared``: other figures stand in the same cell.
    """

    key: Key | None
    value: Decimal | None
    status: str
    position: Position
    outcome: str
    features: tuple[str, ...]
    head: str
    also: frozenset[Position]
    head_rows: tuple[int, ...] = ()
    sheet: str = ""
    shared: bool = False


@dataclass
class GeneratedTable:
    """One workbook with one sheet of figures: its kind of file, its features, its truth."""

    number: str
    stem: str
    kind: str
    page: Page
    expected: list[Expected]
    features: set[str]
    hostile: str
    encoding: str = "utf-8"
    delimiter: str = ";"
    unquoted: bool = False
    more_pages: list[Page] = field(default_factory=list)
