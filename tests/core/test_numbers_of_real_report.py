"""Every form in which the real report of 2023 prints a figure is read right.

``cases/printed_in_report.csv`` holds those forms with their values, worked out by hand; a filled
``denominator`` marks a fraction.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.core.conversion import canonical_unit
from helpers.core.numbers import column_style, read_fraction, read_number

CASES = Path(__file__).parent / "cases" / "printed_in_report.csv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unit_name(text: str | None) -> str:
    measure = canonical_unit(text) if text else None
    return measure.unit if measure else text or ""


STYLE = column_style(row["text"] for row in rows())
NUMBERS = [row for row in rows() if not row["denominator"]]
FRACTIONS = [row for row in rows() if row["denominator"]]


def test_the_report_shows_its_style():
    assert len(rows()) >= 200
    assert STYLE == "vi"


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row["text"])
def test_reads_number(row):
    parsed = read_number(row["text"], style=STYLE)
    assert parsed.value == Decimal(row["value"])
    assert unit_name(parsed.unit) == row["unit"]


@pytest.mark.parametrize("row", FRACTIONS, ids=lambda row: row["text"])
def test_reads_fraction(row):
    fraction = read_fraction(row["text"], style=STYLE)
    assert fraction.numerator.value == Decimal(row["value"])
    assert fraction.denominator.value == Decimal(row["denominator"])
    for part in (fraction.numerator, fraction.denominator):
        assert unit_name(part.unit) == row["unit"]
    stated = fraction.stated_percent
    assert (stated and stated.value) == (Decimal(row["percent"]) if row["percent"] else None)


def test_the_dong_digits_of_project_4_add_up():
    """7,383.915 million is what was not yet shared out; the rest is a round 3.173 million."""
    allocated = read_number("3.180,383,915trđ", style="vi")
    unallocated = read_number("7,383.915trđ", style="vi")
    assert allocated.value - unallocated.value == 3173
