"""Layouts of tables: small sheets as text, beside them every value and every refusal they give.

A value reads 'E2 livestock.goats.herd actual 2454', a refusal 'F2 figure_without_header'. Nothing
else may come out: the lists are complete.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from grids import sheet_of, workbook_of

from helpers.cleaning import clean_workbooks
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.readers import Workbook
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

HERD = ("02_chan_nuoi.xlsx", "Đàn vật nuôi")
MEAT = ("02_chan_nuoi.xlsx", "Sản phẩm chăn nuôi")
CROPS = ("01_nong_nghiep.xlsx", "Cây ăn quả")
FIELD = ("01_nong_nghiep.xlsx", "Trồng trọt")
RURAL = ("05_kinh_te_nong_thon.xlsx", "Nông thôn mới, MTQG")
HEAD = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện|Ghi chú\n"
NOISE = ("cleaning.form_missing", "cleaning.sheet_missing", "cleaning.asked")
"""What is asked of columns that a form does not know: see the tests of recognition."""


@cache
def catalogues(period):
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period))


def cleaned(*books, period="2023H1"):
    return clean_workbooks(list(books), catalogues(period), "bach-thong", CleaningLog()).tables


def values(tables):
    rows = tables["observations"].to_dict("records")
    return {f"{r['cell']} {r['indicator']} {r['measure']} {r['value']}" for r in rows}


def refusals(tables):
    rows = [r for r in tables["quarantine"].to_dict("records") if r["rule"] not in NOISE]
    return {f"{r['cell']} {r['rule'].removeprefix('cleaning.')}" for r in rows}


def asked(tables):
    rows = tables["quarantine"].to_dict("records")
    return {(r["sheet"], r["cell"]) for r in rows if r["rule"] == "cleaning.asked"}


def lines(text):
    return {line.strip() for line in text.strip().splitlines() if line.strip()}


def case(name, where, grid, expected, refused="", merged=""):
    return pytest.param(where, grid, lines(expected), lines(refused), merged, id=name)


HEADS = [
    case(
        "a page break repeats the head and the group goes on",
        MEAT,
        f"{HEAD}|Lợn\n1|Số con xuất bán, giết mổ|con|10|20\n"
        f"{HEAD}2|Sản lượng thịt hơi xuất chuồng|tấn|30|40",
        """D3 livestock.pigs.sold plan 10
        E3 livestock.pigs.sold actual 20
        D5 livestock.pigs.live_weight plan 30
        E5 livestock.pigs.live_weight actual 40""",
    ),
    case(
        "the unit in the last row of a head, behind the number of the table",
        HERD,
        "STT|Chỉ tiêu|Kế hoạch năm|Thực hiện\n||ĐVT con|Biểu số 2 - ĐVT: con\n1|Đàn trâu|4310|4242",
        "C3 livestock.buffaloes.herd plan 4310\nD3 livestock.buffaloes.herd actual 4242",
    ),
    case(
        "a page break right below a group, and a first head that gives the unit too",
        MEAT,
        "Chỉ tiêu|ĐVT|Thực hiện\n||ĐVT: con\n|Lợn\nSố con xuất bán, giết mổ|con|20\nGia cầm\n"
        "Chỉ tiêu|ĐVT|Thực hiện\nSố con xuất bán, giết mổ|con|21",
        "C7 livestock.poultry.sold actual 21",
        "C4 unknown_label",
    ),
    case(
        "one unit below a head of several columns holds for all of them",
        RURAL,
        "STT|Chỉ tiêu|Thực hiện|Cùng kỳ năm trước\n|||Biểu số 2 - ĐVT: đồng\n"
        "1|Tổng số vốn được giao|4000000|5000000",
        "C3 rural.mtqg.capital actual 4.000000\nD3 rural.mtqg.capital previous 5.000000",
    ),
    case(
        "column numbers below the line with the unit",
        HERD,
        "STT|Chỉ tiêu|Thực hiện|Ghi chú\n|||ĐVT: con\nA|B|1|2\n1|Đàn trâu|4242\n2|Đàn bò|1313",
        "C4 livestock.buffaloes.herd actual 4242\nC5 livestock.cattle.herd actual 1313",
    ),
    case(
        "the title of a table further left is no figure",
        HERD,
        "|Chỉ tiêu|ĐVT|Thực hiện\n|Đàn trâu|con|4242\n\n|||Chợ Rã, ngày 15 tháng 6\n"
        "6 tháng đầu năm 2023\nChỉ tiêu|ĐVT|Thực hiện\nĐàn bò|con|1313",
        "D2 livestock.buffaloes.herd actual 4242\nC7 livestock.cattle.herd actual 1313",
    ),
    case(
        "a sheet of another name with two columns in a workbook that names its form",
        (HERD[0], "02_chan_nuoi"),
        "Chỉ tiêu|Thực hiện\nĐàn trâu|4242",
        "B2 livestock.buffaloes.herd actual 4242",
    ),
    case(
        "a second head in other order has columns of its own",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\n\nBiểu 2\n"
        "STT|Chỉ tiêu|Đơn vị tính|Thực hiện|Kế hoạch năm\n1|Đàn dê|con|2454|2440",
        """D2 livestock.buffaloes.herd plan 4310
        E2 livestock.buffaloes.herd actual 4242
        D6 livestock.goats.herd actual 2454
        E6 livestock.goats.herd plan 2440""",
    ),
    case(
        "a second head with fewer columns leaves a figure without header",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\nSTT|Chỉ tiêu|ĐVT|Thực hiện\n1|Đàn dê|con|2454|2440",
        """D2 livestock.buffaloes.herd plan 4310
        E2 livestock.buffaloes.herd actual 4242
        D4 livestock.goats.herd actual 2454""",
        "E4 figure_without_header",
    ),
    case(
        "tables side by side",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện||STT|Chỉ tiêu|ĐVT|Thực hiện\n"
        "1|Đàn trâu|con|4242||1|Đàn dê|con|2454",
        "D2 livestock.buffaloes.herd actual 4242\nI2 livestock.goats.herd actual 2454",
    ),
    case(
        "years over merged columns: this year, the year before, no plan of the year before",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Năm 2022||Năm 2023|\n"
        "|||Kế hoạch năm|Thực hiện|Kế hoạch năm|Thực hiện\n1|Đàn trâu|con|4000|4111|4310|4242",
        """E3 livestock.buffaloes.herd previous 4111
        F3 livestock.buffaloes.herd plan 4310
        G3 livestock.buffaloes.herd actual 4242""",
        "D1 other_year_column",
        merged="D1:E1 F1:G1 A1:A2 B1:B2 C1:C2",
    ),
    case(
        "the same head where merging is lost",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Năm 2022||Năm 2023|\n"
        "|||Kế hoạch năm|Thực hiện|Kế hoạch năm|Thực hiện\n1|Đàn trâu|con|4000|4111|4310|4242",
        """E3 livestock.buffaloes.herd previous 4111
        F3 livestock.buffaloes.herd plan 4310
        G3 livestock.buffaloes.herd actual 4242""",
        "D1 other_year_column",
    ),
    case(
        "years as numbers below",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|\n|||#2022|#2023\n1|Đàn trâu|con|4111|4242",
        """D3 livestock.buffaloes.herd previous 4111
        E3 livestock.buffaloes.herd actual 4242""",
    ),
    case(
        "a year alone may be the whole year",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện năm 2022|Kế hoạch năm 2023|Thực hiện 6 tháng\n"
        "1|Đàn trâu|con|4111|4310|4242",
        """E2 livestock.buffaloes.herd plan 4310
        F2 livestock.buffaloes.herd actual 4242""",
        "D1 other_year_column",
    ),
    case(
        "the same period of the year before",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|Thực hiện cùng kỳ năm trước\n1|Đàn trâu|con|4242|4111",
        """D2 livestock.buffaloes.herd actual 4242
        E2 livestock.buffaloes.herd previous 4111""",
    ),
    case(
        "a plan of the half year is no plan of the year",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Kế hoạch 6 tháng|Thực hiện 6 tháng đầu năm 2023\n"
        "1|Đàn trâu|con|2100|4242",
        "E2 livestock.buffaloes.herd actual 4242",
        "1 unknown_column",
    ),
    case(
        "a name twice: neither is taken",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|Thực hiện\n1|Đàn trâu|con|4111|4242",
        "",
        "D1 double_column\nE1 double_column",
    ),
    case(
        "the level above makes it another column",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Xã A||Xã B|\n|||Kế hoạch năm|Thực hiện|Kế hoạch năm|Thực hiện\n"
        "1|Đàn trâu|con|2000|2242|10|20",
        "",
        "1 unknown_column",
    ),
    case(
        "sub-headers below a header that the form has in one row",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|\n|||Xã A|Xã B\n1|Đàn trâu|con|2000|2242",
        "",
        "1 unknown_column",
    ),
    case(
        "months below a merged header",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện||\n|||Tháng 1|Tháng 2|Tháng 3\n1|Đàn trâu|con|40|41|42",
        "",
        "1 unknown_column",
        merged="D1:F1",
    ),
    case(
        "months counted below a header that is not merged",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|\n|||5 tháng|Ước 6 tháng\n1|Đàn trâu|con|41|42",
        "",
        "1 unknown_column",
    ),
    case(
        "a merged header over two figures",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Kế hoạch năm|Thực hiện|\n1|Đàn trâu|con|4310|4111|4242",
        "D2 livestock.buffaloes.herd plan 4310",
        "E1 double_column",
        merged="E1:F1",
    ),
    case(
        "a merged header over merged figures",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|\n1|Đàn trâu|con|4242|",
        "D2 livestock.buffaloes.herd actual 4242",
        merged="D1:E1 D2:E2",
    ),
    case(
        "another head whose label header is unknown ends the table",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\nTT|Loại vật nuôi|ĐVT|Thực hiện|Kế hoạch năm\n"
        "1|Đàn dê|con|2454|2440",
        """D2 livestock.buffaloes.herd plan 4310
        E2 livestock.buffaloes.herd actual 4242""",
        "D4 not_read\nE4 not_read",
    ),
    case(
        "two columns of labels without anything to tell them apart",
        HERD,
        "STT|Chỉ tiêu|Chỉ tiêu|ĐVT|Thực hiện\n1|Đàn trâu|Đàn bò|con|300",
        "",
        "B1 double_column\nC1 double_column\nE2 label_missing",
    ),
    case(
        "two columns of units",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Đơn vị tính|Thực hiện\n1|Đàn trâu|con|nghìn con|300",
        "",
        "C1 double_column\nD1 double_column\nE2 unit_columns_differ",
    ),
    case(
        "the label's header stands in the lower row",
        HERD,
        "||ĐVT|Xã A\nSTT|Chỉ tiêu||Thực hiện\n1|Đàn trâu|con|2242",
        "",
        "2 unknown_column",
    ),
    case(
        "lines above the head are no part of it",
        HERD,
        f"|||BIỂU ĐÀN GIA SÚC\n|||6 tháng đầu năm 2023\n||||Đơn vị tính: con\n"
        f"{HEAD}1|Đàn trâu|con|4310|4242",
        """D5 livestock.buffaloes.herd plan 4310
        E5 livestock.buffaloes.herd actual 4242""",
    ),
    case(
        "numbered columns",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Kế hoạch năm|Thực hiện|% so với KH\n"
        "A|B|C|1|2|3=2/1\n1|Đàn trâu|con|4310|4242|98,4%",
        """D3 livestock.buffaloes.herd plan 4310
        E3 livestock.buffaloes.herd actual 4242
        F3 livestock.buffaloes.herd stated_pct_plan 98.4""",
    ),
    case(
        "columns numbered from the label on, after a blank row",
        HERD,
        f"{HEAD}\n1|2|3|4|5|6\n1|Đàn trâu|con|4310|4242",
        """D4 livestock.buffaloes.herd plan 4310
        E4 livestock.buffaloes.herd actual 4242""",
    ),
    case(
        "units in the head",
        HERD,
        "STT|Chỉ tiêu|Kế hoạch năm (con)|Thực hiện\n|||(con)\n1|Đàn trâu|4310|4242",
        """C3 livestock.buffaloes.herd plan 4310
        D3 livestock.buffaloes.herd actual 4242""",
    ),
    case(
        "three levels",
        ("03_ngan_sach.xlsx", "Ngân sách"),
        "STT|Chỉ tiêu|ĐVT|Năm 2023||\n|||Kế hoạch năm|Ước thực hiện đến hết kỳ|\n"
        "||||Giá trị|% KH\n1|Thu ngân sách nhà nước trên địa bàn|trđ|17500|6422|40%",
        """D4 budget.revenue plan 17500
        E4 budget.revenue estimate 6422
        F4 budget.revenue stated_pct_estimate 40""",
        merged="D1:F1 E2:F2 A1:A3 B1:B3 C1:C3 D2:D3",
    ),
    case(
        "one header row where the form has two",
        ("03_ngan_sach.xlsx", "Ngân sách"),
        f"{HEAD}1|Thu ngân sách nhà nước trên địa bàn|trđ|17500|6422",
        "D2 budget.revenue plan 17500\nE2 budget.revenue actual 6422",
        "B1 head_is_shorter",
    ),
]

FIGURES = [
    case(
        "figures beyond the last header",
        HERD,
        "STT|Chỉ tiêu|ĐVT|Kế hoạch năm|Thực hiện\n1|Đàn trâu|con|4310||4242\n"
        "2|Đàn bò|con|1330|1313|viết tay|#1300",
        """D2 livestock.buffaloes.herd plan 4310
        D3 livestock.cattle.herd plan 1330
        E3 livestock.cattle.herd actual 1313""",
        "F2 figure_without_header\nG3 figure_without_header",
    ),
    case(
        "figures in columns of labels, numbers and notes",
        HERD,
        f"{HEAD}1|4242|con\n317,94|Đàn bò|con|1330|1313\n3|Đàn dê|con|2440||2454",
        """D3 livestock.cattle.herd plan 1330
        E3 livestock.cattle.herd actual 1313
        D4 livestock.goats.herd plan 2440""",
        "B2 not_read\nA3 not_read\nF4 not_read",
    ),
    case(
        "words in the only figure of the last row are named, signatures are none",
        HERD,
        "Chỉ tiêu|Kế hoạch năm|Thực hiện\nĐàn trâu|4310|4242\nĐàn bò||đang tổng hợp\n"
        "Người lập biểu||Chủ tịch\nNguyễn Văn A||Trần Văn B",
        "B2 livestock.buffaloes.herd plan 4310\nC2 livestock.buffaloes.herd actual 4242",
        "C3 numbers.not_a_number",
    ),
    case(
        "figures without a label or below the table; sentences and dates are none",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\n||||99\n\nNguồn: báo cáo 2023\n|||||Ngày 20/6/2023",
        """D2 livestock.buffaloes.herd plan 4310
        E2 livestock.buffaloes.herd actual 4242""",
        "E3 label_missing",
    ),
    case(
        "a merged figure belongs to no row",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\n2|Đàn bò|con|1330|",
        """D2 livestock.buffaloes.herd plan 4310
        D3 livestock.cattle.herd plan 1330""",
        "E2 merged_figure",
        merged="E2:E3",
    ),
    case(
        "a figure merged over two columns, and one below it",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|999",
        "",
        "D2 merged_figure\nE2 covered_cell",
        merged="D2:E2",
    ),
    case(
        "a decimal comma that split a field of a delimited file",
        ("02_chan_nuoi.csv", "02_chan_nuoi"),
        f"{HEAD}1|Diện tích trồng rừng|ha|405|317|94\n2|Đàn trâu|con|4310|4242|ước",
        """D3 livestock.buffaloes.herd plan 4310
        E3 livestock.buffaloes.herd actual 4242""",
        "D2 shifted_row\nE2 shifted_row",
    ),
    case(
        "one line twice, one of its figures unreadable",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\n2|Đàn trâu|con||đang tổng hợp\n3|Đàn bò|con||1313",
        "D2 livestock.buffaloes.herd plan 4310\nE4 livestock.cattle.herd actual 1313",
        "E2 duplicate_differs\nE3 numbers.not_a_number",
    ),
    case(
        "one line twice, its values in different columns",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310\n2|Đàn trâu|con||4242",
        "",
        "D2 duplicate_differs\nE3 duplicate_differs",
    ),
    case(
        "another table of the sheet belongs to a place",
        HERD,
        f"{HEAD}1|Đàn trâu|con|4310|4242\n\nBiểu 2: Phường Đức Xuân\n{HEAD}1|Đàn bò|con|1|2",
        """D2 livestock.buffaloes.herd plan 4310
        E2 livestock.buffaloes.herd actual 4242""",
        "A5 foreign_table\nD6 not_read\nE6 not_read",
    ),
]

ROWS = [
    case(
        "an unknown group ends the one above",
        CROPS,
        f"{HEAD}|Cây mận:\n1|Năng suất|tạ/ha||60\n|Cây lê\n1|Năng suất|tạ/ha||67",
        "E3 agri.plum.yield actual 60",
        "E5 unknown_label",
    ),
    case(
        "marks in a group row are no figures; beside a zero they are named with it",
        CROPS,
        f"{HEAD}|Cây mận||x|…\n1|Năng suất|tạ/ha||60\n|Cây lê||0|-\n2|Sản lượng|tấn||67",
        "E3 agri.plum.yield actual 60",
        "D4 group_with_figure\nE4 group_with_figure\nE5 unknown_label",
    ),
    case(
        "a mark in a group row that is an indicator too",
        MEAT,
        f"{HEAD}I|Gia cầm|con||…\n1|Số con xuất bán, giết mổ|con||21",
        "E3 livestock.poultry.sold actual 21",
        "E2 group_with_figure",
    ),
    case(
        "a group with a figure is a group",
        MEAT,
        f"{HEAD}|Đại gia súc\n1|Số con xuất bán, giết mổ|con||968\n|Lợn|con||13925\n"
        "2|Sản lượng thịt hơi xuất chuồng|tấn||974,7",
        """E3 livestock.large_animals.sold actual 968
        E5 livestock.pigs.live_weight actual 974.7""",
        "E4 group_with_figure",
    ),
    case(
        "the figure of a group that elsewhere is an indicator",
        MEAT,
        f"{HEAD}|Dê\n1|Số con xuất bán, giết mổ|con||820\n|Gia cầm|con||290\n"
        "1|Số con xuất bán, giết mổ|con||290",
        """E3 livestock.goats.sold actual 820
        E5 livestock.poultry.sold actual 290""",
        "E4 group_with_figure",
    ),
    case(
        "one name of an indicator and, further down, of a group",
        HERD,
        f"{HEAD}|Gia cầm|con||262714\n|Đàn dê|con||2454\n|Gia cầm\n"
        "|Số con xuất bán, giết mổ|con||290",
        """E2 livestock.poultry.herd actual 262714
        E3 livestock.goats.herd actual 2454
        E5 livestock.poultry.sold actual 290""",
    ),
    case(
        "a group without figures that elsewhere is an indicator",
        MEAT,
        f"{HEAD}|Dê\n1|Số con xuất bán, giết mổ|con||820\n|Gia cầm\n"
        "1|Số con xuất bán, giết mổ|con||290",
        """E3 livestock.goats.sold actual 820
        E5 livestock.poultry.sold actual 290""",
    ),
    case(
        "numbers that go wrong after an unknown row",
        MEAT,
        f"{HEAD}|Đại gia súc\n1|Số con xuất bán, giết mổ|con||968\n2|Ngựa|con||13\n"
        "2|Sản lượng thịt hơi xuất chuồng|tấn||974,7",
        "E3 livestock.large_animals.sold actual 968",
        "E4 unknown_label\nE5 unknown_label",
    ),
    case(
        "numbers that begin again without a group",
        CROPS,
        f"{HEAD}|Cây mận\n1|Năng suất|tạ/ha||60\n2|Sản lượng|tấn||108\n1|Năng suất|tạ/ha||67",
        "E3 agri.plum.yield actual 60\nE4 agri.plum.production actual 108",
        "E5 unknown_label",
    ),
    case(
        "an unknown row in the numbers of a group",
        CROPS,
        f"{HEAD}|Cây mận\n1|Năng suất|tạ/ha||60\n2|Số cây|cây||55\n3|Sản lượng|tấn||108",
        "E3 agri.plum.yield actual 60\nE5 agri.plum.production actual 108",
        "E4 unknown_label",
    ),
    case(
        "a row without its figure is no group",
        CROPS,
        f"{HEAD}|Cây mận\n1|Diện tích hiện có|ha\n2|Năng suất|tạ/ha||60\n"
        "|Cây mơ\n|Diện tích hiện có|ha\n|Năng suất|tạ/ha||67",
        "E4 agri.plum.yield actual 60\nE7 agri.apricot.yield actual 67",
    ),
    case(
        "a group after 'Trong đó:' is no part of the group above",
        MEAT,
        f"{HEAD}|Lợn\n|Trong đó:\n|Số con xuất bán, giết mổ|con||20\n|Gia cầm\n"
        "|Số con xuất bán, giết mổ|con||21\n|Sản lượng thịt hơi xuất chuồng|tấn||41",
        """E4 livestock.pigs.sold actual 20
        E6 livestock.poultry.sold actual 21
        E7 livestock.poultry.live_weight actual 41""",
    ),
    case(
        "a row after 'Trong đó:' that nobody knows ends the group",
        MEAT,
        f"{HEAD}|Lợn\n|Trong đó:\n|Số con xuất bán, giết mổ|con||20\n|Đà điểu|con||7\n"
        "|Sản lượng thịt hơi xuất chuồng|tấn||41",
        "E4 livestock.pigs.sold actual 20",
        "E5 unknown_label\nE6 unknown_label",
    ),
    case(
        "bullets below numbered groups",
        CROPS,
        f"{HEAD}1|Cây mận\n|- Năng suất|tạ/ha||60\n|- Sản lượng|tấn||108\n"
        "2|Cây mơ||x|x\n|- Năng suất|tạ/ha||67\n3|Cây lê|ha||8\n|- Năng suất|tạ/ha||9",
        """E3 agri.plum.yield actual 60
        E4 agri.plum.production actual 108
        E6 agri.apricot.yield actual 67""",
        "E7 group_with_figure\nE8 unknown_label",
    ),
    case(
        "numbers before the labels",
        CROPS,
        f"{HEAD}|I. Cây lâu năm\n|1. Cây mận\n|1.1. Năng suất|tạ/ha||60\n|1.2. Sản lượng|tấn||108\n"
        "|2. Cây mơ\n|a) Năng suất|tạ/ha||67",
        """E4 agri.plum.yield actual 60
        E5 agri.plum.production actual 108
        E7 agri.apricot.yield actual 67""",
    ),
    case(
        "groups and rows with numbers of one style",
        CROPS,
        f"{HEAD}1|Cây mận\n1|Năng suất|tạ/ha||60\n2|Sản lượng|tấn||108\n2|Cây mơ\n"
        "1|Năng suất|tạ/ha||67\n3|Cây lê\n1|Năng suất|tạ/ha||9",
        """E3 agri.plum.yield actual 60
        E4 agri.plum.production actual 108
        E6 agri.apricot.yield actual 67""",
        "E8 unknown_label",
    ),
    case(
        "indents",
        CROPS,
        f"{HEAD}|Cây lâu năm\n|   Cây mận\n|      Năng suất|tạ/ha||60\n|   Cây lê|ha||7\n"
        "|      Năng suất|tạ/ha||9\n|   Cây mơ\n|      Năng suất|tạ/ha||67",
        "E4 agri.plum.yield actual 60\nE8 agri.apricot.yield actual 67",
        "E5 group_with_figure\nE6 unknown_label",
    ),
    case(
        "a label merged over its rows",
        CROPS,
        "STT|Chỉ tiêu||ĐVT|Kế hoạch năm|Thực hiện\n1|Cây mận|Năng suất|tạ/ha||60\n"
        "||Sản lượng|tấn||108\n2|Cây lê|Năng suất|tạ/ha||9",
        "F2 agri.plum.yield actual 60\nF3 agri.plum.production actual 108",
        "F4 unknown_label",
        merged="B1:C1 A2:A3 B2:B3",
    ),
    case(
        "labels one column further in, without a header of their own",
        CROPS,
        "STT|Chỉ tiêu||ĐVT|Thực hiện\n1|Cây mận\n||Năng suất|tạ/ha|60\n2|Cây lê\n"
        "||Năng suất|tạ/ha|9\n||7",
        "E3 agri.plum.yield actual 60",
        "E5 unknown_label\nC6 not_read",
    ),
    case(
        "a note and a page break among the rows of a group, and a group that is called like a note",
        CROPS,
        f"{HEAD}|Cây mận\n1|Năng suất|tạ/ha||60\n|Ghi chú: số ước\nTrang 2\n"
        f"{HEAD}2|Sản lượng|tấn||108\n|Nguồn gen cây mơ\n3|Diện tích hiện có|ha||9",
        "E3 agri.plum.yield actual 60\nE7 agri.plum.production actual 108",
        "E9 unknown_label",
    ),
    case(
        "labels with colons, note marks and units",
        HERD,
        f"{HEAD}1|Đàn trâu:|con||1\n2|Đàn bò *|con||2\n3|Đàn dê (con)|||3\n4|Đàn lợn (1)|con||4\n"
        "5|Đàn ngựa (ngựa bạch)|con||5",
        """E2 livestock.buffaloes.herd actual 1
        E3 livestock.cattle.herd actual 2
        E4 livestock.goats.herd actual 3
        E5 livestock.pigs.herd actual 4""",
        "E6 unknown_label",
    ),
    case(
        "titles merged over the whole row",
        CROPS,
        f"{HEAD}I. CÂY MẬN\n1|Năng suất|tạ/ha||60\nII. CÂY LÊ\n1|Năng suất|tạ/ha||9",
        "E3 agri.plum.yield actual 60",
        "E5 unknown_label",
        merged="A2:F2 A4:F4",
    ),
    case(
        "parts in a list below 'Trong đó'",
        FIELD,
        "STT|Chỉ tiêu|ĐVT|Thực hiện|So với cùng kỳ năm trước\n||||Bằng (%)\n"
        "|Rau, đậu các loại\n1|Diện tích|ha|281\n|Trong đó:\n|- rau vụ đông xuân|ha|101\n"
        "2|Năng suất|tạ/ha|130",
        """D4 agri.vegetables.area actual 281
        D6 agri.vegetables.winter_spring.area actual 101
        D7 agri.vegetables.yield actual 130""",
    ),
    case(
        "a part belongs to the row above, which is unknown",
        RURAL,
        "STT|Chỉ tiêu|ĐVT|Thực hiện\n1|Vốn giảm nghèo|trđ|10\n2|Trong đó: vốn đầu tư|trđ|5\n"
        "3|Tổng số vốn được giao|trđ|20\n4|Trong đó: vốn sự nghiệp|trđ|7",
        """D4 rural.mtqg.capital actual 20
        D5 rural.mtqg.capital.recurrent actual 7""",
        "D2 unknown_label\nD3 unknown_label",
    ),
    case(
        "rows of a commune are not the district's",
        HERD,
        f"{HEAD}1|Đàn trâu|con||4242\n|Xã Vi Hương\n1|Đàn bò|con||50",
        "E2 livestock.buffaloes.herd actual 4242",
        "E4 group_not_understood",
    ),
]


@pytest.mark.parametrize(("where", "grid", "expected", "refused", "merged"), HEADS + FIGURES + ROWS)
def test_layout(where, grid, expected, refused, merged):
    file, sheet = where
    tables = cleaned(workbook_of(grid, sheet, file, merged))
    assert values(tables) == expected
    assert refusals(tables) == refused


def test_indents_of_cells_are_indents():
    grid = f"{HEAD}|Cây lâu năm\n|Cây mận\n|Năng suất|tạ/ha||60\n|Cây lê|ha||7\n"
    sheet = sheet_of(f"{grid}|Năng suất|tạ/ha||9", CROPS[1], CROPS[0])
    steps = dict(zip(("B3", "B4", "B5", "B6"), (1, 2, 1, 2), strict=True))
    rows = (tuple(replace(c, indent=steps.get(c.address, 0)) for c in row) for row in sheet.rows)
    tables = cleaned(Workbook(CROPS[0], (replace(sheet, rows=tuple(rows)),)))
    assert values(tables) == {"E4 agri.plum.yield actual 60"}
    assert refusals(tables) == {"E5 group_with_figure", "E6 unknown_label"}


@pytest.mark.parametrize("period", ["2023", "2023H2"])
def test_a_half_year_is_no_value_of_the_year(period):
    grid = "STT|Chỉ tiêu|ĐVT|Kế hoạch năm|Thực hiện 6 tháng|Thực hiện năm 2022\n"
    grid += "1|Đàn trâu|con|4310|2100|4111"
    tables = cleaned(workbook_of(grid, HERD[1], HERD[0]), period=period)
    plan, previous = (f"livestock.buffaloes.herd {m}" for m in ("plan 4310", "previous 4111"))
    expected = {f"D2 {plan}", f"F2 {previous}"} if period == "2023" else {f"D2 {plan}"}
    assert values(tables) == expected
    assert "E1 other_year_column" in refusals(tables)


def test_the_label_path_is_kept_and_shown_whole():
    grid = f"{HEAD}I|Cây lâu năm\n1|Cây mận\n-|Năng suất|tạ/ha||60\n2|Cây lê\n-|Năng suất|tạ/ha||9"
    tables = cleaned(workbook_of(grid, "Cây ăn quả", "01_nong_nghiep.xlsx"))
    assert tables["observations"]["label"].tolist() == ["Cây lâu năm / Cây mận / Năng suất"]
    refused = tables["quarantine"].set_index("cell").loc["E6"]
    assert refused["label"] == "Cây lâu năm / Cây lê / Năng suất"
    assert "«Cây lâu năm / Cây lê / Năng suất»" in refused["reason"]


def test_both_cells_of_a_repeated_line_are_named():
    row = "Đàn trâu|con||4242\n"
    tables = cleaned(workbook_of(f"{HEAD}1|{row}2|{row}", HERD[1], HERD[0]))
    assert values(tables) == {"E2 livestock.buffaloes.herd actual 4242"}
    log = tables["cleaning_log"]
    assert log[["rule", "cell", "after"]].to_numpy().tolist() == [
        ["repeated", "E3", "= Đàn vật nuôi E2"]
    ]


BUFFALOES = f"{HEAD}1|Đàn trâu|con||4242\n2|Đàn bò|con||1313"
PIGS = f"{HEAD}|Lợn\n1|Số con xuất bán, giết mổ|con||13925"


def test_sheets_of_other_names_are_tables_of_the_office():
    file = HERD[0]
    title = "Huyện Bạch Thông\n6 tháng đầu năm 2023\n"
    sheets = (
        sheet_of(BUFFALOES, HERD[1], file),
        sheet_of(title + PIGS, "Sản phẩm 2023", file),
        sheet_of(f"{HEAD}1|Đàn dê|con||2454", "Đàn 2022", file),
        sheet_of(f"{HEAD}1|Đàn lợn|con||19530", "Xã Vi Hương", file),
    )
    tables = cleaned(Workbook(file, sheets))
    assert {v.split(" ", 1)[1] for v in values(tables)} == {
        "livestock.buffaloes.herd actual 4242",
        "livestock.cattle.herd actual 1313",
        "livestock.pigs.sold actual 13925",
    }
    refused = tables["quarantine"]
    unknown = refused["sheet"][refused["rule"] == "cleaning.unknown_sheet"]
    assert unknown.tolist() == ["Đàn 2022", "Xã Vi Hương"]


def test_sheets_with_the_same_rows_are_not_guessed():
    file = HERD[0]
    sheets = (sheet_of(BUFFALOES, "A", file), sheet_of(BUFFALOES, "B", file))
    tables = cleaned(Workbook(file, sheets))
    assert values(tables) == set()
    assert asked(tables) == {("A", "E2:E3"), ("B", "E2:E3")}


@pytest.mark.parametrize("title", ["QUÝ II NĂM 2023", "THÁNG 6 NĂM 2023", "CHĂN NUÔI"])
def test_a_table_of_the_office_is_of_no_form(title):
    """Its head and labels are those of a form; but only its title says the period."""
    tables = cleaned(workbook_of(f"{title}\n{BUFFALOES}", "Sheet1", "so_lieu.xlsx"))
    assert values(tables) == set()
    assert asked(tables) == {("Sheet1", "E3:E4")}


def test_rows_that_a_form_lacks_are_read_beside_those_that_it_has():
    rows = "1|Đàn trâu|con||4242\n2|Diện tích cà phê|ha||936\n3|Số hộ nghèo|hộ||345"
    grid = f"6 tháng đầu năm 2023\n{HEAD}{rows}"
    tables = cleaned(workbook_of(grid, "Sheet1", "so_lieu.xlsx"))
    found = tables["observations"].set_index("cell")
    assert {cell: str(found.loc[cell, "value"]) for cell in found.index} == {
        "E3": "4242",
        "E4": "936",
        "E5": "345",
    }
    assert found.loc["E5", "indicator"] == "poverty.poor"


def test_a_workbook_that_repeats_what_another_holds_is_not_read():
    named = workbook_of(BUFFALOES, HERD[1], HERD[0])
    tables = cleaned(named, workbook_of(BUFFALOES, "Sheet1", "so_lieu.xlsx"))
    assert set(tables["observations"]["file"]) == {HERD[0]}
    assert asked(tables) == {("Sheet1", "E2:E3")}


@pytest.mark.parametrize(
    ("grid", "cell"),
    [
        (HEAD.replace("Chỉ", "\u0421hỉ") + "1|Đàn trâu|con||4242", "B1"),
        (HEAD.replace("hiện", "hi\u0435\u0323\u0302n") + "1|Đàn trâu|con||4242", "1"),
        (f"{HEAD}1|Đ\u0430\u0300n trâu|con||4242", "E2"),
    ],
    ids=["label header", "column header", "label"],
)
def test_letters_that_only_look_alike_are_named(grid, cell):
    table = cleaned(workbook_of(grid, HERD[1], HERD[0]))["quarantine"].set_index("cell")
    assert "U+04" in table.loc[cell, "reason"]
