"""Offices without forms: cleaned tables as recognition leaves them, under invented names."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from helpers.cleaning.received_tables import received_tables
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table, write_table
from helpers.core.workspace import Workspace

UNITS = """code,key,name_vi,level,parent_code,valid_from,valid_to
99,minh-hoa,Tỉnh Minh Họa,province,,,
991,huyen-mau-91,Huyện Mẫu 91,district,99,,2025-06-30
992,huyen-mau-92,Huyện Mẫu 92,district,99,,2025-06-30
99001,xa-mau-91,Xã Mẫu 91,commune,99,2025-07-01,
"""
EMPTY = (
    *("programme", "texts", "documents", "heading", "notes", "received_tables", "questions"),
    *("cleaning_log", "quarantine"),
)
COFFEE, RICE, POOR = "nong nghiep.xlsx", "nong nghiep.xlsx", "giam ngheo.xlsx"
OWN_COFFEE = "own.ca-phe-dien-tich-ha"
OWN_YIELD = "own.ca-phe-nang-suat-ta-ha"
OWN_NEW = "own.ca-phe-trong-moi-ha"
OWN_POOR = "own.ty-le-ho-ngheo"
OWN_PEOPLE = "own.dan-so-nguoi"
OWN_COMMUNES = "own.so-xa-dat-chuan-xa"
OWN_WORDS = "own.so-buoi-chieu-phim-buoi"


def figure(code, measure, value, unit, where, label, raw=None):
    """A row of ``observations``; ``where`` is (file, sheet, cell)."""
    value = Decimal(str(value))
    file, sheet, cell = where
    return {
        "indicator": code,
        "measure": measure,
        "value": value,
        "decimal_places": max(0, -value.as_tuple().exponent),
        "status": "reported" if value else "zero",
        "unit_of_measure": unit,
        "as_of": "2023-06-30",
        "maturity": "official",
        "label": label,
        "file": file,
        "sheet": sheet,
        "cell": cell,
        "raw_text": raw or str(value),
    }


def detail(code, measure, value, unit, where, label, breakdown="", value_period=""):
    """A row of ``detailed_figures``."""
    row = figure(code, measure, value, unit, where, label)
    return row | {"breakdown": breakdown, "value_period": value_period, "header": ""}


def save(workspace, unit, period, observations, details=()):
    """Write the tables that the first stage leaves."""
    when = Period.parse(period)
    forms = load_catalogues(workspace, when).forms
    tables = dict.fromkeys(EMPTY, ()) | {
        "observations": observations,
        "detailed_figures": details,
        "received_tables": received_tables(forms, (), (), ()),
    }
    identity = {"unit": unit, "period": period}
    for name, rows in tables.items():
        dated = [r | identity | {"as_of": when.end.isoformat()} if "as_of" in r else r | identity
                 for r in rows]  # fmt: skip
        write_table(workspace, unit, when, name, make_table(name, dated))


def new_workspace(root: Path) -> Workspace:
    """A workspace with the invented units."""
    (root / "data" / "reference").mkdir(parents=True)
    (root / "data" / "raw").mkdir()
    (root / "data" / "reference" / "units.csv").write_text(UNITS, encoding="utf-8")
    return Workspace(root)


def coffee_figures() -> list[dict]:
    """Of a coffee district: rice of the catalogue, coffee and the rest its own."""
    crops = lambda cell: (COFFEE, "Trồng trọt", cell)  # noqa: E731
    rows: list[dict] = []
    for code, unit, row, label, plan, actual, previous in (
        ("agri.spring_rice.area", "ha", 6, "Cây hàng năm / Lúa / Diện tích", 820, "812.4", 800),
        ("agri.spring_rice.yield", "tạ/ha", 7, "Cây hàng năm / Lúa / Năng suất", 55, 56, 54),
        (OWN_COFFEE, "ha", 9, "Cây lâu năm / Cà phê / Diện tích", 12650, "12402.5", 12150),
        (OWN_YIELD, "tạ/ha", 10, "Cây lâu năm / Cà phê / Năng suất", "27.5", "27.1", "26.8"),
        (OWN_NEW, "ha", 11, "Cây lâu năm / Cà phê / Trồng mới", 180, "96.5", 0),
    ):
        rows += [
            figure(code, "plan", plan, unit, crops(f"D{row}"), label),
            figure(code, "actual", actual, unit, crops(f"E{row}"), label),
            figure(code, "previous", previous, unit, crops(f"F{row}"), label),
        ]
    poor = lambda cell: (POOR, "Hộ nghèo", cell)  # noqa: E731
    rows += [
        figure(OWN_POOR, "plan", "14.5", "%", poor("C4"), "Tỷ lệ hộ nghèo"),
        figure(OWN_POOR, "actual", "15.25", "%", poor("D4"), "Tỷ lệ hộ nghèo"),
        figure(OWN_POOR, "previous", "18.1", "%", poor("E4"), "Tỷ lệ hộ nghèo"),
        figure(OWN_PEOPLE, "actual", 41250, "người", poor("D5"), "1. Dân số"),
        figure(OWN_COMMUNES, "plan", 8, "xã", poor("D6"), "Số xã đạt chuẩn", "03/08 xã"),
        figure(OWN_COMMUNES, "actual", 3, "xã", poor("D6"), "Số xã đạt chuẩn", "03/08 xã"),
        figure(OWN_WORDS, "actual", 24, "buổi", poor("D7"), "Số buổi chiếu phim lưu động"),
    ]
    return rows


def coffee_details() -> list[dict]:
    """By ethnic group, commune, source of capital and month; a second plan; a whole stage."""
    crops = lambda cell: (COFFEE, "Trồng trọt", cell)  # noqa: E731
    label = "Cây lâu năm / Cà phê / Diện tích"
    rows = [
        detail(OWN_COFFEE, "plan_province", 12500, "ha", crops("C9"), label, "", "2023"),
        detail(OWN_COFFEE, "plan_council", 12650, "ha", crops("D9"), label, "", "2023"),
        detail(OWN_COFFEE, "pct_plan_province", "99.22", "%", crops("H9"), label),
        detail(OWN_COFFEE, "pct_plan_council", "99.9", "%", crops("I9"), label),
        detail(OWN_NEW, "stage_total", 900, "ha", crops("G11"), label, "", "2021-2025"),
    ]
    peoples = (("Kinh", 17800), ("K'Ho", 12400), ("Mạ", 6150), ("Nùng", 4900))
    for row, (name, count) in enumerate(peoples, start=5):
        where = (POOR, "Dân tộc", f"C{row}")
        rows.append(
            detail(OWN_PEOPLE, "actual", count, "người", where, "Dân số", f"dân tộc={name}")
        )
    for row in range(1, 9):
        for column, (code, base) in enumerate(((OWN_COFFEE, 1500), (OWN_NEW, 12)), start=2):
            where = (COFFEE, "Theo xã", f"{'ABC'[column - 1]}{row + 4}")
            part = f"xã=Xã Mẫu 9{row}"
            rows.append(detail(code, "plan", base + 10 * row, "ha", where, label, part, "2023"))
            where = (COFFEE, "Theo xã", f"{'DEF'[column - 1]}{row + 4}")
            rows.append(detail(code, "actual", base + 7 * row, "ha", where, label, part))
    for month in range(1, 7):
        where = ("ngan sach.xlsx", "Tháng", f"{'BCDEFG'[month - 1]}4")
        rows.append(
            detail(
                "budget.revenue",
                "actual",
                400 + 25 * month,
                "triệu đồng",
                where,
                "Thu ngân sách",
                f"tháng={month}",
                f"2023M0{month}",
            )  # fmt: skip
        )
    return rows


def commune_figures() -> list[dict]:
    """Of a commune after 1 July 2025."""
    sheet = lambda cell: ("bao cao xa.xlsx", "Tổng hợp", cell)  # noqa: E731
    rows: list[dict] = []
    for number, (code, unit, label, plan, actual) in enumerate(
        (
            ("agri.spring_rice.area", "ha", "Lúa xuân / Diện tích", 310, "305.5"),
            ("own.lua-mua-dien-tich-ha", "ha", "Lúa mùa / Diện tích", 420, "418"),
            ("own.dan-trau-con", "con", "Chăn nuôi / Đàn trâu", 1200, 1150),
            ("own.ho-ngheo-ho", "hộ", "Số hộ nghèo", 210, 232),
            ("own.thu-nhap", "triệu đồng/người/năm", "Thu nhập bình quân đầu người", 42, "40.5"),
            ("own.duong-be-tong-km", "km", "Đường bê tông nông thôn", "6.5", "4.2"),
        ),
        start=5,
    ):
        rows += [
            figure(code, "plan", plan, unit, sheet(f"D{number}"), label),
            figure(code, "actual", actual, unit, sheet(f"E{number}"), label),
        ]
    return rows


def names_of(rows: Iterable[dict]) -> set[str]:
    """The codes of rows."""
    return {row["indicator"] for row in rows}
