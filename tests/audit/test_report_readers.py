"""Readers of finished reports: the same wrong claim is found in every kind of file."""

from __future__ import annotations

import json
import unicodedata
from email.message import EmailMessage

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from typer.testing import CliRunner

from helpers.audit.examine import examine_file
from helpers.audit.gate import own_contradictions
from helpers.audit.readers import read_html, read_passages
from helpers.cli.main import app
from helpers.core.errors import InputError
from helpers.core.text import TONE_MARKS

WRONG = "Trồng rừng 50/80 ha, đạt 65,2% kế hoạch, kinh phí 1.234,5 triệu đồng."
TABLE = [["Đơn vị", "Số hộ"], ["Xã Một", "120"], ["Xã Hai", "130"], ["Tổng cộng", "300"]]


def page() -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in TABLE)
    return f"<style>p::after{{content:'1/2 = 9%'}}</style><p>{WRONG}</p><table>{cells}</table>"


def write_txt(path):
    path.write_text(WRONG + "\n\n" + "\n".join("| " + " | ".join(r) + " |" for r in TABLE), "utf-8")


def write_html(path):
    path.write_text(page(), encoding="utf-8")


def write_docx(path):
    document = Document()
    document.add_paragraph(WRONG)
    table = document.add_table(rows=0, cols=2)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)


def write_pdf(path):
    import weasyprint

    weasyprint.HTML(string=f"<p>{WRONG}</p><p>Tổng 30 hộ, gồm: nhóm một 10 hộ; nhóm hai "
                           "19 hộ.</p>").write_pdf(path)  # fmt: skip


def write_eml(path):
    message = EmailMessage()
    message["Subject"] = "Báo cáo"
    message.set_content("Kính gửi")
    message.add_attachment(
        page().encode(), maintype="text", subtype="html", filename="bao-cao.html"
    )
    path.write_bytes(bytes(message))


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "pdf", "eml"])
def test_wrong_claims_are_found_in_every_kind(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    globals()[f"write_{kind}"](path)
    found = [item for item in examine_file(path) if item.is_contradiction]
    assert len(found) == 2
    assert found[0].words == "50/80 ha, đạt 65,2% kế hoạch"
    assert found[0].claim.shown == "62,500%"


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_no_contradiction_passes_the_gate(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    globals()[f"write_{kind}"](path)
    first, _ = own_contradictions(path)
    assert (first.file, first.stated, first.computed) == (path.name, "65,2%", "62,500%")


@pytest.mark.parametrize(
    ("told", "passes"),
    [
        # 2.533 + 1.870 + 4.353 + 2.485 + 1.102 = 12.343: like the total, but need not be it
        ("12.373 thẻ, trong đó hộ nghèo 2.533 thẻ, hộ cận nghèo 1.870 thẻ, vùng cao 4.353 thẻ, "
         "người Kinh 2.485 thẻ, trẻ em 1.102 thẻ", True),
        ("12.373 thẻ, gồm hộ nghèo 2.533 thẻ, hộ cận nghèo 1.870 thẻ, vùng cao 4.353 thẻ, "
         "người Kinh 2.485 thẻ, trẻ em 1.102 thẻ", False),
    ],
)  # fmt: skip
def test_a_likeness_is_told_but_stops_no_report(tmp_path, told, passes):
    path = tmp_path / "a.html"
    path.write_text(f"<p>Đã cấp {told}.</p>", encoding="utf-8")
    assert [item.is_contradiction for item in examine_file(path)] == [True]
    assert ["12.373" in found.stated for found in own_contradictions(path)] == [True] * (not passes)


def test_footnotes_are_read(tmp_path):
    path = tmp_path / "a.docx"
    document = Document()
    document.add_paragraph("Nội dung 1.234,5 ha.")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    blob = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote><w:p><w:r><w:t>{WRONG}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    ).encode()
    name = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), name, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(path)
    assert [item.is_contradiction for item in examine_file(path)] == [True]


def test_a_scan_without_text_is_told(tmp_path):
    import weasyprint

    path = tmp_path / "quet.pdf"
    weasyprint.HTML(string="<svg width=10 height=10><rect width=5 height=5 /></svg>").write_pdf(
        path
    )
    with pytest.raises(InputError, match="quet.pdf"):
        examine_file(path)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_damaged_file_is_told(tmp_path, kind):
    path = tmp_path / f"hong.{kind}"
    path.write_bytes(b"\x00\x01" * 50)
    with pytest.raises(InputError, match="hong"):
        examine_file(path)


def test_the_command_reads_folders_and_writes_page_json_and_csv(tmp_path):
    folder = tmp_path / "den"
    folder.mkdir()
    write_html(folder / "a.html")
    write_docx(folder / "b.docx")
    (folder / "~$b.docx").write_bytes(b"")
    out = tmp_path / "ra"
    given = ["audit", str(folder), "--html", str(out), "--json", str(out / "x.json"),
             "--csv", str(out / "x.csv")]  # fmt: skip
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 1
    records = json.loads((out / "x.json").read_text(encoding="utf-8"))
    assert {record["file"] for record in records} == {"a.html", "b.docx"}
    assert (out / "x.csv").read_text(encoding="utf-8-sig").count("contradiction") == 4
    text = (out / "a.html.html").read_text(encoding="utf-8")
    assert 'class="contradiction" id="m1"' in text and "62,500%" in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def test_text_of_a_report_cannot_leave_its_place_in_the_page(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"<script>alert(1)</script> {WRONG}", encoding="utf-8")
    CliRunner().invoke(app, ["audit", str(path), "--html", str(tmp_path)])
    text = (tmp_path / "a.txt.html").read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "NFD"])
def test_text_in_the_encodings_of_offices(tmp_path, encoding):
    path = tmp_path / "a.txt"
    decomposed = unicodedata.normalize("NFD", WRONG)
    # Windows-1258 has the letters with their hats and horns, and the tone marks apart
    typed = "".join(_for_1258(letter) for letter in WRONG) if encoding == "cp1258" else WRONG
    text = decomposed if encoding == "NFD" else typed
    path.write_bytes(text.encode("utf-8" if encoding == "NFD" else encoding))
    assert [i.is_contradiction for i in examine_file(path)] == [True]


def _for_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        return unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONE_MARKS)) + (
            "".join(p for p in parts if p in TONE_MARKS)
        )


def test_cells_that_span_rows_and_columns_keep_their_places():
    page = (
        "<table><tr><th rowspan=2>Xã</th><th colspan=2>Số hộ</th></tr><tr><th>Nghèo</th>"
        "<th>Cận nghèo</th></tr><tr><td rowspan=2>Xã Một</td><td>5</td><td>6</td></tr>"
        "<tr><td>7</td><td>8</td></tr></table><p>Sau bảng"
    )
    found = list(read_html(page.encode(), "a.html"))
    assert [p.cells for p in found[:4]] == [
        ("Xã", "Số hộ", "Số hộ"), ("Xã", "Nghèo", "Cận nghèo"), ("Xã Một", "5", "6"),
        ("Xã Một", "7", "8"),
    ]  # fmt: skip
    assert [p.text for p in found[4:]] == ["Sau bảng"]


def test_a_table_within_a_cell_is_a_table_of_its_own():
    inner = "<table><tr><td>trong</td><td>1</td></tr></table>"
    page = f"<table><tr><td>ngoài {inner} sau</td><td>2</td></tr></table>"
    found = [(p.table, p.cells) for p in read_html(page.encode(), "a.html")]
    assert found == [(2, ("trong", "1")), (1, ("ngoài sau", "2"))]


def test_word_tables_in_cells_and_merged_cells(tmp_path):
    path = tmp_path / "a.docx"
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Đầu"
    table.cell(1, 0).text = "12"
    inner = table.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = WRONG
    document.save(path)
    found = read_passages(path)
    assert [p.cells for p in found] == [("Đầu", "Đầu"), ("12", ""), (WRONG,)]


def test_struck_text_of_a_correction_is_no_text(tmp_path):
    path = tmp_path / "a.docx"
    document = Document()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<w:p xmlns:w="{space}"><w:r><w:t xml:space="preserve">đạt </w:t></w:r>'
        "<w:del><w:r><w:delText>65%</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>62%</w:t></w:r></w:ins></w:p>"
    )
    document.element.body.insert(0, parse_xml(xml))
    document.save(path)
    assert read_passages(path)[0].text == "đạt 62%"


def test_page_numbers_and_running_heads_of_a_pdf_are_no_text(tmp_path):
    import weasyprint

    path = tmp_path / "a.pdf"
    style = "@page { @top-center { content: counter(page) } @bottom-left { content: 'Huyện Mẫu' } }"
    gap = '<span style="display: block; break-before: page"></span>'
    body = f"<p>Một câu.</p>{gap}<p>Trồng rừng 50/80 ha,{gap} đạt 65,2% kế hoạch năm.</p>"
    weasyprint.HTML(string=f"<style>{style}</style>{body}").write_pdf(path)
    assert [p.text for p in read_passages(path)] == [
        "Một câu.", "Trồng rừng 50/80 ha, đạt 65,2% kế hoạch năm."
    ]  # fmt: skip


CHART = "<svg role=img aria-label=x width=200 height=40><text y=20>50/80 ha 65,2%</text></svg>"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (f"<p>Một câu.</p>{CHART}<p>Câu sau.</p>", ["Một câu.", "Câu sau."]),
        (CHART, ["50/80 ha 65,2%"]),
    ],
)
def test_labels_of_a_chart_are_no_text_unless_a_page_has_no_other(tmp_path, body, texts):
    import weasyprint

    path = tmp_path / "a.pdf"
    weasyprint.HTML(string=body).write_pdf(path, pdf_tags=True)
    assert [p.text for p in read_passages(path)] == texts


def test_a_mail_within_a_mail_and_an_attachment_that_cannot_be_read(tmp_path):
    path, inner, outer = tmp_path / "a.eml", EmailMessage(), EmailMessage()
    inner.set_content(WRONG)
    outer.set_content("Kính gửi")
    outer.add_attachment(inner)
    outer.add_attachment(b"\x00\x01", maintype="application", subtype="pdf", filename="hong.pdf")
    path.write_bytes(bytes(outer))
    texts = [p.text for p in read_passages(path)]
    assert texts[:2] == ["Kính gửi", WRONG] and "hong.pdf" in texts[2]


def test_one_damaged_file_of_a_folder_is_told_and_the_others_are_read(tmp_path):
    write_html(tmp_path / "a.html")
    (tmp_path / "hong.docx").write_bytes(b"\x00")
    result = CliRunner().invoke(app, ["audit", str(tmp_path)])
    assert result.exit_code == 1
    assert "hong.docx" in result.output and "a.html" in result.output
