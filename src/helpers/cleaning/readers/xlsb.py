"""Binary workbooks of Excel since 2007 (.xlsb). Records after [MS-XLSB] (Microsoft), section 2."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import xlrd

from helpers.cleaning.readers.builtin_formats import BUILTIN_FORMATS
from helpers.cleaning.readers.model import ReaderNote, Workbook
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.package import Package, open_package
from helpers.cleaning.readers.sheet_builder import StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import PLAIN, CellStyle, StoredCell, number_cell
from helpers.cleaning.readers.xlsx import READ_KINDS
from helpers.cleaning.readers.xlsx_package import part_of_kind, relationships, workbook_part

# Record numbers of [MS-XLSB] 2.3.2.
_ROW, _RK, _REAL, _FORMULA_NUMBER = 0, 2, 5, 9
_ERRORS, _BOOLS, _STRINGS, _SHARED = (3, 11), (4, 10), (6, 8), 7
_SHARED_ITEM, _FONT, _FORMAT, _XF, _COLUMNS, _RICH = 19, 43, 44, 47, 60, 62
_BOOK_PROPERTIES, _SHEET, _MERGED, _XFS, _XFS_END = 153, 156, 176, 617, 618
_COMMENT, _COMMENT_TEXT = 635, 637
Font = tuple[int, bool]


def read_xlsb(path: Path, file: str) -> Workbook:
    """The workbook at ``path``. Raises InputError of ``open_package``."""
    with open_package(path, file) as package:
        try:
            return _read(package, file)
        except (struct.error, IndexError) as error:
            raise ValueError("a record is too short") from error


def _read(package: Package, file: str) -> Workbook:
    book = workbook_part(package)
    links = relationships(package, book)
    styles, fonts = _styles(package, part_of_kind(package, book, "styles"))
    strings = _strings(package, part_of_kind(package, book, "sharedStrings"), fonts)
    sheets, notes, epoch_1904 = [], [], False
    for record, body in _records(package, book):
        if record == _BOOK_PROPERTIES:
            epoch_1904 = bool(body[0] & 1)
        elif record == _SHEET:
            link, end = _wide(body, 8)
            name = _wide(body, end)[0]
            kind, part = links[link]
            if kind in READ_KINDS:
                sheet = StoredSheet(name, package.tally, body[0] != 0)
                _read_sheet(_records(package, part), sheet, styles, strings, fonts)
                for position, text in _comments(package, part_of_kind(package, part, "comments")):
                    sheet.comment(position, text)
                sheets.append(sheet)
            else:
                notes.append(ReaderNote(file, name, "", "chart_sheet"))
    return build_workbook(file, sheets, notes, epoch_1904=epoch_1904)


def _read_sheet(
    records: Iterator[tuple[int, bytes]],
    sheet: StoredSheet,
    styles: list[CellStyle],
    strings: list[tuple[Run, ...]],
    fonts: list[Font],
) -> None:
    row = 0
    for record, body in records:
        if record == _ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                sheet.hide_row(row, row)
        elif record == _COLUMNS and body[16] & 1:
            first, last = struct.unpack_from("<II", body)
            sheet.hide_columns(first + 1, last + 1)
        elif record == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            sheet.merge(top + 1, left + 1, bottom + 1, right + 1)
        elif _RK <= record <= _FORMULA_NUMBER + 2 or record == _RICH:
            column, style = struct.unpack_from("<II", body)
            look = styles[style & 0xFFFFFF]
            cell = StoredCell(row, column + 1, "text", None, look)
            if record in (_RK, _REAL, _FORMULA_NUMBER):
                number = _rk(body[8:12]) if record == _RK else struct.unpack_from("<d", body, 8)[0]
                cell = number_cell(row, column + 1, number, look)
            elif record in _ERRORS:
                cell.kind, cell.value = "error", xlrd.error_text_from_code.get(body[8], "#N/A")
            elif record in _BOOLS:
                cell.kind, cell.value = "bool", bool(body[8])
            elif record in _STRINGS:
                cell.value = _wide(body, 8)[0]
            else:
                runs = (
                    strings[struct.unpack_from("<I", body, 8)[0]]
                    if record == _SHARED
                    else _rich(body, 8, fonts)
                )
                cell.value, cell.runs = "".join(run.text for run in runs), runs
            sheet.add(cell)


def _styles(package: Package, part: str | None) -> tuple[list[CellStyle], list[Font]]:
    """Cell styles by index, and fonts: raised, struck."""
    codes, fonts, styles, is_inside = dict(BUILTIN_FORMATS), [], [], False
    for record, body in _records(package, part):
        if record == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
        elif record == _FONT:
            _, bits, _, raised = struct.unpack_from("<4H", body)
            fonts.append(({1: 1, 2: -1}.get(raised, 0), bool(bits & 8)))
        elif record in (_XFS, _XFS_END):
            is_inside = record == _XFS
        elif record == _XF and is_inside:
            _, code, font = struct.unpack_from("<3H", body)
            package.tally.add("styles")
            styles.append(CellStyle(codes.get(code, "General"), fonts[font][1]))
    return styles or [PLAIN], fonts


def _strings(package: Package, part: str | None, fonts: list[Font]) -> list[tuple[Run, ...]]:
    strings = []
    for record, body in _records(package, part):
        if record == _SHARED_ITEM:
            package.tally.add("strings")
            strings.append(_rich(body, 0, fonts))
    return strings


def _comments(package: Package, part: str | None) -> Iterator[tuple[tuple[int, int], str]]:
    position = 0, 0
    for record, body in _records(package, part):
        if record == _COMMENT:
            row, _, column, _ = struct.unpack_from("<4I", body, 4)
            position = row + 1, column + 1
        elif record == _COMMENT_TEXT:
            yield position, "".join(run.text for run in _rich(body, 0, [])).strip()


def _rich(body: bytes, start: int, fonts: list[Font]) -> tuple[Run, ...]:
    """The runs of a rich string; one run where no font in it is raised or struck out."""
    text, end = _wide(body, start + 1)
    if not body[start] & 1 or not fonts:
        return (Run(text),)
    count = struct.unpack_from("<I", body, end)[0]
    changes = [struct.unpack_from("<HH", body, end + 4 + 4 * index) for index in range(count)]
    starts = [(0, None), *changes, (len(text), None)]
    runs = []
    for (first, font), (last, _) in zip(starts, starts[1:], strict=False):
        if text[first:last]:
            runs.append(Run(text[first:last], *(fonts[font] if font is not None else (0, False))))
    return tuple(runs)


def _rk(data: bytes) -> float:
    """A number in four bytes: an integer or the upper half of a double, perhaps in hundredths."""
    bits = struct.unpack("<i", data)[0]
    value = bits >> 2 if bits & 2 else struct.unpack("<d", b"\0\0\0\0" + _without_flags(bits))[0]
    return value / 100 if bits & 1 else float(value)


def _without_flags(bits: int) -> bytes:
    order: Literal["little"] = "little"
    return (bits & 0xFFFFFFFC).to_bytes(4, order)


def _wide(body: bytes, start: int) -> tuple[str, int]:
    """A UTF-16 string with its length before it, and where it ends."""
    length = struct.unpack_from("<I", body, start)[0]
    if length == 0xFFFFFFFF:
        return "", start + 4
    end = start + 4 + 2 * length
    return body[start + 4 : end].decode("utf-16-le"), end


def _records(package: Package, part: str | None) -> Iterator[tuple[int, bytes]]:
    """Number and body of each record; both number and length are written in groups of 7 bits."""
    data = package.read(part) if part else b""
    position = 0
    while position < len(data):
        package.tally.add("records")
        record, position = _varint(data, position)
        length, position = _varint(data, position)
        if position + length > len(data):
            raise IndexError("a record is cut off")
        yield record, data[position : position + length]
        position += length


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if not byte & 0x80 or shift > 21:
            return value, position
