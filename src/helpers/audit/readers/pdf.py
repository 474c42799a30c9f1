"""PDF with text: lines joined to paragraphs, over the ends of pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_ulong
from typing import TYPE_CHECKING

from helpers.audit.passages import Passage, place_of
from helpers.audit.readers.text import ENDINGS, STARTS
from helpers.ground.text import nfc

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

_PAGE_NUMBER = re.compile(r"\W{0,3}(?:trang|page)?\s{0,2}\d{1,4}(?:\s?/\s?\d{1,4})?\W{0,3}$", re.I)
_DIGITS = re.compile(r"\d+")
SOFT_HYPHENS = ("\ufffe", "\u00ad", "\u0002")
FEWEST_PAGES, EDGE, LONGEST_TAG = 3, 2, 128


def read_pdf(data: bytes, name: str) -> Iterator[Passage]:
    """Paragraphs of a PDF; the place is the page on which each begins.

    Page numbers and what stands at the edge of every page are no text.
    """
    pages = list(_pages(data))
    running = _running(pages)
    page_of, pieces = 1, []
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
    if pieces:
        yield Passage(place_of("page", page_of), _joined(pieces))


def _pages(data: bytes) -> Iterator[list[str]]:
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(data)
    is_tagged = bool(raw.FPDFCatalog_IsTagged(document))
    try:
        for index in range(len(document)):
            page = document[index]
            text = _text(page)
            if is_tagged and _take_out_figures(page):
                text = _text(page) or text
            page.close()
            lines = (nfc(" ".join(line.split())) for line in text.splitlines())
            yield [line for line in lines if line]
    finally:
        document.close()


def _text(page: PdfPage) -> str:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    text_page.close()
    for mark in SOFT_HYPHENS:
        text = text.replace(f"{mark}\r\n", "").replace(f"{mark}\n", "").replace(mark, "")
    return text.strip()


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
