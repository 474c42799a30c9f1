"""Writes a sheet of a blank form: head, cells, what they accept, protection, print set-up."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from helpers.core.messages import message
from helpers.core.workbook_marks import mark_words
from helpers.forms.checks import tick_check
from helpers.forms.model import (
    HEADER_ROW,
    HELP_ROW,
    LABEL_COLUMN,
    PERIOD_ROW,
    TICK_LINE_WIDTH,
    TICK_ROW,
    TITLE_ROW,
    UNIT_ROW,
    WORDS_LINES,
    EntryCell,
    EntryColumn,
    EntrySheet,
    first_row,
)
from helpers.forms.styles import Styles

LINE_POINTS = 15.5
SEPARATOR = " / "
SIGNATURE_GAP = 5
"""Rows for signatures below the names of those who sign."""
PAPER_A4 = 9
WIDEST_PORTRAIT = 105
"""Characters of columns that fit on A4 upright in a readable size."""
PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True}


def write_sheet(
    page: Worksheet, sheet: EntrySheet, styles: Styles, *, unit: str, period: str
) -> None:
    """Write ``sheet`` to ``page``, for a unit and period by their names."""
    for number, column in enumerate(sheet.columns):
        hidden = {"hidden": True} if column.is_hidden else {}
        page.set_column(number, number, column.width, None, hidden)
    _write_title(page, sheet, styles, unit, period)
    _write_head(page, sheet, styles)
    first = first_row(sheet.header_rows)
    for position, row in enumerate(sheet.rows):
        for number, cell in enumerate(row):
            if cell is not None:
                _write_cell(page, (first + position, number), cell, styles)
        page.set_row(first + position, _height(row, sheet.columns))
    last = first + len(sheet.rows)
    if sheet.is_signed:
        _write_signatures(page, last + 1, sheet.columns, styles)
        last += SIGNATURE_GAP
    page.protect("", PROTECTION)
    page.freeze_panes(first, LABEL_COLUMN + 1)
    page.repeat_rows(HEADER_ROW, first - 1)
    shown = [column for column in sheet.columns if not column.is_hidden]
    page.print_area(0, 0, last, len(shown) - 1)
    set_up_print(page, is_wide=sum(column.width for column in shown) > WIDEST_PORTRAIT)


def set_up_print(page: Worksheet, *, is_wide: bool = True) -> None:
    """A4, as wide as the paper, numbered pages."""
    page.set_paper(PAPER_A4)
    if is_wide:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.7, right=0.5, top=0.7, bottom=0.7)
    page.set_footer("&L&A&R&P/&N")


def _write_title(
    page: Worksheet, sheet: EntrySheet, styles: Styles, unit: str, period: str
) -> None:
    page.write_string(UNIT_ROW, 0, unit.upper(), styles.get(bold=True))
    title = f"{sheet.title.upper()}: {sheet.name}"
    page.write_string(TITLE_ROW, 0, title, styles.get(bold=True, font_size=13))
    when = message("forms.period_line", "vi", period=period)
    page.write_string(PERIOD_ROW, 0, when, styles.get(italic=True))
    lines = [sheet.unit_line, message("forms.help_line", "vi")]
    page.write_string(HELP_ROW, 0, " ".join(filter(None, lines)), styles.get(italic=True))
    if sheet.has_tick:
        line = f"{mark_words()['nothing_line']} {message('forms.tick_line', 'vi')}"
        column = LABEL_COLUMN + 1
        while sum(c.width for c in sheet.columns[LABEL_COLUMN:column]) < TICK_LINE_WIDTH:
            column += 1
        area = (TICK_ROW, LABEL_COLUMN, TICK_ROW, column - 1)
        _merge(page, area, line, styles.cell("label"))
        page.set_row(TICK_ROW, 2 * LINE_POINTS)
        box = styles.get(border=2, align="center", bold=True, font_size=13, locked=False)
        page.write_blank(TICK_ROW, column, None, box)
        check = tick_check(mark_words()["ticks"][0])
        page.data_validation(TICK_ROW, column, TICK_ROW, column, check)


def _write_head(page: Worksheet, sheet: EntrySheet, styles: Styles) -> None:
    """One row, or two with a header that several columns share merged over them."""
    look, last = styles.head(), HEADER_ROW + sheet.header_rows - 1
    uppers = [column.header.partition(SEPARATOR) for column in sheet.columns]
    number = 0
    while number < len(uppers):
        upper, separator, _ = uppers[number]
        count = 1
        if sheet.header_rows == 1 or not separator:
            _merge(page, (HEADER_ROW, number, last, number), upper, look)
        else:
            while number + count < len(uppers) and uppers[number + count][:2] == (upper, separator):
                count += 1
            _merge(page, (HEADER_ROW, number, HEADER_ROW, number + count - 1), upper, look)
            for shared in range(number, number + count):
                page.write_string(last, shared, uppers[shared][2], look)
        number += count
    for row in range(HEADER_ROW, last + 1):
        page.set_row(row, 2.2 * LINE_POINTS)


def _merge(page: Worksheet, area: tuple[int, int, int, int], text: str, look: Any) -> None:
    if area[:2] == area[2:]:
        page.write_string(area[0], area[1], text, look)
    else:
        page.merge_range(*area, text, look)


def _write_cell(page: Worksheet, at: tuple[int, int], cell: EntryCell, styles: Styles) -> None:
    look = styles.cell(cell.style, cell.number_format, cell.indent)
    if cell.formula:
        page.write_formula(*at, cell.formula, look, "")
        # A total that was typed over and is not the sum of its parts.
        address = xl_rowcol_to_cell(*at)
        parts = cell.formula.partition("COUNT(")[2].partition(")")[0]
        off = f"COUNT({parts})>0,ABS({address}-SUM({parts}))>0.0005"
        _colour_where(page, at, f"=AND(ISNUMBER({address}),{off})", styles)
    elif cell.value is None:
        page.write_blank(*at, None, look)
    elif isinstance(cell.value, str):
        page.write_string(*at, cell.value, look)
    else:
        page.write_number(*at, float(str(cell.value)), look)
    if cell.check:
        page.data_validation(*at, *at, cell.check)
        if cell.check["validate"] == "custom":  # what was pasted over the check
            address, accepted = xl_rowcol_to_cell(*at), str(cell.check["value"])[1:]
            _colour_where(page, at, f'=AND({address}<>"",NOT({accepted}))', styles)


def _colour_where(page: Worksheet, at: tuple[int, int], condition: str, styles: Styles) -> None:
    look = {"type": "formula", "criteria": condition, "format": styles.wrong()}
    page.conditional_format(*at, *at, look)


def _write_signatures(
    page: Worksheet, row: int, columns: Sequence[EntryColumn], styles: Styles
) -> None:
    shown = sum(not column.is_hidden for column in columns)
    look = styles.get(bold=True, align="center")
    page.write_string(row, LABEL_COLUMN, message("forms.made_by", "vi"), look)
    right = max(shown - 2, LABEL_COLUMN + 1)
    page.write_string(row, right, message("forms.signed_by", "vi"), look)


def _height(row: Sequence[EntryCell | None], columns: Sequence[EntryColumn]) -> float:
    """Points that the longest text needs: not every program fits rows to wrapped text."""
    lines = WORDS_LINES if any(cell and cell.style == "words" for cell in row) else 1
    for cell, column in zip(row, columns, strict=True):
        if cell is not None and isinstance(cell.value, str) and not column.is_hidden:
            lines = max(lines, len(wrap(cell.value, max(int(column.width) - cell.indent, 4))))
    return LINE_POINTS * lines + 2
