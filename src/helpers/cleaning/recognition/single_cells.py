"""Figures that stand in no table: a person says first that they are some, then what they mean."""

from collections.abc import Mapping

from helpers.cleaning.readers import Cell, Sheet
from helpers.cleaning.recognition.cell_values import Number, read_cell
from helpers.cleaning.recognition.conflicts import Read
from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.grid import is_figure, is_value
from helpers.cleaning.recognition.model import Answer, Meaning, MeaningField
from helpers.cleaning.recognition.questions import Doubt, key_of
from helpers.core.catalogues.mappings import file_pattern
from helpers.core.conversion import canonical_unit
from helpers.core.periods import Period

_WHOLE: tuple[MeaningField, ...] = ("indicator", "unit", "measure", "period")


def single_number(cell: Cell) -> Number | None:
    """The one number of a cell; None for one, as a sentence, of which none can be taken."""
    content = read_cell(cell, None)
    is_read = is_figure(cell) and not content.problem
    return content.numbers[0] if is_read and content.numbers[0].value is not None else None


def draft_of_cell(
    sheet: Sheet, cell: Cell, number: Number, answers: Mapping[str, Answer], own: Period
) -> Draft:
    """A cell of which somebody said that it is a figure, with what it means or the question for
    it."""
    label = _label_beside(sheet, cell)
    name = key_of("cell", own, file_pattern(sheet.file), sheet.name, label, cell.address, "alone")
    shown = label or cell.address
    draft = Draft(cell, number, Meaning(), (label,) if label else (), ())
    draft.subject, draft.position = sheet.name, (cell.row, cell.column)
    if draft.ask(Doubt("cell", name, _WHOLE, shown, "alone"), answers):
        draft.unit = canonical_unit(draft.meaning.unit)
    return draft


def unread_doubt(read: Read, own: Period) -> Doubt:
    """The question about a figure that answers left without a meaning: it is not given up."""
    draft = read.draft
    words = (file_pattern(read.file), read.sheet, " > ".join(draft.label_path), draft.cell.address)
    shown = " > ".join((*draft.label_path, *draft.header_path)) or draft.cell.address
    name = key_of("cell", own, *words, "unread")
    return Doubt("cell", name, ("is_figure",), shown, "unread", (Meaning(is_figure=False),))


def _label_beside(sheet: Sheet, cell: Cell) -> str:
    """The nearest text left of a cell."""
    row = next((row for row in sheet.rows if row[0].row == cell.row), ())
    texts = [c.text.strip() for c in row if c.column < cell.column and not is_value(c)]
    return texts[-1] if texts else ""
