"""A finished report as every format receives it: all parts with the head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from helpers.export.head import ReportHead
from helpers.export.html.report_page import render_html
from helpers.export.rendered_part import DOSSIER, SUMMARY, RenderedPart
from helpers.narrative.blocks import Heading, Table


@dataclass(frozen=True)
class TableSheet:
    """One table with the name of its sheet and the title above it."""

    name: str
    title: str
    table: Table


@dataclass(frozen=True, eq=False)
class ComposedReport:
    """All parts of a report in their order, with its head.

    ``unprinted`` are tables that only the workbook has. ``companion`` is the file name of the page
    that has what links of this one lead to and it lacks itself. ``mark`` stands before every title,
    such as that of a draft. ``behind`` is the dossier of what goes out.
    """

    parts: tuple[RenderedPart, ...]
    head: ReportHead
    unprinted: tuple[Table, ...] = ()
    companion: str = ""
    mark: str = ""
    behind: ComposedReport | None = None

    @cached_property
    def page(self) -> str:
        """The report as one HTML page."""
        page = render_html(self.parts, self.head)
        return linked_to(page, self.companion) if self.companion else page

    def outgoing(self, companion: str) -> ComposedReport:
        """What goes to the addressee: all but the dossier."""
        parts = tuple(part for part in self.parts if not part.has_kind(DOSSIER))
        head = replace(self.head, kind=f"{self.mark} {self.head.kind}".strip())
        behind = self.dossier("", kind="")
        return ComposedReport(parts, head, companion=companion, mark=self.mark, behind=behind)

    def summary(self, *, kind: str) -> ComposedReport:
        """The signer's page alone, without the head of a letter; ``kind`` is its title."""
        parts = tuple(
            replace(part, blocks=tuple(b for b in part.blocks if not isinstance(b, Heading)))
            for part in self.parts
            if part.has_kind(SUMMARY)
        )
        blanks = dict.fromkeys(("superior_agency", "agency", "number_symbol", "place_and_date"), "")
        head = replace(self.head, kind=kind, recipients=(), signing=(), signer="", **blanks)
        return ComposedReport(parts, head)

    @property
    def document(self) -> tuple[RenderedPart, ...]:
        """The parts that are pages of the document: all but the summary, unless that is all."""
        return tuple(p for p in self.parts if not p.has_kind(SUMMARY)) or self.parts

    def dossier(self, companion: str, *, kind: str) -> ComposedReport:
        """Where the figures come from and what was decided of them; ``kind`` is its title."""
        parts = tuple(part for part in self.parts if part.has_kind(DOSSIER))
        head = replace(self.head, kind=kind, recipients=(), signing=(), signer="")
        return ComposedReport(parts, head, self.unprinted, companion)

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
                shown = f"{self.mark} {title}".strip()
                yield TableSheet(title.partition(". ")[0], shown, table)
        for table in self.unprinted:
            yield TableSheet(table.caption, table.caption, table)


def without_links_out(page: bytes) -> bytes:
    """A page as it goes out: the file that its figures lead to stays behind."""
    return re.sub(rb"""<a [^>]*href="[^"#:]+\.html#[^"]*"[^>]*>(.*?)</a>""", rb"\1", page)


def linked_to(page: str, companion: str) -> str:
    """The page with links to anchors that it lacks leading to the page ``companion``."""
    anchors = set(re.findall(r"""\sid=["']?([^\s"'>]+)""", page))

    def _link(match: re.Match[str]) -> str:
        return match[0] if match[2] in anchors else f'href="{companion}#{match[2]}"'

    return re.sub(r"""href=(["']?)#([^\s"'>]+)\1""", _link, page)
