"""Workbooks of Excel 95 to 2003 (.xls, BIFF5 and BIFF8), through the library xlrd."""

import struct
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDoc
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

from helpers.cleaning.readers.limits import Tally
from helpers.cleaning.readers.model import ReaderNote, Workbook
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.sheet_builder import StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import CellStyle, StoredCell, number_cell
from helpers.core.errors import InputError

# Record numbers of [MS-XLS] 2.3.2.
_FORMULA = 0x06
_EOF = 0x0A
_UNCALCED = 0x5E
_BOUNDSHEET = 0x85
_BOF = 0x809
_FONT, _XF, _ROW, _MERGED, _NOTE = 0x31, 0xE0, 0x208, 0xE5, 0x1C
_MULRK, _MULBLANK = 0xBD, 0xBE
# Cells: formula, blank, number, label, logical, RK, label of the table of strings, several.
_BLANKS = (0x201, _MULBLANK)
_CELLS = (0x06, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, _MULRK, _MULBLANK)
_RAISED = {1: 1, 2: -1}
_WHITE = (255, 255, 255)
_FROM_LEFT = (0, 1)
"""Alignments 'general' and 'left'."""
Records = Iterator[tuple[int, bytes]]


def stream_names(data: bytes) -> set[str]:
    """Names of the streams in an OLE compound file. Raises CompDocError."""
    return {str(entry.name) for entry in CompDoc(data, logfile=StringIO()).dirlist}


def read_xls(path: Path, file: str) -> Workbook:
    """The workbook at ``path``.

    Raises InputError ``reading.truncated`` or ``reading.password_protected``.
    """
    data, tally = path.read_bytes(), Tally(file)
    try:
        stream = _workbook_stream(data)
        parts = list(_sheet_parts(stream))
        starts = [start for start, kind in parts if kind == 0]
        _count(stream, starts, Tally(file))
        book = _open(data)
        uncomputed = _uncomputed(stream, starts)
        sheets = [
            _sheet(book, sheet, uncomputed[index] if index < len(uncomputed) else {}, tally)
            for index, sheet in enumerate(book.sheets())
        ]
    except InputError:
        raise
    except XLRDError as error:
        key = "password_protected" if "encrypted" in str(error) else "truncated"
        raise InputError(f"reading.{key}", file=file) from error
    except Exception as error:  # xlrd lets any error through on a damaged file
        raise InputError("reading.truncated", file=file) from error
    charts = sum(kind != 0 for _, kind in parts)
    notes = [ReaderNote(file, "", "", "chart_sheet")] * charts
    return build_workbook(file, sheets, notes, epoch_1904=book.datemode == 1)


def _open(data: bytes) -> xlrd.Book:
    def opened(encoding: str | None = None) -> xlrd.Book:
        return xlrd.open_workbook(
            logfile=StringIO(),
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            encoding_override=encoding,
        )

    try:
        return opened()
    except UnicodeDecodeError:  # Excel 95 without a code page
        return opened("cp1252")


def _sheet(
    book: xlrd.Book,
    sheet: xlrd.sheet.Sheet,
    uncomputed: dict[tuple[int, int], bytes],
    tally: Tally,
) -> StoredSheet:
    stored = StoredSheet(sheet.name, tally, sheet.visibility != 0)
    for r, rr, c, cc in sheet.merged_cells:
        stored.merge(r + 1, c + 1, rr, cc)
    stored.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    stored.hidden_columns = {c + 1 for c, info in sheet.colinfo_map.items() if info.hidden}
    for (row, column), note in sheet.cell_note_map.items():
        stored.comment((row + 1, column + 1), note.text.strip())
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if (row, column) in uncomputed:
                formula = f"={_formula(book, uncomputed[row, column], row, column)}"
                cell = StoredCell(row + 1, column + 1, "formula_without_value", formula)
                stored.add(cell)
            elif kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                stored.add(_cell(book, sheet, row, column))
    return stored


def _cell(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> StoredCell:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    font, alignment = book.font_list[style.font_index], style.alignment
    ink, fill = book.colour_map.get(font.colour_index), style.background
    paper: tuple[int, int, int] | None = _WHITE
    if fill is not None and fill.fill_pattern:
        paper = book.colour_map.get(fill.pattern_colour_index) if fill.fill_pattern == 1 else None
    look = CellStyle(
        book.format_map[style.format_key].format_str,
        bool(font.struck_out),
        int(alignment.indent_level) if alignment and alignment.hor_align in _FROM_LEFT else 0,
        ink is not None and ink == paper,
    )
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return number_cell(row + 1, column + 1, float(value), look)
    cell = StoredCell(row + 1, column + 1, "text", value, look)
    if kind == xlrd.XL_CELL_BOOLEAN:
        cell.kind, cell.value = "bool", bool(value)
    elif kind == xlrd.XL_CELL_ERROR:
        cell.kind, cell.value = "error", xlrd.error_text_from_code.get(int(value), "#N/A")
    elif changes := sheet.rich_text_runlist_map.get((row, column)):
        cell.runs = tuple(_runs(book, str(value), changes, style.font_index))
    return cell


def _runs(
    book: xlrd.Book, text: str, changes: list[tuple[int, int]], first_font: int
) -> Iterator[Run]:
    starts = [(0, first_font), *changes]
    ends = [start for start, _ in changes] + [len(text)]
    for (start, font), end in zip(starts, ends, strict=True):
        if text[start:end]:
            look = book.font_list[font]
            raised = _RAISED.get(look.escapement, 0)
            yield Run(text[start:end], raised, bool(look.struck_out))


def _workbook_stream(data: bytes) -> bytes:
    document = CompDoc(data, logfile=StringIO())
    return document.get_named_stream("Workbook") or document.get_named_stream("Book") or b""


def _sheet_parts(stream: bytes) -> Iterator[tuple[int, int]]:
    """Start in the stream and kind (0 a worksheet) of each sheet."""
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            yield struct.unpack_from("<I", body)[0], body[5]


def _count(stream: bytes, starts: list[int], count: Tally) -> None:
    """Count what the workbook holds before xlrd takes it in. Raises InputError."""
    for kind, _ in _records(stream, 0):
        count.add("records")
        if kind in (_FONT, _XF):
            count.add("styles")
    for start in starts:
        count.add("sheets")
        widths: dict[int, int] = {}
        for kind, body in _records(stream, start):
            count.add("records")
            if kind in _CELLS and len(body) >= 6:
                row, column = struct.unpack_from("<HH", body)
                if kind in (_MULRK, _MULBLANK):
                    column = struct.unpack_from("<H", body, len(body) - 2)[0]
                if column >= widths.get(row, 0):
                    count.add("positions", column + 1 - widths.get(row, 0))
                    widths[row] = column + 1
                if kind not in _BLANKS:
                    count.add("cells", max(1, len(body) // 6 - 1) if kind == _MULRK else 1)
            elif kind == _ROW:
                count.add("rows")
            elif kind == _MERGED:
                count.add("merged", len(body) // 8)
            elif kind == _NOTE:
                count.add("comments")


def _uncomputed(stream: bytes, starts: list[int]) -> list[dict[tuple[int, int], bytes]]:
    """Per sheet, position → record of the formulas that were never computed.

    Programs other than Excel store an empty text for each, or nought in a sheet that says that
    it was not computed. An empty text beside computed formulas is a result.
    """
    found, empty, computed = [], [], 0
    for start in starts:
        zeros, blanks, is_uncalculated = {}, {}, False
        for kind, body in _records(stream, start):
            if kind == _UNCALCED:
                is_uncalculated = True
            elif kind == _FORMULA:
                row, column, _, result = struct.unpack_from("<HHH8s", body)
                if result[6:] == b"\xff\xff" and result[0] == 3:
                    blanks[row, column] = body
                elif result == bytes(8):
                    zeros[row, column] = body
                else:
                    computed += 1
        computed += 0 if is_uncalculated else len(zeros)
        found.append(zeros if is_uncalculated else {})
        empty.append(blanks)
    if not computed:
        found = [zeros | blanks for zeros, blanks in zip(found, empty, strict=True)]
    return found


def _formula(book: xlrd.Book, body: bytes, row: int, column: int) -> str:
    length = struct.unpack_from("<H", body, 20)[0]
    try:
        return str(decompile_formula(book, body[22:], length, FMLA_TYPE_CELL, row, column) or "")
    except Exception:  # the words of the formula only help to find the cell
        return "…"


def _records(stream: bytes, position: int) -> Records:
    """Records of the substream at ``position``, without those of charts embedded in it."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length
