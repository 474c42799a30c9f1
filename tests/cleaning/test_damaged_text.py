"""Delimited text with cut numbers, text in a wrong encoding, signs that nobody sees."""

from __future__ import annotations

import pytest

from helpers.cleaning.readers import read_workbook
from helpers.core.errors import InputError

HEAD = "STT,Chỉ tiêu,Đơn vị tính,Kế hoạch năm,Thực hiện,Ghi chú\n"
WIDE = "1,Rừng trồng,ha,405,5,317,94\n2,Đàn trâu,con,4310,4242,\n3,Đàn bò,con,1330,1313,\n"


def cells_of(tmp_path, text, name="a.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    book = read_workbook(path, root=tmp_path)
    return {cell.address: cell for row in book.sheets[0].rows for cell in row}, book.notes


def doubts(cells):
    return {address: cell.doubt.reason for address, cell in cells.items() if cell.doubt}


def test_a_row_with_more_values_than_heads_is_doubted(tmp_path):
    cells, _ = cells_of(tmp_path, HEAD + WIDE)
    assert doubts(cells)["E2"] == doubts(cells)["G2"] == "wide_row"
    assert doubts(cells)["D3"] == doubts(cells)["E3"] == "split_number"  # the file is not to trust


@pytest.mark.parametrize("end", ["", ","])
def test_a_number_below_a_head_of_words_was_cut(tmp_path, end):
    cells, _ = cells_of(tmp_path, f"{HEAD}1,Rừng trồng,ha,405,317,94{end}\n")
    assert doubts(cells)["E2"] == doubts(cells)["F2"] == "split_number"
    assert (cells["E2"].doubt.shown, cells["E2"].doubt.stored) == ("317,94", "317")


@pytest.mark.parametrize("row", ["1,Độ che phủ,%,23,6%,,", "1,Rừng trồng,ha,0,121,,"])
def test_a_row_of_more_fields_than_the_head_holds_a_cut_number(tmp_path, row):
    cells, _ = cells_of(tmp_path, f"{HEAD}{row}\n2,Đàn trâu,con,4310,4242,\n")
    assert doubts(cells)["D2"] == doubts(cells)["E2"] == "split_number"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "1,Đàn trâu,con,4310,4242,\n2,Đàn bò,con,1330,1313,tăng\n",
        HEAD + '1,Rừng trồng,ha,405,"317,94",\n',
        HEAD + '1,"Ao, hồ",ha,405,317.94,94 hộ\n',
        "Đơn vị: ha\n" + HEAD.replace(",", ";") + "1;Rừng trồng;ha;405;317,94;\n",
        HEAD + '1,Rừng trồng,ha,405,"317,\n94",\n2,Đàn trâu,con,4310,4242,\n',
    ],
)
def test_regular_rows_are_not_doubted(tmp_path, text):
    assert doubts(cells_of(tmp_path, text)[0]) == {}


@pytest.mark.parametrize("page", ["latin-1", "cp1252", "cp1258"])
def test_utf8_that_was_read_in_a_code_page_is_restored(tmp_path, page):
    damaged = "".join(
        bytes([byte]).decode(page, "ignore") or chr(byte) for byte in (HEAD * 2).encode()
    )
    cells, notes = cells_of(tmp_path, damaged)
    assert [cells[f"{c}1"].text for c in "ABCDEF"] == HEAD.strip().split(",")
    assert ("mojibake", "C1") in {(note.rule, note.cell) for note in notes}


def test_text_that_lost_letters_is_refused_with_its_cause(tmp_path):
    damaged = HEAD.encode().decode("cp1252", "replace").replace("\ufffd", "?")
    with pytest.raises(InputError) as caught:
        cells_of(tmp_path, damaged + "1,Ä?Ã n trÃ¢u,con,4310,4242\n")
    assert caught.value.key == "reading.wrong_encoding" and "UTF-8" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "seen", "rule"),
    [
        ("Chỉ\u200b tiêu", "Chỉ tiêu", "hidden_signs"),
        ("Câ\u200by cam", "Cây cam", "hidden_signs"),  # 'Câ' alone is 'Cõ' in TCVN3
        ("Thực hi\u00adện", "Thực hiện", "hidden_signs"),
        ("\ufeffĐàn trâu\u200e", "Đàn trâu", "hidden_signs"),
        ("42\u206042", "4242", "hidden_signs"),
        ("\u00ad42", "\u00ad42", None),  # may be shown as a minus sign
        ("Ðàn trâu", "Đàn trâu", "letter"),
        ("ÐVT: ha", "ĐVT: ha", "letter"),
        ("Guðrún", "Guðrún", None),
        ("4242_x000D_", "4242", None),
        ("968¹", "968", "note_mark"),
        ("diện tích (m²)", "diện tích (m²)", None),
        ("10³ con", "10³ con", None),
        ("XÃ\u00a0HỘI", "XÃ\u00a0HỘI", None),
    ],
)
def test_signs_that_look_like_others_or_like_nothing(tmp_path, text, seen, rule):
    cells, notes = cells_of(tmp_path, f"{text};con trâu\n", encoding="utf-16")
    assert cells["A1"].text == seen
    assert next((note.rule for note in notes if note.cell == "A1"), None) == rule
