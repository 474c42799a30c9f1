"""Rows as CSV for people with a spreadsheet program and for other programs."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A header and rows after the mark by which Excel knows UTF-8.

    Decimals are written exactly. A text that a spreadsheet program could run as a formula gets an
    apostrophe before it.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return exact_text(value)
    is_formula = isinstance(value, str) and value[:1] in FORMULA_STARTS
    return f"'{value}" if is_formula else value


def exact_text(value: Decimal) -> str:
    """A decimal with all its digits, but for zeros at the end and without an exponent."""
    whole, _, digits = format(value, "f").partition(".")
    digits = digits.rstrip("0")
    return f"{whole}.{digits}" if digits else whole
