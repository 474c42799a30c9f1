"""A figure far from what is expected by the factor of a slip: which factor, or none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.checks.scale_suspicion import scale_suspicion

# value; what is expected; factor or nothing; why
CASES = [
    ("9680", ["817.5"], "10", "5.92 times the plan of the year, of which half is due"),
    ("9680", ["968", "817.5"], "10", "last year and the share of the plan"),
    ("96.8", ["968", "1000"], "0.1", "a digit short"),
    ("968000", ["968", None, "0"], "1000", "absent and zero references say nothing"),
    ("968000000", ["968", "1100"], "1000000", "đồng in a column of triệu đồng"),
    ("0.968", ["968"], "0.001", "thousands of a unit"),
    ("968", ["968", "1635"], None, "as expected"),
    ("9680", ["968", "9000"], None, "one reference agrees"),
    ("100000", ["1000", "1100"], None, "a hundred times is no unit of measure"),
    ("9680", ["968", "90"], None, "no majority for one factor"),
    ("0", ["968"], None, "zero has no scale"),
    ("968", [], None, "nothing to compare with"),
]


@pytest.mark.parametrize(("value", "references", "factor", "why"), CASES)
def test_factor(value, references, factor, why):
    known = [None if text is None else Decimal(text) for text in references]
    expected = None if factor is None else Decimal(factor)
    assert scale_suspicion(Decimal(value), known) == expected, why
