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
    rows = ["Đàn trâu|đạt|25|20", "Đàn bò|vượt|4|3"]
    grid = "\n".join(["Chỉ tiêu|Nội dung khác|Kế hoạch năm|Thực hiện", *rows])
    values, _ = cleaned(HERD, f"{grid}\nĐàn dê|nghìn con|0,3|0,2")
    assert (values["D2"], values["D4"]) == (20, 200)


OFFICE = "Đơn vị báo cáo: VP HĐND và UBND."


@pytest.mark.parametrize(
    "line",
    [
        f"{OFFICE} Đơn vị tính: nghìn đồng",
        "Đơn vị: Văn phòng HĐND - ĐVT: nghìn đồng",
        "Bảng tính bằng nghìn đồng",
        "Tính theo nghìn đồng",
        "Số tiền: nghìn đồng",
        "Tiền: nghìn đồng",
        "Unit: thousand VND",
        "Đơn vi tính: nghìn đồng",
        "ngìn đồng",
    ],
)
def test_a_unit_is_found_behind_every_lead_of_a_line(line):
    values, refused = cleaned(BUDGET, f"{line}\n{TWO_ROWS}{FIGURES}")
    assert (sorted(values.values()), refused) == ([0.6, 1.2, 3.5], set())


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Đơn vị: K", "unknown_unit_of_measure"),
        ("Nghìn đồng/năm", "units_elsewhere"),
        ("Số liệu làm tròn đến nghìn đồng", "units_elsewhere"),
        ("Đơn vị tính: triệu đồng, ĐVT: nghìn đồng", "units_disagree"),
        ("Đơn vị tính: nghìn đồng, riêng dòng 3: trđ", "units_disagree"),
        ("Đơn vị tính: triệu đồng; riêng vốn sự nghiệp: nghìn đồng", "units_disagree"),
        ("Đơn vị tính: nghìn đồng (trừ dòng 3: triệu đồng)", "units_disagree"),
    ],
)
def test_a_unit_that_is_not_sure_is_asked(line, rule):
    assert cleaned(BUDGET, f"{line}\n{TWO_ROWS}{FIGURES}") == ({}, {rule})


@pytest.mark.parametrize(
    "line", [f"{OFFICE} Tổng 500 tỷ đồng", "Vốn 1,5 nghìn tỷ đồng", "Hội đồng nghìn việc", OFFICE]
)
def test_figures_and_offices_in_a_line_are_no_units(line):
    """Nothing states the unit then, and money without a unit is asked."""
    assert cleaned(BUDGET, f"{line}\n{TWO_ROWS}{FIGURES}") == ({}, {"money_without_unit"})


@pytest.mark.parametrize("figure", ["12.740.962", "#12740962000"])
def test_an_amount_that_no_district_has_is_in_another_unit(figure):
    grid = f"Đơn vị tính: triệu đồng\n{TWO_ROWS}1|Dự án 2|{figure}|1200"
    assert cleaned(BUDGET, grid) == ({"D4": 1200}, {"above_maximum"})


COVER = ("02_chan_nuoi_lam_nghiep.xlsx", "Lâm nghiệp")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("#0.7944", ({}, {"percent_or_share"})),
        ("0,7944", ({}, {"percent_or_share"})),
        ("#1", ({}, {"percent_or_share"})),
        ("0,7944%", ({"D3": 0.7944}, set())),
        ("79,44", ({"D3": 79.44}, set())),
        ("0", ({}, set())),
    ],
)
def test_a_share_in_a_row_of_percent_is_asked(figure, expected):
    grid = (
        f"STT|Chỉ tiêu|Đơn vị tính|Thực hiện\n|Phát triển rừng||\n1|Tỷ lệ che phủ rừng|%|{figure}"
    )
    assert cleaned(COVER, grid) == expected


def test_a_small_percentage_near_its_plan_is_one():
    head = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện\n|Phát triển rừng|||\n"
    values, refused = cleaned(COVER, f"{head}1|Tỷ lệ che phủ rừng|%|1,1|0,9")
    assert (values, refused) == ({"D3": 1.1, "E3": 0.9}, set())


def test_an_amount_without_a_stated_unit_is_asked():
    unstated = f"{TWO_ROWS}1|Dự án 2|#753000|1200"
    assert cleaned(BUDGET, unstated) == ({}, {"money_without_unit"})
    stated = f"ĐVT: triệu đồng\n{unstated}"
    assert cleaned(BUDGET, stated) == ({"C4": 753000, "D4": 1200}, set())


@pytest.mark.parametrize(
    "text", ["dưới 5", "trên 90", "> 100", "≥ 5", "hơn 4.242", "gần 4.242", ">= 5", "chưa đến 5"]
)
def test_a_bound_is_no_value(text):
    head = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện\n"
    assert cleaned(HERD, f"{head}1|Đàn trâu|con|4310|{text}") == ({"D2": 4310}, {"bound"})


@pytest.mark.parametrize("text", ["(4.242)", "(4.242 con)", "(753)"])
def test_a_figure_in_brackets_is_asked(text):
    head = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện\n"
    assert cleaned(HERD, f"{head}1|Đàn trâu|con|4310|{text}") == ({"D2": 4310}, {"ambiguous"})


@pytest.mark.parametrize(
    ("unit", "expected"), [("đồng", ({}, {"bad_grouping"})), ("trđ", ({"D2": 46929.385459}, set()))]
)
def test_dong_digits_behind_a_second_comma_need_millions(unit, expected):
    grid = f"STT|Chỉ tiêu|Đơn vị tính|Thực hiện\n1|Chi ngân sách cấp huyện|{unit}|46929,385,459"
    assert cleaned(("03_tai_chinh_ngan_sach.xlsx", "Ngân sách"), grid) == expected
