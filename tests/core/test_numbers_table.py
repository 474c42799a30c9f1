"""Each text of ``cases/numbers.csv`` becomes what stands beside it, or is refused for it."""

from __future__ import annotations

import csv
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.core.numbers import NumberRefused, read_number

CASES = Path(__file__).parent / "cases" / "numbers.csv"
INVISIBLE = {"<NBSP>": "\u00a0", "<THIN>": "\u2009", "<BOM>": "\ufeff", "<LF>": "\n", "<TAB>": "\t"}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(case: dict[str, str]) -> str:
    text = case["text"]
    for name, character in INVISIBLE.items():
        text = text.replace(name, character)
    if text.startswith("<NFD>"):
        text = unicodedata.normalize("NFD", text.removeprefix("<NFD>"))
    return text


def read(case: dict[str, str]):
    low, high = (Decimal(case[name]) if case[name] else None for name in ("minimum", "maximum"))
    return read_number(text_of(case), style=case["style"] or None, plausible=(low, high))


def name_of(case: dict[str, str]) -> str:
    return " ".join(case[name] for name in ("text", "style", "minimum", "maximum") if case[name])


@pytest.mark.parametrize("case", [c for c in cases() if c["value"]], ids=name_of)
def test_reads(case):
    parsed = read(case)
    assert parsed.value == Decimal(case["value"])
    assert (parsed.unit or "") == case["unit"]
    assert parsed.rule == case["rule"]
    assert parsed.certain == (case["certain"] == "yes")
    assert parsed.is_percent == case["unit"].startswith("%")
    assert parsed.value in parsed.alternatives
    assert parsed.value < 0 or not parsed.value.is_signed()


@pytest.mark.parametrize("case", [c for c in cases() if c["reason"]], ids=name_of)
def test_refuses(case):
    with pytest.raises(NumberRefused) as refusal:
        read(case)
    assert refusal.value.reason == case["reason"]
    assert str(refusal.value)


def test_each_row_expects_one_thing():
    rows = cases()
    assert len(rows) >= 120
    assert all(bool(row["value"]) != bool(row["reason"]) for row in rows)
    assert len({name_of(row) for row in rows}) == len(rows)
