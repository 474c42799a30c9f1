"""Tables of the narrative as Word tables that may run over pages."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from helpers.export.docx.runs import RunWriter
from helpers.export.docx.styles import GAP, SHADE, TABLE, TABLE_SIZES, style_id
from helpers.export.docx.xml import (
    keep_on_one_page,
    name_table,
    repeat_header,
    set_widths,
    shade,
)
from helpers.export.printable import printable
from helpers.export.text_widths import UNBROKEN_KINDS, column_widths
from helpers.narrative.blocks import Table, TableRow, cell_runs

ALIGNMENTS = {"num": ALIGN.RIGHT, "mid": ALIGN.CENTER}
BOLD_ROWS = ("group", "total")
SOURCE_STYLE = "Table Text Wide"
"""File names are long; they need no more than to be found again."""


def add_table(document: Document, block: Table, writer: RunWriter, *, width_mm: float) -> None:
    """Add a table with its caption."""
    _add_caption(document, block)
    style = _style_of(block)
    table = document.add_table(rows=1, cols=len(block.columns), style=TABLE)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    name_table(table, printable(block.caption))
    widths = column_widths(block, width_mm, TABLE_SIZES[style])
    set_widths(table, widths)
    _fill_header(table.rows[0], block, style)
    last = len(block.rows) - 1
    for number, source_row in enumerate(block.rows):
        row = table.add_row()
        _fill_row(row, source_row, block, style, writer)
        closes = number + 1 == last and block.rows[last].kind == "total"
        # Of several groups in a row each stands alone: kept together they would fill no page.
        heads = source_row.kind == "group" and block.rows[min(number + 1, last)].kind != "group"
        if number != last and (closes or heads):
            _keep_with_next(row)
    document.add_paragraph(style=GAP)


def _add_caption(document: Document, block: Table) -> None:
    caption = document.add_paragraph(style="Caption")
    run = caption.add_run(printable(block.caption))
    run.bold, run.italic = True, False
    caption.paragraph_format.keep_with_next = True
    if block.note:
        note = document.add_paragraph(printable(block.note), style="Caption")
        note.alignment = ALIGN.LEFT if block.is_dense else ALIGN.RIGHT
        note.paragraph_format.keep_with_next = True


def _style_of(block: Table) -> str:
    if block.is_dense:
        return "Table Text Dense"
    return "Table Text Wide" if block.is_wide else "Table Text"


def _fill_header(row, block: Table, style: str) -> None:
    repeat_header(row)
    keep_on_one_page(row)
    for cell, column in zip(row.cells, block.columns, strict=True):
        paragraph = _paragraph(cell, style, ALIGN.CENTER)
        paragraph.add_run(printable(column.title)).bold = True
    _keep_with_next(row)


def _fill_row(row, source_row: TableRow, block: Table, style: str, writer: RunWriter) -> None:
    keep_on_one_page(row)
    cells = row.cells
    if len(source_row.cells) == 1:
        cells = (cells[0].merge(cells[-1]),)
    for number, (cell, content) in enumerate(zip(cells, source_row.cells, strict=True)):
        column = block.columns[number]
        side = ALIGNMENTS.get(column.kind, ALIGN.LEFT) if number else ALIGN.LEFT
        is_bold = source_row.kind in BOLD_ROWS and number == 0
        is_bold |= source_row.kind == "total" and column.kind in UNBROKEN_KINDS
        is_small = column.kind == "source" and not block.is_dense
        paragraph = _paragraph(cell, SOURCE_STYLE if is_small else style, side)
        writer.write(paragraph, cell_runs(content), linked=not block.is_target, bold=is_bold)
        if source_row.kind == "total":
            shade(cell, SHADE)
        if source_row.anchor and number == 0:
            writer.mark(paragraph, source_row.anchor)


def _paragraph(cell, style: str, side: ALIGN):
    paragraph = cell.paragraphs[0]
    # By its id: python-docx searches all styles of the document for a name, cell by cell.
    paragraph._p.style = style_id(style)
    if side != ALIGN.LEFT:
        paragraph.alignment = side
    return paragraph


def _keep_with_next(row) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
