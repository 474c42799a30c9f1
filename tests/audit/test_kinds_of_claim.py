"""Kinds of claims one by one; what each must be was worked out by hand."""

from __future__ import annotations

from typing import get_args

import pytest
from examined_text import HEAD, claims_of

from helpers.audit.claim import Kind
from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.core.messages import message

CASES = [
    # 31,41 / (626,15 − 31,41) = 5,281 %
    ("626,15ha/626 ha đạt 100,02% KH, tăng 5,28% (+31,41 ha) so với cùng kỳ 2022",
     [("attainment", "agrees"), ("base", "agrees")]),
    ("626,15 ha, tăng 5,82% (+31,41 ha) so với cùng kỳ", [("base", "contradiction")]),
    # the figure in brackets belongs to a part: 17,72 / (281,02 − 17,72) = 6,73 %
    ("rau 281,02 ha (vụ đông 101,3 ha; vụ xuân 179,72 ha) tăng 6,73% (+17,72 ha)",
     [("sum", "agrees"), ("base", "agrees")]),
    ("thu 6.422 triệu đồng, tăng 5% (-300 triệu đồng)", [("sign", "contradiction")]),
    ("giảm từ 1.250 hộ xuống 1.000 hộ, giảm 250 hộ", [("change", "agrees")]),
    ("giảm từ 1.250 hộ xuống 1.000 hộ, giảm 20%", [("change", "agrees")]),
    ("giảm từ 1.250 hộ xuống 1.000 hộ, giảm 25%", [("change", "contradiction")]),
    ("tăng 0,5 điểm %", []),
    ("tổng số 45 người, gồm: nam 20 người; nữ 25 người", [("sum", "agrees")]),
    ("tổng số 45 người, gồm: nam 20 người; nữ 24 người", [("sum", "contradiction")]),
    # of which: the parts may overlap, but none is larger than the whole
    ("tổng số 45 người, trong đó nữ 25 người, đảng viên 30 người", []),
    ("tổng số 45 người, trong đó nữ 52 người", [("upper", "doubtful")]),
    # 0,5 + 0,85 billion in millions
    ("kinh phí 1,35 tỷ đồng, gồm: tỉnh 500 triệu đồng; huyện 850 triệu đồng", [("sum", "agrees")]),
    # 100 × 55 / 10
    ("diện tích 100 ha, năng suất 55 tạ/ha, sản lượng 550 tấn", [("product", "agrees")]),
    ("diện tích 100 ha, năng suất 55 tạ/ha, sản lượng 505 tấn", [("product", "contradiction")]),
    # planted 120, harvested 100: which of them is meant is not certain
    ("gieo trồng 120 ha, thu hoạch 100 ha, năng suất 55 tạ/ha, sản lượng 650 tấn", []),
    ("03 thôn (Nà Mẫu, Bản Ví Dụ, Khuổi Thử)", [("count", "agrees")]),
    ("04 thôn (Nà Mẫu, Bản Ví Dụ, Khuổi Thử)", [("count", "contradiction")]),
    ("04 thôn (Nà Mẫu, Bản Ví Dụ...)", []),
    ("Kế hoạch số 12/KH-UBND ngày 30/12/2023", [("time", "contradiction")]),
    ("Kế hoạch số 12/KH-UBND ngày 30/5/2023", []),
    ("họp ngày 31/4/2023", [("time", "contradiction")]),
    ("Quyết định số 12/2021/QĐ-UBND ngày 05/01/2022", [("time", "contradiction")]),
    ("năm học 2022-2024", [("time", "contradiction")]),
    ("tăng 5% so với cùng kỳ năm 2021", [("time", "contradiction")]),
    ("tăng 5% so với cùng kỳ năm 2022", []),
    ("chiếm 105% số hộ", [("form", "contradiction")]),
    ("đạt 105% kế hoạch", []),
    ("thu 1.2.3,4,5 triệu đồng", [("form", "doubtful")]),
    ("đạt 823 trên tổng số 1.229 người được hỗ trợ, chiếm 67,0%", [("attainment", "agrees")]),
    ("kế hoạch 1.187 ha, thực hiện 1.178,47 ha, đạt 99,3%", [("attainment", "agrees")]),
    ("sản lượng 120 tấn, bằng 96% so với cùng kỳ năm trước (125 tấn)", [("attainment", "agrees")]),
    ("sản lượng 120 tấn, bằng 69% so với cùng kỳ năm trước (125 tấn)",
     [("attainment", "contradiction")]),
    # a plan or a whole told earlier in the sentence: 45,678 / 123,456 = 37,0 %
    ("Kế hoạch vốn giao cho huyện là 123.456 triệu đồng, đến nay đã giải ngân 45.678 triệu đồng, "
     "đạt 37%", [("attainment", "agrees")]),
    ("kế hoạch giao 12.345 triệu đồng, đã giải ngân 6.172 triệu đồng, đạt 60% kế hoạch",
     [("attainment", "contradiction")]),
    ("có 845 hộ, trong đó có 213 hộ nghèo, chiếm 35,21%",  # 25,21
     [("attainment", "contradiction")]),
    ("Trong tổng số 1.046 người có 612 người dân tộc Tày, chiếm 58,51%",
     [("attainment", "agrees")]),
    ("45 xã đạt chuẩn trên tổng số 98 xã, đạt 54,9%", [("attainment", "contradiction")]),  # 45,9
    # "bằng p%" repeats the comparison with last year: no share of the whole before it
    ("cả tỉnh 1.349,4 ha, bằng 99,8% cùng kỳ, trong đó phía Bắc 1.128 ha, bằng 100,1%",
     []),
    ("11/14 bộ và 43/63 địa phương báo cáo, lần lượt đạt 78,6% và 68,3%",
     [("attainment", "agrees"), ("attainment", "agrees")]),
    ("11/14 bộ và 43/63 địa phương báo cáo, lần lượt đạt 78,6% và 86,3%",
     [("attainment", "agrees"), ("attainment", "contradiction")]),
    ("hơn 52 tỷ đồng trong tổng số 130 tỷ đồng, đạt gần 41%", [("attainment", "rounding")]),
    ("975 nghìn lượt người, đạt 65% kế hoạch (1,5 triệu lượt người)", [("attainment", "agrees")]),
    # changes with both ends, in points, over the end of a sentence
    ("giảm 1.234 hộ (từ 5.678 hộ xuống còn 4.444 hộ)", [("change", "agrees")]),
    ("giảm 1.324 hộ (từ 6.500 hộ xuống còn 5.266 hộ)", [("change", "contradiction")]),
    ("tỷ lệ giảm từ 25,3% xuống 21,1%, giảm 4,2 điểm %", [("change", "agrees")]),
    ("tỷ lệ giảm từ 45,3% xuống 40,1%, giảm 4,2%", [("change", "contradiction")]),
    ("tỷ lệ giảm từ 3,8% xuống 3,1%, tăng 0,7 điểm phần trăm", [("sign", "contradiction")]),
    # 47 / (708 + 47) = 6,225 %
    ("làm chết 708 người, bị thương 378 người. So với cùng kỳ giảm 47 người chết (-6,23%)",
     [("base", "agrees")]),
    ("bằng 96,5% so với cùng kỳ, giảm 3,5%", [("change", "agrees")]),
    ("bằng 96,5% so với cùng kỳ, tăng 3,5%", [("sign", "contradiction")]),
    ("đạt 128% kế hoạch, vượt 18% so với kế hoạch", [("change", "contradiction")]),
    # brackets of parts, parts of known wholes, parts of another kind
    ("cho 845 người tham gia (nam 412, nữ 433)", [("sum", "agrees")]),
    ("cho 845 người tham gia (nam 412, nữ 423)", [("sum", "contradiction")]),
    ("450 ha (ruộng 300 ha, nương 120 ha, còn lại là đất khác)", []),
    ("112 vụ = 145 bị can (trộm 41 vụ = 52 bị can; ma túy 71 vụ = 93 bị can)",
     [("sum", "agrees"), ("sum", "agrees")]),
    ("tổng vốn 500 triệu đồng, gồm vốn giao 500 triệu đồng, đã giải ngân 300 triệu đồng", []),
    # yields and the parts of a sentence that goes on never sum
    ("năng suất 65,7 tạ/ha, trong đó phía Bắc 63,5 tạ/ha, phía Nam 66,9 tạ/ha", []),
    ("10 công trình, gồm 05 công trình mới và 05 công trình cũ; bố trí 22 công trình",
     [("sum", "agrees")]),
    ("04 xã về đích gồm: Xã Sáu, Xã Bảy, Xã Tám", [("count", "contradiction")]),
    ("05 thôn (thôn A xã Một; thôn B xã Hai; thôn C xã Ba; thôn D, thôn E xã Bốn)",
     [("count", "agrees")]),
    ("Học kỳ I năm học 2022-2023: 213 em; học kỳ II năm học 2020-2021: 195 em",
     [("time", "contradiction")]),
    ("từ ngày 01/3/2023 đến ngày 28/02/2023", [("time", "contradiction")]),
    ("năm 2022 tăng 3% so với cùng kỳ năm 2021", []),
    ("tỷ lệ che phủ rừng đạt 173,4%", [("form", "contradiction")]),
    ("kinh phí 10.726, 547 triệu đồng", [("form", "doubtful")]),
    ("đạt 16,4/26, đạt 63,1%", [("form", "doubtful"), ("attainment", "agrees")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims(text, expected):
    assert claims_of(text) == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("50/80 hộ đạt 65,2%", "slip_swapped"),  # 62,5
        ("50/80 hộ đạt 6,25%", "slip_mark"),
        ("50/80 hộ đạt 37,5%", "slip_remainder"),
        ("50/80 hộ đạt 62,9%", "slip_digit"),
    ],
)
def test_the_likely_slip_is_named(text, hint):
    found = [i.claim for i in examine("x", [*HEAD, Passage("3", text)]) if i.place == "3"]
    assert [claim.hint for claim in found] == [hint]


def rows(*lines: str) -> list[Passage]:
    return [Passage.row(f"hàng {n}", line.split("|"), 1) for n, line in enumerate(lines)]


TOTALS = ("STT|Đơn vị|Số hộ|Tỷ lệ (%)", "1|Xã Một|120|10", "2|Xã Hai|130|20", "3|Xã Ba|50|30")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("|Tổng cộng|300|20", ["agrees"]),
        ("|Tổng cộng|310|20", ["contradiction"]),
        ("|Tổng hợp|310|20", []),
    ],
)
def test_a_total_row_is_the_sum_of_the_rows(last, expected):
    found = examine("x", [*HEAD, *rows(*TOTALS, last)])
    assert [i.claim.verdict for i in found] == expected


def test_rows_within_rows_are_not_counted_twice():
    table = rows(
        "Nội dung|Vốn", "Dự án 1|300", "Tiểu dự án 1|100", "Tiểu dự án 2|200", "Dự án 2|50",
        "Tổng số|350",
    )  # fmt: skip
    assert [i.claim.verdict for i in examine("x", [*HEAD, *table])] == ["agrees"]


def test_a_share_column_is_of_plan_and_actual():
    table = rows("Chỉ tiêu|Kế hoạch|Thực hiện|Tỷ lệ (%)", "Lúa|200|150|75", "Ngô|80|60|57")
    found = list(examine("x", [*HEAD, *table]))
    assert [(i.place, i.claim.verdict) for i in found] == [
        ("hàng 1", "agrees"), ("hàng 2", "contradiction"),
    ]  # fmt: skip


def test_rows_show_what_a_column_is_made_of():
    table = rows(
        "Xã|Số hộ|Hộ nghèo|Tỷ lệ hộ nghèo (%)|Tăng, giảm",
        "Xã Một|520|104|20,0|5", "Xã Hai|430|43|10,0|2", "Xã Ba|610|122|22,0|3",
        "Xã Bốn|400|60|15,0|1", "Xã Năm|300|33|11,0|2",
    )  # fmt: skip
    found = [i for i in examine("x", [*HEAD, *table]) if i.is_contradiction]
    assert [(i.place, i.claim.stated) for i in found] == [("hàng 3", "22,0%")]


def test_a_column_that_sums_the_next_ones():
    table = rows(
        "Nội dung|Tổng số|Trung ương|Địa phương", "Dự án 1|1.200|1.000|200", "Dự án 2|850|800|50",
        "Dự án 3|640|600|50", "Dự án 4|2.100|1.900|200",
    )  # fmt: skip
    found = [i for i in examine("x", [*HEAD, *table]) if i.is_contradiction]
    assert [(i.place, i.claim.stated) for i in found] == [("hàng 3", "640")]


def test_a_row_that_heads_others_is_their_sum_where_other_columns_show_it():
    table = rows(
        "STT|Nội dung|Kế hoạch|Cấp phát", "I|Vốn đầu tư|5.000|2.500", "1|Dự án 1|3.000|1.500",
        "2|Dự án 4|2.000|1.100", "II|Vốn sự nghiệp|4.000|1.000", "1|Dự án 3|2.500|500",
        "2|Dự án 5|1.500|500",
    )  # fmt: skip
    found = [i for i in examine("x", [*HEAD, *table]) if i.is_contradiction]
    assert [(i.place, i.claim.stated, i.claim.shown) for i in found] == [
        ("hàng 1", "2.500", "2.600,00")
    ]


@pytest.mark.parametrize(("again", "expected"), [
    ("26.744", "agrees"), ("27.644", "contradiction"), ("19.000", None),
])  # fmt: skip
def test_a_quantity_told_twice(again, expected):
    texts = [
        "Tổng vốn Chương trình năm 2023 huyện Mẫu được giao là 26.744 triệu đồng.",
        f"Như vậy, tổng vốn Chương trình năm 2023 huyện Mẫu được giao là {again} triệu đồng.",
    ]
    passages = [Passage(str(n), text) for n, text in enumerate(texts, start=10)]
    found = [i.claim for i in examine("x", [*HEAD, *passages]) if i.place == "11"]
    assert [claim.verdict for claim in found] == [expected] * bool(expected)


@pytest.mark.parametrize(("last", "expected"), [("14", "contradiction"), ("16", "agrees")])
def test_items_below_their_heading(last, expected):
    texts = ("Tổng số công trình: 46 công trình, bao gồm:", "- Giao thông: 21 công trình;",
             "- Thủy lợi: 9 công trình;", f"- Nhà văn hóa: {last} công trình.")  # fmt: skip
    found = examine("x", [*HEAD, *(Passage(str(n), t) for n, t in enumerate(texts, start=10))])
    assert [(i.place, i.claim.verdict) for i in found] == [("10", expected)]


def test_another_years_report_may_have_later_documents():
    """Without a date of its own, and with many later documents, the guess of its year is wrong.

    One later document is at most suspected: the date of the report follows from its year only.
    """
    later = [Passage("3", f"Kế hoạch số {n}/KH-UBND ngày 0{n}/9/2023") for n in range(1, 6)]
    head = [Passage("1", "Kết quả 6 tháng đầu năm 2023")]
    assert not [i for i in examine("x", [*head, *later]) if i.is_contradiction]
    assert [i.claim.verdict for i in examine("x", [*head, later[0]])] == ["doubtful"]


def test_a_contradiction_tells_its_range_and_another_figure_that_explains_it():
    text = "thực hiện 50/80 hộ, đạt 41,7% kế hoạch, năm trước giao 120 hộ"
    claim = next(i.claim for i in examine("x", [*HEAD, Passage("3", text)]) if i.place == "3")
    assert (claim.verdict, claim.hint) == ("doubtful", "slip_base")
    # from 6.171,5 / 12.345,5 to 6.172,5 / 12.344,5
    text = "giải ngân 6.172 triệu đồng/12.345 triệu đồng, đạt 60%"
    claim = next(i.claim for i in examine("x", [*HEAD, Passage("3", text)]) if i.place == "3")
    assert claim.allowed == "49,99–50,00%"


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_kind_of_claim_has_a_name_and_an_advice(kind, lang):
    assert message(f"audit.kind_{kind}", lang)
    assert message(f"audit.advice_{kind}", lang)
