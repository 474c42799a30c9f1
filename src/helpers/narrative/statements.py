"""How the outline has indicators told: by the usual patterns, or in a text of its own."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.core.catalogues.outlines import Statement, placeholders
from helpers.core.tables import Record, Row
from helpers.core.text import lower_first
from helpers.narrative.phrases import Runs, fill, joined, named, phrase
from helpers.narrative.report_data import ReportData
from helpers.narrative.sentences import TOLD, SentenceBuilder, is_missing, is_none


def render_statements(mentions: Iterable[Statement], report_data: ReportData) -> Runs:
    """One sentence of clauses, without the full stop; indicators not asked for are left out.

    Where there is no figure for any of them it says so once.
    """
    mentions = list(mentions)
    codes = [code for mention in mentions for code in mention.codes]
    rows = [row for code in codes if (row := report_data.find(code)) is not None]
    if len(rows) > 1 and all(is_missing(row) for row in rows):
        return phrase("all_missing", report_data.lang)
    sentence_builder = SentenceBuilder(report_data.book)
    clauses = [
        told for mention in mentions if (told := _tell(mention, sentence_builder, report_data))
    ]
    return joined(clauses, "; ")


def tell_rows(rows: Iterable[Record], report_data: ReportData) -> Runs:
    """Rows by the usual patterns, as one sentence of clauses."""
    return render_statements((Statement(code=str(row["indicator"])) for row in rows), report_data)


def _tell(mention: Statement, sentence_builder: SentenceBuilder, report_data: ReportData) -> Runs:
    rows = [row for code in mention.codes if (row := report_data.find(code)) is not None]
    if not rows:
        return ()
    if mention.code:
        subject = mention.title(report_data.lang) or lower_first(report_data.subject(rows[0]))
        return sentence_builder.tell(rows[0], named(subject), none=mention.none(report_data.lang))
    if all(is_none(row) for row in rows) and mention.none(report_data.lang):
        return (named(mention.none(report_data.lang)),)
    is_whole = len(rows) == len(mention.codes) and _adds_up(rows, report_data)
    if is_whole and (told := _text(mention, sentence_builder, report_data)):
        return told
    clauses = [
        sentence_builder.tell(row, named(lower_first(report_data.subject(row)))) for row in rows
    ]
    return joined(clauses, "; ")


def _adds_up(rows: Iterable[Record], report_data: ReportData) -> bool:
    """False where parts do not make up their whole, as when some units only tell the parts.

    A text that says "gồm" would contradict itself.
    """
    actual = {str(row["indicator"]): row["actual"] for row in rows}
    for code, whole in actual.items():
        indicator = report_data.catalogues.indicators.get(code)
        if indicator is None or indicator.formula != "sum_of_parts":
            continue
        parts = [actual[part] for part in indicator.inputs if actual.get(part) is not None]
        is_full = len(parts) == len(indicator.inputs)
        if whole is not None and (sum(parts) > whole or (is_full and sum(parts) != whole)):
            return False
    return True


def _text(mention: Statement, sentence_builder: SentenceBuilder, report_data: ReportData) -> Runs:
    """The text with its figures; nothing where one of them is not known."""
    figures = {}
    for code, form in placeholders(mention.text(report_data.lang)):
        row: Row = report_data.row(code)
        figures[code, form] = sentence_builder.figure(row, form) if row["status"] in TOLD else None
    if any(figure is None for figure in figures.values()):
        return ()
    return fill(mention.text(report_data.lang), lambda code, form: figures[code, form])
