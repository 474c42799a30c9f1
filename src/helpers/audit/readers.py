"""Readers of finished reports: bytes of a file → passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from html.parser import HTMLParser
from io import BytesIO

from helpers.audit.passages import Passage, passages_of, place_of
from helpers.ground.errors import InputError
from helpers.ground.text import nfc

# Marks of Markdown and of formulas that a reader of a scan leaves in its text.
_MARKUP = str.maketrans(dict.fromkeys("*$\\", ""))
_ENDINGS = (".", ";", ":")
_STARTS = re.compile(
    r"(?:[-+•–*o]\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+\D|[IVX]{1,5}\.\s|[a-zđ]\)\s)"
)
_PAGE_NUMBER = re.compile(r"\d{1,4}$")
_BLOCKS = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption")
    + ("div", "section", "summary", "dt", "dd")
)
_SILENT = frozenset(("script", "style", "svg", "title"))


def read_lines(data: bytes, name: str) -> Iterator[Passage]:
    """Lines of a text; one that goes on in the middle of a sentence is joined to its first."""
    text = data.decode("utf-8-sig", errors="replace")
    first, pieces, table, in_table = 1, [], 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        line = nfc(line.translate(_MARKUP)).strip()
        if not line:
            continue
        is_row = line.count("|") >= 2
        goes_on = line[0].islower() and pieces and not pieces[-1].endswith(_ENDINGS)
        if (is_row or not goes_on) and pieces:
            yield Passage(place_of("line", first), " ".join(pieces))
            pieces = []
        if is_row:
            table += not in_table
            if not set(line) <= set("|-: "):
                yield Passage.row(place_of("line", number), line.strip("|").split("|"), table)
        else:
            first = number if not pieces else first
            pieces.append(line)
        in_table = is_row
    if pieces:
        yield Passage(place_of("line", first), " ".join(pieces))


class _Blocks(HTMLParser):
    """Text of block elements and table rows, in document order; scripts and styles are no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, list[str]]] = [(0, [""])]
        self._silent = self._table = self._tables = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._tables += 1
            self._table = self._tables
            self.found.append((0, [""]))
        elif tag == "tr":
            self.found.append((self._table, []))
        elif tag in ("td", "th") and self._table:
            span = next((int(v) for k, v in attrs if k == "colspan" and str(v).isdigit()), 1)
            self.found[-1][1].extend([""] * min(span, 50))
        elif tag in _BLOCKS and not self._in_row():
            self.found.append((0, [""]))
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table":
            self._table = 0
            self.found.append((0, [""]))
        elif tag in _BLOCKS and not self._in_row():
            self.found.append((0, [""]))

    def handle_data(self, data: str) -> None:
        cells = self.found[-1][1]
        if not self._silent and cells:
            cells[-1] += data

    def _in_row(self) -> bool:
        return bool(self._table) and self.found[-1][0] == self._table


def read_html(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs, headings, list items, captions and table rows of a page."""
    parser = _Blocks()
    parser.feed(data.decode("utf-8-sig", errors="replace"))
    number = 0
    for table, cells in parser.found:
        if table and any(cell.strip() for cell in cells):
            yield Passage.row(place_of("table", table), cells, table)
        elif not table and cells and cells[0].strip():
            number += 1
            yield Passage(place_of("paragraph", number), nfc(" ".join(cells[0].split())))


def read_docx(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs and tables of a Word document in their order, then its footnotes."""
    from docx import Document
    from docx.table import Table

    document = Document(BytesIO(data))
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            for row in block.rows:
                yield Passage.row(place_of("table", tables), [c.text for c in row.cells], tables)
        else:
            paragraphs += 1
            yield Passage(place_of("paragraph", paragraphs), nfc(block.text))
    yield from _footnotes(document)


def _footnotes(document) -> Iterator[Passage]:
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    for relation in document.part.rels.values():
        if not relation.reltype.endswith("/footnotes") or relation.is_external:
            continue
        root = parse_xml(relation.target_part.blob)
        for number, note in enumerate(root.iter(qn("w:footnote"))):
            text = "".join(piece.text or "" for piece in note.iter(qn("w:t")))
            yield Passage(place_of("footnote", number), nfc(text))


def read_pdf(data: bytes, name: str) -> Iterator[Passage]:
    """Lines of a PDF joined to paragraphs, over page breaks too; the place is the page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page_of, pieces = 1, []
        for number, page in enumerate(document, start=1):
            text = page.get_textpage().get_text_range()
            for line in text.replace("\ufffe", "").splitlines():
                line = nfc(" ".join(line.split()))
                if not line or _PAGE_NUMBER.match(line):
                    continue
                if pieces and (pieces[-1].endswith(_ENDINGS) or _STARTS.match(line)):
                    yield Passage(place_of("page", page_of), " ".join(pieces))
                    pieces = []
                page_of = number if not pieces else page_of
                pieces.append(line)
        if not pieces and number == len(document):
            return
        yield Passage(place_of("page", page_of), " ".join(pieces))
    finally:
        document.close()


def read_mail(data: bytes, name: str) -> Iterator[Passage]:
    """The body of a mail, then the attachments that can be read."""
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("html", "plain"))
    if body is not None:
        kind = ".html" if body.get_content_subtype() == "html" else ".txt"
        yield from READERS[kind](body.get_content().encode("utf-8"), name)
    for part in message.iter_attachments():
        attached = part.get_filename() or ""
        try:
            found = passages_of(part.get_payload(decode=True) or b"", attached)
        except InputError:
            continue
        for passage in found:
            place = f"{attached}, {passage.place}"
            yield Passage(place, passage.text, passage.table, passage.offsets)


READERS: dict[str, Callable[[bytes, str], Iterator[Passage]]] = {
    ".txt": read_lines,
    ".md": read_lines,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": read_mail,
}
