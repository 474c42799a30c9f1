"""A value about ten, a hundred, a thousand or a million times its references."""

from decimal import Decimal

import pytest

from helpers.checks.scale_suspicion import scale_suspicion


def of(value, *references):
    return scale_suspicion(Decimal(value), [Decimal(reference) for reference in references])


@pytest.mark.parametrize(
    ("value", "references", "power", "likely"),
    [
        ("9680", ["1635"], 1, "968"),
        ("6.148", ["61", "60.5"], -1, "61.48"),
        ("0.98", ["97", "99", "101"], -2, "98"),
        ("2000000", ["1900", "2100"], 3, "2000"),
        ("6.5", ["6100", "7000"], -3, "6500"),
        ("2000000000", ["1900"], 6, "2000"),
        ("9680", ["950", "1010", "9000"], 1, "968"),
        ("-1600", ["-1.5", "0", "12"], 3, "-1.6"),
    ],
)
def test_suspects_another_unit(value, references, power, likely):
    found = of(value, *references)
    assert (found.power, found.likely) == (power, Decimal(likely))


@pytest.mark.parametrize(
    ("value", "references"),
    [
        ("968", ["1635"]),
        ("968", []),
        ("968", ["0"]),
        ("0", ["1635"]),
        ("-5", ["50"]),
        ("1", ["10", "12"]),
        ("20", ["2", "2"]),
        ("4000", ["1635"]),
        ("50000", ["1635"]),
        ("9680", ["950", "9000", "8800"]),
        ("9680", ["950", "9000"]),
    ],
)
def test_suspects_nothing(value, references):
    assert of(value, *references) is None
