"""Kinds of claims one by one; what each must be was worked out by hand."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage

HEAD = [
    Passage("1", "Mẫu, ngày 20 tháng 6 năm 2023"),
    Passage("2", "Kết quả 6 tháng đầu năm 2023; kinh phí 1.234,56 triệu đồng"),
]


def told(text: str) -> list[tuple[str, str]]:
    found = examine("x", [*HEAD, Passage("3", text)])
    return [(i.claim.kind, i.claim.classification) for i in found if i.place == "3"]


CASES = [
    # 31,41 / (626,15 − 31,41) = 5,281 %
    ("626,15ha/626 ha đạt 100,02% KH, tăng 5,28% (+31,41 ha) so với cùng kỳ 2022",
     [("attainment", "agrees"), ("base", "agrees")]),
    ("626,15 ha, tăng 5,82% (+31,41 ha) so với cùng kỳ", [("base", "contradiction")]),
    # the figure in brackets belongs to a part: 17,72 / (281,02 − 17,72) = 6,73 %
    ("rau 281,02 ha (vụ đông 101,3 ha; vụ xuân 179,72 ha) tăng 6,73% (+17,72 ha)",
     [("base", "agrees")]),
    ("thu 6.422 triệu đồng, tăng 5% (-300 triệu đồng)", [("sign", "contradiction")]),
    ("giảm từ 1.250 hộ xuống 1.000 hộ, giảm 250 hộ", [("change", "agrees")]),
    ("giảm từ 1.250 hộ xuống 1.000 hộ, giảm 20%", [("change", "agrees")]),
    ("giảm từ 1.250 hộ xuống 1.000 hộ, giảm 25%", [("change", "contradiction")]),
    ("tăng 0,5 điểm %", []),
    ("tổng số 45 người, gồm: nam 20 người; nữ 25 người", [("sum", "agrees")]),
    ("tổng số 45 người, gồm: nam 20 người; nữ 24 người", [("sum", "contradiction")]),
    # of which: the parts may overlap, but none is larger than the whole
    ("tổng số 45 người, trong đó nữ 25 người, đảng viên 30 người", [("upper", "agrees")]),
    ("tổng số 45 người, trong đó nữ 52 người", [("upper", "contradiction")]),
    # 0,5 + 0,85 billion in millions
    ("kinh phí 1,35 tỷ đồng, gồm: tỉnh 500 triệu đồng; huyện 850 triệu đồng", [("sum", "agrees")]),
    # 100 × 55 / 10
    ("diện tích 100 ha, năng suất 55 tạ/ha, sản lượng 550 tấn", [("product", "agrees")]),
    ("diện tích 100 ha, năng suất 55 tạ/ha, sản lượng 505 tấn", [("product", "contradiction")]),
    # planted 120, harvested 100: which of them is meant is not certain
    ("gieo trồng 120 ha, thu hoạch 100 ha, năng suất 55 tạ/ha, sản lượng 650 tấn",
     [("product", "doubtful")]),
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
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_claims(text, expected):
    assert told(text) == expected


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
    assert [i.claim.classification for i in found] == expected


def test_rows_within_rows_are_not_counted_twice():
    table = rows(
        "Nội dung|Vốn", "Dự án 1|300", "Tiểu dự án 1|100", "Tiểu dự án 2|200", "Dự án 2|50",
        "Tổng số|350",
    )  # fmt: skip
    assert [i.claim.classification for i in examine("x", [*HEAD, *table])] == ["agrees"]


def test_a_share_column_is_of_plan_and_actual():
    table = rows("Chỉ tiêu|Kế hoạch|Thực hiện|Tỷ lệ (%)", "Lúa|200|150|75", "Ngô|80|60|57")
    found = list(examine("x", [*HEAD, *table]))
    assert [(i.place, i.claim.classification) for i in found] == [
        ("hàng 1", "agrees"), ("hàng 2", "contradiction"),
    ]  # fmt: skip
