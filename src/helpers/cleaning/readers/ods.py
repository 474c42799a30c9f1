"""OpenDocument spreadsheets (.ods), in one pass over their content."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse

from helpers.cleaning.readers.cell_text import is_error_text
from helpers.cleaning.readers.limits import MOST, MOST_LETTERS, Tally
from helpers.cleaning.readers.model import Native, Workbook
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.ods_styles import Look, Styles, get
from helpers.cleaning.readers.package import Package, local, open_package
from helpers.cleaning.readers.sheet_builder import StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import StoredCell, stored_number
from helpers.core.errors import InputError

MAX_REPEATED = 100_000
"""Cells that one element may stand for: a whole repeated sheet is no table."""

_DURATION = re.compile(r"(-)?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_NUMBERS = ("float", "percentage", "currency")


def read_ods(path: Path, file: str) -> Workbook:
    """The workbook at ``path``.

    Raises InputError of ``open_package``, ``reading.password_protected``, ``reading.too_sparse``.
    """
    with open_package(path, file) as package:
        if _is_encrypted(package):
            raise InputError("reading.password_protected", file=file)
        styles = Styles()
        if package.has("styles.xml"):
            _add_styles(styles, package.tree("styles.xml"))
        reader = _ContentReader(styles, package.tally)
        with package.open("content.xml") as stream:
            for event, element in iterparse(stream, events=("start", "end")):
                reader.take(event, element)
    return build_workbook(file, reader.sheets, [])


def _is_encrypted(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    return package.has(manifest) and b"encryption-data" in package.read(manifest)


def _add_styles(styles: Styles, element: Element) -> None:
    if local(element.tag) in ("styles", "automatic-styles"):
        styles.add(element)
        return
    for child in element:
        _add_styles(styles, child)


class _ContentReader:
    """Follows the elements of content.xml; counts rows and columns, repeated ones included."""

    def __init__(self, styles: Styles, tally: Tally) -> None:
        self.styles = styles
        self.tally = tally
        self.held = 0  # elements that are in memory
        self.sheets: list[StoredSheet] = []
        self.row = 0
        self.column_styles: list[tuple[int, str]] = []
        self.columns = 0

    def take(self, event: str, element: Element) -> None:
        """An element begins or ends."""
        name = local(element.tag)
        if event == "start":
            self.tally.add("records")
            self.held += 1
            if self.held > MOST["tree"] // 2:
                self.tally.refuse("tree")
            if name == "table":
                look = self.styles.looks.get(("table", get(element, "style-name")), Look())
                self.sheets.append(
                    StoredSheet(get(element, "name"), self.tally, not look.is_displayed)
                )
                self.row = self.columns = 0
                self.column_styles = []
        elif name == "automatic-styles":
            self.styles.add(element)
        elif name == "table-column" and self.sheets:
            self.end_column(element)
        elif name == "table-row" and self.sheets:
            self.end_row(element)
            self.held -= sum(1 for _ in element.iter()) - 1
            element.clear()

    def end_column(self, element: Element) -> None:
        """Count a column element, keep its style, note hidden columns."""
        count = _number(element, "number-columns-repeated")
        if get(element, "visibility") in ("collapse", "filter"):
            self.sheets[-1].hide_columns(self.columns + 1, self.columns + count)
        self.columns += count
        self.column_styles.append((self.columns, get(element, "default-cell-style-name")))

    def end_row(self, element: Element) -> None:
        """Count a row element, note hidden rows, keep its cells."""
        count = _number(element, "number-rows-repeated")
        if get(element, "visibility") in ("collapse", "filter") and count < MAX_REPEATED:
            self.sheets[-1].hide_row(self.row + 1, self.row + count)
        column = 1
        for cell in element:
            if local(cell.tag) in ("table-cell", "covered-table-cell"):
                width = _number(cell, "number-columns-repeated")
                style = get(element, "default-cell-style-name")
                self.add_cell(cell, column, count, width, style)
                column += width
        self.row += count

    def add_cell(self, cell: Element, column: int, rows: int, width: int, row_style: str) -> None:
        """Keep what one cell element, repeated or spanned, says about its positions."""
        sheet, row = self.sheets[-1], self.row + 1
        tall, wide = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if tall > 1 or wide > 1:
            sheet.merge(row, column, row + tall - 1, column + wide - 1)
        comment = "\n".join(
            _paragraphs(child) for child in cell if local(child.tag) == "annotation"
        )
        if comment:
            sheet.comment((row, column), comment.strip())
        own = get(cell, "style-name") or row_style
        stored = self.stored(cell, row, column, own)
        if stored is None:
            return
        if rows * width > MAX_REPEATED:
            raise InputError("reading.too_sparse", file=self.tally.file)
        for i in range(rows):
            for j in range(width):
                sheet.add(replace(stored, row=row + i, column=column + j))

    def stored(self, cell: Element, row: int, column: int, style: str) -> StoredCell | None:
        """The cell's content, None where it has none."""
        if not style and (at := bisect_left(self.column_styles, (column, ""))) < len(
            self.column_styles
        ):
            style = self.column_styles[at][1]
        kinds = [value for key, value in cell.items() if local(key) == "value-type"]
        kind = kinds[0] if kinds else ""
        formula, runs = get(cell, "formula"), tuple(self.runs(cell))
        shown = "".join(run.text for run in runs)
        look = self.styles.of_cell(style)
        found = StoredCell(row, column, "text", shown, look, runs, shown)
        if "error" in kinds or (formula and is_error_text(shown.strip())):
            found.kind, found.value, found.runs = "error", shown or "#N/A", ()
        elif formula and (not kind or (kind in _NUMBERS and not get(cell, "value"))):
            found.kind, found.value = "formula_without_value", "=" + formula.partition("=")[2]
        elif kind in _NUMBERS and get(cell, "value"):
            found.kind, found.value = stored_number(float(get(cell, "value")))
            code = _code_for(kind, look.code, get(cell, "currency"))
            found.style = look._replace(code=code)
        elif kind in ("date", "time", "boolean"):
            found.kind = "bool" if kind == "boolean" else "date"
            found.value = _typed(kind, get(cell, f"{kind}-value"))
        elif not shown and get(cell, "string-value"):
            found.value, found.runs = get(cell, "string-value"), ()
        elif not shown:
            return None
        return found

    def runs(self, cell: Element) -> Iterator[Run]:
        """The cell's text in runs of one look; paragraphs are parted by line breaks."""
        paragraphs = [child for child in cell if local(child.tag) in ("p", "h")]
        for index, paragraph in enumerate(paragraphs):
            if index:
                yield Run("\n")
            yield from self._runs_in(paragraph, (0, False))

    def _runs_in(self, element: Element, look: tuple[int, bool]) -> Iterator[Run]:
        if element.text:
            yield Run(element.text, *look)
        for child in element:
            name = local(child.tag)
            if name == "s":
                count = min(_number(child, "c"), MOST_LETTERS + 1)
                self.tally.add("letters", count)
                yield Run(" " * count, *look)
            elif name in ("tab", "line-break"):
                yield Run("\t" if name == "tab" else "\n", *look)
            elif name in ("span", "a"):
                raised, struck = self.styles.text_look(get(child, "style-name"))
                yield from self._runs_in(child, (raised or look[0], struck or look[1]))
            elif name not in ("annotation", "ruby-text"):
                yield from self._runs_in(child, look)
            if child.tail:
                yield Run(child.tail, *look)


def _code_for(kind: str, code: str, currency: str) -> str:
    """The format code, also where a program stated only the kind of value."""
    if kind == "percentage" and "%" not in code:
        return "0.00%"
    if kind == "currency" and code == "General" and currency:
        return f"General [${currency}]"
    return code


def _typed(kind: str, value: str) -> Native:
    """A date, time or logical value. Raises ValueError for what is none."""
    if kind == "boolean":
        return value == "true"
    if kind == "date":
        moment = datetime.fromisoformat(value)
        return moment if "T" in value else date(moment.year, moment.month, moment.day)
    match = _DURATION.fullmatch(value)
    if match is None:
        raise ValueError(value)
    days, hours, minutes = (int(match[n] or 0) for n in (2, 3, 4))
    seconds = Decimal(match[5] or 0)
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=float(seconds))
    if match[1]:
        return -span
    return span if span >= timedelta(days=1) else (datetime.min + span).time()


def _paragraphs(annotation: Element) -> str:
    texts = ("".join(e.itertext()) for e in annotation if local(e.tag) in ("p", "list"))
    return "\n".join(texts)


def _number(element: Element, name: str) -> int:
    text = get(element, name)
    return int(text) if text.isascii() and text.isdigit() else 1
