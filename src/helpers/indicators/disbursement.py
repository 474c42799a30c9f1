"""Disbursement of the national target programmes by line and capital, summed up the hierarchy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.programme import CAPITALS, TOTAL, BudgetLine, Key, Programmes
from helpers.core.conversion import MONEY
from helpers.core.records import integer_of, optional_text_of, text_of
from helpers.core.tables import make_table, records_of
from helpers.indicators.compute import pace
from helpers.indicators.formulas import Value, minus, scaled_quotient
from helpers.indicators.observed import least_mature
from helpers.indicators.sources import Source, inputs_text
from helpers.indicators.tolerance import Interval, sum_image

UNKNOWN = frozenset(("missing", "withheld", "unread"))
"""Statuses of an amount that there is, but that nobody knows."""
ITEMS = {"allocated": "plan", "disbursed": "actual", "unallocated": "unallocated"}


@dataclass(frozen=True)
class Amount:
    """One amount of a budget line in triệu đồng, with printed digits and sources.

    ``is_unknown``: there is an amount, but the office has not stated it or it cannot be read.
    """

    value: Value
    decimal_places: int
    sources: tuple[Source, ...] = ()
    summed: bool = False
    as_of: str | None = None
    maturity: str = "official"
    is_unknown: bool = False

    @property
    def source(self) -> Source:
        """The source of the amount; of a sum, that of its first part."""
        return self.sources[0]

    def interval(self) -> Interval | None:
        """All true amounts that print so; None without a value."""
        return None if self.value is None else Interval.printed(self.value, self.decimal_places)


@dataclass(frozen=True)
class BudgetTree:
    """Amounts of all lines: as reported, and summed from the lines below."""

    programmes: Programmes
    reported: dict[tuple[Key, str, str], Amount]
    reasons: dict[tuple[Key, str], tuple[str, str | None]] = field(default_factory=dict)

    def reported_for(self, budget_line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The amount as reported for the line itself."""
        return self.reported.get((budget_line.key, capital, item))

    def parts(self, budget_line: BudgetLine, capital: str, item: str) -> list[Amount]:
        """Amounts of the lines right below that have one."""
        below = (self.amount(c, capital, item) for c in self.programmes.children(budget_line))
        return [amount for amount in below if amount is not None]

    def amount(self, budget_line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The reported amount unless the lines below contradict it; then their sum.

        Where an amount below is unknown, there is no sum.
        """
        reported = self.reported_for(budget_line, capital, item)
        parts = self.parts(budget_line, capital, item)
        known = [part for part in parts if part.value is not None]
        is_reported = reported is not None and reported.value is not None
        if any(part.is_unknown for part in parts):
            return reported if is_reported else summed(parts)
        if not known or (reported is not None and _agrees(reported, known)):
            return reported
        return summed(known)


def _agrees(reported: Amount, parts: list[Amount]) -> bool:
    interval = reported.interval()
    return interval is not None and interval.overlaps(sum_image(intervals_of(parts)))


def intervals_of(amounts: Iterable[Amount | None]) -> list[Interval]:
    """Intervals of the amounts that have a value."""
    intervals = (amount.interval() for amount in amounts if amount is not None)
    return [interval for interval in intervals if interval is not None]


def summed(parts: list[Amount]) -> Amount:
    """Sum of amounts that have a value, with all their sources and the finest printed digit.

    It is as certain as its least certain part, and has a date where all have the same.
    Unknown where one of them is.
    """
    values = [part.value for part in parts if part.value is not None]
    is_unknown = any(part.is_unknown for part in parts)
    return Amount(
        value=None if is_unknown else sum(values, start=values[0] * 0),
        is_unknown=is_unknown,
        decimal_places=max(part.decimal_places for part in parts),
        sources=tuple(source for part in parts for source in part.sources),
        summed=True,
        as_of=parts[0].as_of if len({part.as_of for part in parts}) == 1 else None,
        maturity=least_mature(part.maturity for part in parts),
    )


def budget_tree(lines: pd.DataFrame, programmes: Programmes) -> BudgetTree:
    """Index of the ``programme`` table (one row per line, capital and item).

    Lines that the period does not have are left out. Raises InputError for a code of several
    programmes in a row that names none.
    """
    reported: dict[tuple[Key, str, str], Amount] = {}
    reasons: dict[tuple[Key, str], tuple[str, str | None]] = {}
    for record in records_of(lines):
        budget_line = programmes.find(record["programme"], record["budget_line"])
        if budget_line is None:
            continue
        capital, item = text_of(record, "capital"), text_of(record, "item")
        source = Source.of(record, ITEMS.get(item, item), budget_line.indicator(capital))
        reported[budget_line.key, capital, item] = Amount(
            source.value,
            integer_of(record, "decimal_places"),
            (source,),
            as_of=optional_text_of(record, "as_of"),
            maturity=optional_text_of(record, "maturity") or "official",
            is_unknown=record["status"] in UNKNOWN,
        )
        if reason := optional_text_of(record, "reason"):
            reasons[budget_line.key, capital] = (reason, optional_text_of(record, "reason_en"))
    return BudgetTree(programmes, reported, reasons)


def compute_programme(lines: pd.DataFrame, catalogues: Catalogues, unit: str) -> pd.DataFrame:
    """The ``indicators`` table (kind ``programme``): each line by capital and in total.

    plan = allocated, actual = disbursed, pct_plan = disbursed ÷ allocated × 100 (unrounded),
    remaining = allocated − disbursed; money in triệu đồng.
    """
    tree = budget_tree(lines, catalogues.programmes)
    rows = [
        {**row, "unit": unit, "period": str(catalogues.period), "kind": "programme"}
        for budget_line in catalogues.programmes.budget_lines.values()
        for row in _budget_line_rows(tree, budget_line, catalogues)
    ]
    return make_table("indicators", rows)


def _budget_line_rows(
    tree: BudgetTree, budget_line: BudgetLine, catalogues: Catalogues
) -> Iterator[dict[str, object]]:
    amounts = {
        capital: {item: tree.amount(budget_line, capital, item) for item in ITEMS}
        for capital in CAPITALS
    }
    for capital in CAPITALS:
        if any(amount is not None for amount in amounts[capital].values()):
            yield _row(tree, budget_line, capital, amounts[capital], catalogues)
    total = {item: _over_capitals([amounts[c][item] for c in CAPITALS]) for item in ITEMS}
    yield _row(tree, budget_line, TOTAL, total, catalogues)


def _over_capitals(amounts: list[Amount | None]) -> Amount | None:
    present = [a for a in amounts if a is not None and (a.value is not None or a.is_unknown)]
    return summed(present) if present else None


def budget_line_columns(budget_line: BudgetLine, capital: str) -> dict[str, object]:
    """What a row of the ``indicators`` table takes from the catalogue: all but the figures."""
    return {
        "indicator": budget_line.indicator(capital),
        "name": budget_line.name_vi,
        "section": budget_line.section,
        "sector": "programme",
        "programme": budget_line.programme,
        "budget_line": budget_line.code,
        "capital": capital,
        "unit_of_measure": MONEY,
    }


def _row(
    tree: BudgetTree,
    budget_line: BudgetLine,
    capital: str,
    amounts: dict[str, Amount | None],
    catalogues: Catalogues,
) -> dict[str, object]:
    values = {role: a.value if (a := amounts[item]) else None for item, role in ITEMS.items()}
    sources = [source for amount in amounts.values() if amount for source in amount.sources]
    plan, actual, disbursed = values["plan"], values["actual"], amounts["disbursed"]
    is_sum = any(amount.summed for amount in amounts.values() if amount)
    reason, reason_en = tree.reasons.get((budget_line.key, capital), (None, None))
    return {
        **budget_line_columns(budget_line, capital),
        "status": "missing" if plan is None else "computed" if is_sum else "reported",
        "as_of": disbursed.as_of if disbursed else None,
        "maturity": disbursed.maturity if disbursed else "official",
        **values,
        "pct_plan": scaled_quotient(actual, plan),
        "remaining": minus(plan, actual),
        **pace(None, values, catalogues, disbursed.as_of if disbursed else None),
        "reason": reason,
        "reason_en": reason_en,
        "formula": "sum_of_parts" if is_sum else None,
        "inputs": inputs_text(sources),
    }
