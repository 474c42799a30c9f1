"""What is left, rates, words beside digits, witnesses, products: worked out by hand."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage

HEAD = [
    Passage("1", "Mẫu, ngày 20 tháng 6 năm 2023"),
    Passage("2", "Kết quả 6 tháng đầu năm 2023; kinh phí 1.234,56 triệu đồng"),
]
RIGHT, WRONG, UNSURE = "agrees", "contradiction", "doubtful"

CASES = [
    # 18.340 − 7.925 = 10.415
    ("dự toán 18.340 triệu đồng, đã chi 7.925 triệu đồng, còn lại 10.415 triệu đồng",
     [("balance", RIGHT)]),
    ("dự toán 18.340 triệu đồng, đã chi 7.925 triệu đồng, còn lại 10.145 triệu đồng",
     [("balance", WRONG)]),
    # 168 − 21 + 4 = 151
    ("đầu năm có 168 hộ cận nghèo, thoát 21 hộ, phát sinh 4 hộ, còn 151 hộ", [("balance", RIGHT)]),
    ("đầu năm có 168 hộ cận nghèo, thoát 21 hộ, phát sinh 4 hộ, còn 161 hộ", [("balance", WRONG)]),
    # nobody says whether the 4 came or went
    ("đầu năm có 168 hộ nghèo, thoát 21 hộ, rà soát 4 hộ, còn 161 hộ", []),
    # 250 × 3 = 750
    ("cấp cho 250 hộ, tổng kinh phí 750 triệu đồng (định mức 3 triệu đồng/hộ)", [("rate", RIGHT)]),
    ("cấp cho 250 hộ, tổng kinh phí 700 triệu đồng (định mức 3 triệu đồng/hộ)", [("rate", WRONG)]),
    ("trao 40 suất, mỗi suất 500 nghìn đồng, trị giá 20 triệu đồng", [("rate", RIGHT)]),
    # two counts of the kind: which of them is meant?
    ("trao 40 suất, trong đó 15 suất cho học sinh, mỗi suất 500 nghìn đồng, trị giá 7,5 triệu đồng",
     [("upper", RIGHT)]),
    ("hỗ trợ 5 tỷ (năm tỷ) đồng", [("worded", RIGHT)]),
    ("hỗ trợ 1.250.000 đồng (một triệu hai trăm năm mươi nghìn đồng)", [("worded", RIGHT)]),
    ("hỗ trợ 1.250.000 đồng (một triệu hai trăm mười lăm nghìn đồng)", [("worded", WRONG)]),
    ("xảy ra 05 (01) vụ", [("worded", WRONG)]),
    ("xảy ra 05 (05) vụ", [("worded", RIGHT)]),
    ("kết quả 6 tháng (năm)", []),
    ("hỗ trợ 30 hộ (hai thôn)", []),
    # 389, 1.176 and 47 of 2.964 are 13,1; 39,7 and 1,6 %: so the third share should be 45,6 %
    ("cấp THCS 2.964 học sinh, tốt 389 em (13,1%), khá 1.176 em (39,7%), đạt 1.352 em (46,5%), "
     "chưa đạt 47 em (1,6%)",
     [("attainment", RIGHT), ("attainment", RIGHT), ("attainment", WRONG), ("attainment", RIGHT)]),
    # 2,469 and 187,868 are of the two capitals: 0,1 and 17,5 %; only 5,4 % is of the whole
    ("giao 3.542,078 triệu đồng (vốn đầu tư 2.468,547 triệu đồng; vốn sự nghiệp 1.073,531 triệu "
     "đồng); đã giải ngân 190,337 triệu đồng, đạt 5,4% (vốn đầu tư 2,469 triệu đồng, đạt 0,1%; "
     "vốn sự nghiệp 187,868 triệu đồng, đạt 17,5%)",
     [("sum", RIGHT), ("attainment", RIGHT), ("attainment", RIGHT)]),
    # 136 / 146 = 93,15 %
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 93,15%)",
     [("attainment", RIGHT)]),
    # 68,5 × 43,6 ÷ 10 = 298,66; and 1,7 million ha × 5,624 t = 9,56 million t
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 298,7 tấn", [("product", RIGHT)]),
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 289,7 tấn", [("product", WRONG)]),
    ("cây ngô 68,5 ha. Năng suất 4,36 tấn/ha, sản lượng 2.986,6 tạ", [("product", RIGHT)]),
    ("cây ngô 68,5 ha. Cây sắn có năng suất 120 tạ/ha, sản lượng 500 tấn", []),
    ("lúa 100 ha; năng suất 50 tạ/ha; sản lượng lương thực 700 tấn", [("product", UNSURE)]),
    ("thu hoạch 1,7 triệu ha; năng suất 56,2 tạ/ha; sản lượng 9,6 triệu tấn", [("product", RIGHT)]),
    # 14 − 9 = 5 more, not fewer
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, tăng 5 ca", [("change", RIGHT)]),
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, giảm 5 ca", [("sign", WRONG)]),
    # 51.870 − 47.350 = 4.520, 9,55 % of the latter
    ("chi 51.870 triệu đồng, trong khi cùng kỳ năm trước chi 47.350 triệu đồng (tăng 4.520 triệu "
     "đồng, tương ứng 9,5%)", [("change", RIGHT), ("change", RIGHT)]),
    ("đạt 1.126 tấn, bằng 104,7% cùng kỳ, giảm 50,5 tấn", [("sign", WRONG)]),
    ("quý II đạt 2.148,6 tỷ đồng, tăng 6,7% so với quý I (2.014,3 tỷ đồng)", [("change", RIGHT)]),
    ("quý II đạt 2.148,6 tỷ đồng, tăng 9,4% so với quý I (2.014,3 tỷ đồng)", [("change", WRONG)]),
    # a plan in its own bracket: 38.615 / 71.200 = 54,23 %
    ("thu 38.615 triệu đồng, so với dự toán được giao (71.200 triệu đồng) đạt 54,2%",
     [("attainment", RIGHT)]),
    ("thu 38.615 triệu đồng, so với dự toán được giao (71.200 triệu đồng) đạt 45,2%",
     [("attainment", WRONG)]),
    ("tham gia 31.208 người, độ bao phủ 95,0% dân số (32.840 người)", [("attainment", RIGHT)]),
    # 61.200 / 60.000 is 2 % more; 21 is 1 more than 20
    ("trồng 61.200 cây, vượt 2,0% kế hoạch (60.000 cây)", [("change", RIGHT)]),
    ("trồng 61.200 cây, vượt 12,0% kế hoạch (60.000 cây)", [("change", WRONG)]),
    ("có 21/32 trường đạt chuẩn, vượt 1 trường so với kế hoạch 20 trường", [("change", RIGHT)]),
    # 23,64 − 20,12 = 3,52 points, which are 14,9 % of 23,64
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 3,52%", [("change", RIGHT)]),
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 14,9%", [("change", RIGHT)]),
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 5,25%", [("change", WRONG)]),
    ("tỷ lệ giải ngân 45%, tỷ lệ hộ nghèo còn 12%, giảm 3%", []),
    ("tỷ lệ hộ nghèo từ 31,2% xuống còn 22,5%, bình quân mỗi năm giảm 2,9%", []),
    # a sentence that goes on with "Trong đó": 15 + 337 + 7.307 = 7.659
    ("tuyển sinh 7.659 người. Trong đó: cao đẳng 15 người; trung cấp 337 người; sơ cấp 7.307 người",
     [("sum", RIGHT)]),
    # of what was said before a share nothing follows for other animals
    ("lợn 90.000 con; trong đó lợn nạc chiếm hơn 84%; gia cầm 635.000 con", []),
    # m3 is a unit and no 3: 519,3 / 600 = 86,55 %
    ("khai thác 519,3 nghìn m3, đạt 86,5% so với mục tiêu (600-750 nghìn m3)",
     [("attainment", "truncation")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_more_claims(text, expected):
    found = examine("x", [*HEAD, Passage("3", text)])
    assert [(i.claim.kind, i.claim.classification) for i in found if i.place == "3"] == expected
