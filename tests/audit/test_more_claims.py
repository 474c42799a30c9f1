"""Words beside digits, what is left, rates, witnesses, products: worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.audit.spoken import number_of_words
from helpers.core.text import fold

HEAD = [
    Passage("1", "Mẫu, ngày 20 tháng 6 năm 2023"),
    Passage("2", "Kết quả 6 tháng đầu năm 2023; kinh phí 1.234,56 triệu đồng"),
]
RIGHT, WRONG, UNSURE = "agrees", "contradiction", "doubtful"

WORDED = [
    ("hỗ trợ 5 tỷ (năm tỷ) đồng", [("worded", RIGHT)]),
    ("hỗ trợ 1,5 tỷ đồng (một tỷ năm trăm triệu đồng)", [("worded", RIGHT)]),
    ("hỗ trợ 2.000 tỷ đồng (hai nghìn tỷ đồng)", [("worded", RIGHT)]),
    ("hỗ trợ 1.250.000 đồng (một triệu hai trăm năm mươi nghìn đồng chẵn./.)",
     [("worded", RIGHT)]),
    ("hỗ trợ 1.250.000 đồng (một triệu hai trăm mười lăm nghìn đồng)", [("worded", WRONG)]),
    ("thăm hỏi 03 (bốn) người", [("worded", WRONG)]),
    ("thu 13.503.000.000đ (Mười ba tỷ, năm trăm linh ba triệu đồng)", [("worded", RIGHT)]),
    ("thăm hỏi 05 (năm) người", [("worded", RIGHT)]),
    ("xảy ra 05 (05) vụ", [("worded", RIGHT)]),
    # last year's, or one that goes on from it?
    ("xảy ra 05 (01) vụ", [("worded", UNSURE)]),
    ("kết quả 6 tháng (năm)", []),
    ("thu nhập 48 triệu đồng (năm)", []),
    ("hỗ trợ 30 hộ (hai thôn)", []),
]  # fmt: skip

CHANGES = [
    # 23,64 − 20,12 = 3,52 points, which are 14,9 % of 23,64
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 3,52%", [("change", RIGHT)]),
    ("tỷ lệ hộ nghèo năm 2022 là 23,64%, đến nay còn 20,12%, giảm 14,9%", [("change", RIGHT)]),
    ("tỷ lệ hộ nghèo đầu năm 23,64%, nay còn 20,12%, giảm 5,25%", [("change", WRONG)]),
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
    ("sản lượng 6.842 tấn, thấp hơn cùng kỳ 318 tấn, tương ứng 4,87%", [("base", WRONG)]),
    ("sản lượng 6.842 tấn, cao hơn 318 tấn, tương ứng 4,87%", []),
]  # fmt: skip

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
    ("đầu năm có 168 hộ nghèo, giảm 17 hộ (thoát 21 hộ, phát sinh 4 hộ), còn 151 hộ", []),
    # nobody says whether the 4 came or went
    ("đầu năm có 168 hộ nghèo, thoát 21 hộ, rà soát 4 hộ, còn 161 hộ", []),
    ("đầu năm có 168 hộ nghèo, giảm 30 hộ so với cùng kỳ, còn 161 hộ", []),
    # what is left in part only
    ("kế hoạch 45 công trình, đã thực hiện 20 công trình, còn 15 công trình chưa khởi công", []),
    ("kế hoạch 45 nhà, đã thực hiện 20 nhà, còn lại 15 nhà đang làm và 10 nhà chưa làm", []),
    # used of what was assigned of it, not of the plan
    ("kế hoạch 600 triệu đồng, đã phân bổ 500 triệu đồng, đã giải ngân 300 triệu đồng, "
     "còn lại 200 triệu đồng", []),
    ("tổng vốn 600 triệu đồng, trong đó đã giải ngân 300 triệu đồng, còn lại 200 triệu đồng", []),
]  # fmt: skip

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
    # two counts of the kind: which of them is meant?
    ("trao 40 suất, trong đó 15 suất cho học sinh, mỗi suất 500 nghìn đồng, trị giá 7,5 triệu đồng",
     [("upper", RIGHT)]),
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
    ("có 22 trường đạt chuẩn, có 5 trường mức độ 2, vượt 1 trường so với kế hoạch 20 trường", []),
]  # fmt: skip

WITNESSES = [
    # 389, 1.176 and 47 of 2.964 are 13,1; 39,7 and 1,6 %: so the third share should be 45,6 %
    ("cấp THCS 2.964 học sinh, tốt 389 em (13,1%), khá 1.176 em (39,7%), đạt 1.352 em (46,5%), "
     "chưa đạt 47 em (1,6%)",
     [("attainment", RIGHT), ("attainment", RIGHT), ("attainment", WRONG), ("attainment", RIGHT)]),
    # the last one is of something else: 10 times as much
    ("cấp THCS 2.964 học sinh, tốt 389 em (13,1%), khá 1.176 em (39,7%), đạt 1.352 em (45,6%), "
     "nội trú 47 em (16,5%)",
     [("attainment", RIGHT), ("attainment", RIGHT), ("attainment", RIGHT)]),
    # 2,469 and 187,868 are of the two capitals: 0,1 and 17,5 %; only 5,4 % is of the whole
    ("giao 3.542,078 triệu đồng (vốn đầu tư 2.468,547 triệu đồng; vốn sự nghiệp 1.073,531 triệu "
     "đồng); đã giải ngân 190,337 triệu đồng, đạt 5,4% (vốn đầu tư 2,469 triệu đồng, đạt 0,1%; "
     "vốn sự nghiệp 187,868 triệu đồng, đạt 17,5%)",
     [("sum", RIGHT), ("attainment", RIGHT), ("attainment", RIGHT)]),
    # 136 / 146 = 93,15 %
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 93,15%)",
     [("attainment", RIGHT)]),
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 95,13%)", []),
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 93,51%)",
     [("attainment", WRONG)]),
    ("toàn bộ 146 vụ việc đã rà soát, giải quyết xong 136 vụ (đạt 94%)", []),
    # the bracket has closed: the second share is of all who work
    ("500 người tham gia, chiếm 40% lao động (trong đó tự nguyện 100 người); thất nghiệp 300 "
     "người, chiếm 24% lao động", [("upper", RIGHT)]),
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

BASES = [
    # 14 − 9 = 5 more, not fewer
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, tăng 5 ca", [("change", RIGHT)]),
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, giảm 5 ca", [("sign", WRONG)]),
    ("phát hiện 14 ca, cùng kỳ năm trước 9 ca, tăng 6 ca", [("change", WRONG)]),
    # of the 14 that were found or of the 8 that were treated
    ("phát hiện 14 ca, điều trị 8 ca, cùng kỳ năm trước 9 ca, tăng 5 ca", [("change", RIGHT)]),
    ("phát hiện 14 ca, điều trị 8 ca, cùng kỳ năm trước 9 ca, tăng 6 ca", []),
    # 33 of the 155 came from last year, 4 more than 29: 13,79 %
    ("thụ lý 155 vụ án với 151 bị can, gồm năm trước chuyển sang 33 vụ, tăng 13,79% (+4 vụ)", []),
    # 51.870 − 47.350 = 4.520, 9,55 % of the latter
    ("chi 51.870 triệu đồng, trong khi cùng kỳ năm trước chi 47.350 triệu đồng (tăng 4.520 triệu "
     "đồng, tương ứng 9,5%)", [("change", RIGHT), ("change", RIGHT)]),
    # 2.148,6 − 2.014,3 = 134,3: 6,67 %
    ("quý II đạt 2.148,6 tỷ đồng, tăng 6,7% so với quý I (2.014,3 tỷ đồng)", [("change", RIGHT)]),
    ("quý II đạt 2.148,6 tỷ đồng, tăng 9,4% so với quý I (2.014,3 tỷ đồng)", [("change", WRONG)]),
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
    ("bắt 18 đối tượng, giảm 4 vụ so với cùng kỳ (18/22 vụ)", []),
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

CROPS = [
    # 68,5 × 43,6 ÷ 10 = 298,66; and 1,7 million ha × 5,62 t = 9,55 million t
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 298,7 tấn", [("product", RIGHT)]),
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 289,7 tấn", [("product", WRONG)]),
    ("cây ngô 68,5 ha. Năng suất 4,36 tấn/ha, sản lượng 2.986,6 tạ", [("product", RIGHT)]),
    ("cây ngô 68,5 ha. Cây sắn có năng suất 120 tạ/ha, sản lượng 500 tấn", []),
    ("cây ngô 68,5 ha; cây sắn năng suất 120 tạ/ha; sản lượng 500 tấn", []),
    ("lúa 100 ha; năng suất 50 tạ/ha; sản lượng lương thực 700 tấn", []),
    ("lúa 100 ha, năng suất 50 tạ/ha, sản lượng lương thực 700 tấn", [("product", UNSURE)]),
    ("thu hoạch 1,7 triệu ha; năng suất 56,2 tạ/ha; sản lượng 9,6 triệu tấn", [("product", RIGHT)]),
    # the yield is that of what was harvested, whose area nobody knows
    ("diện tích chuối 289,36 ha; diện tích cho thu hoạch: chưa có số liệu; năng suất 767,82 tạ/ha; "
     "sản lượng 17.774,27 tấn", []),
    ("lúa 100 ha. Trong đó lúa lai 60 ha. Năng suất 50 tạ/ha, sản lượng 510 tấn",
     [("upper", RIGHT)]),
    # no slip of one figure: each of the totals may lack other units
    ("cây ngô 68,5 ha; năng suất 43,6 tạ/ha; sản lượng 305,2 tấn", []),
    ("cây ngô 68,5 ha (số sơ bộ); năng suất 43,6 tạ/ha; sản lượng 289,7 tấn", []),
    ("cây ngô 68,5 ha (những đơn vị có kế hoạch: đạt 60%); năng suất 43,6 tạ/ha; sản lượng 289,7 "
     "tấn", []),
    # 750,2 × 183,8 ÷ 10 = 13.788,7: of all vegetables, not of those of spring
    ("diện tích rau 750,2 ha; rau vụ đông 447,3 ha; rau vụ xuân 302,9 ha; năng suất 183,8 tạ/ha; "
     "sản lượng 13.788,7 tấn", [("product", RIGHT)]),
    ("diện tích rau 750,2 ha; rau vụ đông 447,3 ha; rau vụ xuân 302,9 ha; năng suất 183,8 tạ/ha; "
     "sản lượng 14.788,7 tấn", []),
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


def told(text: str) -> list[tuple[str, str]]:
    found = examine("x", [*HEAD, Passage("3", text)])
    return [(i.claim.kind, i.claim.verdict) for i in found if i.place == "3"]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_a_figure_beside_its_words(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes_and_comparisons(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), LEFT)
def test_what_is_left(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates_and_their_totals(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), PLANS)
def test_plans_in_brackets_and_beyond(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), WITNESSES)
def test_shares_that_others_witness(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_parts_in_the_next_sentence(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), BASES)
def test_what_a_change_is_counted_from(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_a_level_and_the_amount_of_its_change(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), CROPS)
def test_crops_over_semicolons(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_in_two_units_is_one_figure(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), AGAIN)
def test_changes_told_again_and_events(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("hai mươi mốt", 21),
        ("một trăm linh năm", 105),
        ("một trăm", 100),
        ("một nghìn không trăm hai mươi ba", 1023),
        ("một nghìn hai trăm tỷ", 1_200 * 10**9),
        ("ba tỷ hai trăm triệu năm trăm nghìn", 3_200_500_000),
        ("một trăm hai", None),  # 102, or 120
        ("hai ba", None),
        ("ba xã", None),
        ("", None),
    ],
)
def test_numbers_in_words(said, value):
    assert number_of_words(fold(said).split()) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("again", "classes"),
    [
        ("phát hiện 12 vụ với 13 đối tượng phạm tội “tàng trữ trái phép chất ma túy”", [UNSURE]),
        ("phát hiện 11 vụ với 12 đối tượng phạm tội “tàng trữ trái phép chất ma túy”", [RIGHT]),
        ("phát hiện 12 vụ với 13 đối tượng phạm tội “vận chuyển trái phép chất ma túy”", []),
    ],
)
def test_what_is_quoted_behind_a_figure_was_told_before(again, classes):
    """Other closing dates may explain it, so it is never an error."""
    first = "gồm: trộm cắp tài sản: 04 vụ; tàng trữ trái phép chất ma túy: 11 vụ = 12 đối tượng"
    passages = [*HEAD, Passage("3", first), Passage("4", again)]
    found = [i.claim for i in examine("x", passages) if i.claim.kind == "repetition"]
    assert [claim.verdict for claim in found] == classes
