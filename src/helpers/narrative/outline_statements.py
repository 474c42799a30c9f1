"""Statements of the outline: by the usual patterns, or in a text that the outline gives."""

from collections.abc import Iterable

from helpers.core.catalogues.outlines import Statement, placeholders
from helpers.core.tables import Record
from helpers.core.text import lower_first
from helpers.narrative.blocks import Label, Run, text_of
from helpers.narrative.indicator_sentence import (
    STATUSES_WITH_FIGURE,
    SentenceBuilder,
    is_missing,
    is_none,
    is_rate_of_some,
    maturity_mark,
    maturity_of,
)
from helpers.narrative.phrases import Runs, fill, joined, named, phrase, word
from helpers.narrative.report_data import ReportData

WITH_PLAN = frozenset({"fraction", "plan"})
"""Formats of a placeholder that print the plan."""


def render_statements(statements: Iterable[Statement], report_data: ReportData) -> Runs:
    """One sentence of clauses, without the full stop; nothing of what is missing."""
    statements = list(statements)
    codes = [code for statement in statements for code in statement.codes]
    rows = [row for code in codes if (row := report_data.find(code)) is not None]
    with_figure = [row for row in rows if row["status"] in STATUSES_WITH_FIGURE]
    maturities = {maturity_of(row) for row in with_figure}
    shared = maturities.pop() if len(with_figure) > 1 and len(maturities) == 1 else None
    sentence_builder = SentenceBuilder(report_data.facts, shared)
    clauses = [
        clause
        for statement in statements
        if (clause := _render_statement(statement, sentence_builder, report_data))
    ]
    if clauses:
        clauses[0] = _without_of_which(clauses[0], report_data.lang)
    mark = maturity_mark(with_figure[0], report_data.lang, key="all") if shared else ()
    return (*mark, *joined(clauses, "; "))


def _without_of_which(clause: Runs, lang: str) -> Runs:
    """The first clause of a sentence: what it would be a part of was not reported."""
    first, opening = clause[0], word("of_which_opening", lang)
    if isinstance(first, str) and first.startswith(opening):
        return (first.removeprefix(opening).lstrip(" :"), *clause[1:])
    return clause


def render_rows(rows: Iterable[Record], report_data: ReportData) -> Runs:
    """Rows by the usual patterns, as one sentence of clauses."""
    return render_statements((Statement(code=str(row["indicator"])) for row in rows), report_data)


def _render_statement(
    statement: Statement, sentence_builder: SentenceBuilder, report_data: ReportData
) -> Runs:
    found = (report_data.find(code) for code in statement.codes)
    rows = [row for row in found if row is not None and not is_missing(row)]
    if not rows:
        return ()
    if statement.code:
        subject = statement.title(report_data.lang) or lower_first(report_data.subject(rows[0]))
        return sentence_builder.build(
            rows[0], named(subject), none=statement.none(report_data.lang)
        )
    if all(is_none(row) for row in rows) and statement.none(report_data.lang):
        return (named(statement.none(report_data.lang)),)
    is_complete = len(rows) == len(statement.codes) and _adds_up(rows, report_data)
    if is_complete and (clause := _filled_text(statement, sentence_builder, report_data)):
        return clause
    clauses = [
        sentence_builder.build(row, named(lower_first(report_data.subject(row)))) for row in rows
    ]
    return joined(clauses, "; ")


def _adds_up(rows: Iterable[Record], report_data: ReportData) -> bool:
    """False where parts do not add up to their total, as when some units report only the parts.

    A text with "gồm" would contradict itself.
    """
    actual = {str(row["indicator"]): row["actual"] for row in rows}
    for code, total in actual.items():
        indicator = report_data.catalogues.indicators.get(code)
        if indicator is None or indicator.formula != "sum_of_parts":
            continue
        parts = [actual[part] for part in indicator.inputs if actual.get(part) is not None]
        is_full = len(parts) == len(indicator.inputs)
        if total is not None and (sum(parts) > total or (is_full and sum(parts) != total)):
            return False
    return True


def _filled_text(
    statement: Statement, sentence_builder: SentenceBuilder, report_data: ReportData
) -> Runs:
    """The text with its figures; nothing where one is not known, or a rate of some units only."""
    figures: dict[tuple[str, str], Run | Runs] = {}
    for code, placeholder_format in placeholders(statement.text(report_data.lang)):
        row = report_data.row(code)
        is_known = row["status"] in STATUSES_WITH_FIGURE and not is_rate_of_some(row)
        figure = sentence_builder.figure(row, placeholder_format) if is_known else None
        if figure is None:
            return ()
        if row["maturity"] == "estimate" and sentence_builder.shared_maturity is None:
            figure = phrase("estimated_figure", report_data.lang, figure=figure)
        figures[code, placeholder_format] = figure
    clause = fill(
        statement.text(report_data.lang),
        lambda code, placeholder_format: figures[code, placeholder_format],
    )
    mark = _mark_of_text(list(figures), sentence_builder, report_data)
    codes = dict.fromkeys(code for code, _ in figures)
    notes = (run for code in codes for run in sentence_builder.besides(report_data.row(code)))
    return (*clause, *mark, *notes, *_besides(list(figures), sentence_builder, report_data))


def _besides(
    named_figures: Iterable[tuple[str, str]],
    sentence_builder: SentenceBuilder,
    report_data: ReportData,
) -> Runs:
    """Plans and changes that the text itself does not print: what was sent is told."""
    of_codes: dict[str, set[str]] = {}
    for code, placeholder_format in named_figures:
        of_codes.setdefault(code, set()).add(placeholder_format)
    clauses: list[Runs] = []
    for code, formats in of_codes.items():
        row, facts = report_data.row(code), report_data.facts
        told: list[Runs] = []
        if row["plan"] is not None and not (formats & WITH_PLAN or facts.has_denominator(row)):
            plan = facts.known_fact(row, "plan")
            told.append(phrase("plan_besides", report_data.lang, plan=plan))
        told.append(sentence_builder.parts(row))
        if row["change"] or row["pct_change"] or code in facts.since_opening or len(of_codes) == 1:
            told.append(sentence_builder.change(row))
        told = [runs for runs in told if runs]
        subject = (named(f"{lower_first(report_data.subject(row))} "),) if len(of_codes) > 1 else ()
        if told:
            clauses.append((*subject, *joined(told, ", ")))
    first = ", " if len(of_codes) == 1 else "; "
    return (first, *joined(clauses, "; ")) if clauses else ()


def _mark_of_text(
    named_figures: Iterable[tuple[str, str]],
    sentence_builder: SentenceBuilder,
    report_data: ReportData,
) -> Runs:
    """The mark of a text with preliminary figures; where only some are, it names them.

    Estimates are marked beside their figures.
    """
    rows = [report_data.row(code) for code, _ in named_figures]
    if len({maturity_of(row) for row in rows}) == 1 and rows[0]["maturity"] != "estimate":
        return sentence_builder.maturity(rows[0])
    early = [row for row in rows if row["maturity"] == "preliminary"]
    marks: Runs = ()
    for maturity in dict.fromkeys(map(maturity_of, early)):
        of_kind = [row for row in early if maturity_of(row) == maturity]
        names = joined([(named(lower_first(report_data.subject(row))),) for row in of_kind], ", ")
        mark = text_of(maturity_mark(of_kind[0], report_data.lang)).strip(" ()")
        marks += phrase("maturity_of", report_data.lang, mark=Label(mark), names=names)
    return marks
