"""The annex of the projects that have a form: capital, disbursed, outputs, unallocated."""

from collections.abc import Iterator
from dataclasses import replace

from helpers.core.catalogues.capitals import CAPITALS, TOTAL, capital_name
from helpers.core.catalogues.outlines import Content
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.tables import Record
from helpers.narrative.allocation import is_assigned
from helpers.narrative.blocks import (
    Column,
    ColumnKind,
    Heading,
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
WIDTHS = (34, 6, 8, 8, 5, 29, 7, 12)
ANCHOR = "annex-projects"
AMOUNTS = ("plan", "actual", "pct_plan")


def projects_annex(report_data: ReportData) -> Part | None:
    """One table for each programme: a group of rows for each project with capital.

    None where no project that has a form has any.
    """
    programmes = report_data.catalogues.programmes
    tables = []
    for root in programmes.roots():
        rows = tuple(
            row
            for project in programmes.projects(root)
            if project.annex and is_assigned(project, report_data)
            for row in _project_rows(project, report_data)
        )
        if rows:
            tables.append(_table(root, rows, report_data))
    if not tables:
        return None
    number = "II" if report_data.records("documents") else "I"
    heading = Heading(2, word("annex_projects", report_data.lang, number=number), ANCHOR)
    return Part(ANCHOR, (heading, *tables))


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


def _table(root: BudgetLine, rows: tuple[TableRow, ...], report_data: ReportData) -> Table:
    lang = report_data.lang
    # Why capital is not yet allocated is told once: in the section that lists it.
    whole = [row for row in rows if len(row.cells) > 1]
    contents = [c.kind for s in report_data.outline.all_sections() for c in s.content]
    used = [
        number
        for number, name in enumerate(COLUMNS)
        if any(row.cells[number] for row in whole)
        and not (name == "why" and "unallocated" in contents)
    ]
    columns = tuple(
        Column(word(f"form_{COLUMNS[n]}", lang), KINDS.get(COLUMNS[n], "text"), WIDTHS[n])
        for n in used
    )
    rows = tuple(
        replace(row, cells=tuple(row.cells[n] for n in used)) if row in whole else row
        for row in rows
    )
    title = with_programme(word("form_caption", lang), root, report_data)
    note = f"{word('money_note', lang)} {word('form_note', lang)}"
    return Table(title, columns, rows, note, is_dense=True)


def _project_rows(project: BudgetLine, report_data: ReportData) -> Iterator[TableRow]:
    """The project's title, then its lines with an amount or an output; nothing without any."""
    rows = [
        _row(line, capital, line is project, report_data)
        for line, capital in annex_rows(project, report_data)
        if _has_amount(report_data.row(line.indicator(capital)))
        or _outputs(line, capital, report_data)
    ]
    if rows:
        label = budget_line_label(project, report_data)
        title = f"{label}: {project.name(report_data.lang)}"
        title = word("form_heading", report_data.lang, number=project.annex, title=title)
        yield TableRow((named(title),), kind="group", anchor=annex_anchor(project, report_data))
        yield from rows


def _row(
    budget_line: BudgetLine, capital: str, is_project: bool, report_data: ReportData
) -> TableRow:
    row = report_data.row(budget_line.indicator(capital))
    amounts = [report_data.facts.fact(row, field, cell=True) for field in AMOUNTS]
    label = budget_line_label(budget_line, report_data)
    name = (
        word("total_of", report_data.lang)
        if is_project
        else label
        if (budget_line, capital) in _capitals(budget_line, report_data)[1:]
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
    outputs = render_outputs(budget_line, report_data, _programme_content(report_data))
    return sentence(outputs) or None


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
    """True for a row with money; 0 is none."""
    return row is not None and any(row[name] for name in ("plan", "actual", "unallocated"))
