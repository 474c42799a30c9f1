"""Blocks of the narrative as paragraphs, lists, tables and pictures of a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from helpers.export.docx_styles import ANNEX_HEADING, LEAD, NOTE
from helpers.export.docx_xml import (
    bookmark,
    describe,
    keep_whole,
    link_to,
    repeat_header,
    set_list_level,
    set_widths,
    shade,
)
from helpers.export.pictures import png_of
from helpers.narrative.blocks import (
    BulletList,
    Column,
    Figure,
    Heading,
    Label,
    Paragraph,
    Runs,
    Table,
    TableRow,
    cell_runs,
)
from helpers.narrative.facts import Fact

GREY = "F3F3F0"
ALIGNMENTS = {"num": ALIGN.RIGHT, "mid": ALIGN.CENTER}
MANY_COLUMNS = 6
SHARE_OF_FIRST = 2.5
# What XML 1.0 cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BlockWriter:
    """Writes blocks to a document, one after the other; ``width_mm`` is that of the text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.width_mm = 0.0
        self.is_annex = False
        self._bookmarks = 0
        self._list = document.styles["List Bullet"].element.pPr.numPr.numId.val

    def write(self, blocks: Iterable[object]) -> None:
        writers = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            BulletList: self._bullets,
            Table: self._table,
            Figure: self._figure,
        }
        for block in blocks:
            writers[type(block)](block)

    def _heading(self, block: Heading) -> None:
        is_title = self.is_annex and block.level == 2
        style = ANNEX_HEADING if is_title else f"Heading {block.level - 1}"
        paragraph = self.document.add_paragraph(printable(block.text), style=style)
        self._mark(paragraph, block.anchor)

    def _paragraph(self, block: Paragraph) -> None:
        style = {"subhead": LEAD, "note": NOTE}.get(block.kind, "Normal")
        self._fill(self.document.add_paragraph(style=style), block)

    def _bullets(self, block: BulletList) -> None:
        for item in block.items:
            self._fill(self.document.add_paragraph(style="List Bullet"), item)
            for part in item.items:
                paragraph = self.document.add_paragraph(style="List Bullet")
                set_list_level(paragraph, self._list, 1)
                self._fill(paragraph, part)

    def _fill(self, paragraph, block: Paragraph) -> None:
        if block.lead:
            paragraph.add_run(printable(block.lead) + " ").bold = True
        self._runs(paragraph, block.runs)

    def _runs(self, paragraph, runs: Runs, *, linked: bool = True) -> None:
        for run in runs:
            text = printable(run if isinstance(run, str) else run.text)
            anchor = run.anchor if isinstance(run, (Fact, Label)) and linked else ""
            if anchor:
                link_to(paragraph, name_of(anchor), text)
            else:
                paragraph.add_run(text)

    def _table(self, block: Table) -> None:
        style = self._table_style(block)
        caption = self.document.add_paragraph(style="Caption")
        caption.add_run(printable(block.caption)).bold = True
        caption.paragraph_format.keep_with_next = True
        if block.note:
            note = self.document.add_paragraph(printable(block.note), style="Caption")
            note.alignment = ALIGN.RIGHT
            note.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        widths = self._widths(block)
        set_widths(table, widths)
        self._header(table.rows[0], block.columns, style)
        for row in block.rows:
            self._row(table.add_row(), row, block, style)
        self.document.add_paragraph(style=style)

    @staticmethod
    def _table_style(block: Table) -> str:
        if block.is_dense:
            return "Table Text Dense"
        return "Table Text Wide" if len(block.columns) > MANY_COLUMNS else "Table Text"

    def _widths(self, block: Table) -> list[Mm]:
        """Widths in the given shares; without them the first column gets more than the rest."""
        shares = [column.width for column in block.columns]
        if not all(shares):
            shares = [SHARE_OF_FIRST, *[1] * (len(block.columns) - 1)]
        return [Mm(self.width_mm * share / sum(shares)) for share in shares]

    def _header(self, row, columns: tuple[Column, ...], style: str) -> None:
        repeat_header(row)
        keep_whole(row)
        for cell, column in zip(row.cells, columns, strict=True):
            shade(cell, GREY)
            paragraph = cell.paragraphs[0]
            paragraph.style, paragraph.alignment = style, ALIGN.CENTER
            paragraph.add_run(printable(column.title)).bold = True

    def _row(self, row, told: TableRow, block: Table, style: str) -> None:
        keep_whole(row)
        cells = row.cells
        if len(told.cells) == 1:
            cells = (cells[0].merge(cells[-1]),)
        for number, (cell, content) in enumerate(zip(cells, told.cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = style
            paragraph.alignment = ALIGNMENTS.get(block.columns[number].kind, ALIGN.LEFT)
            self._runs(paragraph, cell_runs(content), linked=not block.is_target)
            if told.kind in ("group", "total") and number == 0:
                for run in paragraph.runs:
                    run.bold = True
        if told.anchor:
            self._mark(cells[0].paragraphs[0], told.anchor)

    def _figure(self, block: Figure) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.first_line_indent = 0
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(BytesIO(png_of(block.image)))
        widest = Mm(self.width_mm)
        if picture.width > widest:
            picture.height = int(picture.height * widest / picture.width)
            picture.width = widest
        describe(picture, printable(block.title), printable(block.reading))
        caption = self.document.add_paragraph(style="Caption")
        caption.add_run(printable(block.title) + ". ").bold = True
        caption.add_run(printable(block.reading))

    def _mark(self, paragraph, anchor: str) -> None:
        self._bookmarks += 1
        bookmark(paragraph, name_of(anchor), self._bookmarks)


def name_of(anchor: str) -> str:
    """A bookmark's name: letters, digits and underscores, a letter first, at most 40."""
    return ("a_" + re.sub(r"\W", "_", anchor))[:40]


def printable(text: str) -> str:
    """``text`` without what XML cannot hold; a missing mark shows as the replacement sign."""
    return _UNPRINTABLE.sub("\ufffd", text)
