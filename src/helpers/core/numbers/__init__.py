"""Reading printed numbers: one grammar for every figure that comes in as text."""

from helpers.core.numbers.deciding import column_style
from helpers.core.numbers.fractions import Fraction, read_fraction
from helpers.core.numbers.grammar import DONG_DIGITS
from helpers.core.numbers.native import read_native
from helpers.core.numbers.parsed_number import NumberRefused, ParsedNumber, Style, refused
from helpers.core.numbers.reader import read_number, unit_after
from helpers.core.numbers.scale_words import bound_before, marker

__all__ = [
    "DONG_DIGITS",
    "Fraction",
    "NumberRefused",
    "ParsedNumber",
    "Style",
    "bound_before",
    "column_style",
    "marker",
    "read_fraction",
    "read_native",
    "read_number",
    "refused",
    "unit_after",
]
