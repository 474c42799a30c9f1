"""The PDF: tagged, Vietnamese, with its own typeface, and the same bytes every time."""

from __future__ import annotations

import io
import os
import subprocess
from types import SimpleNamespace

import pytest
from docx_parts import HEAD, part, table
from pypdf import PdfReader

from helpers.core.errors import ReportError
from helpers.export.pdf.document import begin, write_pdf
from helpers.narrative.blocks import (
    BulletList,
    Figure,
    Heading,
    Label,
    Paragraph,
    Supplied,
    TableRow,
)
from pdf_text import page_fills, page_texts

A4_POINTS = (595.28, 841.89)


PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="170mm" height="%dmm"/>'
SECTION = part(
    Heading(2, "II. Tình hình vùng dân tộc thiểu số", "II"),
    Heading(3, "1. Về sản xuất", "II.1"),
    Paragraph(("Diện tích lúa xuân 1.178,47\u00a0ha; xem ", Label("Phụ lục I", "annex-I"), ".")),
    BulletList((Paragraph(("Ý thứ nhất.",), lead="Một:"), Paragraph(("Ý thứ hai.",)))),
    table(TableRow(("Lúa xuân", "1.178,47"), anchor="row-1")),
    Figure(PICTURE % 20, "Hình 1", "Lúa xuân đạt 99,3%.", 1),
)
WIDE = part(Heading(2, "III. Chương trình", "III"), Paragraph(("Ngang.",)), kind="landscape")
ANNEX = part(
    Heading(2, "Phụ lục I. Điểm cần xem lại", "annex-I"), Paragraph(("Hết.",)), kind="annex"
)
PARTS = (SECTION, ANNEX, WIDE)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> PdfReader:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(PARTS, HEAD, path)
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    assert len(reader.pages) == 4  # section, landscape, signature, annex
    return reader


def _fonts(page) -> list:
    return [font.get_object() for font in page["/Resources"]["/Font"].get_object().values()]


def test_title_language_tags_and_standard(pdf):
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == HEAD.title
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    tags = _tags(root["/StructTreeRoot"])
    assert tags.count("/H1") == 1
    assert {"/H2", "/Table", "/TH", "/Caption", "/Figure", "/L"} <= set(tags)


def _tags(element) -> list[str]:
    element = element.get_object()
    if not hasattr(element, "get"):
        return []
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [str(element.get("/S", ""))] + [tag for kid in kids for tag in _tags(kid)]


def test_text_can_be_read(pdf):
    text = pdf.pages[0].extract_text()
    for expected in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN MẪU 03", "1.178,47\u00a0ha"):
        assert expected.replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_bookmarks_follow_the_headings(pdf):
    flat = [item.title for item in _flatten(pdf.outline)]
    assert flat[0].startswith("BÁO CÁO")
    assert "II. Tình hình vùng dân tộc thiểu số" in flat


def _flatten(outline):
    for item in outline:
        if isinstance(item, list):
            yield from _flatten(item)
        else:
            yield item


def test_only_the_shipped_typeface_is_used_and_embedded(pdf):
    fonts = [font for page in pdf.pages for font in _fonts(page)]
    assert fonts
    for font in fonts:
        assert "+LiberationSerif" in font["/BaseFont"]
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_pages_are_a4_and_a_landscape_section_is_turned(pdf):
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in pdf.pages]
    turned = A4_POINTS[::-1]
    assert sizes == [pytest.approx(s, abs=0.1) for s in (A4_POINTS, turned, A4_POINTS, A4_POINTS)]


def test_tall_picture_of_a_turned_page_has_its_caption_below(tmp_path):
    figure = Figure(PICTURE % 220, "Hình 1", "Tăng so với cùng kỳ. " * 20, 1)
    path = tmp_path / "report.pdf"
    write_pdf([part(Paragraph(("Trước.",))), part(figure, kind="landscape")], HEAD, path)
    assert len(PdfReader(path).pages) == 3  # before, the picture with its caption, signature


def test_numbers_begin_on_page_two_and_anew_with_each_annex(pdf):
    pages = [[line.strip() for line in page.extract_text().splitlines()] for page in pdf.pages]
    assert not pages[0][0].startswith("1") and "1" not in pages[0]
    first = next(n for n, lines in enumerate(pages) if any("Phụ lục I" in line for line in lines))
    for number, lines in enumerate(pages[1:first], start=2):
        assert str(number) in lines
    assert not {str(first + 1), "1"} & set(pages[first]), "its first page has no number"


def test_a_name_leads_to_its_row_and_a_name_without_a_row_is_plain(tmp_path):
    names = (Label("bảng", "row-1"), Label("không có", "row-9"))
    block = table(TableRow(("Lúa xuân", "1.178,47"), anchor="row-1"))
    path = tmp_path / "report.pdf"
    write_pdf([part(Paragraph(names), block)], HEAD, path)
    page = PdfReader(path).pages[0]
    links = [note.get_object() for note in page["/Annots"]]
    assert [link["/Subtype"] for link in links] == ["/Link"]


def test_what_people_wrote_is_never_read_as_markup(tmp_path):
    hostile = '#panic() *a* _b_ $x^2$ <i> @ref \\ [x] // `c` = H ~ -- "q"'
    path = tmp_path / "report.pdf"
    blocks = (Paragraph((Supplied(hostile),)), table(TableRow((hostile, "1"))))
    write_pdf([part(*blocks)], HEAD, path)
    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert text.count(hostile) == 2


def test_a_character_without_a_shape_is_a_box_and_nothing_turns_the_line(tmp_path):
    path = tmp_path / "report.pdf"
    write_pdf([part(Paragraph(("a\u6f22b \u202e12 \ud800.",)))], HEAD, path)
    assert "a□b □12 □." in PdfReader(path).pages[0].extract_text()


def test_the_signature_is_never_alone_on_a_page(tmp_path):
    """It is higher than three lines: left alone, it would be so at three counts in a row."""
    path = tmp_path / "report.pdf"
    for lines in range(20, 44, 3):
        write_pdf([part(*[Paragraph(("Đoạn.",))] * lines)], HEAD, path)
        last = PdfReader(path).pages[-1].extract_text()
        assert "CHỦ TỊCH" in last and "Đoạn." in last, lines


def test_same_bytes_again(tmp_path):
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    write_pdf(PARTS, HEAD, first)
    write_pdf(PARTS, HEAD, second)
    assert first.read_bytes() == second.read_bytes()


def test_documents_set_by_one_process_are_the_same_as_alone(tmp_path):
    reports = {
        tmp_path / f"{name}.pdf": SimpleNamespace(document=[part(Paragraph((text,)))], head=HEAD)
        for name, text in (("a", "Đoạn một."), ("b", "Đoạn hai."))
    }
    with begin(reports) as finish:
        assert not any(path.exists() for path in reports)
        finish()
    for path, report in reports.items():
        alone = tmp_path / "alone.pdf"
        write_pdf(report.document, HEAD, alone)
        assert path.read_bytes() == alone.read_bytes()
    assert len(list(tmp_path.iterdir())) == len(reports) + 1


def test_a_failure_meanwhile_ends_the_process_and_leaves_nothing(tmp_path, monkeypatch):
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **kw: started.append(popen(*args, **kw)) or started[-1]
    )
    report = SimpleNamespace(document=PARTS, head=HEAD)
    with pytest.raises(ZeroDivisionError), begin({tmp_path / "a.pdf": report}):
        raise ZeroDivisionError
    assert [process.returncode is not None for process in started] == [True]
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_typesetter_is_reported(tmp_path):
    broken = Figure(b"<svg", "Hình 1", "Hỏng", 1)
    with pytest.raises(ReportError) as caught:
        write_pdf([part(broken)], HEAD, tmp_path / "report.pdf")
    assert caught.value.key == "export.pdf_not_set"
    assert list(tmp_path.iterdir()) == []


def test_locked_target_is_told(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError("open in a reader")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ReportError, match="report.pdf") as caught:
        write_pdf(PARTS, HEAD, tmp_path / "report.pdf")
    assert caught.value.key == "export.target_locked"
    assert list(tmp_path.iterdir()) == []


MOST_PAGES = 22
"""Of the real report with its list of documents, its forms and the notes of open decisions."""
LEAST_FILL = 0.75
"""Of a page that is not the last of its part."""


def test_pages_are_filled_and_few(finished):
    source = next((finished[0].root / "reports").rglob("bao-cao-*.pdf"))
    fills, texts = page_fills(source), page_texts(source)
    starts = [n for n, text in enumerate(texts) if text.lstrip().startswith("Phụ lục")]
    ends = {*(n - 1 for n in starts), len(texts) - 1}
    empty = {n + 1: fill for n, fill in enumerate(fills) if fill < LEAST_FILL and n not in ends}
    assert not empty, f"page: share filled {empty}"
    assert len(texts) <= MOST_PAGES
