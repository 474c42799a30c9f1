"""One input file of any format as plain sheets of cells, losing nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as SheetType
from python_calamine import SheetVisibleEnum as Visible

from helpers.cleaning.readers import ods_details, xls_details, xlsx_details
from helpers.cleaning.readers.cell_text import decimal_text, make_cell
from helpers.cleaning.readers.delimited import read_delimited
from helpers.cleaning.readers.model import Area, Cell, ReaderNote, Sheet, Workbook, address_of
from helpers.cleaning.readers.ole_container import CompoundFile, DamagedContainerError
from helpers.cleaning.readers.package import check_parts, open_package
from helpers.cleaning.readers.repair import repair_sheet
from helpers.cleaning.readers.sheet_metadata import Overlay, column_spans, spans
from helpers.cleaning.readers.sniff import TEXT_SUFFIXES, content_kind
from helpers.cleaning.readers.sparse import sparse_rows
from helpers.core.errors import InputError
from helpers.core.text import nfc

MAX_DENSE_CELLS = 4_000_000
"""A grid larger than this that is mostly empty is read cell by cell instead."""


def read_workbook(path: Path, *, root: Path) -> Workbook:
    """All sheets of the file at ``path``; ``root`` is the unit's raw folder.

    The file is only read, never written. Raises InputError with a ``reading.*`` message.
    """
    file = _relative_name(path, root)
    if not path.is_file():
        raise InputError("reading.missing", file=file)
    try:
        kind = content_kind(path, file)
        book = _READERS[kind](path, file)
    except PermissionError as error:
        raise InputError("reading.locked", file=file) from error
    except OSError as error:
        raise InputError("reading.unreadable", file=file) from error
    if not any(sheet.rows for sheet in book.sheets):
        raise InputError("reading.empty_workbook", file=file)
    return _with_notes(book, path, kind)


def _relative_name(path: Path, root: Path) -> str:
    """Name inside the unit's folder, with slashes. Raises InputError reading.outside_folder."""
    resolved, base = path.resolve(), root.resolve()
    if not resolved.is_relative_to(base):
        raise InputError("reading.outside_folder", file=path.name)
    return nfc(resolved.relative_to(base).as_posix())


def _with_notes(book: Workbook, path: Path, kind: str) -> Workbook:
    notes = list(book.notes)
    sheets = []
    for sheet in book.sheets:
        repaired, more = repair_sheet(sheet)
        sheets.append(repaired)
        notes.extend(more)
    suffix = path.suffix.lower()
    expected = {".xlsm": "xlsx"}.get(suffix, suffix.lstrip("."))
    if kind != ("text" if suffix in TEXT_SUFFIXES else expected):
        notes.insert(0, ReaderNote(book.file, "", "", "other_format", suffix, f".{kind}"))
    return Workbook(book.file, tuple(sheets), tuple(notes))


def _read_xlsx(path: Path, file: str) -> Workbook:
    with open_package(path, file) as package:
        check_parts(package, "xl/")
        percent = xlsx_details.percent_styles(package)
        overlays = {
            name: xlsx_details.read_details(package, part, percent)
            for name, part in xlsx_details.sheet_parts(package).items()
        }
    return _read_sheets(path, file, lambda index, name: overlays.get(name, Overlay()))


def _read_ods(path: Path, file: str) -> Workbook:
    with open_package(path, file) as package:
        if ods_details.is_encrypted(package):
            raise InputError("reading.password_protected", file=file)
        check_parts(package, "content.xml")
        overlays = ods_details.read_details(package)
    if any(_is_sparse(overlay) for overlay in overlays.values()):
        raise InputError("reading.too_sparse", file=file)
    return _read_sheets(path, file, lambda index, name: overlays.get(name, Overlay()))


def _read_xls(path: Path, file: str) -> Workbook:
    try:
        overlays = xls_details.read_details(CompoundFile(path.read_bytes()))
    except xls_details.EncryptedBookError as error:
        raise InputError("reading.password_protected", file=file) from error
    except (DamagedContainerError, KeyError, xls_details.DamagedRecordError) as error:
        raise InputError("reading.truncated", file=file) from error
    return _read_sheets(
        path, file, lambda index, name: overlays[index] if index < len(overlays) else Overlay()
    )


_READERS: dict[str, Callable[[Path, str], Workbook]] = {
    "xlsx": _read_xlsx,
    "xls": _read_xls,
    "ods": _read_ods,
    "text": read_delimited,
}


def _is_sparse(overlay: Overlay) -> bool:
    return overlay.area > MAX_DENSE_CELLS and overlay.filled * 4 < overlay.area


def _read_sheets(path: Path, file: str, overlay_of: Callable[[int, str], Overlay]) -> Workbook:
    sheets: list[Sheet] = []
    notes: list[ReaderNote] = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())) as book:
            for index, about in enumerate(book.sheets_metadata):
                if about.typ not in (SheetType.WorkSheet, SheetType.MacroSheet):
                    notes.append(ReaderNote(file, nfc(about.name), "", "chart_sheet"))
                    continue
                overlay = overlay_of(index, about.name)
                hidden = about.visible != Visible.Visible
                if _is_sparse(overlay):
                    rows, merged = sparse_rows(path, file, about.name), tuple(overlay.merged)
                else:
                    rows, merged = _dense_rows(book, index, overlay)
                sheet = build_sheet(file, about.name, hidden, rows, merged, overlay)
                sheets.append(sheet)
                notes.extend(_sheet_notes(sheet, overlay))
    except PasswordError as error:
        raise InputError("reading.password_protected", file=file) from error
    except CalamineError as error:
        raise InputError("reading.truncated", file=file) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the Rust reader: bad file
            raise
        raise InputError("reading.truncated", file=file) from error
    return Workbook(file, tuple(sheets), tuple(notes))


Values = Iterator[tuple[int, int, object]]


def _dense_rows(
    book: CalamineWorkbook, index: int, overlay: Overlay
) -> tuple[Values, tuple[Area, ...]]:
    sheet = book.get_sheet_by_index(index)
    merged = [
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return _filled(sheet), tuple(merged or overlay.merged)


def _filled(sheet: CalamineSheet) -> Values:
    """Row, column (1-based) and value: rows come from row 1 on, columns from ``start`` on."""
    if sheet.start is None:
        return
    first_column = sheet.start[1] + 1
    for row, values in enumerate(sheet.iter_rows(), start=1):
        for column, value in enumerate(values, start=first_column):
            if value != "":
                yield row, column, value


def build_sheet(
    file: str,
    name: str,
    hidden: bool,
    values: Values,
    merged: tuple[Area, ...],
    overlay: Overlay,
) -> Sheet:
    """A sheet from values by position, with errors, formulas and percentages laid over them."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, column, value in values:
        cell = make_cell(row, column, value, (row, column) in overlay.percents)
        if cell is not None:
            cells[row, column] = cell
    for position, text in overlay.errors.items():
        cells[position] = Cell(*position, text, None, "error")
    for position, text in overlay.formulas.items():
        cells[position] = Cell(*position, nfc(text), None, "formula_without_value")
    rows: dict[int, list[Cell]] = {}
    for position in sorted(cells):
        rows.setdefault(position[0], []).append(cells[position])
    return Sheet(file, nfc(name), hidden, tuple(map(tuple, rows.values())), merged)


def _sheet_notes(sheet: Sheet, overlay: Overlay) -> Iterator[ReaderNote]:
    if not sheet.rows:
        return
    if sheet.hidden:
        yield ReaderNote(sheet.file, sheet.name, "", "hidden_sheet")
    filled_rows = {row[0].row for row in sheet.rows}
    filled_columns = {cell.column for row in sheet.rows for cell in row}
    if rows := filled_rows.intersection(overlay.hidden_rows):
        yield ReaderNote(sheet.file, sheet.name, "", "hidden_rows", spans(list(rows)))
    if columns := filled_columns.intersection(overlay.hidden_columns):
        yield ReaderNote(sheet.file, sheet.name, "", "hidden_columns", column_spans(list(columns)))
    for row, column in sorted(overlay.percents):
        cell = sheet.cell(row, column)
        if cell is not None and isinstance(cell.native, Decimal):
            before = decimal_text(cell.native / 100)
            yield ReaderNote(
                sheet.file, sheet.name, address_of(row, column), "percent", before, cell.text
            )
