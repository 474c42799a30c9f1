"""Ways in which offices write: wholes named again, lists behind colons, bases of any time, …

Every figure is worked out in the comment beside it or in the passage itself.
"""

from __future__ import annotations

import pytest
from examined_text import HEAD, RIGHT, UNSURE, WRONG

from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.audit.readers import read_lines

NAMED_WHOLES = [
    # 47.115 / 68.420 = 68,9 %
    ("doanh số cho vay 68.420 triệu đồng; thu nợ 47.115 triệu đồng, bằng 68,9% doanh số cho vay",
     [("attainment", RIGHT)]),
    ("doanh số cho vay 68.420 triệu đồng; thu nợ 47.115 triệu đồng, bằng 86,8% doanh số cho vay",
     [("attainment", WRONG)]),
    # 11 / 46 = 23,9 %
    ("kiểm tra 46 cơ sở, xử phạt 11 cơ sở (chiếm 23,9% số cơ sở được kiểm tra)",
     [("attainment", RIGHT)]),
    ("kiểm tra 46 cơ sở, xử phạt 11 cơ sở (chiếm 32,9% số cơ sở được kiểm tra)",
     [("attainment", WRONG)]),
    # of another whole, which is not told
    ("doanh số cho vay 68.420 triệu đồng; thu nợ 47.115 triệu đồng, bằng 86,8% nợ đến hạn trả",
     []),
    # 24,6 / 196 = 12,6 %
    ("thanh toán 24,6 tỷ đồng trong 196 tỷ đồng, đạt 12,6%", [("attainment", RIGHT)]),
    ("thanh toán 24,6 tỷ đồng trong 196 tỷ đồng, đạt 21,6%", [("attainment", WRONG)]),
    # 1.236 / 1.254 = 98,6 %
    ("huy động trẻ 5 tuổi ra lớp đạt 98,6% (1.236/1.254 trẻ)", [("attainment", RIGHT)]),
    ("huy động trẻ 5 tuổi ra lớp đạt 99,8% (1.236/1.254 trẻ)", [("attainment", WRONG)]),
    # 3 / 221 = 1,36 %
    ("sửa, hủy 03 vụ (hủy 01 vụ, sửa 02 vụ), chiếm 1,36% trên tổng số 221 vụ",
     [("attainment", RIGHT), ("sum", RIGHT)]),
    ("sửa, hủy 03 vụ (hủy 01 vụ, sửa 02 vụ), chiếm 13,6% trên tổng số 221 vụ",
     [("attainment", WRONG), ("sum", RIGHT)]),
]  # fmt: skip

LISTS = [
    # 2 + 9 + 14 + 19 = 44
    ("đạt 44 giải: 02 giải nhất, 09 giải nhì, 14 giải ba, 19 giải khuyến khích",
     [("sum", RIGHT)]),
    ("đạt 42 giải: 02 giải nhất, 09 giải nhì, 14 giải ba, 19 giải khuyến khích",
     [("sum", WRONG)]),
    # 6.120,5 + 17.244,8 + 15.807,4 = 39.172,7
    ("rừng đặc dụng 6.120,5 ha, rừng phòng hộ 17.244,8 ha, rừng sản xuất 15.807,4 ha;"
     " tổng cộng 39.172,7 ha", [("sum", RIGHT)]),
    ("rừng đặc dụng 6.120,5 ha, rừng phòng hộ 17.244,8 ha, rừng sản xuất 15.807,4 ha;"
     " tổng cộng 38.452,7 ha", [("sum", WRONG)]),
    # "cộng thêm" sums nothing
    ("trồng 120 ha rừng phòng hộ, chăm sóc 340 ha; cộng thêm 30 ha trồng lại", []),
    # 18 + 21 + 14 + 10 = 63; the number in a hamlet's name is no figure
    ("hỗ trợ 63 hộ, gồm: thôn Mẫu 2 có 18 hộ, thôn Mẫu 4 có 21 hộ, thôn Mẫu 6 có 14 hộ,"
     " thôn Mẫu 8 có 10 hộ", [("sum", RIGHT)]),
    ("hỗ trợ 63 hộ, gồm: thôn Mẫu 2 có 18 hộ, thôn Mẫu 4 có 21 hộ, thôn Mẫu 6 có 14 hộ,"
     " thôn Mẫu 8 có 12 hộ", [("sum", WRONG)]),
    ("địa bàn là 03 xã: Mẫu Lâm, Mẫu Thượng, Ví Dụ", [("count", RIGHT)]),
    ("địa bàn là 04 xã: Mẫu Lâm, Mẫu Thượng, Ví Dụ", [("count", WRONG)]),
    # what is measured and told apart may overlap all the same: 95 + 12 is a little over 100
    ("tổng thu 100 tỷ đồng, trong đó thu nội địa 95 tỷ đồng, thu tiền đất 12 tỷ đồng",
     [("sum", UNSURE)]),
    # people overlap: no claim about their sum
    ("có 100 hộ, trong đó 70 hộ nghèo, 35 hộ dân tộc thiểu số", []),
]  # fmt: skip

BASES = [
    # 11 − 14 = −3
    ("đăng ký 11 trường hợp, giảm 03 trường hợp so với tháng 4 (14 trường hợp)",
     [("change", RIGHT)]),
    ("đăng ký 11 trường hợp, tăng 03 trường hợp so với tháng 4 (14 trường hợp)",
     [("sign", WRONG)]),
    # 17 − 13 = 4
    ("có 17 sản phẩm, tăng 06 sản phẩm so với cuối năm 2022 (13 sản phẩm)",
     [("change", WRONG)]),
    # 18.245 − 15.125 = 3.120: it rose
    ("dư 18.245 triệu đồng, giảm 3.120 triệu đồng so với thời điểm 31/12/2022 (15.125 triệu đồng)",
     [("sign", WRONG)]),
    # 15,2 − 13,4 = 1,8
    ("tỷ lệ suy dinh dưỡng 13,4%, giảm 1,8 điểm % so với cùng kỳ năm trước (15,2%)",
     [("change", RIGHT)]),
    ("tỷ lệ suy dinh dưỡng 13,4%, giảm 0,8 điểm % so với cùng kỳ năm trước (15,2%)",
     [("change", WRONG)]),
    # 48,6 < 52,3
    ("ước đạt 48,6 triệu kWh, tăng 7,07% so với 52,3 triệu kWh của cùng kỳ năm trước",
     [("sign", WRONG)]),
    # 7 − 9 = −2, of this year's 7
    ("xảy ra 7 vụ; so với cùng kỳ số vụ giảm 2 vụ (7/9 vụ)", [("change", RIGHT)]),
    ("xảy ra 7 vụ; so với cùng kỳ số vụ tăng 2 vụ (7/9 vụ)", [("sign", WRONG)]),
    # 15 − 13 = 2
    ("có 13/15 xã đạt chuẩn; còn 02 xã chưa đạt", [("balance", RIGHT)]),
    ("có 13/15 xã đạt chuẩn; còn 03 xã chưa đạt", [("balance", WRONG)]),
    # the fraction in the bracket is of last year: 19 − 13 = 6
    ("đạt 13/19 tiêu chí, tăng 01 tiêu chí so với cuối năm 2022 (12/19 tiêu chí);"
     " còn 06 tiêu chí chưa đạt", [("balance", RIGHT), ("change", RIGHT)]),
]  # fmt: skip

RATES = [
    # 84.620 / 882,5 = 95,89
    ("dân số 84.620 người, diện tích 882,5 km², mật độ 95,89 người/km²", [("rate", RIGHT)]),
    ("dân số 84.620 người, diện tích 882,5 km², mật độ 98,59 người/km²", [("rate", WRONG)]),
    # 8.640 / 121 = 71,4
    ("bình quân mỗi hộ vay 71,4 triệu đồng (121 hộ, 8.640 triệu đồng)", [("rate", RIGHT)]),
    ("bình quân mỗi hộ vay 56,5 triệu đồng (121 hộ, 8.640 triệu đồng)", [("rate", WRONG)]),
    # 18.240 ha × 0,4 triệu đồng = 7.296
    ("giao khoán 18.240 ha; kinh phí 400 nghìn đồng/ha, thành tiền 7.296 triệu đồng",
     [("rate", RIGHT)]),
    ("giao khoán 18.240 ha; kinh phí 400 nghìn đồng/ha, thành tiền 7.926 triệu đồng",
     [("rate", WRONG)]),
    # 34 + 152 + 98 + 4 = 288; 4 / 288 = 1,39 %
    ("xếp loại: giỏi 34 em (11,81%), khá 152 em (52,78%), trung bình 98 em (34,03%),"
     " yếu 04 em (1,93%)", [("attainment", RIGHT)] * 3 + [("attainment", WRONG)]),
    # 22 − 26 = −4; 29 − 24 = +5
    ("bắt 22 vụ, 29 đối tượng, giảm 04 vụ, tăng 05 đối tượng so với cùng kỳ năm 2022"
     " (26 vụ, 24 đối tượng)", [("change", RIGHT), ("change", RIGHT)]),
    ("bắt 22 vụ, 29 đối tượng, tăng 04 vụ, tăng 05 đối tượng so với cùng kỳ năm 2022"
     " (26 vụ, 24 đối tượng)", [("change", RIGHT), ("sign", WRONG)]),
    # 4.241 − 4.118 = 123
    ("kết nạp 123 hội viên, nâng tổng số từ 4.118 lên 4.241 hội viên", [("change", RIGHT)]),
    ("kết nạp 96 hội viên, nâng tổng số từ 4.118 lên 4.241 hội viên", [("change", WRONG)]),
    # 905,1 + 210,6 + 219,1 = 1.334,8: 67,8; 15,8; 16,4 %
    ("chế tạo 905,1 triệu USD, chiếm 67,8% tổng vốn; giải trí đạt 210,6 triệu USD, chiếm 15,8%;"
     " còn lại đạt 219,1 triệu USD, chiếm 16,4%", [("attainment", RIGHT)] * 3),
]  # fmt: skip

TIMES = [
    ("uống vitamin A trong ngày 31/4 tại 15 xã", [("time", WRONG)]),
    ("uống vitamin A trong ngày 30/4 tại 15 xã", []),
    ("Ngày 28/7/2023, xã đã tổ chức ra quân", [("time", WRONG)]),
    ("Ngày 28/7/2023, xã sẽ tổ chức ra quân", []),
    # a report of June may tell what will have been done at its end
    ("Đến ngày 30/6/2023 đã giải ngân 12 triệu đồng", []),
    ("Đến ngày 10/9/2023 đã giải ngân 12 triệu đồng", [("time", WRONG)]),
    ("Toàn huyện đã tổng kết năm học 2023-2024", [("time", WRONG)]),
    ("Toàn huyện đã tổng kết năm học 2022-2023", []),
    ("Kết thúc năm học 2021-2022 (ngày 25/5/2023), có 70 học sinh", [("time", WRONG)]),
]  # fmt: skip


def sorted_claims_of(text: str) -> list[tuple[str, str]]:
    passages = [*HEAD, Passage("3", text + ".")]
    return sorted((i.claim.kind, i.claim.verdict) for i in examine("x", passages))


@pytest.mark.parametrize(
    ("text", "expected"), [*NAMED_WHOLES, *LISTS, *BASES, *RATES, *TIMES]
)  # fmt: skip
def test_what_is_told_in_one_passage(text, expected):
    assert sorted_claims_of(text) == sorted(expected)


@pytest.mark.parametrize(
    ("share", "classes"),
    [("70,7%", [RIGHT]), ("77,7%", [WRONG])],  # 68.215 / 96.420 = 70,7 %
)
def test_a_share_may_name_what_an_earlier_passage_told(share, classes):
    passages = [
        *HEAD,
        Passage("3", "Doanh số cho vay 5 tháng 96.420 triệu đồng."),
        Passage("4", f"Doanh số thu nợ 68.215 triệu đồng, bằng {share} doanh số cho vay."),
    ]
    found = [i.claim for i in examine("x", passages) if i.claim.kind == "attainment"]
    assert [claim.verdict for claim in found] == classes


@pytest.mark.parametrize(
    ("again", "classes"),
    [
        ("tỷ lệ che phủ rừng hiện giữ ở mức 65,1%", [WRONG]),  # two digits swapped
        ("tỷ lệ che phủ rừng hiện giữ ở mức 61,5%", []),
        ("tỷ lệ che phủ rừng hiện giữ ở mức 72,4%", []),  # may be of another year
        ("tỷ lệ che phủ cây công nghiệp là 65,1%", []),
    ],
)
def test_a_figure_told_again_under_the_same_words(again, classes):
    passages = [*HEAD, Passage("3", "Tỷ lệ che phủ rừng đạt 61,5%."), Passage("4", again)]
    found = [i.claim for i in examine("x", passages) if i.claim.kind == "repetition"]
    assert [claim.verdict for claim in found] == classes


@pytest.mark.parametrize(
    ("first", "again", "classes"),
    [
        ("Thu ngân sách trên địa bàn ước đạt 39.870 triệu đồng",
         "Đánh giá chung: thu ngân sách trên địa bàn đạt 38.970 triệu đồng", [WRONG]),
        # of two policies: the words before the colon say which
        ("Chế độ bán trú: học kỳ I hỗ trợ 411 em; học kỳ II hỗ trợ 1.525 em",
         "Chi phí học tập: học kỳ I hỗ trợ 735 em; học kỳ II hỗ trợ 1.125 em", []),
    ],
)  # fmt: skip
def test_a_figure_told_again_has_the_same_subject(first, again, classes):
    passages = [*HEAD, Passage("3", first), Passage("4", again)]
    found = [i.claim for i in examine("x", passages) if i.claim.kind == "repetition"]
    assert [claim.verdict for claim in found] == classes


def in_table(text: str) -> list[tuple[str, str]]:
    lines = "Kinh phí khác 12.345,67 triệu đồng\n" + text
    passages = list(read_lines(lines.encode(), "x.md"))
    return [(i.claim.stated, i.claim.verdict) for i in examine("x.md", passages)]


def test_what_is_left_in_a_table():
    """3.600 − 2.140 = 1.460."""
    found = in_table(
        "| Công trình | Kế hoạch | Đã thanh toán | Còn lại |\n|---|---|---|---|\n"
        "| Trường Mẫu | 4.200 | 1.365 | 2.835 |\n| Cầu Mẫu | 3.600 | 2.140 | 1.640 |\n"
    )
    assert found == [("2.835", RIGHT), ("1.640", WRONG)]


def test_production_of_a_table():
    """1.250 × 48,2 ÷ 10 = 6.025; 3.120 × 21,5 ÷ 10 = 6.708."""
    found = in_table(
        "| Cây | Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn) |\n|---|---|---|---|\n"
        "| Ngô | 1.250 | 48,2 | 6.025 |\n| Lạc | 3.120 | 21,5 | 6.078 |\n"
    )
    assert found == [("6.025", RIGHT), ("6.078", WRONG)]


def test_change_between_the_years_of_a_table():
    """−3 / 14 = −21,4 %; 1 / 5 = 20 %; −6 / 15 = −40 %."""
    found = in_table(
        "| Tai nạn | 6 tháng năm 2022 | 6 tháng năm 2023 | Tỷ lệ (%) |\n|---|---|---|---|\n"
        "| Số vụ | 14 | 11 | -21,4 |\n| Số người chết | 5 | 6 | +20,0 |\n"
        "| Số người bị thương | 15 | 9 | -66,7 |\n"
    )
    assert [kind for _, kind in found] == [RIGHT, RIGHT, WRONG]


def test_counted_things_of_a_table_are_exact():
    """9 of 14 schools are 64,29 %; 13.5 of 14 cannot be."""
    found = in_table(
        "| Cấp học | Số trường | Đạt chuẩn | Tỷ lệ % |\n|---|---|---|---|\n"
        "| Mầm non | 16 | 10 | 62,5 |\n| Tiểu học | 14 | 9 | 69,23 |\n"
        "| THCS | 16 | 8 | 50,0 |\n| THPT | 4 | 3 | 75,0 |\n"
    )
    assert ("69,23%", WRONG) in found
    assert sum(kind == WRONG for _, kind in found) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "so với cùng kỳ năm 2022 (26 vụ, 24 đối tượng) giảm 4 vụ, tăng 5 đối tượng, ",
        "Ngày 28/7/2023 xã có, ",
        "hỗ trợ 1.525 học sinh, ",
    ],
)
def test_a_line_without_end_ends(piece):
    """Each figure looks at its neighbours only: else these lines would take hours."""
    assert not any(kind == WRONG for _, kind in sorted_claims_of(piece * 400))
