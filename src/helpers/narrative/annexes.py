"""Annexes: where stated and recomputed figures differ, and what happened to the data."""

import re
from collections.abc import Iterable, Mapping, Sequence

from helpers.checks.decisions import Settlement
from helpers.checks.whole_tables import CHECKS as WHOLE_TABLES
from helpers.core.messages import message, topic_messages
from helpers.core.tables import Record
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import (
    BulletList,
    Column,
    ColumnKind,
    Heading,
    Label,
    Paragraph,
    Part,
    Supplied,
    Table,
    TableRow,
)
from helpers.narrative.decisions import decision_text, why_text
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData
from helpers.narrative.tabular import caption

NUMERIC = (
    *("stated", "computed", "difference", "told_value", "expected", "told", "asked", "share"),
    *("errors", "usual", "summed", "have_actual", "have_plan", "have_previous", "of_units"),
)
COLUMN_KINDS: dict[str, ColumnKind] = {
    **dict.fromkeys(NUMERIC, "num"),
    **dict.fromkeys(("sent", "punctual"), "mid"),
    "source": "source",
    "computed_from": "cells",
}
COLUMN_WIDTHS = {
    "indicator": 20,
    "stated": 9,
    "computed": 9,
    "difference": 8,
    "class": 8,
    "source": 22,
    "computed_from": 12,
    "decision": 12,
    "before": 20,
    "after": 16,
    "rule": 42,
    "figure": 18,
    "told_value": 8,
    "expected": 8,
    "compared": 18,
    "advice": 26,
}
COPIED_RULES = ("vi_grouped", "vi_decimal", "unit_converted")
NOT_SENT = ("cleaning.form_missing", "cleaning.sheet_missing")
OTHER_FIGURE = re.compile(r"[=≤] ([\w.-]+):\w+$")
RECONCILED = ("contradiction", "truncation", "rounding")


def reconciliation(report_data: ReportData, settlements: Sequence[Settlement] = ()) -> Part:
    """Annex 'Đối chiếu số liệu': both figures with their cells, the decision; unusual figures."""
    lang = report_data.lang
    heading = Heading(2, word("annex_reconciliation", lang), "annex-reconciliation")
    rows = [row for row in report_data.records("findings") if row["verdict"] in RECONCILED]
    unusual = _unusual(report_data)
    if not rows:
        body = [Paragraph((word("annex_reconciliation_none", lang),)), *unusual]
        return Part("annex-reconciliation", (heading, *body))
    names = ("indicator", "stated", "computed", "difference", "class", "source", "computed_from")
    decided = {
        source_key(s.finding): ". ".join(
            filter(None, (decision_text(s, lang), why_text(s, report_data)))
        )
        for s in settlements
    }
    table = Table(
        caption(report_data, word("reconciliation_title", lang)),
        _columns((*names, "decision"), lang),
        tuple(
            TableRow(
                (*_finding_cells(row, report_data), decided.get(source_key(row), "")),
                kind=str(row["severity"]),
            )
            for row in rows
        ),
    )
    intro = Paragraph((word("annex_reconciliation_intro", lang),))
    return Part("annex-reconciliation", (heading, intro, table, *unusual))


def _unusual(report_data: ReportData) -> list[object]:
    """Figures far from plan, last year, history or parts; nothing where there are none."""
    rows = [row for row in report_data.records("findings") if row["verdict"] == "unusual"]
    names = ("figure", "told_value", "expected", "compared", "advice", "source")
    cells = [
        (row["subject"], row["stated"], row["computed"], row["formula"], row["advice"],
         source_text(row))
        for row in rows
    ]  # fmt: skip
    return [plain_table(report_data, "unusual_title", names, cells)] if rows else []


def source_key(finding: Record) -> tuple[object, ...]:
    """What tells one finding of a table from the others."""
    return tuple(finding[name] for name in ("check", "subject", "measure", "sheet", "cell"))


def _finding_cells(row: Record, report_data: ReportData) -> tuple:
    return (
        row["subject"],
        row["stated"],
        row["computed"],
        row["difference"],
        message(f"checks.class_{row['verdict']}", report_data.lang),
        source_text(row),
        _computed_from(row, report_data),
    )


def _computed_from(finding: Record, report_data: ReportData) -> str:
    """The cells that the other figure comes from: of what it is compared with, else its inputs."""
    other = OTHER_FIGURE.search(str(finding["formula"] or ""))
    code = other[1] if other else str(finding["indicator"])
    row = report_data.find(code)
    stated = tuple(finding[name] for name in ("file", "sheet", "cell"))
    cells: dict[tuple[str, str], list[str]] = {}
    for source in inputs_of(row) if row else ():
        if stated != (source["file"], source["sheet"], source["cell"]):
            found = cells.setdefault((str(source["file"]), str(source["sheet"])), [])
            found.append(str(source["cell"]))
    return "; ".join(
        f"{file}, {sheet}: {', '.join(dict.fromkeys(found))}"
        for (file, sheet), found in cells.items()
    )


def data_notes(report_data: ReportData) -> Part:
    """Annex of data notes: quarantine, repaired values, missing indicators."""
    lang = report_data.lang
    blocks: list[object] = [Heading(2, word("annex_data", lang), "annex-data")]
    blocks += _quarantine(report_data)
    blocks += _repairs(report_data)
    blocks += _texts_outside_outline(report_data)
    blocks += _to_do("annex_tables_lead", WHOLE_TABLES, report_data)
    blocks += _missing(report_data)
    return Part("annex-data", tuple(blocks))


def _to_do(lead: str, checks: Sequence[str], report_data: ReportData) -> list[object]:
    """Findings of some checks as a list: of what, and what to do."""
    rows = [row for row in report_data.records("findings") if row["check"] in checks]
    items = tuple(Paragraph((f"{row['subject']}: {row['advice']}",)) for row in rows)
    return [Paragraph((word(lead, report_data.lang),)), BulletList(items)] if items else []


def _missing(report_data: ReportData) -> list[object]:
    """Figures that nobody sent: the names of a section together, with what of each is absent."""
    lang, titles = report_data.lang, report_data.outline.titles(report_data.lang)
    names: dict[str, list[str]] = {}
    for row in report_data.records("findings"):
        if row["check"] == "missing_figure":
            absent = word(f"measure_{row['measure']}", lang)
            shown = row["subject"] if row["measure"] == "actual" else f"{row['subject']} ({absent})"
            names.setdefault(titles.get(str(row["section"]), str(row["section"])), []).append(shown)
    items = tuple(
        Paragraph((Label(f"{'; '.join(found)}."),), lead=f"{title}:")
        for title, found in sorted(names.items(), key=lambda e: _position(e[0], titles))
    )
    return [Paragraph((word("annex_missing_advice", lang),)), BulletList(items)] if items else []


def _position(title: str, titles: Mapping[str, str]) -> int:
    shown = list(titles.values())
    return shown.index(title) if title in shown else len(shown)


def _quarantine(report_data: ReportData) -> list[object]:
    found = report_data.records("quarantine")
    rows = [row for row in found if row["rule"] not in NOT_SENT]
    absent = list(dict.fromkeys(str(r["reason"]) for r in found if r["rule"] in NOT_SENT))
    if not rows:
        return [*_listed("annex_not_sent_lead", absent, report_data)] or [
            Paragraph((word("annex_quarantine_none", report_data.lang),))
        ]
    cells = [(_quoted(row["raw_text"]), row["reason"], source_text(row)) for row in rows]
    return [
        Paragraph((word("annex_quarantine_lead", report_data.lang),)),
        plain_table(report_data, "quarantine_title", ("raw_text", "reason", "source"), cells),
        *_listed("annex_not_sent_lead", absent, report_data),
    ]


def _listed(lead: str, texts: Sequence[str], report_data: ReportData) -> list[object]:
    """Texts as a list below its lead; nothing without texts."""
    if not texts:
        return []
    items = tuple(Paragraph((Label(text),)) for text in texts)
    return [Paragraph((word(lead, report_data.lang),)), BulletList(items)]


def _repairs(report_data: ReportData) -> list[object]:
    """Values that needed a repair, row by row; values in the usual format are counted."""
    log = report_data.records("cleaning_log")
    rows = [row for row in log if row["rule"] not in COPIED_RULES]
    if not log:
        return []
    lead = word("annex_repairs_lead", report_data.lang, count=len(log), shown=len(rows))
    blocks: list[object] = [Paragraph((lead,))]
    if rows:
        cells = [
            (
                _quoted(row["before"]),
                row["after"],
                _cleaning_rule(row, report_data),
                source_text(row),
            )
            for row in rows
        ]
        names = ("before", "after", "rule", "source")
        blocks.append(plain_table(report_data, "repairs_title", names, cells))
    return blocks


def _quoted(text: object) -> str:
    """The text of a cell, as a quotation."""
    return f"«{text}»" if text else ""


def _texts_outside_outline(report_data: ReportData) -> list[object]:
    """Supplied texts of sections that this outline lacks: printed here, so that none is lost."""
    texts = report_data.texts_outside_outline()
    if not texts:
        return []
    items = [
        Paragraph((Supplied(str(text["text"])), f" ({source_text(text)})"), kind="supplied")
        for text in texts
    ]
    return [Paragraph((word("annex_untold_lead", report_data.lang),)), BulletList(tuple(items))]


def _cleaning_rule(row: Record, report_data: ReportData) -> str:
    """The cleaning rule of a repair in words; its code where it has no message."""
    known = topic_messages("numbers", report_data.lang)
    return known.get(f"rule_{row['rule']}", str(row["rule"]))


def plain_table(
    report_data: ReportData,
    title: str,
    names: Sequence[str],
    cells: Iterable[tuple],
    note: str = "",
) -> Table:
    """A numbered table with columns of these names; ``title`` is the key of its title."""
    rows = tuple(map(TableRow, cells))
    title_text = caption(report_data, word(title, report_data.lang))
    return Table(title_text, _columns(names, report_data.lang), rows, note)


def _columns(names: Sequence[str], lang: str) -> tuple[Column, ...]:
    return tuple(
        Column(
            word(f"column_{name}", lang),
            COLUMN_KINDS.get(name, "text"),
            COLUMN_WIDTHS.get(name, 0),
        )
        for name in names
    )


def source_text(row: Record) -> str:
    """File, sheet and cell, as a person finds them."""
    return ", ".join(str(row[name]) for name in ("file", "sheet", "cell") if row[name])
