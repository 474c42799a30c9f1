"""Tables of web pages that were given the name of a workbook (.xls), as software exports them."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from helpers.cleaning.readers.encodings import decode_bytes
from helpers.cleaning.readers.limits import Tally
from helpers.cleaning.readers.model import Doubt, ReaderNote, Workbook
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.sheet_builder import StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import CellStyle, StoredCell, number_cell

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NO_CONTENT = {"comment", "script", "style", "head", "xml", "title", "noscript"}
_BLOCKS = {"p", "div", "li", "tr"}
_NUMBER = re.compile(r"[\d.,\s()%+\-−]*")
MAX_SPAN = 1_000

_CLASS = re.compile(r"\.([\w-]+)[^{},]*\{([^}]*)\}")
_SHORT_COLOUR = re.compile(r"#(.)(.)(.)")
WHITE = "#ffffff"
Look = tuple[int, bool, bool]
PLAIN_LOOK = 0, False, False


def read_html(path: Path, file: str) -> Workbook:
    """All tables of the page below each other on one sheet, as spreadsheets open it."""
    data = path.read_bytes()
    tally = Tally(file)
    tally.check_tree(data)
    text, repair = _decoded(data)
    notes = [ReaderNote(file, path.stem, "", *repair)] if repair else []
    page = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    _spell_out_classes(page)
    reader = _PageReader(StoredSheet(path.stem, tally))
    reader.walk(page)
    return build_workbook(file, [reader.sheet], notes)


def _decoded(data: bytes) -> tuple[str, tuple[str, str, str] | None]:
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii")), None
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_bytes(data)


class _PageReader:
    """Puts texts and tables into the rows of a sheet, in the order of the page."""

    def __init__(self, sheet: StoredSheet) -> None:
        self.sheet = sheet
        self.row = 0
        self.taken: set[tuple[int, int]] = set()

    def walk(self, element: HtmlElement) -> None:
        """Read a part of the page; a table that only arranges others is not one."""
        if not isinstance(element.tag, str) or element.tag in _NO_CONTENT:
            return
        if element.tag == "table" and element.find(".//table") is None:
            for row in element.iter("tr"):
                self.add_row(row)
        elif element.find(".//table") is not None:
            self.add_text([Run(element.text or "")])
            for child in element:
                self.walk(child)
                self.add_text([Run(child.tail or "")])
        else:
            self.add_text(list(_runs(element, PLAIN_LOOK)))

    def add_text(self, runs: list[Run]) -> None:
        """A row of its own for a text outside of the tables."""
        if "".join(run.text for run in runs).strip():
            self.row += 1
            self.add_cell(1, runs)

    def add_row(self, row: HtmlElement) -> None:
        """The cells of a table row; what spans from above or the left shifts them."""
        self.row += 1
        if _is_hidden(row):
            self.sheet.hide_row(self.row, self.row)
        column, hidden = 1, ""
        for cell in row.iterchildren("td", "th"):
            while (self.row, column) in self.taken:
                column += 1
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            if wide > 1 or tall > 1:
                bottom, right = self.row + tall - 1, column + wide - 1
                self.sheet.tally.add("merged", wide * tall)
                self.sheet.merge(self.row, column, bottom, right)
                self.taken |= {
                    (r, c) for r in range(self.row, bottom + 1) for c in range(column, right + 1)
                }
            if _is_hidden(cell):  # it takes no room: the next one stands in its column
                hidden = " ".join(str(cell.text_content()).split())
                continue
            self.add_cell(column, list(_runs(cell, PLAIN_LOOK)), *_stored(cell))
            column, hidden = column + wide, ""
        if any(map(str.isdigit, hidden)):
            doubt = Doubt("hidden_cell", "", hidden)
            self.sheet.add(StoredCell(self.row, column, "text", hidden, doubt=doubt))

    def add_cell(self, column: int, runs: list[Run], number: str = "", code: str = "") -> None:
        """A cell of the current row; ``number`` and ``code`` where a spreadsheet wrote the page."""
        text = "".join(run.text for run in runs).strip(" \n\t")
        if number and (code or _NUMBER.fullmatch(text)):
            code = code or ("0.00%" if text.endswith("%") else "General")
            filled = [run for run in runs if run.text.strip()]
            struck, unseen = all(r.struck for r in filled), any(r.unseen for r in filled)
            look = CellStyle(code, struck, 0, unseen)
            cell = number_cell(self.row, column, float(number), look)
            cell.shown = text
        else:
            cell = StoredCell(self.row, column, "text", text)
            if any(run.raised or run.struck or run.unseen for run in runs):
                cell.runs = tuple(runs)
        self.sheet.add(cell)


def _runs(element: HtmlElement, look: Look) -> Iterator[Run]:
    """Text in runs of one look: sup, sub, s, strike, del, and the styles that mean the same."""
    if not isinstance(element.tag, str) or element.tag in _NO_CONTENT:
        return
    if _is_hidden(element):
        return
    raised, struck, unseen = look
    if ink := _colour(element, "color"):
        papers = (_colour(e, "background") for e in (element, *element.iterancestors()))
        unseen = ink == next(filter(None, papers), WHITE)
    if element.tag in ("sup", "sub"):
        raised = 1 if element.tag == "sup" else -1
    elif _style_says(element, "vertical-align", "super"):
        raised = 1
    if element.tag in ("s", "strike", "del") or _style_says(element, "decoration", "line-through"):
        struck = True
    if element.tag == "br" or (element.tag in _BLOCKS and element.getprevious() is not None):
        yield Run("\n", *look)
    if element.tag == "input" and element.get("type") != "hidden":
        yield Run(str(element.get("value", "")), raised, struck, unseen)
    if element.text:
        yield Run(_BLANKS.sub(" ", element.text), raised, struck, unseen)
    for child in element:
        yield from _runs(child, (raised, struck, unseen))
        if child.tail:
            yield Run(_BLANKS.sub(" ", child.tail), raised, struck, unseen)


def _stored(cell: HtmlElement) -> tuple[str, str]:
    """Stored number and format code: of Excel (x:num) or of LibreOffice (sdval, sdnum)."""
    code = str(cell.get("sdnum", "")).split(";", 2)[2:]
    number = str(cell.get("sdval") or cell.get("x:num") or "")
    try:
        float(number)
    except ValueError:
        return "", ""
    return number, code[0] if code else ""


def _spell_out_classes(page: HtmlElement) -> None:
    """Write what the page's style sheets say of a class into the style of its elements."""
    classes = dict(_CLASS.findall(" ".join(str(e.text_content()) for e in page.iter("style"))))
    for element in page.xpath("//*[@class]") if classes else ():
        styles = [classes.get(name, "") for name in str(element.get("class")).split()]
        element.set("style", ";".join(filter(None, [*styles, element.get("style")])))


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or _style_says(element, "display", "none")


def _colour(element: HtmlElement, name: str) -> str:
    """The colour of letters or of the background that an element states; '' for none."""
    parts = str(element.get("style", "")).lower().replace(" ", "").split(";")
    stated = [part.partition(":")[2] for part in parts if re.match(f"{name}(-color)?:", part)]
    stated += filter(None, [element.get({"background": "bgcolor"}.get(name, name))])
    found = str(stated[0]).lower() if stated else ""
    return (
        WHITE
        if found == "white"
        else _SHORT_COLOUR.sub(r"#\1\1\2\2\3\3", found)
        if len(found) == 4
        else found
    )


def _style_says(element: HtmlElement, name: str, value: str) -> bool:
    style = str(element.get("style", "")).lower().replace(" ", "")
    return any(name in part and value in part for part in style.split(";"))


def _span(cell: HtmlElement, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text[:9]), 1), MAX_SPAN) if text.isascii() and text.isdigit() else 1
