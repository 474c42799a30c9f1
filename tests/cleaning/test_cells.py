"""What a person sees in a cell and what is stored must agree, in every kind of file."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import files
import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P, Span
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from helpers.cleaning.readers import Cell, Workbook, read_workbook
from helpers.core.errors import InputError
from helpers.core.messages import message


def read(path: Path) -> Workbook:
    return read_workbook(path, root=path.parent)


def cells_of(book: Workbook) -> dict[str, Cell]:
    return {cell.address: cell for row in book.sheets[0].rows for cell in row}


def noted(book: Workbook) -> set[tuple[str, str, str]]:
    return {(note.rule, note.cell, note.before) for note in book.notes}


def as_xlsx(path: Path) -> Path:
    """968 with a raised 1, m with a raised 2, struck cells, a covered value, percent and units."""
    book = openpyxl.Workbook()
    sheet = book.active
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    sheet["A1"] = CellRichText(["968", TextBlock(raised, "1")])
    sheet["A2"] = CellRichText(["m", TextBlock(raised, "2")])
    sheet["A3"] = CellRichText(["Đàn trâu", TextBlock(raised, "(2)")])
    sheet["A4"] = CellRichText([TextBlock(struck, "4000"), " 4242"])
    sheet["A5"], sheet["A5"].font = 4242, Font(strike=True)
    sheet["A6"], sheet["A6"].font = "Đàn bò", Font(strike=True)
    sheet["A7"], sheet["A7"].alignment = "Trâu", Alignment(horizontal="left", indent=2)
    sheet["A8"], sheet["A8"].alignment = "Bò", Alignment(horizontal="right", indent=2)
    sheet["B1"], sheet["B1"].number_format = 0.7944, "0.00%"
    sheet["B2"], sheet["B2"].number_format = 175000, '#,##0" nghìn đồng"'
    sheet["B3"], sheet["B3"].number_format = 2000000000, "#,##0,,"
    sheet["B4"], sheet["B4"].number_format = -5, "0;0"
    sheet["B5"] = 4310
    sheet["B5"].comment = Comment("số ước", "x")
    sheet["C5"] = 999
    book.save(path)
    part = "xl/worksheets/sheet1.xml"
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="B5:C5"/></mergeCells>'
    return files.edit_part(path, part, lambda old: old.replace(b"</sheetData>", merge))


def as_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang", cell_overwrite_ok=True)
    raised, plain = xlwt.easyfont("escapement superscript"), xlwt.easyfont("")
    struck = xlwt.easyfont("struck_out true")
    sheet.write_rich_text(0, 0, (("968", plain), ("1", raised)))
    sheet.write_rich_text(1, 0, (("m", plain), ("2", raised)))
    sheet.write_rich_text(2, 0, (("Đàn trâu", plain), ("(2)", raised)))
    sheet.write_rich_text(3, 0, (("4000", struck), (" 4242", plain)))
    sheet.write(4, 0, 4242, xlwt.easyxf("font: struck_out true"))
    sheet.write(5, 0, "Đàn bò", xlwt.easyxf("font: struck_out true"))
    sheet.write(6, 0, "Trâu", xlwt.easyxf("align: horiz left, indent 2"))
    sheet.write(7, 0, "Bò", xlwt.easyxf("align: horiz right, indent 2"))
    sheet.write(0, 1, 0.7944, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(1, 1, 175000, xlwt.easyxf(num_format_str='#,##0" nghìn đồng"'))
    sheet.write(2, 1, 2000000000, xlwt.easyxf(num_format_str="#,##0,,"))
    sheet.write(3, 1, -5, xlwt.easyxf(num_format_str="0;0"))
    sheet.merge(4, 4, 1, 2)
    sheet.write(4, 1, 4310)
    sheet.write(4, 2, 999)
    book.save(str(path))
    return path


MAKERS = {".xlsx": as_xlsx, ".xls": as_xls, ".ods": lambda path: files.saved_by_libreoffice(
    as_xlsx(path.with_suffix(".xlsx")), ".ods")}  # fmt: skip


@pytest.mark.parametrize("kind", MAKERS)
def test_a_cell_is_what_a_person_sees(tmp_path, kind):
    book = read(MAKERS[kind](tmp_path / f"a{kind}"))
    cells = cells_of(book)
    assert (cells["A1"].text, cells["A1"].note_mark) == ("968", "1")
    assert (cells["A2"].text, cells["A2"].note_mark) == ("m2", "")
    assert (cells["A3"].text, cells["A3"].note_mark) == ("Đàn trâu", "(2)")
    assert cells["A4"].text.strip() == "4242" and cells["A4"].doubt is None
    assert cells["A5"].doubt.reason == "struck"
    assert "A6" not in cells and ("struck_text", "A6", "Đàn bò") in noted(book)
    assert (cells["A7"].indent, cells["A8"].indent) == (2, 0)
    assert (cells["B1"].text, cells["B1"].native) == ("79.44%", Decimal("79.44"))
    assert (cells["B2"].native, cells["B2"].format_unit) == (175000, "nghìn đồng")
    assert (cells["B3"].native, cells["B3"].format_scale) == (2000, 1_000_000)
    assert cells["B4"].doubt.reason == "sign"
    assert "C5" not in cells and ("covered_by_merge", "C5", "999") in noted(book)
    assert ("struck_part", "A4", "4000 4242") in noted(book)
    if kind != ".xls":
        assert cells["B5"].comment.endswith("số ước")
    for cell in cells.values():
        if cell.doubt:
            values = {"shown": cell.doubt.shown, "stored": cell.doubt.stored}
            assert message(f"reading.doubt_{cell.doubt.reason}", **values)


@pytest.mark.parametrize(
    ("runs", "text", "mark"),
    [
        (("1.313", "2"), "1.313", "2"),
        (("km", "2"), "km2", ""),
        (("Đàn trâu", "1", " (con)"), "Đàn trâu (con)", "1"),
        (("Ước", "*"), "Ước", "*"),
        (("30", "o", "C"), "30oC", ""),
    ],
)
def test_raised_characters(tmp_path, runs, text, mark):
    raised = InlineFont(vertAlign="superscript")
    pieces = [TextBlock(raised, run) if index % 2 else run for index, run in enumerate(runs)]
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText(pieces)
    book.save(tmp_path / "a.xlsx")
    cell = cells_of(read(tmp_path / "a.xlsx"))["A1"]
    assert (cell.text, cell.note_mark, cell.doubt) == (text, mark, None)


@pytest.mark.parametrize(
    "runs", [("10", "3"), ("10", "3", " xã"), ("12", "3", "45"), ("3", "4242")]
)
def test_a_raised_digit_that_may_be_a_power_is_no_figure(tmp_path, runs):
    raised = InlineFont(vertAlign="superscript")
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText([TextBlock(raised, r) if r == "3" else r for r in runs])
    book.save(tmp_path / "a.xlsx")
    assert cells_of(read(tmp_path / "a.xlsx"))["A1"].doubt.reason == "raised"


@pytest.mark.parametrize(
    ("row", "doubtful"),
    [
        ((1, 968, 5733, "5.92"), False),  # 5733 of 968 are 592 %
        ((1, 968, 950, "98.14"), True),  # 950 of 968 are 98,14 %, shown as 9814 %
        ((1, 1450, 14.15, "0.98"), True),  # 0,98 %, shown as 98 %
        ((1, 1450, 14.15, "0.0098"), False),
        ((1, None, None, "79.44"), True),
        ((1, None, None, "5"), True),
        ((1, None, None, "0.05"), False),
        ((5, 1, None, "5"), True),  # the serial number is no figure
        ((1, 5, 7, "-1"), False),  # nothing is left: no quotient is nought
    ],
)
def test_percentages_that_were_percentages_already(tmp_path, row, doubtful):
    book = openpyxl.Workbook()
    book.active.append([*row[:3], float(row[3])])
    book.active["D1"].number_format = "0.00%"
    book.save(tmp_path / "a.xlsx")
    doubt = cells_of(read(tmp_path / "a.xlsx"))["D1"].doubt
    assert (doubt.reason == "percent_scale" if doubt else False) is doubtful


def test_a_large_percentage_among_usual_ones_is_read(tmp_path):
    book = openpyxl.Workbook()
    for row, share in enumerate([0.98, 1.02, 5.92], start=1):
        cell = book.active.cell(row, 1, share)
        cell.number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    assert cells_of(read(tmp_path / "a.xlsx"))["A3"].doubt is None


def test_formulas_of_programs_that_do_not_compute_have_no_value(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, 4242)
    sheet.write_formula(1, 0, "=A1*2")
    sheet.write_formula(2, 0, "=A1*3", None, 12726)
    book.close()
    cells = cells_of(read(tmp_path / "a.xlsx"))
    assert cells["A2"].kind == "formula_without_value" and cells["A3"].text == "12726"


def test_uncomputed_formulas_of_xls(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang")
    sheet.write(0, 0, 4242)
    sheet.write(1, 0, xlwt.Formula("A1*2"))
    book.save(str(tmp_path / "a.xls"))
    cell = cells_of(read(tmp_path / "a.xls"))["A2"]
    assert (cell.kind, cell.text) == ("formula_without_value", "=A1*2.0")


@pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("/", "\\")])
def test_part_names_in_other_case_or_with_back_slashes(tmp_path, change):
    whole = as_xlsx(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo("x")
            info.filename = name if name == "[Content_Types].xml" else change(name)
            new.writestr(info, old.read(name))
    found = cells_of(read(tmp_path / "a.xlsx"))
    assert found == cells_of(read(whole))


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/comments/comment1.xml"])
def test_a_missing_part_is_an_error_never_an_empty_result(tmp_path, part):
    whole = as_xlsx(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        assert part in old.namelist()
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a.xlsx")
    assert caught.value.key == "reading.truncated"


def test_a_style_that_is_not_there_is_an_error(tmp_path):
    row = '<row r="1"><c r="A1" s="7"><v>0.5</v></c></row>'
    with pytest.raises(InputError) as caught:
        read(files.sheet_xml(tmp_path / "a.xlsx", row))
    assert caught.value.key == "reading.truncated"


def test_a_line_through_a_part_of_a_number_is_a_doubt_of_its_cell_only(tmp_path):
    struck = "<r><rPr><strike/></rPr><t>42</t></r>"
    row = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><r><t>42</t></r>{struck}</is></c>'
        '<c r="B1" t="inlineStr"><is><t>Đàn bò</t></is></c></row>'
    )
    cells = cells_of(read(files.sheet_xml(tmp_path / "a.xlsx", row)))
    assert (cells["A1"].doubt.reason, cells["A1"].text) == ("struck", "4242")
    assert (cells["B1"].text, cells["B1"].doubt) == ("Đàn bò", None)


def test_ods_formula_that_shows_an_error(tmp_path):
    document, table, row = OpenDocumentSpreadsheet(), Table(name="Trang"), TableRow()
    for text in ("Err:502", "0"):
        cell = TableCell(valuetype="float", value=0, formula="of:=BAD()")
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    cells = cells_of(read(tmp_path / "a.ods"))
    assert (cells["A1"].kind, cells["B1"].kind) == ("error", "number")


def test_ods_text_that_states_another_number(tmp_path):
    document = OpenDocumentSpreadsheet()
    struck = Style(name="gach", family="text")
    struck.addElement(TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(struck)
    table = Table(name="Trang")
    row = TableRow()
    for value, text in ((4242, "4.242"), (4242, "4.224")):
        cell = TableCell(valuetype="float", value=value)
        cell.addElement(P(text=text))
        row.addElement(cell)
    noted_cell = TableCell(valuetype="string", numbercolumnsspanned=2)
    note = Annotation()
    note.addElement(P(text="ước"))
    noted_cell.addElement(note)
    paragraph = P(text="Đàn ")
    paragraph.addElement(Span(stylename=struck, text="bò"))
    noted_cell.addElement(paragraph)
    row.addElement(noted_cell)
    covered = CoveredTableCell(valuetype="float", value=999)
    row.addElement(covered)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    book = read(tmp_path / "a.ods")
    cells = cells_of(book)
    assert cells["A1"].doubt is None and cells["B1"].doubt.reason == "shown_differs"
    assert (cells["C1"].text.strip(), cells["C1"].comment) == ("Đàn", "ước")
    assert ("covered_by_merge", "D1", "999") in noted(book)
