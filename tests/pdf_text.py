"""Text of PDF pages by PDFium, which reads them some ten times as fast as a reader in Python."""

from __future__ import annotations

from pathlib import Path

from pypdfium2 import PdfDocument


def page_texts(source: Path | bytes) -> list[str]:
    """The text of each page; lines end in a line feed."""
    with PdfDocument(source) as document:
        pages = [document[number].get_textpage() for number in range(len(document))]
        return [page.get_text_bounded().replace("\r\n", "\n") for page in pages]


MARGIN_POINTS = 57
"""20 mm: above and below the text of every page; page numbers stand above it."""


def page_fills(source: Path) -> list[float]:
    """Of each page the share of its height, within the margins, down to the lowest mark."""
    fills = []
    with PdfDocument(source) as document:
        for page in document:
            height = page.get_height()
            bounds = (item.get_bounds() for item in page.get_objects(max_depth=3))
            within = [low for _, low, _, top in bounds if top < height - 50 and low > 20]
            reach = height - MARGIN_POINTS - min(within, default=height)
            fills.append(round(reach / (height - 2 * MARGIN_POINTS), 2))
    return fills
