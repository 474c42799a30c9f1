"""Tables and pictures of a tagged PDF, as Word, LibreOffice and this project export it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from ctypes import create_string_buffer
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.audit.readers.pdf_raised import RaisedDigits

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

Element = object
"""A structure element of PDFium; its calls are found by ``pypdfium2.raw``."""
Row = tuple[str, ...]
Column = tuple[float, float]
SOFT_HYPHENS = ("\ufffe", "\u00ad", "\u0002")
DEEPEST = 40


@dataclass(frozen=True)
class Cell:
    """Text and from where to where it reaches across the page."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class PageTable:
    """Rows of a table on one page; whether nothing is told before it there, and nothing behind."""

    rows: list[list[Cell]]
    is_first: bool
    is_last: bool


class SpreadTable:
    """A table over one page or several. Tags leave out empty cells: columns are known by place."""

    def __init__(self, part: PageTable, page: int) -> None:
        self.first_page = page
        self.rows: list[Row] = []
        self._columns = _columns(part.rows)
        self._add(part, page)

    def takes(self, part: PageTable, page: int) -> bool:
        """Add what goes on from the page before; False where it is another table."""
        follows = self._is_open and part.is_first and page == self.last_page + 1
        if not (follows and _fits(part.rows, self._columns)):
            return False
        self._add(part, page)
        return True

    def _add(self, part: PageTable, page: int) -> None:
        placed = [_placed(cells, self._columns) for cells in part.rows]
        again = 0
        while again < min(len(self.rows), len(placed)) and placed[again] == self.rows[again]:
            again += 1  # the header, printed on every page
        self.rows += placed[again:]
        self._is_open, self.last_page = part.is_last, page


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """Where the columns of the fullest rows stand."""
    most = max(map(len, rows))
    columns = zip(*(row for row in rows if len(row) == most), strict=True)
    return [(min(c.left for c in cells), max(c.right for c in cells)) for cells in columns]


def _placed(cells: Sequence[Cell], columns: Sequence[Column]) -> Row:
    """A row with its empty cells; one cell of all texts where two would stand in one column."""
    texts = [""] * len(columns)
    for cell in cells:
        nearest = max(range(len(columns)), key=lambda n: _common(cell, columns[n]))
        if texts[nearest]:
            return (" ".join(cell.text for cell in cells),)
        texts[nearest] = cell.text
    return tuple(texts)


def _common(cell: Cell, column: Column) -> float:
    """How far a cell and a column go together; below zero how far they are apart."""
    return min(cell.right, column[1]) - max(cell.left, column[0])


def _fits(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> bool:
    return all(len(_placed(row, columns)) == len(columns) for row in rows)


def without_soft_hyphens(text: str) -> str:
    """Words that were parted at the end of a line in one piece again."""
    for mark in SOFT_HYPHENS:
        text = text.replace(f"{mark}\r\n", "").replace(f"{mark}\n", "").replace(mark, "")
    return text


def take_out_tables(page: PdfPage) -> list[PageTable]:
    """The tables of a page, in the order of its tags.

    Their text is taken off the page, and that of pictures: labels of a chart are no sentences.
    """
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        roots = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            for index in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        found = [leaf for root in roots if root for leaf in _leaves(root)]
        is_text = all(isinstance(leaf, int) for leaf in found)
        objects = {} if is_text else _objects_by_mark(page)
        return _read(page, found, objects)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _read(
    page: PdfPage, found: Sequence[int | list | tuple], objects: dict[int, list[PdfObject]]
) -> list[PageTable]:
    text_page = page.get_textpage()
    digits = RaisedDigits.of(text_page)
    tables, used = [], []
    for place, leaf in enumerate(found):
        if isinstance(leaf, tuple):
            used += [item for mark in leaf for item in objects.get(mark, ())]
        if not isinstance(leaf, list):
            continue
        parts = [[[o for mark in cell for o in objects.get(mark, ())] for cell in r] for r in leaf]
        used += [item for row in parts for items in row for item in items]
        rows = [[_cell(digits, items) for items in row if items] for row in parts]
        rows = [row for row in rows if any(cell.text for cell in row)]
        if rows:
            tables.append(PageTable(rows, place == 0, place == len(found) - 1))
    text_page.close()
    for item in used:
        page.remove_obj(item)
    return tables


def _leaves(
    element: Element, depth: int = 0
) -> Iterator[int | list[list[list[int]]] | tuple[int, ...]]:
    """Marks of text in reading order; a table as one leaf of rows of cells of marks.

    A picture is a leaf of the marks of its labels, but for a caption within it.
    """
    if _kind(element) == "Table":
        yield [
            [list(_marks(cell)) for cell in _below(row, ("TD", "TH"))]
            for row in _below(element, ("TR",))
        ]
        return
    own = _own_marks(element)
    if _kind(element) == "Figure":
        yield tuple(own)
    else:
        yield from own
    for child in _children(element) if depth < DEEPEST else ():
        yield from _leaves(child, depth + 1)


def _below(element: Element, kinds: tuple[str, ...], depth: int = 0) -> Iterator[Element]:
    """The nearest elements of some kinds below one."""
    for child in _children(element) if depth < DEEPEST else ():
        if _kind(child) in kinds:
            yield child
        else:
            yield from _below(child, kinds, depth + 1)


def _marks(element: Element, depth: int = 0) -> Iterator[int]:
    yield from _own_marks(element)
    for child in _children(element) if depth < DEEPEST else ():
        yield from _marks(child, depth + 1)


def _own_marks(element: Element) -> Iterator[int]:
    from pypdfium2 import raw

    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mark >= 0:
            yield mark


def _children(element: Element) -> Iterator[Element]:
    from pypdfium2 import raw

    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield child


def _kind(element: Element) -> str:
    from pypdfium2 import raw

    size = raw.FPDF_StructElement_GetType(element, None, 0)
    name = create_string_buffer(size)
    raw.FPDF_StructElement_GetType(element, name, size)
    return name.raw[:size].decode("utf-16-le").rstrip("\0")


def _objects_by_mark(page: PdfPage) -> dict[int, list[PdfObject]]:
    from pypdfium2 import raw

    found = defaultdict(list)
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        if mark >= 0:
            found[mark].append(item)
    return found


def _cell(digits: RaisedDigits, items: Sequence[PdfObject]) -> Cell:
    """What stands in the box around some text objects: blanks between them are known by place."""
    left, bottom, right, top = zip(*(item.get_bounds() for item in items), strict=True)
    box = min(left), min(bottom), max(right), max(top)
    text = digits.marked_within(digits.text_page.get_text_bounded(*box), box)
    return Cell(without_soft_hyphens(text), box[0], box[2])
