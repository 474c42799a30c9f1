"""A table as it stands in its sheet: rows of its head, rows of its body, its columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.grid import Grid
from helpers.cleaning.recognition.vocabulary import group, key


@dataclass
class Block:
    """A table as it stands: rows of its head, rows of its body, its columns, lines above it.

    ``kinds``: column → order, label, unit, note or data. ``heading``, ``above``: lines above the
    first and above all earlier tables of the sheet; ``below``: texts behind the last
    figures; ``foot``: those behind the last figures of the sheet.
    """

    grid: Grid
    header: list[int]
    body: list[int]
    titles: list[Cell]
    columns: list[int] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    heading: list[Cell] = field(default_factory=list)
    above: list[Cell] = field(default_factory=list)
    below: list[Cell] = field(default_factory=list)
    foot: list[Cell] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[int]:
        """Columns of a kind."""
        return [column for column in self.columns if self.kinds.get(column) == kind]

    def header_cells(self, column: int) -> list[Cell]:
        """The cells of a column's head from top to bottom, each once."""
        found: list[Cell] = []
        for level, row in enumerate(self.header):
            cell = self.grid.sheet.covering(row, column)
            if cell is None or not cell.text.strip():
                cell = self._shared(level, column)
            if cell is not None and cell not in found:
                found.append(cell)
        return found

    def _shared(self, level: int, column: int) -> Cell | None:
        """The head that stands once for several columns without being merged over them."""
        row, below = self.header[level], self.header[level + 1 :]
        sheet = self.grid.sheet
        if not below or any(top <= row <= bottom for top, _, bottom, _ in sheet.merged):
            return None
        if not any((r, column) in self.grid.cells for r in below):
            return None
        for left in range(column - 1, min(self.columns) - 1, -1):
            if cell := self.grid.cells.get((row, left)):
                has_below = any((r, left) in self.grid.cells for r in below)
                return cell if has_below else None
        return None

    def columns_of_head(self, kind: str) -> list[int]:
        """Columns whose head is a word of a kind: of units, of order, …"""
        lowest = {c.column: c.text for row in self.header for c in self.grid.rows[row]}
        return [c for c, text in lowest.items() if bare_head(text) in group("heads", kind)]

    def header_path(self, column: int) -> tuple[str, ...]:
        """Texts of a column's head, outer first."""
        texts = [" ".join(cell.text.split()) for cell in self.header_cells(column)]
        return tuple(dict.fromkeys(texts))

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Rows of the body: number, column → cell."""
        wanted = set(self.columns)
        for number in self.body:
            cells = {c.column: c for c in self.grid.rows.get(number, ()) if c.column in wanted}
            if cells:
                yield number, cells


def bare_head(text: str) -> str:
    """A head folded, without brackets and closing marks."""
    return key(text).split("(")[0].strip(" :.*")
