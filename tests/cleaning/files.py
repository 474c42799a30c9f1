"""Makes the files that offices send, good and bad, in a folder given by the test."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import msoffcrypto.format.ooxml as ooxml
import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

ROWS = (("STT", "Chỉ tiêu", "Thực hiện"), ("1", "Diện tích lúa xuân", "1.178,47ha"))


def xlsx(path: Path, rows=ROWS, sheet: str = "Trồng trọt") -> Path:
    """A plain workbook with one sheet."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rich_xlsx(path: Path) -> Path:
    """Every kind of cell, the filled part away from A1, hidden parts, merged header, a chart."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    sheet["C3"] = "Thực hiện"
    sheet.merge_cells("C3:D3")
    sheet["C4"], sheet["C4"].number_format = 0.993, "0.0%"
    sheet["D4"], sheet["D4"].number_format = 99.3, '0.0"%"'
    sheet["C5"], sheet["D5"] = date(2023, 5, 1), "=1178.47*2"
    sheet["C6"], sheet["D6"] = 12.0, 1178.4700000000003
    sheet["C7"], sheet["D7"] = "#REF!", True
    sheet["C8"], sheet["C8"].data_type = "=HYPERLINK(1)", "s"
    sheet["D8"] = "<script>alert(1)</script>"
    sheet["C9"], sheet["D9"] = "Bo\u0300 va\u0300 de\u0302", "dòng 1\ndòng 2"
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book["Ẩn"]["A1"] = "x"
    book.create_chartsheet("Biểu đồ")
    book.save(path)
    return path


def saved_by_libreoffice(path: Path, suffix: str, filter_name: str = "") -> Path:
    """The file as LibreOffice saves it in another kind; skips the test where it is not here."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    kind = ":".join(filter(None, (suffix.lstrip("."), filter_name)))
    target = ["--convert-to", kind, "--outdir", path.parent / "saved", path]
    command = ["soffice", profile, "--headless", *target]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.parent / "saved" / f"{path.stem}{suffix}"


def edit_part(path: Path, part: str, change) -> Path:
    """Rewrite one part of a zip package with ``change(bytes) -> bytes``."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def sheet_xml(path: Path, rows: str) -> Path:
    """A workbook whose only sheet holds ``rows`` as raw XML."""
    data = f"<sheetData>{rows}</sheetData>".encode()

    def change(old: bytes) -> bytes:
        old = re.sub(rb"<dimension[^>]*/>", b"", old)
        return re.sub(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", data, old, flags=re.S)

    return edit_part(xlsx(path), "xl/worksheets/sheet1.xml", change)


def shared_strings(path: Path, *items: str) -> Path:
    """A workbook as Excel writes it: column A points into the table of shared strings."""
    rows = (
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in range(1, len(items) + 1)
    )
    sheet_xml(path, "".join(rows))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{"".join(items)}</sst>')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    return edit_part(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda old: old.replace(b"</Relationships>", link.encode()),
    )


def empty_formatted_rows(path: Path, count: int) -> Path:
    """Two rows of figures, then ``count`` formatted rows without any."""
    cells = "".join(f'<c r="{column}{{0}}" s="0"/>' for column in "ABCDEFGH")
    filled = '<row r="1"><c r="A1" t="inlineStr"><is><t>Chỉ tiêu</t></is></c></row>'
    rows = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, count + 2))
    return sheet_xml(path, filled + rows)


def protected_xlsx(path: Path) -> Path:
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "mật"
    book.save(plain)
    with path.open("wb") as stream:
        ooxml.OOXMLFile(plain).encrypt("matkhau", stream)
    return path


def xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Chăn nuôi")
    sheet.write_merge(2, 2, 3, 4, "Thực hiện")
    sheet.write(3, 3, 0.984, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(3, 4, 0.5, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(4, 3, 4242)
    sheet.write(4, 4, date(2023, 5, 1), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.row(5).set_cell_error(3, 23)
    sheet.write(6, 3, "§µn tr©u")
    sheet.row(4).hidden = True
    book.add_sheet("Ẩn").visibility = 1
    book.get_sheet(1).write(0, 0, "x")
    book.save(str(path))
    return path


def ods(path: Path) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Giáo dục")
    document.spreadsheet.addElement(table)
    _ods_row(table, [], repeated=2)
    merged = _ods_cell("string", None, "Thực hiện", numbercolumnsspanned=2)
    _ods_row(table, [TableCell(numbercolumnsrepeated=2), merged, CoveredTableCell()])
    percent = _ods_cell("percentage", "0.9903", "99,03%")
    _ods_row(table, [TableCell(numbercolumnsrepeated=2), percent], repeated=2)
    uncomputed = TableCell(formula="of:=SUM([.A1])")
    _ods_row(table, [_ods_cell("float", "12", "12"), uncomputed])
    _ods_row(table, [TableCell(numbercolumnsrepeated=16384)], repeated=1_000_000)
    document.save(str(path))
    return path


def far_ods(path: Path) -> Path:
    """Two figures at opposite corners of the largest grid."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Xa")
    document.spreadsheet.addElement(table)
    _ods_row(table, [_ods_cell("float", "1", "1")])
    _ods_row(table, [], repeated=1_048_000)
    far = TableCell(numbercolumnsrepeated=16_000)
    _ods_row(table, [far, _ods_cell("float", "2", "2")])
    document.save(str(path))
    return path


def _ods_row(table: Table, cells: list, repeated: int = 1) -> None:
    row = TableRow(numberrowsrepeated=repeated)
    table.addElement(row)
    for cell in cells or [TableCell()]:
        row.addElement(cell)


def _ods_cell(kind: str, value: str | None, text: str, **attributes) -> TableCell:
    if value is not None:
        attributes["value"] = value
    cell = TableCell(valuetype=kind, **attributes)
    cell.addElement(P(text=text))
    return cell
