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
        "doubtful",
    ),
]
CHANGES = [
    # (3.599 − 3.389) / 3.599 = 5,83 %
    ("Tội phạm giảm 5,83% (3.389/3.599 vụ).", "agrees"),
    ("Tội phạm giảm 5,83% (3.389/3.959 vụ).", "doubtful"),
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


@pytest.mark.parametrize(("text", "verdict"), [*SUMS, *CHANGES, *COUNTS])
def test_the_gravest_verdict(text, verdict):
    found = {verdict for _, verdict in claims_of(text)}
    gravest = next((v for v in ("contradiction", "doubtful", "agrees") if v in found), None)
    assert gravest == verdict
