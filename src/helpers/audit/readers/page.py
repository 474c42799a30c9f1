"""Web pages: blocks of text and tables with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.etree import HTMLParser

from helpers.audit.passages import Passage, place_of
from helpers.audit.readers.cells import spread
from helpers.audit.readers.text import decode
from helpers.core.text import nfc

_BLOCKS = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption")
    + ("div", "section", "summary", "dt", "dd", "blockquote", "article", "ul", "ol")
)
_SILENT = frozenset(("script", "style", "svg", "title", "template", "noscript"))
_CHARSET = re.compile(rb"charset=[\"\']?([A-Za-z0-9_-]{3,20})")
MOST_SPAN = 60


class _Table:
    """Rows of one table; a cell is its text and how many columns and rows it spans."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.rows: list[list[tuple[str, int, int]]] = []
        self.is_open = False


class _Blocks:
    """What a parser tells of a page, as passages in order; scripts and styles are no text.

    A table may stand in a cell.
    """

    def __init__(self) -> None:
        self.found: list[tuple[int, list[str]]] = []
        self._text: list[str] = []
        self._silent = self._count = 0
        self._open: list[_Table] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._end_block()
            self._count += 1
            self._open.append(_Table(self._count))
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open:
            self._start_cell(attributes)
        elif tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self.data(" ")

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            table = self._open.pop()
            self.found += [(table.number, cells) for cells in spread(table.rows)]
        elif tag in ("td", "th") and self._open:
            self._open[-1].is_open = False
        elif tag in _BLOCKS:
            self._end_block()

    def data(self, data: str) -> None:
        if self._silent:
            return
        table = self._open[-1] if self._open else None
        if table is not None and table.is_open:
            text, across, down = table.rows[-1][-1]
            table.rows[-1][-1] = (text + data, across, down)
        else:
            self._text.append(data)

    def close(self) -> None:
        while self._open:
            self.end("table")
        self._end_block()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(
            ("", _span(attributes.get("colspan")), _span(attributes.get("rowspan")))
        )
        table.is_open = True

    def _end_block(self) -> None:
        """A block within a cell is only parted by a blank."""
        if self._open and self._open[-1].is_open:
            self.data(" ")
            return
        if any(piece.strip() for piece in self._text):
            self.found.append((0, ["".join(self._text)]))
        self._text = []


def _span(value: str | None) -> int:
    return min(int(value), MOST_SPAN) if value and value.isdecimal() and int(value) else 1


def read_html(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs, headings, list items, captions and table rows of a page."""
    blocks = _Blocks()
    # The stub asks for a method of comments and for bytes, which lxml can do without.
    parser = HTMLParser(target=blocks, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    parser.feed(b"<html>")  # an empty file is a page without text, and no error
    parser.feed(_decoded(data).encode("utf-8"))
    parser.close()
    number = 0
    for table, cells in blocks.found:
        if table and any(cell.strip() for cell in cells):
            yield Passage.row(place_of("table", table), cells, table)
        elif not table:
            number += 1
            yield Passage(place_of("paragraph", number), nfc(" ".join(cells[0].split())))


def _decoded(data: bytes) -> str:
    """By the page's own word for its encoding where that is not Unicode, else as any text."""
    told = _CHARSET.search(data[:4000])
    charset = told[1].decode("ascii").lower() if told else ""
    if charset in ("utf-16", "utf-8", "utf8", "", "iso-8859-1", "windows-1252"):
        return decode(data)
    try:
        return nfc(data.decode(charset))
    except (LookupError, UnicodeDecodeError):
        return decode(data)
