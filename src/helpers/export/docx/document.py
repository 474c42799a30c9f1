"""The report as an editable Word document in the form of Decree 30/2020/NĐ-CP."""

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm

from helpers.export.composed_report import ComposedReport
from helpers.export.docx.docx_blocks import BlockWriter
from helpers.export.docx.docx_head import write_closing, write_head
from helpers.export.docx.package_parts import new_document, packed
from helpers.export.docx.styles import GAP, style_id
from helpers.export.docx.written_lines import add_written_lines
from helpers.export.docx.xml import add_page_number, restart_page_numbers
from helpers.export.head import ReportHead
from helpers.export.rendered_part import LANDSCAPE, RenderedPart
from helpers.export.writing import writing
from helpers.narrative.blocks import anchors_of

SHORT_SIDE, LONG_SIDE = 210, 297
# Millimetres: top, bottom, left, right of upright pages; all sides of turned ones.
MARGINS = (20, 20, 30, 15)
TURNED_MARGINS = (20, 20, 20, 20)
HEADER_MM = 10


def write_report(report: ComposedReport, path: Path) -> None:
    """Write the report to ``path`` as .docx. Raises what ``write_docx`` raises."""
    write_docx(report.document, report.head, path)


def write_docx(parts: Sequence[RenderedPart], head: ReportHead, target: Path) -> None:
    """Write the report to ``target`` as .docx, atomically.

    Recipients and signature follow the last part that is no annex. Raises ReportError
    ``export.target_locked``.
    """
    document = compose_document(parts, head)
    add_written_lines(document)
    archive = packed(document)
    with writing(target) as temporary:
        temporary.write_bytes(archive)


def compose_document(parts: Sequence[RenderedPart], head: ReportHead) -> Document:
    """The complete report as a document of python-docx."""
    document = new_document(head)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    add_page_number(number)
    writer = BlockWriter(document, anchors_of(block for part in parts for block in part.blocks))
    writer.width_mm, writer.height_mm = _set_page(section, is_turned=False)
    write_head(document, head, writer.width_mm)
    closing_width = writer.width_mm
    for part in parts:
        if not part.is_annex:
            _open_page(document, writer, is_turned=part.has_kind(LANDSCAPE))
            writer.write(part.blocks)
    _open_page(document, writer, is_turned=False)
    write_closing(document, head, closing_width)
    writer.is_annex = True
    for part in parts:
        if part.is_annex:
            _open_page(document, writer, is_turned=part.has_kind(LANDSCAPE), is_new=True)
            writer.write(part.blocks)
    return document


def _open_page(document, writer: BlockWriter, *, is_turned: bool, is_new: bool = False) -> None:
    """Go on in pages of the given orientation; ``is_new`` starts a page in any case."""
    before = document.sections[-1]
    if not is_new and (before.orientation == WD_ORIENT.LANDSCAPE) == is_turned:
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = is_new
    if is_new:
        restart_page_numbers(section)
    writer.width_mm, writer.height_mm = _set_page(section, is_turned=is_turned)
    _shrink_break(document)


def _set_page(section, *, is_turned: bool) -> tuple[float, float]:
    """Give a section its paper; width and height of its text in mm."""
    sides = (LONG_SIDE, SHORT_SIDE) if is_turned else (SHORT_SIDE, LONG_SIDE)
    top, bottom, left, right = TURNED_MARGINS if is_turned else MARGINS
    section.orientation = WD_ORIENT.LANDSCAPE if is_turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = section.footer_distance = Mm(HEADER_MM)
    return sides[0] - left - right, sides[1] - top - bottom


def _shrink_break(document) -> None:
    """Make the paragraph that ends a section low, and the only one after a table.

    At its full height it would put an empty page after a page that a table fills.
    """
    last = document.element.body.findall(qn("w:p"))[-1]
    last.style = style_id(GAP)
    gap = last.getprevious()
    is_paragraph = gap is not None and gap.tag == qn("w:p")
    if is_paragraph and gap.style == last.style and gap.pPr.find(qn("w:sectPr")) is None:
        gap.getparent().remove(gap)
