"""Blocks as HTML: everything that people wrote is escaped, facts carry key and exact value."""

from decimal import Decimal

from helpers.export.blocks import render_blocks
from helpers.narrative.blocks import (
    BulletList,
    Column,
    Figure,
    Heading,
    Paragraph,
    Supplied,
    Table,
    TableRow,
)
from helpers.narrative.facts import Fact

HOSTILE = "<script>alert('x')</script>\"&"
FACT = Fact("a.b.actual", Decimal("1178.47"), "1.178,47\u00a0ha", "ha", None, ())


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
    # heading 1, paragraph 3, list 1, table: caption, label, column, 2 cells; figure: alt, 2 texts
    assert "<script" not in html and html.count("&lt;script&gt;") == 1 + 3 + 1 + 5 + 3


def test_fact_carries_key_and_value():
    html = render_blocks([Paragraph(("Diện tích ", FACT, "."))])
    assert 'value="1178.47" data-fact="a.b.actual">1.178,47\u00a0ha</data>' in html


def test_table_has_caption_scopes_and_empty_cells():
    rows = (TableRow(("Lúa", None)), TableRow(("Tổng", FACT), kind="total"))
    html = render_blocks([Table("Bảng 1", (Column("Chỉ tiêu"), Column("Số", "num")), rows)])
    assert "<caption><span>Bảng 1</span></caption>" in html
    assert html.count('scope="col"') == 2 and html.count('scope="row"') == 2
    assert '<td class="num"></td>' in html and '<tr class="total">' in html
    assert "None" not in html
