"""Claims of tables; what each must be was worked out by hand."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.audit.readers import read_lines

HEAD = Passage("1", "Mẫu, ngày 20 tháng 6 năm 2023")


def contradictions(table: str) -> list[str]:
    """Places of the rows that contradict themselves; cells of a row stand between bars."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    passages = [Passage.row(str(n), cells, table=1) for n, cells in enumerate(rows)]
    found = examine("x", [HEAD, *passages])
    return sorted({item.place for item in found if item.is_contradiction})


# The last two years make the change in all rows; the first and the third in six of eight, where
# small numbers that may be rounded are near enough.
YEARS = """
    Chỉ tiêu | Kỳ 2020 | Kỳ 2021 | Kỳ 2022 | Kỳ 2023 | Tăng, giảm
    Lượt     | 3.196   | 3.244   | 3.083   | 3.405   | +322
    Cơ sở    | 56      | 56      | 59      | 61      | +2
    Đạt      | 28,6    | 28,6    | 30,5    | 29,5    | −1
    Vi phạm  | 40      | 40      | 41      | 43      | +2
    Hỏng     | 71,4    | 71,4    | 69,5    | 70,5    | +1
    Quán     | 23      | 23      | 23      | 25      | +2
    Trẻ      | 25      | 25      | 26      | 26      | 0
    Trẻ nữ   | 13      | 13      | 14      | 14      | 0
"""

CASES = [
    # A difference may be negative: 79,5 = 795,2 − 715,7 as 96,6 = 92,9 + 3,7.
    ("""
    Chỉ tiêu | Số ghi | Số tính lại | Chênh lệch
    Đàn trâu | 96,6   | 92,9        | +3,7
    Đàn bò   | 81,1   | 77,4        | +3,7
    Đàn lợn  | 65,1   | 61,4        | +3,7
    Bảo hiểm | 79,5   | 795,2       | −715,7
    """, []),
    # 98,2 − 94,5 = 3,7, not 3,9
    ("""
    Chỉ tiêu | Số ghi | Số tính lại | Chênh lệch
    Đàn trâu | 96,6   | 92,9        | +3,7
    Đàn bò   | 81,1   | 77,4        | +3,7
    Đàn lợn  | 65,1   | 61,4        | +3,7
    Đàn dê   | 98,2   | 94,5        | +3,9
    Bảo hiểm | 79,5   | 795,2       | −715,7
    """, ["4"]),
    (YEARS, []),
    # 3.405 − 3.083 = 322, not 332
    (YEARS.replace("+322", "+332"), ["1"]),
    # The numbers of the header say what is made of what: 60 − 45 = 15, not 25, though few rows
    # show it; 25 / 45 = 55,6 %.
    ("""
    Chỉ tiêu | Thực hiện (2) | Cùng kỳ (3) | So sánh (4)=(2)-(3) | % (5)=(4):(3)
    Đàn trâu | 60            | 45          | +25                 | +55,6%
    Đàn bò   | 40            | 50          | -10                 | -20%
    """, ["1"]),
    # The same in a row of its own below the titles: 300 + 250 = 550, not 560; 550 / 1.000 = 55 %
    ("""
    TT | Nội dung  | Kế hoạch | Trung ương | Địa phương | Cộng  | Tỷ lệ
    A  | B         | 1        | 2          | 3          | 4=2+3 | 5=4/1x100
    1  | Đường     | 1.000    | 300        | 250        | 560   | 55
    2  | Trường    | 800      | 100        | 300        | 400   | 50
    """, ["2"]),
    # A change on last year of a fall by 10 of 50 is 20 %, not 25 %
    ("""
    Chỉ tiêu | Năm nay (1) | Năm trước (2) | Tăng, giảm (3)=(1)-(2) | Tỷ lệ (4)=(3):(2)
    Đàn trâu | 60          | 48            | +12                    | +25%
    Đàn bò   | 40          | 50            | -10                    | -25%
    Đàn dê   | 30          | 20            | +10                    | +50%
    """, ["2"]),
    # 20 / 40 = 50 %, not 55 %
    ("""
    Xã   | Kế hoạch | Thực hiện | Tỷ lệ (%)
    Mẫu  | 40       | 30        | 75
    Thử  | 50       | 45        | 90
    Ví   | 40       | 20        | 55
    Họa  | 80       | 60        | 75
    """, ["3"]),
    # 40 + 50 + 40 = 130
    ("""
    TT | Đơn vị     | Số hộ
    1  | Xã Mẫu     | 40
    2  | Xã Thử     | 50
    3  | Xã Ví Dụ   | 40
       | Tổng cộng  | 140
    """, ["4"]),
    # None is the sum of others: small whole numbers look like sums if they may be rounded.
    ("""
    Chỉ tiêu     | Có thực hiện | Có kế hoạch | Có cùng kỳ | Trên số đơn vị
    Ngô vụ xuân  | 2            | 2           | 2          | 3
    Bán trú      | 2            | 0           | 2          | 3
    Chế độ khác  | 2            | 0           | 2          | 3
    Nước sạch    | 2            | 0           | 2          | 3
    """, []),
]  # fmt: skip


@pytest.mark.parametrize(("table", "wrong"), CASES)
def test_rows_that_contradict_themselves(table, wrong):
    assert contradictions(table) == wrong


FIRST = """
Tên dự án      | Vốn giao  | Đã giải ngân | Số hộ
Đường thôn Mẫu | 12.740,96 | 1.023,62     | 412
Cầu thôn Thử   | 3.379,97  | 619,95       | 98
"""
AGAIN = [
    # 1.032,62 for 1.023,62 where the capital of the row is the same
    ("Đường thôn Mẫu | 12.740,96 | 1.032,62 | 412", ["1.032,62"]),
    ("Đường thôn Mẫu | 12.740,96 | 1.023,62 | 412", []),
    # Nothing of the row is the same: it may be of another year
    ("Đường thôn Mẫu | 12.740,69 | 1.032,62 | 421", []),
    # No slip of the hand: a later state
    ("Đường thôn Mẫu | 12.740,96 | 2.500,1  | 412", []),
    # 412 and 421 are too short to be known again
    ("Đường thôn Mẫu | 12.740,96 | 1.023,62 | 421", []),
    # Another row
    ("Đường thôn Ví  | 12.740,96 | 1.032,62 | 412", []),
]


@pytest.mark.parametrize(("row", "wrong"), AGAIN)
def test_a_row_told_again_in_another_table(row, wrong):
    other = f"Tên dự án | Vốn giao | Đã giải ngân | Số hộ\n{row}\nChợ Họa | 500,25 | 20,5 | 77"
    passages = [HEAD]
    for table, text in enumerate((FIRST, other), start=1):
        for n, line in enumerate(text.strip().splitlines()):
            cells = [cell.strip() for cell in line.split("|")]
            passages.append(Passage.row(f"{table}.{n}", cells, table=table))
    found = [item for item in examine("x", passages) if item.claim.kind == "repetition"]
    assert [item.words for item in found if item.is_contradiction] == wrong
    assert all(item.claim.by_likeness for item in found if item.is_contradiction)


@pytest.mark.parametrize(
    ("told", "classes"),
    [
        ("Sản lượng ngô xuân đạt 6.025 tấn", []),  # the same: nothing to be said
        ("Sản lượng ngô xuân đạt 6.052 tấn", ["contradiction"]),  # two digits swapped
        ("Sản lượng ngô xuân đạt 5.310 tấn", []),  # may be of another time
        ("Sản lượng ngô mùa đạt 6.052 tấn", []),
        ("Sản lượng ngô xuân năm trước đạt 6.052 tấn", []),
    ],
)
def test_text_that_tells_a_cell_again(told, classes):
    text = (
        "Kinh phí khác 12.345,67 triệu đồng\n\n"
        "| Cây trồng | Diện tích (ha) | Sản lượng (tấn) |\n|---|---|---|\n"
        f"| Ngô xuân | 1.250 | 6.025 |\n| Lúa xuân | 3.120 | 17.160 |\n\n{told}\n"
    )
    passages = list(read_lines(text.encode(), "x.md"))
    found = [i.claim for i in examine("x.md", passages) if i.claim.kind == "repetition"]
    assert [claim.verdict for claim in found] == classes
    assert all(claim.by_likeness for claim in found)


def test_a_row_may_have_its_own_unit():
    text = (
        "Kinh phí khác 12.345,67 triệu đồng\n\nTổng đàn gia súc ước 24.681 con.\n\n"
        "| Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện |\n|---|---|---|---|\n"
        "| Tổng đàn gia súc | con | 25.000 | 24.861 |\n| Trồng rừng | ha | 650 | 626,15 |\n"
    )
    passages = list(read_lines(text.encode(), "x.md"))
    found = [i.claim for i in examine("x.md", passages) if i.claim.kind == "repetition"]
    assert [(c.stated, c.shown, c.verdict) for c in found] == [
        ("24.681", "24.861", "contradiction")
    ]
