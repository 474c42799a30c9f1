"""Tables of a report: indicators against plan and last year, the programme's budget lines."""

from collections.abc import Sequence

from helpers.core.catalogues.capitals import CAPITALS, TOTAL, qualified
from helpers.core.catalogues.programme import BudgetLine
from helpers.narrative.blocks import Column, Run, Table, TableRow
from helpers.narrative.facts import Fact
from helpers.narrative.money_in_prose import with_rounded_money
from helpers.narrative.phrases import named, word
from helpers.narrative.report_data import ReportData

BUDGET_FIELDS = (
    *((capital, field) for field in ("plan", "actual") for capital in (TOTAL, *CAPITALS)),
    *((TOTAL, field) for field in ("pct_plan", "unallocated")),
)
"""Totals before their kinds, as official forms have them."""
FIGURES_WIDTH, ORDER_WIDTH = 7, 5
"""Share of the table (percent) of a column of figures, and of the numbers of lines."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def budget_table(
    budget_lines: Sequence[tuple[BudgetLine, Run, str]],
    report_data: ReportData,
    title: str,
    money: str = "",
    fields: Sequence[tuple[str, str]] = BUDGET_FIELDS,
) -> Table:
    """Assigned by capital, disbursed, rate, unallocated of (budget line, label, kind of row).

    ``money``: carried over, instead of the year's; of ``fields`` those that a line has.
    """
    programmes, lang = report_data.catalogues.programmes, report_data.lang
    upper = [line for line, _, _ in budget_lines if programmes.projects_below(line)]
    has_parts = any(programmes.parent(line) is not None for line in upper)
    several = programmes.are_several or has_parts
    cells = [_budget_cells(line, report_data, money) for line, _, _ in budget_lines]
    stated = [n for n in range(len(BUDGET_FIELDS)) if any(row[n] is not None for row in cells)]
    used = [n for n in stated if BUDGET_FIELDS[n] in fields]
    fields = [BUDGET_FIELDS[n] for n in used]
    columns = [Column(word("column_order", lang), "mid", ORDER_WIDTH)] if several else []
    rest = 100 - FIGURES_WIDTH * len(fields) - ORDER_WIDTH * len(columns)
    columns.append(Column(_name_of_lines(budget_lines[0][0], report_data), width=rest))
    start, kind = len(columns), f"{money}_" if money else ""
    columns += [
        Column(word(f"column_{kind}{capital}_{field}", lang), "num", FIGURES_WIDTH)
        for capital, field in fields
    ]
    rows = [
        TableRow(
            (
                *((named(_order(line, report_data)),) if several else ()),
                label,
                *(_shown(figures, n, lang) for n in used),
            ),
            kind=kind,
        )
        for (line, label, kind), figures in zip(budget_lines, cells, strict=True)
    ]
    sums = [
        [start + fields.index((c, field)) for c in (TOTAL, *CAPITALS)]
        for field in ("plan", "actual")
        if all((c, field) in fields for c in (TOTAL, *CAPITALS))
    ]
    rows = with_rounded_money(rows, sums, _sums_of_lines(budget_lines, report_data), lang)
    is_missing = not all(map(any, cells))
    note = word("money_note", lang) + (f" {word('money_missing', lang)}" if is_missing else "")
    has_kinds = any(capital in CAPITALS for capital, _ in fields)
    others = (_has_other_sources(line, report_data, money) for line, _, _ in budget_lines)
    if has_kinds and any(others):
        note = f"{note} {word('money_of_other_sources', lang)}"
    return Table(caption(report_data, title), tuple(columns), tuple(rows), note)


def _sums_of_lines(
    budget_lines: Sequence[tuple[BudgetLine, Run, str]], report_data: ReportData
) -> list[list[int]]:
    """Positions of each line with those right below it in the table."""
    parent = report_data.catalogues.programmes.parent
    positions = {line.key: n for n, (line, _, _) in enumerate(budget_lines)}
    below: dict[int, list[int]] = {}
    for line, _, _ in budget_lines:
        above = parent(line)
        while above is not None and above.key not in positions:
            above = parent(above)
        if above is not None:
            below.setdefault(positions[above.key], []).append(positions[line.key])
    return [[whole, *parts] for whole, parts in below.items()]


def _name_of_lines(line: BudgetLine, report_data: ReportData) -> str:
    """'Dự án, tiểu dự án, nội dung': the levels of the line's programme."""
    _, *levels = report_data.catalogues.programmes.levels(line.programme)
    return ", ".join(level.name(report_data.lang) for level in levels).capitalize()


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


def _shown(figures: Sequence[Fact | None], position: int, lang: str) -> Run | None:
    """A cell; of a line without any figure the mark for that, in the column of allocated money."""
    is_missing = not any(figures) and BUDGET_FIELDS[position] == (TOTAL, "plan")
    return word("cell_missing", lang) if is_missing else figures[position]


def _budget_cells(
    budget_line: BudgetLine, report_data: ReportData, money: str
) -> list[Fact | None]:
    cells: list[Fact | None] = []
    for capital, field in BUDGET_FIELDS:
        row = report_data.budget_row(budget_line, qualified(money, capital))
        if row is None or (money and field == "unallocated"):
            cells.append(None)
        else:
            cells.append(report_data.facts.fact(row, field, cell=True))
    return cells


def caption(report_data: ReportData, title: str) -> str:
    """A numbered caption."""
    return word("table_caption", report_data.lang, number=report_data.next_table(), title=title)
