"""A column says what it holds; a village of two communes has its commune; a total is no place."""

import pytest
from office_sheets import read, values

PARTS = "UBND XÃ MẪU 01\nHỘ NGHÈO CÁC THÔN CUỐI NĂM 2023\n\nSTT|Thôn, bản|Tổng số hộ|Hộ nghèo\n"


def cells(found, column):
    return {v.split(" | ")[0]: v.split(" | ")[4:] for v in values(found) if v.startswith(column)}


def test_money_beside_a_column_of_units_of_those_who_got_it():
    head = "STT|Chính sách|Đối tượng|Thực hiện 6 tháng|\n|||Số lượng|Kinh phí\n"
    rows = "1|Hỗ trợ tiền điện|hộ|#48|#9600\n2|Tặng quà cho người có uy tín|người|#7|#3500"
    title = "CHÍNH SÁCH DÂN TỘC 6 THÁNG ĐẦU NĂM 2023\n||||Kinh phí: ngàn đồng\n"
    found = read(title + head + rows, merged="D3:E3 A3:A4 B3:B4 C3:C4")
    money = cells(found, "E")
    assert {unit for _, unit, *_ in money.values()} <= {"triệu đồng", "nghìn đồng", "ngàn đồng"}
    assert all(float(value) in (9.6, 3.5) for value, *_ in money.values())


@pytest.mark.parametrize(("head", "unit"), [("Diện tích", "con"), ("Sản lượng", "hộ")])
def test_a_unit_of_the_row_that_the_head_contradicts_is_asked(head, unit):
    grid = f"KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\nSTT|Nội dung|ĐVT|{head}\n1|Mô hình Mẫu|{unit}|#48"
    found = read(grid)
    assert not found.figures and found.questions


def test_villages_of_the_same_name_have_the_commune_that_was_merged():
    rows = (
        "I|Xã Mẫu Một (cũ)|#90|#12\n1|Thôn Nà Mẫu|#40|#5\n2|Thôn Bản Thử|#50|#7\n"
        "II|Xã Mẫu Hai (cũ)|#70|#9\n1|Bản Nà Mẫu|#30|#4\n2|Thôn Khuổi Thử|#40|#5"
    )
    found = read(PARTS + rows, level="commune", period="2023H2")
    parts = {f.cell.address: dict(f.meaning.breakdown) for f in found.figures}
    assert parts["D6"]["xã"] == "Xã Mẫu Một (cũ)" and parts["D9"]["xã"] == "Xã Mẫu Hai (cũ)"
    assert "xã" not in parts["D7"]


@pytest.mark.parametrize("label", ["Tổng đàn toàn xã", "Cộng chung các thôn", "Toàn xã Mẫu"])
def test_a_row_with_words_of_a_total_is_no_place(label):
    rows = f"1|Nà Mẫu|#40|#5\n2|Bản Thử|#50|#7\n3|{label}|#90|#12"
    found = read(PARTS + rows, level="commune", period="2023H2")
    total = [f for f in found.figures if f.cell.row == 7]
    assert all(f.meaning.breakdown == () for f in total)
    offered = [p.breakdown for q in found.questions for p in q.proposals]
    assert not any(label.casefold() in str(breakdown).casefold() for breakdown in offered)
