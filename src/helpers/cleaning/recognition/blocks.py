"""Find the tables of a sheet by their content: titles, heads, number rows, bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.grid import (
    Grid,
    is_figure,
    is_foot,
    is_number_row,
    is_numbering,
    is_value,
    is_year,
)
from helpers.cleaning.recognition.mentions import mentions
from helpers.cleaning.recognition.vocabulary import group, head_words, key, plain
from helpers.core.conversion import canonical_unit

MOST_HEADER_ROWS = 4
MOST_ROWS = 1_000
"""Rows of a sheet that are looked at; a longer one is asked about as a whole."""
LEAST_SHARE = 0.5
MOST_OF_ORDER = 0.8
"""Share of the cells of a column that are numbering where it holds the order of rows."""
LONGEST_HEAD = 90
FEWEST_HEAD_TEXTS = 2
ROWS_AHEAD = 6
FEWEST_OF_CLASS, LEAST_OF_CLASS, MOST_CLASSES = 3, 0.8, 0.7
"""A text column right of the names is a class of its rows: so many rows, nearly all named on the
left too, and much fewer different texts than names."""


@dataclass
class Block:
    """A table as it stands: rows of its head, rows of its body, its columns, lines above it.

    ``kinds``: column → order, label, unit, note or data.
    """

    grid: Grid
    header: list[int]
    body: list[int]
    titles: list[Cell]
    columns: list[int] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)

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
        if _is_head(grid, numbers, at, active) or _is_head_below_title(grid, numbers, at, active):
            header = _header(grid, numbers, at)
            at += len(header)
            if active is None or not _repeats(active, grid, header):
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
    return [part for block in blocks if _has_figures(block) for part in _side_by_side(block)]


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
    return not has_unit and _is_head(grid, numbers, at, None)


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


def is_known_head(text: str) -> bool:
    """True for a text that heads use: 'Chỉ tiêu', 'ĐVT', 'KH 2023'."""
    bare = bare_head(text)
    if any(bare in group("heads", kind) for kind in ("order", "label", "place", "unit", "note")):
        return True
    found, rest = mentions(key(text), 2000)
    words, _ = head_words(rest)
    return any(w.gives in ("measure", "ratio", "change", "agency", "total") for w in words) or (
        bool(found) and len(rest.split()) <= 2
    )


def _names_rows(text: str) -> bool:
    bare = bare_head(text)
    return any(bare in group("heads", kind) for kind in ("order", "label", "place", "unit"))


def _is_head(grid: Grid, numbers: list[int], at: int, active: Block | None) -> bool:
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
    if names_rows or len(known) >= FEWEST_HEAD_TEXTS:
        return _values_below(grid, numbers, at, {c.column for c in texts})
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


def _header(grid: Grid, numbers: list[int], at: int) -> list[int]:
    """The rows of a head: the first, and those below that leave its first columns empty."""
    header = [numbers[at]]
    first = grid.rows[numbers[at]]
    naming = {c.column for c in first if _names_rows(c.text)} or _first_text(grid, numbers, at)
    for number in numbers[at + 1 : at + MOST_HEADER_ROWS]:
        cells = grid.rows[number]
        is_head = not any(is_value(c) and not is_year(c) for c in cells)
        if number != header[-1] + 1 or not is_head or naming & {c.column for c in cells}:
            break
        header.append(number)
    return header


def _first_text(grid: Grid, numbers: list[int], at: int) -> set[int]:
    """The column of the labels, by the first row below with a figure."""
    for number in numbers[at + 1 : at + 1 + 2 * ROWS_AHEAD]:
        cells = grid.rows[number]
        texts = [c.column for c in cells if c.kind == "text" and not is_value(c)]
        if texts and any(is_figure(c) for c in cells) and not is_number_row(cells):
            return {texts[0]}
    return set()


def _repeats(block: Block, grid: Grid, header: list[int]) -> bool:
    """True for a head that stands again, as on each printed page."""
    texts = [[(c.column, key(c.text)) for c in grid.rows[row]] for row in header]
    own = [[(c.column, key(c.text)) for c in grid.rows[row]] for row in block.header]
    return bool(block.header) and texts == own


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
    return any(_is_head(grid, numbers, i, None) for i in following)


def _side_by_side(block: Block) -> list[Block]:
    """The parts of a block that have labels of their own."""
    filled = {c.column for row in (*block.header, *block.body) for c in block.grid.rows[row]}
    spans = [
        range(left, right + 1)
        for t, left, b, right in block.grid.sheet.merged
        if any(t <= r <= b for r in block.header)
    ]
    columns = sorted(filled | {c for span in spans for c in span})
    block.columns = [c for c in columns if c <= max(filled, default=0)]
    parts, start = [], 0
    kinds = {column: _kind(block, column) for column in block.columns}
    _settle_orders(block, kinds)
    _settle_labels(block, kinds)
    has_data = has_label = False
    for position, column in enumerate(block.columns):
        kind = kinds[column]
        gap = position > 0 and block.columns[position - 1] < column - 1
        if has_data and kind in ("label", "order") and (gap or _is_label_head(block, column)):
            parts.append(block.columns[start:position])
            start, has_data = position, False
        elif kind == "label" and has_data and has_label:
            kinds[column] = "note"
        has_data |= kind == "data"
        has_label |= kind == "label"
    parts.append(block.columns[start:])
    return [_part(block, columns, kinds) for columns in parts if columns]


def _part(block: Block, columns: list[int], kinds: dict[int, str]) -> Block:
    own = {column: kinds[column] for column in columns}
    return Block(block.grid, block.header, block.body, block.titles, columns, own)


def _settle_orders(block: Block, kinds: dict[int, str]) -> None:
    """Numbering left of the labels is the order of rows; the same in other columns is figures."""
    first = next((c for c, kind in kinds.items() if kind == "label"), 0)
    for column, kind in kinds.items():
        if kind == "order?":
            is_order = column < first or (not block.header_path(column) and _counts(block, column))
            kinds[column] = "order" if is_order else _kind_of_marks(block, column)


def _counts(block: Block, column: int) -> bool:
    """True for a column of 1, 2, 3: the order of the rows of another table on its right."""
    cells = [c for row in block.body for c in block.grid.rows[row] if c.column == column]
    texts = [plain(c.text).strip("().") for c in cells]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return numbers == list(range(1, len(numbers) + 1))


def _kind_of_marks(block: Block, column: int) -> str:
    """Letters and Roman numbers right of the names are a class of the rows; numbers are figures."""
    cells = [c for row in block.body for c in block.grid.rows[row] if c.column == column]
    return "data" if any(is_value(c) for c in cells) else "label"


def _settle_labels(block: Block, kinds: dict[int, str]) -> None:
    """Names like «Hộ nghèo» are no units; a class of the named rows («Loại») is no name."""
    for column, kind in kinds.items():
        if kind == "label":
            break
        if kind == "unit" and column not in block.columns_of_head("unit"):
            kinds[column] = "label"
            break
    run: list[int] = []
    for column, kind in kinds.items():
        if kind == "label":
            run.append(column)
        elif kind == "data":
            break
    texts = {c: {r: key(block.grid.text(r, c)) for r in block.body} for c in run}
    filled = {c: {r: t for r, t in rows.items() if t} for c, rows in texts.items()}
    for left, column in zip(run, run[1:], strict=False):
        both = [row for row in filled[column] if row in filled[left]]
        if len(both) < max(FEWEST_OF_CLASS, LEAST_OF_CLASS * len(filled[column])):
            continue
        names = len({filled[left][row] for row in both})
        if len({filled[column][row] for row in both}) <= MOST_CLASSES * names:
            kinds[column] = "note"
            filled[column] = filled[left]


def _is_label_head(block: Block, column: int) -> bool:
    path = block.header_path(column)
    bare = bare_head(path[-1]) if path else ""
    return bare in group("heads", "label") | group("heads", "place") | group("heads", "order")


def _kind(block: Block, column: int) -> str:
    path = block.header_path(column)
    bare = bare_head(path[-1]) if path else ""
    for kind in ("order", "unit", "note"):
        if bare in group("heads", kind):
            found = kind
            break
    else:
        found = ""
    cells = [c for row in block.body for c in block.grid.rows[row] if c.column == column]
    texts = [c for c in cells if c.kind == "text" and not is_value(c)]
    values = [c for c in cells if is_value(c)]
    if found == "unit" and _is_place_column(texts):
        found = ""
    if found:
        return found
    numbering = [c for c in cells if is_numbering(c)]
    if cells and len(numbering) >= MOST_OF_ORDER * len(cells):
        return "order?"
    if (
        texts
        and all(canonical_unit(c.text) or key(c.text) in group("ditto") for c in texts)
        and not values
    ):
        return "unit"
    return "label" if len(texts) > len(values) else "data"


def _is_place_column(texts: Sequence[Cell]) -> bool:
    """True where a column headed 'Đơn vị' names places or offices, not units of measure."""
    units = [c for c in texts if canonical_unit(c.text) or key(c.text) in group("ditto")]
    return len(texts) > 0 and len(units) < LEAST_SHARE * len(texts)
