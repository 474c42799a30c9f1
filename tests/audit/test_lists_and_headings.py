"""Relations across passages: lists below headings, totals that close a list, changes of parts."""

from __future__ import annotations

import pytest

from helpers.audit.examine import examine
from helpers.audit.readers import read_lines

HEAD = "Xã Mẫu, ngày 20 tháng 12 năm 2025."
LIST = (
    "Xã Mẫu có 868 người ứng cử.\n- Phụ nữ: 393 người, tỷ lệ 45,28%;\nVề trình độ:\n"
    "+ Trên đại học: 564 người, tỷ lệ 64,98%;\n+ Đại học: 294 người, tỷ lệ {share}%;\n"
    "+ Dưới đại học: 10 người, tỷ lệ 1,15%."
)
CHANGES = (
    "Xã Mẫu có 318.011 người, tăng {total} người, gồm bắt buộc 239.011 người, tăng 10.513 người; "
    "tự nguyện 79.000 người, tăng 30.127 người."
)
CLOSED = (
    "Kết quả:\n- Tạm ngừng: 80.800 hộ\n- Chờ xóa: 34.000 hộ\n- Đã xóa: 12.300 hộ\n"
    "- Tổng cộng: {total} hộ"
)
OTHER_TIME = (
    "Trong 6.220 người ứng cử, phụ nữ có 2.542 người, chiếm tỷ lệ 40,87% (khóa trước là 2.427 "
    "người, tỷ lệ 37,04%); dân tộc thiểu số có 1.150 người, tỷ lệ 18,5% (khóa trước là 1.003 "
    "người, tỷ lệ 15,31%)."
)
OPEN = (
    "Dân số xã Mẫu 32.064 người, trong đó: Tày 16.322 người (50,9%), Dao 9.047 người (28,21%), "
    "Kinh 1.627 người (5,07%), Hoa 5.023 người (15,67%), còn lại các dân tộc khác."
)
TWICE = (
    "Năm 2025: tổng số 1.206.819; nam 601.419; nữ {women}; thành thị 391.396; nông thôn 815.423."
)


def verdicts(text: str, kind: str) -> set[str]:
    passages = list(read_lines(f"{HEAD}\n{text}".encode(), "x.txt"))
    return {item.claim.verdict for item in examine("x.txt", passages) if item.claim.kind == kind}


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        # 294 / 868 = 33,87 %
        (LIST.format(share="33,87"), LIST.format(share="38,37"), "attainment"),
        # 10.513 + 30.127 = 40.640
        (CHANGES.format(total="40.640"), CHANGES.format(total="46.640"), "sum"),
        # 80.800 + 34.000 + 12.300 = 127.100
        (CLOSED.format(total="127.100"), CLOSED.format(total="127.200"), "sum"),
        # 601.419 + 605.400 = 391.396 + 815.423 = 1.206.819
        (TWICE.format(women="605.400"), TWICE.format(women="650.400"), "sum"),
    ],
)
def test_slips_are_found(right, wrong, kind):
    assert verdicts(right, kind) == {"agrees"}
    assert "contradiction" in verdicts(wrong, kind)


def test_a_bracket_of_another_time_is_not_measured_by_this_one():
    assert verdicts(OTHER_TIME, "attainment") == {"agrees"}


def test_a_list_that_leaves_a_rest_is_open():
    assert not verdicts(OPEN, "sum")
