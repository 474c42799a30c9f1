"""Web pages: blocks of text and tables with their spans."""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import HTMLParser

from helpers.audit.passages import Passage, place_of
from helpers.audit.readers.cells import spread
from helpers.audit.readers.note_marks import raised
from helpers.audit.readers.page_style import is_content, is_raised, with_styles
from helpers.audit.readers.text import decode
from helpers.core.text import nfc

_BLOCKS = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption")
    + ("div", "section", "summary", "dt", "dd", "blockquote", "article", "ul", "ol")
)
_SILENT = frozenset(("script", "style", "svg", "title", "template", "noscript"))
_EMPTY = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "embed", "source")
)
_CHARSET = re.compile(rb"charset=[\"\']?([A-Za-z0-9_-]{3,20})")
MOST_SPAN = 60


class _Table:
    """Rows of one table; a cell is its text and how many columns and rows it spans."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.rows: list[list[tuple[str, int, int]]] = []
        self.is_open = False


class _Blocks:
    """What a parser reports of a page, as passages in order; scripts and styles are no text.

    Nor is what is struck or hidden. A table may stand in a cell.
    """

    def __init__(self) -> None:
        self.found: list[tuple[int, list[str]]] = []
        self._text: list[str] = []
        self._count = 0
        self._open: list[_Table] = []
        self._elements: list[tuple[str, bool]] = []
        """Open elements, and whether what they hold is shown."""
        self._raised: list[str] | None = None
        self._raised_depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        within = self._is_shown
        shown = within and tag not in _SILENT and is_content(tag, attributes)
        if tag not in _EMPTY:
            self._elements.append((tag, shown))
        if tag in _BLOCKS or tag in ("table", "tr", "td", "th"):
            self._end_raised()
        if within and tag in ("td", "th") and self._open:
            self._start_cell(attributes)  # a struck cell is an empty one
        if not shown or self._raised is not None:
            return
        if is_raised(tag, attributes):
            self._raised, self._raised_depth = [], len(self._elements)
        elif tag == "table":
            self._end_block()
            self._count += 1
            self._open.append(_Table(self._count))
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
        elif tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self.data(" ")

    def end(self, tag: str) -> None:
        was_shown = self._is_shown
        while (tag, True) in self._elements or (tag, False) in self._elements:
            name, was_shown = self._elements.pop()
            if name == tag:
                break
        if self._raised is not None and len(self._elements) < self._raised_depth:
            self._end_raised()
        if tag in ("td", "th") and self._is_shown and self._open:
            self._open[-1].is_open = False
        elif tag == "table" and was_shown and self._open:
            table = self._open.pop()
            self.found += [(table.number, cells) for cells in spread(table.rows)]
        elif tag in _BLOCKS and was_shown:
            self._end_block()

    def data(self, data: str) -> None:
        if not self._is_shown:
            return
        if self._raised is not None:
            self._raised.append(data)
            return
        table = self._open[-1] if self._open else None
        if table is not None and table.is_open:
            text, across, down = table.rows[-1][-1]
            table.rows[-1][-1] = (text + data, across, down)
        else:
            self._text.append(data)

    @property
    def _is_shown(self) -> bool:
        return not self._elements or self._elements[-1][1]

    def _end_raised(self) -> None:
        if self._raised is not None:
            text, self._raised = raised("".join(self._raised)), None
            self.data(text)

    def close(self) -> None:
        self._end_raised()
        self._elements = []
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
    parser.feed(with_styles(_decoded(data)).encode("utf-8"))
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
