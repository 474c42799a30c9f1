"""Disbursement of the national target programmes by line and capital, summed up the hierarchy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.programme import CAPITALS, TOTAL, BudgetLine, Key, Programmes
from helpers.core.conversion import MONEY
from helpers.core.tables import make_table, records_of
from helpers.indicators.compute import pace
from helpers.indicators.formulas import Value, minus, scaled_quotient
from helpers.indicators.sources import Source, inputs_text
from helpers.indicators.tolerance import Interval, sum_image

ITEMS = {"allocated": "plan", "disbursed": "actual", "unallocated": "unallocated"}


@dataclass(frozen=True)
class Amount:
    """One amount of a budget line in triệu đồng, with printed digits and sources."""

    value: Value
    decimal_places: int
    sources: tuple[Source, ...] = ()
    summed: bool = False

    @property
    def source(self) -> Source:
        """Where the amount stands; the first place of a sum."""
        return self.sources[0]

    def interval(self) -> Interval | None:
        return None if self.value is None else Interval.printed(self.value, self.decimal_places)


@dataclass(frozen=True)
class BudgetTree:
    """Amounts of all lines: as reported, and summed from the lines below."""

    programmes: Programmes
    reported: dict[tuple[Key, str, str], Amount]
    reasons: dict[tuple[Key, str], tuple[str, str | None]] = field(default_factory=dict)

    def own(self, line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The amount as reported for the line itself."""
        return self.reported.get((line.key, capital, item))

    def parts(self, line: BudgetLine, capital: str, item: str) -> list[Amount]:
        """Amounts of the lines right below that have one."""
        below = (self.amount(c, capital, item) for c in self.programmes.children(line))
        return [amount for amount in below if amount is not None]

    def amount(self, line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The reported amount unless the lines below contradict it; then their sum."""
        own = self.own(line, capital, item)
        parts = [p for p in self.parts(line, capital, item) if p.value is not None]
        if not parts:
            return own
        if own is not None and own.value is not None and self._agrees(own, parts):
            return own
        return summed(parts)

    @staticmethod
    def _agrees(own: Amount, parts: list[Amount]) -> bool:
        return own.interval().overlaps(sum_image([part.interval() for part in parts]))


def summed(parts: list[Amount]) -> Amount:
    """Sum of amounts, with all their sources and the finest printed digit."""
    return Amount(
        value=sum((part.value for part in parts), start=parts[0].value * 0),
        decimal_places=max(part.decimal_places for part in parts),
        sources=tuple(source for part in parts for source in part.sources),
        summed=True,
    )


def budget_tree(lines: pd.DataFrame, programmes: Programmes) -> BudgetTree:
    """Index of the ``programme`` table (one row per line, capital and item).

    Lines that the period does not have are left out. Raises InputError for a code of several
    programmes in a row that names none.
    """
    reported, reasons = {}, {}
    for record in records_of(lines):
        line = programmes.find(record["programme"], record["budget_line"])
        if line is None:
            continue
        key = (line.key, record["capital"], record["item"])
        source = Source(
            role=ITEMS.get(record["item"], record["item"]),
            indicator=line.indicator(str(record["capital"])),
            value=record["value"],
            period=record["period"],
            **{name: record[name] for name in ("file", "sheet", "cell", "raw_text")},
        )
        reported[key] = Amount(record["value"], int(record["decimal_places"] or 0), (source,))
        if record["reason"]:
            reasons[key[:2]] = (record["reason"], record["reason_en"])
    return BudgetTree(programmes, reported, reasons)


def compute_programme(lines: pd.DataFrame, catalogues: Catalogues, unit: str) -> pd.DataFrame:
    """The ``indicators`` table (kind ``programme``): each line by capital and in total.

    plan = assigned, actual = disbursed, pct_plan = disbursed ÷ assigned × 100 (unrounded),
    remaining = assigned − disbursed; money in triệu đồng.
    """
    tree = budget_tree(lines, catalogues.programmes)
    rows = [
        {**row, "unit": unit, "period": str(catalogues.period), "kind": "programme"}
        for line in catalogues.programmes.lines.values()
        for row in _line_rows(tree, line, catalogues)
    ]
    return make_table("indicators", rows)


def _line_rows(
    tree: BudgetTree, line: BudgetLine, catalogues: Catalogues
) -> Iterator[dict[str, object]]:
    amounts = {
        capital: {item: tree.amount(line, capital, item) for item in ITEMS} for capital in CAPITALS
    }
    for capital in CAPITALS:
        if any(amount is not None for amount in amounts[capital].values()):
            yield _row(tree, line, capital, amounts[capital], catalogues)
    total = {item: _over_capitals([amounts[c][item] for c in CAPITALS]) for item in ITEMS}
    yield _row(tree, line, TOTAL, total, catalogues)


def _over_capitals(amounts: list[Amount | None]) -> Amount | None:
    present = [a for a in amounts if a is not None and a.value is not None]
    return summed(present) if present else None


def line_columns(line: BudgetLine, capital: str) -> dict[str, object]:
    """What a row of the ``indicators`` table takes from the catalogue: all but the figures."""
    return {
        "indicator": line.indicator(capital),
        "name": line.name_vi,
        "section": line.section,
        "sector": "programme",
        "programme": line.programme,
        "budget_line": line.code,
        "capital": capital,
        "unit_of_measure": MONEY,
    }


def _row(
    tree: BudgetTree,
    line: BudgetLine,
    capital: str,
    amounts: dict[str, Amount | None],
    catalogues: Catalogues,
) -> dict[str, object]:
    values = {role: a.value if (a := amounts[item]) else None for item, role in ITEMS.items()}
    sources = [source for amount in amounts.values() if amount for source in amount.sources]
    plan, actual = values["plan"], values["actual"]
    is_sum = any(amount.summed for amount in amounts.values() if amount)
    reason, reason_en = tree.reasons.get((line.key, capital), (None, None))
    return {
        **line_columns(line, capital),
        "status": "missing" if plan is None else "computed" if is_sum else "reported",
        "maturity": "official",
        **values,
        "pct_plan": scaled_quotient(actual, plan),
        "remaining": minus(plan, actual),
        **pace(None, values, catalogues),
        "reason": reason,
        "reason_en": reason_en,
        "formula": "sum_of_parts" if is_sum else None,
        "inputs": inputs_text(sources),
    }
