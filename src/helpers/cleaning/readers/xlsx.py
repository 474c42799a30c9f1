"""Workbooks of Excel since 2007 (.xlsx, .xlsm), also strict ones, in one pass over each sheet."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from helpers.cleaning.readers.model import (
    Area,
    Kind,
    Native,
    ReaderNote,
    Workbook,
    address_of,
)
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.package import Package, open_package
from helpers.cleaning.readers.sheet_builder import StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import StoredCell, number_cell
from helpers.cleaning.readers.xlsx_looks import PRINTED, doubt_conditional, printed_text
from helpers.cleaning.readers.xlsx_package import (
    SheetPart,
    Styles,
    Text,
    book_facts,
    comments,
    has_picture,
    is_on,
    part_of_kind,
    read_styles,
    relationships,
    rich_text,
    shared_strings,
    text_boxes,
    unescape,
    workbook_part,
)

READ_KINDS = ("worksheet", "xlMacrosheet", "xlIntlMacrosheet")
MOST_DEPTH = 200
MOST_TRANSLATED = 20_000
"""Letters of shared formulas that are moved to the cells that share them: it is slow."""
_EMPTY = re.compile(
    rb"<(?:\w+:)?+(c|row)\b[^<>]*+(?<=/)>(?=\s*<(?:/|(?:\w+:)?\1\s(?:r=|[^<>]*\sr=)))"
)
"""A cell or row without content, followed by none or by one that states its own position."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def read_xlsx(path: Path, file: str) -> Workbook:
    """The workbook at ``path``. Raises InputError of ``open_package``."""
    with open_package(path, file) as package:
        book = workbook_part(package)
        strings_part = part_of_kind(package, book, "sharedStrings")
        styles = read_styles(package, part_of_kind(package, book, "styles"))
        strings = shared_strings(package, strings_part) if strings_part else []
        facts = book_facts(package, book)
        sheets = []
        for one in facts.sheets:
            if one.kind in READ_KINDS:
                sheet = StoredSheet(one.name, package.tally, one.hidden)
                watcher = _SheetWatcher(sheet, styles, strings, facts.is_uncomputed)
                sheets.append(_sheet(package, one, watcher))
    others = (one for one in facts.sheets if one.kind not in READ_KINDS)
    notes = [ReaderNote(file, one.name, "", "chart_sheet") for one in others]
    return build_workbook(file, sheets, notes, epoch_1904=facts.epoch_1904)


def sheet_comments(package: Package, part: str) -> dict[tuple[int, int], str]:
    """Comments of a sheet by position; a thread of comments is joined."""
    found: dict[tuple[int, int], str] = {}
    kinds = ("comments", "threadedComment")  # the thread last: it says the same, better
    for wanted in kinds:
        texts: dict[tuple[int, int], list[str]] = {}
        for kind, target in relationships(package, part).values():
            if kind == wanted:
                for address, text in comments(package, target):
                    package.tally.add("comments")
                    texts.setdefault(position_of(address), []).append(text)
        found |= {position: "\n".join(filter(None, of)) for position, of in texts.items()}
    return found


def position_of(address: str) -> tuple[int, int]:
    """Row and column of an address: 'E7' → (7, 5). Raises ValueError outside of the grid."""
    match = _REFERENCE.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _sheet(package: Package, about: SheetPart, watcher: _SheetWatcher) -> StoredSheet:
    for chunk in package.chunks(about.part):
        filled = _EMPTY.sub(b"", chunk)
        package.tally.add("records", filled.count(b"<"))
        watcher.parser.Parse(filled, False)
    watcher.parser.Parse(b"", True)
    for position, text in sheet_comments(package, about.part).items():
        watcher.sheet.comment(position, text)
    doubt_conditional(watcher.sheet, watcher.styles.conditional, watcher.conditional)
    watcher.sheet.around += text_boxes(package, about.part)
    watcher.sheet.has_picture = has_picture(package, about.part)
    return watcher.sheet


class _SheetWatcher:
    """Follows the events of one sheet's XML."""

    def __init__(
        self,
        sheet: StoredSheet,
        styles: Styles,
        strings: list[Text],
        is_uncomputed: bool,
    ) -> None:
        self.sheet = sheet
        self.conditional: list[tuple[list[Area], int]] = []
        self.areas: list[Area] = []
        self.is_uncomputed = is_uncomputed
        self.styles = styles
        self.strings = strings
        self.row = self.column = self.depth = 0
        self.kind = ""
        self.style = 0
        self.formula: str | None = None
        self.value: str | None = None
        self.inline: TreeBuilder | None = None
        self.content: Text = ""
        self.shared: dict[str, tuple[str, str]] = {}
        self.share = ""
        self.translated = 0
        self.collect = False
        self.text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises ValueError where it is too deep within others."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise ValueError("elements too deep within others")
        name = tag.rpartition("}")[2]
        if name == "is":
            self.inline = TreeBuilder()
        if self.inline is not None:
            self.inline.start(name, attributes)
        elif name == "c":
            self.start_cell(attributes)
        elif name in ("v", "f"):
            self.collect, self.text = True, []
            if name == "f":
                self.share = attributes.get("si", "")
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if is_on(attributes.get("hidden")) or attributes.get("ht") == "0":
                self.sheet.hide_row(self.row, self.row)
        elif name == "col" and is_on(attributes.get("hidden")):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.sheet.hide_columns(first, last)
        elif name == "mergeCell":
            self.sheet.merge(*_area(attributes.get("ref", "")))
        elif name in PRINTED:
            self.collect, self.text = True, []
        elif name == "conditionalFormatting":
            self.areas = [_area(part) for part in attributes.get("sqref", "").split()]
        elif name == "cfRule" and "dxfId" in attributes:
            self.conditional.append((self.areas, int(attributes["dxfId"])))

    def start_cell(self, attributes: dict[str, str]) -> None:
        """A cell begins: its position, kind and style."""
        self.column += 1
        if "r" in attributes:
            self.row, self.column = position_of(attributes["r"])
        self.kind = attributes.get("t", "n")
        self.style = _index(attributes.get("s", "0"))
        self.formula = self.value = None
        self.content = ""

    def characters(self, data: str) -> None:
        """Text within a value, formula or string."""
        if self.inline is not None:
            self.inline.data(data)
        elif self.collect:
            self.text.append(data)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        name = tag.rpartition("}")[2]
        if self.inline is not None:
            self.inline.end(name)
            if name == "is":
                self.content, self.inline = rich_text(self.inline.close()), None
        elif name == "v":
            self.value, self.collect = "".join(self.text), False
        elif name == "f":
            self.formula, self.collect = "".join(self.text), False
        elif name in PRINTED:
            self.collect = False
            self.sheet.around.append(printed_text("".join(self.text)))
        elif name == "c":
            self.end_cell()

    def end_cell(self) -> None:
        """A cell ends: keep it where it holds anything."""
        formula = self.shared_formula() if self.formula is not None else None
        if self.value is None and formula is None and not self.content:
            return
        style = self.styles.cells[self.style]
        cell = StoredCell(self.row, self.column, "text", None, style)
        if self.kind == "e" and self.value:
            cell.kind, cell.value = "error", self.value
        elif formula is not None and self.has_no_result():
            cell.kind, cell.value = "formula_without_value", f"={formula}"
        elif self.kind in ("s", "str", "inlineStr"):
            cell.value, cell.runs = self.string()
        elif self.kind == "n" and self.value:
            cell = number_cell(self.row, self.column, float(self.value), style)
        elif self.value:
            cell.kind, cell.value = _typed(self.kind, self.value)
        self.sheet.add(cell)

    def has_no_result(self) -> bool:
        """Whether the cell's formula was never computed."""
        if self.kind == "str":
            return False
        return not self.value or (self.is_uncomputed and self.value in ("0", "0.0"))

    def string(self) -> tuple[str, tuple[Run, ...]]:
        """The cell's text and, where it is rich, its runs."""
        found = self.content or unescape(self.value or "")
        if self.kind == "s" and self.value:
            found = self.strings[_index(self.value)]
        if isinstance(found, str):
            return found, ()
        return "".join(run.text for run in found), found

    def shared_formula(self) -> str:
        """The cell's own formula; a shared one is moved from the cell that states it."""
        origin = address_of(self.row, self.column)
        if self.formula:
            if self.share:
                self.shared[self.share] = (self.formula, origin)
            return self.formula
        if self.value or self.share not in self.shared:
            return self.formula or ""
        self.translated += len(self.shared[self.share][0])
        if self.translated > MOST_TRANSLATED:
            return "…"  # the words of the formula only help to find the cell
        from openpyxl.formula.translate import Translator  # rare, and slow to import

        formula, start = self.shared[self.share]
        return str(Translator(f"={formula}", origin=start).translate_formula(origin))[1:]


def _typed(kind: str, value: str) -> tuple[Kind, Native]:
    """A logical value or a date written out. Raises ValueError for any other kind."""
    if kind == "b":
        return "bool", value in ("1", "true")
    if kind == "d":
        return "date", datetime.fromisoformat(value)
    raise ValueError(kind)


def _index(text: str) -> int:
    """A number that points into a list. Raises ValueError for one that would count from its end."""
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return (*position_of(first), *position_of(last or first))
