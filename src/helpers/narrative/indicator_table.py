"""A table that the outline sets out: a row for each subject, a cell for each of its indicators."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.core.catalogues.outlines import Content, Statement
from helpers.narrative.blocks import BulletList, Column, Paragraph, Table, TableRow
from helpers.narrative.indicator_sentence import SentenceBuilder, maturity_mark
from helpers.narrative.phrases import Runs, named, sentence
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

FIRST_WIDTH = 32
"""Share of the table (percent) of the column with the titles of rows."""


def indicator_table(report_data: ReportData, content: Content) -> list[Table | BulletList]:
    """The table without rows that have no figure, none where no row has one; changes below it."""
    lang = report_data.lang
    rows = [
        TableRow((named(statement.title(lang)), *cells))
        for statement in content.indicators
        if any(cells := _cells(statement, report_data))
    ]
    if not rows:
        return []
    width = (100 - FIRST_WIDTH) // (len(content.columns) - 1)
    columns = tuple(
        Column(
            column.title(lang), "num" if position else "text", width if position else FIRST_WIDTH
        )
        for position, column in enumerate(content.columns)
    )
    table = Table(caption(report_data, content.title(lang)), columns, tuple(rows))
    changes = tuple(_changes(content, report_data))
    return [table, BulletList(changes)] if changes else [table]


def _changes(content: Content, report_data: ReportData) -> Iterator[Paragraph]:
    for row in map(report_data.find, content.codes):
        if row is not None and row["change"]:
            change = SentenceBuilder(report_data.facts).change(row)
            yield Paragraph(sentence((named(report_data.subject(row)), " ", *change)))


def _cells(statement: Statement, report_data: ReportData) -> list[Runs | None]:
    found: list[Runs | None] = []
    for code in statement.cells:
        row = report_data.find(code)
        fact = None if row is None else report_data.facts.fact(row, "actual", cell=True)
        mark = maturity_mark(row, report_data.lang) if row is not None else ()
        found.append(None if fact is None else (fact, *mark))
    return found
