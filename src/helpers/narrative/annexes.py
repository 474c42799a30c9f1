"""Annexes: where stated and recomputed figures differ, and what happened to the data."""

from __future__ import annotations

from helpers.core.messages import say, topic_messages
from helpers.core.tables import Record
from helpers.narrative.blocks import (
    BulletList,
    Column,
    Heading,
    Paragraph,
    Part,
    Supplied,
    Table,
    TableRow,
)
from helpers.narrative.phrases import word
from helpers.narrative.report_data import Material
from helpers.narrative.tabular import caption

COLUMN_KINDS = {"stated": "num", "computed": "num", "difference": "num", "source": "source"}
COLUMN_WIDTHS = {
    "indicator": 36,
    "stated": 11,
    "computed": 11,
    "difference": 10,
    "class": 10,
    "source": 22,
    "before": 20,
    "after": 16,
    "rule": 42,
}
COPIED_RULES = ("vi_grouped", "vi_decimal", "unit_converted")
RECONCILED = ("contradiction", "truncation", "rounding")


def reconciliation(material: Material) -> Part:
    """Annex 'Đối chiếu số liệu': stated, computed, difference, class, source."""
    lang = material.lang
    heading = Heading(2, word("annex_reconciliation", lang), "annex-reconciliation")
    rows = [row for row in material.records("findings") if row["classification"] in RECONCILED]
    if not rows:
        body = [Paragraph((word("annex_reconciliation_none", lang),))]
        return Part("annex-reconciliation", (heading, *body))
    names = ("indicator", "stated", "computed", "difference", "class", "source")
    table = Table(
        caption(material, word("reconciliation_title", lang)),
        _columns(names, lang),
        tuple(TableRow(_finding_cells(row, lang), kind=str(row["severity"])) for row in rows),
    )
    intro = Paragraph((word("annex_reconciliation_intro", lang),))
    return Part("annex-reconciliation", (heading, intro, table))


def _finding_cells(row: Record, lang: str) -> tuple:
    return (
        row["subject"],
        row["stated"],
        row["computed"],
        row["difference"],
        say(f"checks.class_{row['classification']}", lang),
        source_text(row),
    )


def data_notes(material: Material) -> Part:
    """Annex of data notes: quarantine, uncertain readings, missing indicators."""
    lang = material.lang
    blocks: list[object] = [Heading(2, word("annex_data", lang), "annex-data")]
    blocks += _quarantine(material)
    blocks += _repairs(material)
    blocks += _untold(material)
    missing = [row for row in material.records("findings") if row["check"] == "missing_figure"]
    if missing:
        blocks.append(Paragraph((word("annex_missing_lead", lang),)))
        items = tuple(Paragraph((f"{row['subject']}: {row['advice']}",)) for row in missing)
        blocks.append(BulletList(items))
    return Part("annex-data", tuple(blocks))


def _quarantine(material: Material) -> list[object]:
    rows = material.records("quarantine")
    if not rows:
        return [Paragraph((word("annex_quarantine_none", material.lang),))]
    cells = [(_quoted(row["raw_text"]), row["reason"], source_text(row)) for row in rows]
    return [
        Paragraph((word("annex_quarantine_lead", material.lang),)),
        _plain_table(material, "quarantine_title", ("raw_text", "reason", "source"), cells),
    ]


def _repairs(material: Material) -> list[object]:
    """Readings that needed more than the column's usual way of writing; the rest is counted."""
    log = material.records("cleaning_log")
    rows = [row for row in log if row["rule"] not in COPIED_RULES]
    if not log:
        return []
    lead = word("annex_repairs_lead", material.lang, count=len(log), shown=len(rows))
    blocks: list[object] = [Paragraph((lead,))]
    if rows:
        cells = [
            (_quoted(row["before"]), row["after"], _rule(row, material), source_text(row))
            for row in rows
        ]
        names = ("before", "after", "rule", "source")
        blocks.append(_plain_table(material, "repairs_title", names, cells))
    return blocks


def _quoted(text: object) -> str:
    """What stands in a cell, as its own words."""
    return f"«{text}»" if text else ""


def _untold(material: Material) -> list[object]:
    """Texts that no section of this outline tells: shown here, so that nothing is lost."""
    texts = material.untold_texts()
    if not texts:
        return []
    items = [
        Paragraph((Supplied(str(text["text"])), f" ({source_text(text)})"), kind="supplied")
        for text in texts
    ]
    return [Paragraph((word("annex_untold_lead", material.lang),)), BulletList(tuple(items))]


def _rule(row: Record, material: Material) -> str:
    """The rule of a repair in words, as far as the number grammar knows it."""
    known = topic_messages("numbers", material.lang)
    return known.get(f"rule_{row['rule']}", str(row["rule"]))


def _plain_table(material: Material, title: str, names: tuple[str, ...], cells: list) -> Table:
    rows = tuple(TableRow(row) for row in cells)
    title_text = caption(material, word(title, material.lang))
    return Table(title_text, _columns(names, material.lang), rows)


def _columns(names: tuple[str, ...], lang: str) -> tuple[Column, ...]:
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
