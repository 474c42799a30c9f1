"""Lasting edits and decisions about contradictions as a notebook lists them."""

from collections.abc import Sequence

import pandas as pd

from helpers.checks.decisions import DECIDED, Settlement, choices_of
from helpers.core.catalogues.key_indicators import KeyIndicator
from helpers.core.messages import current_language, message
from helpers.core.table_words import WARN, word_of
from helpers.export.html.panel import MarkedCell, PanelCell
from helpers.narrative.annexes import source_text
from helpers.narrative.blocks import BulletList, Paragraph, Supplied, text_of
from helpers.narrative.decisions import decision_text, figure_name, why_text, with_unit
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData
from helpers.narrative.signer_page import candidates, message_of, messages
from helpers.stages.edits import CHOOSE, Edit
from helpers.stages.notebooks.edited_parts import typed_numerals
from helpers.stages.notebooks.tables import ShownTable

DECISIONS = ("subject", "stated", "computed", "decision", "choices", "source", "why", "key")


def show_edits(edits: Sequence[Edit], report_data: ReportData) -> ShownTable:
    """A row for each edit in its order; numerals without a source are marked."""
    names = ("number", "action", "section", "text", "paragraph", "typed", "who", "reason")
    frame = pd.DataFrame([e.model_dump() for e in edits], columns=list(Edit.model_fields))
    rows = tuple(_edit_row(n, edit, report_data) for n, edit in enumerate(edits, start=1))
    heads = tuple(word_of("edits", name, "", current_language())[0] for name in names)
    return ShownTable(frame, heads, rows, none="tables.no_edits")


def _edit_row(number: int, edit: Edit, report_data: ReportData) -> tuple[PanelCell, ...]:
    lang = current_language()
    added = _added(edit, report_data, lang)
    typed = typed_numerals(edit)
    mark = message("tables.edit_typed", numerals="; ".join(typed)) if typed else ""
    return (
        MarkedCell(str(number), is_number=True), word_of("edits", "action", edit.action, lang)[0],
        _place(edit, lang), edit.text, added, MarkedCell(mark, WARN if typed else ""), edit.who,
        edit.reason,
    )  # fmt: skip


def _place(edit: Edit, lang: str) -> str:
    """The number of the section; the signer's page for the choice of its messages."""
    return edit.section or word("summary_heading", lang)


def _added(edit: Edit, report_data: ReportData, lang: str) -> str:
    """What an edit puts into the report."""
    if edit.chart:
        named = edit.chart.title or ", ".join(edit.chart.indicators)
        return message("tables.edit_chart", lang, what=named)
    if edit.table:
        return message("tables.edit_table", lang, what=edit.table.title)
    rows = map(report_data.find, edit.messages)
    return edit.paragraph or "; ".join(report_data.subject(row) for row in rows if row)


def edits_in_dossier(edits: Sequence[Edit], report_data: ReportData) -> list[object]:
    """The edits in the words of the dossier, with the numerals that people typed into them."""
    lang, items = report_data.lang, []
    for edit in (edit for edit in edits if edit.lang == lang):
        fields = {"text": edit.text, "new": _added(edit, report_data, lang)}
        line = message(f"edits.item_{edit.action}", lang, section=_place(edit, lang), **fields)
        if numerals := "; ".join(typed_numerals(edit)):
            line += " " + message("edits.item_typed", lang, numerals=numerals)
        if edit.who or edit.reason:
            by = {"who": edit.who or "—", "reason": edit.reason or "—"}
            line += " " + message("edits.item_by", lang, **by)
        items.append(Paragraph((Supplied(line),)))
    others = [
        Paragraph((Supplied(f"{_place(e, lang)}: «{e.text or e.paragraph}»", lang=e.lang),))
        for e in edits
        if e.lang != lang and e.action != CHOOSE
    ]
    return [*_listed("edits.item_lead", items, lang), *_listed("edits.other_lang", others, lang)]


def _listed(lead: str, items: Sequence[Paragraph], lang: str) -> list[object]:
    return [Paragraph((message(lead, lang),)), BulletList(tuple(items))] if items else []


def show_messages(report_data: ReportData, keys: Sequence[KeyIndicator]) -> ShownTable:
    """A row for each figure that the signer's page can name: code, sentence, whether it does."""
    lang, rows = current_language(), [r for rows in candidates(report_data, keys) for r in rows]
    said = {text_of(runs) for runs in messages(report_data, keys, with_pace=False)}
    sentences = [text_of(message_of(row, report_data)) for row in rows]
    marks = [message("tables.is_said") if text in said else "" for text in sentences]
    names = ("code", "words", "said")
    lines = tuple(zip((str(row["indicator"]) for row in rows), sentences, marks, strict=True))
    heads = tuple(word_of("messages", name, "", lang)[0] for name in names)
    return ShownTable(pd.DataFrame(lines, columns=list(names)), heads, lines)


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
    return about, stated, computed, decided, choices, source, why, settlement.key
