"""An annex for each project that has a number for one: capital, disbursed, outputs, unallocated."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.core.catalogues.capitals import CAPITALS, TOTAL, capital_name
from helpers.core.catalogues.outlines import Content
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.tables import Record
from helpers.narrative.blocks import (
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    Part,
    Runs,
    Table,
    TableRow,
)
from helpers.narrative.phrases import named, sentence, word
from helpers.narrative.programme_section import (
    budget_line_label,
    reason_run,
    reports_itself,
    with_programme,
)
from helpers.narrative.project_sections import (
    annex_anchor,
    idle_project,
    is_active,
    render_outputs,
)
from helpers.narrative.report_data import ReportData

COLUMNS = ("content", "capital", "assigned", "disbursed", "rate", "outputs", "unallocated", "why")
KINDS: dict[str, ColumnKind] = {
    "assigned": "num",
    "disbursed": "num",
    "rate": "num",
    "unallocated": "num",
}
WIDTHS = (30, 6, 11, 9, 6, 19, 8, 11)
AMOUNTS = ("plan", "actual", "pct_plan")


def annex_parts(report_data: ReportData) -> list[Part]:
    """The annexes of all projects that have one, in official order.

    None of a programme of which nothing was received.
    """
    return [
        Part(annex_anchor(project, report_data), tuple(_annex(project, report_data)))
        for root in report_data.catalogues.programmes.roots()
        for project in report_data.catalogues.programmes.projects(root)
        if project.annex and is_received(root, report_data)
    ]


def is_received(root: BudgetLine, report_data: ReportData) -> bool:
    """True where anything of a programme was received."""
    return any(is_active(p, report_data) for p in report_data.catalogues.programmes.projects(root))


def annex_rows(project: BudgetLine, report_data: ReportData) -> list[tuple[BudgetLine, str]]:
    """Rows of an annex as (budget line, capital); capital 'total' where there is no amount.

    The project itself comes last, by capital and, where it has both, in total.
    """
    descendants = list(_descendants(project, report_data))
    rows = [
        pair
        for budget_line in descendants
        for pair in _capitals(budget_line, report_data) or [(budget_line, TOTAL)]
    ]
    of_project = _capitals(project, report_data)
    return rows + of_project + ([(project, TOTAL)] if len(of_project) != 1 else [])


def _annex(project: BudgetLine, report_data: ReportData) -> Iterator[object]:
    lang = report_data.lang
    title = f"{budget_line_label(project, report_data)}: {project.name(lang)}"
    heading = word("form_heading", lang, number=project.annex, title=title)
    heading = with_programme(heading, project, report_data)
    yield Heading(2, heading, annex_anchor(project, report_data))
    if not any(
        _capitals(budget_line, report_data)
        for budget_line in [project, *_descendants(project, report_data)]
    ):
        yield Paragraph(sentence(idle_project(project, report_data)))
        return
    columns = tuple(
        Column(word(f"form_{name}", lang), KINDS.get(name, "text"), width)
        for name, width in zip(COLUMNS, WIDTHS, strict=True)
    )
    rows = tuple(
        _row(budget_line, capital, budget_line is project, report_data)
        for budget_line, capital in annex_rows(project, report_data)
    )
    caption = word("form_caption", lang, line=budget_line_label(project, report_data))
    caption = with_programme(caption, project, report_data)
    yield Table(caption, columns, rows, word("money_note", lang))


def _row(
    budget_line: BudgetLine, capital: str, is_project: bool, report_data: ReportData
) -> TableRow:
    row = report_data.row(budget_line.indicator(capital))
    amounts = [report_data.facts.fact(row, field, cell=True) for field in AMOUNTS]
    label = budget_line_label(budget_line, report_data)
    name = (
        word("total_of", report_data.lang)
        if is_project
        else f"{label}: {budget_line.name(report_data.lang)}"
    )
    outputs = _outputs(budget_line, capital, report_data)
    unallocated = (
        report_data.facts.fact(row, "unallocated", cell=True) if row["unallocated"] else None
    )
    states_reason = (
        unallocated is not None
        and capital != TOTAL
        and reports_itself(row, "unallocated", report_data)
    )
    why = reason_run(row, report_data.lang) if states_reason else None
    below = report_data.catalogues.programmes.children(budget_line)
    kind = "total" if is_project else "group" if below else "body"
    has_amount = _has_amount(row)
    kind_of_capital = _kind_of_capital(capital, report_data.lang) if has_amount else None
    cells = (named(name), kind_of_capital, *amounts, outputs, unallocated, why or None)
    return TableRow(cells, kind=kind)


def _kind_of_capital(capital: str, lang: str) -> str:
    return capital_name(capital, lang, "narrative", "form_capital")


def _outputs(budget_line: BudgetLine, capital: str, report_data: ReportData) -> Runs | None:
    """Outputs of a budget line, printed once: on its first row."""
    of_project = _capitals(budget_line, report_data)
    if of_project and (budget_line, capital) != of_project[0]:
        return None
    return render_outputs(budget_line, report_data, _programme_content(report_data)) or None


def _programme_content(report_data: ReportData) -> Content:
    """The outline's content of kind ``projects``."""
    return next(
        (
            content
            for section in report_data.outline.all_sections()
            for content in section.content
            if content.kind == "projects"
        ),
        Content(kind="projects"),
    )


def _descendants(budget_line: BudgetLine, report_data: ReportData) -> Iterator[BudgetLine]:
    for child in report_data.catalogues.programmes.children(budget_line):
        yield child
        yield from _descendants(child, report_data)


def _capitals(budget_line: BudgetLine, report_data: ReportData) -> list[tuple[BudgetLine, str]]:
    """The kinds of capital for which a line has any amount."""
    return [
        (budget_line, capital)
        for capital in CAPITALS
        if _has_amount(report_data.budget_row(budget_line, capital))
    ]


def _has_amount(row: Record | None) -> bool:
    return row is not None and any(row[name] is not None for name in ("plan", "unallocated"))
