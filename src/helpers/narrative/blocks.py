"""What a report is made of, whatever it is exported to: headings, paragraphs, lists, tables.

A run is plain text, a fact (a computed figure) or text that people supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from helpers.narrative.facts import Fact


@dataclass(frozen=True)
class Supplied:
    """Text as people wrote it, with the cell it came from; ``lang`` if it is not the report's."""

    text: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Label:
    """A name that may hold digits but is no figure: "Dự án 3", "năm 2022"; ``anchor`` links it."""

    text: str
    anchor: str = ""


Run = str | Fact | Supplied | Label
Runs = tuple[Run, ...]
MOST_COLUMNS = 6
ColumnKind = Literal["text", "num", "mid", "source", "cells", "choice"]


@dataclass(frozen=True)
class Heading:
    """A heading of the outline; ``level`` 2 to 6 below the report's title."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Runs of one paragraph; ``lead`` is in bold before them, ``items`` are listed below.

    ``attached`` is the line below the title of an annex that names its report; ``blank`` a line
    that the office has to fill in.
    """

    runs: Runs
    lead: str = ""
    kind: Literal["body", "subhead", "supplied", "note", "attached", "blank"] = "body"
    items: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class BulletList:
    """Items as an official report lists them."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: ``num`` is set to the right, ``mid`` is narrow and centred.

    ``source`` holds file names, which may break anywhere; ``cells`` long lists of cells.
    ``width`` is its share of the table in percent, 0 where the content decides. In a column
    ``choice`` a workbook lets a person pick one of the row's ``choices``.
    """

    title: str
    kind: ColumnKind = "text"
    width: int = 0


@dataclass(frozen=True)
class TableRow:
    """Cells of one row; a single one spans the table.

    ``kind`` is body, group, total or the severity of a finding. A cell is one run, several runs,
    or None, which prints as an empty cell. ``anchor`` lets facts and sections refer to the row.
    """

    cells: tuple[Run | Runs | None, ...]
    kind: str = "body"
    anchor: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A captioned table; its first column heads the rows.

    ``is_dense`` sets it smaller; facts link to a table that ``is_target``, not from it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    is_dense: bool = False
    is_target: bool = False

    @property
    def is_wide(self) -> bool:
        """True for more columns than fit at the size of the text."""
        return len(self.columns) > MOST_COLUMNS


@dataclass(frozen=True)
class Figure:
    """A numbered picture with its caption, which is its alternative text too.

    ``data`` holds the figures that picture and caption print, as texts; ``narrow`` is the picture
    as a phone shows it.
    """

    image: bytes
    title: str
    caption: str
    number: int = 0
    data: Table | None = None
    narrow: bytes = b""

    def linked(self, text: str) -> Runs:
        """Title or caption whose figures lead where those of ``data`` lead.

        Not a figure that two rows have. A caption says in words which way a change went.
        """
        rows = self.data.rows if self.data else ()
        found: dict[str, dict[int, str]] = {}
        for number, row in enumerate(rows):
            for cell in row.cells:
                if isinstance(cell, Label) and cell.anchor:
                    for shown in (cell.text, cell.text.lstrip("+\u2212")):
                        found.setdefault(shown, {})[number] = cell.anchor
        known = {s: next(iter(by.values())) for s, by in found.items() if len(by) == 1}
        if not known:
            return (text,)
        longest = sorted(map(re.escape, known), key=len, reverse=True)
        pieces = re.split(rf"(?<![\w.,])({'|'.join(longest)})(?![\w%]|[.,]\d)", text)
        return tuple(Label(p, known[p]) if p in known else p for p in pieces if p)


@dataclass(frozen=True)
class Part:
    """A top-level part of the report: its blocks in order."""

    key: str
    blocks: tuple[object, ...] = field(default_factory=tuple)


def runs_of(block: object) -> Iterator[Run]:
    """All runs of a block, in the order of the text."""
    match block:
        case Paragraph(runs=runs, items=items):
            yield from runs
            for item in items:
                yield from runs_of(item)
        case BulletList(items=items):
            for item in items:
                yield from runs_of(item)
        case Table(rows=rows):
            for row in rows:
                for cell in row.cells:
                    yield from cell_runs(cell)


def cell_runs(cell: Run | Runs | None) -> Runs:
    """The runs of a table cell."""
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (cell,)


def marked_figure(cell: Run | Runs | None) -> tuple[Fact | None, str]:
    """The figure of a table cell that holds one alone or with a mark behind it; the mark."""
    first, *rest = cell_runs(cell) or ("",)
    is_marked = isinstance(first, Fact) and all(isinstance(run, Label) for run in rest)
    return (first, text_of(rest)) if is_marked and isinstance(first, Fact) else (None, "")


def anchors_of(blocks: Iterable[object]) -> set[str]:
    """What links can lead to: headings and rows of tables."""
    found: set[str] = set()
    for block in blocks:
        match block:
            case Heading(anchor=anchor):
                found.add(anchor)
            case Table(rows=rows):
                found |= {row.anchor for row in rows}
    return found - {""}


def facts_in(blocks: Iterable[object]) -> list[Fact]:
    """The facts that blocks print, each once, in the order of the text."""
    facts = (run for block in blocks for run in runs_of(block) if isinstance(run, Fact))
    return list({fact.key: fact for fact in facts}.values())


def text_of(runs: Iterable[Run]) -> str:
    """Plain text of runs, as a reader sees it."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)
