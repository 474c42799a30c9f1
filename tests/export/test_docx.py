"""The Word document: real styles, headings, tables, pictures with words, official measures."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdf import PdfReader

from helpers.export.docx import write_docx
from helpers.export.head import ReportHead
from helpers.narrative.blocks import BulletList, Heading, Paragraph, Supplied

HEAD = ReportHead("vi", "T", "", "ỦY BAN NHÂN DÂN\nHUYỆN MẪU", "Số: 1", "Mẫu, ngày 1", "BÁO CÁO",
                  "Thử", ("A", "B"), ("CHỦ TỊCH",), "Nguyễn Văn Mẫu")  # fmt: skip
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Piece:
    blocks: tuple[object, ...]
    kind: str = "section"


@pytest.fixture(scope="module")
def real(finished) -> Path:
    workspace, _ = finished
    return next((workspace.root / "reports").rglob("*.docx"))


@pytest.fixture(scope="module")
def document(real):
    return Document(real)


def headings_of_html(real: Path) -> list[str]:
    page = real.with_suffix(".html").read_text(encoding="utf-8")
    found = re.findall(r"<h[2-6] id=[^>]*>(.*?)</h[2-6]>", page, re.DOTALL)
    return [" ".join(text.split()) for text in found]


def mm(length) -> int:
    """Whole millimetres: Word stores twentieths of a point."""
    return round(length / Mm(1))


def is_heading(paragraph) -> bool:
    return paragraph.style.name.startswith("Heading") or paragraph.style.name == "Annex Heading"


def test_headings_are_those_of_the_page_in_real_styles(document, real):
    told = [" ".join(p.text.split()) for p in document.paragraphs if is_heading(p)]
    assert told == headings_of_html(real)
    assert document.styles["Annex Heading"].base_style.name == "Heading 1"


def test_measures_of_the_decree(document):
    first = document.sections[0]
    assert (mm(first.page_width), mm(first.page_height)) == (210, 297)
    assert (mm(first.left_margin), mm(first.right_margin), mm(first.top_margin)) == (30, 15, 20)
    body = document.styles["Normal"]
    assert body.font.name == "Times New Roman" and body.font.size == Pt(14)
    assert abs(body.paragraph_format.first_line_indent - Mm(12.7)) < Mm(0.1)
    assert body.paragraph_format.space_after == Pt(6)


def test_page_number_in_the_top_margin_from_page_two(document):
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert (
        "PAGE" in first.header._element.xml and "PAGE" not in first.first_page_header._element.xml
    )
    assert all(s.header.is_linked_to_previous for s in list(document.sections)[1:])


def test_wide_annexes_lie_on_their_side(document):
    turned = [s for s in document.sections if s.orientation == WD_ORIENT.LANDSCAPE]
    assert turned and all(mm(s.page_width) == 297 for s in turned)


def test_tables_repeat_their_head_and_keep_rows_whole(document):
    told = [t for t in document.tables if len(t.columns) > 2]
    assert len(told) > 10
    for table in told:
        assert "w:tblHeader" in table._tbl.xml
        rows = table._tbl.findall(qn("w:tr"))
        assert len(table._tbl.findall(f".//{qn('w:cantSplit')}")) == len(rows)


def test_every_picture_has_words(document):
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) >= 7
    for picture in pictures:
        assert len(picture.get("descr")) > 40 and picture.get("title").startswith("Hình")


def test_figures_lead_to_their_row(document):
    body = document.element.body
    targets = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) > 400 and set(links) <= targets


def test_properties_name_the_agency_and_no_user(document):
    properties = document.core_properties
    assert properties.author == "ỦY BAN NHÂN DÂN HUYỆN BẠCH THÔNG"
    assert properties.last_modified_by == "" and properties.created.year == 2000


def test_same_report_same_bytes(tmp_path):
    pieces = [Piece((Heading(2, "I", "I"), Paragraph(("a",)), BulletList((Paragraph(("b",)),))))]
    for name in ("a.docx", "b.docx"):
        write_docx(pieces, HEAD, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_marks_that_word_cannot_hold_are_shown_not_fatal(tmp_path):
    write_docx([Piece((Paragraph((Supplied("a\x00b\x0bc<&>"),)),))], HEAD, tmp_path / "a.docx")
    text = "\n".join(p.text for p in Document(tmp_path / "a.docx").paragraphs)
    assert "a\ufffdb\ufffdc<&>" in text


def test_lists_have_the_marks_of_an_official_list(tmp_path):
    items = (Paragraph(("b",), items=(Paragraph(("c",)),)),)
    write_docx([Piece((BulletList(items),))], HEAD, tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as archive:
        numbering = archive.read("word/numbering.xml").decode()
    assert 'w:lvlText w:val="-"' in numbering and 'w:lvlText w:val="+"' in numbering
    listed = [p for p in Document(tmp_path / "a.docx").paragraphs if p.style.name == "List Bullet"]
    assert [p.text for p in listed] == ["b", "c"]
    assert listed[1]._p.pPr.numPr.ilvl.val == 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_another_program_opens_it_with_the_same_figures(real, tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, real]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = PdfReader(tmp_path / f"{real.stem}.pdf").pages
    opened = " ".join(page.extract_text() for page in pages)
    written = " ".join(p.text for p in Document(real).paragraphs)
    assert set(NUMBER.findall(written)) - set(NUMBER.findall(opened)) == set()
    for heading in headings_of_html(real):
        assert "".join(heading.split()).lower() in "".join(opened.split()).lower(), heading
    own_pdf = len(PdfReader(real.with_suffix(".pdf")).pages)
    assert abs(len(pages) - own_pdf) <= 8
