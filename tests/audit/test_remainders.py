"""What remains of an amount after what was used of it."""

from __future__ import annotations

import pytest
from examined_text import RIGHT, UNSURE, WRONG, claims_of

LEFT = [
    # 18.340 − 7.925 = 10.415
    ("dự toán 18.340 triệu đồng, đã chi 7.925 triệu đồng, còn lại 10.415 triệu đồng",
     [("balance", RIGHT)]),
    ("dự toán 18.340 triệu đồng, đã chi 7.925 triệu đồng, còn lại 10.145 triệu đồng",
     [("balance", WRONG)]),
    # 168 − 21 + 4 = 151
    ("đầu năm có 168 hộ cận nghèo, thoát 21 hộ, phát sinh 4 hộ, còn 151 hộ", [("balance", RIGHT)]),
    ("đầu năm có 168 hộ cận nghèo, thoát 21 hộ, phát sinh 4 hộ, còn 161 hộ", [("balance", WRONG)]),
    # 168 − 17 = 151: what is in the bracket makes up the 17
    ("đầu năm có 168 hộ nghèo, giảm 17 hộ (thoát 21 hộ, phát sinh 4 hộ), còn 151 hộ",
     [("balance", RIGHT)]),
    # nobody says whether the 4 came or went
    ("đầu năm có 168 hộ nghèo, thoát 21 hộ, rà soát 4 hộ, còn 161 hộ", []),
    ("đầu năm có 168 hộ nghèo, giảm 30 hộ so với cùng kỳ, còn 161 hộ", []),
    # what is left in part only
    ("kế hoạch 45 công trình, đã thực hiện 20 công trình, còn 15 công trình chưa khởi công", []),
    ("kế hoạch 45 nhà, đã thực hiện 20 nhà, còn lại 15 nhà đang làm và 10 nhà chưa làm",
     [("sum", RIGHT)]),
    # 500 − 300: used of what was assigned of it, not of the plan
    ("kế hoạch 600 triệu đồng, đã phân bổ 500 triệu đồng, đã giải ngân 300 triệu đồng, "
     "còn lại 200 triệu đồng", [("balance", RIGHT)]),
    ("tổng vốn 600 triệu đồng, trong đó đã giải ngân 300 triệu đồng, còn lại 200 triệu đồng",
     [("balance", UNSURE)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LEFT)
def test_what_is_left(text, expected):
    assert claims_of(text) == expected
