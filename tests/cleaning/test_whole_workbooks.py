"""Workbooks of another unit, of another period, and sent twice."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.stages.unit_period import open_unit_period

RAW = "data/raw/2023H1/bach-thong"
CROPS, HERDS, BUDGET = (
    "01_nong_nghiep.xlsx",
    "02_chan_nuoi_lam_nghiep.xlsx",
    "03_tai_chinh_ngan_sach.xlsx",
)
CORRECTIONS = "data/reference/corrections/2023H1/bach-thong.csv"
BUDGET_TITLE = "Số liệu từ ngày 01/01 đến ngày 31/5/2023; ước thực hiện đến 30/6/2023"


@pytest.fixture
def folder(tmp_path):
    """A raw folder with three workbooks of the real unit."""
    target = tmp_path / RAW
    target.mkdir(parents=True)
    for name in (CROPS, HERDS, BUDGET):
        shutil.copy(PROJECT_ROOT / RAW / name, target / name)
    return target


def clean(folder):
    workspace = Workspace(folder.parents[3])
    return open_unit_period(workspace=workspace, unit="bach-thong", period="2023H1").clean().tables


def replace(path, old, new, sheets=()):
    """Put other words into the lines above the tables."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows(max_row=6):
            for cell in row:
                if isinstance(cell.value, str) and (not sheets or sheet.title in sheets):
                    cell.value = cell.value.replace(old, new)
    book.save(path)


def about(tables, *rules):
    """(rule, file, sheet, cell) of the quarantine, but for missing forms."""
    rows = tables["quarantine"].to_dict("records")
    wanted = [row for row in rows if "missing" not in row["rule"]]
    return [(r["rule"].partition(".")[2], r["file"], r["sheet"], r["cell"]) for r in wanted]


def sheets_read(tables, file):
    rows = tables["observations"]
    return set(rows.loc[rows["file"] == file, "sheet"])


def test_the_real_workbooks_are_of_the_unit_and_period(folder):
    tables = clean(folder)
    assert about(tables) == []
    assert sheets_read(tables, CROPS) == {"Trồng trọt", "Cây ăn quả"}


@pytest.mark.parametrize("title", ["HUYỆN BA BỂ", "H. BA BỂ", "TỈNH CAO BẰNG", "HUYỆN ĐẠI TỪ"])
def test_a_workbook_of_another_unit_is_not_read(folder, title):
    replace(folder / CROPS, "HUYỆN BẠCH THÔNG", title)
    tables = clean(folder)
    assert about(tables) == [("other_unit", CROPS, "Trồng trọt", "A1")]
    assert sheets_read(tables, CROPS) == set()
    assert sheets_read(tables, BUDGET) == {"Ngân sách"}


@pytest.mark.parametrize(
    "title",
    [
        "TỈNH BẮC KẠN",
        "XÃ QUANG THUẬN",
        "HUYỆN BẠCH THÔNG - TỈNH BẮC KẠN",
        "(Kèm theo Công văn của UBND huyện Ba Bể)",
        "HỢP TÁC XÃ MỸ THÀNH",
    ],
)
def test_units_above_and_below_and_references_are_no_other_unit(folder, title):
    replace(folder / CROPS, "UBND HUYỆN BẠCH THÔNG", title)
    assert about(clean(folder)) == []


def test_one_sheet_of_another_unit(folder):
    replace(folder / CROPS, "BẠCH THÔNG", "BA BỂ", ["Cây ăn quả"])
    tables = clean(folder)
    assert about(tables) == [("other_unit_sheet", CROPS, "Cây ăn quả", "A1")]
    assert sheets_read(tables, CROPS) == {"Trồng trọt"}


def test_the_workbook_of_last_year(folder):
    shutil.copy(PROJECT_ROOT / "data/raw/2022H1/bach-thong" / CROPS, folder / CROPS)
    tables = clean(folder)
    assert about(tables) == [("other_period", CROPS, "Trồng trọt", "A5")]
    assert sheets_read(tables, CROPS) == set()
    reason = tables["quarantine"]["reason"][0]
    assert "«6 tháng đầu năm 2022»" in reason and CORRECTIONS in reason


@pytest.mark.parametrize("title", ["Quý I/2023", "Năm 2022", "6 tháng đầu năm 2024"])
def test_a_title_of_another_period(folder, title):
    replace(folder / BUDGET, BUDGET_TITLE, title)
    assert about(clean(folder)) == [("other_period", BUDGET, "Ngân sách", "A5")]


def test_a_year_in_the_name_counts_where_no_title_names_a_period(folder):
    other = folder / "03_tai_chinh_ngan_sach_2022.xlsx"
    (folder / BUDGET).rename(other)
    assert about(clean(folder)) == []
    replace(other, BUDGET_TITLE, "")
    assert about(clean(folder)) == [("other_period_name", other.name, "", "")]


def test_a_person_confirms_a_title(folder):
    replace(folder / CROPS, "BẠCH THÔNG", "BA BỂ")
    path = folder.parents[3] / CORRECTIONS
    path.parent.mkdir(parents=True)
    path.write_text(
        "file,sheet,cell,expected,corrected,reason,author,date\n"
        f"{CROPS},Trồng trọt,A1,UBND HUYỆN BA BỂ,UBND HUYỆN BA BỂ,Gõ nhầm,Nguyễn A,2023-07-01\n",
        encoding="utf-8",
    )
    tables = clean(folder)
    assert about(tables) == []
    assert sheets_read(tables, CROPS) == {"Trồng trọt", "Cây ăn quả"}
    assert list(tables["cleaning_log"]["rule"]).count("confirmed") == 1


def test_a_confirmed_number_stays_a_number(folder):
    """A confirmation must not turn a native number into text, which reads otherwise."""
    book = openpyxl.load_workbook(folder / HERDS)
    book["Đàn vật nuôi"]["E8"].value = 4242
    book.save(folder / HERDS)
    before = clean(folder)["observations"]
    path = folder.parents[3] / CORRECTIONS
    path.parent.mkdir(parents=True)
    row = f"{HERDS},Đàn vật nuôi,E8,4242,4242,Đã kiểm tra,Nguyễn A,2023-07-01"
    head = "file,sheet,cell,expected,corrected,reason,author,date"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert clean(folder)["observations"].equals(before)


def test_a_copy_is_read_once(folder):
    before = clean(folder)["observations"]
    shutil.copy(folder / CROPS, folder / "01_nong_nghiep (1).xlsx")
    tables = clean(folder)
    assert tables["observations"].equals(before)
    log = tables["cleaning_log"]
    copied = log[log["rule"] == "same_file"]
    assert list(zip(copied["before"], copied["after"], strict=True)) == [
        ("01_nong_nghiep (1).xlsx", CROPS)
    ]


def test_two_files_with_different_values_are_summed_up(folder):
    other = folder / "01_nong_nghiep (1).xlsx"
    shutil.copy(folder / CROPS, other)
    book = openpyxl.load_workbook(other)
    book["Trồng trọt"]["E10"].value = "1.000 ha"
    book.save(other)
    tables = clean(folder)
    rules = [rule for rule, *_ in about(tables)]
    assert rules == ["duplicate_differs", "duplicate_differs", "files_differ"]
    quarantine = tables["quarantine"].set_index("rule")
    assert "(1 ô của một tệp" in quarantine.loc["cleaning.files_differ", "reason"]


def test_a_text_in_two_files_is_read_once(folder):
    texts = "13_noi_dung_bao_cao.xlsx"
    shutil.copy(PROJECT_ROOT / RAW / texts, folder / texts)
    alone = len(clean(folder)["texts"])
    shutil.copy(folder / texts, folder / "13_noi_dung_bao_cao (2).xlsx")
    book = openpyxl.load_workbook(folder / "13_noi_dung_bao_cao (2).xlsx")
    book["Nội dung báo cáo"]["E12"].value = "Một câu khác."
    book.save(folder / "13_noi_dung_bao_cao (2).xlsx")
    assert len(clean(folder)["texts"]) == alone + 1
