"""Sheets whose few cells lie far apart: read cell by cell, without a grid between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def sparse_rows(path: Path, name: str) -> Iterator[tuple[int, int, object]]:
    """Row, column (1-based) and cached value of each filled cell of an .xlsx sheet."""
    from openpyxl import load_workbook  # slow to import, and hardly ever needed

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book[name]
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.data_type != "e":
                    yield cell.row, cell.column, cell.value
    finally:
        book.close()
