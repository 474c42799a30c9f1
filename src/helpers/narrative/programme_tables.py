"""Tables of the programmes: the projects in the body, every line in an annex."""

from helpers.core.catalogues.capitals import CARRIED, TOTAL
from helpers.core.catalogues.programme import BudgetLine
from helpers.narrative.blocks import Heading, Part, Table
from helpers.narrative.phrases import named, word
from helpers.narrative.programme_money import has_money, sources_table
from helpers.narrative.programme_section import budget_line_label, with_programme
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import BUDGET_FIELDS, budget_table

ANCHOR = "annex-lines"
MOST_LINES_IN_TEXT = 15
"""Of a programme: so many lines are all in the table of the text, of more the projects alone."""


def summary_table(report_data: ReportData) -> list[Table]:
    """Of each programme with amounts: its projects, what is above them and the total; sources."""
    tables: list[Table] = []
    for root in report_data.catalogues.programmes.roots():
        for money in ("", CARRIED):
            lines = _lines_with(root, money, report_data)
            if any(line is not root for line in lines):  # the text has what the total alone says
                is_full = _is_short(root, money, report_data)
                tables.append(_table_of(root, money, report_data, is_full=is_full))
        title = with_programme(word("sources_table_title", report_data.lang), root, report_data)
        tables += sources_table(root, title, report_data)
    return tables


def lines_annex(report_data: ReportData, number: str) -> Part | None:
    """All lines with amounts of the programmes that have lines below their projects.

    None where the annex of the projects has them.
    """
    tables = tuple(
        _table_of(root, money, report_data, is_full=True)
        for root in report_data.catalogues.programmes.roots()
        for money in ("", CARRIED)
        if _has_more(root, money, report_data)
    )
    if not tables:
        return None
    heading = Heading(2, word("annex_lines", report_data.lang, number=number), ANCHOR)
    return Part(ANCHOR, (heading, *tables))


def _lines_with(root: BudgetLine, money: str, report_data: ReportData) -> list[BudgetLine]:
    lines = report_data.catalogues.programmes.of(root)
    return [line for line in lines if has_money(line, money, report_data)]


def _has_more(root: BudgetLine, money: str, report_data: ReportData) -> bool:
    """True where a line below the projects has money that no annex of a project shows."""
    if _has_forms(root, money, report_data) or _is_short(root, money, report_data):
        return False
    shown = _shown_lines(root, money, report_data, is_full=False)
    return any(line not in (*shown, root) for line in _lines_with(root, money, report_data))


def _has_forms(root: BudgetLine, money: str, report_data: ReportData) -> bool:
    """True where the annex of the projects has every line."""
    projects = report_data.catalogues.programmes.projects(root)
    return not money and any(project.annex for project in projects)


def _is_short(root: BudgetLine, money: str, report_data: ReportData) -> bool:
    """True where the table of the text has room for every line, and no annex has them."""
    lines = _lines_with(root, money, report_data)
    return len(lines) <= MOST_LINES_IN_TEXT and not _has_forms(root, money, report_data)


def _shown_lines(
    root: BudgetLine, money: str, report_data: ReportData, *, is_full: bool
) -> list[BudgetLine]:
    """Lines with amounts: the projects and what is above them; in full all."""
    found = _lines_with(root, money, report_data)
    return [n for n in found if n is not root and (is_full or _is_upper(n, report_data))]


def _table_of(
    root: BudgetLine, money: str, report_data: ReportData, *, is_full: bool = False
) -> Table:
    programmes, lang = report_data.catalogues.programmes, report_data.lang
    shown = _shown_lines(root, money, report_data, is_full=is_full)
    upper = [line for line in shown if _is_upper(line, report_data)]
    # Lines with others below them: the projects only where some line of the table is below one.
    projects = programmes.is_project if len(upper) == len(shown) else lambda line: False
    lines = [
        (
            line,
            named(_table_label(line, report_data)),
            "group" if line in upper and not projects(line) else "body",
        )
        for line in shown
    ]
    lines.append((root, word("total", lang), "total"))
    levels = programmes.levels(root.programme)
    level = next(level.name(lang).lower() for level in levels if level.is_project)
    key = "carried_table_title" if money else "budget_table_title"
    title = with_programme(word(key, lang, level=level), root, report_data)
    has_annex = not is_full and _has_more(root, money, report_data)
    fields = [f for f in BUDGET_FIELDS if f[0] == TOTAL] if has_annex else BUDGET_FIELDS
    return budget_table(lines, report_data, title, money, fields)


def _is_upper(budget_line: BudgetLine, report_data: ReportData) -> bool:
    programmes = report_data.catalogues.programmes
    return programmes.is_project(budget_line) or bool(programmes.projects_below(budget_line))


def _table_label(budget_line: BudgetLine, report_data: ReportData) -> str:
    """The label of a line with its name; of one below the projects where the name is public."""
    lang = report_data.lang
    label = budget_line_label(budget_line, report_data)
    is_upper = _is_upper(budget_line, report_data)
    is_named = is_upper or not budget_line.number or bool(budget_line.name_vi)
    return f"{label}: {budget_line.name(lang)}" if is_named else label
