"""The workbook of annexes: live formulas, text that stays text, print set-up, same bytes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.export.composed_report import TableSheet
from helpers.export.report_workbook import number_format, sheet_name, write_workbook
from helpers.narrative.blocks import Column, Label, Table, TableRow
from helpers.narrative.facts import Fact


def fact(subject, field, value, text, formula=None, parts=()):
    inputs = tuple({"role": field, "indicator": part} for part in parts)
    return Fact(f"{subject}.{field}", D(value), text, "ha", formula, inputs, subject, field, "")


ROWS = (
    TableRow(("Nhóm",), kind="group"),
    TableRow(("Lúa", fact("a", "plan", "100", "100"), fact("a", "actual", "90.5", "90,5"),
              fact("a", "pct_plan", "90.5", "90,5%"))),
    TableRow(("=1+1", fact("b", "plan", "200", "200"), fact("b", "actual", "100", "100"),
              fact("b", "pct_plan", "50", "50,0%"))),
    TableRow(("Cộng", fact("t", "plan", "300", "300", "sum_of_parts", "ab"),
              fact("t", "actual", "200", "200", "sum_of_parts", "ab"),
              fact("t", "pct_plan", "66.66", "66,7%")), kind="total"),
)  # fmt: skip
COLUMNS = (Column("Tên", width=30), *(Column(t, "num", 10) for t in ("KH", "TH", "%")))
EXCEL = "xlsx:Calc MS Excel 2007 XML"
SHEET = TableSheet("Biểu số 01", "Biểu số 01. Thử", Table("c", COLUMNS, ROWS, "Đơn vị: ha"))


def written(tmp_path, *sheets):
    path = tmp_path / "a.xlsx"
    write_workbook(sheets or [SHEET], path, title="T", author="A")
    return path


def test_totals_and_percentages_are_live(tmp_path):
    page = load_workbook(written(tmp_path)).active
    assert page["D5"].value == "=C5/B5" and page["D7"].value == "=C7/B7"
    assert page["B7"].value == "=B5+B6"
    # 90,5 + 100 is not 200: what the report prints stays, a formula would change it
    assert page["C7"].value == 200


def test_a_figure_leads_to_its_row_in_the_dossier_and_stays_a_formula(tmp_path):
    lua = ROWS[1]
    plan, actual, share = (replace(cell, anchor="t1") for cell in lua.cells[1:])
    table = replace(SHEET.table, rows=(TableRow((lua.cells[0], plan, actual, share)),))
    path, address = tmp_path / "a.xlsx", "external:ho-so.xlsx#'Phần III'!A12"
    sheets = [replace(SHEET, table=table)]
    write_workbook(sheets, path, title="T", author="A", links={"t1": address})
    page = load_workbook(path).active
    assert page["D4"].value == "=C4/B4" and page["B4"].value == 100
    assert page["D4"].hyperlink.target == "ho-so.xlsx"
    assert page["D4"].hyperlink.location == "'Phần III'!A12"
    assert page["A4"].hyperlink is None


def test_real_figures_lead_to_the_row_of_their_indicator(finished):
    workspace, _ = finished
    folder = workspace.root / "reports" / "2023H1" / "bach-thong"
    report = load_workbook(folder / "bao-cao-bach-thong-2023H1.xlsx")
    links = [c.hyperlink for s in report for row in s for c in row if c.hyperlink]
    dossier = load_workbook(folder / links[0].target)
    sheet, cell = links[0].location.replace("'", "").split("!")
    assert len(links) > 150 and "Dự án 1" in dossier[sheet][cell].value


def test_a_number_shows_the_decimal_places_that_the_report_prints():
    """A point between thousands is no decimal mark: 2.080 is two thousand and eighty."""
    for value, text, form in (
        ("2080.046", "2.080", "#,##0"),
        ("48432.484915", "48.432,5", "#,##0.0"),
        ("18.0054", "18,0%", "#,##0.0%"),
        ("0.75", "0,75", "#,##0.00"),
        ("1178.47", "1,178.47", "#,##0.00"),
    ):
        assert number_format(fact("a", "actual", value, text)) == form


def test_a_figure_fits_its_column(tmp_path):
    figure = fact("a", "plan", "48432.5", "48.432,5")
    row = TableRow(("Tổng", (figure, Label(" [d]"))), kind="total")
    table = Table("c", (Column("Tên", width=90), Column("KH", "num", 3)), (row,))
    page = load_workbook(written(tmp_path, TableSheet("a", "a", table))).active
    assert page.column_dimensions["B"].width >= len("48.432,5 [d]") * 1.1


def test_values_stand_beside_the_formulas(tmp_path):
    page = load_workbook(written(tmp_path), data_only=True).active
    assert page["B7"].value == 300 and page["D5"].value == pytest.approx(0.905)
    assert page["D5"].number_format == "#,##0.0%" and page["C5"].number_format == "#,##0.0"


def test_a_mark_stands_behind_a_number_that_stays_one(tmp_path):
    label, plan, actual, _ = ROWS[1].cells
    rows = (TableRow((label, (plan, Label(" [b]")), (actual, Label(" [c]")), None)),)
    sheet = replace(SHEET, table=replace(SHEET.table, rows=rows))
    page = load_workbook(written(tmp_path, sheet)).active
    assert isinstance(page["B4"].value, int | float)
    assert page["C4"].number_format == number_format(actual) + '" [c]"'


def test_text_stays_text(tmp_path):
    page = load_workbook(written(tmp_path)).active
    assert page["A6"].value == "=1+1" and page["A6"].data_type != "f"


def test_head_is_frozen_and_repeated_on_landscape_pages(tmp_path):
    page = load_workbook(written(tmp_path)).active
    assert page.freeze_panes == "B4" and page.print_title_rows == "$3:$3"
    assert (
        page.page_setup.orientation == "landscape" and page.sheet_properties.pageSetUpPr.fitToPage
    )
    assert page.title == "Biểu số 01" and page["A1"].value == "Biểu số 01. Thử"


def test_sheet_names_are_those_excel_accepts():
    assert sheet_name("Phụ lục [1]: a/b") == "Phụ lục  1   a b"
    assert len(sheet_name("x" * 50)) == 31


def test_same_tables_give_the_same_bytes(tmp_path):
    first = written(tmp_path).read_bytes()
    assert written(tmp_path).read_bytes() == first


def test_an_empty_table_is_written(tmp_path):
    empty = replace(SHEET, table=Table("c", COLUMNS, ()))
    assert load_workbook(written(tmp_path, empty)).active["A3"].value == "Tên"


def with_wrong_value(path: Path, target: Path) -> tuple[Path, float]:
    """A copy in which the first formula has a wrong stored value, and which."""
    spoilt = 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/") and not spoilt:
                content, spoilt = re.subn(rb"(</f><v>)[^<]*", rb"\g<1>-777", content, count=1)
            copy.writestr(name, content)
    assert spoilt == 1
    return target, -777


def test_real_workbook_recomputed_by_another_program(finished, libreoffice, tmp_path):
    """LibreOffice computes every formula anew and comes to the values that were stored."""
    workspace, _ = finished
    path = next((workspace.root / "reports").rglob("ho-so-so-lieu*.xlsx"))
    stored = load_workbook(path, data_only=True)
    spoilt, wrong = with_wrong_value(path, tmp_path / path.name)
    computed = load_workbook(libreoffice(spoilt, EXCEL), data_only=True)
    count = 0
    for page in load_workbook(path):
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            value = computed[page.title][cell.coordinate].value
            assert value != wrong, "LibreOffice has kept the stored value"
            assert value == pytest.approx(stored[page.title][cell.coordinate].value), cell
    assert count > 180


def test_a_column_of_sentences_is_wide_and_one_of_figures_is_not(tmp_path):
    columns = (Column("Tên"), Column("Số", "num"), Column("Việc"), Column("Ghi chú"))
    table = Table("t", columns, (TableRow(("a", "1", "Hỏi lại đơn vị. " * 9, "có")),))
    page = load_workbook(written(tmp_path, TableSheet("T", "T", table))).active
    widths = [round(page.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths[0] == widths[2] > 2 * widths[1] and widths[1] == widths[3]


def test_a_long_title_stands_in_lines_over_the_table(tmp_path):
    """Paper ends with the last column: a title that runs on would be cut off there."""
    title = "Biểu số 03. " + "phát triển sản xuất theo chuỗi giá trị " * 8
    for table in (SHEET.table, Table("c", COLUMNS[:1], (TableRow(("Xã Mẫu",)),), "")):
        target = tmp_path / "a.xlsx"
        write_workbook([TableSheet("Biểu số 03", title, table)], target, title="t", author="a")
        page = load_workbook(target).active
        assert page["A1"].value == title
        assert page["A1"].alignment.wrap_text
        assert page.row_dimensions[1].height > 30
        if len(table.columns) > 1:
            assert {area.max_col for area in page.merged_cells.ranges} == {len(table.columns)}
