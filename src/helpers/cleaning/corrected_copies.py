"""Feedback copies that an office corrected and sent back: each replaces the file that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.readers import Cell, Workbook, list_inputs
from helpers.core.text import visible
from helpers.core.workbook_marks import FEEDBACK

CORRECTED, REPLACED, UNCOMPARED = "corrected_cell", "corrected_copy", "corrected_copy_alone"
"""Rules of the cleaning log: a cell that the office changed; a file that is read no more; a copy
whose original is gone."""


def without_replaced(
    books: Sequence[Workbook], folder: Path, cleaning_log: CleaningLog
) -> list[Workbook]:
    """The workbooks but for those of which a corrected copy is there.

    The cleaning log has a row for each cell that the copy changes. Where the original is gone,
    nothing can be compared, and the log says that too.
    """
    copies = [book for book in books if book.marks and book.marks.kind == FEEDBACK]
    if not copies:
        return list(books)
    by_file = {book.file: book for book in books}
    names = _names_by_hash(folder)
    replaced: set[str] = set()
    for copy in copies:
        assert copy.marks is not None
        original = by_file.get(names.get(copy.marks.original, ""))
        if original is None:
            source = SourceCell(copy.file)
            cleaning_log.log_repair(source, UNCOMPARED, copy.marks.original_name, copy.file)
            continue
        replaced.add(original.file)
        cleaning_log.log_repair(SourceCell(original.file), REPLACED, original.file, copy.file)
        for source, before, after in _changes(original, copy):
            cleaning_log.log_repair(source, CORRECTED, before, after)
    return [book for book in books if book.file not in replaced]


def _names_by_hash(folder: Path) -> dict[str, str]:
    """SHA-256 → name of each file of the folder."""
    paths, _ = list_inputs(folder)
    return {sha256(path.read_bytes()).hexdigest(): visible(path.name) for path in paths}


def _changes(original: Workbook, copy: Workbook) -> Iterator[tuple[SourceCell, str, str]]:
    """Cells that differ: the cell of the copy, the text before and after, in order.

    A formula whose value a program did not store is no change: the quarantine has it.
    """
    before, after = _cells(original), _cells(copy)
    for key in sorted(before.keys() | after.keys()):
        old, new = (cells[key].text if key in cells else "" for cells in (before, after))
        cell = after.get(key) or before[key]
        if old.strip() != new.strip() and cell.kind != "formula_without_value":
            yield SourceCell(copy.file, key[0], cell.address, new), old, new


def _cells(book: Workbook) -> dict[tuple[str, int, int], Cell]:
    return {
        (sheet.name, cell.row, cell.column): cell
        for sheet in book.sheets
        for row in sheet.rows
        for cell in row
    }
