"""Rates, plans in brackets, and area times yield."""

from __future__ import annotations

import pytest
from examined_text import RIGHT, UNSURE, WRONG, claims_of

RATES = [
    # 250 × 3 = 750
    ("cấp cho 250 hộ, tổng kinh phí 750 triệu đồng (định mức 3 triệu đồng/hộ)", [("rate", RIGHT)]),
    ("cấp cho 250 hộ, tổng kinh phí 700 triệu đồng (định mức 3 triệu đồng/hộ)", [("rate", WRONG)]),
    ("trao 40 suất, mỗi suất 500 nghìn đồng, trị giá 20 triệu đồng", [("rate", RIGHT)]),
    # 8.640 / 121 = 71,4
    ("cho vay 121 hộ với số tiền 8.640 triệu đồng, bình quân mỗi hộ 71,4 triệu đồng",
     [("rate", RIGHT)]),
    ("cho vay 121 hộ với số tiền 8.640 triệu đồng, bình quân mỗi hộ 56,5 triệu đồng",
     [("rate", WRONG)]),
    # 15 × 0,5 = 7,5: of those for pupils
    ("trao 40 suất, trong đó 15 suất cho học sinh, mỗi suất 500 nghìn đồng, trị giá 7,5 triệu đồng",
     [("rate", RIGHT)]),
    # what each earns, at most gets or gets each year is no part of what was spent
    ("có 60 hộ trồng quế, tổng vốn 900 triệu đồng, thu nhập bình quân 10 triệu đồng/hộ", []),
    ("có 60 hộ vay, tổng số tiền 900 triệu đồng, mức tối đa 20 triệu đồng/hộ", []),
    ("có 60 hộ vay, tổng số tiền 900 triệu đồng, mức 20 triệu đồng/hộ/năm", []),
]  # fmt: skip


PLANS = [
    # a plan in its own bracket: 38.615 / 71.200 = 54,23 %
    ("thu 38.615 triệu đồng, so với dự toán được giao (71.200 triệu đồng) đạt 54,2%",
     [("attainment", RIGHT)]),
    ("thu 38.615 triệu đồng, so với dự toán được giao (71.200 triệu đồng) đạt 45,2%",
     [("attainment", WRONG)]),
    ("thu 38.615 triệu đồng, kế hoạch (71.200 triệu đồng), bằng 109,6% so với cùng kỳ", []),
    # 31.208 / 32.840 = 95,03 %
    ("tham gia 31.208 người, độ bao phủ 95,0% dân số (32.840 người)", [("attainment", RIGHT)]),
    ("tham gia 31.208 người, độ bao phủ 90,5% dân số (32.840 người)", [("attainment", WRONG)]),
    # the bracket tells how many the share are, not of how many
    ("có 120 hộ, đạt 45% hộ nghèo (54 hộ)", []),
    # 214.306 / 452.118 = 47,40 %
    ("đã chi 214.306 triệu đồng/452.118 triệu đồng dự toán năm (47,4%)", [("attainment", RIGHT)]),
    # 12 / 58 = 20,69 %
    ("12/58 xã vùng đồng bào dân tộc thiểu số đạt chuẩn nông thôn mới, chiếm 27,0%",
     [("attainment", WRONG)]),
    ("5/12 xã tổ chức trồng rừng vụ xuân bằng giống mới, đạt 78% kế hoạch", []),
    # m3 is a unit and no 3: 519,3 / 600 = 86,55 %
    ("khai thác 519,3 nghìn m3, đạt 86,5% so với mục tiêu (600-750 nghìn m3)",
     [("attainment", "truncation")]),
    # 61.200 / 60.000 is 2 % more; 21 is 1 more than 20
    ("trồng 61.200 cây, vượt 2,0% kế hoạch (60.000 cây)", [("change", RIGHT)]),
    ("trồng 61.200 cây, vượt 12,0% kế hoạch (60.000 cây)", [("change", WRONG)]),
    ("có 21/32 trường đạt chuẩn, vượt 1 trường so với kế hoạch 20 trường", [("change", RIGHT)]),
    ("có 21 trường đạt chuẩn, có 5 trường mức độ 2, vượt 1 trường so với kế hoạch 20 trường",
     [("change", RIGHT)]),
    ("có 22 trường đạt chuẩn, có 5 trường mức độ 2, vượt 1 trường so với kế hoạch 20 trường",
     [("sign", UNSURE)]),
]  # fmt: skip


CROPS = [
    # 68,5 × 43,6 ÷ 10 = 298,66; and 1,7 million ha × 5,62 t = 9,55 million t
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 298,7 tấn", [("product", RIGHT)]),
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 289,7 tấn", [("product", WRONG)]),
    ("cây ngô 68,5 ha. Năng suất 4,36 tấn/ha, sản lượng 2.986,6 tạ", [("product", RIGHT)]),
    ("cây ngô 68,5 ha. Cây sắn có năng suất 120 tạ/ha, sản lượng 500 tấn", []),
    ("cây ngô 68,5 ha; cây sắn năng suất 120 tạ/ha; sản lượng 500 tấn", []),
    ("lúa 100 ha; năng suất 50 tạ/ha; sản lượng lương thực 700 tấn", []),
    ("lúa 100 ha, năng suất 50 tạ/ha, sản lượng lương thực 700 tấn", []),
    ("thu hoạch 1,7 triệu ha; năng suất 56,2 tạ/ha; sản lượng 9,6 triệu tấn", [("product", RIGHT)]),
    # the yield is that of what was harvested, whose area nobody knows
    ("diện tích chuối 289,36 ha; diện tích cho thu hoạch: chưa có số liệu; năng suất 767,82 tạ/ha; "
     "sản lượng 17.774,27 tấn", []),
    ("lúa 100 ha. Trong đó lúa lai 60 ha. Năng suất 50 tạ/ha, sản lượng 510 tấn", []),
    # 68,5 × 44,6 ÷ 10 = 305,5: one digit of the yield
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 305,2 tấn", [("product", WRONG)]),
    ("cây ngô 68,5 ha (số sơ bộ); năng suất 43,6 tạ/ha; sản lượng 289,7 tấn", []),
    ("cây ngô 68,5 ha (những đơn vị có kế hoạch: đạt 60%); năng suất 43,6 tạ/ha; sản lượng 289,7 "
     "tấn", []),
    # 750,2 × 183,8 ÷ 10 = 13.788,7: of all vegetables, not of those of spring
    ("diện tích rau 750,2 ha; rau vụ đông 447,3 ha; rau vụ xuân 302,9 ha; năng suất 183,8 tạ/ha; "
     "sản lượng 13.788,7 tấn", [("sum", RIGHT), ("product", RIGHT)]),
    ("diện tích rau 750,2 ha; rau vụ đông 447,3 ha; rau vụ xuân 302,9 ha; năng suất 183,8 tạ/ha; "
     "sản lượng 14.788,7 tấn", [("sum", RIGHT)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates_and_their_totals(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), PLANS)
def test_plans_in_brackets_and_beyond(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), CROPS)
def test_crops_over_semicolons(text, expected):
    assert claims_of(text) == expected
