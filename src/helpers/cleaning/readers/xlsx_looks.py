"""What changes how cells of an .xlsx look beyond their styles, and what is printed around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from helpers.cleaning.readers.cell_text import decimal_text
from helpers.cleaning.readers.model import Area, Doubt
from helpers.cleaning.readers.number_format import is_date_format, show_number
from helpers.cleaning.readers.sheet_builder import StoredSheet
from helpers.cleaning.readers.stored_cell import StoredCell, stored_text
from helpers.cleaning.readers.xlsx_package import ConditionalLook

PRINTED = tuple(
    f"{page}{part}" for page in ("odd", "even", "first") for part in ("Header", "Footer")
)
"""Elements with what stands above and below each printed page."""
_PARTS = re.compile(r"&[LCR]")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[0-9]+|[A-Z])')


def printed_text(code: str) -> str:
    """The words of a page header, a line for each of its parts, without codes of fonts."""
    return _CODES.sub(" ", _PARTS.sub("\n", code)).replace("&&", "&").strip()


def doubt_conditional(
    sheet: StoredSheet, looks: Sequence[ConditionalLook], rules: Iterable[tuple[list[Area], int]]
) -> None:
    """Doubt the figures that a rule (areas, index of its look) may show as another one.

    Whether a rule holds depends on formulas: a figure is doubted where it may.
    """
    for areas, index in rules:
        look = looks[index] if index < len(looks) else None
        if look and (look.code or look.struck):
            sheet.tally.add("looks", len(sheet.cells) * len(areas))
            for cell in _cells_in(sheet, areas):
                if cell.doubt is None and (shown := _shown(cell, look)) is not None:
                    cell.doubt = Doubt("conditional", shown, stored_text(cell))


def _cells_in(sheet: StoredSheet, areas: list[Area]) -> Iterator[StoredCell]:
    for cell in sheet.cells:
        if any(
            top <= cell.row <= bottom and left <= cell.column <= right
            for top, left, bottom, right in areas
        ):
            yield cell


def _shown(cell: StoredCell, look: ConditionalLook) -> str | None:
    """What the look may show; None where it means the same as the cell's own format."""
    if look.struck:
        return ""
    if not isinstance(cell.value, Decimal):
        return None
    if is_date_format(look.code, cell.value) != is_date_format(cell.style.code, cell.value):
        return look.code
    shown, own = show_number(cell.value, look.code), show_number(cell.value, cell.style.code)
    is_same = (shown.number, shown.unit) == (own.number, own.unit) and not shown.doubt
    return None if is_same else shown.text.strip() or decimal_text(cell.value)
