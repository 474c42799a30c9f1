"""What surrounds the text of the Word document: the head, the title, the closing block."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from helpers.core.messages import message
from helpers.export.docx.styles import GAP
from helpers.export.docx.xml import draw_line, keep_on_one_page, set_widths
from helpers.export.head import ReportHead, recipient_lines
from helpers.export.printable import printable
from helpers.export.text_widths import text_mm

LEFT_OF_HEAD, LEFT_OF_CLOSING = 0.38, 0.46
SEPARATOR_SHARE = 0.4
"""Of the text above it: Decree 30/2020/NĐ-CP, Annex I asks for a third to half."""
SUBJECT_INDENT = 0.06
CELL_MM = 1.9
"""What Word leaves free on each side of a cell in a table without a style."""
NUMBER_GAP, TITLE_GAP, SIGNATURE_GAP = Pt(9), Pt(14), Pt(66)


def write_head(document: Document, head: ReportHead, total_mm: float) -> None:
    """Agency and number on the left; national name, motto, place and date on the right; title."""
    widths = (total_mm * LEFT_OF_HEAD, total_mm * (1 - LEFT_OF_HEAD))
    left, right = _two_columns(document, widths)
    if head.superior_agency:
        _add_line(left, head.superior_agency.upper(), 13)
    _add_line(left, head.agency.upper(), 13, bold=True)
    _add_separator(left, head.agency.upper(), 13, widths[0], SEPARATOR_SHARE)
    motto = message("export.motto", head.lang)
    _add_line(right, message("export.nation", head.lang), 13, bold=True)
    _add_line(right, motto, 14, bold=True)
    _add_separator(right, motto, 14, widths[1], 1)
    for line in (
        _add_line(left, head.number_symbol, 13),
        _add_line(right, head.place_and_date, 14, italic=True),
    ):
        line.paragraph_format.space_before = NUMBER_GAP
    _drop_first(left, right)
    document.add_paragraph(printable(head.kind), style="Title")
    subject = document.add_paragraph(printable(head.subject), style="Subtitle")
    indent = total_mm * SUBJECT_INDENT
    subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Mm(indent)
    separator = document.add_paragraph()
    side = (total_mm - _separator_mm(head.subject, 14, total_mm - 2 * indent, SEPARATOR_SHARE)) / 2
    draw_line(separator, side, side)
    separator.paragraph_format.space_after = TITLE_GAP


def write_closing(document: Document, head: ReportHead, total_mm: float) -> None:
    """Recipients on the left, office and name of the signer on the right, on one page.

    The paragraph before goes with them: a signature is never alone on a page.
    """
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = document.add_paragraph(style=GAP)
    gap.paragraph_format.keep_with_next = True
    left, right = _two_columns(
        document, (total_mm * LEFT_OF_CLOSING, total_mm * (1 - LEFT_OF_CLOSING))
    )
    if head.recipients:
        title = _add_line(left, message("export.recipients", head.lang), 12, bold=True, italic=True)
        title.alignment = ALIGN.LEFT
    for recipient in recipient_lines(head.recipients):
        _add_line(left, f"- {recipient}", 11).alignment = ALIGN.LEFT
    for office in head.signing:
        _add_line(right, office, 14, bold=True)
    _add_line(right, head.signer, 14, bold=True).paragraph_format.space_before = SIGNATURE_GAP
    _drop_first(left, right)


def _two_columns(document: Document, widths_mm: tuple[float, float]):
    """A table without rules, kept on one page: its two cells."""
    table = document.add_table(rows=1, cols=2)
    set_widths(table, widths_mm)
    keep_on_one_page(table.rows[0])
    return table.rows[0].cells


def _drop_first(*cells) -> None:
    """Remove the empty paragraph with which each cell was made, unless it is the only one."""
    for cell in cells:
        if len(cell.paragraphs) > 1:
            cell._tc.remove(cell.paragraphs[0]._p)


def _add_separator(cell, text: str, size: float, width_mm: float, share: float) -> None:
    inner = width_mm - 2 * CELL_MM
    side = (inner - _separator_mm(text, size, inner, share)) / 2
    draw_line(cell.add_paragraph(), side, side)


def _separator_mm(text: str, size: float, room_mm: float, share: float) -> float:
    """Length of the line under ``text``: a share of its longest line in ``room_mm``."""
    lines = printable(text).splitlines() or [""]
    longest = max(text_mm(line, size, bold=True) for line in lines)
    return min(longest, room_mm) * share


def _add_line(cell, text: str, size: float, *, bold: bool = False, italic: bool = False):
    """One centred paragraph of a cell."""
    paragraph = cell.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph
