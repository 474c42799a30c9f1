"""What stands on a sheet outside of its cells: text boxes, comments that correct, pictures.

No reader takes a figure from there; one that is seen is named, so that nobody misses it.
"""

import re
from collections.abc import Iterable

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.layout import source_cell_of
from helpers.cleaning.readers import Sheet, Workbook
from helpers.cleaning.recognition.grid import is_figure, quantities_in
from helpers.cleaning.title_words import title_words
from helpers.core.text import nfc, short


def quarantine_beside_cells(books: Iterable[Workbook], cleaning_log: CleaningLog) -> None:
    """A quarantine row for each text box or comment with figures, and for a picture alone."""
    for book in books:
        for sheet in book.sheets:
            _quarantine(sheet, cleaning_log)


def _quarantine(sheet: Sheet, cleaning_log: CleaningLog) -> None:
    for text in sheet.around:
        if quantities_in(text):
            where = SourceCell(sheet.file, sheet.name, "", text)
            cleaning_log.quarantine(where, "cleaning.figure_in_text_box", text=short(text))
    cells = [cell for row in sheet.rows for cell in row]
    for cell in cells:
        if re.search(title_words()["correcting_comment"], nfc(cell.comment).lower()):
            where = source_cell_of(sheet, cell)
            fields = {"comment": short(cell.comment), "text": short(cell.text)}
            cleaning_log.quarantine(where, "cleaning.figure_in_comment", **fields)
    if sheet.has_picture and not any(map(is_figure, cells)):
        where = SourceCell(sheet.file, sheet.name)
        cleaning_log.quarantine(where, "cleaning.picture_without_figures", sheet=sheet.name)
