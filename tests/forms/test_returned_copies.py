"""Corrected copies that came back twice, late, or to the wrong folder: nothing is read silently."""

from __future__ import annotations

import shutil
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from filling import PERIOD, UNIT, clean, figures
from test_feedback import CROPS, cells, give, messy, rules

from helpers.cleaning.readers import Cell, Sheet, Workbook
from helpers.core.workbook_marks import FEEDBACK, WorkbookMarks
from helpers.core.workspace import Workspace
from helpers.forms.feedback import Point, feedback_copy
from helpers.stages.unit_period import open_unit_period

COPY = f"{CROPS}_phan-hoi.xlsx"
AREA = ("agri.spring_rice.area", "actual")


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "data" / "raw" / PERIOD / UNIT
    target.mkdir(parents=True)
    return target


def mend(path, target, **values):
    """Save a workbook under another name with other values in cells of its table."""
    book = openpyxl.load_workbook(path)
    for address, value in values.items():
        book["Trồng trọt"][address].value = value
    book.save(target)
    return target


def refused(tables, key):
    rows = tables["quarantine"].query("rule == @key")
    return dict(zip(rows["file"], rows["reason"], strict=True))


def test_a_second_answer_saved_over_the_first_still_replaces_the_original(tmp_path, folder):
    messy(folder)
    mend(give(tmp_path).folder / COPY, folder / COPY, E7=1178.47)
    mend(give(tmp_path).folder / COPY, folder / COPY, E8=60, E9=None)
    tables = clean(tmp_path)
    assert set(tables["observations"]["file"]) == {COPY}
    assert figures(tables)["agri.spring_rice.yield", "actual"] == 60
    changed = {cell: (before, after) for _, _, cell, before, after in cells(tables)}
    assert changed.keys() == {"E7", "E8", "E9"} and changed["E8"] == ("61,5", "60")
    assert "corrected_copy_alone" not in rules(tables)


def test_an_original_that_changed_meanwhile_is_not_read_nor_is_its_copy(tmp_path, folder):
    original = messy(folder)
    mend(give(tmp_path).folder / COPY, folder / COPY, E7=1178.47)
    mend(original, original, E8=55)
    tables = clean(tmp_path)
    assert figures(tables) == {}
    reasons = refused(tables, "cleaning.original_changed")
    assert reasons.keys() == {original.name, COPY}
    assert all(original.name in reason and COPY in reason for reason in reasons.values())


def test_a_file_that_changed_twice_ago_is_noticed_too(tmp_path, folder):
    original = messy(folder)
    mend(give(tmp_path).folder / COPY, folder / COPY, E7=1178.47)
    mend(give(tmp_path).folder / COPY, folder / COPY, E9=7000)
    mend(original, original, E8=55)
    tables = clean(tmp_path)
    assert refused(tables, "cleaning.original_changed").keys() == {original.name, COPY}
    assert figures(tables) == {}


def test_of_two_copies_that_differ_none_is_read(tmp_path, folder):
    messy(folder)
    copy = give(tmp_path).folder / COPY
    names = [mend(copy, folder / f"{n}_{COPY}", E7=v).name for n, v in ((1, 1178.47), (2, None))]
    tables = clean(tmp_path)
    assert figures(tables) == {}
    reasons = refused(tables, "cleaning.copies_differ")
    assert list(reasons) == names and all(n in r for n in names for r in reasons.values())


def test_one_answer_under_two_names_is_read_once(tmp_path, folder):
    messy(folder)
    mend(give(tmp_path).folder / COPY, folder / COPY, E7=1178.47)
    shutil.copy(folder / COPY, folder / f"gui lai {COPY}")
    tables = clean(tmp_path)
    assert figures(tables)[AREA] == Decimal("1178.47")
    assert not refused(tables, "cleaning.copies_differ")
    assert [change[2] for change in cells(tables)] == ["E7"]


@pytest.mark.parametrize("where", ["2022H1/bach-thong", "2023H1/ba-be"])
def test_a_copy_of_another_unit_or_period_is_not_read(tmp_path, folder, where):
    """The table has no line that says whose it is: only the mark knows."""
    original = messy(folder)
    mend(original, original, A1=None, A2=None)
    other = tmp_path / "data" / "raw" / where
    other.mkdir(parents=True)
    mend(give(tmp_path).folder / COPY, other / "bieu.xlsx", E7=1178.47)
    period, unit = where.split("/")
    opened = open_unit_period(workspace=Workspace(tmp_path), unit=unit, period=period)
    tables = opened.clean().tables
    assert figures(tables) == {}
    (reason,) = refused(tables, "cleaning.copy_of_elsewhere").values()
    assert f"data/raw/{PERIOD}/{UNIT}" in reason


def test_the_words_of_the_program_are_not_logged_as_the_offices(tmp_path, folder):
    messy(folder)
    mend(give(tmp_path).folder / COPY, folder / COPY, E7=None)
    log = clean(tmp_path)["cleaning_log"]
    notes = log.query("rule == 'comment_alone'")
    assert notes["before"].tolist() == ["Số của xã"]
    assert not log[["before", "after"]].apply(lambda c: c.str.contains("PHẢN HỒI")).to_numpy().any()


def test_awkward_workbooks_of_other_kinds_are_copied():
    """Sheet names that Excel takes for one, merged areas that overlap, a number beyond a float."""
    long = "Biểu tổng hợp số liệu các xã của huyện "
    big = Cell(1, 1, "1E+400", Decimal("1E+400"), "number")
    areas = ((2, 2, 3, 3), (3, 3, 4, 4))
    names = (f"{long}1", f"{long}2", "Mẫu", "MẪU")
    sheets = tuple(Sheet("mau.ods", name, False, ((big,),), areas) for name in names)
    point = Point("mau.ods", f"{long}2", ("A1",), "unread", "1E+400", "Quá lớn.", "Sửa.")
    marks = WorkbookMarks(FEEDBACK, UNIT, PERIOD, original="0", original_name="mau.ods")
    copy = feedback_copy("mau.ods", b"", Workbook("mau.ods", sheets), [point], marks)
    book = openpyxl.load_workbook(BytesIO(copy.content))
    assert len(book.sheetnames) == len(names) + 2
    commented = [sheet.title for sheet in book.worksheets[1:5] if sheet["A1"].comment]
    assert commented == [book.sheetnames[2]] and book.worksheets[2]["A1"].value == "1E+400"


def test_an_answer_in_the_list_is_kept_for_the_office_that_reads(tmp_path, folder):
    messy(folder)
    book = openpyxl.load_workbook(give(tmp_path).folder / COPY)
    rows = [row for row in book.worksheets[0].iter_rows() if row[2].value in ("E7", "E9")]
    rows[0][6].value = "=Ước khoảng 10 ha, tháng 7 chốt"
    rows[0][6].data_type = "s"
    book.save(folder / COPY)
    tables = clean(tmp_path)
    kept = tables["quarantine"].query("rule == 'cleaning.answered_in_list'")
    assert kept[["file", "sheet", "cell"]].to_numpy().tolist() == [[COPY, "Trồng trọt", "E7"]]
    assert "«=Ước khoảng 10 ha, tháng 7 chốt»" in kept["reason"].iloc[0]
    assert AREA not in figures(tables)
    asked = openpyxl.load_workbook(give(tmp_path).folder / COPY).worksheets[0]
    assert not any("tháng 7" in str(cell.value) for row in asked.iter_rows() for cell in row)
