"""Changes and comparisons in a sentence: base, level, amount and percentage."""

from __future__ import annotations

import pytest
from examined_text import RIGHT, UNSURE, WRONG, claims_of

CHANGES = [
    # 23,64 − 20,12 = 3,52 points, which are 14,9 % of 23,64
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 3,52%", [("change", RIGHT)]),
    ("tỷ lệ hộ nghèo năm 2022 là 23,64%, đến nay còn 20,12%, giảm 14,9%", [("change", RIGHT)]),
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 5,25%", [("change", UNSURE)]),
    # other households, or another base
    ("tỷ lệ hộ nghèo đầu năm 23,64%, hộ cận nghèo còn 20,12%, giảm 5,25%", []),
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 5,25% so với cùng kỳ", []),
    ("tỷ lệ giải ngân 45%, tỷ lệ hộ nghèo còn 12%, giảm 3%", []),
    ("tỷ lệ hộ nghèo từ 31,2% xuống còn 22,5%, bình quân mỗi năm giảm 2,9%", []),
    ("tỷ lệ hộ nghèo từ 31,2% xuống còn 22,5%, giảm 2,9%/năm", []),
    # lower than the 24 % of others
    ("tỷ lệ hộ nghèo từ 31,2% xuống còn 22,5%, thấp hơn 24% của cả nước", []),
    # 318 more than 6.524: 4,87 %
    ("sản lượng 6.842 tấn, cao hơn cùng kỳ 318 tấn, tương ứng 4,87%", [("base", RIGHT)]),
    ("sản lượng 6.842 tấn, thấp hơn cùng kỳ 318 tấn, tương ứng 4,87%", [("base", UNSURE)]),
    ("sản lượng 6.842 tấn, cao hơn 318 tấn, tương ứng 4,87%", [("base", RIGHT)]),
]  # fmt: skip


BASES = [
    # 14 − 9 = 5 more, not fewer
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, tăng 5 ca", [("change", RIGHT)]),
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, giảm 5 ca", [("sign", WRONG)]),
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, tăng 6 ca", [("change", WRONG)]),
    # of the 14 that were found or of the 8 that were treated
    ("phát hiện 14 ca, điều trị 8 ca, cùng kỳ năm trước 9 ca, tăng 5 ca", [("change", RIGHT)]),
    ("phát hiện 14 ca, điều trị 8 ca, cùng kỳ năm trước 9 ca, tăng 6 ca", [("sign", UNSURE)]),
    # 33 of the 155 came from last year, 4 more than 29: 13,79 %
    ("thụ lý 155 vụ án với 151 bị can, gồm năm trước chuyển sang 33 vụ, tăng 13,79% (+4 vụ)",
     [("base", RIGHT)]),
    # 51.870 − 47.350 = 4.520, 9,55 % of the latter
    ("chi 51.870 triệu đồng, trong khi cùng kỳ năm trước chi 47.350 triệu đồng (tăng 4.520 triệu "
     "đồng, tương ứng 9,5%)", [("change", RIGHT)]),
    # 2.148,6 − 2.014,3 = 134,3: 6,67 %
    ("quý II đạt 2.148,6 tỷ đồng, tăng 6,7% so với quý I (2.014,3 tỷ đồng)", [("change", RIGHT)]),
    ("quý II đạt 2.148,6 tỷ đồng, tăng 9,4% so với quý I (2.014,3 tỷ đồng)", [("change", UNSURE)]),
    # 1.536 − 1.405 = 131
    ("xử lý 1.536 đơn (tồn 40 đơn, mới 1.496 đơn), so với cùng kỳ năm trước tăng 131 đơn (6 tháng "
     "đầu năm 2022 tiếp nhận 1.405 đơn)", [("sum", RIGHT), ("change", RIGHT)]),
    ("xử lý 1.536 đơn, so với cùng kỳ năm trước tăng 113 đơn (6 tháng đầu năm 2022 tiếp nhận 1.405 "
     "đơn)", [("change", WRONG)]),
    ("xử lý 1.536 đơn, giải quyết 900 đơn, tăng 113 đơn (năm 2022 có 1.405 đơn)", []),
    # of the year, but the parts of the change
    ("xử lý 1.536 đơn, tăng 131 đơn (năm 2022 tăng 15 đơn)", []),
    ("xử lý 1.536 đơn, tăng 131 đơn (khiếu nại 31 đơn, tố cáo 100 đơn)", []),
    # the bracket holds what it rose by: no base
    ("dư nợ 382.416 triệu đồng, tăng 5,9% so với đầu năm (21.305 triệu đồng)", []),
    ("bắt 18 đối tượng, giảm 4 vụ so với cùng kỳ (18/22 vụ)", [("change", RIGHT)]),
    # 6.842 − 318 = 6.524: 4,87 %
    ("sản lượng 6.842 tấn, tăng 318 tấn, tăng 4,87%", [("base", RIGHT)]),
    ("sản lượng 6.842 tấn, tăng 318 tấn, tăng 8,47%", [("base", WRONG)]),
]  # fmt: skip


LEVELS = [
    # 1.126 / (1.126 − 50,5) = 104,70 %
    ("đạt 1.126 tấn, bằng 104,7% cùng kỳ, tăng 50,5 tấn", [("change", RIGHT)]),
    ("đạt 1.126 tấn, bằng 104,7% cùng kỳ, giảm 50,5 tấn", [("sign", WRONG)]),
    ("đạt 1.126 tấn, bằng 107,4% cùng kỳ, tăng 50,5 tấn", [("change", WRONG)]),
    ("đạt 1.126/2.000 tấn, bằng 104,7% cùng kỳ, tăng 50,5 tấn", [("change", RIGHT)]),
    # of another size, or with a base of its own
    ("đạt 1.126 tấn, bằng 104,7% cùng kỳ, giảm 3 tấn do bão", []),
    ("đạt 1.126 tấn, bằng 104,7% cùng kỳ, giảm 50,5 tấn so với kế hoạch", []),
]  # fmt: skip


AGAIN = [
    # 72 + 45 = 117: 38,46 %
    ("phát hiện 72 vụ, giảm 45 vụ so với cùng kỳ năm 2022, tương ứng giảm 38,5%",
     [("base", RIGHT)]),
    ("phát hiện 72 vụ, giảm 45 vụ so với cùng kỳ, giảm 35,8%", [("base", WRONG)]),
    # other bases: a month, a year, a plan
    ("phát hiện 72 vụ, giảm 45 vụ so với tháng trước, giảm 10% so với cùng kỳ", []),
    ("phát hiện 72 vụ, giảm 45 vụ, giảm 10% so với kế hoạch", []),
    # where they happened, not which they were
    ("7 vụ chống người thi hành công vụ (Hà Giang, Cao Bằng)", []),
    ("2 vụ phá rừng (Hà Giang, Cao Bằng)", [("count", RIGHT)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes_and_comparisons(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), BASES)
def test_what_a_change_is_counted_from(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_a_level_and_the_amount_of_its_change(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), AGAIN)
def test_changes_told_again_and_events(text, expected):
    assert claims_of(text) == expected
