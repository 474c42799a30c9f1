"""A .csv in which commas separate columns and mark decimals is refused with that reason."""

import pytest

from helpers.cleaning.readers import read_workbook
from helpers.core.errors import InputError

HEAD = "STT,Chỉ tiêu,Đơn vị tính,Kế hoạch năm,Thực hiện"
RAGGED = ["1,Diện tích lúa xuân,ha,1190,5,1178", "2,Đàn trâu,con,4310,4242", "3,Ngô,ha,1,5,2,5"]


def read(folder, *lines):
    path = folder / "so lieu.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_workbook(path, root=folder)


def test_lines_of_several_widths_are_refused_with_the_reason(tmp_path):
    with pytest.raises(InputError) as error:
        read(tmp_path, "BIỂU SỐ LIỆU,,", HEAD, *RAGGED, "4,Khoai,ha,63,5,62,5,1,5")
    assert error.value.key == "reading.split_wrongly" and "dấu chấm phẩy" in str(error.value)


def test_sentences_with_commas_are_one_column(tmp_path):
    text = "Diện tích 1.178,47 ha, sản lượng 6.010,2 tấn, năng suất 51 tạ/ha, tăng 2,1%."
    assert len(read(tmp_path, text, text, "Hết.").sheets[0].rows) == 3


def test_a_number_with_points_may_be_cut_at_its_comma_too(tmp_path):
    head = HEAD + ",Ghi chú"
    lines = ["1,Đàn trâu,con,4310,4242,", "2,Thịt lợn,tấn,2.033,1,915", "3,Ngô,ha,1190,5,1178"]
    (sheet,) = read(tmp_path, head, *lines).sheets
    doubts = {c.address: c.doubt.reason for row in sheet.rows for c in row if c.doubt}
    cut = [f"{column}{row}" for row in (3, 4) for column in "DEF"]
    assert doubts == dict.fromkeys(["D2", "E2", *cut], "split_number")
