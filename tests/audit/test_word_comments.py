"""Findings written back into a copy of a Word file as comments."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from typer.testing import CliRunner

from helpers.audit.examine import examine
from helpers.audit.readers import read_passages
from helpers.cli.main import app
from helpers.export.docx.audit_comments import with_comments

RIGHT = "Đã giải ngân 50/80 triệu đồng, đạt 62,5% kế hoạch."
WRONG = "Đã giải ngân 50/80 triệu đồng, đạt 65,2% kế hoạch."


def word_file(tmp_path):
    document = Document()
    document.add_paragraph(RIGHT)
    paragraph = document.add_paragraph("Năm 2023. ")
    paragraph.add_run(WRONG[:20])
    paragraph.add_run(WRONG[20:]).bold = True
    table = document.add_table(rows=0, cols=2)
    for label, count in (("Đơn vị", "Số hộ"), ("Xã Mẫu", "40"), ("Xã Thử", "50"), ("Tổng", "95")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, count
    path = tmp_path / "a.docx"
    document.save(path)
    return path


def test_each_finding_is_a_comment_at_its_words(tmp_path):
    path = word_file(tmp_path)
    passages = read_passages(path)
    content, count = with_comments(path, passages, examine(path.name, passages), "vi")
    copy = Document(BytesIO(content))
    comments = [comment.text for comment in copy.comments]
    assert count == len(comments) == 2
    assert comments[0].startswith("Mâu thuẫn. ") and "65,2%" in comments[0]
    assert "95" in comments[1]
    assert [p.text for p in copy.paragraphs] == [p.text for p in Document(path).paragraphs]
    marked = [p.text for p in copy.paragraphs if p._p.xpath(".//w:commentRangeStart")]
    assert marked == [f"Năm 2023. {WRONG}"]


def test_the_command_writes_a_copy_and_leaves_the_file(tmp_path):
    path = word_file(tmp_path)
    before = path.read_bytes()
    folder = tmp_path / "out"
    result = CliRunner().invoke(app, ["audit", str(path), "--docx", str(folder)])
    assert result.exit_code
    assert path.read_bytes() == before
    assert len(list(Document(folder / "a-nhan-xet.docx").comments)) == 2
    assert "2 nhận xét" in result.output
