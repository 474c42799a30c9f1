"""Tables of the report as one Excel workbook: live totals and percentages, ready to print."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from helpers.export.composed_report import ComposedReport, TableSheet
from helpers.export.workbook_formulas import FactCells, live_formula
from helpers.export.writing import writing
from helpers.narrative.blocks import Column, Table, TableRow, cell_runs, marked_figure, text_of
from helpers.narrative.facts import Fact

# No clock in the file: the same report gives the same bytes.
DAY_ZERO = datetime(2000, 1, 1)
_TITLE_ROW, _NOTE_ROW, _HEADER_ROW = 0, 1, 2
_FIRST_ROW = _HEADER_ROW + 1
_SHEET_WIDTH = 150
_UNSET_WIDTH, _WIDEST_UNSET = 14, 42
_MM_PER_INCH = 25.4
_LINE_POINTS = 15
# Title letters are wider than the digits of 11 points by which Excel measures columns.
_TITLE_SIZE, _TITLE_WIDENS = 13, 1.25
_BOLD_WIDENS = 1.15
MOST_DIGITS = 8
"""Decimal places of a figure at most, and one."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31
# What a spreadsheet program may take for the start of a formula.
_FORMULA_MARKS = tuple("=+-@")


def write_report(report: ComposedReport, path: Path) -> None:
    """Write every table of the report to ``path``. Raises what ``write_workbook`` raises."""
    author = report.head.agency.replace("\n", " ")
    links = _links_to(report.behind, Path(report.companion).stem) if report.behind else {}
    title = report.head.title
    write_workbook(list(report.sheets()), path, title=title, author=author, links=links)


def _links_to(dossier: ComposedReport, stem: str) -> dict[str, str]:
    """Anchor of a row → its address in the dossier's workbook, which lies in the same folder."""
    return {
        row.anchor: f"external:{stem}.xlsx#'{sheet_name(sheet.name)}'!A{number + 1}"
        for sheet in dossier.sheets()
        for number, row in reversed([*enumerate(sheet.table.rows, start=_FIRST_ROW)])
        if row.anchor
    }


def write_workbook(
    sheets: Sequence[TableSheet],
    target: Path,
    *,
    title: str,
    author: str,
    links: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write ``sheets`` to ``target`` as .xlsx, atomically; ``links`` are addresses of anchors.

    Totals, differences and percentages whose parts are on the same sheet are formulas,
    stored with their values. Text stays text, whatever it begins with. Raises ReportError
    ``export.target_locked``.
    """
    with writing(target) as temporary:
        book = Workbook(str(temporary), {"strings_to_formulas": False})
        book.set_properties({"title": title, "author": author, "created": DAY_ZERO})
        formats = _Formats(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name))
            _write_sheet(page, sheet, formats, links)
        book.close()


def sheet_name(text: str) -> str:
    """``text`` as Excel accepts it for a sheet: at most 31 characters, without []:*?/\\."""
    return text.translate(_FORBIDDEN)[:_LONGEST_NAME].strip()


class _Formats:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple, object] = {}

    def get(self, **properties: object) -> object:
        """The format with these properties of XlsxWriter, besides typeface and size."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def cell(self, column: Column, kind: str, number: str = "", is_quoted: bool = False) -> object:
        """The format of a table cell; ``number`` is Excel's number format.

        A quoted cell stays text when somebody edits it, whatever it begins with.
        """
        align = {"num": "right", "mid": "center"}.get(column.kind, "left")
        extra: dict[str, object] = {"bold": True} if kind in ("group", "total") else {}
        extra |= {"bg_color": "#F3F3F0"} if kind == "total" else {}
        extra |= {"num_format": number} if number else {}
        extra |= {"quote_prefix": True} if is_quoted else {}
        return self.get(border=1, text_wrap=True, align=align, **extra)


def _write_sheet(
    page: Worksheet, sheet: TableSheet, formats: _Formats, links: Mapping[str, str]
) -> None:
    table = sheet.table
    page.write_string(_NOTE_ROW, 0, table.note, formats.get(italic=True))
    head = formats.get(bold=True, border=1, text_wrap=True, align="center", bg_color="#F3F3F0")
    widths = _widths(table)
    _write_title(page, sheet.title, widths, formats)
    for number, column in enumerate(table.columns):
        page.write_string(_HEADER_ROW, number, column.title, head)
        page.set_column(number, number, widths[number])
    page.set_row(_HEADER_ROW, _height([column.title for column in table.columns], widths))
    fact_cells = FactCells.of(table, _FIRST_ROW)
    _add_links(page, table, links)
    for number, row in enumerate(table.rows, start=_FIRST_ROW):
        _write_row(page, number, row, table, fact_cells, formats)
        texts = [text_of(cell_runs(cell)) for cell in row.cells]
        page.set_row(number, _height(texts, widths if len(texts) > 1 else [sum(widths)]))
    _add_pick_lists(page, table)
    _set_up_print(page, table)


def _add_links(page: Worksheet, table: Table, links: Mapping[str, str]) -> None:
    """Let figures lead to their rows; what is written to the cells later leaves the links."""
    for number, row in enumerate(table.rows, start=_FIRST_ROW):
        for column_index, cell in enumerate(row.cells):
            fact, _ = marked_figure(cell)
            if fact is not None and fact.anchor in links:
                page.write_url(number, column_index, links[fact.anchor], string=fact.text)


def _add_pick_lists(page: Worksheet, table: Table) -> None:
    for number, column in enumerate(table.columns):
        for at, row in enumerate(table.rows, start=_FIRST_ROW):
            if column.kind == "choice" and row.choices:
                rule = {"validate": "list", "source": list(row.choices)}
                page.data_validation(at, number, at, number, rule)


def _write_title(page: Worksheet, title: str, widths: Sequence[int], formats: _Formats) -> None:
    """The title over all columns, in as many lines as it needs: paper ends with the table."""
    form = formats.get(bold=True, font_size=_TITLE_SIZE, text_wrap=True)
    _write_across(page, _TITLE_ROW, len(widths), title, form)
    height = _height([title], [int(sum(widths) / _TITLE_WIDENS)])
    page.set_row(_TITLE_ROW, height * _TITLE_WIDENS)


def _write_across(page: Worksheet, row: int, columns: int, text: str, form: object) -> None:
    if columns == 1:
        page.write_string(row, 0, text, form)
    else:
        page.merge_range(row, 0, row, columns - 1, text, form)


def _widths(table: Table) -> list[int]:
    """Characters per column: as given, else those of the longest text within bounds."""
    return [
        max(column.width * _SHEET_WIDTH // 100, _widest_figure(table, number))
        if column.width
        else _unset_width(table, number)
        for number, column in enumerate(table.columns)
    ]


def _widest_figure(table: Table, number: int) -> int:
    """Characters of the longest figure of a column: one that does not fit shows as signs."""
    if table.columns[number].kind != "num":
        return 0
    rows = (row.cells for row in table.rows if len(row.cells) > number)
    longest = max((len(text_of(cell_runs(cells[number]))) for cells in rows), default=0)
    return int(longest * _BOLD_WIDENS) + 1


def _unset_width(table: Table, number: int) -> int:
    if number == 0:
        return _WIDEST_UNSET
    if table.columns[number].kind in ("num", "mid"):
        return _UNSET_WIDTH
    rows = (row.cells for row in table.rows if len(row.cells) > number)
    longest = max((len(text_of(cell_runs(cells[number]))) for cells in rows), default=0)
    return min(max(longest, _UNSET_WIDTH), _WIDEST_UNSET)


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Points that the longest cell needs: not every program fits rows to wrapped text."""
    lines = (len(wrap(text, width)) for text, width in zip(texts, widths, strict=True))
    return _LINE_POINTS * max(1, *lines)


def _write_row(
    page: Worksheet,
    number: int,
    row: TableRow,
    table: Table,
    fact_cells: FactCells,
    formats: _Formats,
) -> None:
    if len(row.cells) == 1:
        text = text_of(cell_runs(row.cells[0]))
        form = formats.cell(Column(""), "group")
        _write_across(page, number, len(table.columns), text, form)
        return
    for column_index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        fact, mark = marked_figure(cell)
        if fact is None:
            text = text_of(cell_runs(cell))
            form = formats.cell(column, row.kind, is_quoted=text.lstrip()[:1] in _FORMULA_MARKS)
            page.write_string(number, column_index, text, form)
            continue
        value, form = _number(fact), formats.cell(column, row.kind, number_format(fact, mark))
        formula = live_formula(fact, fact_cells)
        if formula:
            page.write_formula(number, column_index, formula, form, value)
        else:
            page.write_number(number, column_index, value, form)


def _number(fact: Fact) -> float:
    """The value as Excel stores it; a percentage is a share there."""
    return float(fact.value / 100 if fact.text.endswith("%") else fact.value)


def number_format(fact: Fact, behind: str = "") -> str:
    """Excel's number format with as many digits as the report prints, and a mark behind them."""
    printed = int("".join(filter(str.isdigit, fact.text)) or 0)
    digits = next((n for n in range(MOST_DIGITS) if _printed(fact.value, n) == printed), 0)
    shown = "#,##0" + ("." + "0" * digits if digits else "")
    shown += "%" if fact.text.endswith("%") else ""
    shown += f'"{behind}"' if behind else ""
    return f"+{shown};\u2212{shown};{shown}" if fact.text[:1] in "+\u2212" else shown


def _printed(value: Decimal, digits: int) -> int:
    """The digits of a value that is printed with so many decimal places."""
    scaled = abs(value).scaleb(digits)
    return int(scaled.to_integral_value(ROUND_HALF_UP))


def _set_up_print(page: Worksheet, table: Table) -> None:
    page.freeze_panes(_FIRST_ROW, 1)
    page.repeat_rows(_HEADER_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=20 / _MM_PER_INCH, right=15 / _MM_PER_INCH, top=0.8, bottom=0.8)
    page.set_header("&C&P")
    last = _FIRST_ROW + max(len(table.rows), 1) - 1
    page.print_area(0, 0, last, len(table.columns) - 1)
