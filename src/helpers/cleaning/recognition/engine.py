"""From workbooks to figures and questions: the steps in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from helpers.cleaning.readers import Cell, Sheet, Workbook
from helpers.cleaning.recognition.answers import answers_by_key
from helpers.cleaning.recognition.arithmetic import decide_rates
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.blocks import MOST_ROWS, find_blocks
from helpers.cleaning.recognition.cell_values import numbers_in, read_cell
from helpers.cleaning.recognition.conflicts import Read, ask_conflicts, make_figures
from helpers.cleaning.recognition.context import context_of
from helpers.cleaning.recognition.grid import (
    Grid,
    holds_number,
    is_figure,
    is_number_row,
    is_numbering,
    is_value,
    is_year,
    quantities_in,
)
from helpers.cleaning.recognition.guards import find_totals, guard
from helpers.cleaning.recognition.kinds_of_persons import name_kinds_of_persons
from helpers.cleaning.recognition.line_measures import settle_lines
from helpers.cleaning.recognition.matching import IndicatorMatcher, matcher_of
from helpers.cleaning.recognition.member_sums import take_from_sums
from helpers.cleaning.recognition.model import Answer, Meaning, MeaningField, Recognised
from helpers.cleaning.recognition.named_rates import name_rates
from helpers.cleaning.recognition.peoples import Peoples
from helpers.cleaning.recognition.questions import Doubt, OpenQuestions, key_of
from helpers.cleaning.recognition.rate_parts import RateChecks
from helpers.cleaning.recognition.reached_of_total import settle_totals
from helpers.cleaning.recognition.roles import CHANGES
from helpers.cleaning.recognition.shares_of_total import name_shares
from helpers.cleaning.recognition.single_cells import draft_of_cell, single_number, unread_doubt
from helpers.cleaning.recognition.summed_rates import ask_summed_rates
from helpers.cleaning.recognition.table import Table
from helpers.cleaning.recognition.table_maker import table_of
from helpers.cleaning.recognition.table_reader import TableReader
from helpers.cleaning.recognition.title_places import (
    bare_unit,
    superior_elsewhere,
    unit_in_file_name,
)
from helpers.cleaning.recognition.unit_lines import is_unit_line, without_units
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.mappings import file_pattern
from helpers.core.catalogues.units import Unit
from helpers.core.numbers import Style, column_style
from helpers.core.text import short

MOST_CELLS = 20_000
"""Cells of a workbook that are looked at, some 13 s of work; the sheets beyond are asked about."""
MOST_COLUMNS = 1_000
"""Filled columns of a sheet that is looked at: each is compared with others."""
LETTERS_OF_CELL = 100
"""A text that is so much longer than this is as much work as so many cells."""
_EITHER_MARK = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A number that is thousands or has three decimals, by what its mark means."""
_CODE = re.compile(r"0\d{2,}")
"""«0511» in a column of orders and codes: no figure is written with a zero before it."""
MOST_ROUNDS = 4
"""So often conflicts are looked for again after an answer changed a figure."""


def recognise(
    workbooks: Iterable[Workbook],
    unit: Unit,
    catalogues: Catalogues,
    answers: Sequence[Answer] = (),
) -> Recognised:
    """What the tables of workbooks mean: figures that are complete, questions about all others."""
    return Recogniser(unit, catalogues, answers_by_key(answers)).run(
        sheet for book in workbooks for sheet in book.sheets
    )


@dataclass
class Recogniser:
    """Reads sheets one after another; conflicts are looked for over all of them."""

    unit: Unit
    catalogues: Catalogues
    answers: dict[str, Answer]
    known_cells: frozenset[tuple[str, str, str]] | set[tuple[str, str, str]] = frozenset()
    """File, sheet and address of cells that a form read: they are neither read nor asked again."""
    form_files: frozenset[str] = frozenset()
    """Workbooks of forms: labels that the catalogue does not know are asked there."""
    refused: frozenset[tuple[str, str, str]] = frozenset()
    """Cells of rows that a form refused: what they are is asked, whatever the label says."""
    answered_sheets: set[tuple[str, str]] = field(default_factory=set)
    """Sheets of which answers say that nothing in them is a figure of the report."""
    drafts: dict[tuple[str, str], str] = field(default_factory=dict)
    """File and sheet of drafts and copies, with the name that says so."""
    _questions: OpenQuestions = field(default_factory=OpenQuestions)
    _answered: OpenQuestions = field(default_factory=OpenQuestions)
    _left_out: OpenQuestions = field(default_factory=OpenQuestions)
    _found: list[Read] = field(default_factory=list)
    _tables: int = 0

    def __post_init__(self) -> None:
        self._own = self.catalogues.period
        self._peoples = Peoples.of(self.catalogues.dimensions)

    @cached_property
    def _matcher(self) -> IndicatorMatcher:
        return matcher_of(self.catalogues, self.unit.level)

    def run(self, sheets: Iterable[Sheet]) -> Recognised:
        """Figures and questions of all sheets."""
        leftover: list[tuple[Sheet, list[tuple[Cell, str]]]] = []
        work: Counter[str] = Counter()
        for sheet in sheets:
            size = sum(1 + len(cell.text) // LETTERS_OF_CELL for row in sheet.rows for cell in row)
            columns = {cell.column for row in sheet.rows for cell in row}
            is_long = len(sheet.rows) > MOST_ROWS or len(columns) > MOST_COLUMNS
            if work[sheet.file] + size > MOST_CELLS or is_long:
                self._ask_sheet(sheet, "too_long")
            else:
                work[sheet.file] += size
                leftover.append((sheet, list(self._sheet(sheet))))
        for sheet, cells in leftover:
            self._ask_leftover(sheet, cells)
        make_figures(self._found, self.catalogues)
        rates = RateChecks(self._found, self.catalogues, self.answers).run()
        make_figures(rates, self.catalogues)
        ask_summed_rates(self._found, self.catalogues, self.answers)
        for _ in range(MOST_ROUNDS):
            if not ask_conflicts(self._found, self.answers, self._own):
                break
            make_figures((r for r in self._found if r.figure is None), self.catalogues)
        for read in self._found:
            self._keep(read)
        figures = tuple(read.figure for read in self._found if read.figure is not None)
        lists = (self._questions, self._answered, self._left_out)
        return Recognised(figures, *(found.questions() for found in lists))

    def _keep(self, read: Read) -> None:
        """What was asked and answered of a figure; one that is neither read nor asked is asked."""
        draft = read.draft
        for doubt in draft.answered:
            self._answered.add(doubt, read.file, read.sheet, draft.cell)
        if draft.is_dropped:
            return
        if read.figure is None and not draft.is_open:
            draft.doubts.append(unread_doubt(read, self._own))
        for doubt in draft.doubts:
            self._questions.add(doubt, read.file, read.sheet, draft.cell)

    def _sheet(self, sheet: Sheet) -> Iterator[tuple[Cell, str]]:
        """Read the tables of a sheet; the cells with numbers that no table took."""
        grid = Grid(sheet)
        blocks = find_blocks(grid)
        taken: set[tuple[int, int]] = set()
        for block in blocks:
            table = self._table(block, grid)
            reader = TableReader(
                table,
                self.catalogues,
                self._matcher,
                self.answers,
                _styles(table, grid),
                sheet.file in self.form_files,
                frozenset(cell for *of, cell in self.refused if of == [sheet.file, sheet.name]),
            )
            self._tables += 1
            for draft in reader.drafts():
                if draft.is_dropped:
                    self.answered_sheets.add((sheet.file, sheet.name))
                if (sheet.file, sheet.name, draft.cell.address) not in self.known_cells:
                    self._found.append(Read(draft, sheet.file, sheet.name, self._tables))
            for words, cell in table.left_out:
                name = key_of("cell", self._own, "of_other_unit", words)
                doubt = Doubt("cell", name, (), words, "of_other_unit")
                self._left_out.add(doubt, sheet.file, sheet.name, cell)
                taken.add((cell.row, cell.column))
            taken |= {(cell.row, cell.column) for _, _, cell in table.pairs()}
        left = list(_leftover(grid, blocks, taken))
        yield from (*left, *_beside_sentences(grid, left))

    def _table(self, block: Block, grid: Grid) -> Table:
        named = unit_in_file_name(grid.sheet.file, self.catalogues.units, self.unit)
        context = context_of(block, self.catalogues.period, self.unit, named)
        context.peoples = self._peoples
        if not context.place and (named_bare := bare_unit(block, self.catalogues.units, self.unit)):
            context.foreign.append(("other_unit", named_bare))
        if elsewhere := superior_elsewhere(block, self.catalogues.units, self.unit):
            context.foreign.append(("other_unit", elsewhere))
        if words := self.drafts.get((grid.sheet.file, grid.sheet.name)):
            context.foreign.append(("draft", words))
        table = table_of(block, context)
        styles = _styles(table, grid)
        for item, line, cell in table.pairs():
            number = item.number if table.is_turned else line.number
            content = read_cell(cell, styles.get(number))
            if content.is_change and line.role.measure not in (*CHANGES, "pct_change"):
                continue
            is_read = not content.problem or (content.problem == "pair" and line.role.pair)
            if is_read and content.numbers[0].value is not None and is_figure(cell):
                table.values[item.number, line.number] = content.numbers[0].value
        find_totals(table)
        take_from_sums(table)
        settle_lines(table)
        settle_totals(table)
        name_kinds_of_persons(table)
        name_rates(table)
        name_shares(table)
        decide_rates(table, self._matcher.knows)
        guard(table, self._matcher.knows)
        return table

    def _ask_sheet(self, sheet: Sheet, reason: str) -> None:
        name = key_of("table", self._own, reason, file_pattern(sheet.file), sheet.name)
        doubt = Doubt(
            "table",
            name,
            ("is_figure",),
            f"{sheet.file} · {sheet.name}",
            reason,
            (Meaning(is_figure=False),),
        )
        for row in sheet.rows:
            for cell in row:
                if is_figure(cell):
                    self._list(doubt, sheet.file, sheet.name, cell)

    def _ask_leftover(self, sheet: Sheet, cells: list[tuple[Cell, str]]) -> None:
        for cell, reason in cells:
            name = key_of("cell", self._own, file_pattern(sheet.file), sheet.name, reason)
            if (sheet.file, sheet.name, cell.address) in self.known_cells:
                continue
            shown = f"{sheet.file} · {sheet.name}: {short(cell.text)}"
            number = single_number(cell)
            asked: tuple[MeaningField, ...] = ("is_figure",) if number else ()
            doubt = Doubt("cell", name, asked, shown, reason, (Meaning(is_figure=False),))
            if self._list(doubt, sheet.file, sheet.name, cell) and number:
                draft = draft_of_cell(sheet, cell, number, self.answers, self._own)
                draft.answered.append(doubt)
                self._found.append(Read(draft, sheet.file, sheet.name, 0))

    def _list(self, doubt: Doubt, file: str, sheet: str, cell: Cell) -> bool:
        """Ask about a cell that is in no table; True where somebody said that it is a figure."""
        answer = self.answers.get(doubt.key)
        if answer is not None and answer.meaning.is_figure and doubt.asked and doubt.kind == "cell":
            return True
        is_answered = answer is not None and not answer.meaning.is_figure
        if is_answered:
            self.answered_sheets.add((file, sheet))
        (self._answered if is_answered else self._questions).add(doubt, file, sheet, cell)
        return False


def _styles(table: Table, grid: Grid) -> dict[int, Style | None]:
    """How each column of a table writes numbers; the other texts of the sheet are asked next."""
    texts = [c.text for c in grid.cells.values() if c.kind == "text" and is_figure(c)]
    around = [part for text in texts for part in numbers_in(text)]
    found: dict[int, Style | None] = {}
    for column in table.block.of_kind("data"):
        own = [
            part
            for row in table.block.body
            if (cell := grid.cells.get((row, column))) and cell.kind == "text" and is_figure(cell)
            for part in numbers_in(cell.text)
        ]
        is_mixed = {".", ","} <= {text[-4] for text in own if _EITHER_MARK.fullmatch(text)}
        found[column] = column_style(own, around) if own and not is_mixed else None
    return found


def _stands_before_text(grid: Grid, cell: Cell) -> bool:
    """True for an order number: what it numbers stands right of it."""
    return any(c.column > cell.column and not is_value(c) for c in grid.rows[cell.row])


def _leftover(
    grid: Grid, blocks: list[Block], taken: set[tuple[int, int]]
) -> Iterator[tuple[Cell, str]]:
    """Cells that look like figures, or sentences that hold some, outside what was read."""
    heads = {row for block in blocks for row in block.header}
    orders = {(column, row) for b in blocks for column in b.of_kind("order") for row in b.body}
    units = {(column, row) for b in blocks for column in b.of_kind("unit") for row in b.body}
    data = {(column, row) for b in blocks for column in b.of_kind("data") for row in b.body}
    data -= {(cell.column, cell.row) for block in blocks for cell in block.below}
    numbered = {row for row, cells in grid.rows.items() if is_number_row(cells)}
    for (row, column), cell in grid.cells.items():
        if (row, column) in taken or ((column, row) in units and not is_figure(cell)):
            continue
        is_named_head = row in heads and (is_year(cell) or cell.kind == "text")
        if row in numbered or is_named_head:
            continue
        is_code = cell.kind == "text" and _CODE.fullmatch(cell.text.strip()) is not None
        if (column, row) in orders and (
            is_code or (is_numbering(cell) and _stands_before_text(grid, cell))
        ):
            continue
        if cell.kind != "text" or is_figure(cell):
            if cell.kind not in ("bool", "date"):
                yield cell, "outside"
        elif (
            row not in heads
            and quantities_in(without_units(cell.text))
            and not is_unit_line(cell.text)
        ):
            yield cell, "sentence"
        elif (column, row) in data and holds_number(cell.text):
            yield cell, "words_beside"


def _beside_sentences(grid: Grid, left: Sequence[tuple[Cell, str]]) -> Iterator[tuple[Cell, str]]:
    """Texts with a number among the sentences of a column, though no unit is known to them."""
    found: dict[int, list[int]] = {}
    for cell, reason in left:
        if reason == "sentence":
            found.setdefault(cell.column, []).append(cell.row)
    asked = {(cell.row, cell.column) for cell, _ in left}
    for (row, column), cell in grid.cells.items():
        rows = found.get(column, [])
        is_among = len(rows) > 1 and min(rows) - 1 <= row <= max(rows) + 1
        is_among &= (row, column) not in asked and cell.kind == "text"
        if is_among and holds_number(cell.text) and not is_figure(cell):
            yield cell, "sentence"
