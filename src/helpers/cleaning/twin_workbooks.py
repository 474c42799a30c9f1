"""The same form received in several files: copies are read once, differing values are summed up."""

from collections import Counter
from collections.abc import Iterable, Sequence

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.readers import Workbook
from helpers.core.catalogues.forms import Form
from helpers.core.tables import Record

DIFFERING = frozenset(("cleaning.duplicate_differs", "cleaning.line_twice"))
"""Rules under which figures are quarantined that are written twice with different values."""
Contents = tuple[tuple[str, tuple[tuple[int, int, str], ...]], ...]


def without_copies(books: Sequence[Workbook], cleaning_log: CleaningLog) -> list[Workbook]:
    """The workbooks, each content once, under the shortest of its names; a copy is logged.

    The office's own file goes before one that the program made of it.
    """
    originals: dict[Contents, Workbook] = {}
    for book in sorted(books, key=lambda book: (book.marks is not None, len(book.file))):
        original = originals.setdefault(_contents(book), book)
        if original is not book:
            cleaning_log.log_repair(SourceCell(book.file), "same_file", book.file, original.file)
    return [book for book in books if originals[_contents(book)] is book]


def _contents(book: Workbook) -> Contents:
    return tuple(
        (sheet.name, tuple((c.row, c.column, c.text) for row in sheet.rows for c in row))
        for sheet in book.sheets
    )


def report_differing(forms: Iterable[Form], cleaning_log: CleaningLog) -> None:
    """One line for each form of which several files state the same figures differently."""
    cells = Counter(str(r["file"]) for r in cleaning_log.refusals if r["rule"] in DIFFERING)
    for form in forms:
        files = [file for file in cells if form.fits(file)]
        if len(files) > 1:
            count = max(cells[file] for file in files)
            names = ", ".join(files)
            cleaning_log.quarantine(
                SourceCell(names), "cleaning.files_differ", form=form.title_vi, count=count
            )


def once(table: str, records: Sequence[Record], cleaning_log: CleaningLog) -> list[Record]:
    """Texts, documents or entries of the head, each once where several files hold the same."""
    kept: dict[tuple[object, ...], Record] = {}
    result = []
    for record in records:
        left_out = ("file", "sheet", "cell", "raw_text", "order")
        key = tuple(str(value) for name, value in record.items() if name not in left_out)
        original = kept.setdefault(key, record)
        if original["file"] == record["file"]:
            result.append(record)
            continue
        source = {name: str(record[name] or "") for name in ("file", "sheet", "cell", "raw_text")}
        cleaning_log.log_repair(SourceCell(**source), "repeated", source["raw_text"], "=")
    return result
