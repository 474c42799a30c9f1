"""Dates as office papers write them."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.ground.dates import find_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phủ Thông, ngày 12 tháng 6 năm 2023", date(2023, 6, 12)),
        ("ngày 05 tháng 12 năm 2025", date(2025, 12, 5)),
        ("12/6/2023", date(2023, 6, 12)),
        ("Ngày 1-7-2025", date(2025, 7, 1)),
        ("ngày … tháng 6 năm 2023", None),
        ("31/02/2023", None),
        ("số 112/6/20234", None),
        ("", None),
    ],
)
def test_dates_of_papers(text, expected):
    assert find_date(text) == expected
