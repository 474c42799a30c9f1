"""A sentence from an indicator row: against plan, against last year, estimate, cause, absence."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.ground.measures import PERCENT
from helpers.narrative.facts import FactBook
from helpers.narrative.phrases import Runs, joined, phrase

Row = Mapping[str, object]
TOLD = ("reported", "computed", "zero")


def tell(row: Row, book: FactBook, subject: str, *, listed: bool = False) -> Runs:
    """Clauses about one indicator, without the full stop; says so where there is no figure.

    ``listed`` sets a colon behind the subject, as in a list of figures.
    """
    if row["status"] == "missing" and row["plan"] is not None:
        plan = book.fact(row, "plan")
        return phrase("missing_of_plan", book.lang, subject=subject, plan=plan)
    if row["status"] not in TOLD:
        return phrase(f"status_{row['status']}", book.lang, subject=subject)
    opening = f"{subject}:" if listed else subject
    clauses = [value_clause(row, book, opening), change_clause(row, book)]
    clauses.append(estimate_clause(row, book))
    clauses.append(maturity_clause(row, book))
    told = joined([clause for clause in clauses if clause], ", ")
    return (*told, *cause_clause(row, book))


def tell_all(rows: list[tuple[Row, str]], book: FactBook) -> Runs:
    """Several indicators, each with its subject, as one sentence of clauses."""
    clauses = [
        tell(row, book, subject if position == 0 else lower_first(subject))
        for position, (row, subject) in enumerate(rows)
    ]
    return joined(clauses, "; ")


def lower_first(text: str) -> str:
    """``text`` with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def value_clause(row: Row, book: FactBook, subject: str) -> Runs:
    """The value, against its plan where there is one."""
    actual, plan = book.fact(row, "actual"), book.fact(row, "plan")
    if actual.value == 0 and plan is None:
        return phrase("none_happened", book.lang, subject=subject.rstrip(":"))
    if plan is None:
        return phrase("value", book.lang, subject=subject, actual=actual)
    share = book.fact(row, "pct_plan")
    if share is None:
        return phrase("value", book.lang, subject=subject, actual=actual)
    key = "value_of_whole" if book.is_share_of_whole(row) else "value_of_plan"
    return phrase(key, book.lang, subject=subject, actual=actual, plan=plan, share=share)


def change_clause(row: Row, book: FactBook) -> Runs:
    """Rise, fall or no change against the same period last year; the word carries the sign."""
    change = row["change"]
    if change is None:
        return ()
    if change == 0:
        return phrase("unchanged", book.lang)
    direction = "rise" if change > 0 else "fall"
    share = book.fact(row, "pct_change", size=True)
    if share is None or row["unit_of_measure"] == PERCENT:
        size = book.fact(row, "change", size=True)
        return phrase(f"{direction}_absolute", book.lang, size=size)
    return phrase(direction, book.lang, change=book.fact(row, "change"), share=share)


def estimate_clause(row: Row, book: FactBook) -> Runs:
    """The estimate to the period's end, with its share of the plan."""
    estimate, share = book.fact(row, "estimate"), book.fact(row, "pct_estimate")
    if estimate is None and share is None:
        return ()
    if estimate is None:
        return phrase("estimate_share", book.lang, share=share)
    if share is None:
        return phrase("estimate", book.lang, estimate=estimate)
    return phrase("estimate_of_plan", book.lang, estimate=estimate, share=share)


def maturity_clause(row: Row, book: FactBook) -> Runs:
    """Said where the value is not official."""
    if row["maturity"] == "official":
        return ()
    return phrase(f"maturity_{row['maturity']}", book.lang)


def cause_clause(row: Row, book: FactBook) -> Runs:
    """The cause, as the office gave it; only in Vietnamese, the language it was written in."""
    if not row["cause"] or book.lang != "vi":
        return ()
    return phrase("cause", book.lang, cause=str(row["cause"]).rstrip(". "))
