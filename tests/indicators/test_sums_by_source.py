"""Whatever the amounts: sums agree by programme, kind and source, of the year and carried over."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table, records_of
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.indicators.disbursement import compute_programme

CATALOGUES = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2026H1"))
OLD, NEW = "MTQG-DTTS-2021-2025", "MTQG-2026-2035"
PREFIXES = {OLD: ("mtqg", "MTQG"), NEW: ("mtqg26", "MTQG26")}
LEAVES = {
    name: [
        line.code
        for line in CATALOGUES.programmes.budget_lines.values()
        if line.programme == name and not CATALOGUES.programmes.children(line)
    ]
    for name in PREFIXES
}
SOURCES = (
    *("central.investment", "central.recurrent"),
    *("local.province.investment", "local.province.recurrent"),
    *("local.commune.investment", "local.commune.recurrent"),
    *("integrated", "credit", "enterprises", "community.cash", "community.labour"),
)
"""The finest money that a form may ask for."""
SUMS = {
    "investment": lambda code: code.endswith(".investment"),
    "recurrent": lambda code: code.endswith(".recurrent"),
    "central": lambda code: code.startswith("central."),
    "local": lambda code: code.startswith("local."),
    "local.province": lambda code: code.startswith("local.province."),
    "local.commune": lambda code: code.startswith("local.commune."),
    "local.investment": lambda code: code.startswith("local.") and code.endswith(".investment"),
    "community": lambda code: code.startswith("community."),
    "credit": lambda code: code == "credit",
    "total": lambda code: True,
}
LINE = st.sampled_from([(name, code) for name, codes in LEAVES.items() for code in codes])
AMOUNT = st.decimals(min_value=0, max_value=99999, places=3)
KEY = st.tuples(LINE, st.sampled_from(("", "carried.")), st.sampled_from(SOURCES))
AMOUNTS = st.dictionaries(KEY, st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=25)


@settings(max_examples=25, deadline=None)
@given(AMOUNTS)
def test_every_sum_is_that_of_its_amounts(amounts):
    rows = records_of(compute_programme(_table(amounts), CATALOGUES, "xa-mau"))
    computed = {row["indicator"]: row for row in rows}
    for programme, (prefix, root) in PREFIXES.items():
        for money in ("", "carried."):
            for capital, is_of in SUMS.items():
                of_it = [
                    pair
                    for ((name, _), whose, source), pair in amounts.items()
                    if (name, whose) == (programme, money) and is_of(source)
                ]
                row = computed.get(f"{prefix}.{root}.{money}{capital}")
                if not of_it:
                    assert row is None or row["plan"] is None
                    continue
                allocated, disbursed = (sum(column) for column in zip(*of_it, strict=True))
                assert (row["plan"], row["actual"]) == (allocated, disbursed), capital


@settings(max_examples=8, deadline=None)
@given(AMOUNTS)
def test_a_total_has_the_source_cells_of_all_its_amounts(amounts):
    rows = records_of(compute_programme(_table(amounts), CATALOGUES, "xa-mau"))
    computed = {row["indicator"]: row for row in rows}
    counted = Counter((name, money) for (name, _), money, _ in amounts)
    for (name, money), number in counted.items():
        prefix, root = PREFIXES[name]
        inputs = str(computed[f"{prefix}.{root}.{money}total"]["inputs"])
        assert inputs.count('"cell"') == 2 * number


def _table(amounts):
    """The ``programme`` table that states each amount in a cell of its own."""
    rows = [
        {
            "unit": "xa-mau", "period": "2026H1", "programme": name, "budget_line": code,
            "capital": f"{money}{source}", "item": item, "value": Decimal(value),
            "decimal_places": 3, "status": "reported", "maturity": "official",
            "file": "a.xlsx", "sheet": "s", "cell": f"{column}{number}", "raw_text": str(value),
        }
        for number, (((name, code), money, source), pair) in enumerate(amounts.items(), start=1)
        for column, item, value in zip("AB", ("allocated", "disbursed"), pair, strict=True)
    ]  # fmt: skip
    return make_table("programme", rows)
