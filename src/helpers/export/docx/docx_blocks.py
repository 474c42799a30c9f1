"""Blocks of the narrative as paragraphs, lists, tables and pictures of a Word document."""

from collections.abc import Callable, Container, Iterable
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.image.image import Image
from docx.shared import Emu, Inches, Mm

from helpers.export.docx.docx_tables import add_table
from helpers.export.docx.runs import RunWriter
from helpers.export.docx.styles import ANNEX_HEADING, BODY, BULLETS, LEAD, NOTE
from helpers.export.docx.xml import describe
from helpers.export.pictures import DOTS_PER_INCH, png_of
from helpers.export.printable import printable
from helpers.narrative.blocks import BulletList, Figure, Heading, Paragraph, Table, text_of

TALLEST_SHARE = 0.775
"""Of a page's text that a picture may take; what is left holds its caption."""
# A heading's level 2 is the first below the report's title; a style's is 1.
TOP_LEVEL = 2


class BlockWriter:
    """Writes blocks to a document, one after the other.

    ``width_mm`` and ``height_mm`` are those of the text of a page; ``is_annex`` describes the part
    that is written, ``targets`` are the anchors of the document: nothing links to others.
    """

    def __init__(self, document: Document, targets: Container[str]) -> None:
        self.document = document
        self.width_mm = self.height_mm = 0.0
        self.is_annex = False
        self._runs = RunWriter(targets)

    def write(self, blocks: Iterable[object]) -> None:
        """Add blocks at the end of the document. Raises KeyError for an unknown kind."""
        writers: dict[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            BulletList: self._bullets,
            Table: self._table,
            Figure: self._figure,
        }
        for block in blocks:
            writers[type(block)](block)

    def _heading(self, block: Heading) -> None:
        is_title = self.is_annex and block.level == TOP_LEVEL
        style = ANNEX_HEADING if is_title else f"Heading {block.level - TOP_LEVEL + 1}"
        paragraph = self.document.add_paragraph(style=style)
        label, mark, title = printable(block.text).partition(". ")
        paragraph.add_run(label + mark)
        paragraph.add_run(title).font.all_caps = True if is_title else None
        self._runs.mark(paragraph, block.anchor)

    def _paragraph(self, block: Paragraph) -> None:
        style = {"subhead": LEAD, "note": NOTE, "attached": NOTE}.get(block.kind, BODY)
        paragraph = self.document.add_paragraph(style=style)
        if block.kind == "attached":
            paragraph.alignment = ALIGN.CENTER
            paragraph.paragraph_format.first_line_indent = Mm(0)
        self._fill(paragraph, block)
        if text_of(block.runs).endswith(":"):
            paragraph.paragraph_format.keep_with_next = True
        self._items(block.items)

    def _bullets(self, block: BulletList) -> None:
        self._items(block.items)

    def _items(self, items: Iterable[Paragraph], level: int = 0) -> None:
        for item in items:
            style = BULLETS[min(level, len(BULLETS) - 1)]
            self._fill(self.document.add_paragraph(style=style), item)
            self._items(item.items, level + 1)

    def _fill(self, paragraph, block: Paragraph) -> None:
        if block.lead:
            paragraph.add_run(printable(block.lead) + " ").bold = True
        self._runs.write(paragraph, block.runs)

    def _table(self, block: Table) -> None:
        add_table(self.document, block, self._runs, width_mm=self.width_mm)

    def _figure(self, block: Figure) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.keep_with_next = True
        image = png_of(block.image)
        picture = paragraph.add_run().add_picture(BytesIO(image))
        pixels = Image.from_blob(image)
        width, height = (Inches(n / DOTS_PER_INCH) for n in (pixels.px_width, pixels.px_height))
        shrink = min(1, Mm(self.width_mm) / width, Mm(TALLEST_SHARE * self.height_mm) / height)
        picture.width, picture.height = Emu(int(width * shrink)), Emu(int(height * shrink))
        describe(picture, printable(block.title), printable(block.caption))
        caption = self.document.add_paragraph(style="Caption")
        caption.add_run(printable(block.title) + ". ").bold = True
        caption.add_run(printable(block.caption))
