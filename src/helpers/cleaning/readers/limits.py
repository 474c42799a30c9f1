"""How much of one file is read at most; a file that holds more is refused as a whole, by name."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from helpers.core.errors import InputError
from helpers.core.formatting import format_number
from helpers.core.messages import current_language, message

MOST_BYTES: Final = 32 << 20
"""A file that is no package: an office's .xls or .csv has some MB at most."""
MOST_LETTERS: Final = 32_767
"""Letters of one cell: spreadsheet programs hold no more."""
LARGE_AREA: Final = 20_000
"""Positions of a merged area from which on it is no header or label: those below are not listed."""
MOST: Final = {
    "cells": 400_000,  # an ordinary workbook has less than 50,000
    "sheets": 500,  # one for each unit of a large province
    "letters": 10_000_000,  # the longest report in 13_noi_dung has 100,000
    "merged": 300_000,  # positions below merged cells; a title covers some 10
    "columns": 16_384,  # of a sheet; also descriptions of columns in all sheets
    "comments": 40_000,
    "strings": 400_000,  # no more than cells
    "rows": 500_000,  # descriptions of rows; an .xls has 65,536 on a sheet
    "positions": 5_000_000,  # cells of an .xls up to the last of each row, empty ones included
    "styles": 66_000,  # Excel holds 65,490
    "looks": 8_000_000,  # cells for each area of a conditional format that may change a figure
    "records": 6_000_000,  # tags or records of all sheets: six for a cell with formula and text
    "tree": 1_200_000,  # tags of a part that is held in memory whole
}
"""What is counted over all sheets of a workbook, and how much of it is read."""


@dataclass(slots=True)
class Tally:
    """Counts what one file holds; each count may raise InputError ``reading.too_many``."""

    file: str
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, number: int = 1) -> None:
        """Count what has just been met, before it is kept."""
        self.counts[kind] += number
        if self.counts[kind] > MOST[kind]:
            self.refuse(kind)

    def refuse(self, kind: str) -> None:
        """Raise InputError: there is more of a kind than is read."""
        raise InputError(
            "reading.too_many",
            file=self.file,
            limit=format_number(MOST[kind], 0, lang=current_language()),
            what=message(f"reading.many_{kind}"),
        )

    def check_size(self, size: int) -> None:
        """Raise InputError ``reading.too_large`` for a file that is no package."""
        if size > MOST_BYTES:
            raise InputError("reading.too_large", file=self.file, limit=f"{MOST_BYTES >> 20} MB")

    def check_tree(self, data: bytes) -> None:
        """Refuse XML or HTML with more tags than are held in memory."""
        if data.count(b"<") > MOST["tree"]:
            self.refuse("tree")
