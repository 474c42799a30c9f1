"""A cell as a file stores it → the cell that a person sees, and where both do not agree."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from helpers.cleaning.readers.cell_text import (
    date_text,
    decimal_of,
    decimal_text,
    is_error_text,
    plain_text,
)
from helpers.cleaning.readers.model import Cell, Doubt, Kind, Native
from helpers.cleaning.readers.note_marks import Run, split_note_mark
from helpers.cleaning.readers.number_format import (
    agrees,
    is_date_format,
    is_elapsed_format,
    is_plain,
    show_number,
    show_text,
)
from helpers.core.text import nfc

Remark = tuple[str, str, str]
_FIGURE = re.compile(r"\W*\d")
_LAST_DAY = 2_958_466
"""Serial number of the day after 31/12/9999: spreadsheets show no date from it on."""


class CellStyle(NamedTuple):
    """How a cell looks: its number format, a line through it, steps of indent of a text;
    ``unseen``: letters in the colour of their paper."""

    code: str = "General"
    struck: bool = False
    indent: int = 0
    unseen: bool = False


PAPER = "ffffff"
"""The colour of a cell that has none of its own."""
PLAIN = CellStyle()
"""The only style of a workbook without styles."""


@dataclass(slots=True)
class StoredCell:
    """What a file says of one position.

    ``runs``: pieces of a rich text, empty for a text of one piece; ``shown``: the shown text,
    where the file states it; ``doubt``: why its position or look is not sure.
    """

    row: int
    column: int
    kind: Kind
    value: Native
    style: CellStyle = PLAIN
    runs: tuple[Run, ...] = ()
    shown: str = ""
    doubt: Doubt | None = None


def number_cell(row: int, column: int, value: float, style: CellStyle) -> StoredCell:
    """A cell with a stored number."""
    return StoredCell(row, column, *stored_number(value), style)


def stored_number(value: float) -> tuple[Kind, Native]:
    """Kind and value of a stored number; what is not finite is an error."""
    return ("number", decimal_of(value)) if isfinite(value) else ("error", "#NUM!")


def stored_text(cell: StoredCell) -> str:
    """The stored value as messages show it."""
    return decimal_text(cell.value) if isinstance(cell.value, Decimal) else str(cell.value)


def see(stored: StoredCell, *, epoch_1904: bool = False) -> tuple[Cell | None, list[Remark]]:
    """The cell, or None where a person sees nothing; and remarks: rule, before, after."""
    if isinstance(stored.value, str) or stored.value is None:
        return _see_text(stored)
    if isinstance(stored.value, bool):
        return _cell(stored, str(stored.value).upper(), stored.value), []
    if isinstance(stored.value, Decimal):
        return _see_number(stored, stored.value, epoch_1904)
    value = stored.value
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return _cell(stored, date_text(value), value), []


def _cell(
    stored: StoredCell,
    text: str,
    native: Native,
    doubt: Doubt | None = None,
    unit: str | None = None,
    scale: int = 1,
    mark: str = "",
) -> Cell:
    if stored.style.struck and doubt is None:
        doubt = Doubt("struck", "", text)
    if stored.style.unseen:
        doubt = Doubt("unseen", "", text)
    return Cell(
        stored.row,
        stored.column,
        text,
        native,
        stored.kind,
        format_unit=nfc(unit) if unit else None,
        format_scale=scale,
        note_mark=mark,
        indent=0 if isinstance(native, Decimal) else stored.style.indent,
        doubt=stored.doubt or doubt,
    )


def _see_number(stored: StoredCell, number: Decimal, epoch_1904: bool) -> tuple[Cell, list[Remark]]:
    code, struck = stored.style.code, stored.style.struck
    is_bare = not (struck or stored.shown)
    if is_bare and abs(number) >= 1 and is_plain(code, number < 0):
        text = decimal_text(number)
        return _cell(stored, text, Decimal(text)), []
    if is_date_format(code, number):
        return _see_date(stored, number, epoch_1904), []
    before = decimal_text(number)
    try:
        shown = show_number(number, code, marks=",.")
    except ArithmeticError:  # more digits than any figure has
        return _cell(stored, before, number, Doubt("hidden", "####", before)), []
    exact = Decimal(decimal_text(shown.number))
    text = decimal_text(exact) + ("%" if shown.is_percent else "")
    doubt = Doubt(shown.doubt, shown.text.strip(), before) if shown.doubt else None
    if stored.shown.strip() and not agrees(stored.shown, shown.number):
        doubt = Doubt("shown_differs", stored.shown.strip(), before)
    remarks = [("percent", before, text)] if shown.is_percent else []
    if shown.scale > 1:
        remarks = [("scaled", before, shown.text.strip())]
    return _cell(stored, text, exact, doubt, shown.unit, shown.scale), remarks


def _see_date(stored: StoredCell, number: Decimal, epoch_1904: bool) -> Cell:
    try:
        value = date_of(number, epoch_1904=epoch_1904, elapsed=is_elapsed_format(stored.style.code))
    except OverflowError:  # later than any day
        value = None
    if value is None:
        doubt = Doubt("hidden", "####", decimal_text(number))
        return _cell(stored, decimal_text(number), number, doubt)
    stored.kind = "date"
    return _cell(stored, date_text(value), value)


def date_of(
    serial: Decimal, *, epoch_1904: bool, elapsed: bool
) -> date | datetime | time | timedelta | None:
    """The date or time of a serial number; None where spreadsheets show no date.

    Day 60 of the older epoch is 29/02/1900, which never was: days before it count one less.
    """
    seconds = timedelta(seconds=round(float(serial) * 86_400))
    if elapsed:
        return seconds
    if not 0 <= serial < _LAST_DAY:
        return None
    if serial < 1:
        return (datetime.min + seconds).time()
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30 + (serial < 60))
    moment = start + seconds
    return moment.date() if moment.time() == time() else moment


def _see_text(stored: StoredCell) -> tuple[Cell | None, list[Remark]]:
    if stored.kind in ("error", "formula_without_value"):
        return _cell(stored, nfc(str(stored.value)), None), []
    if not (stored.runs or stored.style.struck) and stored.style.code in ("General", "@", ""):
        text = plain_text(str(stored.value or ""))
        stored.kind = "error" if text[:1] in "#E" and is_error_text(text) else "text"
        return (_cell(stored, text, text) if text.strip() else None), []
    return _see_rich_text(stored)


def _parts_digits(runs: tuple[Run, ...]) -> bool:
    """True where a line through a text ends within a number: it may be a slip of the mouse."""
    pairs = ((one, other) for one, other in pairwise(runs) if one.struck != other.struck)
    return any(one.text[-1:].isdigit() and other.text[:1].isdigit() for one, other in pairs)


def _see_rich_text(stored: StoredCell) -> tuple[Cell | None, list[Remark]]:
    runs = stored.runs or (Run(str(stored.value)),)
    whole = plain_text("".join(run.text for run in runs))
    if not whole.strip():
        return None, []
    kept = tuple(run for run in runs if not run.struck)
    if stored.style.struck or not "".join(run.text for run in kept).strip():
        if not _FIGURE.match(whole):
            return None, [("struck_text", whole, "")]
        return _cell(stored, whole, whole, Doubt("struck", "", whole)), []
    if _FIGURE.match(whole) and _parts_digits(runs):
        return _cell(stored, whole, whole, Doubt("struck", "", whole)), []
    remarks = [("struck_part", whole, plain_text(_joined(kept)))] if len(kept) < len(runs) else []
    text, mark, is_open = split_note_mark(kept)
    text = plain_text(text)
    shown, unit = show_text(text, stored.style.code)
    doubt = None
    if any(run.unseen and run.text.strip() for run in kept):
        doubt = Doubt("unseen", "".join(run.text for run in kept if not run.unseen), text)
    elif is_open:
        doubt = Doubt("raised", plain_text(_joined(kept)), text)
    elif not shown.strip():
        doubt = Doubt("hidden", "", text)
    if mark:
        remarks.append(("note_mark", plain_text(_joined(kept)), text))
    stored.kind = "error" if is_error_text(text) else "text"
    return _cell(stored, text, text, doubt, unit, mark=mark), remarks


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
