"""Sheets whose few cells lie far apart: read cell by cell, without a grid between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers.core.errors import InputError


def sparse_rows(path: Path, file: str, name: str) -> Iterator[tuple[int, int, object]]:
    """Row, column (1-based) and cached value of each filled cell of an .xlsx sheet.

    Raises InputError ``reading.truncated``.
    """
    from openpyxl import load_workbook  # slow to import, and hardly ever needed

    with path.open("rb") as stream:
        try:
            sheet = load_workbook(stream, read_only=True, data_only=True)[name]
            sheet.reset_dimensions()
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None and cell.data_type != "e":
                        yield cell.row, cell.column, cell.value
        except Exception as error:  # openpyxl lets any error through on a damaged file
            raise InputError("reading.truncated", file=file) from error
