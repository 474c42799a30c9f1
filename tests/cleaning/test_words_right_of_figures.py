"""Words right of the figures that say another time or place: the row is asked."""

import pytest
from office_sheets import asked, read, values

HEAD = "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023\nTT|Chỉ tiêu|ĐVT|Kết quả|{}\n1|Đàn trâu|con|#1210|{}\n"


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("Thời điểm", "31/12/2022"),
        ("Thời điểm", "Cuối năm 2022"),
        ("Địa bàn", "Xã Mẫu Hai"),
        ("Ghi chú", "Năm 2022"),
        ("Ghi chú", "Lũy kế từ 2021"),
        ("Ghi chú", "x10 con"),
    ],
)
def test_a_row_of_another_time_or_place_is_asked(head, words):
    rows = HEAD.format(head, words) + "2|Đàn bò|con|#2350|"
    found = read(rows)
    assert asked(found) == {("cell", "D3")}
    assert {line.split(" ")[0] for line in values(found)} == {"D4"}


@pytest.mark.parametrize(
    ("head", "words"), [("Thời điểm", "30/6/2023"), ("Địa bàn", "Toàn huyện"), ("Ghi chú", "đủ")]
)
def test_the_own_time_and_place_are_no_question(head, words):
    assert asked(read(HEAD.format(head, words))) == set()
