"""Raised figures: of a unit, of a power, or the mark of a note, in Word, pages and plain text."""

from __future__ import annotations

import pytest
from word_files import RAISED, paragraph, run, texts

from helpers.audit.examine import examine
from helpers.audit.readers.note_marks import without_note_marks
from helpers.audit.readers.report_file import passages_of, read_passages

# What is typed, the raised part between braces; what is read.
CASES = [
    ("1.178,47{1}/1.187 ha", "1.178,47/1.187 ha"),
    ("1.313{2} con", "1.313 con"),
    ("1.313{(2)} con", "1.313 con"),
    ("1.313{1, 2} con", "1.313 con"),
    ("1.313{*} con", "1.313 con"),
    ("1.313{a} con", "1.313 con"),
    ("đàn bò{3} 5 con", "đàn bò 5 con"),
    ("98%{1} kế hoạch", "98% kế hoạch"),
    ("đạt kế hoạch.{4}", "đạt kế hoạch."),
    ("500 m{2} sàn", "500 m² sàn"),
    ("12 km{2}", "12 km²"),
    ("12 km{23}", "12 km²"),
    ("60 người/km{2}", "60 người/km²"),
    ("9 m{3} gỗ", "9 m³ gỗ"),
    ("năm{2} nay", "năm nay"),
    ("2 x 10{3} tấn", "2 x 10³ tấn"),
    ("lúc 25{o}C", "lúc 25oC"),
    ("giao 1{2}3 hộ", "giao 1²3 hộ"),
    ("khoảng {1}/2 số hộ", "khoảng 1/2 số hộ"),
    ("lần thứ 5{th}", "lần thứ 5th"),
]  # fmt: skip


def parts(typed: str) -> list[tuple[str, bool]]:
    before, _, rest = typed.partition("{")
    within, _, behind = rest.partition("}")
    return [(before, False), (within, True), (behind, False)]


@pytest.mark.parametrize(("typed", "read"), CASES)
def test_in_word(typed, read):
    runs = [run(text, RAISED if is_raised else "") for text, is_raised in parts(typed) if text]
    assert texts(paragraph(*runs)) == [read]


@pytest.mark.parametrize(("typed", "read"), CASES)
def test_in_a_page(typed, read):
    page = "<p>" + typed.replace("{", "<sup><a>").replace("}", "</a></sup>")
    assert [p.text for p in passages_of(page.encode(), "a.html")] == [read]


def test_in_a_pdf_in_its_text_and_its_tables(tmp_path):
    import weasyprint

    page = "<p>Đàn bò 1.313<sup>2</sup>/1.330<sup>13</sup> con, 5 m<sup>2</sup>.<sup>4</sup></p>"
    page += "<table><tr><td>Bò<td>1.313<sup>2</sup><td>5 m<sup>2</sup></table>"
    path = tmp_path / "a.pdf"
    weasyprint.HTML(string=page).write_pdf(path, pdf_tags=True)
    found = sorted(p.text for p in read_passages(path))
    assert found == ["Bò | 1.313 | 5 m²", "Đàn bò 1.313/1.330 con, 5 m²."]


@pytest.mark.parametrize("properties", ['<w:rStyle w:val="Note"/>', '<w:position w:val="8"/>'])
def test_raised_by_a_style_or_by_its_position(properties):
    style = f'<w:style w:type="character" w:styleId="Note"><w:rPr>{RAISED}</w:rPr></w:style>'
    body = paragraph(run("1.313"), run("2", properties), run(" con"))
    assert texts(body, style) == ["1.313 con"]


def test_a_mark_in_several_runs_and_a_text_that_is_raised_as_a_whole():
    pieces = run("98"), run("1", RAISED), run(",", RAISED), run("2", RAISED), run("/100")
    assert texts(paragraph(*pieces) + paragraph(run("47", RAISED))) == ["98/100", "47"]


@pytest.mark.parametrize(
    ("text", "read"),
    [("1.313² con", "1.313 con"), ("5 m², 7 km²¹", "5 m², 7 km²"), ("1.313 ² con", "1.313 con")],
)
def test_raised_characters_of_a_plain_text(text, read):
    assert without_note_marks(text) == read


def test_a_claim_with_note_marks_is_examined():
    text = "<p>Đàn bò 1.313<sup>2</sup>/1.330<sup>3</sup> con, đạt 88,7% kế hoạch.</p>"
    found = examine("a.html", passages_of(text.encode(), "a.html"))
    assert [(item.claim.stated, item.is_contradiction) for item in found] == [("88,7%", True)]
    assert found[0].words == "1.313/1.330 con, đạt 88,7% kế hoạch"
