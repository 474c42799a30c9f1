"""Feedback copies that an office corrected and sent back: each replaces the file that it is of."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.marked_workbooks import ANSWERED
from helpers.cleaning.readers import Cell, Workbook, list_inputs
from helpers.core.text import visible
from helpers.core.workbook_marks import FEEDBACK, WorkbookMarks

CORRECTED, REPLACED, UNCOMPARED = "corrected_cell", "corrected_copy", "corrected_copy_alone"
"""Rules of the cleaning log: a cell that the office changed; a file that is read no more; a copy
whose original is gone."""


def without_replaced(
    books: Sequence[Workbook], folder: Path, unit: str, period: str, cleaning_log: CleaningLog
) -> list[Workbook]:
    """The workbooks but for those of which a corrected copy is there.

    The cleaning log has a row for each cell that the copy changes. Where the original is gone,
    nothing can be compared, and the log says that too. The quarantine has, and nothing is read
    of: a copy for another unit or period; copies of one file that differ; a copy whose original
    was changed, and that original.
    """
    marks = {b.file: b.marks for b in books if b.marks and b.marks.kind == FEEDBACK}
    if not marks:
        return list(books)
    refused = _of_elsewhere(marks, unit, period, cleaning_log)
    digests = _digests(folder)
    copies = [book for book in books if book.file in marks and book.file not in refused]
    earlier = {copy.file: marks[copy.file].ancestors for copy in copies}
    replaced = {b.file for b in books if any(digests.get(b.file) in e for e in earlier.values())}
    latest = [copy for copy in copies if copy.file not in replaced]
    for copy in latest:
        others = [b.file for b in latest if earlier[b.file].keys() & earlier[copy.file].keys()]
        names = set(earlier[copy.file].values())
        changed = [b.file for b in books if b.file in names - replaced and b.file not in marks]
        source = SourceCell(copy.file)
        if len(others) > 1:
            cleaning_log.quarantine(source, "cleaning.copies_differ", files=", ".join(others))
            refused.add(copy.file)
        elif changed:
            words = {"copy": copy.file, "original": changed[0]}
            for file in (copy.file, changed[0]):
                cleaning_log.quarantine(SourceCell(file), "cleaning.original_changed", **words)
            refused |= {copy.file, changed[0]}
        else:
            _log_changes(copy, _compared(books, digests, earlier[copy.file]), cleaning_log)
    return [book for book in books if book.file not in replaced | refused]


def _of_elsewhere(
    marks: dict[str, WorkbookMarks], unit: str, period: str, cleaning_log: CleaningLog
) -> set[str]:
    """Copies that were made for another unit or period, now in the quarantine."""
    found = {file for file, m in marks.items() if (m.unit, m.period) != (unit, period)}
    for file in sorted(found):
        words = {"unit": marks[file].unit, "period": marks[file].period}
        cleaning_log.quarantine(SourceCell(file), "cleaning.copy_of_elsewhere", **words)
    return found


def _digests(folder: Path) -> dict[str, str]:
    """Name → SHA-256 of each file of the folder."""
    paths, _ = list_inputs(folder)
    return {visible(path.name): sha256(path.read_bytes()).hexdigest() for path in paths}


def _compared(
    books: Sequence[Workbook], digests: dict[str, str], earlier: dict[str, str]
) -> Workbook | None:
    """The latest file at hand that a copy was made from."""
    by_digest = {digests.get(book.file): book for book in books}
    return next((by_digest[digest] for digest in earlier if digest in by_digest), None)


def _log_changes(copy: Workbook, original: Workbook | None, cleaning_log: CleaningLog) -> None:
    assert copy.marks is not None
    for note in copy.notes:
        if note.rule == ANSWERED:
            source = SourceCell(copy.file, note.sheet, note.cell)
            cleaning_log.quarantine(source, "cleaning.answered_in_list", answer=note.after)
    if original is None:
        source = SourceCell(copy.file)
        cleaning_log.log_repair(source, UNCOMPARED, copy.marks.original_name, copy.file)
        return
    cleaning_log.log_repair(SourceCell(original.file), REPLACED, original.file, copy.file)
    for source, before, after in _changes(original, copy):
        cleaning_log.log_repair(source, CORRECTED, before, after)


def _changes(original: Workbook, copy: Workbook) -> Iterator[tuple[SourceCell, str, str]]:
    """Cells that differ: the cell of the copy, the text before and after, in order.

    A formula whose value a program did not store is no change: the quarantine has it.
    """
    before, after = _cells(original, _new_names(original, copy)), _cells(copy, {})
    for key in sorted(before.keys() | after.keys()):
        old, new = (cells[key].text if key in cells else "" for cells in (before, after))
        cell = after.get(key) or before[key]
        if old.strip() != new.strip() and cell.kind != "formula_without_value":
            yield SourceCell(copy.file, key[0], cell.address, new), old, new


def _new_names(original: Workbook, copy: Workbook) -> dict[str, str]:
    """Sheets of the original → of the copy, where they have other names and the same order.

    Names that Excel does not take are shortened in a copy.
    """
    names = [[sheet.name for sheet in book.sheets] for book in (original, copy)]
    old, new = ([n for n in mine if n not in others] for mine, others in (names, names[::-1]))
    return dict(zip(old, new, strict=True)) if len(old) == len(new) else {}


def _cells(book: Workbook, names: Mapping[str, str]) -> dict[tuple[str, int, int], Cell]:
    return {
        (names.get(sheet.name, sheet.name), cell.row, cell.column): cell
        for sheet in book.sheets
        for row in sheet.rows
        for cell in row
    }
