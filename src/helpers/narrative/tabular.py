"""Tables of a report: indicators against plan and last year, the programme's budget lines."""

from collections.abc import Sequence

from helpers.core.catalogues.capitals import CAPITALS, TOTAL, qualified
from helpers.core.catalogues.programme import BudgetLine
from helpers.narrative.blocks import Column, Run, Table, TableRow
from helpers.narrative.phrases import named, word
from helpers.narrative.report_data import ReportData

BUDGET_FIELDS = (
    *((capital, "plan") for capital in CAPITALS),
    *((TOTAL, field) for field in ("plan", "actual", "pct_plan", "unallocated")),
)
BUDGET_WIDTHS = (17, 11, 17, 17, 15, 8, 15)
WIDTHS_OF_NAMES = (31, 12, 12, 12, 12, 7, 9)
"""Where lines have their names beside their numbers."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def budget_table(
    budget_lines: Sequence[tuple[BudgetLine, Run, str]],
    report_data: ReportData,
    title: str,
    money: str = "",
) -> Table:
    """Assigned by capital, disbursed, rate, unallocated of (budget line, label, kind of row).

    ``money``: carried over, instead of the year's.
    """
    fields = [(c, f) for c, f in BUDGET_FIELDS if not (money and f == "unallocated")]
    several = report_data.catalogues.programmes.are_several
    first, *widths = WIDTHS_OF_NAMES if several else BUDGET_WIDTHS
    columns = [Column(word("column_order", report_data.lang), "mid", 5)] if several else []
    columns.append(Column(word("column_line", report_data.lang), width=first))
    kind = f"{money}_" if money else ""
    columns += [
        Column(word(f"column_{kind}{capital}_{field}", report_data.lang), "num", width)
        for (capital, field), width in zip(fields, widths, strict=False)
    ]
    rows = [
        TableRow(
            (
                *((named(_order(budget_line, report_data)),) if several else ()),
                label,
                *_budget_cells(budget_line, report_data, money),
            ),
            kind=kind,
        )
        for budget_line, label, kind in budget_lines
    ]
    note = word("money_note", report_data.lang)
    if any(_has_other_sources(line, report_data, money) for line, _, _ in budget_lines):
        note = f"{note} {word('money_of_other_sources', report_data.lang)}"
    return Table(caption(report_data, title), tuple(columns), tuple(rows), note)


def _has_other_sources(line: BudgetLine, report_data: ReportData, money: str) -> bool:
    """True where the kinds of capital that are stated are not all of a line's money."""
    total = report_data.budget_row(line, qualified(money, TOTAL))
    rows = [report_data.budget_row(line, qualified(money, capital)) for capital in CAPITALS]
    stated = [row["plan"] for row in rows if row is not None and row["plan"] is not None]
    return total is not None and bool(total["plan"]) and sum(stated) != total["plan"]


def _order(budget_line: BudgetLine, report_data: ReportData) -> str:
    """I for what is above the projects, 1 for a project, 1.1 for a line below; none for a total."""
    programmes = report_data.catalogues.programmes
    above = programmes.parent(budget_line)
    if above is None:
        return ""
    position = programmes.children(above).index(budget_line)
    if programmes.projects_below(budget_line):
        return ROMAN[position]
    if programmes.is_project(budget_line):
        return str(position + 1)
    return f"{_order(above, report_data)}.{position + 1}"


def _budget_cells(budget_line: BudgetLine, report_data: ReportData, money: str) -> list:
    cells = []
    for capital, field in BUDGET_FIELDS:
        if money and field == "unallocated":
            continue
        row = report_data.budget_row(budget_line, qualified(money, capital))
        cells.append(None if row is None else report_data.facts.fact(row, field, cell=True))
    return cells


def caption(report_data: ReportData, title: str) -> str:
    """A numbered caption."""
    return word("table_caption", report_data.lang, number=report_data.next_table(), title=title)
