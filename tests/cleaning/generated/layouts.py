"""One table of true values through a random layout: cells, and what must come of each figure."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from decimal import Decimal
from random import Random

from generated import hostile as hostile_features
from generated.choices import (
    CAN_FORMAT,
    CAN_HIDE,
    CAN_MERGE,
    MARKERS,
    ROMAN,
    TITLES,
    UNIT_LINES,
    VALUE_ROLES,
    Choices,
    Column,
    DraftRow,
    Figure,
    weighted,
)
from generated.figures import STYLES, is_clear
from generated.pages import Box, Expected, GeneratedTable, Position
from generated.stock import Stock

Cell = tuple[Box, str, tuple[str, ...]]


class Draft(Choices):
    """Writes one table into a page and notes what must come of every figure."""

    def make(self) -> GeneratedTable:
        """The table, its page and its truth."""
        self._choose_form()
        self._choose_columns()
        self._choose_rows()
        self._choose_types()
        if not self.benign:
            hostile_features.choose(self)
        self._write_above()
        self._write_head()
        self._write_rows()
        self._write_below()
        self._hide()
        hostile_features.finish(self)
        if not self.hostile and self.chance("table away from column A", 0.1):
            shift(self, 0, self.chooser.randint(1, 3))
        return self.table()

    def table(self) -> GeneratedTable:
        """What was made."""
        sheet = self.stem if self.kind == "csv" else self.page.name
        return GeneratedTable(
            number=self.number, stem=self.stem, kind=self.kind, page=self.page,
            expected=[replace(e, sheet=e.sheet or sheet) for e in self.expected],
            features=self.features, hostile=self.hostile,
            encoding=self.encoding, delimiter=self.delimiter, unquoted=self.unquoted,
        )  # fmt: skip

    def box(self, row: DraftRow, role: str, figure: Figure) -> Cell:
        """The cell of a figure, what may come of it, and the features of the cell."""
        if figure.marker:
            return Box(figure.marker), self.outcome, ("marker",)
        assert figure.value is not None
        if figure.plan:
            write = STYLES[self.style]
            rate = (figure.value * 100 / figure.plan).quantize(Decimal("0.01"))
            text = f"{write(figure.value)}/{write(figure.plan)} = {write(rate)}%"
            return Box(text), self.outcome, ("attainment",)
        written = self.written(row, role, figure.value).normalize()
        written = written.quantize(Decimal(1)) if written == written.to_integral() else written
        typed = self.typed
        if self.kind in CAN_FORMAT and self.chance("text and numbers mixed", 0.03):
            typed = not typed
        return (self._typed if typed else self._text)(row, role, written)

    def _typed(self, row: DraftRow, role: str, written: Decimal) -> Cell:
        """A number in one of the formats that offices use."""
        if "pct" in role or row.unit == "%":
            if self.chance("percent format", 0.3):
                return Box(written / 100, "0.00%"), self.outcome, ("percent format",)
            if self.chance("percent sign in format", 0.1):
                return Box(written, '0.00"%"'), self.outcome, ("percent sign in format",)
        elif self.chance("scaled format", 0.04):
            return Box(written * 1000, "#,##0.###,"), self.outcome, ("scaled format",)
        elif row.unit and not row.written_unit and self.chance("unit in number format", 0.04):
            box = Box(written, f'#,##0.###" {row.unit}"')
            return box, self.outcome, ("unit in number format",)
        if self.kind != "xls" and self.chance("formula", 0.05):
            return Box(written, self.number_format, formula="=1*1"), self.outcome, ("formula",)
        rounded = "." not in self.number_format and self.number_format != "General"
        outcome = "either" if rounded and abs(written) < 1 else self.outcome
        return Box(written, self.number_format), outcome, ("typed figure",)

    def _text(self, row: DraftRow, role: str, written: Decimal) -> Cell:
        """Digits as text; what other figures of the column do not decide may be asked."""
        text, outcome = STYLES[self.style](written), self.outcome
        if " " in text and self.chooser.random() < 0.5:
            text = text.replace(" ", self.chooser.choice(("\u00a0", "\u202f")))
        count = row.line is not None and self.stock.is_count(row.line.unit) and "pct" not in role
        if not is_clear(text) and not self.column_decides(role) and not count:
            outcome = "either"
        if "pct" in role or row.unit == "%":
            text += self.chooser.choice(("%", ""))
        elif self.unit_in_cells and row.unit:
            text += f" {row.unit}"
        if self.chance("blanks around figure", 0.05):
            text = f" {text}  "
        return Box(text), outcome, ("clear text",) if is_clear(text) else ("ambiguous text",)

    def put(self, row: int, column: int, box: Box | str) -> None:
        """Write one cell."""
        self.page.boxes[row, column] = Box(box) if isinstance(box, str) else box

    def _write_above(self) -> None:
        if self.chance("title lines", 0.8):
            for title in self.chooser.sample(TITLES, self.chooser.randint(1, 4)):
                self.put(self.row_number, 1, title)
                if self.kind in CAN_MERGE and self.chooser.random() < 0.5:
                    self.page.merged.append(
                        (self.row_number, 1, self.row_number, len(self.columns))
                    )
                self.row_number += 1
        unit = self._table_unit()
        if self.unit_at == "unit line above" and unit:
            column = self.chooser.choice((1, max(1, len(self.columns) - 1)))
            self.put(self.row_number, column, self.chooser.choice(UNIT_LINES).format(unit))
            self.unit_cells.add((self.row_number, column))
            self.row_number += 1
        if self.second_unit:
            self.put(self.row_number, 1, self.chooser.choice(UNIT_LINES).format(self.second_unit))
            self.unit_cells.add((self.row_number, 1))
            self.row_number += 1
        if self.chance("blank row above head", 0.5):
            self.row_number += 1

    def _table_unit(self) -> str:
        if self.is_programme:
            return self.spelling(self.programme_unit)
        return self.spelling(next((row.unit for row in self.rows if row.unit), ""))

    def spelling(self, unit: str) -> str:
        """The unit as offices write it."""
        spellings = self.stock.spellings.get(unit, ())
        if spellings and self.chance("unit spelled otherwise", 0.15):
            return self.chooser.choice(spellings)
        return unit

    def _write_head(self) -> None:
        own_column = self.unit_at in ("unit column", "unit merged", "unit ditto")
        if not own_column and self.chooser.random() >= 0.3:
            self.columns = [c for c in self.columns if c.role != "unit_of_measure"]
        two = self.two_level
        if not two and self.sheet["header_rows"] == 2:
            self.features.add("one head row where two are usual")
        self.head_height = 2 if two else 1
        self.write_head_at(self.row_number)
        self.row_number += self.head_height
        if self.unit_at == "unit line below head":
            column = self.chooser.choice((1, len(self.columns)))
            text = self.chooser.choice(UNIT_LINES).format(self._table_unit())
            self.put(self.row_number, column, text)
            self.unit_cells.add((self.row_number, column))
            self.row_number += 1
        if self.chance("column numbers", 0.2):
            letters = self.chooser.random() < 0.5
            for number, _ in enumerate(self.columns, start=1):
                text = "AB"[number - 1] if letters and number < 3 else str(number - 2 * letters)
                self.put(
                    self.row_number,
                    number,
                    Box(Decimal(text)) if text.isdigit() and self.typed else text,
                )
            self.row_number += 1

    def write_head_at(self, top: int) -> None:
        """The head from row ``top`` on; upper heads span their columns."""
        merge = self.kind in CAN_MERGE and self.chance("merged head", 0.7)
        previous = ""
        upper = self.chance("head in capitals", 0.1)
        broken = self.chance("line break in head", 0.1)
        self.head_rows = [*self.head_rows, *range(top, top + self.head_height)]
        start = 0
        for number, column in enumerate(self.columns, start=1):
            heads = column.heads
            if column.unit:
                heads = (*heads[:-1], f"{heads[-1]} ({column.unit})")
            heads = tuple(map(str.upper, heads)) if upper else heads
            if broken and column.role not in ("order",):
                heads = tuple(text.replace(" ", "\n", 1) for text in heads)
            own = self.head_of.setdefault(number, set())
            own.update((row, number) for row in range(top, top + self.head_height))
            if self.head_height == 1:
                self.put(top, number, heads[0])
            elif len(heads) == 1:
                self.put(top, number, heads[0])
                if merge:
                    self.page.merged.append((top, number, top + 1, number))
                previous = ""
            else:
                if heads[0] != previous:
                    self.put(top, number, heads[0])
                    start = number
                elif merge:
                    self.page.merged = [a for a in self.page.merged if a[:2] != (top, start)]
                    self.page.merged.append((top, start, top, number))
                own.add((top, start))
                self.put(top + 1, number, heads[1])
                previous = heads[0]

    def _write_rows(self) -> None:
        if self.unit_at == "unit in head":
            for column in self.columns:
                if column.role in VALUE_ROLES:
                    column.unit = self._table_unit()
            self._rewrite_head()
        repeat = self.chooser.randint(2, 5) if self.chance("repeated head", 0.08) else 0
        indent = self.chance("indented labels", 0.15)
        blank = self.chance("blank rows", 0.1)
        groups = lines = 0
        last_unit = ""
        for count, row in enumerate(self.rows):
            if repeat and count == repeat:
                self.write_head_at(self.row_number)
                self.row_number += self.head_height
                last_unit = ""
            if self.switch and count == self.switch[0]:
                self._switch_columns(self.switch[1])
                last_unit = ""
            if count == self.ask_below or self.switch and count == self.switch[0]:
                self.doubt()
            if blank and row.kind != "line" and self.chooser.random() < 0.5:
                self.row_number += 1
            if row.kind in ("group", "total", "both"):
                order, groups, lines = ROMAN[groups % 10], groups + 1, 0
            else:
                lines += 1
                order = str(lines)
            row.order = row.order or order
            row.number = self.row_number
            last_unit = self._write_row(row, last_unit, indent)
            self.row_number += 1

    def _switch_columns(self, roles: list[str]) -> None:
        """From here on two columns stand in each other's position, under a head of their own."""
        first, second = (n for n, c in enumerate(self.columns) if c.role in roles)
        columns = list(self.columns)
        columns[first], columns[second] = columns[second], columns[first]
        self.columns = columns
        self.head_of, self.head_rows = {}, []
        self.row_number += self.chooser.randint(0, 2)
        self.write_head_at(self.row_number)
        self.row_number += self.head_height

    def _rewrite_head(self) -> None:
        top = min(self.head_rows)
        self.page.merged = [a for a in self.page.merged if a[0] not in self.head_rows]
        self.head_rows = []
        self.write_head_at(top)

    def _write_row(self, row: DraftRow, last_unit: str, indent: bool) -> str:
        label = row.label
        if indent and row.kind == "line":
            label = "   " + label
        for number, column in enumerate(self.columns, start=1):
            position = (row.number, number)
            if column.role == "order" and row.kind != "other":
                typed = self.typed and row.order.isdigit()
                self.put(*position, Box(Decimal(row.order)) if typed else row.order)
            elif column.role == "label":
                self.put(*position, label)
            elif column.role == "unit_of_measure" and row.unit:
                self._write_unit(row, position, last_unit)
            elif column.role in row.figures:
                figure = row.figures[column.role]
                box, outcome, features = self.box(row, column.role, figure)
                self.put(*position, box)
                if figure.key is None:
                    outcome = "nothing" if figure.marker else "refused"
                elif row.kind == "both" or row.label.startswith("Trong đó"):
                    outcome = "either"  # a total of the group, or of a line that is not there
                elif column.role in self.may_ask or self.may_ask_all:
                    outcome = "either"
                self.expect(row, position, figure, outcome, features)
                if figure.plan and figure.key:
                    self._expect_parts(row, position, figure, outcome)
        return row.unit or last_unit

    def _expect_parts(
        self, row: DraftRow, position: Position, figure: Figure, outcome: str
    ) -> None:
        """The plan and the percentage that stand in the same cell as the value."""
        assert figure.key and figure.value is not None and figure.plan
        self.expected[-1] = replace(self.expected[-1], shared=True)
        rate = (figure.value * 100 / figure.plan).quantize(Decimal("0.01"))
        for measure, value in (("plan", figure.plan), ("stated_pct_plan", rate)):
            part = Figure((figure.key[0], measure), value)
            self.expect(row, position, part, outcome, ("attainment",))
            self.expected[-1] = replace(self.expected[-1], shared=True)

    def _write_unit(self, row: DraftRow, position: Position, last_unit: str) -> None:
        if row.written_unit:
            self.put(*position, row.written_unit)
            return
        if self.unit_at == "unit ditto" and last_unit == row.unit:
            self.put(*position, self.chooser.choice(('"', "〃", "nt")))
        elif self.unit_at == "unit merged" and last_unit == row.unit:
            above = next(
                (
                    a
                    for a in self.page.merged
                    if a[3] == position[1] and a[2] == position[0] - 1 and a[1] == a[3]
                ),
                None,
            )
            top = above[0] if above else position[0] - 1
            if (top, position[1]) not in self.page.boxes:
                self.put(*position, self.spelling(row.unit))
                return
            if above:
                self.page.merged.remove(above)
            self.page.merged.append((top, position[1], position[0], position[1]))
        elif self.unit_at in ("unit column", "unit merged", "unit ditto"):
            self.put(*position, self.spelling(row.unit))

    def expect(
        self,
        row: DraftRow,
        position: Position,
        figure: Figure,
        outcome: str,
        features: tuple[str, ...],
    ) -> None:
        """Note what must come of the figure at a position."""
        number = position[1]
        label = next((n for n, c in enumerate(self.columns, 1) if c.role == "label"), 1)
        unit = next((n for n, c in enumerate(self.columns, 1) if c.role == "unit_of_measure"), 0)
        also = (
            {(row.number, label), (row.number, unit)}
            | self.unit_cells
            | self.head_of.get(number, set())
        )
        column = self.columns[number - 1] if number <= len(self.columns) else Column("", ("",))
        self.expected.append(
            Expected(
                key=figure.key, value=figure.value, status=figure.status, position=position,
                outcome=outcome, features=features, head=" / ".join(column.heads),
                also=frozenset(also), head_rows=tuple(self.head_rows),
            )
        )  # fmt: skip

    def _write_below(self) -> None:
        if self.chance("foot lines", 0.3):
            self.row_number += 1
            if self.chooser.random() < 0.5:
                column = self.chooser.randint(2, max(2, len(self.columns)))
                self.put(self.row_number, column, "Bạch Thông, ngày 15 tháng 6 năm 2023")
                self.row_number += 1
            if self.chooser.random() < 0.4:
                self.put(self.row_number, 1, "Ghi chú: 1.234 là số ước tính đến 20/5")
                self.row_number += 1
            self.put(self.row_number, 1, "Người lập biểu")
            self.put(self.row_number, max(2, len(self.columns) - 1), "TRƯỞNG PHÒNG")
            self.row_number += 1

    def _hide(self) -> None:
        if self.kind in CAN_HIDE and self.chance("hidden rows", 0.05) and self.rows:
            self.page.hidden_rows.add(self.chooser.choice(self.rows).number)
        if self.kind in CAN_HIDE and self.chance("hidden columns", 0.03):
            self.page.hidden_columns.add(self.chooser.randint(1, len(self.columns)))
        if self.kind in ("xlsx", "openpyxl", "ods") and self.chance("comments", 0.05):
            position = self.chooser.choice(sorted(self.page.boxes))
            self.page.boxes[position].comment = "Số liệu đến 20/5: 1.234"
        self._odd_signs()

    def _odd_signs(self) -> None:
        """Signs that nobody sees, and letters that look the same, in texts without figures."""
        odd = {"hidden sign U+200B": lambda t: t[:2] + "\u200b" + t[2:],
               "soft hyphen": lambda t: t[:3] + "\u00ad" + t[3:],
               "no-break blanks": lambda t: t.replace(" ", "\u00a0"),
               "decomposed letters": lambda t: unicodedata.normalize("NFD", t),
               "Eth for Đ": lambda t: t.replace("Đ", "Ð"),
               "double blanks": lambda t: t.replace(" ", "  ") + " "}  # fmt: skip
        for name, change in odd.items():
            if not self.chance(name, 0.04):
                continue
            for position, box in self.page.boxes.items():
                content = box.content
                if (
                    isinstance(content, str)
                    and not any(c.isdigit() for c in content)
                    and len(content) > 3
                    and content not in MARKERS
                ):
                    self.page.boxes[position].content = change(content)


def shift(draft: Draft, rows: int, columns: int) -> None:
    """Move everything down and to the right."""
    page = draft.page
    page.boxes = {(row + rows, column + columns): box for (row, column), box in page.boxes.items()}
    page.merged = [
        (top + rows, left + columns, bottom + rows, right + columns)
        for top, left, bottom, right in page.merged
    ]
    page.hidden_rows = {row + rows for row in page.hidden_rows}
    page.hidden_columns = {column + columns for column in page.hidden_columns}
    draft.expected = [
        replace(
            expected,
            position=(expected.position[0] + rows, expected.position[1] + columns),
            also=frozenset((row + rows, column + columns) for row, column in expected.also),
            head_rows=tuple(row + rows for row in expected.head_rows),
        )
        for expected in draft.expected
    ]


def generate(
    chooser: Random, stock: Stock, number: str, *, benign: bool = False, kind: str = ""
) -> GeneratedTable:
    """A workbook of true values in a random layout, which ``chooser`` decides.

    Mostly of one table; else with another sheet of its form, or a second table below the first.
    """
    first = Draft(chooser, stock, number, benign=benign, kind=kind)
    table = first.make()
    if table.hostile or benign and chooser.random() < 0.5:
        return table
    more = weighted(chooser, {"": 14, "two sheets": 2, "two tables": 2, "copy on unknown sheet": 1})
    if more and (more == "two tables" or first.kind not in ("csv", "html")):
        MORE[more](first, table)
    return table


def _another(first: Draft, table: GeneratedTable) -> Draft:
    """A draft of the same form and kind of file, with lines that the first has not."""
    second = Draft(first.chooser, first.stock, first.number, benign=True, kind=first.kind)
    second.former = first
    second.make()
    table.features |= second.features
    return second


def two_sheets(first: Draft, table: GeneratedTable) -> None:
    """A second sheet of the form, with other lines."""
    others = [s for s in first.form["sheets"] if s["table"] in ("observations", "programme")]
    others = [s for s in others if s is not first.sheet and s["table"] == "observations"]
    if not others or first.is_programme:
        return
    first.next_sheet = first.chooser.choice(others)
    second = _another(first, table)
    if second.expected:
        table.features.add("two sheets")
        table.more_pages.append(second.page)
        table.expected += second.table().expected


def two_tables(first: Draft, table: GeneratedTable) -> None:
    """A second table below the first, with its own head and unit."""
    if first.is_programme:
        return
    first.next_sheet = first.sheet
    second = _another(first, table)
    if not second.expected:
        return
    rows = max(row for row, _ in first.page.boxes) + first.chooser.randint(1, 3)
    shift(second, rows, 0)
    table.features.add("two tables")
    first.page.boxes |= second.page.boxes
    first.page.merged += second.page.merged
    first.page.hidden_rows |= second.page.hidden_rows
    first.page.hidden_columns = set()
    sheet = table.expected[0].sheet if table.expected else first.page.name
    for expected in second.expected:
        outcome = "either" if expected.outcome == "right" else expected.outcome
        table.expected.append(replace(expected, sheet=sheet, outcome=outcome))


def copy_on_unknown_sheet(first: Draft, table: GeneratedTable) -> None:
    """An old copy on a sheet that no form knows, perhaps hidden: named, never read.

    A mark of what is not known, as «…», holds no figure: nobody need be asked about it.
    """
    page = first.page
    boxes = {
        position: replace(
            box, content=box.content + 1 if isinstance(box.content, Decimal) else box.content
        )
        for position, box in page.boxes.items()
    }
    name = first.chooser.choice(("Sheet2", "Bản cũ", "Nháp", "Số liệu 2022"))
    copy = replace(page, name=name, boxes=boxes, hidden=first.chooser.random() < 0.5)
    table.features.add("copy on unknown sheet")
    table.more_pages.append(copy)
    table.expected += [
        replace(e, sheet=name, outcome="nothing" if e.value is None else "refused")
        for e in table.expected
        if e.sheet != name
    ]


MORE = {
    "two sheets": two_sheets,
    "two tables": two_tables,
    "copy on unknown sheet": copy_on_unknown_sheet,
}
