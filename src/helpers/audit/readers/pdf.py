"""PDF with text: lines joined to paragraphs, over the ends of pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_ulong
from typing import TYPE_CHECKING

from helpers.audit.passages import Passage, place_of
from helpers.audit.readers.note_marks import without_note_marks
from helpers.audit.readers.pdf_raised import RaisedDigits
from helpers.audit.readers.pdf_tables import (
    PageTable,
    SpreadTable,
    take_out_tables,
    without_soft_hyphens,
)
from helpers.audit.readers.text import ENDINGS, STARTS
from helpers.core.messages import message
from helpers.core.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

_PAGE_NUMBER = re.compile(r"\W{0,3}(?:trang|page)?\s{0,2}\d{1,4}(?:\s?/\s?\d{1,4})?\W{0,3}$", re.I)
_DIGITS = re.compile(r"\d+")
FEWEST_PAGES, EDGE, LONGEST_TAG = 3, 2, 128


def read_pdf(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs of a PDF and its tagged tables; the place is the page on which each begins.

    A table stands behind the text of the page on which it ends. Page numbers and what stands at
    the edge of every page are no text. Pages that only show pictures, as scans do, are named.
    """
    pages: list[list[str]] = []
    tables: list[SpreadTable] = []
    pictures: list[int] = []
    for number, (lines, parts, is_picture) in enumerate(_pages(data), start=1):
        pages.append(lines)
        pictures += [number] * is_picture
        for part in parts:
            if not (tables and tables[-1].takes(part, number)):
                tables.append(SpreadTable(part, number))
    running = _running(pages)
    page_of = 1
    pieces: list[str] = []
    for number, lines in enumerate(pages, start=1):
        for at, line in enumerate(lines):
            is_edge = at < EDGE or at >= len(lines) - EDGE
            if is_edge and (_PAGE_NUMBER.match(line) or _shape(line) in running):
                continue
            if pieces and (pieces[-1].endswith(ENDINGS) or STARTS.match(line)):
                yield Passage(place_of("page", page_of), _joined(pieces))
                pieces = []
            page_of = number if not pieces else page_of
            pieces.append(line)
        yield from _rows(tables, number)
    if pieces:
        yield Passage(place_of("page", page_of), _joined(pieces))
    if pictures and any(pages):
        numbers = ", ".join(map(str, pictures))
        yield Passage("", message("audit.pages_unread", pages=numbers), is_unread=True)


def _rows(tables: Sequence[SpreadTable], page: int) -> Iterator[Passage]:
    """Rows of the tables that end on a page."""
    for number, table in enumerate(tables, start=1):
        if table.last_page == page:
            place = place_of("page", table.first_page)
            yield from (Passage.row(place, list(row), number) for row in table.rows)


def _pages(data: bytes) -> Iterator[tuple[list[str], list[PageTable], bool]]:
    """Lines of text and tables of each page, and whether it shows something but no text."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(data)
    is_tagged = bool(raw.FPDFCatalog_IsTagged(document))
    try:
        for index in range(len(document)):
            page = document[index]
            text, tables = _text(page), []
            is_picture = not text and next(iter(page.get_objects(max_depth=1)), None) is not None
            if is_tagged and _take_out_figures(page):
                text = _text(page) or text
            if is_tagged:
                tables = take_out_tables(page)
                text = _text(page) or ("" if tables else text)
            page.close()
            lines = (nfc(without_note_marks(" ".join(line.split()))) for line in text.splitlines())
            yield [line for line in lines if line], tables, is_picture
    finally:
        document.close()


def _text(page: PdfPage) -> str:
    text_page = page.get_textpage()
    text = RaisedDigits.of(text_page).marked()
    text_page.close()
    return without_soft_hyphens(text).strip()


def _take_out_figures(page: PdfPage) -> bool:
    """Labels of a chart are no sentences: leaves what is not tagged as a figure."""
    figures = [item for item in page.get_objects(max_depth=1) if "Figure" in _tags(item)]
    for item in figures:
        page.remove_obj(item)
    return bool(figures)


def _tags(item: PdfObject) -> Iterator[str]:
    from pypdfium2 import raw

    for index in range(raw.FPDFPageObj_CountMarks(item)):
        name, size = (raw.FPDF_WCHAR * LONGEST_TAG)(), c_ulong()
        mark = raw.FPDFPageObj_GetMark(item, index)
        raw.FPDFPageObjMark_GetName(mark, name, LONGEST_TAG, size)
        yield bytes(name)[: size.value].decode("utf-16-le").rstrip("\0")


def _running(pages: list[list[str]]) -> frozenset[str]:
    """Lines at the edges of most pages, whatever number stands in them."""
    shapes = Counter(
        shape for lines in pages for shape in {_shape(line) for line in (*lines[:1], *lines[-1:])}
    )
    most = max(FEWEST_PAGES, len(pages) // 2 + 1)
    return frozenset(shape for shape, count in shapes.items() if count >= most)


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line)


def _joined(pieces: list[str]) -> str:
    """Lines as one text; a hyphen at the end of a line stays, without a blank behind it."""
    text = pieces[0]
    for piece in pieces[1:]:
        hyphenated = len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and piece[0].islower()
        text += piece if hyphenated else f" {piece}"
    return text
