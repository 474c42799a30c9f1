"""Word documents: paragraphs, tables (in tables too) and notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from helpers.audit.passages import Passage, place_of
from helpers.audit.readers.cells import repeated
from helpers.core.text import nfc

NOTES = ("/footnotes", "/endnotes")


def read_docx(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs and tables of a Word document in their order, then its notes.

    Text that a correction has struck out is no text; text that it has added is.
    """
    from docx import Document
    from docx.table import Table

    document = Document(BytesIO(data))
    counter = _Counter()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block, counter)
        else:
            counter.paragraphs += 1
            yield Passage(place_of("paragraph", counter.paragraphs), _text(block._element))
    yield from _notes(document)


class _Counter:
    paragraphs = tables = 0


def _table(table, counter: _Counter) -> Iterator[Passage]:
    """Rows of a table, then the tables within its cells."""
    counter.tables += 1
    number, seen, inner = counter.tables, set(), []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            text = _cell_text(cell)
            if cell._tc in seen:
                text = repeated(text)
            else:
                inner += cell.tables
            seen.add(cell._tc)
            cells.append(text)
        yield Passage.row(place_of("table", number), cells, number)
    for each in inner:
        yield from _table(each, counter)


def _cell_text(cell) -> str:
    return " ".join(_text(paragraph._element) for paragraph in cell.paragraphs)


def _text(element) -> str:
    """Text of a paragraph in order: runs, links, added runs, fields; not what a copy repeats."""
    from docx.oxml.ns import qn

    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    gaps = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:noBreakHyphen"): "-"}
    pieces = []
    for piece in element.iter():
        if piece.tag == qn("w:t"):
            if not any(parent.tag == fallback for parent in piece.iterancestors()):
                pieces.append(piece.text or "")
        elif piece.tag in gaps:
            pieces.append(gaps[piece.tag])
    return nfc("".join(pieces))


def _notes(document) -> Iterator[Passage]:
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    for relation in document.part.rels.values():
        kind = next((k for k in NOTES if relation.reltype.endswith(k)), None)
        if kind is None or relation.is_external:
            continue
        root = parse_xml(relation.target_part.blob)
        for number, note in enumerate(root.iter(qn(f"w:{kind[1:-1]}"))):
            yield Passage(place_of("footnote", number), _text(note))
