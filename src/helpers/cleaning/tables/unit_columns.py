"""A column of units whose header says nothing of it: known by what stands in its cells."""

from collections.abc import Iterator
from dataclasses import replace

from helpers.cleaning.layout import sheet_rows
from helpers.cleaning.readers import Sheet
from helpers.cleaning.tables.heads import Head
from helpers.cleaning.unit_statements import is_ditto, listed_units

ROLE = "unit_of_measure"


def with_unit_column(sheet: Sheet, head: Head) -> Head:
    """The head where one column without a role holds units: most of its cells are known ones.

    Its header may be unknown ('Quy cách'), empty, or merged with that of the labels. Where several
    columns do, none is sure.
    """
    if ROLE in head.roles.values() or head.unsure_unit:
        return head
    found = tuple(_columns_of_units(sheet, head))
    if len(found) != 1:
        return replace(head, unsure_unit=bool(found))
    column = found[0]
    return replace(
        head,
        roles={**head.roles, column: ROLE},
        problems={c: problem for c, problem in head.problems.items() if c != column},
        label_columns=tuple(c for c in head.label_columns if c != column),
    )


def _columns_of_units(sheet: Sheet, head: Head) -> Iterator[int]:
    for column in head.columns:
        is_label = column in head.label_columns[1:]
        if not is_label and (column in head.roles or column in head.label_columns):
            continue
        texts = [
            cells[column].text
            for number, cells in sheet_rows(sheet)
            if number >= head.rows.stop and column in cells
            if sheet.covering(number, column) is cells[column]
        ]
        units = [text for text in texts if listed_units(text)]
        if units and 2 * sum(bool(listed_units(t)) or is_ditto(t) for t in texts) >= len(texts):
            yield column
