"""Rows that are the head of a table, and what stands in them."""

from collections.abc import Sequence

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block, bare_head
from helpers.cleaning.recognition.grid import (
    Grid,
    is_figure,
    is_foot,
    is_number_row,
    is_numbering,
    is_value,
    is_year,
    quantities_in,
)
from helpers.cleaning.recognition.vocabulary import group, head_words, key
from helpers.cleaning.stated_periods.phrases import phrases

MOST_HEADER_ROWS = 4
LEAST_SHARE = 0.5
LONGEST_HEAD = 90
FEWEST_HEAD_TEXTS = 2
ROWS_AHEAD = 6


def is_known_head(text: str) -> bool:
    """True for a text that heads use: 'Chỉ tiêu', 'ĐVT', 'KH 2023'."""
    bare = bare_head(text)
    if any(bare in group("heads", kind) for kind in ("order", "label", "place", "unit", "note")):
        return True
    found, rest = phrases(key(text), 2000)
    words, _ = head_words(rest)
    return any(w.gives in ("measure", "ratio", "change", "agency", "total") for w in words) or (
        bool(found) and len(rest.split()) <= 2
    )


def _names_rows(text: str) -> bool:
    bare = bare_head(text)
    return any(bare in group("heads", kind) for kind in ("order", "label", "place", "unit"))


def is_head(grid: Grid, numbers: list[int], at: int, active: Block | None) -> bool:
    """True for a row that names the columns of a table below it."""
    cells = grid.rows[numbers[at]]
    texts = [c for c in cells if c.kind == "text" and not is_value(c)]
    others = [c for c in cells if c not in texts and not is_year(c)]
    distinct = {key(c.text) for c in texts} | {c.text for c in cells if is_year(c)}
    if others or len(distinct) < FEWEST_HEAD_TEXTS or any(is_foot(c.text) for c in texts):
        return False
    if any(len(c.text) > LONGEST_HEAD for c in texts) or _is_letterhead(texts):
        return False
    known = [c for c in texts if is_known_head(c.text)]
    names_rows = any(_names_rows(c.text) for c in texts)
    if active is not None and active.body:
        is_same = _shares(active, texts) or _stands_in_figures(grid, active, texts)
        return is_same or (names_rows and len(known) >= FEWEST_HEAD_TEXTS)
    if active is not None and any(map(is_year, cells)) and not names_rows:
        return False  # the first row below a head: 2010 hộ, no year
    if names_rows or len(known) >= FEWEST_HEAD_TEXTS:
        return _values_below(grid, numbers, at, {c.column for c in texts})
    if active is not None and any(_names_rows(c.text) for r in active.header for c in grid.rows[r]):
        return False  # its first row, though its figures look like years
    beside = _first_text(grid, numbers, at)
    stands_right = bool(beside) and max(beside) < min(c.column for c in cells)
    is_wide = len(distinct) > FEWEST_HEAD_TEXTS or stands_right
    return is_wide and _values_right_below(grid, numbers, at)


def _stands_in_figures(grid: Grid, block: Block, texts: Sequence[Cell]) -> bool:
    """True where texts stand in columns of figures: another head, whatever its words are."""
    cells = [c for row in block.body for c in grid.rows[row]]
    labels = [c.column for c in cells if not is_value(c) and not is_numbering(c)]
    figures = {c.column for c in cells if is_figure(c) and c.column > min(labels, default=0)}
    return len({c.column for c in texts} & figures) >= FEWEST_HEAD_TEXTS


def _is_letterhead(texts: Sequence[Cell]) -> bool:
    words = group("letterhead")
    return any(key(c.text).startswith(word) for c in texts for word in words)


def _shares(block: Block, texts: Sequence[Cell]) -> bool:
    own = {key(c.text) for row in block.header for c in block.grid.rows[row]}
    found = [key(c.text) in own for c in texts]
    return len(found) > 1 and sum(found) > LEAST_SHARE * len(found)


def _values_below(grid: Grid, numbers: list[int], at: int, columns: set[int]) -> bool:
    first, last = min(columns), max(columns) + MOST_HEADER_ROWS
    return any(
        is_value(c) and first <= c.column <= last and not is_number_row(grid.rows[number])
        for number in numbers[at + 1 : at + 1 + 2 * ROWS_AHEAD]
        for c in grid.rows[number]
    )


def _values_right_below(grid: Grid, numbers: list[int], at: int) -> bool:
    """True where values stand below most texts of a row, in the next rows."""
    columns = {c.column for c in grid.rows[numbers[at]]}
    below = {
        c.column
        for number in numbers[at + 1 : at + 1 + ROWS_AHEAD]
        for c in grid.rows[number]
        if is_figure(c)
    }
    return len(columns & below) >= max(1, LEAST_SHARE * (len(columns) - 2))


def header_rows(grid: Grid, numbers: list[int], at: int) -> list[int]:
    """The rows of a head: the first, and those below that leave its first columns empty."""
    header = [numbers[at]]
    first = grid.rows[numbers[at]]
    wide = {
        left for top, left, _, right in grid.sheet.merged if top == numbers[at] and right > left
    }
    names = {c.column for c in first if _names_rows(c.text)}
    naming = (names - wide or names) or _first_text(grid, numbers, at)
    units = {c.column for c in first if bare_head(c.text) in group("heads", "unit")}
    if len(naming) > 1:
        naming -= units
    for number in numbers[at + 1 : at + MOST_HEADER_ROWS]:
        cells = grid.rows[number]
        is_head = not any(is_value(c) and not is_year(c) for c in cells)
        is_head |= _is_below_merged(grid, naming, number)
        if number != header[-1] + 1 or not is_head or naming & {c.column for c in cells}:
            break
        header.append(number)
    return header


def _is_below_merged(grid: Grid, naming: set[int], number: int) -> bool:
    """True for a row into which the head of the labels reaches: «3 sao | 4 sao» is a head there."""
    covering = [grid.sheet.covering(number, column) for column in naming]
    is_below = any(cell is not None and cell.row < number for cell in covering)
    return is_below and all(is_year(c) or _is_named(c) for c in grid.rows[number])


def _is_named(cell: Cell) -> bool:
    """True for a text with words that are no unit: '3 sao', but not '3 ha' or '12'."""
    has_words = any(map(str.isalpha, cell.text))
    return cell.kind == "text" and has_words and not quantities_in(cell.text)


def _first_text(grid: Grid, numbers: list[int], at: int) -> set[int]:
    """The column of the labels, by the first row below with a figure."""
    for number in numbers[at + 1 : at + 1 + 2 * ROWS_AHEAD]:
        cells = grid.rows[number]
        texts = [c.column for c in cells if c.kind == "text" and not is_value(c)]
        if texts and any(is_figure(c) for c in cells) and not is_number_row(cells):
            return {texts[0]}
    return set()


def repeats(block: Block, grid: Grid, header: list[int]) -> bool:
    """True for a head that stands again, as on each printed page."""
    texts = [[(c.column, key(c.text)) for c in grid.rows[row]] for row in header]
    own = [[(c.column, key(c.text)) for c in grid.rows[row]] for row in block.header]
    return bool(block.header) and texts == own
