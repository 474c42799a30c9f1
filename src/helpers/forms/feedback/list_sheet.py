"""The first sheet of a feedback copy: what to do, then each point with a link to its cell."""

from collections.abc import Sequence

from lxml import etree

from helpers.core.messages import message
from helpers.core.workbook_marks import mark_words
from helpers.forms.feedback.package import MAIN, SPACES_COUNT, Element, required, tag
from helpers.forms.feedback.points import Point
from helpers.forms.feedback.sheets import Sheets

WIDTHS = (5, 20, 14, 26, 60, 44, 30)
COLUMNS = ("number", "sheet", "cell", "shown", "problem", "advice")
TITLE, HEAD, TEXT, LINK = "title", "head", "text", "link"
MOST_ROWS = 2_000
"""Points that are listed; of a file with more, the rest is counted."""
LINE = 15
HIGHEST = 400
"""Points: Excel refuses a file with a row above 409."""
SHOWN_AREAS = 3
LONGEST = 1_000
"""Letters of a cell's text in the list."""


def list_sheet(
    points: Sequence[Point], introduction: Sequence[str], styles: dict[str, int]
) -> Element:
    """The sheet as XML. Texts are strings, whatever they begin with: no cell is a formula."""
    sheet = _frame()
    data = required(sheet.find(tag("sheetData")))
    row = 0
    for position, sentence in enumerate(introduction):
        row += 1
        _row(data, row, [(sentence, styles[TITLE if position == 0 else "plain"])], lines=1)
    row += 2
    texts = [message(f"feedback.column_{name}", "vi") for name in COLUMNS]
    heads = [(text, styles[HEAD]) for text in (*texts, str(mark_words()["answer_head"]))]
    _row(data, row, heads, lines=1)
    links = etree.Element(tag("hyperlinks"))
    for number, point in enumerate(points[:MOST_ROWS], start=1):
        row += 1
        where = _place(point.areas)
        columns = (str(number), point.sheet, where, point.shown, point.problem, point.advice, "")
        shown = [(text[:LONGEST], styles[TEXT]) for text in columns]
        target = first_cell(next(iter(point.areas), ""))
        if point.sheet:
            shown[2] = (where, styles[LINK])
            name = point.sheet.replace("'", "''")
            about = {"ref": f"C{row}", "location": f"'{name}'!{target}"}
            etree.SubElement(links, tag("hyperlink"), about)
        lines = max(1 + len(t) // w for (t, _), w in zip(shown, WIDTHS, strict=True))
        _row(data, row, shown, lines=lines)
    if len(points) > MOST_ROWS:
        more = message("feedback.more_points", "vi", count=len(points) - MOST_ROWS)
        _row(data, row + 1, [(more, styles["plain"])], lines=1)
    if len(links):
        data.addnext(links)
    return sheet


def _place(areas: Sequence[str]) -> str:
    if not areas:
        return message("feedback.whole_sheet", "vi")
    shown = ", ".join(areas[:SHOWN_AREAS])
    return f"{shown}, …" if len(areas) > SHOWN_AREAS else shown


def first_cell(area: str) -> str:
    """The first cell of an area: 'C5:F9' → 'C5'; of a row '7' → 'A7'; of a column 'D' → 'D1'."""
    first = area.partition(":")[0].replace("$", "").strip()
    if first.isdigit():
        return f"A{first}"
    if first.isalpha():
        return f"{first}1"
    return first or "A1"


def list_styles(sheets: Sheets) -> dict[str, int]:
    """Number of the cell format for each look, added at the end of the workbook's styles."""
    root = sheets.styles()
    plain, bold, link = (
        _added(root, "fonts", f'<font xmlns="{MAIN}">{look}<name val="Times New Roman"/></font>')
        for look in (
            '<sz val="11"/>',
            '<b/><sz val="11"/>',
            '<u/><sz val="11"/><color rgb="FF0563C1"/>',
        )
    )
    sides = "".join(f'<{s} style="thin"/>' for s in ("left", "right", "top", "bottom"))
    border = _added(root, "borders", f'<border xmlns="{MAIN}">{sides}<diagonal/></border>')
    wrapped = '<alignment vertical="top" wrapText="1"/>'

    def look(font: int, line: int, alignment: str = "", more: str = "") -> int:
        xf = f'<xf xmlns="{MAIN}" numFmtId="49" fontId="{font}" fillId="0" borderId="{line}"'
        flags = 'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"'
        return _added(root, "cellXfs", f'{xf} xfId="0" {flags} {more}>{alignment}</xf>')

    quoted = 'quotePrefix="1"'
    return {
        TITLE: look(bold, 0),
        "plain": look(plain, 0),
        HEAD: look(bold, border, wrapped),
        TEXT: look(plain, border, wrapped, quoted),
        LINK: look(link, border, wrapped, quoted),
    }


def _added(root: Element, group: str, xml: str) -> int:
    """Append a format to a group of the styles; its number."""
    found = required(root.find(tag(group)))
    found.append(etree.fromstring(xml))
    found.set("count", str(len(found)))
    return len(found) - 1


def _frame() -> Element:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, start=1)
    )
    return etree.fromstring(
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
        f"<cols>{widths}</cols><sheetData/>"
        '<pageMargins left="0.7" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(data: Element, number: int, cells: Sequence[tuple[str, int]], *, lines: int) -> None:
    height = str(min(LINE * lines + 2, HIGHEST))
    row = etree.SubElement(data, tag("row"), r=str(number), ht=height, customHeight="1")
    for position, (text, style) in enumerate(cells):
        about = {"r": f"{chr(65 + position)}{number}", "s": str(style), "t": "inlineStr"}
        string = etree.SubElement(etree.SubElement(row, tag("c"), about), tag("is"))
        etree.SubElement(string, tag("t"), SPACES_COUNT).text = without_controls(text)


def without_controls(text: str) -> str:
    """Text that XML can hold."""
    return "".join(c if c in "\n\t" or ord(c) >= 32 else " " for c in text).replace("\ufffe", " ")
