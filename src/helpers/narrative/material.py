"""Everything a report is told from: tables of one unit and period, outline, charts, facts."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from helpers.ground.catalogues import Catalogues
from helpers.ground.catalogues.outline import Outline
from helpers.ground.catalogues.units import Unit
from helpers.narrative.facts import FactBook

Record = dict[str, object]


@dataclass
class Material:
    """Tables as records in official order, and the book that turns them into facts."""

    unit: Unit
    catalogues: Catalogues
    outline: Outline
    tables: dict[str, pd.DataFrame]
    lang: str
    book: FactBook = field(init=False)
    figure_count: int = 0
    table_count: int = 0

    def __post_init__(self) -> None:
        self.book = FactBook(self.catalogues, self.lang)
        self._rows = {row["indicator"]: row for row in self.records("indicators")}
        self._mentioned = {
            mention.code
            for section in self.outline.all_sections()
            for content in section.content
            for mention in content.indicators
        }

    def records(self, table: str) -> list[Record]:
        return self.tables[table].to_dict("records")

    def row(self, code: str) -> Record:
        """The indicator row of a code."""
        return self._rows[code]

    def budget_row(self, line: str, capital: str) -> Record | None:
        """The row of a budget line and capital (investment, recurrent or total)."""
        return self._rows.get(f"mtqg.{line}.{capital}")

    def unmentioned(self, section: str) -> list[Record]:
        """Indicator rows of a section that no bullet of the outline names, in catalogue order."""
        return [
            row
            for row in self._rows.values()
            if row["kind"] == "indicator"
            and row["section"] == section
            and row["indicator"] not in self._mentioned
        ]

    def outputs_of(self, line: str) -> list[Record]:
        """Indicator rows of the outputs of a budget line."""
        return [
            row
            for row in self._rows.values()
            if row["kind"] == "indicator" and row["project"] == line
        ]

    def texts(self, section: str, project: str | None = None) -> list[Record]:
        """Paragraphs that people supplied for a section, and for one budget line within it."""
        return [
            text
            for text in self.records("texts")
            if text["section"] == section and text["project"] == project
        ]

    def documents(self, section: str, project: str | None = None) -> list[Record]:
        """Directive documents of a section, and of one budget line within it."""
        return [
            document
            for document in self.records("documents")
            if document["section"] == section and document["project"] == project
        ]

    def heading(self, key: str) -> list[str]:
        """Values of the report's head and foot, in the order in which they were written."""
        return [row["value"] for row in self.records("heading") if row["key"] == key]

    def subject(self, row: Record) -> str:
        """How a sentence names an indicator."""
        indicator = self.catalogues.indicators[row["indicator"]]
        return indicator.name_en if self.lang == "en" else indicator.subject_vi

    def name(self, row: Record) -> str:
        """How a table names an indicator."""
        return self.catalogues.indicators[row["indicator"]].name(self.lang)

    def next_figure(self) -> int:
        self.figure_count += 1
        return self.figure_count

    def next_table(self) -> int:
        self.table_count += 1
        return self.table_count
