"""What a report is made of, whatever it is exported to: headings, paragraphs, lists, tables.

A run is plain text, a fact (a computed figure) or text that people supplied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from helpers.narrative.facts import Fact


@dataclass(frozen=True)
class Supplied:
    """Text as people wrote it, with the cell it came from."""

    text: str
    file: str = ""
    sheet: str = ""
    cell: str = ""


Run = str | Fact | Supplied


@dataclass(frozen=True)
class Heading:
    """A heading of the outline; ``level`` 2 to 5 below the report's title."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Runs of one paragraph; ``lead`` stands in bold before them."""

    runs: tuple[Run, ...]
    lead: str = ""
    kind: str = "body"


@dataclass(frozen=True)
class BulletList:
    """Items as an official report lists them."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: ``num`` is set to the right, ``mid`` is narrow and centred.

    ``source`` holds file names, which may break anywhere.
    """

    title: str
    kind: Literal["text", "num", "mid", "source"] = "text"


@dataclass(frozen=True)
class TableRow:
    """Cells of one row (None prints as an empty cell); ``kind`` is body, group or total."""

    cells: tuple[Run | None, ...]
    kind: str = "body"


@dataclass(frozen=True)
class Table:
    """A captioned table; its first column heads the rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A numbered picture with its reading (caption and alternative text)."""

    image: bytes
    title: str
    reading: str
    number: int = 0


@dataclass(frozen=True)
class Part:
    """A top-level part of the report: its blocks in order."""

    key: str
    blocks: tuple[object, ...] = field(default_factory=tuple)
    landscape: bool = False


def runs_of(block: object) -> Iterator[Run]:
    """All runs of a block, in reading order."""
    match block:
        case Paragraph(runs=runs):
            yield from runs
        case BulletList(items=items):
            for item in items:
                yield from item.runs
        case Table(rows=rows):
            yield from (cell for row in rows for cell in row.cells if cell is not None)


def facts_in(blocks: Iterable[object]) -> list[Fact]:
    """The facts that blocks print, each once, in reading order."""
    facts = (run for block in blocks for run in runs_of(block) if isinstance(run, Fact))
    return list({fact.key: fact for fact in facts}.values())


def text_of(runs: Iterable[Run]) -> str:
    """Plain text of runs, as a reader sees it."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)
