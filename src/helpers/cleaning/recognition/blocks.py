"""Find the tables of a sheet by their content: titles, heads, number rows, bodies."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
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
from helpers.core.conversion import canonical_unit

MOST_ROWS = 1_000
"""Rows of a sheet that are looked at; a longer one is asked about as a whole."""


def find_blocks(grid: Grid) -> list[Block]:
    """The tables of a sheet, top down, those side by side from left to right."""
    numbers = sorted(grid.rows)[:MOST_ROWS]
    blocks: list[Block] = []
    titles: list[Cell] = []
    at = 0
    while at < len(numbers):
        cells = grid.rows[numbers[at]]
        active = blocks[-1] if blocks else None
        if is_number_row(cells):
            at += 1
            continue
        if is_head(grid, numbers, at, active) or _is_head_below_title(grid, numbers, at, active):
            header = header_rows(grid, numbers, at)
            at += len(header)
            if active is None or not repeats(active, grid, header):
                titles += _titles_at_end(active)
                blocks.append(Block(grid, header, [], titles))
                titles = []
            continue
        if active is not None and _is_of_no_head(grid, numbers, at, active):
            titles += _titles_at_end(active)
            active = Block(grid, [], [], titles)
            blocks.append(active)
            titles = []
        if active is None and _begins_list(cells):
            active = Block(grid, [], [], titles)
            blocks.append(active)
            titles = []
        if active is None or _ends(grid, numbers, at, active):
            titles += [c for c in cells if c.kind == "text"]
            if active is not None and active.body and not _has_head_below(grid, numbers, at):
                active.body.append(numbers[at])
        else:
            active.body.append(numbers[at])
        at += 1
    return [part for block in blocks if _has_figures(block) for part in side_by_side(block)]


def _is_title(cells: Sequence[Cell]) -> bool:
    """True for a row that holds one text and nothing else."""
    return len(cells) == 1 and cells[0].kind == "text" and not is_value(cells[0])


def _titles_at_end(block: Block | None) -> list[Cell]:
    """The rows of one text behind the last figures of a table: they are titles of the next one."""
    found: list[Cell] = []
    while block and block.body and _is_title(block.grid.rows[block.body[-1]]):
        found.insert(0, block.grid.rows[block.body.pop()][0])
    return found


def _is_head_below_title(grid: Grid, numbers: list[int], at: int, active: Block | None) -> bool:
    """True for a head right below a row of one text: a table of its own, whatever its words are."""
    if active is None or not active.body or not _is_title(grid.rows[numbers[at - 1]]):
        return False
    has_unit = any(canonical_unit(c.text) for c in grid.rows[numbers[at]])
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
