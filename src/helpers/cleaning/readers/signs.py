"""Signs in cells that look like others or like nothing: set right where that is safe, and noted."""

import re
from dataclasses import replace

from helpers.cleaning.readers.model import Cell, Doubt, ReaderNote, Sheet
from helpers.cleaning.readers.note_marks import SUPERSCRIPTS, split_note_mark, unicode_runs
from helpers.cleaning.readers.syllables import is_syllable
from helpers.core.text import D_LOOKALIKES, INVISIBLE, hidden_signs, visible

# A soft hyphen beside a digit may be shown as a minus sign; joined emoji stay joined.
_SAFE = "".join(sign for sign in INVISIBLE if sign not in "\u00ad\u200d")
_INVISIBLE = re.compile(rf"(?<!\d)\u00ad(?!\d)|[{_SAFE}]+")
_LOOKALIKE_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]*[{''.join(D_LOOKALIKES)}][^\W\d_]*")
_LOOKALIKES = str.maketrans(D_LOOKALIKES)
_ANY = re.compile(f"[{INVISIBLE}{''.join(D_LOOKALIKES)}{''.join(SUPERSCRIPTS)}]")


def tidy_sheet(sheet: Sheet) -> tuple[Sheet, list[ReaderNote]]:
    """The sheet with its texts tidied, and a note for each change.

    From here on no text of a file turns a page round or ends a line: every output shows names.
    """
    notes: list[ReaderNote] = []

    def change(cell: Cell) -> Cell | None:
        if cell.kind == "text" and not cell.text.isascii() and _ANY.search(cell.text):
            cell, remarks = _tidy(cell)
            notes.extend(ReaderNote(sheet.file, sheet.name, cell.address, *r) for r in remarks)
        if not (cell.text.isprintable() and cell.comment.isprintable()):
            cell = _with_names(cell)
        return cell if cell.text.strip() else None

    return replace(sheet.changed(change), name=visible(sheet.name)), notes


def _with_names(cell: Cell) -> Cell:
    """The cell with control characters, and those that turn text round, as their names."""
    text = visible(cell.text)
    native = text if cell.kind == "text" else cell.native
    return replace(cell, text=text, native=native, comment=visible(cell.comment))


def _tidy(cell: Cell) -> tuple[Cell, list[tuple[str, str, str]]]:
    remarks = []
    text = _INVISIBLE.sub("", cell.text)
    if text != cell.text:
        remarks.append(("hidden_signs", hidden_signs(cell.text), text))
    spelt = _LOOKALIKE_WORD.sub(lambda match: _with_d(match[0]), text)
    if spelt != text:
        remarks.append(("letter", hidden_signs(text), spelt))
    content, mark, is_open = split_note_mark(unicode_runs(spelt))
    if mark:
        remarks.append(("note_mark", spelt, content))
    doubt = Doubt("raised", spelt, content) if is_open else cell.doubt
    marks = " ".join(filter(None, (cell.note_mark, mark)))
    tidied = replace(cell, text=content, native=content, note_mark=marks, doubt=doubt)
    return tidied, remarks


def _with_d(word: str) -> str:
    """The word with Đ where it is Vietnamese or an abbreviation: ÐVT, not Guðrún."""
    spelt = word.translate(_LOOKALIKES)
    return spelt if is_syllable(spelt) or spelt.isupper() or len(spelt) <= 3 else word
