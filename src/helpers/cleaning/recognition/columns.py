"""The columns of a table: what kind of content each has, which tables stand side by side."""

from collections.abc import Sequence

from helpers.cleaning.numbering import numbering_of
from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block, bare_head
from helpers.cleaning.recognition.cell_values import is_moved
from helpers.cleaning.recognition.grid import is_numbering, is_value
from helpers.cleaning.recognition.place_columns import has_place_head
from helpers.cleaning.recognition.places import is_class_of_places
from helpers.cleaning.recognition.vocabulary import group, key, plain
from helpers.core.conversion import canonical_unit

LEAST_SHARE = 0.5
MOST_OF_ORDER = 0.8
"""Share of the cells of a column that are numbering where it holds the order of rows."""
FEWEST_OF_CLASS, LEAST_OF_CLASS, MOST_CLASSES = 3, 0.8, 0.7
"""A text column right of the names is a class of its rows: so many rows, nearly all named on the
left too, and much fewer different texts than names."""


def side_by_side(block: Block) -> list[Block]:
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
        is_head = kind in ("label", "order") and (gap or _is_label_head(block, column))
        is_last = "data" not in (kinds[c] for c in block.columns[position:])
        if has_data and is_head and not is_last and (gap or not _describes_rows(block, column)):
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
            is_order = not block.header_path(column) and _counts(block, column)
            is_order |= column < first and _may_number_rows(block, column)
            kinds[column] = "order" if is_order else _kind_of_marks(block, column)


def _may_number_rows(block: Block, column: int) -> bool:
    """False for «Số hộ nghèo» left of the names: a head of its own over what counts nothing up."""
    path = block.header_path(column)
    if not path or bare_head(path[-1]) in group("heads", "order"):
        return True
    cells = [c for row in block.body for c in block.grid.rows[row] if c.column == column]
    found = [numbering_of(plain(c.text)) for c in cells]
    in_order = [
        n
        for at, n in enumerate(found)
        if n and (n.is_first or any(o and n.follows(o) for o in found[:at]))
    ]
    has_other = any(c != column for c in block.columns_of_head("order"))
    return not has_other and len(in_order) >= MOST_OF_ORDER * len(found)


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
    """Names like «Hộ nghèo» are no units; a class of the named rows («Loại») is no name; numbers
    right of the names, as «2000», are figures."""
    labels = [column for column, kind in kinds.items() if kind == "label"]
    for column in labels[1:]:
        cells = [c for row in block.body for c in block.grid.rows[row] if c.column == column]
        if all(cell.text.strip().isdecimal() for cell in cells):
            kinds[column] = "data"
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
        names_things = not all(map(is_class_of_places, filled[column].values()))
        if names_things and has_place_head(block, left) and _is_label_head(block, column):
            continue  # «Xã | Dân tộc»: a figure is of both; «Xã | Khu vực» is of the place alone
        if len(both) < max(FEWEST_OF_CLASS, LEAST_OF_CLASS * len(filled[column])):
            continue
        names = len({filled[left][row] for row in both})
        if len({filled[column][row] for row in both}) <= MOST_CLASSES * names:
            kinds[column] = "note"
            filled[column] = filled[left]


def _describes_rows(block: Block, column: int) -> bool:
    """True for «Dân tộc» of the persons that the rows on the left count: no names of further rows.

    It says the same of several rows, or nothing of a row that has figures on its right.
    """
    texts = {row: key(block.grid.text(row, column)) for row in block.body}
    named = [text for text in texts.values() if text]
    covering = block.grid.sheet.covering
    without = [row for row, text in texts.items() if not text and not covering(row, column)]
    is_beside = any(
        is_value(cell) and cell.column > column
        for row in without
        if _begins_with_name(block, row, column)
        for cell in block.grid.rows[row]
        if cell.column in block.columns
    )
    is_class = len(named) >= FEWEST_OF_CLASS and len(set(named)) <= MOST_CLASSES * len(named)
    return is_class or is_beside


def _begins_with_name(block: Block, row: int, column: int) -> bool:
    cells = (c for c in block.grid.rows[row] if c.column < column)
    return any(c.kind == "text" and not is_value(c) and not is_numbering(c) for c in cells)


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
    values = [c for c in cells if is_value(c) or is_moved(c.text)]
    texts = [c for c in texts if c not in values]
    if bare in group("heads", "unit_or_place") and _is_place_column(texts):
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
