"""Tables for people: what a notebook shows of a frame, in words and numbers of the report.

``table_views.yml`` says which columns, ``core/table_words.csv`` how they and their values are
called. The frame itself stays at hand as ``frame``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
import yaml

from helpers.core.conversion import MONEY, unit_name
from helpers.core.errors import ParameterError
from helpers.core.formatting import (
    DONG_DECIMALS,
    format_date,
    format_money,
    format_number,
    needed_decimals,
)
from helpers.core.messages import current_language, message, topic_messages
from helpers.core.table_words import TONES, head_of, word_of
from helpers.core.tables import Record, records_of
from helpers.core.text import fold, without_marks
from helpers.export.html.panel import MarkedCell, NotebookPanel, PanelCell
from helpers.narrative.annexes import source_text
from helpers.narrative.facts import FactBuilder
from helpers.stages.unit_period import UnitPeriod

SHOWN_ROWS = 100
"""Rows of a long table that are shown unless all are asked for: an executed notebook is kept."""
PRINTED_NUMBERS = ("stated", "computed", "difference")
"""Columns of text that holds numbers as they are printed."""


@dataclass(frozen=True, repr=False)
class ShownTable:
    """Rows as a notebook shows them; ``frame`` is the table that they were made from."""

    frame: pd.DataFrame
    heads: tuple[str, ...]
    rows: tuple[tuple[PanelCell, ...], ...]
    counts: str = ""
    most: int | None = SHOWN_ROWS
    none: str = "tables.none"

    def all(self) -> ShownTable:
        """Every row, however many."""
        return replace(self, most=None)

    def find(self, text: str) -> ShownTable:
        """The rows that hold ``text`` in any cell; accents count only where it has any."""
        rows = [row for row in self.rows if any(holds(str(cell), text) for cell in row)]
        return replace(self, rows=tuple(rows), counts="")

    @property
    def panel(self) -> NotebookPanel:
        """The table with a sentence above it that says how many rows there are."""
        count = format_number(len(self.rows), 0, lang=current_language())
        if not self.rows:
            return NotebookPanel(sentences=(message(self.none),))
        key = "tables.rows_counted" if self.counts else "tables.rows"
        lines = [message(key, count=count, counts=self.counts)]
        if self.most is not None and len(self.rows) > self.most:
            lines.append(message("tables.more", shown=self.most))
        return NotebookPanel(self.heads, self.rows[: self.most], tuple(lines))

    def _repr_html_(self) -> str:
        """Shown in the notebook."""
        return self.panel._repr_html_()

    def __repr__(self) -> str:
        """The same as plain text."""
        return repr(self.panel)


def holds(text: str, wanted: str) -> bool:
    """Whether ``text`` has ``wanted`` in it, in any case; accents count only where it has any."""
    text, wanted = fold(text), fold(str(wanted))
    return wanted in text or (wanted == without_marks(wanted) and wanted in without_marks(text))


def show(unit_period: UnitPeriod, name: str, frame: pd.DataFrame | None = None) -> ShownTable:
    """A view of ``table_views.yml``: of ``frame``, or of the table as it was saved.

    A column that is empty throughout is left out.
    Raises ParameterError for an unknown view, InputError where its table was not written.
    """
    view = _views().get(name)
    if view is None:
        raise ParameterError("tables.unknown", name=name, known=", ".join(_views()))
    table = view.get("table", name)
    saved = unit_period.read(table) if frame is None else frame
    wanted = view.get("where", {}).items()
    records = [r for r in records_of(saved) if all(r[key] == value for key, value in wanted)]
    writer = CellWriter(unit_period, table, name)
    grave = view.get("grave")
    if grave:
        records.sort(key=lambda record: TONES.index(writer.tone(grave, record)))
    cells = {c: [writer.cell(c, record) for record in records] for c in view["columns"]}
    kept = [column for column, shown in cells.items() if any(map(str, shown))]
    return ShownTable(
        saved,
        tuple(writer.head(column) for column in kept),
        tuple(zip(*(cells[column] for column in kept), strict=True)),
        writer.counts(grave, records) if grave else "",
    )


def show_frame(
    frame: pd.DataFrame, table: str = "", printed: pd.DataFrame | None = None
) -> ShownTable:
    """A small frame whose columns ``table_words.csv`` names, such as counts of rows.

    ``printed`` is the frame with values that are already words, where they have others there.
    """
    lang = current_language()
    rows = tuple(
        tuple(_plain_cell(table, column, record[column], lang) for column in frame.columns)
        for record in records_of(frame if printed is None else printed)
    )
    heads = tuple(word_of(table, c, "", lang)[0] or c for c in frame.columns)
    return ShownTable(frame, heads, rows)


def _plain_cell(table: str, column: str, value: object, lang: str) -> PanelCell:
    if isinstance(value, (int, float)):
        digits = needed_decimals(value, DONG_DECIMALS)
        return MarkedCell(format_number(value, digits, lang=lang), is_number=True)
    return MarkedCell(*word_of(table, column, str(value), lang)) if value else ""


@cache
def _views() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath("table_views.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@dataclass
class CellWriter:
    """Cells of one table in the words and numbers of the report."""

    unit_period: UnitPeriod
    table: str
    view: str
    lang: str = field(default_factory=current_language)

    def __post_init__(self) -> None:
        self.catalogues = self.unit_period.unit_catalogues
        self.facts = FactBuilder(self.catalogues, self.lang)

    def head(self, column: str) -> str:
        """The head of a column: the view's own, else the table's."""
        view_head = word_of(self.view, column, "", self.lang)[0]
        return view_head or head_of(self.table, column, self.lang)

    def tone(self, column: str, record: Record) -> str:
        """How grave the value of a coded column is."""
        return word_of(self.table, column, str(record[column]), self.lang)[1]

    def counts(self, column: str, records: list[Record]) -> str:
        """The values of a coded column with their numbers, in the order of the rows."""
        found = Counter(word_of(self.table, column, str(r[column]), self.lang)[0] for r in records)
        parts = [f"{word} {format_number(n, 0, lang=self.lang)}" for word, n in found.items()]
        return ", ".join(parts) if len(parts) > 1 else ""

    def cell(self, column: str, record: Record) -> PanelCell:
        """One cell; an absent value is an empty cell."""
        if column == "source":
            return source_text(record)
        value = record[column]
        if value is None:
            return ""
        if isinstance(value, (Decimal, int)):
            return MarkedCell(self.number(column, value, record), is_number=True)
        if column in PRINTED_NUMBERS:
            return MarkedCell(str(value), is_number=True)
        if column in _NAMED:
            return _NAMED[column](self, str(value), record)
        return MarkedCell(*word_of(self.table, column, str(value), self.lang))

    def number(self, column: str, value: Decimal | int, record: Record) -> str:
        """A number as the report prints it in a table."""
        if self.table == "indicators" and (fact := self.facts.fact(record, column, cell=True)):
            return fact.text
        if record.get("unit_of_measure") == MONEY:
            return format_money(value, with_unit=False, lang=self.lang)
        return format_number(value, needed_decimals(value, DONG_DECIMALS), lang=self.lang)

    def indicator(self, code: str, _: Record) -> str:
        """The name of an indicator; a code that the catalogue lacks as it is."""
        known = self.catalogues.indicators.get(code)
        return known.name(self.lang) if known else code

    def budget_line(self, code: str, record: Record) -> str:
        """The name of a budget line behind its code."""
        line = self.catalogues.programmes.find(record["programme"], code)
        return f"{code}: {line.name(self.lang)}" if line else code

    def unit_of_measure(self, unit: str, _: Record) -> str:
        """The unit of measure in the language."""
        return unit_name(unit, self.lang)

    def day(self, text: str, _: Record) -> str:
        """A date of ISO 8601 as people write it."""
        return format_date(date.fromisoformat(text), lang=self.lang)

    def rule(self, code: str, record: Record) -> str:
        """A cleaning rule in words."""
        known = topic_messages("reading", self.lang) | topic_messages("numbers", self.lang)
        return known.get(f"rule_{code}", code).format(**record)


_NAMED = {
    "indicator": CellWriter.indicator,
    "budget_line": CellWriter.budget_line,
    "unit_of_measure": CellWriter.unit_of_measure,
    "as_of": CellWriter.day,
    "date": CellWriter.day,
    "rule": CellWriter.rule,
}
