"""Annex of reconciliation: figures far from what is expected have a table of their own."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest

from helpers.narrative.annexes import reconciliation
from helpers.narrative.blocks import Table

UNUSUAL = {
    "subject": "Đàn trâu", "stated": "42.420", "computed": "4.310", "difference": "+38.110",
    "formula": "thực hiện ÷ kế hoạch = 9,84", "advice": "Kiểm tra ô nguồn.", "verdict": "unusual",
    "severity": "warning", "file": "a.xlsx", "sheet": "S", "cell": "E8",
    "check": "outlier", "indicator": None, "measure": None,
}  # fmt: skip


@pytest.mark.parametrize("verdict", [None, "contradiction"])
def test_unusual_figures_have_a_table_of_their_own(verdict):
    others = [UNUSUAL | {"verdict": verdict}] if verdict else []
    numbers = count(1)
    report_data = SimpleNamespace(
        lang="vi",
        records=lambda table: [UNUSUAL, *others],
        find=lambda code: None,
        next_table=lambda: next(numbers),
    )
    tables = [b for b in reconciliation(report_data).blocks if isinstance(b, Table)]
    assert len(tables) == 1 + len(others)
    (row,) = tables[-1].rows
    assert row.cells == (
        "Đàn trâu", "42.420", "4.310", UNUSUAL["formula"], "Kiểm tra ô nguồn.", "a.xlsx, S, E8"
    )  # fmt: skip


def test_without_unusual_figures_there_is_no_such_table():
    report_data = SimpleNamespace(lang="vi", records=lambda table: [])
    assert [b for b in reconciliation(report_data).blocks if isinstance(b, Table)] == []
