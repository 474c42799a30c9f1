"""Find the tables of a sheet by their content: titles, heads, number rows, bodies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block, bare_head
from helpers.cleaning.recognition.columns import side_by_side
from helpers.cleaning.recognition.grid import (
    Grid,
    is_figure,
    is_foot,
    is_number_row,
    is_numbering,
    is_value,
)
from helpers.cleaning.recognition.heads import header_rows, is_head, repeats
from helpers.cleaning.recognition.surroundings import (
    add_surroundings,
    divide_titles,
    says_anew,
)
from helpers.cleaning.recognition.unit_lines import is_unit_line
from helpers.cleaning.recognition.vocabulary import group
from helpers.core.conversion import canonical_unit

MOST_ROWS = 1_000
"""Rows of a sheet that are looked at; a longer one is asked about as a whole."""


def find_blocks(grid: Grid) -> list[Block]:
    """The tables of a sheet, top down, those side by side from left to right."""
    found: list[Block] = []
    for block in _Finder(grid).run():
        if _has_figures(block):
            parts = side_by_side(block)
            divide_titles(parts)
            found += parts
    add_surroundings(found, grid)
    return found


@dataclass
class _Finder:
    """Goes through the rows of a sheet; ``titles``: lines that wait for the next table."""

    grid: Grid
    blocks: list[Block] = field(default_factory=list)
    titles: list[Cell] = field(default_factory=list)

    def run(self) -> list[Block]:
        numbers = sorted(self.grid.rows)[:MOST_ROWS]
        at = 0
        while at < len(numbers):
            active = self.blocks[-1] if self.blocks else None
            if is_number_row(self.grid.rows[numbers[at]]):
                at += 1
            elif is_head(self.grid, numbers, at, active) or _is_head_below_title(
                self.grid, numbers, at, active
            ):
                header = header_rows(self.grid, numbers, at)
                at += len(header)
                self._head(header)
            else:
                self._row(numbers, at, active)
                at += 1
        return self.blocks

    def _head(self, header: list[int]) -> None:
        """A head begins a table, unless it only stands again among the rows of one."""
        while self.blocks and not self.blocks[-1].body:
            self._turn_to_titles(self.blocks.pop())
        active = self.blocks[-1] if self.blocks else None
        lines = self.titles + _titles_at_end(active)
        is_again = active is not None and repeats(active, self.grid, header)
        if active is None or not is_again or says_anew(lines, active.titles):
            self._begin(header, active)

    def _turn_to_titles(self, empty: Block) -> None:
        """Rows that look like a head, with no row of figures below, are titles of the next one."""
        before = self.blocks[-1] if self.blocks else None
        rows = () if before and before.header is empty.header else empty.header
        head = [c for row in rows for c in self.grid.rows[row] if c.kind == "text"]
        self.titles = [*empty.titles, *head, *self.titles]

    def _begin(self, header: list[int], active: Block | None) -> Block:
        """A table with the lines that wait; those at the end of the table above are its titles."""
        at_end = _titles_at_end(active)
        if active is not None:
            del active.body[len(active.body) - len(at_end) :]
        lines = {(cell.row, cell.column): cell for cell in (*self.titles, *at_end)}
        self.titles = []
        self.blocks.append(Block(self.grid, header, [], [lines[at] for at in sorted(lines)]))
        return self.blocks[-1]

    def _row(self, numbers: list[int], at: int, active: Block | None) -> None:
        cells = self.grid.rows[numbers[at]]
        if active is not None and _is_title(cells) and is_unit_line(cells[0].text):
            self.titles += cells
            if active.body:
                self._begin(active.header, active)
            else:
                active.titles += self.titles
                self.titles = []
            return
        if active is not None and _is_of_no_head(self.grid, numbers, at, active):
            active = self._begin([], active)
        if active is None and _begins_list(cells):
            active = self._begin([], active)
        if active is None or _ends(self.grid, numbers, at, active):
            self.titles += [c for c in cells if c.kind == "text"]
            if active is None or not active.body or _has_head_below(self.grid, numbers, at):
                return
        active.body.append(numbers[at])


def _is_title(cells: Sequence[Cell]) -> bool:
    """True for a row that holds one text and nothing else."""
    return len(cells) == 1 and cells[0].kind == "text" and not is_value(cells[0])


def _titles_at_end(block: Block | None) -> list[Cell]:
    """The rows of one text behind the last figures of a table: they are titles of the next one."""
    found: list[Cell] = []
    for row in reversed(block.body if block else ()):
        if block is None or not _is_title(block.grid.rows[row]):
            break
        found.insert(0, block.grid.rows[row][0])
    return found


def _is_head_below_title(grid: Grid, numbers: list[int], at: int, active: Block | None) -> bool:
    """True for a head right below a row of one text: a table of its own, whatever its words are."""
    if active is None or not active.body or not _is_title(grid.rows[numbers[at - 1]]):
        return False
    texts = [c.text for c in grid.rows[numbers[at]]]
    has_unit = any(canonical_unit(t) and bare_head(t) not in group("heads", "label") for t in texts)
    return not has_unit and is_head(grid, numbers, at, None)


def _is_of_no_head(grid: Grid, numbers: list[int], at: int, active: Block) -> bool:
    """True where a table ends without another head: numbers stand in its column of units, or the
    only row of one text, behind an empty row, begins something else."""
    if not active.body or not active.header:
        return False
    cells = grid.rows[numbers[at]]
    units = [c for c in active.columns_of_head("unit") if c not in active.columns_of_head("place")]
    has_units = any((row, column) in grid.cells for row in active.body for column in units)
    if has_units and any(is_figure(c) and c.column in units for c in cells):
        return True
    has_gap = numbers[at] > numbers[at - 1] + 1
    is_first = not any(_is_title(grid.rows[row]) for row in active.body)
    return has_gap and is_first and not units and _is_title(cells) and not is_foot(cells[0].text)


def _has_figures(block: Block) -> bool:
    return any(is_value(cell) for row in block.body for cell in block.grid.rows[row])


def _begins_list(cells: Sequence[Cell]) -> bool:
    """True for a label with values behind it."""
    texts = [c for c in cells if not is_value(c)]
    values = [c for c in cells if is_figure(c) and not is_numbering(c)]
    return bool(texts and values) and texts[0].column < values[-1].column


def _ends(grid: Grid, numbers: list[int], at: int, active: Block) -> bool:
    """True for a line behind the last row of a table."""
    cells = grid.rows[numbers[at]]
    if any(is_foot(cell.text) for cell in cells):
        return True
    if any(is_figure(c) for c in cells):
        return False
    has_gap = active.body and numbers[at] > numbers[at - 1] + 1
    return (
        bool(has_gap)
        and not any(is_figure(c) for n in numbers[at : at + 3] for c in grid.rows[n])
        or (bool(has_gap) and _has_head_below(grid, numbers, at))
    )


def _has_head_below(grid: Grid, numbers: list[int], at: int) -> bool:
    """True where the next rows begin another table."""
    following = range(at + 1, min(at + 4, len(numbers)))
    return any(is_head(grid, numbers, i, None) for i in following)
