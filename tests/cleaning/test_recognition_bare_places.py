"""A file, a sheet or a line that is the bare name of another unit is asked; so is a village."""

import pytest
from grids import sheet_of
from office_sheets import catalogues
from office_sheets import read as read_grid

from helpers.cleaning.readers import Workbook
from helpers.cleaning.recognition import recognise

GRID = "TT|Chỉ tiêu|ĐVT|Kết quả\n1|Số hộ nghèo|hộ|#120\n2|Đàn trâu|con|#150"
TITLE = "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023"


def of_bach_thong(*titles, sheet="Sheet1", file="a.xlsx"):
    known = catalogues("2023H1")
    unit = next(u for u in known.units.rows if u.key == "bach-thong")
    grid = "\n".join((*titles, "", GRID))
    book = Workbook(file, (sheet_of(grid, sheet, file, ""),))
    return recognise([book], unit, known, ())


@pytest.mark.parametrize(
    "where",
    [
        {"file": "Vi Huong.xlsx"},
        {"file": "Vi Hương 6 tháng 2023.xlsx"},
        {"file": "so lieu Cho Don.xlsx"},
        {"sheet": "Vi Huong"},
        {"titles": ("Vi Hương", TITLE)},
        {"titles": ("SỐ LIỆU THÔN MẪU, XÃ VI HƯƠNG 6 THÁNG ĐẦU NĂM 2023",)},
        {"titles": ("SỐ LIỆU TỔ DÂN PHỐ 5, THỊ TRẤN PHỦ THÔNG 6 THÁNG ĐẦU NĂM 2023",)},
    ],
)
def test_figures_below_the_bare_name_of_another_unit_are_asked(where):
    where = dict(where)
    found = of_bach_thong(*where.pop("titles", (TITLE,)), **where)
    assert found.figures == ()
    assert [q.kind for q in found.questions] == ["table"]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({"file": "so lieu Bach Thong.xlsx"}, ()),
        ({"file": "chan nuoi.xlsx", "sheet": "Tong hop"}, ()),
        ({"file": "xa Vi Huong.xlsx"}, (("xã", "Xã Vi Hương"),)),
        ({"sheet": "Xã Vi Hương"}, (("xã", "Xã Vi Hương"),)),
    ],
)
def test_own_names_and_names_with_their_kind_are_read(where, place):
    found = of_bach_thong(TITLE, **where)
    assert {f.meaning.breakdown for f in found.figures} == {place}


def test_names_that_begin_with_common_words_are_places():
    grid = (
        "HỘ NGHÈO ĐẾN 30/6/2023\n\nTT|Xã|Số hộ nghèo\n1|Xã An Bình|#12\n2|Xã Đồng Tâm|#8\n"
        "3|X. Thử Đông|#7\n4|TT. Thử|#6"
    )
    assert {f.meaning.breakdown for f in read_grid(grid).figures} == {
        (("xã", name),) for name in ("Xã An Bình", "Xã Đồng Tâm", "Xã Thử Đông", "Thị trấn Thử")
    }


@pytest.mark.parametrize("head", ["Thôn", "Thôn, bản"])
def test_villages_beside_their_commune_are_not_the_commune(head):
    grid = (
        f"HỘ NGHÈO ĐẾN 30/6/2023\n\nTT|Xã|{head}|Số hộ nghèo\n1|Thử Một|Thôn A Lá|#12\n"
        "2||Thôn Nà Mẫu|#15\n3|Thử Hai|Thôn Nà Giả|#20\n|Tổng||#47"
    )
    found = {f.cell.address: dict(f.meaning.breakdown) for f in read_grid(grid).figures}
    assert found == {
        "D4": {"xã": "Xã Thử Một", "thôn": "Thôn A Lá"},
        "D5": {"xã": "Xã Thử Một", "thôn": "Thôn Nà Mẫu"},
        "D6": {"xã": "Xã Thử Hai", "thôn": "Thôn Nà Giả"},
        "D7": {},
    }


def test_villages_below_the_row_of_their_commune_are_parts_of_it():
    grid = (
        "HỘ NGHÈO ĐẾN 30/6/2023\n\nTT|Xã, thôn|Số hộ nghèo\nI|Xã Thử Một|#27\n1|Thôn 1|#12\n"
        "2|Thôn 2|#15\nII|Xã Thử Hai|#20\n1|Thôn 1|#20"
    )
    found = {f.cell.address: dict(f.meaning.breakdown) for f in read_grid(grid).figures}
    assert found["C4"] == {"xã": "Xã Thử Một"}
    assert found["C8"] == {"xã": "Xã Thử Hai", "thôn": "Thôn 1"}
