"""Indicator rows for chart tests, written as small tables."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

COLUMNS = [
    *["period", "indicator", "name", "sector", "unit_of_measure", "level", "project"],
    *["capital", "actual", "plan", "pct_plan", "change", "pct_change", "pace_expected"],
    *["area_effect", "yield_effect", "previous", "direction"],
]
NUMBERS = COLUMNS[8:-1]
DEFAULTS = {"period": "2023H1", "indicator": "x", "name": "X", "sector": "crops"}


def table(columns: str, *lines: str) -> pd.DataFrame:
    """Rows of the indicators table; cells are parted by ``|``, an empty one is unknown."""
    names = columns.split()
    rows = []
    for line in lines:
        cells = dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True))
        row = dict.fromkeys(COLUMNS) | {"unit_of_measure": "ha"} | DEFAULTS | cells
        rows.append({name: _value(name, cell) for name, cell in row.items()})
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _value(name: str, cell: str | None) -> object:
    if not cell:
        return None
    return Decimal(cell) if name in NUMBERS else cell


# Figures of Bạch Thông's report on the first half of 2023, parts II.1 and III.1.
SERIES = table(
    "period indicator name unit_of_measure actual plan pct_plan change pct_change",
    "2022H1 | rice.area | Diện tích lúa xuân | ha | 1195.21 | | | |",
    "2023H1 | rice.area | Diện tích lúa xuân | ha | 1178.47 | 1187 | 99.2814 | -16.74 | -1.4006",
    "2022H1 | rice.yield | Năng suất lúa xuân | tạ/ha | 61.21 | | | |",
    "2023H1 | rice.yield | Năng suất lúa xuân | tạ/ha | 61.48 | | | 0.27 | 0.4411",
    "2022H1 | grain | Tổng sản lượng lương thực có hạt | tấn | 10218.93 | | | |",
    "2023H1 | grain | Tổng sản lượng lương thực có hạt | tấn | 10218.19 | 21420 | 47.7 | -0.74 | "
    "-0.0072",
)
PLAN = table(
    "name pct_plan pace_expected",
    "Đàn trâu | 98.4223 |",
    "Đàn lợn | 114.2105 |",
    "Sản lượng thịt hơi đại gia súc xuất chuồng | 58.9702 | 50",
    "Thu ngân sách nhà nước trên địa bàn | 36.6971 | 50",
)
BUDGET = table(
    "level project capital plan actual pct_plan",
    "programme |  | total | 76274.485 | 7093.106 | 9.2994",
    "programme |  | investment | 27842 | 5013.06 | 18.0054",
    "programme |  | recurrent | 48432.485 | 2080.046 | 4.2947",
    "project | Dự án 2 | total | | |",
    "project | Dự án 3 | recurrent | 26653.405 | 1023.627 | 3.8405",
    "project | Dự án 3 | total | 26653.405 | 1023.627 | 3.8405",
    "project | Dự án 4 | investment | 26744 | 5013.06 | 18.7446",
    "project | Dự án 4 | recurrent | 3180.383915 | 0 | 0",
    "project | Dự án 4 | total | 29924.383915 | 5013.06 | 16.7524",
    "project | Dự án 6 | recurrent | 0 | | ",
    "project | Dự án 6 | total | 0 | |",
    "project | Dự án 10 | investment | 1098 | 0 | 0",
    "project | Dự án 10 | recurrent | 12 | 0 | 0",
    "project | Dự án 10 | total | 1110 | 0 | 0",
)
SPLIT = table(
    "name change area_effect yield_effect",
    "Sản lượng lúa xuân | -70.77 | -102.69 | 31.92",
    "Sản lượng ngô vụ xuân | 70.03 | 151.22 | -81.19",
)
CHANGE_COLUMNS = (
    "indicator name unit_of_measure previous actual change pct_change direction "
    "area_effect yield_effect"
)
# The figures of Bạch Thông's report that have one of last year; the accidents fell from 3 to 0.
CHANGES = table(
    CHANGE_COLUMNS,
    "a | Diện tích lúa xuân | ha | 1195.21 | 1178.47 | -16.74 | -1.4006 | up | |",
    "b | Năng suất lúa xuân | tạ/ha | 61.21 | 61.48 | 0.27 | 0.4411 | up | |",
    "c | Sản lượng lúa xuân | tấn | 7316 | 7245.23 | -70.77 | -0.9673 | up | -102.69 | 31.92",
    "d | Tổng sản lượng lương thực có hạt | tấn | 10218.93 | 10218.19 | -0.74 | -0.0072 | up | |",
    "e | Diện tích rau, đậu các loại | ha | 263.3 | 281.02 | 17.72 | 6.7300 | up | |",
    "f | Số vụ tai nạn giao thông | vụ | 3 | 0 | -3 | -100 | down | |",
)
MANY_CHANGES = table(
    CHANGE_COLUMNS,
    *(
        f"m{n} | Chỉ tiêu mẫu {n:02d} | ha | 100 | {100 + n} | {n} | {n} | neutral | |"
        for n in range(1, 19)
    ),
    "up | Chỉ tiêu mẫu tăng gấp bội của Huyện Mẫu 03 | ha | 10 | 95 | 85 | 850 | up | |",
    "bad | Chỉ tiêu mẫu xấu đi | vụ | 40 | 52 | 12 | 30 | down | |",
    "share | Tỷ lệ mẫu | % | 25.5 | 21.24 | -4.26 | -16.7059 | up | |",
    "new | Chỉ tiêu mẫu mới có | người | 0 | 12 | 12 | | up | |",
    "same | Chỉ tiêu mẫu không đổi | ha | 7 | 7 | 0 | 0 | up | |",
    "none | Chỉ tiêu mẫu không so được | ha | | 7 | | | up | |",
    "money | Số tiền mẫu | triệu đồng | 46929.385459 | 50121.4 | 3192.014541 | 6.8018 | up | |",
)
# Figures that no real report holds, but that a mistyped one may.
EXTREMES = {
    "plan": table(
        "name pct_plan pace_expected",
        "Tỷ lệ hộ gia đình dân tộc thiểu số thuộc vùng đặc biệt khó khăn được sử dụng nước sinh "
        "hoạt hợp vệ sinh từ công trình cấp nước tập trung | 1234.5 | 50",
        "Số thôn <b>&$ đạt $chuẩn$ | 0 | 50",
        "Nhỏ | 0.004 | 50",
        "Gần trăm | 99.6 | 75",
        "Âm | -30 | 50",
    ),
    "trend": table(
        "period indicator name actual plan change",
        "2021H1 | a | Âm | -5 | |",
        "2022H1 | a | Âm | 1 | |",
        "2023H1 | a | Âm | 5 | 3 | 10",
        "2021H1 | b | Không | 0 | |",
        "2022H1 | b | Không | 0 | |",
        "2023H1 | b | Không | 0 | 0 | 0",
        "2020H1 | c | To | 0.02 | |",
        "2021H1 | c | To | 0.01 | |",
        "2022H1 | c | To | | |",
        "2023H1 | c | To | 1234567890.12 | 1 | 5",
    ),
    "disbursement": table(
        "level project capital plan actual pct_plan",
        "project | Dự án 1 | investment | 0.4 | 0.4 | 100",
        "project | Dự án 1 | recurrent | 0.000001 | 0 | 0",
        "project | Dự án 1 | total | 0.400001 | 0.4 | 99.9998",
        "project | Dự án 2 | investment | 1234567.891 | 2000000 | 162",
        "project | Dự án 2 | total | 1234567.891 | 2000000 | 162",
        "project | Dự án 3 | recurrent | | 5 |",
        "project | Dự án 3 | total | | 5 |",
    ),
    "split": table(
        "name change area_effect yield_effect",
        "Sản lượng lúa nương rẫy của các xã đặc biệt khó khăn | 0 | 0 | 0",
        "Sắn | -1234567.89 | -1234567.88 | -0.01",
        "Ngô | 5 | 10 | -5",
    ),
}
