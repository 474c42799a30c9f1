"""Of money that does not exist nobody is said to have disbursed none."""

from __future__ import annotations

from decimal import Decimal as D
from types import SimpleNamespace

import pytest

from helpers.core.catalogues.capitals import CARRIED, CUMULATIVE
from helpers.narrative.blocks import text_of
from helpers.narrative.programme_money import money_clause


def clause(plan, actual, money=CARRIED):
    row = {"plan": plan, "actual": actual}
    facts = SimpleNamespace(known_fact=lambda row, name: f"{row[name]} triệu đồng")
    data = SimpleNamespace(
        lang="vi", facts=facts, budget_row=lambda line, capital: row if "total" in capital else None
    )
    return text_of(money_clause(SimpleNamespace(), money, data))


@pytest.mark.parametrize("actual", [D(0), None])
def test_zero_carried_over_is_said_in_words(actual):
    assert clause(D(0), actual) == "không có vốn các năm trước kéo dài sang"
    assert clause(D(0), actual, CUMULATIVE) == "chưa được giao vốn từ đầu giai đoạn"


def test_money_that_is_there_and_was_not_spent_is_named():
    assert clause(D(40), D(0)).endswith("40 triệu đồng; chưa giải ngân")


def test_the_local_budget_within_carried_over_money_is_named():
    rows = {"carried.total": D(100), "carried.local": D(40)}
    found = {c: {"plan": v, "actual": None, "capital": c} for c, v in rows.items()}
    facts = SimpleNamespace(known_fact=lambda row, name: f"{row[name]} triệu đồng")
    data = SimpleNamespace(
        lang="vi", facts=facts, budget_row=lambda line, capital: found.get(capital)
    )
    assert text_of(money_clause(SimpleNamespace(), CARRIED, data)).startswith(
        "vốn các năm trước kéo dài sang 100 triệu đồng"
        " (trong đó ngân sách địa phương 40 triệu đồng)"
    )
