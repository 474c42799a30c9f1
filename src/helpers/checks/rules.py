"""Checks that the catalogue names: relations between figures, dates of documents, absence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pandas as pd

from helpers.checks.finding import Finding, figure_text
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.loading import Row, load_table
from helpers.core.formatting import format_date
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.indicators.sources import inputs_of


class RelationRule(Row):
    """Two figures that must be equal, or the first not above the second.

    ``severity`` is weaker than error where there may be a good reason (other closing dates).

    ``left`` and ``right`` are ``indicator:field`` of the indicators table.
    """

    check: str
    relation: Literal["equal", "at_most"]
    left: str
    right: str
    severity: Literal["error", "warning", "note"]
    name_vi: str
    name_en: str


def load_relations(path: Path) -> list[RelationRule]:
    """Rows of checks.csv. Raises CatalogueError."""
    return load_table(path, RelationRule)


def check_relations(indicators: pd.DataFrame, rules: list[RelationRule]) -> Iterator[Finding]:
    """A finding for each relation that does not hold between two computed figures."""
    rows = {row["indicator"]: row for row in records_of(indicators)}
    for rule in rules:
        (left, left_row), (right, right_row) = (
            _value_of(rows, rule.left),
            _value_of(rows, rule.right),
        )
        if left is None or right is None:
            continue
        holds = left == right if rule.relation == "equal" else left <= right
        if not holds:
            yield Finding(
                check=rule.check,
                severity=rule.severity,
                section=left_row["section"],
                subject=rule.name_en if current_language() == "en" else rule.name_vi,
                verdict="contradiction",
                advice=_relation_advice(left_row, right_row),
                stated=figure_text(left, _places(left)),
                computed=figure_text(right, _places(right)),
                difference=figure_text(left - right, _places(left - right), signed=True),
                formula=f"{rule.left} {'=' if rule.relation == 'equal' else '≤'} {rule.right}",
                **_first_source(left_row),
            )


def _relation_advice(left_row: dict, right_row: dict) -> str:
    return message("checks.advice_relation", left=left_row["name"], right=right_row["name"])


def _value_of(rows: dict[str, dict], reference: str) -> tuple[Decimal | None, dict]:
    code, _, field = reference.partition(":")
    row = rows.get(code, {})
    value = row.get(field)
    return (value if isinstance(value, Decimal) else None), row


def _places(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent)


def _first_source(row: dict) -> dict[str, str | None]:
    sources = inputs_of(row) or ({},)
    return {name: sources[0].get(name) for name in ("file", "sheet", "cell", "raw_text")}


def check_documents(documents: pd.DataFrame, period: Period) -> Iterator[Finding]:
    """A finding for each document whose date cannot be read or lies after the period's end."""
    for record in records_of(documents):
        if not record["date"]:
            continue
        day = parse_day(record["date"])
        if day is not None and day.date() <= period.end:
            continue
        problem = "document_date" if day is None else "document_after_period"
        yield Finding(
            check=problem,
            severity="warning",
            section=record["section"],
            subject=f"{record['number'] or ''}{record['symbol']}",
            verdict="contradiction",
            advice=message(f"checks.advice_{problem}"),
            stated=record["date"],
            computed=f"≤ {format_date(period.end, lang=current_language())}",
            formula="date ≤ period end",
            **{name: record[name] for name in ("file", "sheet", "cell", "raw_text")},
        )


def parse_day(text: str) -> datetime | None:
    """A day written dd/mm/yyyy or yyyy-mm-dd; None if it is no day of the calendar."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern)
        except ValueError:
            continue
    return None


def check_completeness(indicators: pd.DataFrame, catalogues: Catalogues) -> Iterator[Finding]:
    """A finding for each expected figure that nobody reported."""
    for row in records_of(indicators):
        indicator = catalogues.indicators.get(row["indicator"])
        if indicator is None:
            continue
        absent = [m for m in indicator.expected_measures if row[m] is None]
        if absent and row["status"] not in ("not_applicable", "withheld"):
            names = ", ".join(message(f"checks.measure_{measure}") for measure in absent)
            yield Finding(
                check="missing_figure",
                severity="warning" if "actual" in absent else "note",
                section=row["section"],
                subject=indicator.name(current_language()),
                verdict="missing",
                advice=message("checks.advice_missing", measures=names),
            )
