"""A file of which nothing, or not all, could be read is never passed over in silence."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from typer.testing import CliRunner
from word_files import paragraph, run, word_file

from helpers.audit.readers.report_file import passages_of
from helpers.cli.main import app
from helpers.core.errors import InputError
from helpers.core.messages import message

WRONG = "Diện tích lúa xuân thực hiện 1.178,47/1.187 ha, đạt 95,3% kế hoạch."
TCVN3 = "DiÖn tÝch lóa xu©n thùc hiÖn 1.178,47/1.187 ha, ®¹t 95,3% kÕ ho¹ch."
VNI = "Dieän tích luùa xuaân thöïc hieän 1.178,47/1.187 ha, ñaït 95,3% keá hoaïch."
OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
LOCKED = OLD_WORD + "EncryptedPackage".encode("utf-16-le")


def audit(*arguments):
    result = CliRunner().invoke(app, ["audit", *map(str, arguments)])
    code = 2 if isinstance(result.exception, InputError) else result.exit_code
    return code, f"{result.output} {result.exception or ''}"


def misread(text: str, page: str) -> str:
    return "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in text.encode("utf-8"))


@pytest.mark.parametrize(
    "data",
    [
        WRONG.encode("utf-8-sig"), WRONG.encode("utf-16"), WRONG.encode("utf-16-le"),
        TCVN3.encode("cp1252"), VNI.encode("cp1252"),
        misread(WRONG, "latin-1").encode(), misread(WRONG, "cp1258").encode("utf-8-sig"),
        misread(misread(WRONG, "cp1252"), "cp1252").encode("utf-16"),
    ],
)  # fmt: skip
def test_a_text_in_any_encoding_is_examined(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    code, output = audit(path)
    assert code == 1 and "95,3%" in output


@pytest.mark.parametrize("text", [TCVN3, VNI, misread(WRONG, "cp1252")])
def test_old_letters_in_word_files_and_pages(text):
    for data, name in ((word_file(paragraph(run(text))), "a.docx"), (text.encode(), "a.html")):
        assert [p.text for p in passages_of(data, name)] == [WRONG]


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        ("Di?n tích lúa xuân th?c hi?n 1.178,47/1.187 ha, ??t 95,3% k? ho?ch.".encode(), "a.txt",
         "garbled"),
        (("ÞßðñÐ ÝÞßþ ðþæøå ßåÞþ æøðßÞ " * 3).encode(), "a.txt", "garbled"),
        (WRONG.encode("utf-32"), "a.txt", "garbled"),
        (b"", "a.docx", "empty_file"),
        (b" \r\n", "a.txt", "empty_file"),
        (word_file(paragraph()), "a.docx", "no_text"),
        (b"PK\x03\x04xx", "a.docx", "cannot_open"),
        (OLD_WORD, "a.docx", "save_as_word"),
        (OLD_WORD, "a.doc", "save_as_word"),
        (LOCKED, "a.docx", "password"),
        (b"{\\rtf1 x}", "a.docx", "save_as_word"),
        (b"x", "a.odt", "save_as_word"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_cause(data, name, key):
    with pytest.raises(InputError) as caught:
        passages_of(data, name)
    assert caught.value.key == f"audit.{key}"


def test_a_file_is_read_as_what_it_is_whatever_its_name_says():
    data = word_file(paragraph(run(WRONG)))
    page = f"<html><p>{WRONG}</p></html>".encode()
    for content, name in ((data, "a.doc"), (page, "a.doc"), (page, "a.docx")):
        assert [p.text for p in passages_of(content, name)] == [WRONG]


def test_the_command_ends_with_2_where_nothing_could_be_examined(tmp_path):
    code, output = audit(tmp_path / "khong-co.docx")
    assert code == 2 and "Không có tệp «khong-co.docx»" in output
    path = tmp_path / "khong-dau.txt"
    path.write_text("Dien tich lua xuan 1.178,47/1.187 ha, dat 95,3% ke hoach.", "utf-8")
    code, output = audit(path)
    assert code == 2 and "tiếng Việt có dấu" in output


def test_a_text_without_figures_to_compare_is_no_count_of_zero(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Kính gửi Ủy ban nhân dân tỉnh.", "utf-8")
    code, output = audit(path)
    assert (code, output.strip()) == (0, message("audit.summary_none", file="a.txt"))


def test_old_word_files_of_a_folder_are_named(tmp_path):
    (tmp_path / "a.txt").write_text(WRONG.replace("95,3", "99,3"), "utf-8")
    (tmp_path / "b.doc").write_bytes(OLD_WORD)
    (tmp_path / "c.png").write_bytes(b"x")
    code, output = audit(tmp_path)
    assert code == 1 and "b.doc" in output and "c.png" not in output


def test_scanned_pages_of_a_pdf_are_named(tmp_path):
    import weasyprint

    picture = '<svg width="90" height="90"><rect width="50" height="50" /></svg>'
    gap = '<p style="break-before: page"></p>'
    right = WRONG.replace("95,3", "99,3")
    path = tmp_path / "a.pdf"
    body = f"<p>{right}</p>{gap}{picture}{gap}<p>Hết.</p>"
    weasyprint.HTML(string=body).write_pdf(path)
    code, output = audit(path, "--json", tmp_path / "a.json")
    assert code == 1 and "trang 2" in output
    (record,) = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert record["verdict"] == "agrees"


def test_a_mail_whose_attachment_cannot_be_read_is_a_finding(tmp_path):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail.set_content("Kính gửi Ủy ban nhân dân tỉnh.")
    mail.add_attachment(OLD_WORD, maintype="application", subtype="msword", filename="b.doc")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(mail))
    code, output = audit(path)
    assert code == 1 and "b.doc" in output


def test_part_names_are_found_whatever_their_case():
    buffer = io.BytesIO()
    data = word_file(paragraph(run(WRONG)))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("document.xml", "Document.XML"), old.read(name))
    assert [p.text for p in passages_of(buffer.getvalue(), "a.docx")] == [WRONG]
