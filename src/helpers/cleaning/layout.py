"""Find a form's table in a sheet: its header, its columns by role, its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from helpers.cleaning.cleaning_log import SourceCell
from helpers.cleaning.numbering import numbering_of
from helpers.cleaning.readers import Cell, Sheet
from helpers.core.catalogues.forms import SheetMap

SEPARATOR = " / "
MERGED_ROLES = frozenset(
    ("label", "unit_of_measure", "note", "cause", "source", "section", "project", "kind", "reason")
)
"""Roles in which a merged cell counts for all rows that it covers."""
FEWEST_LETTERS = 3
"""Fewer letters in the column of order numbers are numbering ('II', 'a)'), not a title."""
BLANKS_PER_STEP = 3
"""Width of one step of a cell's indent (ECMA-376, 18.8.1)."""
BLANKS_PER_COLUMN = 4
"""A label one column further to the right counts as one that is indented by so many blanks."""


@dataclass(frozen=True)
class FormRow:
    """One row below the head: its cells by role.

    ``outer_labels``: labels left of its own where the label's header spans several columns.
    """

    number: int
    cells: dict[str, Cell]
    outer_labels: tuple[Cell, ...] = ()
    indent: int = 0

    def text(self, role: str) -> str:
        """Text of a role's cell, blanks collapsed; empty where there is none."""
        cell = self.cells.get(role)
        return " ".join(cell.text.split()) if cell else ""


@dataclass(frozen=True)
class LocatedTable:
    """A table found in a sheet.

    ``header_rows``: the rows of its head as they are, a row of column numbers included;
    ``roles``: column → what it holds, only columns whose meaning is sure;
    ``headers``: column → texts of its head from top to bottom, joined by ' / ', also of columns
    without a role; ``last_row``: last row with a figure (of a table without figures: with a text);
    ``title``: the lines above the head that belong to this table only, below the table before;
    ``label_columns``: all columns below the label's header; ``repeated_heads``: rows of the body
    that only repeat the head; ``columns``: all columns of the table, from its first to its last;
    ``workbook_figures``: texts of all figures of its workbook: how the office writes numbers;
    ``paths``: row → label path ('Cây lương thực / Lúa xuân / Năng suất');
    ``refused``: (row, column) of figures that no reader may take → key of the reason.
    """

    sheet: Sheet
    mapping: SheetMap
    header_rows: range
    roles: dict[int, str]
    headers: dict[int, str]
    last_row: int
    columns: range
    title: str = ""
    workbook_figures: tuple[str, ...] = ()
    label_columns: tuple[int, ...] = ()
    repeated_heads: frozenset[int] = frozenset()
    paths: Mapping[int, str] = field(default_factory=dict)
    refused: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def rows(self) -> Iterator[FormRow]:
        """Rows below the head that hold anything in a mapped column.

        A label, a unit or a note that is merged over several rows counts for each of them; other
        cells below a merged one hold nothing.
        """
        return iter(self._rows)

    @cached_property
    def _rows(self) -> tuple[FormRow, ...]:
        return tuple(self._find_rows())

    def _find_rows(self) -> Iterator[FormRow]:
        body = range(self.header_rows.stop, self.last_row + 1)
        for number, cells in sheet_rows(self.sheet):
            if number not in body or number in self.repeated_heads:
                continue
            own = {c: cell for c, cell in cells.items() if not self.is_covered(cell)}
            if not own.keys() & (self.roles.keys() | set(self.label_columns)):
                continue
            known = {
                self.roles[c]: cell
                for c, cell in own.items()
                if c in self.roles and (number, c) not in self.refused
            }
            for column, role in self.roles.items():
                above = self._merged_over(number, column)
                if role in MERGED_ROLES and above:
                    known.setdefault(role, above)
            yield self._row(number, known)

    def _row(self, number: int, known: dict[str, Cell]) -> FormRow:
        """A row with its label: the last one filled, or a title that stands in the order column."""
        labels = [
            cell
            for column in self.label_columns
            if (cell := self._merged_over(number, column)) and any(map(str.isalpha, cell.text))
        ]
        order = known.get("order") if self.label_columns else None
        if not labels and order and _is_title(order.text):
            labels = [known.pop("order")]
        if not labels:
            known.pop("label", None)
            return FormRow(number, known)
        label = labels[-1]
        offset = BLANKS_PER_COLUMN * max(0, label.column - self.label_columns[0])
        offset += BLANKS_PER_STEP * label.indent
        indent = len(label.text) - len(label.text.lstrip()) + offset
        return FormRow(number, {**known, "label": label}, tuple(labels[:-1]), indent)

    def _merged_over(self, row: int, column: int) -> Cell | None:
        """The cell at a position of the body, also where it is merged over several rows."""
        cell = self.sheet.covering(row, column)
        in_body = cell is not None and cell.row >= self.header_rows.stop
        return cell if cell and in_body and cell.column == column and cell.text.strip() else None

    def is_covered(self, cell: Cell) -> bool:
        """True for a cell below a merged one, which nobody sees."""
        return self.sheet.covering(cell.row, cell.column) is not cell

    def value_texts(self, role: str | None = None) -> Iterator[str]:
        """Texts of the value columns, or of one of them."""
        wanted = {role} if role else self.mapping.value_roles
        for row in self.rows():
            for name in wanted & row.cells.keys():
                if row.cells[name].kind == "text":
                    yield row.cells[name].text

    def source_cell(self, cell: Cell) -> SourceCell:
        """The source of a cell of this table, with the label path of its row."""
        return source_cell_of(self.sheet, cell, self.paths.get(cell.row, ""))


def _is_title(text: str) -> bool:
    """True for words in the column of order numbers: a title merged over the row, 'Tổng cộng'."""
    letters = sum(character.isalpha() for character in text)
    return letters >= FEWEST_LETTERS and numbering_of(text) is None


def source_cell_of(sheet: Sheet, cell: Cell, label: str = "") -> SourceCell:
    """The source of a cell."""
    original = cell.text if cell.corrected_from is None else cell.corrected_from
    return SourceCell(sheet.file, sheet.name, cell.address, original, label)


def sheet_rows(sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    """(row number, column number → cell that holds more than blanks), top down."""
    for cells in sheet.rows:
        filled = {cell.column: cell for cell in cells if cell.text.strip()}
        if filled:
            yield cells[0].row, filled
