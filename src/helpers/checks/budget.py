"""Checks of the programme's budget lines: totals against their parts, rates, limits."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.checks.finding import Finding, compare, make_finding
from helpers.ground.catalogues import Catalogues
from helpers.ground.catalogues.forms import CAPITALS
from helpers.ground.messages import current_language, say
from helpers.indicators.formulas import scaled_quotient
from helpers.indicators.programme import ITEMS, Amount, BudgetTree, summed
from helpers.indicators.tolerance import image, sum_image

SECTIONS = {"programme": "III.1.2"}


def check_budget(tree: BudgetTree, catalogues: Catalogues) -> Iterator[Finding]:
    """Findings about every budget line of the programme."""
    for line in catalogues.programme.lines.values():
        section = SECTIONS.get(line.level, "III.1.3")
        for capital in CAPITALS:
            key = "subject_total" if line.level == "programme" else "subject_line"
            kind, name = say(f"checks.capital_{capital}"), line.name(current_language())
            subject = say(f"checks.{key}", line=line.code, name=name, capital=kind)
            yield from _check_total(tree, line.code, capital, section, subject)
            yield from _check_rate(tree, line.code, capital, section, subject)


def _check_total(
    tree: BudgetTree, line: str, capital: str, section: str, subject: str
) -> Iterator[Finding]:
    """The reported amount of a line against the sum of the lines below it."""
    for item in ITEMS:
        own = tree.reported.get((line, capital, item))
        parts = [p for p in tree.parts(line, capital, item) if p.value is not None]
        if own is None or own.value is None or not parts:
            continue
        yield from compare(
            check=f"budget_total_{item}",
            section=section,
            subject=subject,
            stated=own,
            computed=summed(parts).value,
            possible=sum_image([part.interval() for part in parts]),
            formula="sum_of_parts",
        )


def _check_rate(
    tree: BudgetTree, line: str, capital: str, section: str, subject: str
) -> Iterator[Finding]:
    """The stated rate of disbursement against disbursed ÷ assigned, and disbursed ≤ assigned."""
    stated = tree.reported.get((line, capital, "stated_pct"))
    disbursed, allocated = (
        tree.reported.get((line, capital, item)) for item in ("disbursed", "allocated")
    )
    if None in (disbursed, allocated) or None in (disbursed.value, allocated.value):
        return
    if stated is not None and stated.value is not None:
        used = [tree.amount(line, capital, item) for item in ("disbursed", "allocated")]
        amounts = {"budget_rate": (disbursed, allocated)}
        if [amount.value for amount in used] != [disbursed.value, allocated.value]:
            # The report prints the rate of what the lines add up to.
            amounts["budget_rate_of_parts"] = tuple(used)
        for check, pair in amounts.items():
            yield from _compare_rate(check, stated, pair, section, subject)
    if disbursed.value > allocated.value:
        yield make_finding(
            check="budget_over_spent",
            section=section,
            subject=subject,
            stated=disbursed,
            computed=allocated.value,
            classification="contradiction",
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
