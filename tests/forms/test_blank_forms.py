"""Blank forms: what is open and what is locked, what is typed, what is at hand, how they print."""

from __future__ import annotations

from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from filling import PERIOD, UNIT, clean, entry_cells, figures, forms_of, save, source_of
from openpyxl.utils import get_column_letter

from helpers.core.conversion import is_count
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.tables import make_table, write_table
from helpers.core.workspace import Workspace
from helpers.forms.entry_workbook import blank_forms
from helpers.stages.blank_forms import write_blank_forms, write_commune_forms

GUIDE, MARKS = "Hướng dẫn", "_baocao"
WHEN = Period.parse(PERIOD)


def test_each_form_has_its_sheets_a_guide_and_hidden_marks(tmp_path):
    source = source_of(tmp_path)
    books = forms_of(source)
    expected = {form.form for form in source.catalogues.forms if not form.optional}
    marks = {}
    for name, book in books.items():
        assert book.sheetnames[-2:] == [GUIDE, MARKS]
        assert book[MARKS].sheet_state == "hidden"
        found = {row[0].value: row[1].value for row in book[MARKS].iter_rows()}
        assert (found["kind"], found["unit"], found["period"]) == ("form", UNIT, PERIOD)
        assert [f.form for f in source.catalogues.forms if f.fits(name)] == [found["form"]]
        marks[found["form"]] = found["version"]
    assert set(marks) == expected
    assert set(marks.values()) == {"1"}


def test_heads_and_labels_are_locked_and_entry_cells_are_open(tmp_path):
    for name, book in forms_of(source_of(tmp_path)).items():
        for sheet in book:
            assert sheet.protection.sheet and not sheet.protection.password, (name, sheet.title)
        for sheet in book.worksheets[:-2]:
            head = [cell for row in sheet.iter_rows(max_row=8) for cell in row]
            is_tick = {"C5", "D5", "E5"}
            opened = [c.coordinate for c in head if c.row < 8 and not c.protection.locked]
            assert set(opened) <= is_tick and len(opened) <= 1
            assert any(
                not cell.protection.locked for row in sheet.iter_rows(min_row=8) for cell in row
            )
    rice = forms_of(source_of(tmp_path), "01_nong_nghiep.xlsx")["01_nong_nghiep.xlsx"]["Trồng trọt"]
    assert [rice.cell(9, column).protection.locked for column in (1, 2, 3)] == [True] * 3


def test_cells_are_typed_by_unit_and_range(tmp_path):
    source = source_of(tmp_path)
    for book in forms_of(source).values():
        checks = {
            sheet.title: {
                area.coord: check
                for check in sheet.data_validations.dataValidation
                for area in check.sqref.ranges
            }
            for sheet in book
        }
        for code, _, cell, _ in entry_cells(book):
            indicator = source.catalogues.indicators[code]
            check = checks[cell.parent.title][cell.coordinate]
            assert check.type == "custom" and len(check.formula1) <= 255
            assert f"{cell.coordinate}<={indicator.maximum:f}" in check.formula1
            assert ("INT(" in check.formula1) == is_count(indicator.unit_of_measure)
            assert ("%" in cell.number_format) == (indicator.unit_of_measure == "%")
            assert len(check.error) <= 255 and len(check.prompt) <= 255


def test_totals_compute_from_their_rows(tmp_path):
    book = forms_of(source_of(tmp_path), "01_nong_nghiep.xlsx")["01_nong_nghiep.xlsx"]
    cells = {(code, measure): cell for code, measure, cell, _ in entry_cells(book)}
    parts = [
        cells[f"agri.vegetables.{part}.area", "actual"].coordinate
        for part in ("winter_spring", "spring")
    ]
    total = cells["agri.vegetables.area", "actual"].value
    assert total == f'=IF(COUNT({",".join(parts)})=0,"",SUM({",".join(parts)}))'


def test_sheets_print_on_a4_with_their_heads(tmp_path):
    for book in forms_of(source_of(tmp_path)).values():
        for sheet in book.worksheets[:-2]:
            assert sheet.page_setup.paperSize == 9
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_title_rows and sheet.freeze_panes
            code = [c for row in sheet.iter_rows(min_row=7, max_row=7) for c in row]
            hidden = [get_column_letter(c.column) for c in code if "không sửa" in str(c.value)]
            assert all(sheet.column_dimensions[letter].hidden for letter in hidden)


def test_earlier_figures_stand_beside_and_are_not_read_back(tmp_path):
    code = "agri.spring_rice.area"
    source = source_of(
        tmp_path,
        last_year={code: Decimal("1178.47")},
        last_period={code: Decimal("2350.1")},
        last_period_name="6 tháng cuối năm 2022",
    )
    book = forms_of(source, "01_nong_nghiep.xlsx")["01_nong_nghiep.xlsx"]
    sheet = book["Trồng trọt"]
    head = {cell.value: cell.column for cell in sheet[7]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=9) if row[0].value == 1)
    beside = [sheet.cell(row, head[name]) for name in ("Số cùng kỳ đã có", "Kỳ trước")]
    assert [cell.value for cell in beside] == [1178.47, 2350.1]
    assert all(cell.protection.locked for cell in beside)
    sheet.cell(row, head["Thực hiện"]).value = 1200
    save({"01_nong_nghiep.xlsx": book}, tmp_path)
    tables = clean(tmp_path)
    assert figures(tables) == {(code, "actual"): Decimal(1200)}
    assert "unknown_column" not in " ".join(tables["quarantine"]["rule"])


def test_figures_at_hand_are_those_of_the_tables(tmp_path):
    workspace = Workspace(tmp_path)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    row = {
        **{"unit": UNIT, "period": "2022H1", "indicator": "agri.spring_rice.area"},
        **{"measure": "actual", "value": Decimal("1178.47"), "status": "reported"},
        **{"unit_of_measure": "ha", "as_of": "2022-06-30", "maturity": "official"},
        **{"decimal_places": 2, "file": "a.xlsx", "sheet": "S", "cell": "E10", "raw_text": "x"},
    }
    table = make_table("observations", [row])
    write_table(workspace, UNIT, Period.parse("2022H1"), "observations", table)
    written = write_blank_forms(workspace, UNIT, WHEN)
    sheet = openpyxl.load_workbook(written.path / "01_nong_nghiep.xlsx")["Trồng trọt"]
    values = [cell.value for row in sheet.iter_rows(min_row=9) for cell in row]
    assert 1178.47 in values


def test_same_bytes_each_time(tmp_path):
    source = source_of(tmp_path)
    assert dict(blank_forms(source)) == dict(blank_forms(source))


def test_a_form_that_a_person_filled_is_set_aside(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    workspace = Workspace(tmp_path)
    folder = write_blank_forms(workspace, UNIT, WHEN).path
    path = folder / "01_nong_nghiep.xlsx"
    blank = path.read_bytes()
    book = openpyxl.load_workbook(path)
    book["Trồng trọt"]["E10"].value = 12
    book.save(path)
    filled = path.read_bytes()
    written = write_blank_forms(workspace, UNIT, WHEN)
    assert path.read_bytes() == blank
    assert [p.read_bytes() for p in (folder / "da-sua").iterdir()] == [filled]
    assert len(written.kept) == 1 and not write_blank_forms(workspace, UNIT, WHEN).kept


def test_one_zip_for_the_communes_below(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    workspace = Workspace(tmp_path)
    written = write_commune_forms(workspace, UNIT, WHEN, tmp_path / "zip")
    with ZipFile(written.path) as archive:
        names = archive.namelist()
        first = names[0]
        book = openpyxl.load_workbook(archive.open(first))
    communes = {name.partition("/")[0] for name in names}
    assert len(communes) == written.count > 10
    marks = {row[0].value: row[1].value for row in book[MARKS].iter_rows()}
    assert marks["unit"] == first.partition("/")[0]
    with pytest.raises(ParameterError, match="không có đơn vị cấp xã"):
        write_commune_forms(workspace, marks["unit"], WHEN, tmp_path / "zip")


def test_a_period_without_programmes_has_no_sheet_for_money(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    workspace = Workspace(tmp_path)
    province = write_blank_forms(workspace, "tuyen-quang", Period.parse("2031H1"))
    for path in province.path.glob("*mtqg*.xlsx"):
        assert "Vốn và giải ngân" not in openpyxl.load_workbook(path).sheetnames


def test_the_form_of_2026_asks_for_what_a_programme_may_have(tmp_path):
    """Money of the year of what takes some, carried over of what began before; no nameless line."""
    period = Period.parse("2026H1")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    write_blank_forms(Workspace(tmp_path), "yen-phu-tuyen-quang", period)
    (path,) = tmp_path.rglob("*mtqg*.xlsx")
    book = openpyxl.load_workbook(path)
    texts = {
        sheet.title: " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
        for sheet in book
    }
    year, carried = texts["Vốn và giải ngân"], texts["Vốn kéo dài"]
    assert "Hợp phần 2" in year and "Tiểu dự án" not in year
    assert "Tiểu dự án" in carried and "Hợp phần" not in carried
    assert "chưa có tên:" not in year and ": chưa có tên" not in year
    assert "NSĐP: đầu tư" in year and "NSĐP: thường xuyên" in year
