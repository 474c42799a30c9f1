"""Where things stand on a sheet of a blank form, counted from 0 as XlsxWriter does."""

from __future__ import annotations

UNIT_ROW, TITLE_ROW, PERIOD_ROW, HELP_ROW, TICK_ROW = range(5)
HEADER_ROW = 6
"""A row is left free above the head."""
LABEL_COLUMN = 1
TICK_LINE_WIDTH = 40
"""Characters of the columns, from that of the label on, over which the line of the tick goes."""
WORDS_LINES = 3
"""Lines that a row for words has room for."""


def first_row(header_rows: int) -> int:
    """The first row below the head."""
    return HEADER_ROW + header_rows
