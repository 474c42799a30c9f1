"""Shares and parts that make a total, in one sentence or the next."""

from __future__ import annotations

import pytest
from examined_text import RIGHT, UNSURE, WRONG, claims_of

WITNESSES = [
    # 389, 1.176 and 47 of 2.964 are 13,1; 39,7 and 1,6 %: so the third share should be 45,6 %
    ("cấp THCS 2.964 học sinh, tốt 389 em (13,1%), khá 1.176 em (39,7%), đạt 1.352 em (46,5%), "
     "chưa đạt 47 em (1,6%)",
     [("attainment", RIGHT), ("attainment", RIGHT), ("attainment", WRONG), ("sum", RIGHT),
      ("attainment", RIGHT)]),
    # the last one is of something else: 10 times as much
    ("cấp THCS 2.964 học sinh, tốt 389 em (13,1%), khá 1.176 em (39,7%), đạt 1.352 em (45,6%), "
     "nội trú 47 em (16,5%)",
     [("attainment", RIGHT), ("attainment", RIGHT), ("attainment", RIGHT), ("sum", RIGHT)]),
    # 2,469 and 187,868 are of the two capitals: 0,1 and 17,5 %; 5,4 % is of the whole
    ("giao 3.542,078 triệu đồng (vốn đầu tư 2.468,547 triệu đồng; vốn sự nghiệp 1.073,531 triệu "
     "đồng); đã giải ngân 190,337 triệu đồng, đạt 5,4% (vốn đầu tư 2,469 triệu đồng, đạt 0,1%; "
     "vốn sự nghiệp 187,868 triệu đồng, đạt 17,5%)",
     [("sum", RIGHT), ("attainment", RIGHT), ("attainment", RIGHT), ("attainment", RIGHT),
      ("sum", RIGHT)]),
    # 136 / 146 = 93,15 %
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 93,15%)",
     [("attainment", RIGHT)]),
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 95,13%)",
     [("attainment", UNSURE)]),
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 93,51%)",
     [("attainment", WRONG)]),
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 94%)",
     [("attainment", UNSURE)]),
    # the bracket has closed: the second share is of all who work, as the first: 500 / 40 % = 1.250,
    # 300 / 24 % = 1.250
    ("500 người tham gia, chiếm 40% lao động (trong đó tự nguyện 100 người); thất nghiệp 300 "
     "người, chiếm 24% lao động", [("attainment", RIGHT)]),
    # all of 480 who may vote: 444 / 92,5 %, 420 / 87,5 %, 18 / 3,75 %, 6 / 1,25 %
    ("444 đại biểu biểu quyết (bằng 92,50%); trong đó 420 đại biểu tán thành (bằng 87,50%), 18 đại "
     "biểu không tán thành (bằng 3,75%), 6 đại biểu không biểu quyết (bằng 1,25%)",
     [("attainment", RIGHT), ("attainment", RIGHT), ("sum", RIGHT), ("attainment", RIGHT)]),
]  # fmt: skip


SENTENCES = [
    # a sentence that goes on with "Trong đó": 15 + 337 + 7.307 = 7.659
    ("tuyển sinh 7.659 người. Trong đó: cao đẳng 15 người; trung cấp 337 người; sơ cấp 7.307 người",
     [("sum", RIGHT)]),
    ("xã có 512 người. Trong đó nam 260 người, nữ 252 người", [("sum", RIGHT)]),
    ("xã có 512 người. Trong đó nam 260 người, nữ 225 người", [("sum", WRONG)]),
    # the 512 were divided, not the 120
    ("xã có 512 người, 320 người nghèo. Trong đó nam 260 người, nữ 252 người", [("sum", RIGHT)]),
    # a part of more than what the sentence before told at last
    ("xã có 512 người, tập huấn 30 người. Trong đó hộ nghèo 260 người", []),
    ("xã có 512 người. Cả nước có nhiều. Trong đó nam 260 người, nữ 225 người", []),
    # of what was said before a share nothing follows for other animals
    ("lợn 90.000 con; trong đó lợn nạc chiếm hơn 84%; gia cầm 635.000 con", []),
]  # fmt: skip


MONEY = [
    # 3.135.793 + 131.918 + 311.943 = 3.579.654
    ("nguồn vốn 3.579 tỷ 654 triệu đồng, gồm trung ương 3.135 tỷ 793 triệu đồng, địa phương 131 tỷ "
     "918 triệu đồng, huy động 311 tỷ 943 triệu đồng", [("sum", RIGHT)]),
    ("nguồn vốn 3.579 tỷ 654 triệu đồng, gồm trung ương 3.135 tỷ 793 triệu đồng, địa phương 131 tỷ "
     "918 triệu đồng, huy động 312 tỷ 943 triệu đồng", [("sum", WRONG)]),
    # 331,91 of 3.569,659 − 331,91: 10,25 %
    ("dư nợ đạt 3.569 tỷ 659 triệu đồng, tăng 331 tỷ 910 triệu đồng so với đầu năm, tỷ lệ tăng "
     "10,3%", [("base", RIGHT)]),
    ("dư nợ đạt 3.569 tỷ 659 triệu đồng, tăng 331 tỷ 910 triệu đồng so với đầu năm, tỷ lệ tăng "
     "13,0%", [("base", WRONG)]),
    # 25.941 / 25.000 = 103,76 %
    ("thu 25 tỷ 941 triệu đồng, đạt 103,8% dự toán (25 tỷ đồng)", [("attainment", RIGHT)]),
    # 4.033 / 8.066 = 50 %
    ("chi 4 tỷ 033 triệu đồng/8 tỷ 066 triệu đồng, đạt 50%", [("attainment", RIGHT)]),
    # two sums, not one
    ("hỗ trợ hai hộ 2 tỷ, 500 triệu đồng", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WITNESSES)
def test_shares_that_others_witness(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_parts_in_the_next_sentence(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_in_two_units_is_one_figure(text, expected):
    assert claims_of(text) == expected


def test_what_follows_the_parts_may_be_another_list():
    # 94 + 35 + 71 = 200; of these 65 + 35 are told apart by what became of them.
    text = (
        "Kết quả điều tra: 156 vụ, 200 bị can, gồm năm trước chuyển sang 79 vụ, 94 bị can; số bị "
        "can cơ quan khác chuyển đến 35 bị can; khởi tố mới 56 vụ, 71 bị can; đã kết luận, "
        "chuyển Viện Kiểm sát đề nghị truy tố 74 vụ, 65 bị can; đang điều tra 49 vụ, 35 bị can."
    )
    assert ("sum", WRONG) not in claims_of(text)
