"""Cells as people fill them in: the right value comes back, or the cell is named; never another."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

import openpyxl
import pytest

from helpers.cleaning import clean_folder
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.workspace import PROJECT_ROOT, Workspace

HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2023", "Thực hiện 6 tháng đầu năm 2023")
HERDS = (
    (1, "Đàn trâu", "con", 4310, 4242),
    (2, "Đàn bò", "con", 1330, 1313),
    (3, "Đàn dê", "con", 2440, 2454),
)
FOREST = ((1, "Diện tích trồng rừng", "ha", 405, 317.94), (2, "Tỷ lệ che phủ rừng", "%", 80, 79.5))
TOLD = "told"


@cache
def catalogues():
    return load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))


def outcome(folder, cell, measure="actual"):
    """The value that was stored of a cell, or that it is named, or that nothing is said of it."""
    tables = clean_folder(folder, catalogues(), [], "bach-thong").tables
    stored = [r for r in records_of(tables["observations"]) if r["cell"] == cell]
    values = [r["value"] if r["value"] is not None else r["status"] for r in stored]
    named = {str(r["cell"]) for r in records_of(tables["quarantine"])}
    if cell in named and not any(isinstance(v, Decimal) for v in values):
        return TOLD
    return values[0] if values else None


def herds(path, *rows, head=HEAD, sheet="Đàn vật nuôi"):
    """A workbook of the form with some of its rows in place of the usual ones."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in (("Biểu số liệu 6 tháng đầu năm 2023",), head, *rows):
        book.active.append(row)
    file = path / "02_chan_nuoi.xlsx"
    book.save(file)
    return file


CASES = {
    # what stands in the cell of a herd: what may come of it
    "a date in place of 4.242": (date(2023, 5, 12), {TOLD}),
    "a time in place of 12,30": (time(12, 30), {TOLD}),
    "a day with its hour": (datetime(2023, 5, 12, 7, 30), {TOLD}),
    "a logical value": (True, {TOLD}),
    "a whole number exported as a decimal": ("4242.0", {4242, TOLD}),
    "thousands by a no-break blank": ("4\u00a0242", {4242}),
    "thousands by a thin blank": ("4\u2009242", {4242, TOLD}),
    "an English comma for thousands": ("4,242", {4242}),
    "an apostrophe for thousands": ("4'242", {4242, TOLD}),
    "an apostrophe before it": ("'4242", {4242, TOLD}),
    "a trailing point": ("4.242.", {4242}),
    "decimals that are nought, with the unit": ("4.242,0 con", {4242}),
    "full-width digits": ("４２４２", {4242, TOLD}),
    "a letter O among digits": ("42O2", {TOLD}),
    "the letter O alone": ("O", {TOLD}),
    "a note of its state": ("4.242 (sơ bộ)", {4242, TOLD}),
    "a note with another figure": ("4.242 (giảm 58 con)", {4242, TOLD}),
    "a note after a comma": ("4.242 con, tăng 2%", {4242, TOLD}),
    "two lines": ("4.242\n98,4%", {TOLD}),
    "a fraction": ("4242/4310", {TOLD}),
    "a short fraction": ("12/15", {TOLD}),
    "a range": ("4200-4300", {TOLD}),
    "a range in words": ("từ 4.200 đến 4.300", {TOLD}),
    "about": ("khoảng 4.200", {4200, TOLD}),
    "a tilde": ("~4.200", {4200, TOLD}),
    "more than": ("trên 4.200 con", {TOLD}),
    "a sign for more": (">4200", {TOLD}),
    "at least": ("≥ 4200", {TOLD}),
    "thousands as a word": ("4,2 nghìn con", {4200, TOLD}),
    "thousands as a letter": ("4,2k", {4200, TOLD}),
    "number words": ("bốn nghìn", {TOLD}),
    "another thing": ("3 xã", {TOLD}),
    "households beside heads": ("4.242 hộ", {TOLD}),
    "negative in brackets": ("(58)", {TOLD}),
    "a plus": ("+4242", {4242, TOLD}),
    "a sum that nobody computed": ("4000+242", {TOLD}),
    "a formula as text": ("'=4000+242", {TOLD}),
    "a formula without a value": ("=4000+242", {TOLD}),
    "an error": ("#REF!", {TOLD}),
    "an error of a missing value": ("#N/A", {TOLD}),
    "hashes of a narrow column": ("####", {TOLD}),
    "a dash": ("-", {0}),
    "a long dash": ("—", {0, TOLD}),
    "two dashes": ("--", {0, "missing", TOLD}),
    "dots": ("...", {"missing", TOLD}),
    "five dots": (".....", {"missing", TOLD}),
    "an ellipsis": ("…", {"missing"}),
    "a cross": ("x", {"not_applicable", TOLD}),
    "none in words": ("không", {0, TOLD}),
    "nothing occurred": ("Không phát sinh", {0, TOLD}),
    "no figure yet": ("chưa có số liệu", {"missing", TOLD}),
    "nought": (0, {0}),
    "blanks only": ("   ", {None, "missing"}),
    "half an animal": (4242.5, {TOLD}),
    "the noise of a computation": (4242.0000000001, {4242}),
    "a question mark": ("4.242?", {4242, TOLD}),
    "a star": ("4.242*", {4242}),
    "a unit of weight": ("4.242 kg", {TOLD}),
    "a code with noughts": ("004242", {TOLD}),
    "a year before it": ("năm 2023: 4.242", {TOLD}),
    "a percentage": ("98,4%", {TOLD}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_cell_of_a_herd_comes_right_or_is_named(tmp_path, name):
    content, allowed = CASES[name]
    herds(tmp_path, (1, "Đàn trâu", "con", 4310, content), *HERDS[1:])
    assert outcome(tmp_path, "E3") in allowed


AREAS = {
    "Vietnamese marks": ("1.500,5", {Decimal("1500.5")}),
    "English marks": ("1,500.5", {Decimal("1500.5")}),
    "a decimal comma and the unit in brackets": ("0,5 (ha)", {Decimal("0.5")}),
    "a decimal point and the unit": ("1178.47 ha", {Decimal("1178.47")}),
    "square metres": ("3.179.400 m2", {Decimal("317.94"), TOLD}),
    "square metres raised": ("3.179.400 m²", {Decimal("317.94"), TOLD}),
    "a blank after the comma": ("317, 94", {Decimal("317.94"), TOLD}),
    "a blank before the decimals": ("317 94", {TOLD}),
    "a point that may be either": ("1.178", {TOLD}),
    "two commas": ("1,178,47", {TOLD}),
    "a semicolon": ("317;94", {TOLD}),
    "a middle dot": ("317·94", {Decimal("317.94"), TOLD}),
    "a bare comma at the end": ("317,", {317, TOLD}),
    "a comma at the beginning": (",94", {Decimal("0.94"), TOLD}),
    "a half as a sign": ("½", {Decimal("0.5"), TOLD}),
    "with a half as a sign": ("317½", {Decimal("317.5"), TOLD}),
    "hectares and ares": ("317 ha 94 a", {TOLD}),
    "the unit of another kind": ("317,94 tấn", {TOLD}),
    "a superscript note": ("317,94¹", {Decimal("317.94")}),
    "a part of it in the same cell": ("317,94, trong đó rừng sản xuất 200", {TOLD}),
}


@pytest.mark.parametrize("name", AREAS)
def test_a_cell_of_an_area_comes_right_or_is_named(tmp_path, name):
    content, allowed = AREAS[name]
    row = (1, "Diện tích trồng rừng", "ha", 405, content)
    herds(tmp_path, row, FOREST[1], sheet="Lâm nghiệp")
    assert outcome(tmp_path, "E3") in allowed


FORMATS = {
    "a fraction": (317.5, "# ?/?", {Decimal("317.5")}),
    "an exponent": (19530, "0.0E+00", {19530, TOLD}),
    "rounded to whole": (317.94, "#,##0", {Decimal("317.94")}),
    "noughts in front": (317, "00000", {317, TOLD}),
    "the unit of the column": (317.94, '0.00" ha"', {Decimal("317.94")}),
    "another unit": (3179400, '#,##0" m²"', {Decimal("317.94"), TOLD}),
    "a literal thousand": (317.94, '0.00",000"', {TOLD}),
    "brackets where negative": (317.94, "#,##0.00_);[Red](#,##0.00)", {Decimal("317.94")}),
    "a percentage": (3.1794, "0.00%", {TOLD}),
    "a day": (317, "dd/mm/yyyy", {TOLD}),
    "text": ("317,94", "@", {Decimal("317.94")}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_changes_no_value_in_silence(tmp_path, name):
    content, code, allowed = FORMATS[name]
    row = (1, "Diện tích trồng rừng", "ha", 405, content)
    file = herds(tmp_path, row, FOREST[1], sheet="Lâm nghiệp")
    book = openpyxl.load_workbook(file)
    book.active["E3"].number_format = code
    book.save(file)
    assert outcome(tmp_path, "E3") in allowed


RATES = {
    "a share in place of a percentage": (0.795, "General", {TOLD}),
    "a share in percent format": (0.795, "0.0%", {Decimal("79.5")}),
    "a percentage in percent format": (79.5, "0.0%", {TOLD}),
    "a percentage typed": (79.5, "General", {Decimal("79.5")}),
    "with its sign": ("79,5%", "General", {Decimal("79.5")}),
    "the sign and a blank": ("79,5 %", "General", {Decimal("79.5")}),
    "more than the whole": (795, "General", {TOLD}),
    "per mille": ("795‰", "General", {Decimal("79.5"), TOLD}),
}


@pytest.mark.parametrize("name", RATES)
def test_a_rate_is_neither_a_hundredth_nor_a_hundred_times_in_silence(tmp_path, name):
    content, code, allowed = RATES[name]
    row = (2, "Tỷ lệ che phủ rừng", "%", 80, content)
    file = herds(tmp_path, FOREST[0], row, sheet="Lâm nghiệp")
    book = openpyxl.load_workbook(file)
    book.active["E4"].number_format = code
    book.save(file)
    assert outcome(tmp_path, "E4") in allowed
