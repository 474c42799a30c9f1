"""Writes a page to a file of any kind that offices send."""

from __future__ import annotations

import csv
import html
import io
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlsxwriter
import xlwt
from odf.number import Number, NumberStyle, PercentageStyle
from odf.number import Text as NumberText
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.comments import Comment
from openpyxl.styles import Font

from generated.figures import grouped
from generated.pages import Box, GeneratedTable, Page, Position

SUFFIXES = {"xlsx": ".xlsx", "openpyxl": ".xlsx", "xls": ".xls", "ods": ".ods", "csv": ".csv",
            "xml": ".xls", "html": ".xls"}  # fmt: skip


def write(table: GeneratedTable, folder: Path) -> Path:
    """The table's file in ``folder``."""
    path = folder / (table.stem + SUFFIXES[table.kind])
    pages = [table.page, *table.more_pages]
    WRITERS[table.kind](path, pages, table)
    return path


def plain_text(box: Box) -> str:
    """What a person sees, where a format has no types."""
    if isinstance(box.content, Decimal):
        return shown(box.content, box.number_format)
    return (box.error or box.content or "") + (f"({box.raised})" if box.raised else "")


def shown(value: Decimal, number_format: str) -> str:
    """A typed number under one of the generator's formats, in Vietnamese style."""
    ending = ""
    if number_format.endswith("%"):
        value, ending = value * 100, "%"
    elif number_format.endswith(","):
        value /= 1000
    elif number_format.endswith('"'):
        ending = number_format.split('"')[1]
    value = value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
    return grouped(value, "" if number_format == "General" else ".", ",") + ending


def write_xlsx(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    formats: dict[tuple[str, bool], object] = {}
    raised = book.add_format({"font_script": 1})

    def style(box: Box) -> object:
        key = (box.number_format, box.struck)
        if key not in formats:
            formats[key] = book.add_format({"num_format": key[0], "font_strikeout": key[1]})
        return formats[key]

    for page in pages:
        sheet = book.add_worksheet(page.name)
        if page.hidden:
            sheet.hide()
        for top, left, bottom, right in page.merged:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), box in sorted(page.boxes.items()):
            at = (row - 1, column - 1)
            if box.raised:
                sheet.write_rich_string(*at, plain_text(Box(box.content)), raised, box.raised)
            elif box.formula:
                sheet.write_formula(*at, box.formula, style(box), float(box.content or 0))
            elif isinstance(box.content, Decimal):
                sheet.write_number(*at, float(box.content), style(box))
            elif box.error:
                sheet.write_formula(*at, "=1/0", style(box), box.error)
            elif box.content is not None:
                sheet.write_string(*at, box.content, style(box))
            if box.comment:
                sheet.write_comment(*at, box.comment)
        for row in page.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in page.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
    book.close()


def write_openpyxl(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for (row, column), box in page.boxes.items():
            cell = sheet.cell(row, column)
            value = box.content
            if box.formula and not box.computed:
                value = box.formula
            elif box.error:
                value = box.error
            cell.value = float(value) if isinstance(value, Decimal) else value
            if isinstance(value, Decimal) and value == value.to_integral():
                cell.value = int(value)
            if box.number_format != "General":
                cell.number_format = box.number_format
            if box.struck:
                cell.font = Font(strike=True)
            if box.comment:
                cell.comment = Comment(box.comment, "x")
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
    book.save(path)


def write_xls(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, bool], xlwt.XFStyle] = {}
    plain, raised = xlwt.Font(), xlwt.Font()
    raised.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    for page in pages:
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        sheet.visibility = int(page.hidden)
        for top, left, bottom, right in page.merged:
            sheet.merge(top - 1, bottom - 1, left - 1, right - 1)
        for (row, column), box in sorted(page.boxes.items()):
            key = (box.number_format, box.struck)
            if key not in styles:
                font = "font: struck_out on" if box.struck else ""
                styles[key] = xlwt.easyxf(font, num_format_str=box.number_format)
            at = (row - 1, column - 1)
            if box.raised:
                parts = [(plain_text(Box(box.content)), plain), (box.raised, raised)]
                sheet.write_rich_text(*at, parts)
            elif box.formula:
                sheet.write(*at, xlwt.Formula(box.formula.lstrip("=")), styles[key])
            elif box.error:
                sheet.row(row - 1).set_cell_error(column - 1, 0x17)
            else:
                value = box.content
                value = float(value) if isinstance(value, Decimal) else value
                sheet.write(*at, value, styles[key])
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        for column in page.hidden_columns:
            sheet.col(column - 1).hidden = True
    book.save(str(path))


def covered(page: Page) -> dict[Position, tuple[int, int]]:
    """Positions under a merged area, and at its first cell the rows and columns it spans."""
    return {
        (row, column): (bottom - top + 1, right - left + 1)
        if (row, column) == (top, left)
        else (0, 0)
        for top, left, bottom, right in page.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }


def extent(page: Page) -> tuple[int, int]:
    """Last row and column that hold anything."""
    return max(row for row, _ in page.boxes), max(column for _, column in page.boxes)


def write_ods(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    document = OpenDocumentSpreadsheet()
    styles: dict[str, Style] = {}
    for page in pages:
        sheet = Table(name=page.name)
        document.spreadsheet.addElement(sheet)
        spans = covered(page)
        rows, columns = extent(page)
        for row in range(1, rows + 1):
            line = TableRow()
            sheet.addElement(line)
            for column in range(1, columns + 1):
                box = page.boxes.get((row, column))
                style = ods_style(document, box.number_format, styles) if box else None
                line.addElement(ods_cell(box, spans.get((row, column)), style))
    document.save(str(path))


def ods_style(document: object, number_format: str, styles: dict[str, Style]) -> Style | None:
    """The style of cells that show a share, a scaled number, or words behind the number."""
    words = number_format.split('"')[1] if number_format.endswith('"') else ""
    is_share, scaled = number_format.endswith("%"), number_format.endswith(",")
    if not (words or is_share or scaled):
        return None
    if number_format not in styles:
        name = f"n{len(styles)}"
        kind = PercentageStyle if is_share else NumberStyle
        data = kind(name=name)
        more = {"displayfactor": "1000"} if scaled else {}
        data.addElement(Number(decimalplaces=3, grouping="true", minintegerdigits=1, **more))
        if words or is_share:
            data.addElement(NumberText(text=words or "%"))
        style = Style(name=f"c{name}", family="table-cell", datastylename=name)
        document.automaticstyles.addElement(data)
        document.automaticstyles.addElement(style)
        styles[number_format] = style
    return styles[number_format]


def ods_cell(box: Box | None, span: tuple[int, int] | None, style: Style | None) -> TableCell:
    more: dict[str, object] = {}
    if span and span != (0, 0):
        more = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    kind = CoveredTableCell if span == (0, 0) else TableCell
    if box is None:
        return kind(**more)
    if style:
        more["stylename"] = style
    if box.formula:
        more["formula"] = "of:=1"
    if isinstance(box.content, Decimal):
        name = "percentage" if box.number_format.endswith("%") else "float"
        more |= {"valuetype": name, "value": str(box.content)}
    elif box.content is not None:
        more["valuetype"] = "string"
    elif box.error:
        more |= {"formula": "of:=1/0", "valuetype": "string"}
    cell = kind(**more)
    if box.comment:
        note = Annotation()
        note.addElement(P(text=box.comment))
        cell.addElement(note)
    for text in plain_text(box).split("\n"):
        if text:
            cell.addElement(P(text=text))
    return cell


def write_csv(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    page = pages[0]
    rows, columns = extent(page)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=table.delimiter)
    for row in range(1, rows + 1):
        boxes = (page.boxes.get((row, column)) for column in range(1, columns + 1))
        texts = [plain_text(box) if box else "" for box in boxes]
        if table.unquoted:
            stream.write(table.delimiter.join(texts) + "\n")
        else:
            writer.writerow(texts)
    path.write_bytes(stream.getvalue().encode(table.encoding))


def write_xml(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    """SpreadsheetML 2003."""
    formats = sorted({box.number_format for page in pages for box in page.boxes.values()})
    styles = "".join(
        f'<Style ss:ID="s{n}"><NumberFormat ss:Format={quoteattr(f)}/></Style>'
        for n, f in enumerate(formats)
    )
    sheets = "".join(xml_sheet(page, formats) for page in pages)
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{name}" xmlns:ss="{name}"><Styles>{styles}</Styles>{sheets}</Workbook>',
        encoding="utf-8",
    )


def xml_sheet(page: Page, formats: list[str]) -> str:
    spans, lines = covered(page), []
    for row in sorted({row for row, _ in page.boxes}):
        cells = []
        for (_, column), box in sorted(x for x in page.boxes.items() if x[0][0] == row):
            down, across = spans.get((row, column), (1, 1))
            merge = f' ss:MergeAcross="{across - 1}"' if across > 1 else ""
            merge += f' ss:MergeDown="{down - 1}"' if down > 1 else ""
            number = isinstance(box.content, Decimal)
            kind = "Number" if number else "Error" if box.error else "String"
            text = escape(box.error or ("" if box.content is None else str(box.content)))
            formula = ' ss:Formula="=1*1"' if box.formula else ""
            data = f'<Data ss:Type="{kind}">{text}</Data>' if box.computed else ""
            style = f' ss:StyleID="s{formats.index(box.number_format)}"'
            cells.append(f'<Cell ss:Index="{column}"{style}{merge}{formula}>{data}</Cell>')
        lines.append(f'<Row ss:Index="{row}">{"".join(cells)}</Row>')
    return f"<Worksheet ss:Name={quoteattr(page.name)}><Table>{''.join(lines)}</Table></Worksheet>"


def write_html(path: Path, pages: list[Page], table: GeneratedTable) -> None:
    page = pages[0]
    spans = covered(page)
    rows, columns = extent(page)
    lines = []
    for row in range(1, rows + 1):
        cells = []
        for column in range(1, columns + 1):
            span = spans.get((row, column), (1, 1))
            if span == (0, 0):
                continue
            box = page.boxes.get((row, column))
            text = html.escape(plain_text(box)) if box else ""
            more = f' rowspan="{span[0]}"' if span[0] > 1 else ""
            more += f' colspan="{span[1]}"' if span[1] > 1 else ""
            cells.append(f"<td{more}>{text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    path.write_text(
        '<html><head><meta charset="utf-8"></head><body><table border="1">'
        f"{''.join(lines)}</table></body></html>",
        encoding="utf-8",
    )


WRITERS = {"xlsx": write_xlsx, "openpyxl": write_openpyxl, "xls": write_xls, "ods": write_ods,
           "csv": write_csv, "xml": write_xml, "html": write_html}  # fmt: skip
