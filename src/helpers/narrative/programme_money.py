"""Money of a programme besides that of the year by kind: sources, carried over, cumulated."""

from collections.abc import Iterator, Sequence

from helpers.core.catalogues.capitals import (
    BUDGET,
    CAPITALS,
    CARRIED,
    CUMULATIVE,
    MONEYS,
    TOTAL,
    capitals,
    parts_of,
    qualified,
    split_capital,
)
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.tables import Record
from helpers.narrative.blocks import Column, Paragraph, Table, TableRow
from helpers.narrative.phrases import Runs, joined, named, phrase, sentence, word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

FIELDS = ("plan", "actual", "pct_plan")
WIDTHS = (40, 22, 22, 16)


def has_money(budget_line: BudgetLine, money: str, report_data: ReportData) -> bool:
    """True where a line has an amount of the year's, the carried over or the cumulated money."""
    row = report_data.budget_row(budget_line, qualified(money, TOTAL))
    names = ("plan", "actual", "unallocated")
    return row is not None and any(row[name] is not None for name in names)


def has_any_money(budget_line: BudgetLine, report_data: ReportData) -> bool:
    """True where a line has an amount of any money."""
    return any(has_money(budget_line, money, report_data) for money in MONEYS)


def division_of(budget_line: BudgetLine, report_data: ReportData) -> list[Record]:
    """Rows that together are the allocated money of a line: by source, else by kind.

    None where the parts that are known are not all of it.
    """
    rows = _with_plan(_main_sources(), budget_line, report_data)
    if {row["capital"] for row in rows} <= {"central"}:
        return _with_plan(CAPITALS, budget_line, report_data)
    total = report_data.budget_row(budget_line, TOTAL)
    is_all = total is not None and sum(row["plan"] for row in rows) == total["plan"]
    return rows if is_all else []


def _main_sources() -> tuple[str, ...]:
    """The sources that a total is made of, the budget by its levels."""
    (budget, *others) = parts_of(TOTAL)[0]
    return (*parts_of(budget)[-1], *others)


def _with_plan(
    codes: Sequence[str], budget_line: BudgetLine, report_data: ReportData
) -> list[Record]:
    rows = (report_data.budget_row(budget_line, code) for code in codes)
    return [row for row in rows if row is not None and row["plan"]]


def source_name(row: Record, lang: str) -> str:
    """A kind or source within a sentence."""
    _, plain = split_capital(str(row["capital"]))
    if plain in CAPITALS:
        return word(f"capital_name_{plain}", lang)
    name = capitals()[plain].name(lang)
    return name[:1].lower() + name[1:]


def other_money(budget_line: BudgetLine, report_data: ReportData) -> Iterator[Paragraph]:
    """What was carried over from earlier years, and what adds up since the phase began."""
    for money in (CARRIED, CUMULATIVE):
        clause = money_clause(budget_line, money, report_data)
        if clause:
            yield Paragraph(sentence(clause))


def money_clause(budget_line: BudgetLine, money: str, report_data: ReportData) -> Runs:
    """Allocated, disbursed and rate of carried over or cumulated money; empty without any."""
    row = report_data.budget_row(budget_line, qualified(money, TOTAL))
    if row is None or row["plan"] is None:
        return ()
    facts, lang = report_data.facts, report_data.lang
    if row["plan"] == 0 and not row["actual"]:
        return phrase(f"money_{money}_none", lang)
    clause = phrase(f"money_{money}", lang, amount=facts.known_fact(row, "plan"))
    if sources := _stated_sources(budget_line, money, report_data):
        clause = (*clause, *phrase("money_of_sources", lang, sources=joined(sources, "; ")))
    return (*clause, *disbursed_of_whole(row, report_data))


def disbursed_of_whole(row: Record, report_data: ReportData) -> Runs:
    """What was disbursed of the money of a row, with its rate."""
    facts, lang = report_data.facts, report_data.lang
    if not row["actual"]:
        key = "disbursement_unknown" if row["actual"] is None else "nothing_disbursed"
        return phrase(key, lang)
    amount, share = facts.known_fact(row, "actual"), facts.fact(row, "pct_plan")
    if share is None:
        return phrase("disbursed_without_rate", lang, amount=amount)
    return phrase("disbursed", lang, amount=amount, share=share)


def _stated_sources(budget_line: BudgetLine, money: str, report_data: ReportData) -> list[Runs]:
    """The sources that are stated of carried over or cumulated money, each with its amount."""
    codes = [qualified(money, code) for code in parts_of(BUDGET)[-1]]
    rows = _with_plan(codes, budget_line, report_data)
    amounts = (report_data.facts.known_fact(row, "plan") for row in rows)
    names = (source_name(row, report_data.lang) for row in rows)
    return [(named(name), " ", amount) for name, amount in zip(names, amounts, strict=True)]


def sources_of(root: BudgetLine, report_data: ReportData) -> list[tuple[str, Record]]:
    """The rows of a programme by source, each after what it is part of, the total last.

    None where one source is all that is stated.
    """
    codes = [code for code in _from_above() if code not in (*CAPITALS, TOTAL)]
    rows = [(code, report_data.budget_row(root, code)) for code in (*codes, TOTAL)]
    shown = [(code, row) for code, row in rows if row is not None and row["plan"] is not None]
    stated = {code for code, _ in shown}
    if not {*parts_of(BUDGET)[-1]} <= stated:  # the budget is one of its parts
        shown = [(code, row) for code, row in shown if code != BUDGET]
    return shown if len({c for c in stated if "." not in c and c != BUDGET}) > 2 else []


def _from_above() -> list[str]:
    """All kinds and sources: the parts of each right after it."""
    codes = list(capitals())

    def within(above: str) -> list[str]:
        level = above.count(".") + bool(above)
        below = [c for c in codes if c.startswith(f"{above}.") or not above]
        return [d for c in below if c.count(".") == level for d in (c, *within(c))]

    return within("")


def sources_table(root: BudgetLine, title: str, report_data: ReportData) -> list[Table]:
    """Allocated and disbursed of a programme by source; none where no source is stated."""
    lang, shown = report_data.lang, sources_of(root, report_data)
    if not shown:
        return []
    names = ("column_capital_source", *(f"column_total_{field}" for field in FIELDS))
    columns = [
        Column(word(name, lang), "num" if n else "text", width)
        for n, (name, width) in enumerate(zip(names, WIDTHS, strict=True))
    ]
    body = tuple(
        TableRow(
            (
                named(capitals()[code].name(lang)),
                *(report_data.facts.fact(row, field, cell=True) for field in FIELDS),
            ),
            kind="total" if code == TOTAL else "body" if "." in code else "group",
        )
        for code, row in shown
    )
    note = word("money_note", lang)
    return [Table(caption(report_data, title), tuple(columns), body, note)]
