"""Questions about an invented workbook, and a workspace whose cleaning asks them."""

from __future__ import annotations

import shutil
from pathlib import Path

from openpyxl import Workbook

from helpers.cleaning.recognition.model import Meaning, Question, SheetCells
from helpers.core.workspace import Workspace

UNIT, PERIOD = "huyen-mau", "2023H1"
FILE = "BC nong nghiep 6T 2023.xlsx"
HEAD = ("TT", "Chỉ tiêu", "ĐVT", "TH 6T/2022", "KH 2023", "TH 6T/2023", "Hộ (nghèo/tổng)")
ROWS = (
    ("1", "Lúa nương tẻ", "ha", 120.5, 130, 128.25, "41/60"),
    ("2", "Dâu tằm", "sào", 40, 45, 44, "12/30"),
    ("3", "Số vụ tai nạn", "vụ", 15, 20, 18, "3/9"),
)
UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
99,tinh-minh-hoa,Tỉnh Minh Họa,province,,,
9901,huyen-mau,Huyện Mẫu,district,99,,
9902,huyen-mau-hai,Huyện Mẫu Hai,district,99,,
"""


def at(cells: str, sheet: str = "Sheet1") -> tuple[SheetCells, ...]:
    return (SheetCells(FILE, sheet, cells),)


COLUMN = Question(
    "column", "cot|th 6t/{-1}", ("measure", "period"), at("D3:D5"), "TH 6T/2022",
    "Cột «TH 6T/2022» ghi số gì, của kỳ nào?", "Tiêu đề nêu một năm khác năm báo cáo.",
    (Meaning(measure="previous", period="2022H1"), Meaning(measure="actual", period="2022H1")),
)  # fmt: skip
TABLE = Question(
    "table", "bang|bc nong nghiep", ("is_figure",), at(""), "BC nông nghiệp",
    "Bảng này có phải của đơn vị trong kỳ không?", "Bảng không ghi tên đơn vị.",
    (Meaning(),),
)  # fmt: skip
UNIT_OF = Question(
    "unit", "dvt|sao", ("unit",), at("D4:F4"), "sào",
    "«sào» ở đây là bao nhiêu m²?", "Sào Bắc Bộ 360 m², sào Trung Bộ 500 m².",
)  # fmt: skip
INDICATOR = Question(
    "indicator", "chi tieu|dan ngua bach", ("indicator",), at("D5:F5"), "Số vụ tai nạn",
    "«Số vụ tai nạn» là chỉ tiêu nào?", "Danh mục chỉ có chỉ tiêu gần giống.",
    (Meaning(code="livestock.horses.herd"), Meaning(label="Số vụ tai nạn")),
)  # fmt: skip
PATTERN = Question(
    "pattern", "o|n/n|ho ngheo", ("parts",), at("G3:G5"), "41/60",
    "Ô «41/60» gồm những số gì?", "Một ô có hai số.",
    (Meaning(parts=(Meaning(measure="actual", period="2023H1", unit="hộ nghèo"),
                    Meaning(measure="whole", period="2023H1", unit="hộ"))),),
)  # fmt: skip
BREAKDOWN = Question(
    "cell", "o|f3", ("breakdown", "period"), at("F3"), "128,25",
    "Số ở ô F3 là của phần nào, kỳ nào?", "Tiêu đề không nêu xã.",
    (Meaning(period="2023H1", breakdown=(("dân tộc", "Tày"), ("nguồn vốn", "NSTW"))),),
)  # fmt: skip
ALL = (COLUMN, TABLE, UNIT_OF, INDICATOR, PATTERN, BREAKDOWN)


def workspace_in(root: Path, unit: str = UNIT, period: str = PERIOD) -> Workspace:
    """A workspace with one workbook of an invented district."""
    folder = root / "data" / "raw" / period / unit
    folder.mkdir(parents=True)
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["BÁO CÁO SẢN XUẤT NÔNG NGHIỆP"])
    for row in (HEAD, *ROWS):
        sheet.append(row)
    book.save(folder / FILE)
    reference = root / "data" / "reference"
    reference.mkdir(parents=True, exist_ok=True)
    (reference / "units.csv").write_text(UNITS, encoding="utf-8")
    return Workspace(root)


def copy_period(workspace: Workspace, period: str) -> None:
    """The same files for another period."""
    raw = workspace.root / "data" / "raw"
    shutil.copytree(raw / PERIOD, raw / period)
