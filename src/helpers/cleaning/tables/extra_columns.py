"""Columns that no form has, whose words say that the figures of a row are not those of the unit.

«Địa bàn: Xã A», «Năm: 2022», «Phân tổ: trâu cái»: such figures are of a place, a year, a part.
"""

from collections.abc import Iterator, Mapping

from helpers.cleaning.layout import FormRow, LocatedTable
from helpers.cleaning.readers import Cell
from helpers.cleaning.tables.group_context import NeutralWords
from helpers.cleaning.tables.words import (
    begins_with,
    is_marker,
    looks_like_figure,
    without_additions,
    words,
)
from helpers.core.text import fold

REASON = "cleaning.row_of_part"


def figures_of_parts(table: LocatedTable, neutral: NeutralWords) -> Mapping[tuple[int, int], str]:
    """Positions of the figures of rows that an extra column changes, with the key of the reason."""
    values = {c for c, role in table.roles.items() if role in table.mapping.value_roles}
    extra = dict(_extra_columns(table))
    return {
        (row.number, column): REASON
        for row in table.rows()
        if extra and any(_changes(cell, row, extra, neutral) for cell in _cells(table, row, extra))
        for column in values
    }


def _extra_columns(table: LocatedTable) -> Iterator[tuple[int, str]]:
    """Columns with a header of their own that no role has; the header without unit and marks."""
    for column, header in table.headers.items():
        is_shared = table.headers.get(column - 1) == header
        if column in table.roles or column in table.label_columns or is_shared:
            continue
        header = without_additions(header)
        if table.mapping.role_of(header):
            continue  # one of two columns of the same meaning
        if header and not begins_with(header, "harmless_columns"):
            yield column, header


def _cells(table: LocatedTable, row: FormRow, extra: Mapping[int, str]) -> Iterator[Cell]:
    found = (table.sheet.covering(row.number, column) for column in extra)
    return (c for c in found if c and c.text.strip() and c.row >= table.header_rows.stop)


def _changes(cell: Cell, row: FormRow, extra: Mapping[int, str], neutral: NeutralWords) -> bool:
    """True where a cell of an extra column says more than the form knows of the row."""
    text, header = cell.text, fold(extra[cell.column])
    if header in words("columns_of_periods"):
        return not neutral.is_own_period(text)
    is_comparison = begins_with(text, "comparisons") and looks_like_figure(text)
    if is_comparison or begins_with(text, "harmless_values") or is_marker(text):
        return False
    begins_with_figure = looks_like_figure(text) and not text[:1].isalpha()
    if begins_with_figure or not any(map(str.isalpha, text)):
        return False
    return not neutral.is_neutral(text, [row.text("label"), row.text("unit_of_measure")])
