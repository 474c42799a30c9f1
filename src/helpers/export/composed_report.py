"""A finished report as every format receives it: all parts with the head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.export.head import ReportHead
from helpers.export.html.report_page import render_html
from helpers.export.rendered_part import RenderedPart
from helpers.narrative.blocks import Heading, Table


@dataclass(frozen=True)
class TableSheet:
    """One table with the name of its sheet and the title above it."""

    name: str
    title: str
    table: Table


@dataclass(frozen=True)
class ComposedReport:
    """All parts of a report in their order, with its head.

    ``unprinted`` are tables that only the workbook has.
    """

    parts: tuple[RenderedPart, ...]
    head: ReportHead
    unprinted: tuple[Table, ...] = ()

    @cached_property
    def page(self) -> str:
        """The report as one HTML page, which is also what the PDF is made from."""
        return render_html(self.parts, self.head)

    @property
    def blocks(self) -> list[object]:
        """The blocks of all parts, in order."""
        return [block for part in self.parts for block in part.blocks]

    def sheets(self) -> Iterator[TableSheet]:
        """Every table with the sheet it goes to, named after its annex or its own number."""
        for part in self.parts:
            heading = next((b.text for b in part.blocks if isinstance(b, Heading)), "")
            tables = [block for block in part.blocks if isinstance(block, Table)]
            is_named_by_annex = part.is_annex and len(tables) == 1
            for table in tables:
                title = heading if is_named_by_annex else table.caption
                yield TableSheet(title.partition(". ")[0], title, table)
        for table in self.unprinted:
            yield TableSheet(table.caption, table.caption, table)
