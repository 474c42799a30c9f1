"""Sums that no word divides, both ends of a change in a bracket, percentages of no count."""

import pytest
from examined_text import claims_of

SUMS = [
    # 118 + 19 + 10 = 147
    ("Có 147 ca tại Xã Mẫu (118), Xã Thử (19), Xã Ví Dụ (10).", "agrees"),
    ("Có 147 ca tại Xã Mẫu (188), Xã Thử (19), Xã Ví Dụ (10), Xã Hai (0).", "doubtful"),
    # the numbers of a list are no parts
    ("Có 7 việc: việc đầu (1), việc sau (2), việc cuối (3).", None),
    # 16 + 6 = 22 and 18 + 9 = 27
    ("Xảy ra 22 vụ, 27 người; khởi tố 16 vụ, 18 người; xử lý 6 vụ, 9 người.", "agrees"),
    ("Xảy ra 22 vụ, 27 người; khởi tố 16 vụ, 19 người; xử lý 6 vụ, 9 người.", "doubtful"),
    # 74,09 + 73,96 = 148,05, each rounded
    (
        "Xuất nhập khẩu đạt 148,05 tỷ USD. Cụ thể, xuất khẩu đạt 74,09 tỷ USD, tăng 19%. "
        "Nhập khẩu đạt 73,96 tỷ USD.",
        "agrees",
    ),
    (
        "Xuất nhập khẩu đạt 148,05 tỷ USD. Cụ thể, xuất khẩu đạt 74,09 tỷ USD, tăng 19%. "
        "Nhập khẩu đạt 13,96 tỷ USD.",
        "contradiction",
    ),
]
BRACKETS = [
    # 196 + 25 = 221, whatever the parts are called; 3.083 + 18.008 = 21.091
    ("Có 221 đơn (196 khiếu nại, 25 tố cáo) thuộc thẩm quyền.", "agrees"),
    ("Có 221 đơn (196 khiếu nại, 35 tố cáo) thuộc thẩm quyền.", "doubtful"),
    ("Có 45 hộ (120 nhân khẩu, 60 lao động).", None),
    ("Tiếp nhận 21.091 đơn (bộ, ngành: 3.083 đơn, địa phương: 18.008 đơn).", "agrees"),
    ("Tiếp nhận 21.091 đơn (bộ, ngành: 3.883 đơn, địa phương: 18.008 đơn).", "contradiction"),
]
LEFT = [
    # 3.852 − 3.602 = 250
    ("Đã tiếp nhận 3.852 đơn, đã xử lý 3.602 đơn, còn 250 đơn đang xử lý.", "agrees"),
    ("Đã tiếp nhận 3.852 đơn, đã xử lý 3.602 đơn, còn 350 đơn đang xử lý.", "contradiction"),
]
PADDED = [
    # 133 / 496 = 26,81 %, printed as 26,8 with a nought behind
    ("Có 496 đại biểu, trong đó 133 đại biểu nữ (26,80%).", "doubtful"),
    # two comparisons: the base behind is of the second, which has no figure
    (
        "Nữ có 133 người, thấp hơn 17 người so với dự kiến nhưng cao hơn so với khóa trước "
        "(122 người).",
        None,
    ),
]
CHANGES = [
    # (3.599 − 3.389) / 3.599 = 5,83 %
    ("Tội phạm giảm 5,83% (3.389/3.599 vụ).", "agrees"),
    ("Tội phạm giảm 5,83% (3.389/3.959 vụ).", "contradiction"),
    # 359 − 194 = 165 shows that the bracket holds the ends; 165 / 359 = 45,96 %
    ("Trọng án giảm 165 vụ, giảm 45,96% (194/359 vụ).", "agrees"),
    ("Trọng án giảm 165 vụ, giảm 54,96% (194/359 vụ).", "contradiction"),
]
COUNTS = [
    # 5 / 12 = 41,7 %; 6 / 12 = 50 %
    ("Đạt 41,7% trong tổng số 12 hộ.", None),
    ("Đạt 45,3% trong tổng số 12 hộ.", "doubtful"),
    # parts of a village are no count of villages
    ("Đạt 45,3% trong tổng số 12 thôn.", None),
    ("Đạt 45,3% trong tổng số 4.120 hộ.", None),
]


@pytest.mark.parametrize(("text", "verdict"), [*SUMS, *BRACKETS, *LEFT, *PADDED, *CHANGES, *COUNTS])
def test_the_gravest_verdict(text, verdict):
    found = {verdict for _, verdict in claims_of(text)}
    gravest = next((v for v in ("contradiction", "doubtful", "agrees") if v in found), None)
    assert gravest == verdict
