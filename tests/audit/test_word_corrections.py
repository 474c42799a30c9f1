"""What is deleted, moved away, struck or hidden in a Word file is no content."""

from __future__ import annotations

import pytest
from word_files import cell, paragraph, row, run, table, texts

STYLES = (
    '<w:style w:type="character" w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Struck"/></w:style>'
    '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="OldStruck"><w:rPr><w:strike/></w:rPr></w:style>'
)


def corrected(kind: str, text: str) -> str:
    return f"<w:{kind}>{run(text)}</w:{kind}>"


def test_deleted_and_moved_text():
    body = paragraph(
        run("đạt "), corrected("del", "1"), corrected("moveFrom", "95,3"),
        corrected("moveTo", "99"), corrected("ins", ",3"), run("%"),
    )  # fmt: skip
    assert texts(body) == ["đạt 99,3%"]


def test_a_paragraph_with_a_deleted_end_goes_on_in_the_next():
    joined = paragraph(run("đạt 95,"), properties="<w:rPr><w:del/></w:rPr>")
    assert texts(joined + paragraph(run("3%")) + paragraph(run("mới"))) == ["đạt 95,3%", "mới"]


def test_deleted_rows_and_cells():
    kept = row(cell(paragraph(run("a"))), cell(paragraph(run("5")), "<w:cellDel/>"))
    gone = row(cell(paragraph(run("b"))), properties="<w:del/>")
    assert texts(table(kept, gone)) == ["a | "]


@pytest.mark.parametrize(
    ("properties", "is_read"),
    [
        ("<w:strike/>", False),
        ('<w:strike w:val="0"/>', True),
        ('<w:strike w:val="false"/>', True),
        ("<w:dstrike/>", False),
        ("<w:vanish/>", False),
        ('<w:rStyle w:val="Struck"/>', False),
        ('<w:rStyle w:val="Child"/>', False),
        ('<w:rStyle w:val="Child"/><w:strike w:val="0"/>', True),
        ('<w:rStyle w:val="Hidden"/>', False),
        ("<w:i/>", True),
        ('<w:vertAlign w:val="subscript"/>', True),
    ],
)
def test_struck_and_hidden_runs(properties, is_read):
    assert texts(paragraph(run("đạt "), run("95%", properties)), STYLES) == [
        "đạt 95%" if is_read else "đạt "
    ]


@pytest.mark.parametrize("style", ["Old", "OldStruck"])
def test_a_paragraph_struck_by_its_style_but_for_some_runs(style):
    runs = run("95%"), run("99%", '<w:strike w:val="0"/><w:dstrike w:val="0"/>')
    body = paragraph(*runs, properties=f'<w:pStyle w:val="{style}"/>')
    assert texts(body, STYLES) == ["99%"]


def test_two_styles_that_both_strike_leave_the_text_unstruck():
    """ISO 29500-1, 17.7.3: toggle properties of a paragraph's and a run's style cancel out."""
    body = paragraph(run("9", '<w:rStyle w:val="Struck"/>'), run("8"),
                     properties='<w:pStyle w:val="OldStruck"/>')  # fmt: skip
    assert texts(body, STYLES) == ["9"]


def test_what_holds_where_nothing_is_said():
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault>"
    body = paragraph(run("ẩn"), run("hiện", '<w:vanish w:val="0"/>'))
    assert texts(body, f"{defaults}</w:docDefaults>") == ["hiện"]
