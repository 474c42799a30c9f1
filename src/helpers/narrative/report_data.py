"""The data of a report: tables of one unit and period, outline, charts, facts."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.capitals import capital_name
from helpers.core.catalogues.outlines import Outline, Section, Statement, without_empty
from helpers.core.catalogues.programme import BudgetLine
from helpers.core.catalogues.units import Unit
from helpers.core.messages import message
from helpers.core.records import text_of
from helpers.core.tables import Record, records_of
from helpers.core.text import fold
from helpers.indicators.opening import changes_since_opening
from helpers.narrative.details import DetailTable, detail_tables
from helpers.narrative.facts import FactBuilder
from helpers.narrative.figure_notes import notes_of_figures
from helpers.narrative.indicator_sentence import is_missing
from helpers.narrative.receipts import Receipts

FIGURE_IN_TEXT = re.compile(r"\{([a-z]\w*(?:\.\w+)+)(?::(\w+))?\}")
"""A figure that a person names in a text."""
OF_PROGRAMMES = ("programme_totals", "projects")
"""Kinds of content that every report of a programme has."""


@dataclass
class ReportData:
    """Tables as records in official order, and the builder that turns them into facts."""

    unit: Unit
    catalogues: Catalogues
    outline: Outline
    tables: dict[str, pd.DataFrame]
    lang: str
    head: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Head and foot: key of the ``heading`` table → values."""
    edited_texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Section → what a lasting edit has put in the place of words of it."""
    chosen_messages: Sequence[str] = ()
    """Codes of the figures that a lasting edit has chosen for the signer's page, in their order."""
    note_on_past: str = ""
    """Of a unit that was formed since last year: what last year's figures are, or why none."""
    facts: FactBuilder = field(init=False)
    receipts: Receipts = field(init=False)
    _records: dict[str, tuple[pd.DataFrame, list[Record]]] = field(default_factory=dict, init=False)
    figure_count: int = 0
    table_count: int = 0
    placed_details: set[DetailTable] = field(default_factory=set)
    """Tables of detailed figures that a section has printed."""
    cited_documents: set[tuple] = field(default_factory=set)
    """Documents that a section has cited in full."""

    def __post_init__(self) -> None:
        self.receipts = Receipts(
            self.records("received_tables"),
            self.catalogues,
            (*self.records("questions"), *self.records("quarantine")),
        )
        rows = map(self.receipts.with_absence, self.records("indicators"))
        self._rows = {row["indicator"]: row for row in rows}
        order = {code: position for position, code in enumerate(self._rows, start=1)}
        self.facts = FactBuilder(self.catalogues, self.lang, order)
        period, detailed = self.catalogues.period, self.records("detailed_figures")
        self.facts.since_opening = changes_since_opening(self._rows, detailed, period)
        for measured, figure in (pair for table in self.details for pair in table.totals.items()):
            if measured.measure == "whole" and not measured.part and measured.is_of(period):
                self.facts.wholes[measured.code] = figure
            if measured.part and measured.measure == "actual" and measured.is_of(period):
                parts = self.facts.parts.setdefault(measured.code, {})
                parts[", ".join(member for _, member in measured.part)] = figure
        texts = (str(text["text"]) for text in self.records("texts"))
        self.facts.notes = notes_of_figures(self.records("notes"), texts)
        self.outline = without_empty(self.outline, self._has_content)
        self._mentioned = {
            code
            for section in self.outline.all_sections()
            for content in section.content
            for code in content.codes
        }

    def _has_content(self, section: Section) -> bool:
        """True where figures, texts or documents of a section were received.

        And for what the report says of a programme, which is also that nothing was received.
        """
        if any(content.kind in OF_PROGRAMMES for content in section.content):
            return True
        codes = {str(row["indicator"]) for row in self.rows_of(section) if not is_missing(row)}
        return bool(
            codes
            or self.texts(section.sources)
            or self.documents(section.sources)
            or any(self.main_code(table) in codes for table in self.details)
        )

    def records(self, table: str) -> list[Record]:
        """The rows of a table of the unit and period; none of a table that is not there."""
        frame = self.tables.get(table)
        if frame is None:
            return []
        known = self._records.get(table)
        if known is None or known[0] is not frame:
            known = self._records[table] = (frame, records_of(frame))
        return known[1]

    @property
    def codes(self) -> list[str]:
        """The codes of all indicator rows, in catalogue order."""
        return list(self._rows)

    def row(self, code: str) -> Record:
        """The indicator row of a code."""
        return self._rows[code]

    @property
    def has_stated_comparisons_only(self) -> bool:
        """True where the unit's own tables state what was last year, and no earlier files do."""
        bases = {row["comparison_basis"] for row in self.records("indicators")}
        return "stated" in bases and "earlier_period" not in bases

    def find(self, code: str) -> Record | None:
        """The indicator row of a code, or None where this period does not ask for it."""
        return self._rows.get(code)

    def budget_row(self, budget_line: BudgetLine, capital: str) -> Record | None:
        """The row of a budget line and capital (investment, recurrent or total)."""
        return self._rows.get(budget_line.indicator(capital))

    def budget_line_of(self, record: Record) -> BudgetLine | None:
        """The budget line that a row belongs to; None for one of no line of the period."""
        if not record["budget_line"]:
            return None
        return self.catalogues.programmes.find(record["programme"], record["budget_line"])

    def rows_of(self, section: Section) -> list[Record]:
        """Indicator rows of a section, in catalogue order.

        That of the other figures has those besides whose section the outline lacks.
        """
        known = self.outline.titles(self.lang)
        return [
            row
            for row in self._rows.values()
            if row["kind"] == "indicator"
            and (
                row["section"] in section.sources
                or (section.of_others and row["section"] not in known)
            )
        ]

    def is_of_report(self, row: Record) -> bool:
        """True for a row of a section that the report has, or of a programme that it is about."""
        if row["budget_line"]:
            return self.budget_line_of(row) is not None
        sections = self.outline.all_sections()
        return any(row["section"] in each.sources or each.of_others for each in sections)

    def unmentioned(self, section: Section) -> list[Record]:
        """Rows of a section that no content of the outline names and that no budget line has."""
        return [
            row
            for row in self.rows_of(section)
            if row["indicator"] not in self._mentioned and self.budget_line_of(row) is None
            if row["indicator"] not in self.codes_in_texts(section.sources)
        ]

    def codes_in_texts(self, sections: Container[str | None]) -> set[str]:
        """The indicators whose figures people name in the texts of sections."""
        supplied = (t["text"] for t in self.records("texts") if t["section"] in sections)
        edited = (t for s, texts in self.edited_texts.items() if s in sections for t in texts)
        return {m[1] for text in (*supplied, *edited) for m in FIGURE_IN_TEXT.finditer(str(text))}

    def not_in_texts(
        self, statements: Iterable[Statement], sections: Container[str | None]
    ) -> list[Statement]:
        """The statements of an outline whose figures the texts of these sections do not all have.

        What is told once with its figure is not told again.
        """
        told = self.codes_in_texts(sections)
        return [statement for statement in statements if not told.issuperset(statement.codes)]

    def outputs_of(self, budget_line: BudgetLine) -> list[Record]:
        """Indicator rows of the outputs of a budget line that have a figure, or say why not."""
        return [r for r in self._outputs.get(budget_line.key, ()) if not is_missing(r)]

    @cached_property
    def _outputs(self) -> dict[object, list[Record]]:
        found: dict[object, list[Record]] = {}
        for row in self._rows.values():
            line = self.budget_line_of(row) if row["kind"] == "indicator" else None
            if line is not None:
                found.setdefault(line.key, []).append(row)
        return found

    def texts(
        self, sections: Container[str | None], budget_line: BudgetLine | None = None
    ) -> list[Record]:
        """Paragraphs that people supplied for sections, or for one budget line within them."""
        return [
            text
            for text in self.records("texts")
            if text["section"] in sections
            and self.budget_line_of(text) == budget_line
            and bool(text["budget_line"]) == bool(budget_line)
        ]

    def texts_outside_outline(self) -> list[Record]:
        """Supplied texts whose section or budget line the outline lacks."""
        titles = self.outline.titles(self.lang)
        return [
            text
            for text in self.records("texts")
            if text["section"] not in titles
            or (text["budget_line"] and self.budget_line_of(text) is None)
        ]

    def documents(
        self, sections: Container[str | None], budget_line: BudgetLine | None = None
    ) -> list[Record]:
        """Directive documents of sections, or of one budget line within them."""
        return [
            document
            for document in self.records("documents")
            if document["section"] in sections
            and budget_line in (None, self.budget_line_of(document))
        ]

    def document_kind(self, name: str, count: int = 1) -> str:
        """A kind of document in the report's language; an unknown one as it was written."""
        kind = self.catalogues.document_kinds.get(fold(name))
        return kind.name(self.lang, count) if kind else name

    def budget_line_label(self, budget_line: BudgetLine) -> str:
        """'Tiểu dự án 1, Dự án 3': a budget line with the lines above it.

        Of several programmes it ends with the name of its programme.
        """
        programmes = self.catalogues.programmes
        label = programmes.full_label(budget_line, self.lang)
        root = programmes.root_of(budget_line)
        name = root.short_name(self.lang) if programmes.are_several else ""
        return ", ".join(filter(None, (label, name)))

    def heading(self, key: str) -> list[str]:
        """Values of the report's head and foot, in the order in which they were written."""
        return list(self.head.get(key, ()))

    def subject(self, row: Record) -> str:
        """How a sentence names an indicator, or a budget line with its capital."""
        if row["kind"] != "indicator":
            return self.row_name(row)
        indicator = self.catalogues.indicators[row["indicator"]]
        return indicator.name_en if self.lang == "en" else indicator.subject_vi

    def row_name(self, row: Record) -> str:
        """The full name of an indicator, or of a budget line with its kind of capital."""
        if row["kind"] == "indicator":
            return self.name(row)
        budget_line = self.budget_line_of(row)
        label = (self.budget_line_label(budget_line) if budget_line else "") or message(
            "narrative.total", self.lang
        )
        capital = capital_name(text_of(row, "capital"), self.lang, "narrative", "capital_name")
        return f"{label}, {capital}"

    def count_name(self, key: str) -> str:
        """What a counted figure counts."""
        topic = key.split(".")[0]
        for root in self.catalogues.programmes.roots():
            if topic == root.prefix:
                label = self.budget_line_label(root)
                counted = message("narrative.counted_projects", self.lang)
                return f"{counted}, {label}" if label else counted
        return message(f"narrative.counted_{topic}", self.lang)

    def name(self, row: Record) -> str:
        """How a table names an indicator."""
        return self.catalogues.indicators[row["indicator"]].name(self.lang)

    @cached_property
    def details(self) -> list[DetailTable]:
        """The detailed figures, in tables."""
        return detail_tables(self.records("detailed_figures"))

    def main_code(self, table: DetailTable) -> str:
        """The indicator in whose section a table is: the first of those that most figures have."""
        found = {m.code: str(row["section"]) for m in table.measured if (row := self.find(m.code))}
        number = Counter(found.values())
        return max(found, key=lambda code: number[found[code]], default="")

    def next_figure(self) -> int:
        """The number of the next picture of the report, from 1."""
        self.figure_count += 1
        return self.figure_count

    def next_table(self) -> int:
        """The number of the next table of the report, from 1."""
        self.table_count += 1
        return self.table_count
