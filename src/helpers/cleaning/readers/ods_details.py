"""Second look at .ods: merged areas, percentages, errors, formulas without value, hidden rows."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

from helpers.cleaning.readers.package import local
from helpers.cleaning.readers.sheet_metadata import Overlay

MAX_REPEATED = 100_000


def is_encrypted(package: zipfile.ZipFile) -> bool:
    """Whether the package's manifest declares encrypted parts."""
    manifest = "META-INF/manifest.xml"
    return manifest in package.NameToInfo and b"encryption-data" in package.read(manifest)


def read_details(package: zipfile.ZipFile) -> dict[str, Overlay]:
    """Sheet name → overlay."""
    overlays: dict[str, Overlay] = {}
    table = _Table(Overlay())
    with package.open("content.xml") as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            name = local(element.tag)
            if event == "start" and name == "table":
                table = _Table(overlays.setdefault(_get(element, "name"), Overlay()))
            elif event == "end" and name == "table-column":
                table.end_column(element)
            elif event == "end" and name == "table-row":
                table.end_row(element)
                element.clear()
    return overlays


class _Table:
    """Counts the rows and columns of one table, repeated ones included."""

    def __init__(self, overlay: Overlay) -> None:
        self.overlay = overlay
        self.row = self.columns = 0

    def end_column(self, element: ElementTree.Element) -> None:
        """Count a column element and note hidden columns."""
        count = _number(element, "number-columns-repeated")
        if _get(element, "visibility") in ("collapse", "filter") and count < 1000:
            self.overlay.hidden_columns.extend(range(self.columns + 1, self.columns + count + 1))
        self.columns += count

    def end_row(self, element: ElementTree.Element) -> None:
        """Count a row element, note hidden rows, look at its cells."""
        count = _number(element, "number-rows-repeated")
        if _get(element, "visibility") in ("collapse", "filter") and count < MAX_REPEATED:
            self.overlay.hidden_rows.extend(range(self.row + 1, self.row + count + 1))
        column = 1
        for cell in element:
            if local(cell.tag) in ("table-cell", "covered-table-cell"):
                width = _number(cell, "number-columns-repeated")
                self.look_at(cell, self.row + 1, column, count, width)
                column += width
        self.row += count

    def look_at(
        self, cell: ElementTree.Element, row: int, column: int, rows: int, width: int
    ) -> None:
        """Note what one cell element, repeated or spanned, says about its positions."""
        overlay = self.overlay
        tall = _number(cell, "number-rows-spanned")
        wide = _number(cell, "number-columns-spanned")
        if tall > 1 or wide > 1:
            overlay.merged.append((row, column, row + tall - 1, column + wide - 1))
        formula = _get(cell, "formula")
        kinds = [value for key, value in cell.items() if local(key) == "value-type"]
        if not kinds and not formula and len(cell) == 0:
            return
        overlay.fill(row, column, rows * width)
        overlay.fill(row + rows - 1, column + width - 1, 0)
        if rows * width > MAX_REPEATED:
            return
        for position in ((row + i, column + j) for i in range(rows) for j in range(width)):
            if "percentage" in kinds:
                overlay.percents.add(position)
            elif "error" in kinds:
                overlay.errors[position] = "".join(cell.itertext()) or "#N/A"
            elif formula and not kinds:
                overlay.formulas[position] = "=" + formula.partition("=")[2]


def _get(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.items() if local(key) == name), "")


def _number(element: ElementTree.Element, name: str) -> int:
    text = _get(element, name)
    return int(text) if text.isascii() and text.isdigit() else 1
