"""The caption of the disbursement chart, and the table of its figures."""

import pandas as pd

from helpers.charts.chart_table import ChartTable, table_of
from helpers.charts.drawing.value_labels import column_name, share_text, short_amount
from helpers.charts.phrases import phrase
from helpers.charts.rows import has_value
from helpers.core.catalogues.capitals import CAPITALS, TOTAL
from helpers.core.formatting import format_percent
from helpers.core.tables import Row, records_of

TABLE_CAPITALS = (*CAPITALS, TOTAL)
TABLE_COLUMNS = ("plan", "actual", "pct_plan")


def disbursement_caption(
    rows: pd.DataFrame, programme_rows: pd.DataFrame, lang: str, programme: str = ""
) -> str:
    """Disbursed of assigned, total and by capital; the highest rate; projects with nothing.

    ``rows`` name the projects in column ``project`` as a report does.
    """
    totals = rows[rows["capital"] == TOTAL]
    rated = totals[totals["pct_plan"].map(has_value).astype(bool)]
    has_capital = totals["plan"].map(_is_amount).astype(bool)
    is_whole = not totals[has_capital]["actual"].isna().any()
    clauses = [_programme_clause(programme_rows, programme, lang)]
    clauses += _project_clauses(rated, lang, is_whole=is_whole)
    clauses.append(_names_clause("disbursement_unassigned", totals[_none_assigned(totals)], lang))
    missing = totals[~totals["plan"].map(has_value).astype(bool)]
    if len(missing) < len(totals):
        clauses.append(_names_clause("disbursement_no_figure", missing, lang))
    text = "; ".join(clause for clause in clauses if clause)
    return f"{text[:1].upper()}{text[1:]}." if text else phrase("disbursement_none", lang)


def _programme_clause(programme_rows: pd.DataFrame, programme: str, lang: str) -> str:
    known = programme_rows[programme_rows["pct_plan"].map(has_value).astype(bool)]
    by_capital = {row["capital"]: row for row in records_of(known)}
    if TOTAL not in by_capital:
        return ""
    total = by_capital[TOTAL]
    text = phrase(
        "disbursement_whole",
        lang,
        programme=programme or phrase("programme", lang),
        disbursed=short_amount(total["actual"], lang),
        assigned=short_amount(total["plan"], lang),
        share=format_percent(total["pct_plan"], lang=lang),
    )
    shares = {
        capital: format_percent(by_capital[capital]["pct_plan"], lang=lang)
        for capital in CAPITALS
        if capital in by_capital
    }
    is_full = len(shares) == len(CAPITALS)
    due = total.get("pace_expected")
    if has_value(due):
        text += phrase("disbursement_due", lang, share=share_text(due, lang))
    return text + (phrase("disbursement_by_capital", lang, **shares) if is_full else "")


def _is_amount(value: object) -> bool:
    return has_value(value) and bool(value)


def _project_clauses(rated: pd.DataFrame, lang: str, *, is_whole: bool) -> list[str]:
    """``is_whole``: of every project with capital it is known what was disbursed."""
    if rated.empty:
        return []
    idle = rated[rated["pct_plan"].map(lambda rate: rate == 0).astype(bool)]
    if len(idle) == len(rated):
        names = _names_clause("disbursement_idle", idle, lang)
        return [phrase("disbursement_all_idle", lang) if is_whole else names]
    best = max(records_of(rated), key=lambda row: float(row["pct_plan"]))
    share = format_percent(best["pct_plan"], lang=lang)
    highest = phrase("disbursement_best", lang, name=best["project"], share=share)
    return [highest, _names_clause("disbursement_idle", idle, lang)]


def _none_assigned(totals: pd.DataFrame) -> pd.Series:
    return totals["plan"].map(lambda plan: has_value(plan) and plan == 0).astype(bool)


def _names_clause(key: str, rows: pd.DataFrame, lang: str) -> str:
    names = ", ".join(rows["project"])
    return phrase(key, lang, names=names) if names else ""


def disbursement_table(rows: pd.DataFrame, programme_rows: pd.DataFrame, lang: str) -> ChartTable:
    """Assigned, disbursed and rate by capital, of each project and the programme; triệu đồng."""
    kinds = [(capital, column) for capital in TABLE_CAPITALS for column in TABLE_COLUMNS]
    columns = [column_name("project", lang)]
    columns += [
        f"{phrase(f'capital_{capital}', lang)}: {column_name(f'budget_{column}', lang)}"
        for capital, column in kinds
    ]
    sections = [(name, rows[rows["project"] == name]) for name in dict.fromkeys(rows["project"])]
    if not programme_rows.empty:
        sections.append((phrase("whole_programme", lang), programme_rows))
    body = []
    for name, budget in sections:
        by_capital = {row["capital"]: row for row in records_of(budget)}
        cells = [_cell(by_capital.get(c), column, lang) for c, column in kinds]
        # A row without figures has words: empty cells would look like a mistake.
        cells[-len(TABLE_COLUMNS)] = cells[-len(TABLE_COLUMNS)] or phrase("no_value", lang)
        body.append((name, *cells))
    return table_of(columns, body, due_text(programme_rows, lang))


def due_text(programme_rows: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """The share that is due by the calendar, in words; nothing where it is not known."""
    if "pace_expected" not in programme_rows:
        return ()
    known = [share for share in programme_rows["pace_expected"] if has_value(share)]
    return tuple(phrase("due_mark", lang, share=share_text(share, lang)) for share in known[:1])


def _cell(row: Row | None, column: str, lang: str) -> str:
    if row is None or not has_value(row[column]):
        return ""
    if column == "pct_plan":
        return format_percent(row[column], lang=lang)
    return short_amount(row[column], lang)
