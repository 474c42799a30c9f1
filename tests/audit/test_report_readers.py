"""Readers of finished reports: the same wrong claim is found in every kind of file."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from typer.testing import CliRunner

from helpers.audit.examine import examine_file
from helpers.audit.gate import require_consistent
from helpers.cli.main import app
from helpers.ground.errors import InputError, ReportError

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
    from helpers.export.pdf import load_weasyprint

    load_weasyprint().HTML(string=f"<p>{WRONG}</p><p>Tổng 30 hộ, gồm: nhóm một 10 hộ; nhóm hai "
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
    with pytest.raises(ReportError, match="65,2%"):
        require_consistent([path])


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
    from helpers.export.pdf import load_weasyprint

    path = tmp_path / "quet.pdf"
    load_weasyprint().HTML(
        string="<svg width=10 height=10><rect width=5 height=5 /></svg>"
    ).write_pdf(path)
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
