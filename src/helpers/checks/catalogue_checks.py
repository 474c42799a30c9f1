"""Checks that the catalogue names: relations between figures, dates of documents, absence."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Literal

import pandas as pd

from helpers.checks.finding import Finding, figure_text
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.loading import CatalogueRow, OptionalPeriod
from helpers.core.catalogues.packs import is_valid, load_pack_entries
from helpers.core.formatting import decimals_of, format_date
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.records import optional_text_of, text_of
from helpers.core.tables import Row, records_of
from helpers.core.workspace import Workspace
from helpers.indicators.sources import inputs_of


class RelationCheck(CatalogueRow):
    """Two figures that must be equal, or the first not above the second times ``factor``.

    Without ``right`` the limit is the factor itself, which the names state: nothing is recomputed.

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
    factor: Decimal = Decimal(1)
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None


def load_relations(workspace: Workspace, period: Period | None = None) -> list[RelationCheck]:
    """Rows of checks.csv and of packs in force in a period. Raises CatalogueError."""
    files = [workspace.reference("checks.csv"), *workspace.reference_files("packs", "*/checks.csv")]
    rows = [entry.row for entry in load_pack_entries(files, RelationCheck)]
    return [row for row in rows if period is None or is_valid(row, period)]


def check_relations(
    indicators: pd.DataFrame, relation_checks: list[RelationCheck]
) -> Iterator[Finding]:
    """A finding for each relation that does not hold between two computed figures."""
    rows: dict[str, Row] = {text_of(row, "indicator"): row for row in records_of(indicators)}
    for check in relation_checks:
        left, left_row = _value_of(rows, check.left)
        right, right_row = _value_of(rows, check.right) if check.right else (Decimal(1), {})
        if left is None or right is None:
            continue
        right *= check.factor
        is_equal = check.relation == "equal"
        if left != right if is_equal else left > right:
            difference = figure_text(left - right, decimals_of(left - right), signed=True)
            yield Finding(
                check=check.check,
                severity=check.severity,
                section=text_of(left_row, "section"),
                subject=check.name_en if current_language() == "en" else check.name_vi,
                verdict="contradiction",
                advice=_relation_advice(left_row, right_row),
                stated=figure_text(left, decimals_of(left)),
                computed=figure_text(right, decimals_of(right)) if check.right else None,
                difference=difference if check.right else None,
                formula=f"{check.left} {'=' if is_equal else '≤'} {check.right}",
                indicator=text_of(left_row, "indicator"),
                measure=check.left.partition(":")[2],
                **_source_columns(next(iter(inputs_of(left_row)), {})),
            )


def _relation_advice(left_row: Row, right_row: Row) -> str:
    if not right_row:
        return message("checks.advice_limit")
    return message("checks.advice_relation", left=left_row["name"], right=right_row["name"])


def _value_of(rows: Mapping[str, Row], reference: str) -> tuple[Decimal | None, Row]:
    code, _, field = reference.partition(":")
    row = rows.get(code, {})
    value = row.get(field)
    return (value if isinstance(value, Decimal) else None), row


def _source_columns(row: Row) -> dict[str, str | None]:
    return {name: optional_text_of(row, name) for name in ("file", "sheet", "cell", "raw_text")}


def check_documents(documents: pd.DataFrame, period: Period) -> Iterator[Finding]:
    """A finding for each document whose date cannot be read or lies after the period's end."""
    for record in records_of(documents):
        written = optional_text_of(record, "date")
        if not written:
            continue
        day = parse_day(written)
        if day is not None and day.date() <= period.end:
            continue
        problem = "document_date" if day is None else "document_after_period"
        yield Finding(
            check=problem,
            severity="warning",
            section=text_of(record, "section"),
            subject=f"{record['number'] or ''}{record['symbol']}",
            verdict="contradiction",
            advice=message(f"checks.advice_{problem}"),
            stated=written,
            computed=f"≤ {format_date(period.end, lang=current_language())}",
            formula="date ≤ period end",
            **_source_columns(record),
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
        indicator = catalogues.indicators.get(text_of(row, "indicator"))
        if indicator is None:
            continue
        absent = [m for m in indicator.expected_measures if row[m] is None]
        if absent and row["status"] not in ("not_applicable", "withheld"):
            names = ", ".join(message(f"checks.measure_{measure}") for measure in absent)
            yield Finding(
                check="missing_figure",
                severity="warning" if "actual" in absent else "note",
                section=text_of(row, "section"),
                subject=indicator.name(current_language()),
                verdict="missing",
                advice=message("checks.advice_missing", measures=names),
                indicator=indicator.code,
                measure=absent[0],
            )
