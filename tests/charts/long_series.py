"""Eight half-years of invented indicators under names that no office has."""

from __future__ import annotations

import pandas as pd
from chart_rows import table

PERIODS = [f"{year}H1" for year in range(2016, 2024)]
# An empty place is a period without a figure; the second line of a pair is the plan.
VALUES = {
    "rising": (
        "1020 1061 1088 1130 1154 1201 1239 1278",
        "1050 1050 1100 1120 1150 1200 1250 1270",
    ),
    "falling": ("96.4 95.1 95.9 93.2 92.8 90.1 90.4 88.7", ""),
    "peak inside": ("412 430 467 521 498 455 441 437", ""),
    "trough inside": ("61.5 60.2 57.3 51.1 52.9 55.8 58.4 60.9", "60 60 60 60 60 60 60 60"),
    "gap": ("210 223 - - 241 252 250 263", ""),
    "late start": ("- - - 12 15 19 24 31", "- - - 20 20 25 25 30"),
    "flat": ("139 139 139 139 139 139 139 139", ""),
    "to zero": ("9 7 8 4 3 5 1 0", ""),
    "large": ("10218.93 10520.4 9987.16 11021.77 12480.02 12011.9 12650.35 13218.19", ""),
    "not reported": ("45 47 44 49 51 50 53 -", ""),
    "plan far off": ("5104 5230 5410 5388 5602 5711 5690 5820", "- - - - - - - 21420"),
    "negative": ("-4.2 -1.1 0.6 1.9 -0.8 2.7 3.1 2.2", ""),
    "small steps": ("98.1 98.15 98.11 98.2 98.24 98.22 98.31 98.29", ""),
}
NAME = "Chỉ tiêu mẫu {number:02d} của Huyện Mẫu 03"


def invented(*, copies: int = 1) -> pd.DataFrame:
    """The series above, ``copies`` times, with change and attainment as computation gives them."""
    lines = []
    for number, (kind, (actual, plan)) in enumerate(list(VALUES.items()) * copies, start=1):
        values, plans = _cells(actual), _cells(plan)
        for place, period in enumerate(PERIODS):
            change, share = _change(values, place), _share(values, plans, place)
            cells = (period, f"i{number}", NAME.format(number=number), values[place], plans[place])
            if values[place] or kind == "not reported":
                lines.append(" | ".join((*cells, share, *change)))
    return table("period indicator name actual plan pct_plan change pct_change", *lines)


def _cells(text: str) -> list[str]:
    return [cell.strip("-") if cell == "-" else cell for cell in text.split()] or [""] * 8


def _change(values: list[str], place: int) -> tuple[str, str]:
    before, now = values[place - 1] if place else "", values[place]
    if not before or not now:
        return "", ""
    change = float(now) - float(before)
    return f"{change:.2f}", f"{change / float(before) * 100:.4f}" if float(before) else ""


def _share(values: list[str], plans: list[str], place: int) -> str:
    known = values[place] and plans[place]
    return f"{float(values[place]) / float(plans[place]) * 100:.4f}" if known else ""
