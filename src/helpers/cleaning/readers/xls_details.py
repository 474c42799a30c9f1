"""Second look at .xls (BIFF): percent formats, error cells, hidden rows and columns.

Record layouts after [MS-XLS] (Microsoft Open Specifications), sections 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from helpers.cleaning.readers.ole_container import CompoundFile
from helpers.cleaning.readers.sheet_metadata import Overlay, is_percent_format

BUILT_IN_PERCENT = {9, 10}
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
# Record numbers of [MS-XLS] 2.3.2.
_FORMULA = 0x06
_EOF = 0x0A
_FILEPASS = 0x2F
_COLINFO = 0x7D
_BOUNDSHEET = 0x85
_MULRK = 0xBD
_XF = 0xE0
_LABELSST = 0xFD
_NUMBER = 0x203
_LABEL = 0x204
_BOOLERR = 0x205
_ROW = 0x208
_RK = 0x27E
_FORMAT = 0x41E
_BOF = 0x809
_CELLS = {_NUMBER, _LABEL, _BOOLERR, _RK, _LABELSST, _FORMULA, _MULRK}
MAX_COLUMN = 255


class DamagedRecordError(Exception):
    """A record is shorter than its kind demands."""


class EncryptedBookError(Exception):
    """The stream holds a FILEPASS record: its records are encrypted."""


def read_details(book: CompoundFile) -> list[Overlay]:
    """One overlay per sheet, in workbook order. Raises EncryptedBookError or DamagedRecordError."""
    try:
        return _read_book(book)
    except (struct.error, IndexError) as error:
        raise DamagedRecordError from error


def _read_book(book: CompoundFile) -> list[Overlay]:
    stream = book.stream("Workbook" if "Workbook" in book.names() else "Book")
    formats, styles, starts = {}, [], []
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise EncryptedBookError
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = body[2:].replace(b"\0", b"")
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    percent = BUILT_IN_PERCENT | {
        number for number, raw in formats.items() if is_percent_format(raw.decode("latin-1"))
    }
    wanted = {index for index, number in enumerate(styles) if number in percent}
    return [_sheet_overlay(stream, start, wanted) for start in starts]


def _sheet_overlay(stream: bytes, start: int, percent: set[int]) -> Overlay:
    overlay = Overlay()
    for kind, body in _records(stream, start):
        if kind in _CELLS and struct.unpack_from("<H", body, 2)[0] > MAX_COLUMN:
            raise DamagedRecordError
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body)
            if kind == _FORMULA and body[12:14] == b"\xff\xff":
                if body[6] == 2:
                    overlay.errors[row + 1, column + 1] = ERRORS.get(body[8], "#N/A")
            elif style in percent:
                overlay.percents.add((row + 1, column + 1))
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for index in range((len(body) - 6) // 6):
                if struct.unpack_from("<H", body, 4 + 6 * index)[0] in percent:
                    overlay.percents.add((row + 1, first + index + 1))
        elif kind == _BOOLERR and body[7]:
            row, column = struct.unpack_from("<HH", body)
            overlay.errors[row + 1, column + 1] = ERRORS.get(body[6], "#N/A")
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            overlay.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLINFO and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            overlay.hidden_columns.extend(range(first + 1, min(last, 255) + 2))
    return overlay


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
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
