"""One way to print each kind of figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.core.formatting import (
    format_change_percent,
    format_count,
    format_date,
    format_money,
    format_number,
    format_percent,
    format_quantity,
    needed_decimals,
)


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "lang", "text"),
    [
        ("1178.47", 2, False, "vi", "1.178,47"),
        ("1178.47", 2, False, "en", "1,178.47"),
        ("1178.47", 0, False, "vi", "1.178"),
        ("0.27", 2, True, "vi", "+0,27"),
        ("-16.74", 2, True, "vi", "−16,74"),
        ("-16.74", 2, False, "en", "−16.74"),
        ("0", 2, True, "vi", "0,00"),
        ("-0.004", 2, True, "vi", "0,00"),
        ("0.5", 0, False, "vi", "1"),
        ("1.5", 0, False, "vi", "2"),
        ("2.5", 0, False, "vi", "3"),
        ("-2.5", 0, False, "vi", "−3"),
        ("2.675", 2, False, "vi", "2,68"),
        ("12345678901234567890123456789.25", 2, False, "vi",
         "12.345.678.901.234.567.890.123.456.789,25"),
        ("1.5E+6", 0, False, "vi", "1.500.000"),
    ],
)  # fmt: skip
def test_format_number(value, decimals, signed, lang, text):
    assert format_number(Decimal(value), decimals, signed=signed, lang=lang) == text


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        ("1178.47", 2, "ha", "1.178,47\u00a0ha"),
        ("61.48", 2, "tạ/ha", "61,48\u00a0tạ/ha"),
        ("79.44", 2, "%", "79,44%"),
        ("5", 0, "", "5"),
    ],
)
def test_format_quantity(value, decimals, unit, text):
    assert format_quantity(Decimal(value), decimals, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("99.281", "99,3%"),
        ("99.25", "99,3%"),
        ("100", "100%"),
        ("0", "0%"),
        ("100.02", "100,02%"),
        ("99.96", "99,96%"),
        ("99.9996", "99,9996%"),
        ("0.04", "0,04%"),
        ("0.0004", "0,0004%"),
        ("100.05", "100,1%"),
        ("1234.56", "1.234,6%"),
    ],
)
def test_format_percent_never_pretends_all_or_nothing(value, text):
    assert format_percent(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "most", "decimals"),
    [
        ("1187.00", 2, 0),
        ("1178.40", 2, 1),
        ("1178.465", 2, 2),
        # Printed 1,01 as every figure is rounded: half a unit goes up.
        ("1.005", 2, 2),
        ("-0.05", 1, 1),
        ("0.004", 2, 0),
    ],
)
def test_needed_decimals_are_those_of_the_printed_figure(value, most, decimals):
    assert needed_decimals(Decimal(value), most) == decimals


def test_format_percent_with_given_decimals():
    assert format_percent(Decimal("99.99"), decimals=1) == "100,0%"
    assert format_percent(Decimal("99.99"), decimals=2, lang="en") == "99.99%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5.2811", "+5,28%"),
        ("-0.968", "−0,97%"),
        ("0", "0%"),
        ("-100", "−100%"),
        ("0.0012", "+0,001%"),
        ("-99.999", "−99,999%"),
    ],
)
def test_format_change_percent(value, text):
    assert format_change_percent(Decimal(value)) == text


def test_a_change_can_be_printed_without_its_sign():
    assert format_change_percent(Decimal("5.2811"), signed=False) == "5,28%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("46929.385459", "46.929,385459\u00a0triệu đồng"),
        ("26744.000000", "26.744\u00a0triệu đồng"),
        ("317.840", "317,84\u00a0triệu đồng"),
        ("0.0000005", "0,000001\u00a0triệu đồng"),
        ("-7.383915", "−7,383915\u00a0triệu đồng"),
        ("0", "0\u00a0triệu đồng"),
    ],
)
def test_format_money(value, text):
    assert format_money(Decimal(value)) == text


def test_format_money_in_english():
    assert (
        format_money(Decimal("1329.594"), signed=True, lang="en") == "+1,329.594\u00a0million VND"
    )


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (0, "vi", "0"),
        (5, "vi", "05"),
        (-3, "vi", "−03"),
        (10, "vi", "10"),
        (4242, "vi", "4.242"),
        (5, "en", "5"),
        (Decimal("9.0"), "vi", "09"),
    ],
)
def test_format_count(value, lang, text):
    assert format_count(value, lang=lang) == text


@pytest.mark.parametrize(
    ("day", "lang", "text"),
    [
        (date(2023, 6, 30), "vi", "30/6/2023"),
        (date(2023, 6, 1), "vi", "01/6/2023"),
        (date(2023, 2, 9), "vi", "09/02/2023"),
        (date(2023, 12, 15), "vi", "15/12/2023"),
        (date(2023, 6, 30), "en", "30 June 2023"),
    ],
)
def test_format_date(day, lang, text):
    assert format_date(day, lang=lang) == text


@pytest.mark.parametrize("value", [None, "5", True])
def test_only_numbers_are_printed(value):
    with pytest.raises(TypeError):
        format_number(value, 0)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_only_finite_numbers_are_printed(value):
    with pytest.raises(ValueError, match="finite"):
        format_number(value, 0)


def test_only_whole_numbers_are_counts():
    with pytest.raises(ValueError, match="whole"):
        format_count(Decimal("2.5"))


@given(st.decimals(-1000, 1000, places=9, allow_nan=False))
def test_a_percentage_of_zero_or_hundred_is_exact(value):
    pretends = format_percent(value).lstrip("−") in ("0%", "100%")
    assert pretends == (value in (0, 100, -100))
