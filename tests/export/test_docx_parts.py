"""Word documents of a few invented parts: odd texts, widths, pages, lists, names of places."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx_parts import HEAD, SECTION, members, part, table
from lxml import etree
from PIL import Image, ImageFont

from helpers.core.errors import ReportError
from helpers.core.fonts import font_path
from helpers.export import writing
from helpers.export.docx.document import write_docx
from helpers.export.docx.runs import name_of
from helpers.export.pictures import png_of
from helpers.export.text_widths import column_widths, table_height, text_mm
from helpers.narrative.blocks import BulletList, Figure, Heading, Paragraph, Supplied, TableRow

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="{}pt" viewBox="0 0 72 {}">'
    b'<rect width="72" height="9"/></svg>'
)


@pytest.fixture
def write(tmp_path):
    """Write parts and open the file again."""

    def written(*parts, head=HEAD):
        write_docx(parts, head, tmp_path / "a.docx")
        return Document(tmp_path / "a.docx")

    return written


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_same_report_same_bytes(tmp_path):
    for name in ("a.docx", "b.docx"):
        write_docx([SECTION], HEAD, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_marks_that_word_cannot_hold_are_shown_not_fatal(write):
    odd = "a\x00b\x0bc<&>\ud800"
    cells = table(TableRow((Supplied(odd), odd)))
    head = HEAD.__class__(**{**vars(HEAD), "title": odd * 99, "subject": odd, "signer": odd})
    document = write(
        part(Heading(2, odd, odd), Paragraph((Supplied(odd),), lead=odd), cells), head=head
    )
    shown = "a\ufffdb\ufffdc<&>\ufffd"
    assert shown in texts(document) and f"{shown} {shown}" in texts(document)
    told = next(t for t in document.tables if t.style.name == "Report Table")
    assert [cell.text for cell in told.rows[1].cells] == [shown, shown]
    # Word's properties hold 255 characters.
    assert len(document.core_properties.title) == 255


def test_text_like_a_formula_or_markup_stays_text(write):
    told = "=1+1 <w:br/> {{ x }} [[a]]"
    assert told in texts(write(part(Paragraph((Supplied(told),)))))


def test_lists_have_the_marks_of_an_official_list(write, tmp_path):
    deepest = Paragraph(("d",))
    items = (Paragraph(("b",), items=(Paragraph(("c",), items=(deepest,)),)),)
    document = write(part(BulletList(items)))
    listed = [p for p in document.paragraphs if p.style.name.startswith("List")]
    assert [(p.text, p.style.name) for p in listed] == [
        ("b", "List Bullet"), ("c", "List Bullet 2"), ("d", "List Bullet 2")
    ]  # fmt: skip
    numbering = members(tmp_path / "a.docx")["word/numbering.xml"]
    marks = {
        level.find(qn("w:pStyle")).get(qn("w:val")): level.find(qn("w:lvlText")).get(qn("w:val"))
        for level in numbering.iter(qn("w:lvl"))
    }
    assert marks == {"ListBullet": "-", "ListBullet2": "+"}


def test_wide_piece_among_others_turns_only_its_own_pages(write):
    document = write(SECTION, part(*SECTION.blocks, kind="section landscape"), SECTION)
    sides = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert sides == [False, True, False]


def test_each_annex_starts_a_page_and_its_page_numbers(write):
    annex = part(*SECTION.blocks, kind="annex")
    turned = part(*SECTION.blocks, kind="annex landscape")
    sections = write(SECTION, annex, turned, turned).sections
    assert len(sections) == 4
    restarted = [s._sectPr.find(qn("w:pgNumType")) is not None for s in sections]
    assert restarted == [False, True, True, True]


def test_signature_stands_before_the_annexes(write):
    document = write(part(Heading(2, "Phụ lục", "P"), kind="annex"), SECTION)
    body = list(document.element.body)
    signed = next(n for n, child in enumerate(body) if HEAD.signer in "".join(child.itertext()))
    annex = next(n for n, child in enumerate(body) if "Phụ lục" in "".join(child.itertext()))
    section = next(n for n, child in enumerate(body) if "Nội dung." in "".join(child.itertext()))
    assert section < signed < annex


def test_report_without_parts_and_table_without_rows_are_no_failure(write):
    document = write(part(table()))
    assert len(document.tables[1].rows) == 1
    assert write().tables[-1].rows[0].cells[1].text.endswith(HEAD.signer)


def test_width_of_text_is_that_of_the_typeface():
    # A digit of Times New Roman is half its size wide: ten at 12 pt are 60 pt, 21.17 mm.
    assert text_mm("0123456789", 12) == pytest.approx(60 * 25.4 / 72, rel=0.01)
    text = "Độc lập - Tự do - Hạnh phúc"
    other = ImageFont.truetype(str(font_path("serif-bold")), 1000).getlength(text)
    assert text_mm(text, 14, bold=True) == pytest.approx(other * 14 / 1000 * 25.4 / 72, rel=0.02)


def test_columns_give_figures_the_room_they_need():
    figure = "48.432.484.915"
    told = table(TableRow(("Vốn " * 40, "0", figure)), widths=(90, 5, 5))
    widths = column_widths(told, 165, 12)
    # Eleven digits of half, three points of a quarter of 12 pt.
    needed = (11 * 0.5 + 3 * 0.25) * 12 * 25.4 / 72
    assert sum(widths) == pytest.approx(165)
    assert widths[2] > needed and widths[0] > 100
    assert column_widths(table(widths=(60, 20, 20)), 100, 12) == pytest.approx([60, 20, 20])


def test_columns_without_shares_follow_their_content():
    told = table(TableRow(("Tổng sản lượng lương thực có hạt", "1", "20")), widths=(0, 0, 0))
    first, second, third = column_widths(told, 100, 12)
    assert first > second and first > third and first + second + third == pytest.approx(100)


def test_columns_that_cannot_fit_shrink_alike():
    row = TableRow(("a", *["1.234.567.890,123456"] * 9))
    widths = column_widths(table(row, widths=(10,) * 10), 100, 12)
    assert sum(widths) == pytest.approx(100) and min(widths) > 0


def test_height_of_a_table_counts_the_lines_of_its_highest_cells():
    one = table(TableRow(("a", "1")), widths=(50, 50))
    # A title line and a row at 10 pt: two lines of about 4 mm and a little space.
    assert 8 < table_height(one, [50, 50], 10) < 14
    long = table(TableRow(("từ " * 100, "1")), widths=(50, 50))
    assert table_height(long, [50, 50], 10) > 2 * table_height(one, [50, 50], 10)


def test_lines_under_agency_and_motto_follow_their_words(write):
    left, right = write(SECTION).tables[0].rows[0].cells
    face = ImageFont.truetype(str(font_path("serif-bold")), 1000)

    def share(cell, text, size):
        rule = next(p for p in cell.paragraphs if p._p.find(f".//{qn('w:pBdr')}") is not None)
        form = rule.paragraph_format
        # Word leaves 1.9 mm free on each side of a cell.
        drawn = (cell.width - form.left_indent - form.right_indent) / Mm(1) - 3.8
        return drawn / (face.getlength(text) * size / 1000 * 25.4 / 72)

    # The decree: a third to half of the agency's line; as long as the motto.
    assert 1 / 3 <= share(left, "ỦY BAN NHÂN DÂN", 13) <= 1 / 2
    assert share(right, "Độc lập - Tự do - Hạnh phúc", 14) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("kind", ["section", "section landscape"])
def test_tall_picture_fits_its_page_with_its_caption(write, kind):
    image = PICTURE.replace(b"{}", b"900")
    document = write(part(Figure(image, "Hình 1", "Rất cao."), kind=kind))
    picture, page = document.inline_shapes[0], document.sections[-1]
    if kind != "section":
        page = next(s for s in document.sections if s.orientation == WD_ORIENT.LANDSCAPE)
    text_height = page.page_height - page.top_margin - page.bottom_margin
    assert picture.height <= Mm(200.1)
    # Four lines of 12 points.
    assert picture.height + Mm(4 * 12 * 1.25 * 25.4 / 72) <= text_height
    assert picture.height / picture.width == pytest.approx(900 / 72, rel=0.01)


def test_pictures_are_lettered_with_the_shipped_typeface():
    """A family that no machine has: without the shipped one nothing would be drawn."""
    lettered = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt" viewBox="0 0 72 36" '
        b'font-family="\'No Such Family\', sans-serif"><text x="2" y="20">{}</text></svg>'
    )
    texts = (b"", "Độ".encode(), "Đo".encode())
    blank, marked, plain = (png_of(lettered.replace(b"{}", text)) for text in texts)
    assert len({blank, marked, plain}) == 3
    assert Image.open(BytesIO(marked)).size == (150, 75)


def test_names_of_places_stay_different_and_valid():
    anchors = ["a.b", "a_b", "a-b", "c" * 60, "c" * 61, "III.1.2", "i-11", "i_11"]
    names = [name_of(anchor) for anchor in anchors]
    assert len(set(names)) == len(anchors)
    assert all(name.isidentifier() and len(name) <= 40 for name in names)


def test_locked_target_is_told_and_the_old_file_stays(tmp_path, monkeypatch):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def refuse(path):
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(writing, "atomic_path", refuse)
    with pytest.raises(ReportError) as caught:
        write_docx([SECTION], HEAD, target)
    assert caught.value.key == "export.target_locked"
    assert target.read_bytes() == b"old"


def test_a_machine_without_the_face_is_told_which_one_has_its_widths(write, tmp_path):
    write(part(Paragraph(("Nội dung.",))))
    with ZipFile(tmp_path / "a.docx") as archive:
        fonts = etree.fromstring(archive.read("word/fontTable.xml"))
    (font,) = fonts
    assert font.get(qn("w:name")) == "Times New Roman"
    assert font.find(qn("w:altName")).get(qn("w:val")) == "Liberation Serif"
