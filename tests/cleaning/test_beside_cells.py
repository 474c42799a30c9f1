"""Figures that stand outside of cells are named, with file, sheet and cell; none is read."""

from dataclasses import replace

import pytest
from grids import sheet_of
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.drawing.image import Image
from PIL import Image as Picture
from test_table_layouts import cleaned, values

from helpers.cleaning.readers import Workbook, read_workbook

GRID = (
    "UBND HUYỆN BẠCH THÔNG\nVIỆC MẪU 6 THÁNG ĐẦU NĂM 2023\nChỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|#42"
)
RULES = ("cleaning.figure_in_text_box", "cleaning.figure_in_comment")


def found(comment="", around=(), grid=GRID):
    sheet = sheet_of(grid, "Sheet1", "so lieu.xlsx")
    rows = tuple(
        tuple(replace(c, comment=comment) if c.address == "C4" else c for c in row)
        for row in sheet.rows
    )
    tables = cleaned(Workbook("so lieu.xlsx", (replace(sheet, rows=rows, around=around),)))
    refused = tables["quarantine"].to_dict("records")
    return tables, {
        (r["rule"], r["file"], r["sheet"], r["cell"] or "") for r in refused if r["rule"] in RULES
    }


@pytest.mark.parametrize(
    "text", ["Số hộ thoát nghèo: 24 hộ; đàn lợn 16.100 con", "tỷ lệ hộ nghèo\ncòn 26,4%"]
)
def test_a_text_box_with_figures_is_named(text):
    tables, refused = found(around=(text,))
    assert refused == {("cleaning.figure_in_text_box", "so lieu.xlsx", "Sheet1", "")}
    assert values(tables) == {"C4 livestock.buffaloes.herd actual 42"}


@pytest.mark.parametrize(
    "text", ["Trang 1/2", "UBND huyện Bạch Thông", "Ngày in: 5/7/2023", "2023"]
)
def test_a_text_box_without_figures_is_not_named(text):
    assert found(around=(text,))[1] == set()


@pytest.mark.parametrize(
    "comment", ["Sửa lại: 4.231 con", "Số đúng là 43", "Đính chính thành 43 con", "phải là 43"]
)
def test_a_comment_that_corrects_its_cell_is_named(comment):
    tables, refused = found(comment)
    assert refused == {("cleaning.figure_in_comment", "so lieu.xlsx", "Sheet1", "C4")}
    assert values(tables) == {"C4 livestock.buffaloes.herd actual 42"}


@pytest.mark.parametrize("comment", ["Năm 2022: 40 con", "chưa tính xã Mẫu 1", "anh A nhập 5/7"])
def test_another_comment_is_a_note(comment):
    assert found(comment)[1] == set()


@pytest.mark.parametrize("has_figures", [True, False])
def test_a_picture_on_a_sheet_without_figures_is_named(tmp_path, has_figures):
    Picture.new("RGB", (4, 4)).save(tmp_path / "a.png")
    book = OpenpyxlWorkbook()
    book.active.append(["VIỆC MẪU 6 THÁNG ĐẦU NĂM 2023"])
    if has_figures:
        book.active.append(["Chỉ tiêu", "ĐVT", "Thực hiện"])
        book.active.append(["Đàn trâu", "con", 42])
    book.active.add_image(Image(str(tmp_path / "a.png")), "B8")
    book.save(tmp_path / "a.xlsx")
    tables = cleaned(read_workbook(tmp_path / "a.xlsx", root=tmp_path))
    rules = set(tables["quarantine"]["rule"])
    assert ("cleaning.picture_without_figures" in rules) is not has_figures
