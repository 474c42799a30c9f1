"""Reading printed numbers: one grammar for every figure that comes in as text."""

from helpers.ground.numbers.deciding import column_style
from helpers.ground.numbers.fractions import Fraction, read_fraction
from helpers.ground.numbers.native import read_native
from helpers.ground.numbers.reader import read_number
from helpers.ground.numbers.reading import NumberRefused, Reading, Style
from helpers.ground.numbers.words import marker

__all__ = [
    "Fraction",
    "NumberRefused",
    "Reading",
    "Style",
    "column_style",
    "marker",
    "read_fraction",
    "read_native",
    "read_number",
]
