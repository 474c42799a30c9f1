"""Tables without figures: texts written by people, directive documents, the report's heading."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.cleaning.journal import Journal
from helpers.cleaning.layout import LocatedTable, TableRow
from helpers.cleaning.lines import LineResolver
from helpers.ground.catalogues.programme import Programme
from helpers.ground.tables import Record
from helpers.ground.text import fold

TEXT_KINDS = ("general", "directives", "progress", "difficulties", "proposals", "causes")
DOCUMENT_COLUMNS = ("kind", "number", "symbol", "issuer", "subject", "section")


def read_texts(table: LocatedTable, programme: Programme, journal: Journal) -> Iterator[Record]:
    """Rows of the ``texts`` table: one paragraph each, as people wrote it."""
    for order, row in enumerate(table.rows(), start=1):
        cell = row.cells.get("text")
        if cell is None:
            continue
        kind = row.text("kind") or "general"
        if not row.text("section") or kind not in TEXT_KINDS:
            known = ", ".join(TEXT_KINDS)
            journal.refused(table.place(cell), "cleaning.text_without_place", kinds=known)
            continue
        project = _project(row, programme, table, journal)
        yield {
            "section": row.text("section"),
            "project": project,
            "kind": kind,
            "order": order,
            "text": cell.text.strip(),
            **table.place(cell).columns(),
        }


def read_documents(table: LocatedTable, programme: Programme, journal: Journal) -> Iterator[Record]:
    """Rows of the ``documents`` table: one directive document each."""
    for row in table.rows():
        cell = row.cells.get("symbol") or row.cells.get("subject") or row.cells.get("number")
        if cell is None:
            continue
        if not row.text("section"):
            journal.refused(table.place(cell), "cleaning.document_without_section")
            continue
        project = _project(row, programme, table, journal)
        columns = {name: row.text(name) or None for name in DOCUMENT_COLUMNS}
        yield {
            **columns,
            "symbol": row.text("symbol"),
            "date": row.text("date") or None,
            "project": project,
            **table.place(cell).columns(),
        }


def read_heading(table: LocatedTable, journal: Journal) -> Iterator[Record]:
    """Rows of the ``heading`` table: the report's head and foot, key and value."""
    keys = {fold(label): key for key, labels in table.mapping.keys.items() for label in labels}
    for row in table.rows():
        label, value = row.cells.get("label"), row.cells.get("value")
        if label is None or value is None:
            continue
        key = keys.get(fold(label.text))
        if key is None:
            journal.refused(table.place(label), "cleaning.unknown_label", label=label.text)
            continue
        yield {"key": key, "value": value.text.strip(), **table.place(value).columns()}


def _project(
    row: TableRow, programme: Programme, table: LocatedTable, journal: Journal
) -> str | None:
    """Code of the budget line a row belongs to: written as a code or as a label."""
    written = row.text("project")
    if not written:
        return None
    if written in programme.lines:
        return written
    line = LineResolver(programme, table.mapping.levels).resolve(written)
    if line is None:
        place = table.place(row.cells["project"])
        journal.refused(place, "cleaning.unknown_line", label=written)
        return None
    return line.code
