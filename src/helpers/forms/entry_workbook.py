"""One blank form as an Excel workbook: entry sheets, the guide, and the hidden marks."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from helpers.core.catalogues.forms import Form
from helpers.core.messages import message
from helpers.core.text import without_marks
from helpers.core.workbook_marks import FORM, WorkbookMarks, mark_words
from helpers.forms.budget_sheet import budget_sheet
from helpers.forms.guide_sheet import (
    GUIDE_WIDTHS,
    Lists,
    definition_head,
    definitions,
    steps,
)
from helpers.forms.indicator_sheet import indicator_sheet
from helpers.forms.model import EntrySheet
from helpers.forms.sheet_writer import set_up_print, write_sheet
from helpers.forms.source import FormSource
from helpers.forms.styles import Styles
from helpers.forms.word_sheets import documents_sheet, heading_sheet, lists_of, texts_sheet

_DAY_ZERO = datetime(2000, 1, 1)
"""No clock in the file: the same form gives the same bytes."""
_BUILDERS = {
    "observations": indicator_sheet,
    "programme": budget_sheet,
    "texts": texts_sheet,
    "documents": documents_sheet,
    "heading": heading_sheet,
}


def blank_forms(source: FormSource) -> Iterator[tuple[str, bytes]]:
    """File name and content of each form of which the unit owes anything, in order."""
    number = 0
    for form in source.catalogues.forms:
        sheets = entry_sheets(form, source)
        if sheets:
            number += 1
            yield file_name(form, number), blank_form(form, sheets, source)


def file_name(form: Form, number: int) -> str:
    """A name by which the form is recognised: '01_nong_nghiep.xlsx'."""
    stem = without_marks(form.files[0]).strip("*")
    return f"{number:02d}_{stem}.xlsx"


def entry_sheets(form: Form, source: FormSource) -> list[EntrySheet]:
    """The sheets of a form that have a row for the unit."""
    made = (_BUILDERS[mapping.table](form, mapping, source) for mapping in form.sheets)
    return [sheet for sheet in made if sheet is not None]


def blank_form(form: Form, sheets: Sequence[EntrySheet], source: FormSource) -> bytes:
    """The workbook of a form. Sheets are protected without a password: a slip of the hand only."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": form.title_vi, "author": "", "created": _DAY_ZERO})
    styles = Styles(book)
    unit, period = source.unit, source.catalogues.period
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        write_sheet(page, sheet, styles, unit=unit.name_vi, period=period.label("vi"))
    has_lists = any(column.role == "section" for sheet in sheets for column in sheet.columns)
    lists = lists_of(source) if has_lists else {}
    codes = [code for sheet in sheets for code in _codes(sheet)]
    _write_guide(book, styles, form, source, codes, lists)
    _write_marks(book, WorkbookMarks(FORM, unit.key, str(period), form.form))
    book.close()
    return buffer.getvalue()


def _codes(sheet: EntrySheet) -> list[str]:
    """Codes of the indicators of a sheet, from its hidden column."""
    if sheet.columns[-1].role != "code":
        return []
    return [str(row[-1].value) for row in sheet.rows if row[-1] and row[-1].value]


def _write_guide(
    book: Workbook,
    styles: Styles,
    form: Form,
    source: FormSource,
    codes: Sequence[str],
    lists: Lists,
) -> None:
    page = book.add_worksheet(mark_words()["guide_sheet"])
    for column, width in enumerate(GUIDE_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, form.title_vi.upper(), styles.get(bold=True, font_size=13))
    row = 1
    across = styles.get(text_wrap=True, valign="top")
    for number, sentence in enumerate(steps(source), start=1):
        page.merge_range(row, 0, row, len(GUIDE_WIDTHS) - 1, f"{number}. {sentence}", across)
        page.set_row(row, 15.5 * (1 + len(sentence) // 175))
        row += 1
    row += 1
    if codes:
        row = _write_definitions(
            page, styles, row, [definition_head(), *definitions(source, codes)]
        )
    for name, entries in lists.items():
        row = _write_list(book, page, styles, row, (name, entries))
    page.protect("", {"format_columns": True, "format_rows": True})
    set_up_print(page)


def _write_definitions(
    page: Worksheet, styles: Styles, row: int, table: Sequence[Sequence[str]]
) -> int:
    """Write the table from ``row`` on; the next free row."""
    page.repeat_rows(row)
    for position, cells in enumerate(table):
        for column, text in enumerate(cells):
            is_source = column == len(cells) - 1 and position > 0
            look = styles.cell("text" if is_source else "label")
            page.write_string(row, column, text, styles.head() if position == 0 else look)
        lines = max(1 + int(len(t) * 1.1) // w for t, w in zip(cells, GUIDE_WIDTHS, strict=True))
        page.set_row(row, 15.5 * lines)
        row += 1
    return row + 1


def _write_list(
    book: Workbook,
    page: Worksheet,
    styles: Styles,
    row: int,
    named: tuple[str, Sequence[tuple[str, str]]],
) -> int:
    """Write a pick list from ``row`` on and name its cells; the next free row."""
    name, entries = named
    page.write_string(row, 1, message(f"forms.list_{name}", "vi"), styles.get(bold=True))
    first = row + 1
    for text, meaning in entries:
        row += 1
        page.write_string(row, 1, text, styles.cell("label"))
        page.merge_range(row, 2, row, len(GUIDE_WIDTHS) - 1, meaning, styles.cell("label"))
    if entries:
        sheet = mark_words()["guide_sheet"]
        book.define_name(name, f"='{sheet}'!$B${first + 1}:$B${row + 1}")
    return row + 2


def _write_marks(book: Workbook, marks: WorkbookMarks) -> None:
    page = book.add_worksheet(mark_words()["hidden_sheet"])
    for row, (name, value) in enumerate(marks.rows()):
        page.write_string(row, 0, name)
        page.write_string(row, 1, value)
    page.hide()
    page.protect()
