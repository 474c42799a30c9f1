"""Apply declared corrections to cells; a guard that no longer matches stops the run."""

from collections.abc import Iterable
from dataclasses import replace

from helpers.cleaning.cleaning_log import CONFIRMED, CleaningLog
from helpers.cleaning.layout import source_cell_of
from helpers.cleaning.readers import Sheet, Workbook
from helpers.core.catalogues.corrections import Correction
from helpers.core.errors import InputError
from helpers.core.formatting import format_date
from helpers.core.messages import message
from helpers.core.text import fold


def apply_corrections(
    workbooks: Iterable[Workbook], corrections: list[Correction], cleaning_log: CleaningLog
) -> list[Workbook]:
    """The workbooks with corrected cells; every correction is logged.

    A correction that leaves the cell as it is confirms it.

    Raises InputError ``cleaning.correction_guard`` when a cell does not hold what the
    correction expects, or is not there.
    """
    corrected = list(workbooks)
    for correction in corrections:
        if not any(_names(book, sheet, correction) for book in corrected for sheet in book.sheets):
            raise _guard_error(correction, "")
        corrected = [_in_workbook(book, correction, cleaning_log) for book in corrected]
    return corrected


def _names(book: Workbook, sheet: Sheet, correction: Correction) -> bool:
    return book.file == correction.file and fold(sheet.name) == fold(correction.sheet)


def _in_workbook(book: Workbook, correction: Correction, cleaning_log: CleaningLog) -> Workbook:
    sheets = tuple(
        _in_sheet(sheet, correction, cleaning_log) if _names(book, sheet, correction) else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)


def _in_sheet(sheet: Sheet, correction: Correction, cleaning_log: CleaningLog) -> Sheet:
    target = next((c for row in sheet.rows for c in row if c.address == correction.cell), None)
    if target is None or target.text != correction.expected:
        raise _guard_error(correction, target.text if target else "")
    is_confirmed = correction.corrected == correction.expected
    reason = message(
        "cleaning.confirmed" if is_confirmed else "cleaning.correction_applied",
        author=correction.author,
        date=format_date(correction.date),
        reason=correction.reason,
    )
    cleaning_log.log_repair(
        source_cell_of(sheet, target),
        CONFIRMED if is_confirmed else "correction",
        target.text,
        f"{correction.corrected} ({reason})",
    )
    if is_confirmed:
        return sheet
    text = correction.corrected
    new = replace(target, text=text, native=text, kind="text", corrected_from=target.text)
    return sheet.changed(lambda cell: new if cell is target else cell)


def _guard_error(correction: Correction, found: str) -> InputError:
    return InputError(
        "cleaning.correction_guard",
        file=correction.file,
        sheet=correction.sheet,
        cell=correction.cell,
        expected=correction.expected,
        found=found,
    )
