"""The real report as a Word document: styles, headings, figures, pictures with words, measures."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx_parts import members, repeated, text_in
from PIL import Image

from helpers.export.docx.written_lines import written_lines
from pdf_text import page_texts

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376 Part 1, 17: children of these elements stand in this order, or Word calls a file broken.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
}


@pytest.fixture(scope="module")
def real(finished) -> Path:
    workspace, _ = finished
    return next((workspace.root / "reports").rglob("*.docx"))


@pytest.fixture(scope="module")
def document(real):
    return Document(real)


@pytest.fixture(scope="module")
def page(real):
    """The body of the HTML report as it is printed."""
    printed = BeautifulSoup(real.with_suffix(".html").read_text(encoding="utf-8"), "lxml").body
    for hidden in printed.select("details, nav, style, .skip, .summary"):
        hidden.decompose()
    return printed


def plain(text: str) -> str:
    return " ".join(text.split())


def headings_of(page) -> list[str]:
    return [plain(h.get_text()) for h in page.select("h2, h3, h4, h5, h6")]


def mm(length) -> int:
    """Whole millimetres: Word stores twentieths of a point."""
    return round(length / Mm(1))


def is_heading(paragraph) -> bool:
    return paragraph.style.name.startswith("Heading") or paragraph.style.name == "Annex Heading"


def tables_of(document):
    """Tables of the report, without those that only lay out head and signature."""
    return [t for t in document.tables if t.style.name == "Report Table"]


def test_headings_are_those_of_the_page_in_real_styles(document, page):
    told = [plain(p.text) for p in document.paragraphs if is_heading(p)]
    assert told == headings_of(page)
    assert document.styles["Annex Heading"].base_style.name == "Heading 1"
    for level in range(1, 6):
        outline = document.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)


def test_every_figure_of_the_page_as_often_as_there(document, page):
    # Text nodes joined with blanks: cells that touch must not make one number of two.
    told = Counter(NUMBER.findall(page.get_text(" ")))
    assert Counter(NUMBER.findall(text_in(document.element.body))) == told
    assert sum(told.values()) > 1200


def test_measures_of_the_decree(document):
    first = document.sections[0]
    assert (mm(first.page_width), mm(first.page_height)) == (210, 297)
    assert (mm(first.left_margin), mm(first.right_margin)) == (30, 15)
    assert (mm(first.top_margin), mm(first.bottom_margin)) == (20, 20)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size == Pt(13)
    body = document.styles["Body Text"].paragraph_format
    assert abs(body.first_line_indent - Mm(12.7)) < Mm(0.1)
    assert body.space_after == Pt(6) and 1 <= body.line_spacing <= 1.5
    assert body.alignment is not None and body.alignment.name == "JUSTIFY"


def test_page_number_in_the_top_margin_from_page_two(document):
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert "PAGE" not in first.first_page_header._element.xml
    later = list(document.sections)[1:]
    assert later and all(s.header.is_linked_to_previous for s in later)
    # Each annex counts its own pages from 1; the first one has no number.
    annexes = [s for s in later if s._sectPr.find(qn("w:pgNumType")) is not None]
    assert annexes and all(s.different_first_page_header_footer for s in annexes)


def test_wide_annexes_lie_on_their_side_and_others_stand(document):
    turned = [s for s in document.sections if s.orientation == WD_ORIENT.LANDSCAPE]
    assert turned and all((mm(s.page_width), mm(s.page_height)) == (297, 210) for s in turned)
    titles = {"Phụ lục I.": 297, "Phụ lục II.": 297}
    breaks = [
        p for p in document.element.body.iter(qn("w:p")) if p.find(f"{W}pPr/{W}sectPr") is not None
    ]
    assert len(breaks) == len(document.sections) - 1
    widths = iter(mm(s.page_width) for s in document.sections)
    width, found = next(widths), {}
    for child in document.element.body:
        text = text_in(child)
        found |= {title: width for title in titles if text.startswith(title)}
        if child in breaks:
            width = next(widths)
    assert found == titles


def test_tables_repeat_their_head_and_keep_rows_whole(document):
    tables = tables_of(document)
    assert len(tables) >= 3
    for table in tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_cells_are_as_wide_as_their_column_and_tables_as_the_page(document):
    """Word goes by the width of each cell, LibreOffice by the grid."""
    widest = {s.page_width - s.left_margin - s.right_margin for s in document.sections}
    for table in document.tables:
        grid = [column.width for column in table.columns]
        for row in table._tbl.tr_lst:
            assert sum(cell.width for cell in row.tc_lst) == sum(grid)
        assert [cell.width for cell in table._tbl.tr_lst[0].tc_lst] == grid
        assert min(abs(sum(grid) - width) for width in widest) < Mm(0.5)


def test_every_picture_has_words_and_its_own_size(document):
    pictures = document.inline_shapes
    assert len(pictures) >= 4
    for picture in pictures:
        properties = picture._inline.docPr
        assert len(properties.get("descr")) > 40
        assert properties.get("title").startswith("Hình")
        relation = picture._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = Image.open(BytesIO(document.part.related_parts[relation].blob))
        assert image.format == "PNG"
        # 150 dots per inch, charts drawn 160 mm wide: as large as in the PDF.
        assert abs(image.width / (picture.width / Mm(25.4)) - 150) < 1
        assert mm(picture.width) == 160


def test_figures_lead_to_their_row(document):
    body = document.element.body
    targets = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) > 10 and set(links) <= set(targets), "what leads out of the report is no link"
    assert repeated(targets) == [] and all(len(name) <= 40 for name in targets)
    assert repeated(mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))) == []


def test_properties_name_the_agency_and_no_user_and_no_program(document, real):
    properties = document.core_properties
    assert properties.author == "ỦY BAN NHÂN DÂN HUYỆN BẠCH THÔNG"
    assert properties.last_modified_by == "" and properties.created.year == 2000
    assert not [n for n in members(real) if "app.xml" in n or n.startswith("docProps/custom")]
    # What it keeps of its own are hashes of its lines.
    lines = written_lines(real)
    assert len(lines) > 100 and all(re.fullmatch("[0-9a-f]{16}", line) for line in lines)


def test_parts_fit_together(real):
    """No style is used that is not there, and elements stand in the order of the standard."""
    parts = members(real)
    styles = parts["word/styles.xml"]
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        for part in parts.values():
            assert {used.get(f"{W}val") for used in part.iter(f"{W}{name}")} <= known
    for part in parts.values():
        for tag, order in ORDER.items():
            places = {f"{W}{name}": place for place, name in enumerate(order.split())}
            for found in part.iter(f"{W}{tag}"):
                seen = [places[child.tag] for child in found]
                assert seen == sorted(seen), etree_text(found)


def etree_text(found) -> str:
    return " ".join(child.tag.removeprefix(W) for child in found)


def test_language_and_layout_rules(real):
    parts = members(real)
    languages = {lang.get(f"{W}val") for lang in parts["word/styles.xml"].iter(f"{W}lang")}
    assert languages == {"vi-VN"}
    settings = parts["word/settings.xml"]
    assert settings.find(f"{W}themeFontLang").attrib == {f"{W}val": "vi-VN"}
    rules = {r.get(f"{W}name"): r.get(f"{W}val") for r in settings.iter(f"{W}compatSetting")}
    assert rules["compatibilityMode"] == "15"


@pytest.fixture(scope="module")
def opened(real, libreoffice) -> list[str]:
    """The pages of the document as LibreOffice lays them out."""
    return page_texts(libreoffice(real, "pdf"))


def test_another_program_opens_it_with_the_same_headings_and_pages(opened, page, real):
    text = "".join("".join(opened).split()).lower()
    for heading in headings_of(page):
        assert "".join(heading.split()).lower() in text, heading
    own = len(page_texts(real.with_suffix(".pdf")))
    assert abs(len(opened) - own) <= 10
    empty = [number for number, text in enumerate(opened, 1) if len(text.strip()) < 20]
    assert empty == []


def test_no_figure_is_broken_by_the_edge_of_its_cell(opened, document):
    """In columns of numbers each one stands on one line."""
    lines = {plain(line) for text in opened for line in text.splitlines()}
    words = {word for line in lines for word in line.split()}
    broken = set()
    for table in tables_of(document):
        for cell in table._tbl.iter(qn("w:tc")):
            paragraph = cell.p_lst[0]
            if paragraph.alignment is not None and paragraph.alignment.name == "RIGHT":
                broken |= set(text_in(cell).split()) - words
    assert broken == set()
