"""Relations that are found by structure and weighed: no word says that they were meant."""

from __future__ import annotations

import pytest
from examined_text import RIGHT, UNSURE, WRONG, claims_of

SUMS = [
    # 257.141 + 11.622 = 268.763
    ("Tổng 268.763 hồ sơ, đã xử lý 257.141, chưa xử lý 11.622.", [("sum", RIGHT)]),
    ("Tổng 268.763 hồ sơ, đã xử lý 257.141, chưa xử lý 11.672.", [("sum", WRONG)]),
    # rounded parts, one of them left out: 55,3 + 5,3 + 12,6 + 7 = 80,2 thousand, not 93,7
    ("Tổng diện tích 93.718 ha; trong đó lúa 55,3 ngàn ha; sắn 5.300 ha; cây có củ trên 12,6 ngàn "
     "ha; rau gần 7.000 ha.", [("sum", UNSURE)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_sums_that_no_word_opens(text, expected):
    assert claims_of(text) == expected


def test_shares_of_a_whole_of_another_size_are_no_contradiction():
    # 120 and 78 of 125 are 96 and 62,4 %; of the 2 between them they would be thousands of percent
    text = (
        "Trong số 125 cấp ủy viên có 27 đồng chí nữ; 2 đồng chí có đạo; 120 đồng chí tốt nghiệp "
        "cấp 3 chiếm 96%; 78 đồng chí có trình độ đại học đạt 62%."
    )
    assert WRONG not in {verdict for _, verdict in claims_of(text)}
