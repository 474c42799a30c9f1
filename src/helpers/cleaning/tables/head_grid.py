"""Rows of a head as a grid of texts, merged cells and empty cells below a wider one spread out."""

from dataclasses import dataclass

from helpers.cleaning.readers import Cell, Sheet


def collapsed(cell: Cell | None) -> str:
    """Text of a cell with its blanks collapsed; empty where there is none."""
    return " ".join(cell.text.split()) if cell else ""


@dataclass(frozen=True)
class HeadGrid:
    """Texts of a head: ``anchors``: for each column, the head cells above it from top to bottom."""

    rows: range
    anchors: dict[int, tuple[Cell, ...]]

    def parts(self, column: int) -> tuple[str, ...]:
        """Distinct texts above a column, from top to bottom."""
        return tuple(dict.fromkeys(collapsed(cell) for cell in self.anchors[column]))

    def is_shared(self, column: int) -> bool:
        """True where the column to the left stands below the same cells: one merged header."""
        return self.anchors[column] == self.anchors.get(column - 1)


def head_grid(sheet: Sheet, rows: range, columns: range, alone: frozenset[str]) -> HeadGrid:
    """The grid of a head. A text spreads to empty cells on its right if both have a text below.

    ``alone``: texts that never spread, as 'STT' or 'Chỉ tiêu'. Merging may be lost, as in CSV.
    """
    anchors: dict[int, list[Cell]] = {column: [] for column in columns}
    for row in rows:
        left: Cell | None = None
        for column in columns:
            covering = sheet.covering(row, column)
            if covering is not None and covering.text.strip():
                if covering.row == row and covering.row in rows:
                    anchors[column].append(covering)
                    spreads = collapsed(covering) not in alone and _below(sheet, rows, covering)
                    left = covering if spreads else None
                else:
                    left = None
            elif left is not None and _may_spread(sheet, rows, row, column, anchors):
                anchors[column].append(left)
            elif not sheet.cell(row, column):
                left = left if _below_at(sheet, rows, row, column) else None
    return HeadGrid(rows, {c: tuple(cells) for c, cells in anchors.items() if cells})


def _below(sheet: Sheet, rows: range, cell: Cell) -> bool:
    return _below_at(sheet, rows, cell.row, cell.column)


def _below_at(sheet: Sheet, rows: range, row: int, column: int) -> bool:
    """Whether a head cell below (row, column) has a text of its own."""
    cells = (sheet.cell(below, column) for below in range(row + 1, rows.stop))
    return any(cell is not None and cell.text.strip() for cell in cells)


def _may_spread(
    sheet: Sheet, rows: range, row: int, column: int, anchors: dict[int, list[Cell]]
) -> bool:
    """An upper text reaches as far as the texts above it do."""
    return _below_at(sheet, rows, row, column) and anchors[column] == anchors[column - 1][:-1]
