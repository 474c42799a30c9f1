"""Word text is read out of whatever it is wrapped in, once, and in its order."""

from __future__ import annotations

import pytest
from word_files import cell, control, paragraph, passages, row, run, strict, table, texts, word_file

from helpers.audit.readers.report_file import passages_of


def test_paragraphs_and_words_in_content_controls():
    body = control(paragraph(run("một "), control(run("hai"))) + control(paragraph(run("ba"))))
    assert texts(body + paragraph(run("bốn"))) == ["một hai", "ba", "bốn"]


def test_rows_and_cells_in_content_controls_and_custom_xml():
    first = row(cell(paragraph(run("a"))), control(cell(paragraph(run("b")))))
    second = f"<w:customXml>{row(cell(control(paragraph(run('c')))), cell(paragraph(run('d'))))}"
    found = passages(control(table(first, control(second + "</w:customXml>"))))
    assert [p.cells for p in found] == [("a", "b"), ("c", "d")]


def test_a_table_within_a_cell_within_a_control():
    inner = table(row(cell(paragraph(run("trong")))))
    found = passages(table(row(cell(control(paragraph(run("ngoài")) + inner)))))
    assert [(p.table, p.text) for p in found] == [(1, "ngoài"), (2, "trong")]


def test_words_of_a_span_are_repeated_and_figures_stand_once():
    head = row(
        cell(paragraph(run("Xã")), '<w:vMerge w:val="restart"/>'),
        cell(paragraph(run("5")), '<w:gridSpan w:val="2"/>'),
    )
    below = row(
        cell(paragraph(), "<w:vMerge/>"), cell(paragraph(run("6"))), cell(paragraph(run("7")))
    )
    late = row(cell(paragraph(run("8"))), properties='<w:gridBefore w:val="2"/>')
    found = passages(table(head, below, late))
    assert [p.cells for p in found] == [("Xã", "5", ""), ("Xã", "6", "7"), ("", "", "8")]


def test_links_smart_tags_and_results_of_fields_without_their_codes():
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>=5+6</w:instrText></w:r>"
    inner = mark.format("begin") + mark.format("separate") + run("mã") + mark.format("end")
    field = mark.format("begin") + code + inner + mark.format("separate") + run("11")
    body = paragraph(
        f"<w:hyperlink>{run('xã ')}</w:hyperlink><w:smartTag>{run('Một ')}</w:smartTag>",
        field + mark.format("end"),
        f'<w:fldSimple w:instr="PAGE">{run(" hộ")}</w:fldSimple>',
    )
    assert texts(body) == ["xã Một 11 hộ"]


def test_a_text_box_is_read_once_behind_its_paragraph():
    content = paragraph(run("hộp")) + table(row(cell(paragraph(run("ô")))))
    new = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict>"
    both = f'<mc:Choice Requires="wps"><w:drawing>{new}</w:drawing></mc:Choice>'
    both += f"<mc:Fallback>{old}</mc:Fallback>"
    shape = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    body = paragraph(run("trước "), shape, run("sau"))
    assert texts(body) == ["trước sau", "hộp", "ô"]
    only_old = f"<w:r>{old}</w:r>"
    assert texts(paragraph(only_old)) == ["hộp", "ô"]


def test_formulas_are_read_with_their_fractions_and_powers():
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    fraction = f"<m:f>{part.format('num', '50')}{part.format('den', '80')}</m:f>"
    power = f"<m:sSup>{part.format('e', ' m')}{part.format('sup', '2')}</m:sSup>"
    assert texts(paragraph(f"<m:oMath>{fraction}{power}</m:oMath>")) == ["50/80 m²"]


@pytest.mark.parametrize("kind", [lambda data: data, strict])
def test_strict_files_are_read_like_others(kind):
    data = kind(word_file(paragraph(run("đạt "), run("9", "<w:strike/>"), run("8%"))))
    assert [p.text for p in passages_of(data, "a.docx")] == ["đạt 8%"]


def test_a_part_from_another_file_is_reported_as_unread():
    found = passages(paragraph(run("Một câu.")) + "<w:altChunk/>")
    assert [p.is_unread for p in found] == [False, True]


@pytest.mark.parametrize("space", ["", " "])
def test_an_empty_table_is_no_text(space):
    from helpers.core.errors import InputError

    with pytest.raises(InputError, match="không có chữ"):
        texts(table(row(cell(paragraph(run(space))), cell(paragraph()))))
