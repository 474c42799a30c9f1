"""Small parts of a report, and what tests look up in a Word document's XML."""

from __future__ import annotations

from collections import Counter
from zipfile import ZipFile

from docx.oxml.ns import qn
from lxml import etree

from helpers.export.head import ReportHead
from helpers.export.rendered_part import RenderedPart
from helpers.narrative.blocks import Column, Heading, Paragraph, Table, TableRow

HEAD = ReportHead(
    lang="vi",
    title="Báo cáo",
    superior_agency="",
    agency="Ủy ban nhân dân\nhuyện Mẫu 03",
    number_symbol="Số:      /BC-UBND",
    place_and_date="Huyện Mẫu 03, ngày     tháng 6 năm 2023",
    kind="BÁO CÁO",
    subject="Kết quả công tác dân tộc",
    recipients=("UBND tỉnh (b/c)", "Lưu: VT"),
    signing=("CHỦ TỊCH",),
    signer="Nguyễn Văn Mẫu",
)


def part(*blocks: object, kind: str = "section") -> RenderedPart:
    """A part of these blocks; Word needs no HTML."""
    return RenderedPart("", kind, blocks)


SECTION = part(Heading(2, "I. Phần thứ nhất", "I"), Paragraph(("Nội dung.",)))


def table(*rows: TableRow, widths: tuple[int, ...] = (0, 0)) -> Table:
    """A captioned table of a text column and columns of numbers."""
    titles = ["Chỉ tiêu", *["Số"] * (len(widths) - 1)]
    kinds = ["text", *["num"] * (len(widths) - 1)]
    columns = tuple(map(Column, titles, kinds, widths))
    return Table("Bảng 1. Thử", columns, rows)


def members(path) -> dict[str, etree._Element]:
    """The XML members of a Word file."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def text_in(body) -> str:
    """All text of a Word document's body, a blank between paragraphs."""
    paragraphs = body.iter(qn("w:p"))
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def repeated(values) -> list:
    """Values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]
