"""What a person does not see, or sees otherwise than stored; and what is printed around a sheet."""

from __future__ import annotations

import openpyxl
import pytest
import xlwt
from files import edit_part
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from helpers.cleaning import clean_workbooks
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.readers import read_workbook
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện")


def herd(path, change=lambda sheet: None, value=4242, unit="con"):
    """A workbook with one herd, changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Đàn vật nuôi"
    sheet.append(HEAD)
    sheet.append((1, "Đàn trâu", unit, value))
    change(sheet)
    book.save(path / "chan_nuoi.xlsx")
    return path / "chan_nuoi.xlsx"


def read(path):
    """Values by cell, and refused cells with their rules."""
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    book = read_workbook(path, root=path.parent)
    tables = clean_workbooks([book], catalogues, "bach-thong", CleaningLog()).tables
    values = {row["cell"]: float(row["value"]) for row in tables["observations"].to_dict("records")}
    asked = tables["quarantine"].to_dict("records")
    return values, {row["cell"]: row["rule"] for row in asked if row["cell"]}


def conditional(code="", font=None):
    form = NumberFormat(numFmtId=180, formatCode=code) if code else None
    rule = Rule(
        type="expression", dxf=DifferentialStyle(numFmt=form, font=font), formula=["D2>4000"]
    )
    return lambda sheet: sheet.conditional_formatting.add("D2:D9", rule)


@pytest.mark.parametrize(
    ("code", "font"),
    [('#,##0," nghìn con"', None), ("0%", None), (";;;", None), ("", Font(strike=True))],
)
def test_a_conditional_format_that_changes_a_figure(tmp_path, code, font):
    values, asked = read(herd(tmp_path, conditional(code, font)))
    assert (values, asked["D2"]) == ({}, "reading.doubt_conditional")


@pytest.mark.parametrize(("code", "font"), [("#,##0", None), ("", Font(color="FF0000"))])
def test_a_conditional_format_that_changes_no_figure(tmp_path, code, font):
    assert read(herd(tmp_path, conditional(code, font)))[0] == {"D2": 4242}


def xls_in_green(path):
    book = xlwt.Workbook()
    style = xlwt.easyxf("font: colour green; pattern: pattern solid, fore_colour green")
    book.add_sheet("Trang").write(0, 0, 4242, style)
    book.save(str(path / "a.xls"))
    return path / "a.xls"


def xml_in_green(path):
    text = as_xml(path, True).read_text(encoding="utf-8")
    (path / "a.xml").write_text(text.replace("#000080", "#00B050").replace("#FFFFFF", "#00B050"))
    return path / "a.xml"


def ods_in_green(path):
    file = as_ods(path, True)
    colours = ((b"#000080", b"#00b050"), (b"#ffffff", b"#00b050"))

    def change(old):
        for before, after in colours:
            old = old.replace(before, after)
        return old

    return edit_part(file, "content.xml", change)


def page_in_green(path):
    style = "<style>.k {color:#0a0; background:#00AA00}</style>"
    (path / "a.xls").write_text(f"{style}<table><tr><td class=k>4242</td></tr></table>")
    return path / "a.xls"


@pytest.mark.parametrize("write", [xls_in_green, xml_in_green, ods_in_green, page_in_green])
def test_letters_in_the_colour_of_their_paper(tmp_path, write):
    (sheet,) = read_workbook(write(tmp_path), root=tmp_path).sheets
    assert (sheet.rows[0][0].text, sheet.rows[0][0].doubt.reason) == ("4242", "unseen")


@pytest.mark.parametrize("green", [{"rgb": "FF00B050"}, {"theme": 4}, {"theme": 4, "tint": 0.4}])
def test_letters_in_the_colour_of_their_paper_in_xlsx(tmp_path, green):
    def in_green(sheet, paper):
        sheet["D2"].font = Font(color=Color(**green))
        sheet["D2"].fill = PatternFill("solid", fgColor=Color(**paper))

    hidden = herd(tmp_path, lambda sheet: in_green(sheet, green))
    assert read(hidden)[1]["D2"] == "reading.doubt_unseen"
    assert read(herd(tmp_path, lambda sheet: in_green(sheet, {"theme": 5})))[0] == {"D2": 4242}


def test_white_letters_are_not_seen_but_on_dark_paper(tmp_path):
    white, dark = Font(color="FFFFFF"), PatternFill("solid", fgColor="1F4E78")
    path = herd(tmp_path, lambda sheet: setattr(sheet["D2"], "font", white))
    assert read(path) == ({}, read(path)[1]) and read(path)[1]["D2"] == "reading.doubt_unseen"

    def on_dark(sheet):
        sheet["D2"].font, sheet["D2"].fill = white, dark

    assert read(herd(tmp_path, on_dark))[0] == {"D2": 4242}


def as_xls(path, is_dark):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang")
    fill = "; pattern: pattern solid, fore_colour dark_blue" if is_dark else ""
    sheet.write(0, 0, 4242, xlwt.easyxf(f"font: colour white{fill}"))
    sheet.write(1, 0, 1313)
    book.save(str(path / "a.xls"))
    return path / "a.xls"


def as_ods(path, is_dark):
    document = OpenDocumentSpreadsheet()
    style = Style(name="w", family="table-cell")
    style.addElement(TextProperties(color="#ffffff"))
    if is_dark:
        style.addElement(TableCellProperties(backgroundcolor="#000080"))
    document.automaticstyles.addElement(style)
    table = Table(name="Trang")
    for value, own in ((4242, {"stylename": style}), (1313, {})):
        row, cell = TableRow(), TableCell(valuetype="float", value=value, **own)
        cell.addElement(P(text=str(value)))
        row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path / "a.ods"))
    return path / "a.ods"


def as_xml(path, is_dark):
    fill = '<Interior ss:Color="#000080" ss:Pattern="Solid"/>' if is_dark else ""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = '<Row><Cell ss:StyleID="w"><Data ss:Type="Number">4242</Data></Cell></Row>'
    cells += '<Row><Cell><Data ss:Type="Number">1313</Data></Cell></Row>'
    style = f'<Style ss:ID="w"><Font ss:Color="#FFFFFF"/>{fill}</Style>'
    text = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Styles>{style}</Styles><Worksheet ss:Name="Trang"><Table>{cells}</Table></Worksheet>'
        "</Workbook>"
    )
    path.joinpath("a.xml").write_text(text, encoding="utf-8")
    return path / "a.xml"


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("write", [as_xls, as_ods, as_xml])
def test_white_letters_in_other_kinds_of_files(tmp_path, write, is_dark):
    (sheet,) = read_workbook(write(tmp_path, is_dark), root=tmp_path).sheets
    doubts = [row[0].doubt and row[0].doubt.reason for row in sheet.rows]
    assert doubts == [None if is_dark else "unseen", None]
    assert [row[0].text for row in sheet.rows] == ["4242", "1313"]


def test_a_white_digit_within_a_figure(tmp_path):
    runs = (
        '<c r="D2" t="inlineStr"><is><r><rPr><color rgb="FFFFFFFF"/></rPr><t>9</t></r>'
        "<r><t>4242</t></r></is></c>"
    )
    path = edit_part(
        herd(tmp_path, value="x"),
        "xl/worksheets/sheet1.xml",
        lambda old: (
            old[: old.index(b'<c r="D2"')]
            + runs.encode()
            + old[old.index(b"</c>", old.index(b'<c r="D2"')) + 4 :]
        ),
    )
    assert read(path)[1]["D2"] == "reading.doubt_unseen"


@pytest.mark.parametrize(("unit", "is_read"), [("con", True), (None, False)])
def test_a_unit_in_a_page_header_may_be_meant(tmp_path, unit, is_read):
    def printed(sheet):
        sheet.oddHeader.right.text = "Đơn vị tính: nghìn con"

    values, asked = read(herd(tmp_path, printed, unit=unit))
    assert bool(values) == is_read
    assert is_read or asked["D2"] == "cleaning.units_elsewhere"


PAGE = (
    "<table><tr><td>STT</td><td>Chỉ tiêu</td><td>Đơn vị tính</td><td>Thực hiện</td></tr>"
    "<tr><td>1</td><td>Đàn trâu</td><td>con</td>{cell}</tr></table>"
)


def test_hidden_cells_and_inputs_of_a_web_page(tmp_path):
    path = tmp_path / "chan_nuoi.xls"
    path.write_text(PAGE.format(cell='<td style="display:none">4242</td>'), encoding="utf-8")
    assert read(path)[1]["D2"] == "reading.doubt_hidden_cell"
    path.write_text(PAGE.format(cell='<td><input value="4.242"></td>'), encoding="utf-8")
    assert read(path)[0] == {"D2": 4242}


def test_a_hidden_cell_of_a_web_page_takes_no_room(tmp_path):
    path = tmp_path / "chan_nuoi.xls"
    path.write_text(PAGE.format(cell="<td hidden>99</td><td>4242</td>"), encoding="utf-8")
    assert read(path)[0] == {"D2": 4242}
    style = "<style>.k{display:none}</style>"
    page = PAGE.format(cell="<td>42<span class=k>99</span>42</td>")
    path.write_text(style + page, encoding="utf-8")
    assert read(path)[0] == {"D2": 4242}
    page = PAGE.format(cell='<td><font color="white">4242</font></td>')
    path.write_text(page, encoding="utf-8")
    assert read(path)[1]["D2"] == "reading.doubt_unseen"


def test_a_cell_that_the_file_states_twice(tmp_path):
    again = b'<row r="2"><c r="D2"><v>4300</v></c></row></sheetData>'
    path = edit_part(
        herd(tmp_path),
        "xl/worksheets/sheet1.xml",
        lambda old: old.replace(b"</sheetData>", again),
    )
    assert read(path) == ({}, read(path)[1]) and read(path)[1]["D2"] == "reading.doubt_twice"


@pytest.mark.parametrize("text", ["Số liệu 6 tháng năm 2022", "Số liệu cùng kỳ năm trước"])
def test_another_period_in_a_page_header(tmp_path, text):
    def printed(sheet):
        sheet.oddHeader.center.text = text

    values, asked = read(herd(tmp_path, printed))
    assert values == {} and "cleaning.other_period" in asked.values()


@pytest.mark.parametrize(
    ("note", "is_read"),
    [
        ("Số liệu năm 2022", False),
        ("Số liệu quý I/2023", False),
        ("Số của cả năm 2023", False),
        ("Lũy kế từ năm 2021", False),
        ("Ước cả năm", False),
        ("Cùng kỳ năm trước", False),
        ("Số kế hoạch", False),
        ("Số này chưa đúng, đang rà soát", False),
        ("đúng là 4.300", False),
        ("Số liệu 6 tháng đầu năm 2023", True),
        ("Xếp loại năm 2022", True),
        ("Công nhận cho năm 2022", True),
        ("Đã xử lý 3 hồ sơ ghi sai tên", True),
        ("Số ước; kế hoạch cả năm", True),
    ],
)
def test_a_note_by_which_the_figure_is_another_one(tmp_path, note, is_read):
    def noted(sheet):
        sheet["E1"], sheet["E2"] = "Ghi chú", note

    values, asked = read(herd(tmp_path, noted))
    assert values == ({"D2": 4242} if is_read else {})
    assert is_read or asked["D2"] == "cleaning.note_against"


@pytest.mark.parametrize("text", ["'4.242", "’4.242", '="4242"', '="4.242"'])
def test_a_number_that_was_typed_as_text(tmp_path, text):
    path = tmp_path / "chan_nuoi.csv"
    path.write_text(f"{';'.join(HEAD)}\n1;Đàn trâu;con;{text}\n", encoding="utf-8")
    assert read(path)[0] == {"D2": 4242}
