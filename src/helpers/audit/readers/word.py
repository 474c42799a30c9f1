"""Word documents: what a reader sees of paragraphs, tables, text boxes and notes, in order."""

from collections.abc import Iterator
from itertools import groupby

from helpers.audit.passages import Passage, place_of
from helpers.audit.readers.cells import repeated
from helpers.audit.readers.note_marks import raised
from helpers.audit.readers.text import restored
from helpers.audit.readers.word_format import Styles, read_styles
from helpers.audit.readers.word_package import (
    Element,
    WordPackage,
    child,
    name_of,
    number_of,
    value_of,
)
from helpers.core.messages import message
from helpers.core.text import nfc

NOTES = ("footnote", "endnote")
# What corrections took away, codes of fields, what stands above letters, and settings.
_NO_CONTENT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sectPr")
    + ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")
)
_GAPS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
Piece = tuple[str, bool]
"""Text, and whether it is raised."""


def read_docx(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs and tables of a Word document in their order, then its notes.

    No text: what is struck, hidden, or taken away or moved from by a correction. Raised figures
    are raised characters. Both kinds of Office Open XML are read. Raises InputError.
    """
    package = WordPackage(data, name)
    walk = _Walk(read_styles(next(package.related("styles"), None)))
    body = child(package.document(), "body")
    yield from walk.passages(body) if body is not None else ()
    if walk.has_foreign_parts:
        yield Passage("", message("audit.chunk_unread", file=name), is_unread=True)
    for kind in NOTES:
        for root in package.related(f"{kind}s"):
            yield from walk.notes(root, kind)


class _Walk:
    """One walk over a document; counts paragraphs and tables, and knows which notes are meant."""

    def __init__(self, styles: Styles) -> None:
        self.has_foreign_parts = False
        self._styles = styles
        self._paragraphs = self._tables = 0
        self._references: set[tuple[str, str | None]] = set()
        self._field_codes: list[bool] = []
        """Of each open field whether its code, and not yet its result, is read."""

    def passages(self, container: Element) -> Iterator[Passage]:
        """Paragraphs and rows of tables below an element."""
        for block in self._blocks(container):
            if isinstance(block, str):
                self._paragraphs += 1
                yield Passage(place_of("paragraph", self._paragraphs), block)
            else:
                yield from self._table(block)

    def notes(self, root: Element, kind: str) -> Iterator[Passage]:
        """Notes that the text refers to; those without a number are always read."""
        number = 0
        for note in root:
            key = (f"{kind}Reference", value_of(note, "id"))
            if name_of(note) != kind or value_of(note, "type") not in (None, "normal"):
                continue
            if key[1] is not None and key not in self._references:
                continue
            number += 1
            text, tables = self._content(note)
            yield Passage(place_of("footnote", number), text)
            for table in tables:
                yield from self._table(table)

    def _blocks(self, container: Element) -> Iterator[str | Element]:
        """Texts of paragraphs and tables, out of whatever they are wrapped in.

        A paragraph whose end is deleted or hidden goes on in the next.
        """
        held = ""
        for each in _children(container):
            name = name_of(each)
            if name == "p":
                boxes: list[Element] = []
                held += self._text(each, boxes)
                if not _goes_on(each):
                    yield held
                    held = ""
                for box in boxes:
                    yield from self._blocks(box)
            elif name == "tbl":
                yield from [held] if held else ()
                held = ""
                yield each
            elif name == "altChunk":
                self.has_foreign_parts = True
            else:
                yield from self._blocks(each)
        if held:
            yield held

    def _table(self, table: Element) -> Iterator[Passage]:
        """Rows of a table, then the tables within its cells."""
        self._tables += 1
        number, above, inner = self._tables, dict[int, str](), list[Element]()
        for row in _members(table, "tr"):
            settings = child(row, "trPr")
            if child(settings, "del") is not None:
                continue
            cells = [""] * number_of(child(settings, "gridBefore"), 0)
            for cell in _members(row, "tc"):
                self._add_cell(cell, cells, above, inner)
            if any(cell.strip() for cell in cells):
                yield Passage.row(place_of("table", number), cells, number)
        for each in inner:
            yield from self._table(each)

    def _add_cell(
        self, cell: Element, cells: list[str], above: dict[int, str], inner: list[Element]
    ) -> None:
        """Put a cell's text at the end of a row; words are repeated over a span, figures not."""
        settings, column = child(cell, "tcPr"), len(cells)
        text, tables = self._content(cell)
        merged = child(settings, "vMerge")
        if child(settings, "cellDel") is not None:
            text, tables = "", []
        elif merged is not None and value_of(merged) != "restart":
            text = above.get(column, "")
        elif (value_of(child(settings, "hMerge")) or "") == "continue" and cells:
            text = repeated(cells[-1])
        above[column] = repeated(text)
        inner += tables
        cells += [text, *[repeated(text)] * (number_of(child(settings, "gridSpan"), 1) - 1)]

    def _content(self, container: Element) -> tuple[str, list[Element]]:
        """Text of a cell or a note, and the tables within it."""
        blocks = list(self._blocks(container))
        text = " ".join(block for block in blocks if isinstance(block, str))
        return text, [block for block in blocks if not isinstance(block, str)]

    def _text(self, paragraph: Element, boxes: list[Element]) -> str:
        """What is shown of a paragraph; text boxes in it are put into ``boxes``."""
        self._field_codes = []
        style = value_of(child(paragraph, "pPr", "pStyle"))
        pieces = groupby(self._pieces(paragraph, style, boxes), key=lambda piece: piece[1])
        texts = [(is_raised, "".join(text for text, _ in group)) for is_raised, group in pieces]
        if len(texts) > 1:  # raised means above other text
            texts = [(False, raised(text) if is_raised else text) for is_raised, text in texts]
        return restored(nfc("".join(text for _, text in texts)))

    def _pieces(self, element: Element, style: str | None, boxes: list[Element]) -> Iterator[Piece]:
        for each in _children(element):
            name = name_of(each)
            if name == "txbxContent":
                boxes.append(each)
            elif name == "r":
                yield from self._run(each, style, boxes)
            elif name == "m:t":
                yield each.text or "", False
            elif name == "m:sup":
                yield from ((text, True) for text, _ in self._pieces(each, style, boxes))
            else:
                yield from [("/", False)] if name == "m:den" else ()
                yield from self._pieces(each, style, boxes)

    def _run(self, run: Element, style: str | None, boxes: list[Element]) -> Iterator[Piece]:
        shown = self._styles.run_format(child(run, "rPr"), style)
        for each in _children(run):
            name = name_of(each)
            if name == "fldChar":
                self._field(value_of(each, "fldCharType"))
            elif not shown.is_content or any(self._field_codes):
                continue
            elif name == "t":
                yield each.text or "", shown.is_raised
            elif name in _GAPS:
                yield _GAPS[name], False
            elif name in ("footnoteReference", "endnoteReference"):
                self._references.add((name, value_of(each, "id")))
            else:
                yield from self._pieces(each, style, boxes)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._field_codes.append(True)
        elif kind == "separate" and self._field_codes:
            self._field_codes[-1] = False
        elif kind == "end" and self._field_codes:
            self._field_codes.pop()


def _children(element: Element) -> Iterator[Element]:
    """What is content below an element; of alternatives one."""
    for each in element:
        name = name_of(each)
        if name == "mc:AlternateContent":
            yield from _children(_chosen(each))
        elif name not in _NO_CONTENT:
            yield each


def _chosen(alternatives: Element) -> Element:
    """The first alternative that holds text, else the first."""
    held = (each for each in alternatives if any(name_of(part) == "t" for part in each.iter()))
    return next(held, alternatives[0] if len(alternatives) else alternatives)


def _members(container: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, out of whatever they are wrapped in."""
    for each in _children(container):
        name = name_of(each)
        if name == wanted:
            yield each
        elif name not in ("tr", "tc", "p", "tbl"):
            yield from _members(each, wanted)


def _goes_on(paragraph: Element) -> bool:
    """True where the end of a paragraph is deleted, moved or hidden."""
    end = child(paragraph, "pPr", "rPr")
    hidden = child(end, "vanish")
    is_gone = child(end, "del") is not None or child(end, "moveFrom") is not None
    return is_gone or (hidden is not None and value_of(hidden) in (None, "1", "true", "on"))
