"""The rows of a table with their labels as a tree: numbering, indent, groups, 'Trong đó'."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.cleaning.numbering import Numbering, numbering_of, split_label
from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.grid import is_figure, is_foot, is_value
from helpers.cleaning.recognition.unit_lines import split_unit
from helpers.cleaning.recognition.vocabulary import (
    begins_with_part,
    group,
    is_total,
    key,
    names_fund,
    plain,
)
from helpers.cleaning.tables.words import is_note

BLANKS_PER_STEP = 3
GROUP_IN_CAPITALS, GROUP, LEAF = 1.5, 4.5, 5.0
HALF_STEP = 0.5


@dataclass
class Row:
    """A row of the body: ``name`` without numbering, unit and note marks; ``path``: with parents.

    ``unit``: of its cell of units, or at the end of its label; ``unit_cell`` says where.
    ``is_unclear``: the parent of a label that needs one is open.
    """

    number: int
    cells: dict[int, Cell]
    label: Cell
    name: str
    path: tuple[str, ...] = ()
    unit: str = ""
    unit_cell: str = ""
    is_group: bool = False
    is_total: bool = False
    is_unclear: bool = False
    numbering: Numbering | None = None
    indent: int = 0
    is_money: bool = False
    """'NSTW' alone below the row of what it is the money of."""
    outer: tuple[str, ...] = ()
    beside: str = ""
    """A row without figures above, numbered as this one: it may be a group that holds it."""
    place: str = ""
    """What the column of places beside the labels says of the row."""
    is_place_open: bool = False
    """True for a total that may be that of the place above, or of all of them."""
    said: dict[int, str] = field(default_factory=dict)
    """What a line above it in the midst of the table says: column → text, 0 for all columns."""
    holder: str = ""
    """Of a row behind a dash: the row without one above it, which may say what it is a part of."""

    @property
    def is_part(self) -> bool:
        """True for 'Trong đó: …'."""
        return begins_with_part(self.label.text)

    @property
    def splits(self) -> bool:
        """True for «Phân theo giới tính» without figures: its parts follow."""
        return self.is_group and key(self.name).startswith(tuple(group("split_by")))

    @property
    def is_heading(self) -> bool:
        """True for a row without figure and cell of units that names no part of another row."""
        has_unit = bool(self.unit) and self.unit_cell != self.label.address
        return self.is_group and not has_unit and not self.is_part

    @property
    def is_generic(self) -> bool:
        """True for a label that says nothing without the row above."""
        return key(self.name) in group("generic") or self.is_money

    @property
    def is_kind_of_generic(self) -> bool:
        """True for «Diện tích gieo trồng»: no thing that a row after it could be a measure of."""
        name = key(self.name)
        kinds = (f" {kind}" for kind in group("kinds_of_generic"))
        return any(name.removesuffix(k) in group("generic") for k in kinds if name.endswith(k))


@dataclass
class _Above:
    rank: float
    row: Row
    child: Row | None = None
    first_rank: float = 0.0
    """The rank of an unnumbered group before numbered rows were found below it; 0: none were."""

    @property
    def is_empty_group(self) -> bool:
        """True for an unnumbered group of which no row has been found yet."""
        row = self.row
        return row.is_heading and row.numbering is None and self.child is None

    def is_left(self, row: Row) -> bool:
        """True where its rows so far stand deeper than one without numbering and indent."""
        child = self.child
        if child is None or row.numbering is not None or row.indent > self.row.indent:
            return False
        is_marked = child.numbering is not None and child.numbering.style in ("dash", "plus")
        return is_marked or child.indent > self.row.indent


@dataclass
class Rows:
    """Reads the rows of a block in order."""

    block: Block
    place_column: int = 0
    is_of_money: bool = False
    """True where the lines of the table state units of money and no others."""
    _stack: list[_Above] = field(default_factory=list)
    _unit: str = ""
    _unit_cell: str = ""
    _last: Row | None = None
    _empty: _Above | None = None
    _plain: str = ""
    _over: str = ""
    _carries: bool = False
    _said: dict[int, str] = field(default_factory=dict)

    def read(self) -> Iterator[Row]:
        """Rows with a label, groups included."""
        data = set(self.block.of_kind("data"))
        for number, cells in self.block.rows():
            row = self._row(number, cells)
            if row is None:
                heads = {c: cell.text for c, cell in cells.items() if c in data and _is_head(cell)}
                self._said = {**self._said, **heads}
                continue
            if is_foot(row.name) or is_note(row.name):
                self._said = {**self._said, 0: row.name} if is_note(row.name) else self._said
                continue
            row.said = self._said
            row.is_group = not any(c.column in data and is_figure(c) for c in cells.values())
            has_marks = any(c in data for c in cells)
            row.is_group &= not has_marks
            if self._is_place_above(row):
                continue
            self._set_unit(row)
            self._place(row)
            yield row

    def _row(self, number: int, cells: dict[int, Cell]) -> Row | None:
        sheet = self.block.grid.sheet
        labels = []
        for column in self.block.of_kind("label"):
            cell = sheet.covering(number, column)
            if cell is not None and cell.column == column and cell.text.strip():
                labels.append(cell)
        order = next((cells[c] for c in self.block.of_kind("order") if c in cells), None)
        if not labels and order is not None and numbering_of(order.text) is None:
            labels, order = [order], None
        if not labels:
            return None
        places = [cell for cell in labels if cell.column == self.place_column]
        named = [cell for cell in labels if cell not in places]
        labels = named or labels
        label = labels[-1]
        numbering, name = split_label(plain(label.text))
        if self._is_commune(label, order):
            numbering, name = None, plain(label.text)
        if order is not None:
            numbering = numbering_of(order.text) or numbering
        name, unit = split_unit(name, self.is_of_money)
        first = self.block.of_kind("label")[:1] or [label.column]
        indent = label.indent * BLANKS_PER_STEP + len(label.text) - len(label.text.lstrip())
        indent += 4 * (label.column - first[0]) if label.column in self.block.columns else 0
        outer = tuple(plain(cell.text) for cell in labels[:-1])
        made = Row(
            number, cells, label, name, unit=unit, numbering=numbering, indent=indent, outer=outer
        )
        made.unit_cell = label.address if unit else ""
        made.is_total = is_total(name)
        if self.place_column:
            self._set_place(made, plain(places[0].text) if places else "", bool(named))
        return made

    def _is_commune(self, label: Cell, order: Cell | None) -> bool:
        """True for «X. Mẫu» behind an order number, or beside others: a commune, not the tenth."""
        if not label.text.strip().startswith("X. "):
            return False
        column = (self.block.grid.text(row, label.column) for row in self.block.body)
        return order is not None or sum(text.startswith("X. ") for text in column) > 1

    def _set_place(self, row: Row, text: str, has_label: bool) -> None:
        """The place of a row, or that of the row above where its own is blank or a ditto mark."""
        is_said = bool(text) and key(text) not in group("ditto")
        is_whole = row.is_total and not text and not self._carries
        row.place = text if is_said else "" if is_whole else self._over
        row.is_place_open = row.is_total and not text and self._carries
        if has_label:
            self._carries |= not text and not row.is_total
            self._over = row.place or self._over

    def _is_place_above(self, row: Row) -> bool:
        """True for a row that says nothing but the place of the rows below it."""
        is_place = row.label.column == self.place_column and row.is_group and not row.is_total
        self._carries |= is_place
        self._over = row.place if is_place else self._over
        return is_place

    def _set_unit(self, row: Row) -> None:
        sheet, first = self.block.grid.sheet, self.block.body[0]
        cells = (sheet.covering(row.number, column) for column in self.block.of_kind("unit"))
        cell = next((c for c in cells if c and c.row >= first and c.text.strip()), None)
        if cell is None:
            return
        if key(cell.text) in group("ditto"):
            row.unit, row.unit_cell = self._unit, self._unit_cell
        else:
            row.unit, row.unit_cell = plain(cell.text), cell.address
        self._unit, self._unit_cell = row.unit, row.unit_cell

    def _place(self, row: Row) -> None:
        row.is_money = _is_money_of(row, self._last)
        rank = self._rank(row)
        self._open(row, rank)
        self._beside_empty(row, rank)
        parents = [above.row for above in self._stack]
        if row.is_total and not row.is_group and row.numbering is None:
            parents = []
        last = self._last
        is_thing = last is not None and not (last.is_generic or last.is_kind_of_generic)
        is_thing = is_thing and not self._counts_beside(row, last)
        if row.is_generic and last is not None and is_thing and last not in parents:
            row.is_unclear = rank > GROUP and not last.is_group
            if row.numbering is None:
                parents = [*self._parents_of(last), last]
                row.is_unclear = last.is_part and not last.is_group
        if self._stack and self._stack[-1].child is None:
            self._stack[-1].child = row
        row.path = (*(parent.name for parent in parents), *row.outer, row.name)
        self._stack.append(_Above(rank, row))
        self._last = self._last if row.is_generic or _is_generic_part(row) else row
        if row.numbering is not None and row.numbering.style in ("dash", "plus"):
            row.holder = "" if self._plain in row.path else self._plain
        else:
            is_part = row.numbering is not None or row.is_total or row.is_group or row.is_generic
            self._plain = "" if is_part else row.name

    def _counts_beside(self, row: Row, last: Row | None) -> bool:
        """True for «- Số lớp» above «- Số người», both below one group: it is no thing itself."""
        group_above = self._stack[-1].row if self._stack else None
        if last is None or group_above is None or not group_above.is_heading:
            return False
        own, other = row.numbering, last.numbering
        is_alike = (own and own.style) == (other and other.style) and row.indent == last.indent
        counts = key(last.name).startswith(tuple(f"{key(word)} " for word in group("counting")))
        return is_alike and counts and group_above.name in last.path

    def _beside_empty(self, row: Row, rank: float) -> None:
        """Note the row without figures and unit that is numbered like the rows below it."""
        if row.numbering is None or (self._empty and rank < self._empty.rank):
            self._empty = None
        elif row.is_group:
            self._empty = _Above(rank, row) if row.is_heading else None
        elif self._empty and rank == self._empty.rank:
            row.beside = self._empty.row.name

    def _parents_of(self, row: Row) -> list[Row]:
        found: list[Row] = []
        for above in self._stack:
            if above.row is row:
                break
            found.append(above.row)
        return found if any(above.row is row for above in self._stack) else []

    def _rank(self, row: Row) -> float:
        if row.numbering is not None:
            return row.numbering.rank + min(row.indent, 40) / 100
        if row.is_group:
            return GROUP_IN_CAPITALS if row.name.isupper() else GROUP
        return LEAF + min(row.indent, 60) / 40

    def _open(self, row: Row, rank: float) -> None:
        """Close what the row does not belong to."""
        top = self._stack[-1] if self._stack else None
        is_numbered = row.numbering is not None and not row.is_group
        if top and top.is_empty_group and is_numbered and top.rank >= rank:
            top.first_rank, top.rank = top.rank, rank - HALF_STEP
            return
        if row.is_group and row.numbering is None:
            at = [n for n, a in enumerate(self._stack) if a.first_rank >= rank]
            del self._stack[at[0] if at else len(self._stack) :]
        if row.splits:
            self._leave_split(row)
        if row.is_part and self._stack:
            while len(self._stack) > 1 and self._stack[-1].row.is_part:
                self._stack.pop()
            return
        while self._stack and not self._holds(self._stack[-1], row, rank):
            self._stack.pop()

    def _leave_split(self, row: Row) -> None:
        """Close an earlier «Phân theo giới tính» that is no deeper than «Phân theo khu vực»."""
        for at, above in enumerate(self._stack):
            if above.row.splits and above.row.indent >= row.indent:
                del self._stack[at:]
                return

    def _holds(self, above: _Above, row: Row, rank: float) -> bool:
        if above.rank >= rank or above.is_left(row):
            return False
        if row.is_group and not above.row.is_group:
            own, upper = row.numbering, above.row.numbering
            return bool(own and upper and own.parts[: len(upper.parts)] == upper.parts)
        if above.row.is_group or row.is_generic:
            return True
        if above.row.is_part:
            return False
        is_deeper = row.indent > above.row.indent
        if row.numbering is not None:
            return above.row.numbering is not None or is_deeper
        return is_deeper


def _is_head(cell: Cell) -> bool:
    """True for a text alone in a column of figures: «Kế hoạch» in the midst of a table."""
    return cell.kind == "text" and not is_value(cell) and not any(map(str.isdigit, cell.text))


def _is_money_of(row: Row, last: Row | None) -> bool:
    is_bare = row.numbering is None and not row.is_group and names_fund(row.name)
    return is_bare and last is not None and row.unit == last.unit and not names_fund(last.name)


def _is_generic_part(row: Row) -> bool:
    """True for 'Trong đó: trồng mới': the rows after it belong to the row above it."""
    bare = key(row.name)
    for word in group("parts"):
        bare = bare.removeprefix(word).lstrip(" :-")
    return row.is_part and bare in group("generic")
