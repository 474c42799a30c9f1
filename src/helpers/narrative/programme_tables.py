"""Tables of the programmes: the projects in the body, every line in an annex."""

from helpers.core.catalogues.capitals import CARRIED
from helpers.core.catalogues.programme import BudgetLine
from helpers.narrative.blocks import Heading, Part, Table
from helpers.narrative.phrases import named, word
from helpers.narrative.programme_money import has_money, sources_table
from helpers.narrative.programme_section import budget_line_label, with_programme
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import budget_table

ANCHOR = "annex-lines"


def summary_table(report_data: ReportData) -> list[Table]:
    """Of each programme with amounts: its projects, what is above them and the total; sources."""
    tables: list[Table] = []
    for root in report_data.catalogues.programmes.roots():
        for money in ("", CARRIED):
            if _lines_with(root, money, report_data):
                tables.append(_table_of(root, money, report_data))
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
    programmes = report_data.catalogues.programmes
    if not money and any(project.annex for project in programmes.projects(root)):
        return False
    shown = _shown_lines(root, money, report_data, is_full=False)
    return any(line not in (*shown, root) for line in _lines_with(root, money, report_data))


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
    lines = [
        (
            line,
            named(_table_label(line, report_data)),
            "group" if _heads_lines(line, report_data, is_full=is_full) else "body",
        )
        for line in _shown_lines(root, money, report_data, is_full=is_full)
    ]
    lines.append((root, word("total", lang), "total"))
    levels = programmes.levels(root.programme)
    level = next(level.name(lang).lower() for level in levels if level.is_project)
    key = "carried_table_title" if money else "budget_table_title"
    title = with_programme(word(key, lang, level=level), root, report_data)
    return budget_table(lines, report_data, title, money)


def _heads_lines(budget_line: BudgetLine, report_data: ReportData, *, is_full: bool) -> bool:
    """True for a line with lines below it in the table: a project only where all lines are."""
    is_project = report_data.catalogues.programmes.is_project(budget_line)
    return _is_upper(budget_line, report_data) and (is_full or not is_project)


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
