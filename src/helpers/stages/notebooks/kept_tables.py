"""Lasting edits and decisions about contradictions as a notebook lists them."""

from collections.abc import Sequence

import pandas as pd

from helpers.checks.decisions import DECIDED, Settlement, choices_of
from helpers.core.messages import current_language, message
from helpers.core.table_words import WARN, word_of
from helpers.export.html.panel import MarkedCell, PanelCell
from helpers.narrative.annexes import source_text
from helpers.narrative.blocks import BulletList, Paragraph, Supplied
from helpers.narrative.decisions import decision_text, figure_name, why_text, with_unit
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData
from helpers.stages.edits import Edit
from helpers.stages.notebooks.edited_parts import typed_numerals
from helpers.stages.notebooks.tables import ShownTable

DECISIONS = ("subject", "stated", "computed", "why", "source", "decision", "choices", "key")


def show_edits(edits: Sequence[Edit]) -> ShownTable:
    """A row for each edit in its order; numerals without a source are marked."""
    names = ("number", "action", "section", "text", "paragraph", "typed", "who", "reason")
    frame = pd.DataFrame([e.model_dump() for e in edits], columns=list(Edit.model_fields))
    rows = tuple(_edit_row(number, edit) for number, edit in enumerate(edits, start=1))
    heads = tuple(word_of("edits", name, "", current_language())[0] for name in names)
    return ShownTable(frame, heads, rows, none="tables.no_edits")


def _edit_row(number: int, edit: Edit) -> tuple[PanelCell, ...]:
    lang = current_language()
    added = edit.paragraph
    if edit.chart:
        named = edit.chart.title or ", ".join(edit.chart.indicators)
        added = message("tables.edit_chart", what=named)
    if edit.table:
        added = message("tables.edit_table", what=edit.table.title)
    typed = typed_numerals(edit)
    mark = message("tables.edit_typed", numerals="; ".join(typed)) if typed else ""
    return (
        MarkedCell(str(number), is_number=True), word_of("edits", "action", edit.action, lang)[0],
        edit.section, edit.text, added, MarkedCell(mark, WARN if typed else ""), edit.who,
        edit.reason,
    )  # fmt: skip


def typed_in_edits(edits: Sequence[Edit], lang: str) -> list[object]:
    """What the dossier lists of edits: numerals that people typed, words of another language."""
    items: list[Paragraph] = []
    for edit in (edit for edit in edits if edit.lang == lang):
        if numerals := "; ".join(typed_numerals(edit)):
            names = {"section": edit.section, "numerals": numerals, "text": edit.paragraph}
            line = message("edits.typed_item", lang, **names, who=edit.who or "—")
            items.append(Paragraph((Supplied(line),)))
    others = [
        Paragraph((Supplied(f"{e.section}: «{e.text or e.paragraph}»", lang=e.lang),))
        for e in edits
        if e.lang != lang
    ]
    return [*_listed("edits.typed_lead", items, lang), *_listed("edits.other_lang", others, lang)]


def _listed(lead: str, items: Sequence[Paragraph], lang: str) -> list[object]:
    return [Paragraph((message(lead, lang),)), BulletList(tuple(items))] if items else []


def show_decisions(settlements: Sequence[Settlement], report_data: ReportData) -> ShownTable:
    """A row for each contradiction: both figures, what may explain them, the choices in words."""
    lang = current_language()
    ordered = sorted(settlements, key=lambda settlement: settlement.status == DECIDED)
    rows = tuple(_decision_row(settlement, report_data) for settlement in ordered)
    frame = pd.DataFrame([{**s.finding, "key": s.key, "status": s.status} for s in ordered])
    heads = tuple(word_of("decisions", name, "", lang)[0] for name in DECISIONS)
    return ShownTable(frame, heads, rows, most=None, none="tables.no_contradictions")


def _decision_row(settlement: Settlement, report_data: ReportData) -> tuple[PanelCell, ...]:
    finding, lang = settlement.finding, report_data.lang
    stated, computed = (
        MarkedCell(with_unit(finding, name, report_data), is_number=True)
        for name in ("stated", "computed")
    )
    why = why_text(settlement, report_data)
    tone = "" if settlement.status == DECIDED else WARN
    decided = MarkedCell(decision_text(settlement, lang), tone)
    choices = "; ".join(word(f"choice_{code}", lang) for code in choices_of(finding))
    about, source = figure_name(finding, report_data), source_text(finding)
    return about, stated, computed, why, source, decided, choices, settlement.key
