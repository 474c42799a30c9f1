"""Units that a table states once or in a column of its own: from the sheet to the values."""

from __future__ import annotations

from functools import cache

import pytest
from grids import workbook_of

from helpers.cleaning import clean_workbooks
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

NOISE = ("form_missing", "sheet_missing", "head_is_shorter")
BUDGET = ("11_chuong_trinh_mtqg.xlsx", "Chưa phân bổ")
HERD = ("02_chan_nuoi.xlsx", "Đàn vật nuôi")
TWO_ROWS = "TT|Dự án, tiểu dự án, nội dung|Vốn chưa phân bổ||Ghi chú\n||Vốn ĐT|Vốn SN|\n"
FIGURES = "1|Dự án 2|3500|1200\n2|Dự án 4||600"


@cache
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))


def cleaned(where, grid):
    """Values by cell, and the rules of refusals."""
    file, sheet = where
    book = workbook_of(grid, sheet, file)
    tables = clean_workbooks([book], catalogues(), "bach-thong", CleaningLog()).tables
    rows = [r for n in ("observations", "programme") for r in tables[n].to_dict("records")]
    refused = {r["rule"].partition(".")[2] for r in tables["quarantine"].to_dict("records")}
    values = {r["cell"]: float(r["value"]) for r in rows if r["status"] == "reported"}
    return values, refused - set(NOISE)


@pytest.mark.parametrize(
    "line",
    [
        "|||(ĐVT: nghìn đồng)",
        "||ĐVT: nghìn đồng",
        "||||Biểu số 2 - Đơn vị tính: nghìn đồng",
        "Biểu số 2 - Đơn vị tính: nghìn đồng",
        "|||ĐVT 1.000 đồng",
        "|||ĐƠN\u00a0VỊ\u00a0TÍNH:\u00a0nghìn\u00a0đồng",
        "|||Đvt\u00ad : 1000 đồng\n1|2|3|4|5",
        "1|2|3|4|5\n|||(ĐVT: nghìn đồng)",
    ],
)
def test_a_line_of_units_below_the_head_holds_for_every_column(line):
    values, refused = cleaned(BUDGET, f"{TWO_ROWS}{line}\n{FIGURES}")
    assert (sorted(values.values()), refused) == ([0.6, 1.2, 3.5], set())


def test_a_repeated_head_may_state_another_unit():
    head = f"{TWO_ROWS}|||(ĐVT: nghìn đồng)\n"
    changed = f"{TWO_ROWS}|||(ĐVT: đồng)\n3|Dự án 5|7000000"
    values, refused = cleaned(BUDGET, f"{head}{FIGURES}\n{changed}")
    assert (values["C9"], refused) == (7, set())


def test_a_unit_in_the_head_of_one_column_only_leaves_the_others_open():
    grid = f"{TWO_ROWS}{FIGURES}".replace("Vốn SN", "Vốn SN (nghìn đồng)")
    assert cleaned(BUDGET, grid) == ({"D3": 1.2, "D4": 0.6}, {"units_elsewhere"})


@pytest.mark.parametrize("header", ["Đơn vị đo", "Quy cách", "", "Cách tính", "Tính bằng"])
@pytest.mark.parametrize("order", ["", "1|"])
def test_a_column_of_units_is_known_by_its_cells(header, order):
    head = f"{'STT|' if order else ''}Chỉ tiêu|{header}|Kế hoạch năm|Thực hiện"
    grid = f"{head}\n{order}Đàn trâu|nghìn con|2,5|2\n{order}Đàn bò|con|30|20"
    values, _ = cleaned(HERD, grid)
    assert sorted(values.values()) == [20, 30, 2000, 2500]


def test_a_unit_in_an_unknown_column_counts_for_its_row():
    rows = ["Đàn trâu|đen|25|20", "Đàn bò|vàng|4|3"]
    grid = "\n".join(["Chỉ tiêu|Nội dung khác|Kế hoạch năm|Thực hiện", *rows])
    values, _ = cleaned(HERD, f"{grid}\nĐàn dê|nghìn con|0,3|0,2")
    assert (values["D2"], values["D4"]) == (20, 200)
