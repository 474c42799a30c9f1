"""The PDF: tagged, Vietnamese, with its own typeface, and the same bytes every time."""

from __future__ import annotations

import base64
import builtins
import io
import logging
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader

from helpers.core.errors import ReportError
from helpers.export.html.report_page import render_html
from helpers.export.rendered_part import LANDSCAPE, RenderedPart
from helpers.export.report_pdf import write_pdf

A4_POINTS = (595.28, 841.89)


@pytest.fixture
def html(parts, head) -> str:
    return render_html(parts, head)


@pytest.fixture
def pdf(html, tmp_path) -> PdfReader:
    path = tmp_path / "report.pdf"
    assert write_pdf(html, path) == 4  # section, landscape, signature, annex
    return PdfReader(io.BytesIO(path.read_bytes()))


def _fonts(page) -> list:
    return [font.get_object() for font in page["/Resources"]["/Font"].get_object().values()]


def test_title_language_tags_and_standard(pdf, head):
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == head.title
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
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
    for expected in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN BẠCH THÔNG", "1.178,47\u00a0ha"):
        assert expected.replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_bookmarks_follow_the_headings(pdf):
    flat = [item.title for item in _flatten(pdf.outline)]
    assert flat[0].startswith("BÁO CÁO Kết quả công tác dân tộc")
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
        assert "+Report-Serif" in font["/BaseFont"]
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_pages_are_a4_and_a_landscape_section_is_turned(pdf):
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in pdf.pages]
    turned = A4_POINTS[::-1]
    assert sizes == [pytest.approx(s, abs=0.1) for s in (A4_POINTS, turned, A4_POINTS, A4_POINTS)]


def test_tall_picture_of_a_turned_page_has_its_caption_below(head, tmp_path):
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="170mm" height="220mm"/>'
    address = "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()
    figure = (
        f'<figure class="chart"><img alt="x" src="{address}">'
        f"<figcaption>{'Tăng so với cùng kỳ. ' * 20}</figcaption></figure>"
    )
    html = render_html([RenderedPart("<p>Trước.</p>"), RenderedPart(figure, LANDSCAPE)], head)
    path = tmp_path / "report.pdf"
    assert write_pdf(html, path) == 3  # before, the picture with its caption, signature


def test_numbers_begin_on_page_two(pdf):
    assert not pdf.pages[0].extract_text().lstrip().startswith("1")
    assert "1" not in [line.strip() for line in pdf.pages[0].extract_text().splitlines()]
    for number in (2, 3, 4):
        lines = [line.strip() for line in pdf.pages[number - 1].extract_text().splitlines()]
        assert str(number) in lines


def test_renderer_understands_the_whole_style_sheet(html, tmp_path, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        write_pdf(html, tmp_path / "report.pdf")
    assert [record.getMessage() for record in caplog.records] == []


def test_same_bytes_in_another_process(html, tmp_path):
    source = tmp_path / "report.html"
    source.write_text(html, encoding="utf-8")
    code = (
        "import sys, pathlib; from helpers.export.report_pdf import write_pdf;"
        "source, target = map(pathlib.Path, sys.argv[1:]);"
        "write_pdf(source.read_text(encoding='utf-8'), target)"
    )
    target = tmp_path / "other.pdf"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, source, target], env=environment, check=True)
    write_pdf(html, tmp_path / "report.pdf")
    assert target.read_bytes() == (tmp_path / "report.pdf").read_bytes()


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "file:///etc/hostname", "a.png", "report-font:../x"]
)
def test_outside_reference_is_refused_and_nothing_written(address, head, tmp_path):
    html = render_html([RenderedPart(f'<p style="background: url({address})">x</p>')], head)
    target = tmp_path / "report.pdf"
    with pytest.raises(ReportError) as caught:
        write_pdf(html, target)
    assert caught.value.key == "export.outside_reference"
    assert list(tmp_path.iterdir()) == []


def test_missing_libraries_are_told(html, tmp_path, monkeypatch):
    real_import = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(ReportError) as caught:
        write_pdf(html, tmp_path / "report.pdf")
    monkeypatch.undo()
    assert caught.value.key == "export.pdf_libraries_missing"
    assert "libpango-1.0-0" in str(caught.value)


def test_locked_target_is_told(html, tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError("open in a reader")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ReportError, match="report.pdf") as caught:
        write_pdf(html, tmp_path / "report.pdf")
    assert caught.value.key == "export.target_locked"
    assert list(tmp_path.iterdir()) == []
