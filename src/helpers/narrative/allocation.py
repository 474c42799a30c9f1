"""Whether a budget line has allocated capital, has none, or whether nobody knows."""

from helpers.cleaning.received_tables import EMPTY, NOT_RECEIVED, PARTLY_READ
from helpers.core.catalogues.capitals import CAPITALS, TOTAL
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.numbers import marker
from helpers.core.tables import Record
from helpers.core.workbook_marks import mark_words
from helpers.indicators.sources import inputs_of
from helpers.narrative.report_data import ReportData

ASSIGNED, ZERO, NONE_DECLARED = "assigned", "zero", "none_declared"
NO_FIGURE, NOT_APPLICABLE, WITHHELD = "no_figure", "not_applicable", "withheld"
WITHOUT = frozenset((ZERO, NONE_DECLARED))
"""States in which a report may say that a line has no capital."""


def allocation(budget_line: BudgetLine, report_data: ReportData) -> str:
    """The state of a line's allocated capital.

    ``assigned``: an amount above 0; ``zero``: 0 is written; ``none_declared``: a sign or words for
    none are written; ``no_figure``: the table has amounts of the programme, none of this line (an
    empty cell is no statement that there is none); ``not_applicable``, ``withheld``: so the office
    writes. Else what ``received_tables`` says of the table.
    """
    row = report_data.budget_row(budget_line, TOTAL)
    if row is not None and row["plan"] is not None:
        if row["plan"]:
            return ASSIGNED
        return NONE_DECLARED if _is_declared(row) else ZERO
    state = programme_state(budget_line, report_data)
    written = _signs(budget_line, report_data)
    if state != NO_FIGURE:
        return state
    return written.pop() if written in ({NOT_APPLICABLE}, {WITHHELD}) else NO_FIGURE


def programme_state(budget_line: BudgetLine, report_data: ReportData) -> str:
    """What absence of an amount means in a line's programme."""
    programmes, received = report_data.catalogues.programmes, report_data.receipts.allocated
    root = programmes.root_of(budget_line)
    below = (line for line in programmes.of(root) if line is not root)
    rows = (report_data.budget_row(line, TOTAL) for line in below)
    has_amounts = any(row is not None and row["plan"] is not None for row in rows)
    if has_amounts:
        return NO_FIGURE
    return received if received in (PARTLY_READ, NOT_RECEIVED) else EMPTY


def _is_declared(row: Record) -> bool:
    """True where every amount is a sign, words or a tick for none, not the figure 0."""
    written = [str(s["raw_text"] or "") for s in inputs_of(row) if s["role"] == "plan"]
    tick = str(mark_words()["nothing_line"])
    return bool(written) and all(marker(t) == "zero" or t.startswith(tick) for t in written)


def _signs(budget_line: BudgetLine, report_data: ReportData) -> set[str]:
    """What signs and words in the cells for a line's allocated capital mean."""
    rows = (report_data.budget_row(budget_line, capital) for capital in CAPITALS)
    cells = (source for row in rows if row is not None for source in inputs_of(row))
    texts = [str(source["raw_text"] or "") for source in cells if source["role"] == "plan"]
    return {marker(text) or NO_FIGURE for text in texts}


def is_assigned(budget_line: BudgetLine, report_data: ReportData) -> bool:
    """True where the allocated capital of a line is stated, also as 0."""
    return allocation(budget_line, report_data) in (ASSIGNED, ZERO, NONE_DECLARED)
