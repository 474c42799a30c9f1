"""Checks of the programmes' budget lines: totals against their parts, rates, limits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from helpers.checks.finding import Comparison, Finding, StatedFigure, compare, make_finding
from helpers.checks.stated import values_of
from helpers.core.catalogues.capitals import (
    CUMULATIVE,
    capital_name,
    split_capital,
)
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.indicators.amounts import Amount, intervals_of, summed
from helpers.indicators.disbursement import ITEMS, BudgetTree
from helpers.indicators.formulas import scaled_quotient
from helpers.indicators.tolerance import image, sum_image

RATE_ITEMS = ("disbursed", "allocated")
"""Numerator and denominator of the rate of disbursement."""


def check_budget(tree: BudgetTree, period: Period) -> Iterator[Finding]:
    """Findings about every budget line of the programmes."""
    for budget_line in tree.programmes.budget_lines.values():
        for capital in tree.capitals:
            subject = budget_subject(budget_line, capital, tree.programmes)
            code = budget_line.indicator(capital)
            about = Comparison("", budget_line.section, subject, "", code)
            checks = [_check_total, _check_parts, _check_rate, _check_cumulative]
            checks += [] if budget_line.takes_new_money(period) else [_check_new_money]
            for check in checks:
                yield from check(tree, budget_line, capital, about)


def budget_subject(budget_line: BudgetLine, capital: str, programmes: Programmes) -> str:
    """How a finding names a budget line; with its programme where there are several."""
    key = "subject_line" if budget_line.parent else "subject_total"
    lang = current_language()
    kind = capital_name(capital, lang, "checks")
    subject = message(
        f"checks.{key}",
        line=programmes.full_label(budget_line, lang),
        name=budget_line.name(lang),
        capital=kind,
    )
    if not programmes.are_several:
        return subject
    programme = programmes.root_of(budget_line).name(lang)
    return message("checks.subject_of_programme", subject=subject, programme=programme)


def _check_parts(
    tree: BudgetTree, budget_line: BudgetLine, capital: str, about: Comparison
) -> Iterator[Finding]:
    """A stated amount against its kinds or sources; two ways to divide it against each other."""
    for item in ITEMS:
        reported = tree.reported_for(budget_line, capital, item)
        parts = tree.of_parts(budget_line, capital, item)
        stated = StatedFigure.of(reported)
        comparison = replace(
            about, check=f"budget_sources_{item}", formula="sum_of_sources", measure=ITEMS[item]
        )
        if stated is not None and parts is not None and parts.value is not None:
            yield from compare(comparison, stated, parts.value, sum_image(intervals_of([parts])))
        below = tree.programmes.children(budget_line)
        is_own = any(key == budget_line.key for key, _ in tree.held(budget_line, capital, item))
        if not is_own or not all(tree.sums_of_ways(line, capital, item)[1] for line in below):
            continue  # it is asked there
        sums, is_settled = tree.sums_of_ways(budget_line, capital, item)
        first = StatedFigure.of(sums[0]) if len(sums) > 1 else None
        if reported is None and not is_settled and first and sums[1].value is not None:
            of_ways = message("checks.subject_ways", subject=about.subject)
            ways = replace(comparison, check=f"budget_ways_{item}", subject=of_ways)
            yield make_finding(ways, first, sums[1].value, "contradiction")


def _check_cumulative(
    tree: BudgetTree, budget_line: BudgetLine, capital: str, about: Comparison
) -> Iterator[Finding]:
    """Money since the phase began is no less than that of this year."""
    money, plain = split_capital(capital)
    if money != CUMULATIVE:
        return
    for item in ("allocated", "disbursed"):
        whole = StatedFigure.of(tree.reported_for(budget_line, capital, item))
        of_year = tree.amount(budget_line, plain, item)
        if whole is None or of_year is None or of_year.value is None:
            continue
        if whole.value < of_year.value:
            names = {"check": "budget_cumulative", "formula": "cumulative ≥ year"}
            comparison = replace(about, measure=ITEMS[item], **names)
            yield make_finding(comparison, whole, of_year.value, "contradiction")


def _check_new_money(
    tree: BudgetTree, budget_line: BudgetLine, capital: str, about: Comparison
) -> Iterator[Finding]:
    """Money of this year for a programme that gets none any more; the lines below say no more."""
    stated = StatedFigure.of(tree.reported_for(budget_line, capital, "allocated"))
    above = tree.programmes.parent(budget_line)
    is_said = above is not None and _has_money(tree.reported_for(above, capital, "allocated"))
    if split_capital(capital)[0] or stated is None or not stated.value or is_said:
        return
    last = str(budget_line.allocated_to)
    names = {"check": "budget_new_money", "formula": f"allocated after {last} = 0"}
    comparison = replace(about, measure=ITEMS["allocated"], **names)
    found = make_finding(comparison, stated, Decimal(0), "contradiction")
    yield replace(found, advice=message("checks.advice_new_money", last=last))


def _has_money(amount: Amount | None) -> bool:
    return amount is not None and bool(amount.value)


def _check_total(
    tree: BudgetTree, budget_line: BudgetLine, capital: str, about: Comparison
) -> Iterator[Finding]:
    """The reported amount of a budget line against the sum of the budget lines below it."""
    for item in ITEMS:
        stated = StatedFigure.of(tree.reported_for(budget_line, capital, item))
        parts = tree.parts(budget_line, capital, item)
        parts = [part for part in parts if part.value is not None or part.is_unknown]
        total = summed(parts).value if parts else None
        if stated is None or total is None:
            continue
        comparison = replace(
            about, check=f"budget_total_{item}", formula="sum_of_parts", measure=ITEMS[item]
        )
        yield from compare(comparison, stated, total, sum_image(intervals_of(parts)))


def _check_rate(
    tree: BudgetTree, budget_line: BudgetLine, capital: str, about: Comparison
) -> Iterator[Finding]:
    """The stated rate against disbursed ÷ allocated, and disbursed ≤ allocated."""
    reported = [tree.reported_for(budget_line, capital, item) for item in RATE_ITEMS]
    disbursed, allocated = (StatedFigure.of(amount) for amount in reported)
    if disbursed is None or allocated is None:
        return
    stated = StatedFigure.of(tree.reported_for(budget_line, capital, "stated_pct"))
    if stated is not None:
        used = [tree.amount(budget_line, capital, item) for item in RATE_ITEMS]
        operands = {"budget_rate": reported}
        if values_of(used) != values_of(reported):
            # The report prints the rate of what the budget lines below add up to.
            operands["budget_rate_of_parts"] = used
        for check, amounts in operands.items():
            names = {"check": check, "formula": "disbursed / allocated × 100"}
            comparison = replace(about, measure="pct_plan", **names)
            yield from _compare_rate(comparison, stated, amounts)
    if disbursed.value > allocated.value:
        names = {"check": "budget_over_spent", "formula": "disbursed ≤ allocated"}
        comparison = replace(about, measure="actual", **names)
        yield make_finding(comparison, disbursed, allocated.value, "contradiction")


def _compare_rate(
    comparison: Comparison, stated: StatedFigure, amounts: Sequence[Amount | None]
) -> Iterator[Finding]:
    """A stated rate against what follows from the amounts disbursed and allocated."""
    disbursed, allocated = values_of(amounts)
    rate = scaled_quotient(disbursed, allocated)
    if rate is not None:
        possible = image(lambda values: scaled_quotient(*values), intervals_of(amounts))
        yield from compare(comparison, stated, rate, possible)
