"""Which units are stated for a figure: beside it, in its row, its head, around the table."""

import re
from collections.abc import Iterator

from helpers.cleaning.layout import SEPARATOR, LocatedTable, sheet_rows
from helpers.cleaning.readers import Cell
from helpers.cleaning.readers.model import address_of
from helpers.cleaning.unit_agreement import UnitEvidence
from helpers.cleaning.unit_statements import (
    MONEY_DIMENSION,
    StatedUnits,
    all_stated_in,
    is_ditto,
    is_unit_heading,
    mentioned_money,
    stated_alone,
    stated_in,
    stated_in_head,
    stated_units,
)
from helpers.core.conversion import PERCENT, SMALLEST_MONEY
from helpers.core.messages import message
from helpers.core.numbers import marker
from helpers.core.numbers.scale_words import scales
from helpers.core.numbers.spelling import plain
from helpers.core.text import fold

_FIGURE = re.compile(r"\s*[(+\-−–]?\s*\d")
FEWEST_FIGURES = 2
"""A row above the head with so many figures belongs to another table."""


class TableUnits:
    """All units that a table's sheet states, by the rows and columns for which they hold."""

    def __init__(self, table: LocatedTable) -> None:
        self._table = table
        self._heads: dict[str, list[StatedUnits]] = {}
        self._rows: dict[int, list[StatedUnits]] = {}
        self._labels: dict[int, list[StatedUnits]] = {}
        self._blocks: list[tuple[int, StatedUnits]] = []
        self._around: list[StatedUnits] = []
        self._unsure: list[StatedUnits] = []
        self._with_unit: dict[int, StatedUnits] = {}
        self._unit_columns = list(self._read_heads())
        self._read_above()
        self._read_body()

    def for_figure(self, cell: Cell, role: str, *, is_rate: bool | None) -> UnitEvidence:
        """What holds for the figure in ``cell``. A rate has its own unit, not that of its row.

        ``is_rate`` is None for a fraction, whose head may state the unit of its rate.
        """
        shown = stated_units(cell.format_unit, cell.address) if cell.format_unit else None
        beside = [*self._rows.get(cell.row, ()), *self._heads.get(role, ())]
        if is_rate is not False:
            beside = [each for each in beside if each.names(PERCENT) == bool(is_rate)]
        if shown and _is_bare_currency(shown) and beside and not _name_money(beside):
            shown = None  # a style of the spreadsheet: heads of cattle are no money
        near = (*([shown] if shown else []), *beside)
        lines = (*self._labels.get(cell.row, ()), *self._lines_for(cell.row))
        others = [each for name, stated in self._heads.items() if name != role for each in stated]
        others += self._unsure
        others += [] if cell.row in self._with_unit else self._with_unit.values()
        return UnitEvidence(near, lines, tuple(others))

    def _lines_for(self, row: int) -> Iterator[StatedUnits]:
        """Lines that hold for a row: the last block line above it, else those of the table."""
        dimensions: set[str] = set()
        for number, stated in reversed(self._blocks):
            if number < row and not stated.dimensions & dimensions:
                yield stated
                dimensions |= stated.dimensions
        for stated in self._around:
            if not stated.dimensions & dimensions:
                yield stated

    def _read_heads(self) -> Iterator[int]:
        """Units of heads; yields the columns that hold the units of rows."""
        table = self._table
        yield from (c for c, role in table.roles.items() if role == "unit_of_measure")
        self._around += self._lines_of_head()
        for column, header in table.headers.items():
            role = table.roles.get(column, "")
            stated = list(stated_in_head(header, address_of(table.header_rows.start, column)))
            if role in table.mapping.value_roles:
                self._heads[role] = stated
            else:
                self._around += stated
            if not role and is_unit_heading(header):
                yield column

    def _lines_of_head(self) -> Iterator[StatedUnits]:
        """Lines among the rows of the head that are no header of their column."""
        for number, cells in self._sheet_rows():
            for column, cell in cells.items() if number in self._table.header_rows else ():
                headers = self._table.headers.get(column, "").split(SEPARATOR)
                if " ".join(cell.text.split()) not in headers:
                    yield from all_stated_in(cell.text, cell.address)

    def _read_above(self) -> None:
        """Lines above the head, from below, up to the figures of another table.

        Texts outside of the cells are only seen by some: a unit in them may be meant.
        """
        for text in self._table.sheet.around:
            self._unsure += all_stated_in(text, message("cleaning.outside_of_cells"))
        head = self._table.header_rows.start
        above = [cells for number, cells in self._sheet_rows() if number < head]
        for cells in reversed(above):
            if _are_figures(cells):
                return
            for cell in cells.values():
                led = list(all_stated_in(cell.text, cell.address))
                led = led or list(stated_in_head(cell.text, cell.address))
                self._around += led
                self._unsure += [] if led else mentioned_money(cell.text, cell.address)

    def _read_body(self) -> None:
        """Units of rows and labels, and lines between rows.

        Lines before the first figures or behind the last ones hold for the whole table.
        """
        unit: StatedUnits | None = None
        group: list[StatedUnits] = []
        lines: list[tuple[int, StatedUnits]] = []
        notes: list[StatedUnits] = []
        for number, cells in self._sheet_rows():
            if number < self._table.header_rows.stop:
                continue
            if number in self._table.repeated_heads:
                lines += [(number, line) for line in self._lines_in(cells) if len(cells) == 1]
                continue
            if number > self._table.last_row and _are_figures(cells):
                return  # the lines stand above another table
            stated = self._lines_in(cells)
            in_label = self._in_label(cells)
            has_figures = any(_holds_value(c) for c in self._of_values(cells))
            unit = self._unit_of_row(number, unit) or (None if has_figures else unit)
            if not has_figures:
                group = in_label
                lines += [(number, line) for line in stated]
                notes += self._lines_in(cells, whole=False)
                continue
            if self._rows:
                self._blocks += lines
            else:
                self._around += [line for _, line in lines]
            lines, notes = [], []
            if unit:
                self._with_unit[number] = unit
            self._rows[number] = [*([unit] if unit else []), *stated, *self._beside(cells)]
            self._labels[number] = [*in_label, *group]
        self._around += notes

    def _sheet_rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Rows of the sheet within the table's columns: another table may stand beside it."""
        for number, cells in sheet_rows(self._table.sheet):
            within = {c: cell for c, cell in cells.items() if c in self._table.columns}
            if within:
                yield number, within

    def _of_values(self, cells: dict[int, Cell]) -> Iterator[Cell]:
        wanted = self._table.mapping.value_roles
        return (cell for column, cell in cells.items() if self._table.roles.get(column) in wanted)

    def _lines_in(self, cells: dict[int, Cell], *, whole: bool = True) -> list[StatedUnits]:
        """Cells of a row that state a unit (``whole``: and hold nothing else)."""
        others = [cell for column, cell in cells.items() if column not in self._unit_columns]
        found = [s for cell in others for s in all_stated_in(cell.text, cell.address, whole=whole)]
        bracketed = (cell for cell in others if cell.text.lstrip()[:1] == "(")
        alone = (stated_alone(cell.text, cell.address) for cell in bracketed)
        return found + [stated for stated in alone if stated]

    def _beside(self, cells: dict[int, Cell]) -> Iterator[StatedUnits]:
        """Units that stand alone in columns of which nothing is known."""
        known = self._table.roles.keys() | {*self._table.label_columns, *self._unit_columns}
        found = (
            stated_alone(cell.text, cell.address) for c, cell in cells.items() if c not in known
        )
        return (stated for stated in found if stated)

    def _in_label(self, cells: dict[int, Cell]) -> list[StatedUnits]:
        columns = {c for c, role in self._table.roles.items() if role == "label"}
        columns.update(self._table.label_columns)
        labels = (cell for c, cell in cells.items() if c in columns)
        return [stated for cell in labels for stated in stated_in_head(cell.text, cell.address)]

    def _unit_of_row(self, number: int, above: StatedUnits | None) -> StatedUnits | None:
        for column in self._unit_columns:
            cell = self._table.sheet.covering(number, column)
            if cell is not None and cell.text.strip(" ()"):
                is_repeated = above is not None and is_ditto(cell.text)
                if is_repeated:
                    return above
                led = stated_in(cell.text, cell.address) or stated_units(cell.text, cell.address)
                return _split_over_two(above, led) or led
        return None


def _split_over_two(above: StatedUnits | None, own: StatedUnits) -> StatedUnits | None:
    """«Nghìn» and below it «đồng»: one unit of two rows, or two units; nobody can say."""
    if above is None or fold(above.text) not in scales() or not _is_bare_currency(own):
        return None
    return StatedUnits(f"{above.text} / {own.text}", own.cell, ())


def _is_figure(cell: Cell) -> bool:
    return cell.kind in ("number", "formula_without_value") or bool(_FIGURE.match(plain(cell.text)))


def _holds_value(cell: Cell) -> bool:
    """True for whatever is read as a figure or mark: also 'ước 4,27', a figure after a hidden sign.

    Lines of units are none: '(ĐVT: 1.000 đồng)'.
    """
    if cell.kind != "text" or marker(cell.text) is not None:
        return True
    is_unit = cell.text.lstrip()[:1] == "(" and stated_alone(cell.text, cell.address)
    is_line = is_unit or stated_in(cell.text, cell.address)
    return not is_line and any(map(str.isdigit, cell.text))


def _are_figures(cells: dict[int, Cell]) -> bool:
    return sum(map(_is_figure, cells.values())) >= FEWEST_FIGURES


def _is_bare_currency(stated: StatedUnits) -> bool:
    return bool(stated.measures) and all(m.unit == SMALLEST_MONEY for m in stated.measures)


def _name_money(stated: list[StatedUnits]) -> bool:
    """True where a unit is one of money, or is not known."""
    return any(not each.measures or MONEY_DIMENSION in each.dimensions for each in stated)
