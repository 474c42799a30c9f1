"""Checks of the programmes' budget lines: totals against their parts, rates, limits."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.checks.finding import Finding, compare, make_finding
from helpers.core.catalogues.programme import CAPITALS, BudgetLine, Programmes
from helpers.core.messages import current_language, message
from helpers.indicators.disbursement import ITEMS, Amount, BudgetTree, summed
from helpers.indicators.formulas import scaled_quotient
from helpers.indicators.tolerance import image, sum_image


def check_budget(tree: BudgetTree) -> Iterator[Finding]:
    """Findings about every budget line of the programmes."""
    for line in tree.programmes.lines.values():
        for capital in CAPITALS:
            subject = budget_subject(line, capital, tree.programmes)
            yield from _check_total(tree, line, capital, subject)
            yield from _check_rate(tree, line, capital, subject)


def budget_subject(line: BudgetLine, capital: str, programmes: Programmes) -> str:
    """How a finding names a budget line; with its programme where there are several."""
    key = "subject_total" if line.level == "programme" else "subject_line"
    kind, lang = message(f"checks.capital_{capital}"), current_language()
    subject = message(f"checks.{key}", line=line.code, name=line.name(lang), capital=kind)
    if not programmes.are_several:
        return subject
    programme = programmes.root_of(line).name(lang)
    return message("checks.subject_of_programme", subject=subject, programme=programme)


def _check_total(
    tree: BudgetTree, line: BudgetLine, capital: str, subject: str
) -> Iterator[Finding]:
    """The reported amount of a line against the sum of the lines below it."""
    for item in ITEMS:
        own = tree.own(line, capital, item)
        parts = [p for p in tree.parts(line, capital, item) if p.value is not None]
        if own is None or own.value is None or not parts:
            continue
        yield from compare(
            check=f"budget_total_{item}",
            section=line.section,
            subject=subject,
            stated=own,
            computed=summed(parts).value,
            possible=sum_image([part.interval() for part in parts]),
            formula="sum_of_parts",
        )


def _check_rate(
    tree: BudgetTree, line: BudgetLine, capital: str, subject: str
) -> Iterator[Finding]:
    """The stated rate of disbursement against disbursed ÷ assigned, and disbursed ≤ assigned."""
    stated = tree.own(line, capital, "stated_pct")
    disbursed, allocated = (tree.own(line, capital, item) for item in ("disbursed", "allocated"))
    if None in (disbursed, allocated) or None in (disbursed.value, allocated.value):
        return
    if stated is not None and stated.value is not None:
        used = [tree.amount(line, capital, item) for item in ("disbursed", "allocated")]
        amounts = {"budget_rate": (disbursed, allocated)}
        if [amount.value for amount in used] != [disbursed.value, allocated.value]:
            # The report prints the rate of what the lines add up to.
            amounts["budget_rate_of_parts"] = tuple(used)
        for check, pair in amounts.items():
            yield from _compare_rate(check, stated, pair, line.section, subject)
    if disbursed.value > allocated.value:
        yield make_finding(
            check="budget_over_spent",
            section=line.section,
            subject=subject,
            stated=disbursed,
            computed=allocated.value,
            verdict="contradiction",
            formula="disbursed ≤ allocated",
        )


def _compare_rate(
    check: str, stated: Amount, pair: tuple[Amount, Amount], section: str, subject: str
) -> Iterator[Finding]:
    """A stated rate against what follows from disbursed and assigned."""
    rate = scaled_quotient(pair[0].value, pair[1].value)
    if rate is None:
        return
    yield from compare(
        check=check,
        section=section,
        subject=subject,
        stated=stated,
        computed=rate,
        possible=image(
            lambda values: scaled_quotient(*values), [amount.interval() for amount in pair]
        ),
        formula="disbursed / allocated × 100",
    )
