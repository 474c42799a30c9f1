"""The unit at the end of a label, and lists of things that look like one."""

import pytest

from helpers.cleaning.recognition.unit_lines import split_unit


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("Diện tích lúa (ha)", "Diện tích lúa", "ha"),
        ("Sản lượng lúa xuân, tấn", "Sản lượng lúa xuân", "tấn"),
        ("Tỷ lệ che phủ rừng, %", "Tỷ lệ che phủ rừng", "%"),
        ("Năng suất: tạ/ha", "Năng suất", "tạ/ha"),
        ("Đàn gia cầm - nghìn con", "Đàn gia cầm", "nghìn con"),
        ("Lao động được tạo việc làm, người", "Lao động được tạo việc làm", "người"),
        ("Kinh phí hỗ trợ (ĐVT: triệu đồng)", "Kinh phí hỗ trợ", "triệu đồng"),
        ("Số vụ cháy, nổ, vụ", "Số vụ cháy, nổ", "vụ"),
    ],
)
def test_a_unit_at_the_end(label: str, name: str, unit: str) -> None:
    assert split_unit(label) == (name, unit)


@pytest.mark.parametrize(
    "label",
    [
        "Số trường, lớp",
        "Tổng đàn trâu, bò",
        "Số hộ nghèo, cận nghèo",
        "Số xã, phường, thị trấn",
        "Số hộ - khẩu",
        "Giáo viên, học sinh",
        "Số thôn, bản",
        "Lúa - ngô",
    ],
)
def test_a_list_has_no_unit(label: str) -> None:
    assert split_unit(label) == (label, "")
