"""Rows, sheets and titles that change what the figures below them mean; and those that do not."""

from __future__ import annotations

from functools import cache

import pytest
from grids import workbook_of

from helpers.cleaning import clean_workbooks
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.stated_periods.lines import statements
from helpers.cleaning.tables.group_context import NeutralWords, titles_other_programme
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.unit_names import names_of
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

PERIOD = Period.parse("2023H1")
HERD = ("02_chan_nuoi.xlsx", "Đàn vật nuôi")
FIELD = ("01_nong_nghiep.xlsx", "Trồng trọt")
BUDGET = ("03_ngan_sach.xlsx", "Ngân sách")
RURAL = ("05_kinh_te_nong_thon.xlsx", "Nông thôn mới, MTQG")
MONEY = ("11_chuong_trinh_mtqg.xlsx", "Vốn và giải ngân")
HEAD = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện\n"
MONEY_HEAD = (
    "STT|Dự án, tiểu dự án, nội dung|Vốn giao (triệu đồng)||Giải ngân (triệu đồng)\n"
    "||Vốn đầu tư|Vốn sự nghiệp|Vốn đầu tư|Vốn sự nghiệp\n"
)
NOISE = tuple(
    f"cleaning.{name}"
    for name in ("form_missing", "sheet_missing", "unknown_column", "head_is_shorter")
)


@cache
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), PERIOD)


def read(where, grid, name=None):
    """Cells that gave a value, and cells that were refused with the rule."""
    book = workbook_of(grid, name or where[1], where[0])
    tables = clean_workbooks([book], catalogues(), "bach-thong", CleaningLog()).tables
    rows = [*tables["observations"].to_dict("records"), *tables["programme"].to_dict("records")]
    asked = [r for r in tables["quarantine"].to_dict("records") if r["rule"] not in NOISE]
    taken = {r["cell"] for r in rows if r["status"] != "unread"}
    return taken, {r["cell"]: r["rule"].partition(".")[2] for r in asked}, asked


@pytest.mark.parametrize(
    "group",
    [
        "Số con chết, tiêu hủy",
        "Số con xuất bán, giết mổ",
        "Tiêm phòng",
        "Ước cả năm",
        "Năm 2022",
        "6 tháng đầu năm 2022",
        "Tháng 6",
        "Quý I",
        "Cùng kỳ năm trước",
        "Theo kế hoạch",
        "Mục tiêu năm 2024",
        "Thiệt hại do thiên tai",
        "Xã Quang Thuận",
        "Thôn Nà Lẹng",
        "Huyện Chợ Đồn",
        "Hộ nghèo",
    ],
)
@pytest.mark.parametrize("order", ["I", ""])
def test_a_row_below_an_unknown_group_is_asked_about(group, order):
    grid = f"{HEAD}{order}|{group}\n1|Đàn trâu|con||24\n2|Đàn bò|con||16"
    taken, refused, asked = read(HERD, grid)
    assert (taken, refused) == (set(), dict.fromkeys(("E3", "E4"), "group_not_understood"))
    assert all(group in row["reason"] for row in asked)


@pytest.mark.parametrize(
    "group",
    [
        "Chăn nuôi",
        "CHĂN NUÔI GIA SÚC, GIA CẦM",
        "Tổng đàn vật nuôi",
        "Tình hình chăn nuôi 6 tháng đầu năm 2023",
        "Kết quả thực hiện 6 tháng",
        "Năm 2023",
        "Các chỉ tiêu chủ yếu",
        "Đại gia súc",
        "Đàn gia súc (con)",
        "Huyện Bạch Thông",
        "Biểu số 2 - Đơn vị tính: con",
        "Phần I. Đàn vật nuôi",
    ],
)
@pytest.mark.parametrize("order", ["I", ""])
def test_a_row_below_a_neutral_group_is_taken(group, order):
    taken, refused, _ = read(HERD, f"{HEAD}{order}|{group}\n1|Đàn trâu|con||4242\n2|Đàn bò|con||99")
    assert (taken, refused) == ({"E3", "E4"}, {})


ROWS = [
    (HERD, "|Tiêm phòng\n|Đàn trâu|con||24\n|Đàn bò|con||16", "", "E3 E4"),
    (HERD, "|Tiêm phòng\n|Đàn trâu|con||24\n|Đàn nhím|con||9\n|Đàn bò|con||16", "", "E3 E4 E5"),
    (HERD, "1|Tiêm phòng\n2|Đàn trâu|con||24\n3|Đàn bò|con||16", "", "E3 E4"),
    (HERD, "1|Chăn nuôi\n2|Đàn trâu|con||24\n3|Đàn bò|con||16", "E3 E4", ""),
    (HERD, "|Đàn nhím|con||24\n|Đàn bò|con||16", "E3", "E2"),
    (HERD, "|Số con chết|con||24\n|Đàn bò|con||16", "", "E2 E3"),
    (HERD, "1|Đàn trâu|con||24\n|Nghé|con||5\n2|Đàn bò|con||16", "E2 E4", "E3"),
    (HERD, "1|Đàn trâu|con||24\n|Trong đó:\n|- Đàn bò|con||16", "E2", "E4"),
    (FIELD, "|Lúa xuân\n|Xã Quang Thuận\n1|Diện tích|ha||118", "", "E4"),
    (FIELD, "|Lúa xuân\n|Năm 2022\n1|Diện tích|ha||118", "", "E4"),
    (FIELD, "|Lúa xuân\n|Bị thiệt hại\n1|Diện tích|ha||12", "", "E4"),
    (FIELD, "A|KẾT QUẢ NĂM 2022\nI|Lúa xuân\n1|Diện tích|ha||118", "", "E4"),
    (FIELD, "A|XÃ QUANG THUẬN\nI|Lúa xuân\n1|Diện tích|ha||118", "", "E4"),
    (FIELD, "A|CÂY HÀNG NĂM\nI|Lúa xuân\n1|Diện tích|ha||118", "E4", ""),
    (
        FIELD,
        "|Lúa xuân\n1|Diện tích|ha||118\n|Trong đó: lúa lai\n2|Sản lượng|tấn||90",
        "E3",
        "E5",
    ),
    (RURAL, "|Chương trình MTQG giảm nghèo bền vững\n1|Số dự án triển khai|dự án||6", "", "E3"),
    (RURAL, "|Xây dựng nông thôn mới\n1|Số dự án triển khai|dự án||6", "", "E3"),
    (
        RURAL,
        "|Xây dựng nông thôn mới\n1|Số thôn được công bố đạt chuẩn nông thôn mới|thôn||6",
        "E3",
        "",
    ),
    (BUDGET, "I|Ngân sách tỉnh\n1|Giải ngân vốn đầu tư công|triệu đồng||1060", "", "E3"),
    (BUDGET, "I|Số liệu tháng 6\n1|Giải ngân vốn đầu tư công|triệu đồng||1060", "", "E3"),
]


@pytest.mark.parametrize(("where", "rows", "taken", "refused"), ROWS)
def test_what_a_group_reaches(where, rows, taken, refused):
    found, asked, _ = read(where, HEAD + rows)
    assert (found, set(asked)) == (set(taken.split()), set(refused.split()))


LINES = [
    ("A|Chương trình MTQG giảm nghèo bền vững\n1|Dự án 1|50|30", "", "C4 D4"),
    ("A|Chương trình MTQG giảm nghèo bền vững|90|90\n1|Dự án 1|50|30", "", "C3 D3 C4 D4"),
    (
        "A|Chương trình MTQG DTTS và miền núi\n1|Dự án 1|20|7\nB|Nông thôn mới\n1|Dự án 2|50|30",
        "C4 D4",
        "C6 D6",
    ),
    (
        "|Tổng cộng|70|37\nA|Chương trình MTQG DTTS\n1|Dự án 1|20|7\n"
        "B|Chương trình MTQG xây dựng nông thôn mới|50|30",
        "C5 D5",
        "C3 D3 C6 D6",
    ),
    ("I|XÃ QUANG THUẬN\n1|Dự án 1|50|30", "", "C4 D4"),
    ("|Xã Quang Thuận\n|Dự án 1|50|30\n|Dự án 2|5|3", "", "C4 D4 C5 D5"),
    ("I|Nguồn vốn tỉnh\n1|Dự án 1|50|30", "", "C4 D4"),
    ("I|Kế hoạch trung hạn 2021-2025\n1|Dự án 1|50|30", "", "C4 D4"),
    ("I|Giai đoạn 2021-2025\n1|Dự án 1|50|30", "", "C4 D4"),
    ("I|Vốn năm 2023\n1|Dự án 1|50|30", "C4 D4", ""),
    ("I|Chương trình MTQG DTTS giai đoạn 2021-2025\n1|Dự án 1|50|30", "C4 D4", ""),
    ("IV|Dự án 4|50|30\n1|Xã Vi Hương\nV|Dự án 5|5|3", "C3 D3 C5 D5", ""),
    ("4|Dự án 4|50|30\n|Đường thôn Nà Cáy|5|3\n5|Dự án 5|5|3", "C3 D3 C5 D5", "C4 D4"),
]


@pytest.mark.parametrize(("rows", "taken", "refused"), LINES)
def test_budget_lines_below_groups(rows, taken, refused):
    found, asked, _ = read(MONEY, f"{MONEY_HEAD}{rows}")
    assert (found, set(asked)) == (set(taken.split()), set(refused.split()))


@pytest.mark.parametrize(
    ("line", "is_other"),
    [
        ("Giải ngân Chương trình MTQG giảm nghèo bền vững", True),
        ("Văn phòng điều phối Chương trình MTQG xây dựng nông thôn mới", False),
        ("Chương trình MTQG DTTS, lồng ghép Chương trình nông thôn mới", False),
        ("Giao vốn và giải ngân vốn", False),
    ],
)
def test_a_title_of_another_programme(line, is_other):
    assert bool(titles_other_programme(line, ["Chương trình vùng dân tộc"])) == is_other
    taken, refused, _ = read(MONEY, f"{line}\n{MONEY_HEAD}1|Dự án 1|50|30")
    assert bool(refused) == is_other
    assert bool(taken) != is_other


def test_words_of_the_period_are_neutral_in_its_report_only():
    label = "Kết quả 6 tháng đầu năm 2023"
    assert NeutralWords((), PERIOD).is_neutral(label)
    assert not NeutralWords((), Period.parse("2022H1")).is_neutral(label)
    assert not NeutralWords((), PERIOD).is_neutral("Năm 2023, tháng 6")


HERDS = f"{HEAD}1|Đàn trâu|con||4242\n2|Đàn bò|con||99"


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("Đàn vật nuôi Chợ Đồn", False),
        ("ĐÀN VẬT NUÔI CHỢ ĐỒN", False),
        ("Đàn vật nuôi xã Vi Hương", False),
        ("Vi Hương", False),
        ("Đàn vật nuôi tỉnh Bắc Kạn", False),
        ("Đàn vật nuôi Bạch Thông", True),
        ("Đàn vật nuôi huyện Bạch Thông", True),
        ("Chăn nuôi", True),
    ],
)
def test_a_place_at_the_end_of_a_sheet_name(name, is_taken):
    taken, refused, _ = read(HERD, HERDS, name)
    assert (bool(taken), bool(refused)) == (is_taken, not is_taken)


def test_a_name_without_kind_is_one_of_the_same_province():
    units = catalogues().units
    own = units.find("bach-thong", PERIOD.end)
    found = names_of(units).another_at_end
    assert found("Đàn Ba Bể", own) == "Huyện Ba Bể"
    assert found("Đàn Ba Đình", own) == ""
    assert found("Đàn quận Ba Đình", own) == "Quận Ba Đình"


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("DỰ KIẾN KẾ HOẠCH CHĂN NUÔI NĂM 2024", "other_period"),
        ("Kế hoạch năm 2024", "other_period"),
        ("Biểu 2. Kế hoạch chăn nuôi năm 2022", "other_period"),
        ("Kế hoạch năm 2024\n6 tháng đầu năm 2023", None),
        ("TỈNH BẮC KẠN\nBIỂU SỐ LIỆU CHĂN NUÔI TOÀN TỈNH", "other_unit"),
        ("UBND TỈNH BẮC KẠN\nBIỂU SỐ LIỆU CHĂN NUÔI", None),
        ("UBND HUYỆN BẠCH THÔNG\nUBND XÃ QUANG THUẬN\nBIỂU CHĂN NUÔI", "other_unit"),
        ("UBND HUYỆN BẠCH THÔNG\nDự án tại xã Quang Thuận", None),
    ],
)
def test_titles_of_other_periods_and_places(lines, rule):
    taken, refused, _ = read(HERD, f"{lines}\n{HERDS}")
    assert set(refused.values()) == ({rule} if rule else set())
    assert bool(taken) == (rule is None)


def test_a_plan_of_an_earlier_year_alone_may_head_columns():
    assert [s.verdict for s in statements("Kế hoạch năm 2022", PERIOD)] == []
