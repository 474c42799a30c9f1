"""Stated against computed: agrees, truncation, rounding, contradiction. Cases worked by hand."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.indicators.formulas import scaled_quotient
from helpers.indicators.tolerance import Interval, classify, image, sum_image

CASES = """
# actual   plan      exact  stated  class          why
1178.47    1187      no     99.3    agrees         99.281
7245.23    7300      no     99.24   truncation     99.2497
217.6      369       no     58.9    truncation     58.970
2972.96    2974      no     97.94   contradiction  99.965
9          281       yes    3.3     contradiction  3.2028, counts are exact
9          281       yes    3.2     agrees         3.2028
17985      31000     yes    58.01   truncation     58.016
619.950    3379.979  no     18.14   contradiction  18.342
5013.06    26744     no     18.74   agrees         18.7446
16.4       26        no     63.3    rounding       63.077, but 16.44/25.6 would be 64
"""


def places(text: str) -> int:
    return len(text.partition(".")[2])


@pytest.mark.parametrize("line", [row for row in CASES.strip().splitlines() if row[0] != "#"])
def test_class_of_a_stated_percentage(line):
    actual, plan, exact, stated, expected, _ = line.split(maxsplit=5)
    operands = [Interval.printed(D(x), places(x), exact=exact == "yes") for x in (actual, plan)]
    possible = image(lambda values: scaled_quotient(*values), operands)
    computed = scaled_quotient(D(actual), D(plan))
    assert classify(D(stated), places(stated), computed, possible) == expected


@given(st.lists(st.decimals("0", "1000", places=1), min_size=1, max_size=6))
def test_sum_of_rounded_parts_is_never_a_contradiction(parts):
    """Whatever the true parts are, the rounded total lies in the interval of the rounded parts."""
    total = round(sum(parts), 0)
    rounded = [Interval.printed(round(part, 0), 0) for part in parts]
    assert sum_image(rounded).overlaps(Interval.printed(total, 0))
