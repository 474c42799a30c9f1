"""A workbook of questions to fill in: pick lists, the asked cells' surroundings, a guide.

It is read back by its heads and hidden keys (``helpers.stages.mapping.answer_workbook``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from helpers.core.messages import message
from helpers.export.report_workbook import DAY_ZERO

READ_ONLY = ("number", "where", "shown", "text", "reason", "proposals")
TO_FILL = ("choice", "measure", "period", "unit", "indicator", "own_label", "breakdown", "who")
COLUMNS = (*READ_ONLY, *TO_FILL, "key")
_WIDTHS = (5, 18, 18, 32, 26, 30, 36, 20, 22, 13, 30, 24, 24, 20, 10)
_TITLE_ROW, _HOW_ROW, _WHO_ROW, _HEAD_ROW = 0, 1, 2, 4
WHO_CELL = f"D{_WHO_ROW + 1}"
"""Where the name stands that counts for all rows."""
MARK = "baocao-map"
"""In the first cell of the hidden sheet of lists, with unit and period beside it."""
_MUST_BE_LISTED = ("choice", "measure")
_REGION_WIDTH = 18
_LINE_POINTS, _MOST_POINTS = 15, 400


@dataclass(frozen=True)
class Region:
    """Cells around those asked: rows and columns shown, texts by (row, column), which are asked."""

    number: int
    file: str
    sheet: str
    cells: str
    rows: Sequence[int]
    columns: Sequence[int]
    texts: Mapping[tuple[int, int], str]
    asked: Collection[tuple[int, int]]

    @property
    def letters(self) -> list[str]:
        """The letters of the columns shown."""
        return [xl_col_to_name(column - 1) for column in self.columns]


@dataclass(frozen=True)
class QuestionRow:
    """One question: its texts by column, its choices, and the columns to fill in."""

    key: str
    texts: Mapping[str, str]
    choices: Sequence[str]
    fields: Collection[str]
    has_free_fields: bool
    filled: Mapping[str, str] = field(default_factory=dict)
    """Column → what is answered now."""


@dataclass(frozen=True)
class QuestionBook:
    """What is asked of one unit for one period; ``lists``: column → entries of its pick list."""

    unit: str
    period: str
    title: str
    rows: Sequence[QuestionRow]
    lists: Mapping[str, Sequence[str]]
    regions: Sequence[Region]


def question_workbook(content: QuestionBook) -> bytes:
    """The workbook as .xlsx; the same questions give the same bytes."""
    target = BytesIO()
    book = Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": content.title, "created": DAY_ZERO})
    names = {name: message(f"mapping.sheet_{name}") for name in ("asked", "source", "guide")}
    pages = {name: book.add_worksheet(title) for name, title in names.items()}
    lists = _Lists(book.add_worksheet(message("mapping.sheet_lists")), content)
    formats = _Formats(book)
    starts = _write_regions(pages["source"], content.regions, names["asked"], formats)
    links = {n: f"internal:'{names['source']}'!A{row + 1}" for n, row in starts.items()}
    _write_questions(pages["asked"], content, lists, links, formats)
    _write_guide(pages["guide"], formats)
    book.close()
    return target.getvalue()


class _Formats:
    """Cell formats by name."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        cell = base | {"text_wrap": True, "border": 1}
        kinds: dict[str, dict[str, Any]] = {
            "title": base | {"bold": True, "font_size": 13},
            "plain": base | {"text_wrap": True},
            "line": base,
            "long": base | {"border": 1},
            "head": cell | {"bold": True, "bg_color": "#E4E4DF", "align": "center"},
            "cell": cell,
            "link": cell | {"font_color": "#0B4A8F", "underline": 1},
            "fill": cell | {"bg_color": "#FFF7D6", "locked": False},
            "shut": cell | {"bg_color": "#EDEDED"},
            "asked": cell | {"bg_color": "#FFD166", "bold": True},
        }
        self._made = {name: book.add_format(kind) for name, kind in kinds.items()}

    def __getitem__(self, name: str) -> Any:
        return self._made[name]


class _Lists:
    """The hidden sheet with a column for each pick list; a validation refers to its cells."""

    def __init__(self, page: Worksheet, content: QuestionBook) -> None:
        self._page, self._column = page, 0
        page.hide()
        for column, text in enumerate((MARK, content.unit, content.period)):
            page.write_string(0, column, text)
        self.shared = {name: self.add(entries) for name, entries in content.lists.items()}

    def add(self, entries: Sequence[str]) -> str:
        """Write a list; the reference to it."""
        for row, text in enumerate(entries, start=1):
            self._page.write_string(row, self._column, text)
        column, self._column = self._column, self._column + 1
        first, last = (
            xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
            for row in (1, max(len(entries), 1))
        )
        return f"='{self._page.get_name()}'!{first}:{last}"


def _write_questions(
    page: Worksheet,
    content: QuestionBook,
    lists: _Lists,
    links: Mapping[int, str],
    formats: _Formats,
) -> None:
    page.write_string(_TITLE_ROW, 0, content.title, formats["title"])
    page.write_string(_HOW_ROW, 0, message("mapping.how_to_fill"), formats["line"])
    page.write_string(_WHO_ROW, 0, message("mapping.who_for_all"), formats["line"])
    page.write_blank(WHO_CELL, None, formats["fill"])
    page.set_row(_HEAD_ROW, 2 * _LINE_POINTS)
    needed = {*READ_ONLY, "choice", "who", *(name for row in content.rows for name in row.fields)}
    for number, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        page.write_string(_HEAD_ROW, number, message(f"mapping.column_{name}"), formats["head"])
        page.set_column(number, number, width, None, {"hidden": name not in needed})
    for number, row in enumerate(content.rows, start=1):
        position = _HEAD_ROW + number
        _write_texts(page, position, row, links.get(number, ""), formats)
        for name in TO_FILL:
            _write_fill(page, position, name, row, lists, formats)
    last = _HEAD_ROW + len(content.rows)
    page.autofilter(_HEAD_ROW, 0, last, len(COLUMNS) - 2)
    page.freeze_panes(_HEAD_ROW + 1, 1)
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    page.repeat_rows(_HEAD_ROW)
    page.print_area(0, 0, last, COLUMNS.index("choice"))
    _set_up_print(page)


def _write_texts(
    page: Worksheet, position: int, row: QuestionRow, link: str, formats: _Formats
) -> None:
    for column, name in enumerate(READ_ONLY):
        text = row.texts[name]
        if link and name == "number":
            page.write_url(position, column, link, formats["link"], text)
        else:
            page.write_string(position, column, text, formats["cell"])
    page.write_string(position, len(COLUMNS) - 1, row.key)
    widths = zip(READ_ONLY, _WIDTHS, strict=False)
    page.set_row(position, max(_height(row.texts[name], width) for name, width in widths))


def _write_fill(
    page: Worksheet, position: int, name: str, row: QuestionRow, lists: _Lists, formats: _Formats
) -> None:
    column = COLUMNS.index(name)
    if name not in ("choice", "who") and name not in row.fields:
        page.write_blank(position, column, None, formats["shut"])
        return
    page.write(position, column, row.filled.get(name) or None, formats["fill"])
    source = lists.add(row.choices) if name == "choice" else lists.shared.get(name)
    if source is None or (row.has_free_fields and name != "choice"):
        return
    must = name in _MUST_BE_LISTED
    page.data_validation(position, column, position, column, {
        "validate": "list", "source": source, "error_type": "stop" if must else "warning",
        "error_title": message("mapping.not_in_list"),
        "error_message": message("mapping.not_in_list_stop" if must else "mapping.not_in_list_ask"),
    })  # fmt: skip


def _write_regions(
    page: Worksheet, regions: Sequence[Region], back: str, formats: _Formats
) -> dict[int, int]:
    """Draw the regions one below the other; question → the row of its first one."""
    page.set_column(0, 0, 6)
    page.set_column(1, 20, _REGION_WIDTH)
    starts: dict[int, int] = {}
    row = 0
    for region in regions:
        starts.setdefault(region.number, row)
        title = message("mapping.region", number=region.number, where=_where(region))
        page.write_url(row, 0, f"internal:'{back}'!A{_HEAD_ROW + 1 + region.number}",
                       formats["title"], title)  # fmt: skip
        row = _write_region(page, row + 1, region, formats) + 2
    _set_up_print(page)
    return starts


def _where(region: Region) -> str:
    return " · ".join(filter(None, (region.file, region.sheet, region.cells)))


def _write_region(page: Worksheet, top: int, region: Region, formats: _Formats) -> int:
    for position, letters in enumerate(region.letters, start=1):
        page.write_string(top, position, letters, formats["head"])
    previous = 0
    for row in region.rows:
        if previous and row > previous + 1:
            top += 1
            page.write_string(top, 0, "…", formats["plain"])
        top, previous = top + 1, row
        page.write_number(top, 0, row, formats["head"])
        texts = [region.texts.get((row, column), "") for column in region.columns]
        # A title alone in its row may run over the empty cells beside it.
        usual = "long" if sum(map(bool, texts)) == 1 else "cell"
        for position, (column, text) in enumerate(zip(region.columns, texts, strict=True), start=1):
            kind = "asked" if (row, column) in region.asked else usual
            page.write(top, position, text or None, formats[kind])
        if usual == "cell":
            page.set_row(top, max(_height(text, _REGION_WIDTH) for text in texts))
    return top


def _write_guide(page: Worksheet, formats: _Formats) -> None:
    page.set_column(0, 0, 110)
    for row, line in enumerate(message("mapping.guide").splitlines()):
        page.write_string(row, 0, line, formats["title" if row == 0 else "plain"])
    _set_up_print(page)


def _set_up_print(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_header("&C&P")


def _height(text: str, width: int) -> int:
    lines = sum(max(1, len(wrap(line, max(width - 1, 1)))) for line in text.splitlines() or [""])
    return min(_LINE_POINTS * lines + 4, _MOST_POINTS)
