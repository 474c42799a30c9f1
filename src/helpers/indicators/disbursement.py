"""Disbursement of the national target programmes by line and capital, summed up the hierarchy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import (
    BUDGET,
    CAPITALS,
    TOTAL,
    capital_codes,
    parts_of,
    qualified,
    split_capital,
)
from helpers.core.catalogues.programme import BudgetLine, Key, Programmes
from helpers.core.conversion import MONEY
from helpers.core.records import integer_of, optional_text_of, text_of
from helpers.core.tables import make_table, records_of
from helpers.indicators.amounts import Amount, Way, agrees, summed
from helpers.indicators.compute import AsStated, pace
from helpers.indicators.formulas import Value, minus, scaled_quotient
from helpers.indicators.sources import Source, inputs_text

SHOWN = (*CAPITALS, TOTAL)
"""Rows that are there where the amount is known, also as a sum."""
UNKNOWN = frozenset(("missing", "withheld", "unread"))
"""Statuses of an amount that there is, but that nobody knows."""
ITEMS = {"allocated": "plan", "disbursed": "actual", "unallocated": "unallocated"}


@dataclass(frozen=True)
class BudgetTree:
    """Amounts of all lines: as reported, and summed from the lines below."""

    programmes: Programmes
    reported: dict[tuple[Key, str, str], Amount]
    reasons: dict[tuple[Key, str], tuple[str, str | None]] = field(default_factory=dict)
    as_stated: AsStated = frozenset()
    _summed: dict[tuple[Key, str, str], Amount | None] = field(default_factory=dict, repr=False)

    def reported_for(self, budget_line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The amount as reported for the line itself."""
        return self.reported.get((budget_line.key, capital, item))

    def parts(self, budget_line: BudgetLine, capital: str, item: str) -> list[Amount]:
        """Amounts of the lines right below that have one."""
        below = (self.amount(c, capital, item) for c in self.programmes.children(budget_line))
        return [amount for amount in below if amount is not None]

    @cached_property
    def capitals(self) -> tuple[str, ...]:
        """The kinds and sources of which there is an amount, or of their parts; the whole last."""
        stated = {capital for _, capital, _ in self.reported}

        def has_any(code: str) -> bool:
            return code in stated or any(has_any(part) for way in parts_of(code) for part in way)

        return tuple(code for code in capital_codes() if code == TOTAL or has_any(code))

    def amount(self, budget_line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The amount of a line: as reported, of the lines below, or of the parts of the capital."""
        key = (budget_line.key, capital, item)
        if capital not in self.capitals:
            return None
        if key not in self._summed:
            parts = self.of_parts(budget_line, capital, item)
            lines = self._of_lines(budget_line, capital, item)
            # A line below may state the whole, of which the parts are unknown.
            is_of_lines = (
                lines is not None
                and parts is not None
                and (
                    set(lines.sources) > set(parts.sources)
                    or (parts.is_unknown and lines.value is not None)
                )
            )
            is_of_lines |= key in self.reported or parts is None
            self._summed[key] = lines if is_of_lines else parts
        return self._summed[key]

    def of_parts(self, budget_line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The sum of the kinds or sources that a capital is made of.

        Where it is divided in two ways the one that has all figures of the other; if neither has
        and their sums differ, the sum is the one that a person chose, else unknown.
        """
        sums, is_settled = self.sums_of_ways(budget_line, capital, item)
        if is_settled or not sums:
            return sums[0] if sums else None
        chosen = budget_line.indicator(capital), ITEMS.get(item, item)
        for position, key in enumerate((chosen, second_way(*chosen))):
            if key in self.as_stated:
                return sums[position]
        return replace(summed(sums), value=None, is_unknown=True)

    def sums_of_ways(
        self, budget_line: BudgetLine, capital: str, item: str
    ) -> tuple[list[Amount], bool]:
        """The sum of each way to divide a capital; whether the first of them is the amount."""
        divided = (self._way(budget_line, way, item) for way in parts_of(capital))
        ways = [way for way in divided if way is not None]
        sums = [way.amount for way in ways]
        for way in ways:
            if all(way.covers(other) for other in ways):
                return [way.amount], True
        if all(agrees(sums[0], [other]) for other in sums[1:]):
            return sums, True
        of_total = self._that_the_total_says(budget_line, capital, item, ways)
        return ([of_total], True) if of_total is not None else (sums, False)

    def _way(self, line: BudgetLine, codes: Sequence[str], item: str) -> Way | None:
        """One way to divide an amount; None where nothing is known of it."""
        parts = [self.amount(line, code, item) for code in codes]
        present = [a for a in parts if a is not None and (a.value is not None or a.is_unknown)]
        if not present or self.lacks_money(line, codes, item):
            return None
        held = frozenset(cell for code in codes for cell in self.held(line, code, item))
        return Way(tuple(parts), summed(present), held)

    def lacks_money(self, line: BudgetLine, codes: Sequence[str], item: str) -> bool:
        """True where a sum of kinds would leave out money that a source states without its kind."""
        missing = (code for code in codes if self.amount(line, code, item) is None)
        return any(self._is_undivided(line, code, item) for code in missing)

    def _is_undivided(self, line: BudgetLine, code: str, item: str) -> bool:
        """True for a kind of a source of which money is stated without its kind."""
        money, plain = split_capital(code)
        source, _, kind = plain.rpartition(".")
        is_kind = bool(source) and kind in CAPITALS
        stated = self.held(line, qualified(money, source), item) if is_kind else ()
        return any(
            capital.rpartition(".")[2] not in CAPITALS and self.reported[key, capital, item].value
            for key, capital in stated
        )

    def held(self, line: BudgetLine, capital: str, item: str) -> Iterator[tuple[Key, str]]:
        """What is stated of a kind or source and of all its parts, also in the lines below."""
        if (line.key, capital, item) in self.reported:
            yield line.key, capital
        for part in (part for way in parts_of(capital) for part in way):
            if part in self.capitals:
                yield from self.held(line, part, item)
        for below in self.programmes.children(line):
            yield from self.held(below, capital, item)

    def _that_the_total_says(
        self, line: BudgetLine, capital: str, item: str, ways: Sequence[Way]
    ) -> Amount | None:
        """The sum that the total confirms where one way at most is whole.

        The parts of the other are within it, or besides. Where the total confirms neither, the
        whole way is the sum; that it is not the total is found by the check of the total.
        """
        money, plain = split_capital(capital)
        whole = [way for way in ways if way.is_whole]
        total = self._of_lines(line, qualified(money, TOTAL), item)
        if plain != BUDGET or len(whole) > 1 or total is None or total.value is None:
            return None
        parts = (part for part in parts_of(qualified(money, TOTAL))[0] if part != capital)
        others = [amount for part in parts if (amount := self.amount(line, part, item))]
        if any(each.value is None for each in (*others, *(way.amount for way in ways))):
            return None
        largest = max(way.amount.value or 0 for way in ways)
        within = [way.amount for way in whole or ways if way.amount.value == largest]
        both = summed([way.amount for way in ways])
        confirmed = (a for a in (*within, both) if agrees(total, [a, *others]))
        return next(confirmed, within[0] if whole and within else None)

    def _of_lines(self, budget_line: BudgetLine, capital: str, item: str) -> Amount | None:
        """The reported amount unless the lines below contradict it; then their sum.

        Where an amount below is unknown, there is no sum.
        """
        reported = self.reported_for(budget_line, capital, item)
        parts = self.parts(budget_line, capital, item)
        known = [part for part in parts if part.value is not None]
        is_reported = reported is not None and reported.value is not None
        if (
            is_reported
            and (budget_line.indicator(capital), ITEMS.get(item, item)) in self.as_stated
        ):
            return reported
        if any(part.is_unknown for part in parts):
            return reported if is_reported else summed(parts)
        if not known or (reported is not None and agrees(reported, known)):
            return reported
        return summed(known)


def second_way(indicator: str, measure: str) -> tuple[str, str]:
    """What stands in ``AsStated`` for the second way to divide an amount."""
    return indicator, f"{measure} by the second way"


def budget_tree(
    lines: pd.DataFrame, programmes: Programmes, as_stated: AsStated = frozenset()
) -> BudgetTree:
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
    return BudgetTree(programmes, reported, reasons, as_stated)


def compute_programme(
    lines: pd.DataFrame, catalogues: Catalogues, unit: str, as_stated: AsStated = frozenset()
) -> pd.DataFrame:
    """The ``indicators`` table (kind ``programme``): each line by capital and in total.

    plan = allocated, actual = disbursed, pct_plan = disbursed ÷ allocated × 100 (unrounded),
    remaining = allocated − disbursed; money in triệu đồng.
    """
    tree = budget_tree(lines, catalogues.programmes, as_stated)
    rows = [
        {**row, "unit": unit, "period": str(catalogues.period), "kind": "programme"}
        for budget_line in catalogues.programmes.budget_lines.values()
        for row in _budget_line_rows(tree, budget_line, catalogues)
    ]
    return make_table("indicators", rows)


def _budget_line_rows(
    tree: BudgetTree, budget_line: BudgetLine, catalogues: Catalogues
) -> Iterator[dict[str, object]]:
    """Rows of all money that there is; of the year's, the total is always there.

    The budget has none of its own where it is all the money.
    """
    for capital in tree.capitals:
        amounts = {item: tree.amount(budget_line, capital, item) for item in ITEMS}
        is_known = any(amount is not None for amount in amounts.values())
        is_stated = any((budget_line.key, capital, item) in tree.reported for item in ITEMS)
        is_needless = not is_stated and (
            _repeats_total(tree, budget_line, capital, amounts)
            or _is_partial(tree, budget_line, capital)
        )
        if capital == TOTAL or (is_known and not is_needless):
            yield _row(tree, budget_line, capital, amounts, catalogues)


def _is_partial(tree: BudgetTree, line: BudgetLine, capital: str) -> bool:
    """True for a kind of capital whose sum leaves out money of a source."""
    is_kind = split_capital(capital)[1] in CAPITALS
    ways = parts_of(capital) if is_kind else ()
    return any(tree.lacks_money(line, way, item) for way in ways for item in ITEMS)


def _repeats_total(
    tree: BudgetTree, line: BudgetLine, capital: str, amounts: Mapping[str, Amount | None]
) -> bool:
    """True for a sum of kinds or sources besides which there is no other money."""
    money, plain = split_capital(capital)
    if plain in SHOWN or not parts_of(capital):
        return False
    total = {item: tree.amount(line, qualified(money, TOTAL), item) for item in amounts}
    return plain == BUDGET and all(_sources(total[i]) == _sources(amounts[i]) for i in amounts)


def _sources(amount: Amount | None) -> tuple[Source, ...]:
    return amount.sources if amount else ()


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
        **_pace(capital, values, catalogues, disbursed),
        "reason": reason,
        "reason_en": reason_en,
        "formula": "sum_of_parts" if is_sum else None,
        "inputs": inputs_text(sources),
    }


def _pace(
    capital: str, values: dict[str, Value], catalogues: Catalogues, disbursed: Amount | None
) -> dict[str, Value]:
    """What the calendar lets expect of the year's money; nothing of what was carried over."""
    is_carried = bool(split_capital(capital)[0])
    as_of = disbursed.as_of if disbursed else None
    return {} if is_carried else pace(None, values, catalogues, as_of)
