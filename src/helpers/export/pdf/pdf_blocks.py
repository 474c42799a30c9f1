"""Blocks of the narrative as plain data for the Typst template."""

from collections.abc import Iterable
from typing import Any

from helpers.export.face_coverage import shown
from helpers.export.text_widths import column_widths, table_height
from helpers.narrative.blocks import (
    BulletList,
    Figure,
    Heading,
    Paragraph,
    Run,
    Supplied,
    Table,
    TableRow,
    anchors_of,
    cell_runs,
    text_of,
)
from helpers.narrative.facts import Fact

Data = dict[str, Any]
TABLE_SIZE, WIDE_SIZE, DENSE_SIZE = 11, 10, 9
KIND_SIZES = {"source": 10, "cells": 8}
"""Sizes in points of tables and of columns with file names and lists of cells."""
TALLEST_ROW_MM = 120
"""A higher row may run on from one page to the next; others stay whole."""


class BlockData:
    """Turns blocks into data; figures link to rows that are there, and rows back to the first."""

    def __init__(self, blocks: Iterable[object]) -> None:
        blocks = list(blocks)
        self._targets = anchors_of(blocks)
        self._linked: set[str] = set()
        self._used: set[str] = set()

    def data(self, block: object, width_mm: float) -> Data:
        """One block, set in ``width_mm``. Raises TypeError for an unknown kind."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return {"block": "paragraph", **self._paragraph(block)}
            case BulletList(items=items):
                return {"block": "bullets", "items": [self._paragraph(item) for item in items]}
            case Table():
                return self._table(block, width_mm)
            case Figure():
                return _figure(block)
        raise TypeError(type(block).__name__)

    def _heading(self, block: Heading) -> Data:
        label, mark, title = shown(block.text).partition(". ")
        return {
            "block": "heading",
            "level": block.level,
            "text": shown(block.text),
            "anchor": self._anchor(block.anchor),
            "annex": block.anchor.startswith("annex-") and bool(mark),
            "label": label,
            "title": title,
        }

    def _paragraph(self, block: Paragraph) -> Data:
        return {
            "runs": [self._run(run) for run in block.runs],
            "lead": shown(block.lead),
            "kind": block.kind,
            "sticky": block.kind == "subhead" or text_of(block.runs).endswith(":"),
            "items": [self._paragraph(item) for item in block.items],
        }

    def _anchor(self, anchor: str) -> str | None:
        """The anchor, the first time that it is given."""
        if not anchor or anchor in self._used:
            return None
        self._used.add(anchor)
        return anchor

    def _run(self, run: Run, *, with_links: bool = True) -> str | Data:
        if isinstance(run, str):
            return shown(run)
        data = {"text": shown(run.text)}
        if isinstance(run, Supplied):
            return data | {"lang": run.lang} if run.lang else data["text"]
        if not with_links or not run.anchor or run.anchor not in self._targets:
            return data["text"]
        if isinstance(run, Fact) and run.anchor not in self._linked:
            self._linked.add(run.anchor)
            data["id"] = f"b{run.anchor}"
        return data | {"to": run.anchor}

    def _table(self, block: Table, width_mm: float) -> Data:
        size = _size_of(block)
        widths = column_widths(block, width_mm, size)
        return {
            "block": "table",
            "caption": shown(block.caption),
            "note": shown(block.note),
            "dense": block.is_dense,
            "wide": block.is_wide,
            "size": size,
            "columns": [
                {
                    "title": shown(column.title),
                    "kind": column.kind,
                    "width": round(width, 3),
                    "size": min(size, KIND_SIZES.get(column.kind, size)),
                }
                for column, width in zip(block.columns, widths, strict=True)
            ],
            "rows": [self._row(block, row, widths, size) for row in block.rows],
        }

    def _row(self, block: Table, row: TableRow, widths: list[float], size: int) -> Data:
        cells = [
            [self._run(run, with_links=not block.is_target) for run in cell_runs(cell)]
            for cell in row.cells
        ]
        if block.is_target and row.anchor in self._linked:
            text = text_of(cell_runs(row.cells[0]))
            cells[0] = [{"text": shown(text), "to": f"b{row.anchor}"}]
        alone = Table("", block.columns, (row,))
        return {
            "cells": cells,
            "kind": row.kind,
            "anchor": self._anchor(row.anchor),
            "breakable": table_height(alone, widths, size) > TALLEST_ROW_MM,
        }


def _size_of(block: Table) -> int:
    if block.is_dense:
        return DENSE_SIZE
    return WIDE_SIZE if block.is_wide else TABLE_SIZE


def _figure(block: Figure) -> Data:
    return {
        "block": "figure",
        "image": shown(block.image.decode("utf-8")),
        "title": shown(block.title),
        "caption": shown(block.caption),
    }
