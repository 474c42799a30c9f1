"""One input file of any kind as plain sheets of cells, losing nothing."""

from collections.abc import Callable
from pathlib import Path

from helpers.cleaning.readers.delimited import read_delimited
from helpers.cleaning.readers.html_table import read_html
from helpers.cleaning.readers.model import Cell, ReaderNote, Workbook
from helpers.cleaning.readers.ods import read_ods
from helpers.cleaning.readers.repair import repair_sheet, restore_sheet
from helpers.cleaning.readers.signs import tidy_sheet
from helpers.cleaning.readers.sniff import EXPECTED_KIND, content_kind
from helpers.cleaning.readers.spreadsheet_xml import read_spreadsheet_xml
from helpers.cleaning.readers.xls import read_xls
from helpers.cleaning.readers.xlsb import read_xlsb
from helpers.cleaning.readers.xlsx import read_xlsx
from helpers.core.errors import InputError
from helpers.core.text import nfc, visible

FEWEST_DAMAGED = 3
"""From so many cells of damaged text on, or one in ten, a file is refused: labels cannot match."""

_READERS: dict[str, Callable[[Path, str], Workbook]] = {
    "xlsx": read_xlsx,
    "xlsb": read_xlsb,
    "xml": read_spreadsheet_xml,
    "html": read_html,
    "xls": read_xls,
    "ods": read_ods,
    "text": read_delimited,
}


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
    except RecursionError as error:  # elements within elements, a thousand deep
        raise InputError("reading.truncated", file=file) from error
    if not any(sheet.rows for sheet in book.sheets):
        raise InputError("reading.empty_workbook", file=file)
    return _with_notes(book, path, kind)


def _relative_name(path: Path, root: Path) -> str:
    """Name inside the unit's folder, with slashes. Raises InputError reading.outside_folder."""
    resolved, base = path.resolve(), root.resolve()
    if not resolved.is_relative_to(base):
        raise InputError("reading.outside_folder", file=path.name)
    return visible(nfc(resolved.relative_to(base).as_posix()))


def _with_notes(book: Workbook, path: Path, kind: str) -> Workbook:
    notes = list(book.notes)
    sheets = []
    lost: list[Cell] = []
    for sheet in book.sheets:
        restored, found, damaged = restore_sheet(sheet)
        repaired, more = repair_sheet(restored)
        tidied, most = tidy_sheet(repaired)
        sheets.append(tidied)
        notes += found + more + most
        lost += damaged if not more else []
    texts = sum(cell.kind == "text" for sheet in sheets for row in sheet.rows for cell in row)
    if len(lost) >= FEWEST_DAMAGED or len(lost) * 10 > texts:
        raise InputError("reading.wrong_encoding", file=book.file, sample=lost[0].text[:60])
    suffix = path.suffix.lower()
    if kind != EXPECTED_KIND.get(suffix):
        notes.insert(0, ReaderNote(book.file, "", "", "other_format", suffix, f".{kind}"))
    return Workbook(book.file, tuple(sheets), tuple(notes))
