"""Units of one figure that contradict each other: 'ĐVT: triệu đồng' above '(nghìn đồng)'."""

import re
from collections.abc import Iterator

from helpers.cleaning.recognition.roles import CHANGES
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.unit_lines import is_unit_line, units_stated
from helpers.cleaning.recognition.vocabulary import key
from helpers.core.catalogues.measures import Measure
from helpers.core.conversion import canonical_unit

_BRACKETS = re.compile(r"\(([^()]*)\)")


def other_sizes(table: Table, item: Item, line: Line, measure: Measure, words: str) -> str:
    """The unit of a figure and another of the same kind that its row, head or title states.

    Empty where all agree. A title that states ``measure`` too, among others, agrees.
    """
    for stated in _stated(table, item, line):
        same = [(m, w) for m, w in stated if m.dimension == measure.dimension]
        if same and all(m.factor != measure.factor for m, _ in same):
            return f"{words} / {same[0][1]}"
    return ""


def _stated(table: Table, item: Item, line: Line) -> Iterator[list[tuple[Measure, str]]]:
    """Units that stand in one position each: label, column of units, head, title, notes."""
    label = item.row.label.text if item.row else ""
    head = line.role.unit if line.role.measure not in CHANGES else ""
    inside = (found for text in (label, table.label_head) for found in _BRACKETS.findall(key(text)))
    for text in (*inside, item.unit, head):
        measure = canonical_unit(text) if text else None
        if measure is not None:
            yield [(measure, text)]
    if table.context.has_own_units:
        yield [(measure, evidence.words) for measure, evidence in table.context.units]
    notes = table.block.of_kind("note")
    for cell in item.row.cells.values() if item.row else ():
        if cell.column in notes and is_unit_line(cell.text):
            yield units_stated(cell.text)
