"""Money by kind and by source: compared only where both say the same money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.checks.budget import check_budget
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.disbursement import budget_tree

CATALOGUES = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
OLD, NEW = "MTQG-DTTS-2021-2025", "MTQG-2026-2035"
ITEMS = ("allocated", "disbursed")
BY_SOURCE = {
    "central": (6480, "1842.5"),
    "central.investment": (4350, 1510),
    "central.recurrent": (2130, "332.5"),
    "local.province": (972, 210),
    "local.commune": (118, "31.5"),
    "community": (205, 140),
}
CARRIED = {
    "DA1": (1100, 860, 240, 40),
    "DA3": ("1345.5", 0, "1345.5", "95.5"),
    "DA4": (2920, 2740, 180, 210),
    "DA5": (312, 0, 312, 0),
}
CODES = ("carried.total", "carried.investment", "carried.recurrent", "carried.local")


def tree_of(programme, lines):
    """The amounts of lines; a pair is allocated and disbursed."""
    rows = [
        {
            "unit": "xa-mau", "period": "2026H1", "programme": programme, "budget_line": line,
            "capital": capital, "item": item, "value": Decimal(value), "decimal_places": 1,
            "status": "reported", "maturity": "official", "file": "a.xlsx", "sheet": line,
            "cell": f"{column}{number}", "raw_text": str(value),
        }
        for line, amounts in lines.items()
        for number, (capital, pair) in enumerate(amounts.items(), start=1)
        for column, item, value in zip("AB", ITEMS, pair, strict=False)
    ]  # fmt: skip
    return budget_tree(make_table("programme", rows), CATALOGUES.programmes)


def findings_of(tree):
    return list(check_budget(tree, CATALOGUES.period))


@pytest.mark.parametrize("total", [{}, {"total": (7775, 2224)}])
def test_kinds_of_the_central_budget_are_no_sum_of_the_whole_budget(total):
    tree = tree_of(NEW, {"MTQG26": BY_SOURCE | total})
    root = CATALOGUES.programmes.find(NEW, "MTQG26")
    assert findings_of(tree) == []
    # 6480 + 972 + 118; with 205 of the community.
    assert tree.amount(root, "budget", "allocated").value == 7570
    assert tree.amount(root, "total", "allocated").value == 7775
    assert tree.amount(root, "total", "disbursed").value == 2224


def test_kinds_of_the_central_budget_in_lines_below():
    tree = tree_of(NEW, {"HP1.NDTP02": BY_SOURCE, "HP1.NDTP03": BY_SOURCE})
    root = CATALOGUES.programmes.find(NEW, "MTQG26")
    assert findings_of(tree) == []
    assert tree.amount(root, "total", "allocated").value == 2 * 7775


def test_lines_that_are_divided_in_different_ways_add_up():
    by_kind = {"investment": (100,), "recurrent": (10,)}
    tree = tree_of(NEW, {"HP1.NDTP02": BY_SOURCE, "HP1.NDTP03": by_kind})
    root = CATALOGUES.programmes.find(NEW, "MTQG26")
    assert findings_of(tree) == []
    assert tree.amount(root, "total", "allocated").value == 7775 + 110


def test_one_source_of_a_stated_total_is_a_part_of_its_kinds():
    lines = {
        line: {code: (value,) for code, value in zip(CODES, values, strict=True)}
        for line, values in CARRIED.items()
    }
    tree = tree_of(OLD, lines)
    assert findings_of(tree) == []
    root = CATALOGUES.programmes.find(OLD, "MTQG")
    # 1100 + 1345.5 + 2920 + 312
    assert tree.amount(root, "carried.total", "allocated").value == Decimal("5677.5")


def test_one_source_besides_the_kinds_adds_up_to_the_stated_total():
    amounts = {"total": (1140,), "investment": (860,), "recurrent": (240,), "local": (40,)}
    assert findings_of(tree_of(NEW, {"HP1.NDTP03": amounts})) == []


def test_a_blank_kind_beside_one_source():
    amounts = {"total": (312,), "recurrent": (312,), "local": (20,)}
    assert findings_of(tree_of(NEW, {"HP1.NDTP03": amounts})) == []


def test_kinds_that_do_not_add_up_to_the_total_are_found_beside_one_source():
    amounts = {"total": (1200,), "investment": (860,), "recurrent": (240,), "local": (40,)}
    (found,) = findings_of(tree_of(NEW, {"HP1.NDTP03": amounts}))
    assert (found.check, found.stated) == ("budget_sources_allocated", "1.200")


def test_one_source_greater_than_the_total_is_found():
    amounts = {"total": (1100,), "investment": (860,), "recurrent": (240,), "local": (1500,)}
    assert findings_of(tree_of(NEW, {"HP1.NDTP03": amounts}))


def test_whole_sums_by_kind_and_by_source_are_still_compared():
    amounts = {"investment": (100, 30), "recurrent": (50, 20), "central": (100, 40)}
    found = findings_of(tree_of(NEW, {"HP1.NDTP03": amounts | {"local": (20, 5)}}))
    ways = [finding for finding in found if finding.check.startswith("budget_ways_")]
    assert [(f.check, f.stated, f.computed) for f in ways] == [
        ("budget_ways_allocated", "150", "120"),
        ("budget_ways_disbursed", "50", "45"),
    ]
    assert all(finding.subject.count("tính lại") == 1 for finding in ways)


def test_a_kind_is_no_sum_where_a_source_is_stated_without_its_kinds():
    tree = tree_of(NEW, {"MTQG26": BY_SOURCE})
    root = CATALOGUES.programmes.find(NEW, "MTQG26")
    assert tree.amount(root, "investment", "allocated") is None
    divided = {"central.investment": (10, 1), "local.province.recurrent": (5, 1)}
    tree = tree_of(NEW, {"MTQG26": divided})
    assert tree.amount(root, "investment", "allocated").value == 10
