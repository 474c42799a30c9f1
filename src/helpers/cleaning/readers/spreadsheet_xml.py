"""XML Spreadsheet 2003 (SpreadsheetML): one XML file, often named .xls."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

from lxml import etree

from helpers.cleaning.readers.limits import Tally
from helpers.cleaning.readers.model import Workbook
from helpers.cleaning.readers.note_marks import Run
from helpers.cleaning.readers.sheet_builder import StoredSheet, build_workbook
from helpers.cleaning.readers.stored_cell import PLAIN, CellStyle, StoredCell, stored_number
from helpers.cleaning.readers.xlsx_package import is_on
from helpers.core.errors import InputError

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED_FORMATS = {
    "General Number": "General", "Standard": "#,##0.00", "Currency": "#,##0.00", "Fixed": "0.00",
    "Euro Currency": "#,##0.00 [$€]", "Percent": "0.00%", "Scientific": "0.00E+00",
    "General Date": "dd/mm/yyyy hh:mm", "Long Date": "dd/mm/yyyy", "Medium Date": "dd/mm/yyyy",
    "Short Date": "dd/mm/yyyy", "Long Time": "hh:mm", "Medium Time": "hh:mm", "Short Time": "hh:mm",
    "Yes/No": '"Yes";"Yes";"No"', "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}  # fmt: skip
_WHITE = "#FFFFFF"
_LAST_TIME = 1901
"""A date before this year is a time of day alone (1899-12-31T13:30)."""


def read_spreadsheet_xml(path: Path, file: str) -> Workbook:
    """The workbook at ``path``. Raises InputError ``reading.truncated``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tally, data = Tally(file), path.read_bytes()
    tally.check_tree(data)
    try:
        root = etree.fromstring(data, parser)
        styles = _styles(root)
        sheets = [_sheet(sheet, styles, tally) for sheet in root.iter(f"{_SS}Worksheet")]
    except (etree.XMLSyntaxError, ValueError, ArithmeticError) as error:
        raise InputError("reading.truncated", file=file) from error
    return build_workbook(file, sheets, [])


def _styles(root: etree._Element) -> dict[str, CellStyle]:
    """The styles of cells by name; a style inherits from its parent."""
    styles: dict[str, CellStyle] = {}
    colours: dict[str, tuple[str, str]] = {}
    for element in root.iter(f"{_SS}Style"):
        parent = element.get(f"{_SS}Parent", "Default")
        code, struck, indent, _ = styles.get(parent, PLAIN)
        ink, paper = colours.get(parent, ("", _WHITE))
        if (alignment := element.find(f"{_SS}Alignment")) is not None:
            is_left = alignment.get(f"{_SS}Horizontal", "Left") == "Left"
            indent = _number(alignment, "Indent", 0) if is_left else 0
        if (number := element.find(f"{_SS}NumberFormat")) is not None:
            written = str(number.get(f"{_SS}Format", "General"))
            code = _NAMED_FORMATS.get(written, written)
        if (font := element.find(f"{_SS}Font")) is not None:
            struck = is_on(font.get(f"{_SS}StrikeThrough", "0"))
            ink = str(font.get(f"{_SS}Color", "")).upper()
        if (interior := element.find(f"{_SS}Interior")) is not None:
            paper = str(interior.get(f"{_SS}Color", _WHITE)).upper()
        name = str(element.get(f"{_SS}ID", ""))
        colours[name] = ink, paper
        styles[name] = CellStyle(code, struck, indent, ink == paper)
    return styles


def _sheet(element: etree._Element, styles: dict[str, CellStyle], tally: Tally) -> StoredSheet:
    sheet = StoredSheet(str(element.get(f"{_SS}Name", "")), tally)
    sheet.hidden = any(e.text != "SheetVisible" for e in element.iter("{*}Visible"))
    column_styles: dict[int, str] = {}
    column = 0
    for about in element.iterfind(f"{_SS}Table/{_SS}Column"):
        first = _number(about, "Index", column + 1)
        column = first + _number(about, "Span", 0)
        tally.add("columns")
        if is_on(about.get(f"{_SS}Hidden")):
            sheet.hide_columns(first, column)
        if (style := about.get(f"{_SS}StyleID")) and column - first < 1_000:
            column_styles |= dict.fromkeys(range(first, column + 1), str(style))
    row = 0
    for about in element.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _number(about, "Index", row + 1)
        if is_on(about.get(f"{_SS}Hidden")):
            sheet.hide_row(row, row)
        column = 0
        for cell in about.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 1)
            inherited = about.get(f"{_SS}StyleID", column_styles.get(column, "Default"))
            look = styles.get(str(cell.get(f"{_SS}StyleID", inherited)), PLAIN)
            column = _add_cell(sheet, cell, row, column, look)
        row += _number(about, "Span", 0)
    return sheet


def _add_cell(
    sheet: StoredSheet, cell: etree._Element, row: int, column: int, style: CellStyle
) -> int:
    """Keep what one cell says; the last column that it covers."""
    wide, tall = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
    if wide or tall:
        sheet.merge(row, column, row + tall, column + wide)
    if (comment := cell.find(f"{_SS}Comment")) is not None:
        sheet.comment((row, column), "".join(map(str, comment.itertext())).strip())
    data = cell.find(f"{_SS}Data")
    formula = str(cell.get(f"{_SS}Formula", ""))
    stored = StoredCell(row, column, "text", None, style)
    text = "".join(map(str, data.itertext())) if data is not None else ""
    kind = data.get(f"{_SS}Type") if data is not None else ""
    if formula and (data is None or (not text and kind != "String")):
        stored.kind, stored.value = "formula_without_value", formula
    elif kind == "Number" and text.strip():
        stored.kind, stored.value = stored_number(float(text))
    elif kind == "Boolean":
        stored.kind, stored.value = "bool", text.strip() in ("1", "true")
    elif kind == "Error":
        stored.kind, stored.value = "error", text or "#N/A"
    elif kind == "DateTime" and text.strip():
        moment = datetime.fromisoformat(text.strip())
        is_time = moment.year < _LAST_TIME and moment.time() != time()
        stored.kind, stored.value = "date", moment.time() if is_time else moment
    elif data is not None:
        stored.value, stored.runs = text, tuple(_runs(data, 0, False))
    sheet.add(stored)
    return column + wide


def _runs(element: etree._Element, raised: int, struck: bool) -> Iterator[Run]:
    name = etree.QName(element).localname.lower()
    raised = {"sup": 1, "sub": -1}.get(name, raised)
    struck = struck or name in ("s", "strike")
    if element.text:
        yield Run(str(element.text), raised, struck)
    for child in element.iterchildren(etree.Element):
        yield from _runs(child, raised, struck)
        if child.tail:
            yield Run(str(child.tail), raised, struck)


def _number(element: etree._Element, name: str, default: int) -> int:
    return int(str(element.get(f"{_SS}{name}", default)))
