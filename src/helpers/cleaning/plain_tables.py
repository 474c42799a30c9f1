"""Tables without figures: texts written by people, directive documents, the report's heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from helpers.cleaning.budget_line_resolver import BudgetLineResolver
from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.core.catalogues.outlines import Outline
from helpers.core.catalogues.programme import BudgetLine, Programmes
from helpers.core.catalogues.section_numbers import Numbering, SectionNumbers
from helpers.core.tables import Record
from helpers.core.text import fold
from helpers.core.word_files import load_words

TEXT_KINDS = ("general", "directives", "progress", "difficulties", "proposals", "causes")
DOCUMENT_COLUMNS = ("kind", "number", "symbol", "issuer", "subject", "section")


def read_texts(
    table: LocatedTable, programmes: Programmes, sections: TableSections, cleaning_log: CleaningLog
) -> Iterator[Record]:
    """Rows of the ``texts`` table: one paragraph each, as people wrote it."""
    for order, row in enumerate(table.rows(), start=1):
        cell = row.cells.get("text")
        if cell is None:
            continue
        kind = _kinds().get(fold(row.text("kind") or "general"))
        if not row.text("section") or kind is None:
            known = ", ".join(text_kind_names())
            cleaning_log.quarantine(
                table.source_cell(cell), "cleaning.text_without_place", kinds=known
            )
            continue
        budget_line = _budget_line(row, programmes, table, cleaning_log)
        section = sections.resolve(row.text("section"), table.source_cell(cell), budget_line)
        if section is None:
            continue
        yield {
            "section": section,
            "kind": kind,
            **_columns(budget_line),
            "order": order,
            "text": cell.text.strip(),
            "text_en": row.text("text_en") or None,
            **table.source_cell(cell).columns(),
        }


def text_kind_names() -> list[str]:
    """The kinds of paragraphs as blank forms name them."""
    return [names[0] for names in load_words(__package__, "text_kinds.yml").values()]


@cache
def _kinds() -> dict[str, str]:
    """Kinds by what a form may write: a name, or the code itself."""
    names = load_words(__package__, "text_kinds.yml")
    return {fold(name): kind for kind in TEXT_KINDS for name in (kind, *names[kind])}


def read_documents(
    table: LocatedTable, programmes: Programmes, sections: TableSections, cleaning_log: CleaningLog
) -> Iterator[Record]:
    """Rows of the ``documents`` table: one directive document each."""
    for row in table.rows():
        cell = row.cells.get("symbol") or row.cells.get("subject") or row.cells.get("number")
        if cell is None:
            continue
        if not row.text("section"):
            cleaning_log.quarantine(table.source_cell(cell), "cleaning.document_without_section")
            continue
        budget_line = _budget_line(row, programmes, table, cleaning_log)
        section = sections.resolve(row.text("section"), table.source_cell(cell), budget_line)
        if section is None:
            continue
        yield {
            **{name: row.text(name) or None for name in DOCUMENT_COLUMNS},
            "section": section,
            "symbol": row.text("symbol"),
            "date": row.text("date") or None,
            **_columns(budget_line),
            **table.source_cell(cell).columns(),
        }


def read_heading(table: LocatedTable, cleaning_log: CleaningLog) -> Iterator[Record]:
    """Rows of the ``heading`` table: the report's head and foot, key and value."""
    keys = {fold(label): key for key, labels in table.mapping.keys.items() for label in labels}
    for row in table.rows():
        label, value = row.cells.get("label"), row.cells.get("value")
        if label is None or value is None:
            continue
        key = keys.get(fold(label.text))
        if key is None:
            cleaning_log.quarantine(
                table.source_cell(label), "cleaning.unknown_label", label=label.text
            )
            continue
        yield {"key": key, "value": value.text.strip(), **table.source_cell(value).columns()}


def _budget_line(
    row: FormRow, programmes: Programmes, table: LocatedTable, cleaning_log: CleaningLog
) -> BudgetLine | None:
    """The budget line a row belongs to: written as a code or as a label."""
    written = row.text("project")
    if not written:
        return None
    resolver = BudgetLineResolver.of(table, programmes)
    found = programmes.written(written) or resolver.resolve(written)
    if len(found) > 1:
        found = resolver.of_named_programme(found)
    if len(found) != 1:
        key, fields = resolver.refusal(written, found)
        cleaning_log.quarantine(table.source_cell(row.cells["project"]), key, **fields)
        return None
    return found[0]


def _columns(budget_line: BudgetLine | None) -> Record:
    if budget_line is None:
        return {}
    return {"programme": budget_line.programme, "budget_line": budget_line.code}


@dataclass(frozen=True)
class TableSections:
    """The sections that the rows of one table belong to, in an outline; None: as written."""

    numbers: SectionNumbers | None
    numbering: Numbering
    cleaning_log: CleaningLog

    @classmethod
    def of(
        cls, table: LocatedTable, outline: Outline | None, cleaning_log: CleaningLog
    ) -> TableSections:
        """The rows' own numbers say whether they are those that the outline prints."""
        if outline is None:
            return cls(None, "", cleaning_log)
        numbers = SectionNumbers(outline)
        numbering = numbers.numbering(row.text("section") for row in table.rows())
        return cls(numbers, numbering, cleaning_log)

    def resolve(
        self, written: str, source_cell: SourceCell, budget_line: BudgetLine | None
    ) -> str | None:
        """The standard number of what is written; None where it was quarantined as unclear.

        A number that no section has stays: the text is listed with its source.
        """
        if self.numbers is None:
            return written
        found = self.numbers.find(written, self.numbering)
        of_line = [s for s in found if budget_line and budget_line.section in s.sources]
        if of_line and budget_line:
            return budget_line.section
        if len(found) > 1:
            options = "; ".join(f"{s.id}. {s.title_vi}" for s in found)
            fields = {"section": written, "sections": options}
            self.cleaning_log.quarantine(source_cell, "cleaning.section_of_several", **fields)
            return None
        return self.numbers.standard_number(written, found[0]) if found else written
