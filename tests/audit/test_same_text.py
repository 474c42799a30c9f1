"""The other files of a report state what the examined one states, or the report is not written."""

from __future__ import annotations

import pytest
from docx import Document

from helpers.audit.gate import require_same_text
from helpers.audit.same_text import StatedText
from helpers.core.errors import ReportError

SENTENCES = (
    "Toàn huyện Mẫu có 1.245 hộ nghèo, giảm 87 hộ so với cùng kỳ năm trước.",
    "Đã giải ngân 5.013,06 triệu đồng/26.744 triệu đồng, đạt 18,74% kế hoạch.",
    "Có 31 người có uy tín.",
)
SUMMARY = '<section class="summary"><p>Tóm tắt: 5,01 tỷ đồng.</p></section>'
DATA = "<details><summary>Số liệu</summary><table><tr><td>Đàn lợn<td>9.876</table></details>"


def page(tmp_path, sentences=SENTENCES, more=""):
    path = tmp_path / "a.html"
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    path.write_text(f"<html><body>{text}{more}</body></html>", encoding="utf-8")
    return path


def word_file(tmp_path, sentences):
    path = tmp_path / "a.docx"
    document = Document()
    for sentence in sentences:
        document.add_paragraph(sentence)
    document.save(path)
    return path


def test_the_same_text_passes_with_what_only_a_page_has(tmp_path):
    require_same_text(page(tmp_path, more=SUMMARY + DATA), [word_file(tmp_path, SENTENCES)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.245", "1.254"),
        ("87 hộ", "78 hộ"),
        ("18,74%", "17,84%"),
        ("26.744", "27.644"),
        ("31 người", "13 người"),
        ("giảm 87", "tăng 87"),
    ],
)
def test_another_figure_or_word_stops_the_report(tmp_path, old, new):
    others = [sentence.replace(old, new) for sentence in SENTENCES]
    with pytest.raises(ReportError, match=r"a\.docx"):
        require_same_text(page(tmp_path), [word_file(tmp_path, others)])


@pytest.mark.parametrize("sentences", [SENTENCES[:2], (*SENTENCES, "Đàn lợn có 12.345 con.")])
def test_a_sentence_less_or_more_is_a_difference(tmp_path, sentences):
    stated = StatedText(page(tmp_path))
    assert stated.first_difference(word_file(tmp_path, sentences))


def test_a_figure_that_stands_elsewhere_too_is_known_by_its_neighbours(tmp_path):
    swapped = [s.replace("1.245", "X").replace("31", "1.245").replace("X", "31") for s in SENTENCES]
    assert StatedText(page(tmp_path)).first_difference(word_file(tmp_path, swapped))
