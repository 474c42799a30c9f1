"""Second look at .xlsx sheets: percent formats, errors, formulas without value, hidden rows.

calamine leaves error cells and formulas without a cached value empty and does not give number
formats; a stray cell at the far corner of a sheet would make it ask for gigabytes.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from xml.etree import ElementTree
from xml.parsers import expat

from helpers.cleaning.readers.model import address_of
from helpers.cleaning.readers.package import chunks, local
from helpers.cleaning.readers.sheet_metadata import Overlay, is_percent_format

BUILT_IN_PERCENT = {9, 10}
# The grid of Excel since 2007.
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?/>")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → part that holds it, by the workbook's own relationships."""
    book = _workbook_part(package)
    folder, name = posixpath.split(book)
    targets = _relationships(package, f"{folder}/_rels/{name}.rels", folder)
    parts = {}
    for element in ElementTree.fromstring(package.read(book)).iter():
        if local(element.tag) == "sheet":
            link = next((v for k, v in element.items() if k.endswith("}id")), "")
            if targets.get(link) in package.NameToInfo:
                parts[element.get("name", "")] = targets[link]
    return parts


def percent_styles(package: zipfile.ZipFile) -> set[int]:
    """Indexes of cell styles whose number format is a percentage."""
    part = posixpath.join(posixpath.dirname(_workbook_part(package)), "styles.xml")
    if part not in package.NameToInfo:
        return set()
    root = ElementTree.fromstring(package.read(part))
    percent = set(BUILT_IN_PERCENT)
    for element in root.iter():
        if local(element.tag) == "numFmt" and is_percent_format(element.get("formatCode", "")):
            percent.add(int(element.get("numFmtId", "-1")))
    formats = next((e for e in root if local(e.tag) == "cellXfs"), ())
    return {i for i, style in enumerate(formats) if int(style.get("numFmtId", "0")) in percent}


def read_details(package: zipfile.ZipFile, part: str, percent: set[int]) -> Overlay:
    """The overlay of one sheet part; memory does not grow with empty formatted cells."""
    watcher = _SheetWatcher(percent)
    for chunk in chunks(package, part):
        watcher.parser.Parse(_EMPTY_CELL.sub(b"", chunk), False)
    watcher.parser.Parse(b"", True)
    return watcher.overlay


class _SheetWatcher:
    """Follows the events of one sheet's XML."""

    def __init__(self, percent: set[int]) -> None:
        self.overlay = Overlay()
        self.percent = percent
        self.row = self.column = 0
        self.kind = ""
        self.style = 0
        self.formula: str | None = None
        self.value: str | None = None
        self.shared: dict[str, tuple[str, str]] = {}
        self.share = ""
        self.collect = False
        self.text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self.start_cell(attributes)
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.overlay.hidden_rows.append(self.row)
        elif name in ("v", "f"):
            self.collect, self.text = True, []
            if name == "f":
                self.share = attributes.get("si", "")
        elif name == "is":
            self.value = "inline"
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            if last - first < 1000:
                self.overlay.hidden_columns.extend(range(first, last + 1))

    def start_cell(self, attributes: dict[str, str]) -> None:
        """A cell begins: its position, kind and style. Raises ValueError outside of the grid."""
        self.column += 1
        if match := _REFERENCE.fullmatch(attributes.get("r", "")):
            self.row, self.column = int(match[2]), _column_number(match[1])
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise ValueError("a cell outside of the grid")
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", "0"))
        self.formula = self.value = None

    def characters(self, data: str) -> None:
        """Text within a value or formula."""
        if self.collect:
            self.text.append(data)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        if name == "v":
            self.value, self.collect = "".join(self.text), False
        elif name == "f":
            self.formula, self.collect = "".join(self.text), False
        elif name == "c":
            self.end_cell()

    def end_cell(self) -> None:
        """A cell ends: note error, formula without value, or percent format."""
        position = (self.row, self.column)
        formula = self.shared_formula() if self.formula is not None else None
        if self.value is None and formula is None:
            return
        self.overlay.fill(*position)
        if self.kind == "e" and self.value:
            self.overlay.errors[position] = self.value
        elif formula is not None and not self.value and self.kind != "str":
            self.overlay.formulas[position] = f"={formula}"
        elif self.kind == "n" and self.style in self.percent:
            self.overlay.percents.add(position)

    def shared_formula(self) -> str:
        """The cell's own formula; a shared one is moved from the cell that states it."""
        origin = address_of(self.row, self.column)
        if self.formula:
            if self.share:
                self.shared[self.share] = (self.formula, origin)
            return self.formula
        if self.value or self.share not in self.shared:
            return self.formula or ""
        from openpyxl.formula.translate import Translator  # rare, and slow to import

        formula, start = self.shared[self.share]
        return str(Translator(f"={formula}", origin=start).translate_formula(origin))[1:]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _workbook_part(package: zipfile.ZipFile) -> str:
    targets = _relationships(package, "_rels/.rels", "", kind="officeDocument")
    return next(iter(targets.values()), "xl/workbook.xml")


def _relationships(
    package: zipfile.ZipFile, part: str, folder: str, kind: str = ""
) -> dict[str, str]:
    found = {}
    for element in ElementTree.fromstring(package.read(part)):
        if element.get("Type", "").endswith(kind):
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[element.get("Id", "")] = posixpath.normpath(path).lstrip("/")
    return found
