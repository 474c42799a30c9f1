"""Binary workbooks, XML spreadsheets of 2003 and web pages that are named .xls."""

from __future__ import annotations

import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.cleaning.readers import read_workbook
from helpers.core.errors import InputError

SPREADSHEET_XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles>
 <Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
 <Style ss:ID="u"><NumberFormat ss:Format="#,##0&quot; nghìn đồng&quot;"/></Style>
 <Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style>
 <Style ss:ID="su" ss:Parent="u"/>
 <Style ss:ID="i"><Alignment ss:Horizontal="Left" ss:Indent="1"/></Style>
</Styles>
<Worksheet ss:Name="Đàn vật nuôi"><Table>
 <Column ss:Index="3" ss:Hidden="1"/>
 <Row><Cell><Data ss:Type="String">Chỉ tiêu</Data></Cell>
  <Cell ss:Index="3"><Data ss:Type="String">Thực hiện</Data></Cell></Row>
 <Row ss:Index="4" ss:Hidden="1"><Cell ss:StyleID="p"><Data ss:Type="Number">0.7944</Data></Cell>
  <Cell ss:StyleID="su" ss:MergeAcross="1"><Data ss:Type="Number">175000</Data>
   <Comment><ss:Data>số ước</ss:Data></Comment></Cell>
  <Cell ss:StyleID="s"><Data ss:Type="Number">4242</Data></Cell></Row>
 <Row><Cell ss:StyleID="i"><ss:Data ss:Type="String">968<html:Sup>1</html:Sup></ss:Data></Cell>
  <Cell ss:Formula="=R[-1]C*2"/><Cell><Data ss:Type="Error">#REF!</Data></Cell>
  <Cell><Data ss:Type="DateTime">2023-05-01T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""

PAGE = """<html><head><meta charset="utf-8"><style>td{}</style></head><body>
<p>Đơn vị: nghìn đồng</p>
<table><tr><td><table border=1>
<tr><th rowspan=2>Chỉ tiêu</th><th colspan=2>Kết quả</th></tr>
<tr><th>Kế hoạch</th><th>Thực hiện</th></tr>
<tr><td>Đàn trâu<sup>1</sup></td><td>4.310</td><td><s>4.200</s> 4.242</td></tr>
<tr><td>Che phủ</td><td x:num="0.7944">79.44%</td>
<td sdval="2000000" sdnum="1033;0;#,##0,">2,000</td></tr>
<tr style="display: none"><td>Diện tích (m<sup>2</sup>)</td><td x:num="5">6</td>
<td><del>12</del></td></tr>
</table></td></tr></table></body></html>"""


def read(path: Path):
    book = read_workbook(path, root=path.parent)
    cells = {cell.address: cell for row in book.sheets[0].rows for cell in row}
    return book, cells


def test_spreadsheet_xml_named_xls(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(SPREADSHEET_XML, encoding="utf-8")
    book, cells = read(path)
    assert (book.sheets[0].name, cells["C1"].text) == ("Đàn vật nuôi", "Thực hiện")
    assert (cells["A4"].text, cells["B4"].format_unit) == ("79.44%", "nghìn đồng")
    assert cells["B4"].comment == "số ước" and book.sheets[0].merged == ((4, 2, 4, 3),)
    assert cells["D4"].doubt.reason == "struck"
    a5 = cells["A5"]
    assert (a5.text, a5.note_mark, a5.indent) == ("968", "1", 1)
    assert cells["B5"].kind == "formula_without_value" and cells["C5"].kind == "error"
    assert cells["D5"].text == "01/05/2023"
    assert {"hidden_rows", "hidden_columns", "other_format"} <= {note.rule for note in book.notes}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_page_named_xls(tmp_path, encoding):
    path = tmp_path / "a.xls"
    path.write_text(PAGE, encoding=encoding)
    book, cells = read(path)
    assert cells["A1"].text == "Đơn vị: nghìn đồng"
    assert book.sheets[0].covering(3, 1).text == "Chỉ tiêu"
    assert (cells["B3"].text, cells["C3"].text) == ("Kế hoạch", "Thực hiện")
    assert (cells["A4"].text, cells["A4"].note_mark) == ("Đàn trâu", "1")
    assert cells["B4"].text == "4.310" and cells["C4"].text.strip() == "4.242"
    assert cells["B5"].native == Decimal("79.44") and cells["C5"].native == 2000
    assert cells["A6"].text == "Diện tích (m2)" and cells["B6"].doubt.reason == "shown_differs"
    assert cells["C6"].doubt.reason == "struck"
    assert "hidden_rows" in {note.rule for note in book.notes}


def test_page_in_an_old_code_page(tmp_path):
    path = tmp_path / "a.xls"
    page = PAGE.replace('<meta charset="utf-8">', "").replace("Đàn trâu", "§µn tr©u")
    path.write_bytes(page.encode("utf-8"))
    assert read(path)[1]["A1"].text == "Đơn vị: nghìn đồng"


def test_page_without_a_table_is_no_spreadsheet(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html><body><p>Không tìm thấy trang</p></body></html>", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.key == "reading.not_a_spreadsheet"


def record(number: int, body: bytes = b"") -> bytes:
    """A record of [MS-XLSB] 2.1.4: number and length in groups of seven bits."""

    def varint(value: int) -> bytes:
        low = bytes([value & 0x7F | (0x80 if value > 0x7F else 0)])
        return low + (varint(value >> 7) if value > 0x7F else b"")

    return varint(number) + varint(len(body)) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path) -> Path:
    """Percent, unit, struck and raised text, a merged area, a hidden row, in one binary sheet."""
    font = struct.Struct("<4H")
    styles = record(44, struct.pack("<H", 164) + wide('#,##0" nghìn đồng"'))
    styles += record(43, font.pack(220, 0, 400, 0)) + record(43, font.pack(220, 8, 400, 0))
    styles += record(43, font.pack(220, 0, 400, 1))
    styles += record(626) + record(47, struct.pack("<3H", 0xFFFF, 0, 0)) + record(627)
    formats = ((0, 0), (10, 0), (164, 0), (0, 1))
    styles += record(617) + b"".join(record(47, struct.pack("<3H", 0, *f)) for f in formats)
    styles += record(618)
    runs = struct.pack("<IHH", 1, 3, 2)
    strings = record(19, b"\0" + wide("Chỉ tiêu")) + record(19, b"\1" + wide("9681") + runs)

    def cell(number: int, column: int, style: int, value: bytes) -> bytes:
        return record(number, struct.pack("<II", column, style) + value)

    def row(index: int, hidden: bool = False) -> bytes:
        return record(0, struct.pack("<IIHBBB", index, 0, 300, 0, 0x10 * hidden, 0))

    sheet = row(0) + cell(7, 0, 0, struct.pack("<I", 0)) + cell(7, 1, 0, struct.pack("<I", 1))
    sheet += row(4, hidden=True) + cell(5, 0, 1, struct.pack("<d", 0.7944))
    sheet += cell(2, 1, 2, struct.pack("<i", 175000 << 2 | 2))
    sheet += cell(2, 2, 3, struct.pack("<i", 424250 << 2 | 3)) + cell(3, 3, 0, b"\x17")
    sheet += row(5) + cell(9, 0, 0, struct.pack("<d", -7) + bytes(8)) + cell(4, 1, 0, b"\1")
    sheet += cell(6, 2, 0, wide("tăng")) + cell(2, 3, 0, struct.pack("<i", 999 << 2 | 2))
    sheet += record(176, struct.pack("<4I", 5, 5, 2, 3))
    book = record(153, struct.pack("<I", 0))
    book += record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Đàn vật nuôi"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = '<Relationship Id="{}" Type="' + kind + '/{}" Target="{}"/>'
    links = "".join(link.format(*about) for about in (
        ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "styles", "styles.bin"),
        ("rId3", "sharedStrings", "sharedStrings.bin")))  # fmt: skip
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        root = link.format("rId1", "officeDocument", "xl/workbook.bin")
        package.writestr("_rels/.rels", f"<Relationships>{root}</Relationships>")
        package.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{links}</Relationships>")
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/styles.bin", styles)
        package.writestr("xl/sharedStrings.bin", strings)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def test_binary_workbook(tmp_path):
    book, cells = read(xlsb(tmp_path / "a.xlsb"))
    assert (book.sheets[0].name, cells["A1"].text) == ("Đàn vật nuôi", "Chỉ tiêu")
    assert (cells["B1"].text, cells["B1"].note_mark) == ("968", "1")
    assert (cells["A5"].text, cells["B5"].format_unit) == ("79.44%", "nghìn đồng")
    assert cells["B5"].native == 175000 and cells["C5"].native == Decimal("4242.5")
    assert cells["C5"].doubt.reason == "struck" and cells["D5"].text == "#REF!"
    assert [cells[a].native for a in ("A6", "B6", "C6")] == [-7, True, "tăng"]
    noted = {(note.rule, note.before) for note in book.notes}
    assert {("hidden_rows", "5"), ("covered_by_merge", "999")} <= noted and "D6" not in cells


def test_cut_binary_workbook_is_damaged(tmp_path):
    path = xlsb(tmp_path / "whole.xlsb")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "a.xlsb", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[:-3] if name.endswith("sheet1.bin") else data)
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a.xlsb")
    assert caught.value.key == "reading.truncated"
