"""Sheets that hold one table of the whole unit and the period, and nothing that says otherwise."""

from helpers.cleaning.readers import Sheet
from helpers.cleaning.recognition.blocks import MOST_ROWS, find_blocks
from helpers.cleaning.recognition.context import context_of
from helpers.cleaning.recognition.grid import Grid
from helpers.cleaning.recognition.table import table_of
from helpers.cleaning.recognition.title_places import unit_in_file_name
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.units import Unit


def is_of_one_table(sheet: Sheet, catalogues: Catalogues, unit: Unit) -> bool:
    """True where no line, row, name or signature is of another unit, place or period, or a draft.

    Only such a sheet may be taken for a form by its head and labels alone.
    """
    if len(sheet.rows) > MOST_ROWS:
        return True
    blocks = find_blocks(Grid(sheet))
    if len(blocks) != 1:
        return not blocks
    named = unit_in_file_name(sheet.file, catalogues.units, unit)
    context = context_of(blocks[0], catalogues.period, unit, named)
    if context.foreign or context.place:
        return False
    table = table_of(blocks[0], context)
    return not any(item.breakdown or item.kind == "place" for item in table.items)
