"""Dates as office papers write them."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.core.dates import date_in, find_date


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 12 tháng 6 năm 2023", "12 June 2023"),
        ("09/3/2023", "9 March 2023"),
        ("ngày    tháng 6 năm 2023", "June 2023"),
        ("quý II", "quý II"),
        ("", ""),
    ],
)
def test_a_date_is_printed_in_the_language_of_the_report(text, expected):
    assert date_in("en", text) == expected
    assert date_in("vi", text) == text
