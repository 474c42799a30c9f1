"""Blocks as HTML: everything that people wrote is escaped, facts lead to their sources."""

import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote

from helpers.export.html.html_blocks import render_blocks
from helpers.narrative.blocks import (
    BulletList,
    Column,
    Figure,
    Heading,
    Label,
    Paragraph,
    Supplied,
    Table,
    TableRow,
)
from helpers.narrative.facts import Fact

HOSTILE = "<script>alert('x')</script>\"&"
VALUE = Decimal("1178.47")
FACT = Fact("a.b.actual", VALUE, "1.178,47\u00a0ha", "ha", None, (), "a.b", "actual", "t7")


def test_hostile_text_is_escaped_everywhere():
    html = render_blocks(
        [
            Heading(3, HOSTILE, "x"),
            Paragraph((HOSTILE, Supplied(HOSTILE)), lead=HOSTILE),
            BulletList((Paragraph((HOSTILE,)),)),
            Table(HOSTILE, (Column(HOSTILE), Column("n", "num")), (TableRow((HOSTILE, HOSTILE)),)),
            Figure(b"<svg/>", HOSTILE, HOSTILE, 1),
        ]
    )
    # heading 1, paragraph 3, list 1; table: caption, label, column, 2 cells; figure: 2 in tags, 2
    assert "<script" not in html and html.count("&lt;script&gt;") == 1 + 3 + 1 + 5 + 4


def test_fact_is_a_link_to_its_sources():
    html = render_blocks([Paragraph(("Diện tích ", FACT, "."))])
    assert "Diện tích <a id=bt7 href=#t7-actual>1.178,47\u00a0ha</a>." in html
    unlinked = render_blocks([Paragraph((replace(FACT, anchor=""),))])
    assert "<a" not in unlinked and "1.178,47\u00a0ha" in unlinked


def test_row_of_a_figure_leads_back_to_its_first_place():
    linked = set()
    text = render_blocks([Paragraph((FACT, " và ", FACT))], linked)
    assert text.count("<a ") == 2 and text.count("id=bt7") == 1
    rows = (TableRow(("Lúa", FACT), anchor="t7"), TableRow(("Ngô", FACT), anchor="t8"))
    target = Table("Bảng 1", (Column("A"), Column("B", "num")), rows, is_target=True)
    html = render_blocks([target], linked)
    assert "<tr id=t7 tabindex=-1><th scope=row><a href=#bt7>Lúa</a>" in html
    assert "<th scope=row>Ngô" in html, "nothing leads to this row"


def test_label_is_text_or_a_reference():
    html = render_blocks([Paragraph((Label("Dự án 1"), Label("Biểu số 01", "form-01")))])
    assert "Dự án 1<a class=ref href=#form-01>Biểu số 01</a>" in html


def test_table_has_caption_scopes_and_empty_cells():
    rows = (TableRow(("Lúa", None)), TableRow(("Tổng", (FACT, "*")), kind="total", anchor="t7"))
    html = render_blocks([Table("Bảng 1", (Column("Chỉ tiêu"), Column("Số", "num")), rows)])
    assert "<caption><span>Bảng 1</span></caption>" in html
    assert html.count("scope=col>") == 2 and html.count("scope=row>") == 2
    assert '<table class="num-2 ">' in html and "<tr class=total id=t7 tabindex=-1>" in html
    assert "<td><a id=bt7 href=#t7-actual>1.178,47\u00a0ha</a>*" in html
    assert "None" not in html


def test_a_single_cell_spans_the_table():
    table = Table("Bảng 1", (Column("A"), Column("B")), (TableRow(("Nhóm",), kind="group"),))
    assert "<tr class=group><th scope=rowgroup colspan=2>Nhóm" in render_blocks([table])


def test_items_below_an_item():
    below = Paragraph((), lead="Nội dung số 01:", items=(Paragraph(("Vốn giao",)),))
    html = render_blocks([BulletList((below,))])
    assert html.count("<ul>") == 2 and "<li>Vốn giao</li>" in html


def test_picture_survives_its_address():
    image = "<svg xmlns='x'><text fill=\"#123\">50% & 'đạt' > 1</text></svg>".encode()
    html = render_blocks([Figure(image, "Hình 1", "Đọc", 1)])
    address = re.search(r"src='data:image/svg\+xml;charset=utf-8,([^']*)'", html).group(1)
    assert unquote(address).encode() == image and "#" not in address


def test_a_phone_gets_the_picture_that_is_drawn_for_it():
    wide, narrow = b"<svg width='9'/>", b"<svg width='4'><text>a b</text></svg>"
    html = render_blocks([Figure(wide, "H\u00ecnh 1", "\u0110\u1ecdc", 1, narrow=narrow)])
    source = re.search(r"<source media=\"([^\"]*)\" srcset='data:[^,]*,([^']*)'>", html)
    assert source.group(1) == "screen and (max-width: 700px)", "paper has the wide one"
    assert " " not in source.group(2), "a blank would end the address"
    assert unquote(source.group(2)).encode() == narrow
    assert "<picture" not in render_blocks([Figure(wide, "H\u00ecnh 1", "\u0110\u1ecdc", 1)])
