"""A common word behind the kind of a place makes no place; what may be either is asked."""

import pytest
from office_sheets import read

ROWS = "STT|Nội dung|ĐVT|Thực hiện 6 tháng 2023\n1|Đàn trâu|con|#720"


def found_below(title, level="commune"):
    return read(f"{title} 6 THÁNG ĐẦU NĂM 2023\n{ROWS}", level=level)


@pytest.mark.parametrize(
    "title",
    [
        *("VĂN HÓA BUÔN LÀNG", "ĐỜI SỐNG THÔN BẢN", "PHÁT TRIỂN BẢN LÀNG", "Văn hóa Buôn Làng"),
        *("BẢN SẮC VĂN HÓA", "TỔ CHỨC HỘI", "TỔ HỢP TÁC", "LÀNG NGHỀ TRUYỀN THỐNG", "THÔN NỮ"),
        *("TRƯỞNG BẢN, GIÀ LÀNG", "BUÔN BÁN NHỎ", "Buôn Bán Nhỏ", "TÌNH HÌNH XÃ NHÀ", "XÃ VIÊN"),
    ],
)
def test_a_common_word_is_no_place(title):
    found = found_below(title)
    assert not found.questions
    assert {f.meaning.breakdown for f in found.figures} == {()}


@pytest.mark.parametrize("title", ["TÌNH HÌNH HUYỆN NHÀ", "PHƯỜNG XÃ", "XÃ VIÊN"])
def test_nor_is_it_another_unit_of_a_district(title):
    assert {f.meaning.breakdown for f in found_below(title, "district").figures} == {()}


@pytest.mark.parametrize(
    ("title", "level"),
    [("XÃ VIÊN MẪU", "district"), ("KHU PHỐ VĂN HÓA", "commune"), ("THÔN BẢN MẪU", "commune")],
)
def test_what_in_capitals_may_be_a_name_is_asked(title, level):
    found = found_below(title, level)
    assert not found.figures
    assert [question.kind for question in found.questions] == ["table"]


@pytest.mark.parametrize(
    ("title", "level", "place"),
    [
        ("Số liệu xã Viên Mẫu", "district", ("xã", "Xã Viên Mẫu")),
        ("Số liệu thôn Bản Mẫu", "commune", ("thôn", "Thôn Bản Mẫu")),
        ("SỐ LIỆU THÔN NÀ MẪU", "commune", ("thôn", "Thôn Nà Mẫu")),
    ],
)
def test_a_name_is_a_place(title, level, place):
    found = found_below(title, level)
    assert {f.meaning.breakdown for f in found.figures} == {(place,)}
