"""Contradictions and what was decided of them as a notebook lists them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.checks.decisions import DECIDED, Settlement, choices_of
from helpers.core.messages import current_language
from helpers.core.table_words import WARN, word_of
from helpers.export.html.panel import MarkedCell, PanelCell
from helpers.narrative.annexes import source_text
from helpers.narrative.decisions import decision_text, why_text
from helpers.narrative.phrases import word
from helpers.narrative.report_data import ReportData
from helpers.stages.notebooks.tables import ShownTable

NAMES = ("subject", "stated", "computed", "why", "source", "decision", "choices", "key")


def show_decisions(settlements: Sequence[Settlement], report_data: ReportData) -> ShownTable:
    """A row for each contradiction: both figures, what may explain them, the choices in words."""
    lang = current_language()
    ordered = sorted(settlements, key=lambda settlement: settlement.status == DECIDED)
    rows = tuple(_row(settlement, report_data) for settlement in ordered)
    frame = pd.DataFrame([{**s.finding, "key": s.key, "status": s.status} for s in ordered])
    heads = tuple(word_of("decisions", name, "", lang)[0] for name in NAMES)
    return ShownTable(frame, heads, rows, most=None, none="tables.no_contradictions")


def _row(settlement: Settlement, report_data: ReportData) -> tuple[PanelCell, ...]:
    finding, lang = settlement.finding, report_data.lang
    stated, computed = (
        MarkedCell(str(finding[name] or ""), is_number=True) for name in ("stated", "computed")
    )
    why = why_text(settlement, report_data)
    tone = "" if settlement.status == DECIDED else WARN
    decided = MarkedCell(decision_text(settlement, lang), tone)
    choices = "; ".join(word(f"choice_{code}", lang) for code in choices_of(finding))
    about, source = str(finding["subject"]), source_text(finding)
    return about, stated, computed, why, source, decided, choices, settlement.key
