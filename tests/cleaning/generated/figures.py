"""How a value stands in a cell: text in the style of a country, typed numbers and their formats."""

from __future__ import annotations

import re
from decimal import Decimal


def grouped(value: Decimal, groups: str, point: str) -> str:
    """Digits with a sign between thousands and a decimal mark."""
    whole, _, fraction = f"{value:,f}".partition(".")
    return whole.replace(",", groups) + (point + fraction if fraction else "")


STYLES = {
    "vi": lambda value: grouped(value, ".", ","),
    "vi_plain": lambda value: grouped(value, "", ","),
    "vi_blank": lambda value: grouped(value, " ", ","),
    "en": lambda value: grouped(value, ",", "."),
    "plain": lambda value: grouped(value, "", "."),
}


def is_clear(text: str) -> bool:
    """True where digits and marks can be read in one way only, whatever the country."""
    marks = re.findall(r"[.,]", text)
    if not marks:
        return True
    tail = re.split(r"[.,]", text)[-1]
    if len(set(marks)) == 2 or len(marks) > 1:
        return True
    first = re.split(r"[.,]", text)[0].lstrip("-").replace(" ", "")
    return len(tail) != 3 or len(first) > 3 or first == "0"


def decides(text: str) -> bool:
    """True where a clear text also shows which mark is the decimal mark."""
    return is_clear(text) and bool(re.search(r"[.,]", text))


PLAIN_FORMATS = (
    "General", "0", "0.00", "#,##0", "#,##0.00", "#,##0.###", "[Red]#,##0.00",
    "#,##0.00_);(#,##0.00)", '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', "#,##0;-#,##0",
)  # fmt: skip
"""Formats that show the stored number; rounding is no other meaning."""
