"""Which lines of a sheet speak of which of its tables: own titles, lines above, lines below."""

from collections.abc import Iterable, Sequence

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.grid import FIRST_YEAR, Grid, is_value
from helpers.cleaning.recognition.places import names_a_place
from helpers.cleaning.recognition.unit_lines import is_unit_line, units_stated
from helpers.cleaning.recognition.vocabulary import foreign_words, group, key
from helpers.cleaning.stated_periods.lines import is_of_other_table
from helpers.cleaning.stated_periods.phrases import phrases_of


def says_anew(lines: Iterable[Cell], known: Iterable[Cell]) -> bool:
    """True where lines before a head that stands again name another unit, period or place.

    What stands above the first head, repeated on each printed page, says nothing new.
    """
    seen = {key(cell.text) for cell in known}
    return any(
        units_stated(cell.text)
        or phrases_of(cell.text, FIRST_YEAR)
        or names_a_place(cell.text)
        or foreign_words(cell.text)
        or is_of_other_table(cell.text)
        or any(key(cell.text).startswith(f"{word} ") for word in group("numbered_tables"))
        for cell in lines
        if key(cell.text) not in seen
    )


def divide_titles(parts: Sequence[Block]) -> None:
    """Give tables side by side the titles over their own columns; the others stand above them.

    A line over an earlier table alone counts for the next ones too where these have none in its
    row; of what stands over a later table alone, only a line of units counts for the others.
    """
    if len(parts) < 2:
        return
    titles = list(parts[0].titles)
    over = {id(cell): _under(cell, parts) for cell in titles}
    for number, part in enumerate(parts):
        own = [cell for cell in titles if number in over[id(cell)]]
        rows = {cell.row for cell in own}
        rest = [
            cell
            for cell in titles
            if cell not in own
            and cell.row not in rows
            and (min(over[id(cell)], default=0) < number or is_unit_line(cell.text))
        ]
        part.titles, part.above = (own, rest) if own else (rest, [])


def _under(cell: Cell, parts: Sequence[Block]) -> set[int]:
    """Numbers of the tables under a title, by the columns over which it is merged."""
    areas = (area for area in parts[0].grid.sheet.merged if area[:2] == (cell.row, cell.column))
    last = next((right for _, _, _, right in areas), cell.column)
    return {
        number
        for number, part in enumerate(parts)
        if part.columns[0] <= last and cell.column <= part.columns[-1]
    }


def add_surroundings(blocks: Sequence[Block], grid: Grid) -> None:
    """Add to each table the lines above earlier tables of its sheet, and those below it."""
    heading = blocks[0].titles if blocks else []
    starts = [_start(block, blocks) for block in blocks]
    for block, start in zip(blocks, starts, strict=True):
        earlier = [b for b, other in zip(blocks, starts, strict=True) if other < start]
        block.heading = [cell for cell in heading if earlier]
        above = [*(cell for b in earlier for cell in b.titles), *block.above]
        block.above = [cell for cell in above if cell not in block.titles]
        later = [b for b, other in zip(blocks, starts, strict=True) if other > start]
        titles = [cell for b in later for cell in b.titles]
        stop = min((other for other in starts if other > start), default=0)
        block.below = [cell for cell in _below(block, stop, grid) if cell not in titles]
    for block in blocks:
        block.foot = blocks[-1].below


def _start(block: Block, blocks: Sequence[Block]) -> int:
    """The first row; of rows below a line of units, which share a head, the first of their own."""
    shares = any(b.header == block.header and b.body[0] < block.body[0] for b in blocks)
    return block.body[0] if shares or not block.header else block.header[0]


def _below(block: Block, stop: int, grid: Grid) -> list[Cell]:
    """Texts below the last figures of a table, up to the head of the next one."""
    figures = [
        row
        for row in block.body
        if any(is_value(c) for c in grid.rows[row] if block.kinds.get(c.column) == "data")
    ]
    last = max(figures, default=0)
    rows = (row for row in grid.rows if last < row and (not stop or row < stop))
    return [c for row in rows for c in grid.rows[row] if c.kind == "text" and not is_value(c)]
