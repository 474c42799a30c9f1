"""The report as an editable Word document in the form of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from helpers.export.docx_blocks import BlockWriter, printable
from helpers.export.docx_styles import set_styles
from helpers.export.docx_xml import add_page_number, draw_line, keep_whole, set_widths
from helpers.export.head import ANNEX, FORM, LANDSCAPE, ReportHead, recipient_lines
from helpers.ground.errors import ReportError
from helpers.ground.messages import say
from helpers.ground.workspace import atomic_path

SHORT_SIDE, LONG_SIDE = 210, 297
# Millimetres: top, bottom, left, right of upright pages; all sides of turned ones.
MARGINS = (20, 20, 30, 15)
TURNED_MARGIN = 20
HEAD_SHARE = 0.38
AGENCY_SHARE = 0.4
MOTTO_MM = 64
NUMBER_GAP, SIGNATURE_GAP = Pt(9), Pt(66)
# No clock in the file: the same report gives the same bytes.
_DAY_ZERO = datetime(2000, 1, 1)
_ZIP_DAY = (2000, 1, 1, 0, 0, 0)


class Piece(Protocol):
    """A told part: its blocks, and the words that say where and how it stands."""

    blocks: tuple[object, ...]
    kind: str


def write_docx(pieces: Sequence[Piece], head: ReportHead, target: Path) -> None:
    """Write the report to ``target`` as .docx, atomically.

    Recipients and signature follow the last piece that is no annex. Raises ReportError
    ``export.target_locked``.
    """
    document = Document()
    set_styles(document, head.lang)
    _set_properties(document, head)
    _set_first_section(document)
    _write_head(document, head)
    writer = BlockWriter(document)
    writer.width_mm = SHORT_SIDE - MARGINS[2] - MARGINS[3]
    for piece in (p for p in pieces if ANNEX not in p.kind.split()):
        writer.write(piece.blocks)
    _write_signature(document, head)
    writer.is_annex = True
    for piece in (p for p in pieces if ANNEX in p.kind.split()):
        _open_annex(document, writer, piece.kind.split())
        writer.write(piece.blocks)
    try:
        with atomic_path(target) as temporary:
            Path(temporary).write_bytes(_packed(document))
    except PermissionError as error:
        raise ReportError("export.target_locked", file=target.name) from error


def _set_properties(document, head: ReportHead) -> None:
    properties = document.core_properties
    properties.title, properties.language = head.title, head.lang
    properties.author = head.agency.replace("\n", " ")
    properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.created = properties.modified = _DAY_ZERO
    properties.revision = 1


def _set_first_section(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHORT_SIDE), Mm(LONG_SIDE)
    _set_margins(section, *MARGINS)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    number.paragraph_format.first_line_indent = 0
    add_page_number(number)


def _set_margins(section, top: int, bottom: int, left: int, right: int) -> None:
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)


def _open_annex(document, writer: BlockWriter, words: list[str]) -> None:
    """A page of its own, turned where the annex is wide; forms follow on the same page."""
    before = document.sections[-1]
    is_turned = LANDSCAPE in words
    if FORM in words and (before.orientation == WD_ORIENT.LANDSCAPE) == is_turned:
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    sides = (LONG_SIDE, SHORT_SIDE) if is_turned else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if is_turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
    margins = [TURNED_MARGIN] * 4 if is_turned else MARGINS
    _set_margins(section, *margins)
    writer.width_mm = sides[0] - margins[2] - margins[3]


def _write_head(document, head: ReportHead) -> None:
    """Agency and number on the left; national name, motto, place and date on the right."""
    whole = SHORT_SIDE - MARGINS[2] - MARGINS[3]
    widths = (whole * HEAD_SHARE, whole * (1 - HEAD_SHARE))
    left, right = _two_columns(document, widths)
    if head.superior_agency:
        _line(left, head.superior_agency.upper(), 13)
    _line(left, head.agency.upper(), 13, bold=True)
    side = widths[0] * (1 - AGENCY_SHARE) / 2
    draw_line(left.add_paragraph(), side, side)
    _line(right, say("export.nation", head.lang), 13, bold=True)
    _line(right, say("export.motto", head.lang), 14, bold=True)
    side = (widths[1] - MOTTO_MM) / 2
    draw_line(right.add_paragraph(), side, side)
    for line in (
        _line(left, head.number_symbol, 13),
        _line(right, head.place_and_date, 14, italic=True),
    ):
        line.paragraph_format.space_before = NUMBER_GAP
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)
    document.add_paragraph(head.kind, style="Title")
    document.add_paragraph(head.subject, style="Subtitle")
    draw_line(document.add_paragraph(), whole * 0.33, whole * 0.33)
    document.add_paragraph()


def _write_signature(document, head: ReportHead) -> None:
    """Recipients on the left, office and name of the signer on the right, on one page."""
    whole = SHORT_SIDE - MARGINS[2] - MARGINS[3]
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph().paragraph_format.keep_with_next = True
    left, right = _two_columns(document, (whole * 0.46, whole * 0.54))
    if head.recipients:
        _line(
            left, say("export.recipients", head.lang), 12, bold=True, italic=True, align=ALIGN.LEFT
        )
    for line in recipient_lines(head.recipients):
        _line(left, f"- {line}", 11, align=ALIGN.LEFT)
    for line in head.signing:
        _line(right, line, 14, bold=True)
    signer = _line(right, head.signer, 14, bold=True)
    signer.paragraph_format.space_before = SIGNATURE_GAP
    for cell in (left, right):
        if len(cell.paragraphs) > 1:
            cell._tc.remove(cell.paragraphs[0]._p)


def _two_columns(document, widths: tuple[float, float]):
    """A table without rules, kept on one page: its two cells."""
    table = document.add_table(rows=1, cols=2)
    set_widths(table, [Mm(width) for width in widths])
    keep_whole(table.rows[0])
    return table.rows[0].cells


def _line(cell, text: str, size: float, *, bold=False, italic=False, align=ALIGN.CENTER):
    """One paragraph of a cell without indent."""
    paragraph = cell.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after = 0, Pt(0), Pt(0)
    form.line_spacing = 1
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _packed(document) -> bytes:
    """The document's archive with one fixed time on all of its members."""
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with ZipFile(loose) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, _ZIP_DAY)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return packed.getvalue()
