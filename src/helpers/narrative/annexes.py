"""Annexes: where stated and recomputed figures differ, and what happened to the data."""

from __future__ import annotations

from helpers.ground.messages import say
from helpers.narrative.blocks import BulletList, Column, Heading, Paragraph, Part, Table, TableRow
from helpers.narrative.material import Material, Record
from helpers.narrative.phrases import word
from helpers.narrative.tabular import caption

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
    numeric = ("stated", "computed", "difference")
    table = Table(
        caption(material, word("reconciliation_title", lang)),
        tuple(
            Column(word(f"column_{name}", lang), "num" if name in numeric else "text")
            for name in names
        ),
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
    cells = [(row["raw_text"], row["reason"], source_text(row)) for row in rows]
    return [
        Paragraph((word("annex_quarantine_lead", material.lang),)),
        _plain_table(material, "quarantine_title", ("raw_text", "reason", "source"), cells),
    ]


def _repairs(material: Material) -> list[object]:
    rows = material.records("cleaning_log")
    if not rows:
        return []
    cells = [(row["before"], row["after"], source_text(row)) for row in rows]
    return [
        Paragraph((word("annex_repairs_lead", material.lang),)),
        _plain_table(material, "repairs_title", ("before", "after", "source"), cells),
    ]


def _plain_table(material: Material, title: str, names: tuple[str, ...], cells: list) -> Table:
    columns = tuple(Column(word(f"column_{name}", material.lang)) for name in names)
    rows = tuple(TableRow(row) for row in cells)
    return Table(caption(material, word(title, material.lang)), columns, rows)


def source_text(row: Record) -> str:
    """File, sheet and cell, as a person finds them."""
    return ", ".join(str(row[name]) for name in ("file", "sheet", "cell") if row[name])
