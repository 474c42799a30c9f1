"""Figures beside their words: digits and words must name the same number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from examined_text import RIGHT, UNSURE, WRONG, claims_of

from helpers.audit.spoken import number_of_words
from helpers.core.text import fold

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
    # the unit of a table, not zero in words
    ("huy động nguồn lực 6 tháng đầu năm 2026 (triệu đồng)", []),
    ("dự toán năm 2023 (nghìn đồng)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_a_figure_beside_its_words(text, expected):
    assert claims_of(text) == expected


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
