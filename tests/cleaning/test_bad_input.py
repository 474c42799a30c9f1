"""Bad input becomes a quarantine row that says what, where and what to do; the rest comes through.

Each case spoils one cell of a copy of the real health workbook.
"""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from helpers.core.errors import CatalogueError, InputError, ParameterError
from helpers.core.workspace import write_text
from helpers.stages.unit_period import open_unit_period

FILE, SHEET = "08_y_te_bao_hiem.xlsx", "Y tế - dân số"


KEPT = {FILE, "07_giao_duc.xlsx", "14_van_ban.xlsx"}
"""Enough of the unit's workbooks to see that the others come through."""


@pytest.fixture
def case(real_workspace):
    opened = open_unit_period(workspace=real_workspace, unit="bach-thong", period="2023H1")
    for path in real_workspace.raw(opened.period, opened.unit.key).iterdir():
        if path.name not in KEPT:
            path.unlink()
    return opened


@pytest.fixture
def folder(case):
    return case.workspace.raw(case.period, case.unit.key)


def spoil(folder, change):
    """Change the sheet of the health workbook and return where its first figure stands."""
    path = folder / FILE
    book = load_workbook(path)
    sheet = book[SHEET]
    change(sheet)
    book.save(path)


def first_figure(sheet):
    """The first cell below the header that holds a plain number typed as text."""
    for row in sheet.iter_rows():
        for cell in row[2:]:
            if str(cell.value or "").replace(".", "").isdigit():
                return cell
    raise AssertionError("no figure")


def quarantined(case):
    """What was cleaned, and the refusals without the workbooks that are left out here."""
    cleaned = case.clean()
    rows = cleaned.tables["quarantine"].to_dict("records")
    return cleaned, [row for row in rows if row["rule"] != "cleaning.form_missing"]


@pytest.mark.parametrize(
    ("value", "rule", "word"),
    [
        ("chưa rõ", "numbers.not_a_number", "ghi chú"),
        ("12 và 15", "numbers.two_values", "một số"),
        ("-5", "cleaning.below_minimum", "nhỏ hơn"),
        ("999.999.999", "cleaning.above_maximum", "lớn hơn"),
        (datetime(2023, 9, 2), "numbers.date_ate_number", "Excel"),
        ("=SUM(A1:A3)", "cleaning.formula_without_value", "lưu lại"),
        ("5 ha", "cleaning.wrong_unit", "ha"),
        ("5 bao tải lạ", "cleaning.unknown_unit_of_measure", "measures.csv"),
        ("<script>alert()</script>", "numbers.not_a_number", "script"),
        ("1e100", "numbers.two_values", "1e100"),
        (1e300, "numbers.too_many_digits", ""),
        ("9" * 120, "numbers.too_many_digits", ""),
        ("1" + "0" * 3_000, "numbers.too_long", ""),
        ("1\u202e2", "numbers.two_values", "‹U+202E›"),
        ("5_x0001_7", "numbers.two_values", "‹U+0001›"),
    ],
)
def test_a_spoiled_cell_is_quarantined_and_the_rest_comes_through(case, folder, value, rule, word):
    before = len(case.clean().tables["observations"])
    where = {}

    def change(sheet):
        cell = first_figure(sheet)
        where["cell"] = cell.coordinate
        cell.value = value

    spoil(folder, change)
    cleaned, rows = quarantined(case)
    assert [(row["file"], row["sheet"], row["cell"]) for row in rows] == [
        (FILE, SHEET, where["cell"])
    ]
    assert rows[0]["rule"] == rule
    assert word in rows[0]["reason"]
    assert len(cleaned.tables["observations"]) == before - 1


def test_text_that_looks_like_a_formula_is_no_number(case, folder):
    def change(sheet):
        cell = first_figure(sheet)
        cell.value = "=1+1"
        cell.data_type = "s"

    spoil(folder, change)
    _, rows = quarantined(case)
    assert [row["rule"] for row in rows] == ["numbers.formula_text"]


def test_unknown_label_is_quarantined_with_its_figures(case, folder):
    def change(sheet):
        cell = first_figure(sheet)
        sheet.cell(cell.row, 2).value = "Chỉ tiêu chưa từng có"

    spoil(folder, change)
    _, rows = quarantined(case)
    assert {row["rule"] for row in rows} == {"cleaning.unknown_label"}
    assert "Chỉ tiêu chưa từng có" in rows[0]["reason"] and "baocao map" in rows[0]["reason"]


def test_percent_above_a_thousand_is_quarantined(case, folder):
    where = {}

    def change(sheet):
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value or "").startswith("58,01"):
                    cell.value, where["cell"] = "5801%", cell.coordinate

    spoil(folder, change)
    _, rows = quarantined(case)
    assert [(row["cell"], row["rule"]) for row in rows] == [
        (where["cell"], "cleaning.above_maximum")
    ]


def test_duplicate_rows_with_different_values_are_all_quarantined(case, folder):
    where = {}

    def change(sheet):
        cell = first_figure(sheet)
        row = cell.row + 1
        sheet.insert_rows(row)
        for column in range(1, cell.column + 1):
            source = sheet.cell(cell.row, column)
            sheet.cell(row, column).value = source.value
        sheet.cell(row, cell.column).value = "77"
        where["cells"] = {cell.coordinate, f"{get_column_letter(cell.column)}{row}"}

    spoil(folder, change)
    _, rows = quarantined(case)
    duplicates = [row for row in rows if row["rule"] == "cleaning.duplicate_differs"]
    assert {row["cell"] for row in duplicates} == where["cells"]


def test_unreadable_files_are_named_and_the_others_are_read(case, folder):
    (folder / "14_van_ban.xlsx").write_text("đây là văn bản", encoding="utf-8")
    intact = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(intact[: len(intact) // 2])
    shutil.copy(folder / "07_giao_duc.xlsx", folder / "~$07_giao_duc.xlsx")
    book = load_workbook(folder / "07_giao_duc.xlsx")
    book.active["A3"] = "bản khác"
    book.save(folder / "99_khong_ro.xlsx")
    cleaned = case.clean()
    rows = cleaned.tables["quarantine"].to_dict("records")
    by_file = {row["file"]: row["rule"] for row in rows if row["file"]}
    assert by_file["14_van_ban.xlsx"] == "reading.not_a_spreadsheet"
    assert by_file[FILE] == "reading.truncated"
    assert by_file["~$07_giao_duc.xlsx"] == "cleaning.file_skipped"
    assert by_file["99_khong_ro.xlsx"] == "cleaning.asked"
    missing = [row["reason"] for row in rows if row["rule"] == "cleaning.form_missing"]
    assert any("y_te" in reason for reason in missing)
    assert len(cleaned.tables["observations"]) > 20


def test_missing_and_empty_folder_are_reported(case, folder):
    shutil.rmtree(folder)
    with pytest.raises(InputError, match="bach-thong"):
        case.clean()
    folder.mkdir()
    with pytest.raises(InputError, match="bach-thong"):
        case.clean()


def test_unknown_unit_suggests_near_names(real_workspace):
    with pytest.raises(ParameterError, match="bach-thong"):
        open_unit_period(workspace=real_workspace, unit="bach-thon", period="2023H1")


def test_raw_files_stay_untouched(case, folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    case.clean_with_history()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


CORRECTION = "file,sheet,cell,expected,corrected,reason,author,date\n"


def correct(case, expected, corrected):
    where = f"{FILE},{SHEET},{case_cell(case)}"
    row = f'{where},"{expected}","{corrected}",Gõ nhầm,Trạm y tế,2023-06-20\n'
    path = case.workspace.root / "data/reference/corrections/2023H1/bach-thong.csv"
    write_text(path, CORRECTION + row)


def case_cell(case):
    path = case.workspace.raw(case.period, case.unit.key) / FILE
    return first_figure(load_workbook(path)[SHEET]).coordinate


def figure_at(case, cell):
    rows = case.clean().tables["observations"].to_dict("records")
    return next(r for r in rows if (r["file"], r["sheet"], r["cell"]) == (FILE, SHEET, cell))


def test_declared_correction_is_applied_and_logged(case):
    cell = case_cell(case)
    as_it_stood = figure_at(case, cell)["raw_text"]
    correct(case, as_it_stood, "4.321")
    figure = figure_at(case, cell)
    assert (int(figure["value"]), figure["raw_text"]) == (4321, as_it_stood)
    log = case.clean().tables["cleaning_log"]
    assert "Trạm y tế" in log.loc[log["rule"] == "correction", "after"].item()


def test_correction_whose_guard_no_longer_matches_stops(case):
    correct(case, "không còn như vậy", "4.321")
    with pytest.raises(InputError) as caught:
        case.clean()
    assert FILE in str(caught.value) and "corrections" in str(caught.value)


def test_broken_correction_file_is_located(case):
    path = case.workspace.root / "data/reference/corrections/2023H1/bach-thong.csv"
    write_text(path, CORRECTION + "a,b,c,d,e,f,g,hôm qua\n")
    with pytest.raises(CatalogueError, match="dòng 2"):
        case.clean()
