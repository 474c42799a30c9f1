"""Numbers as their formats show them, held against LibreOffice; where shown and stored differ."""

from __future__ import annotations

import csv
import shutil
import subprocess
from decimal import Decimal
from itertools import product

import openpyxl
import pytest

from helpers.cleaning.readers.number_format import agrees, is_date_format, show_number
from helpers.cleaning.readers.stored_cell import CellStyle, StoredCell, number_cell, see

ACCOUNTING = '_-* #,##0\\ _₫_-;-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-'

# stored, format code, shown number, unit, percent
TAKEN = [
    ("0.7944", "0.00%", "79.44", None, True),
    ("0.024", "0.0%", "2.4", None, True),
    ("99.3", '0.0"%"', "99.3", "%", False),
    ("99.3", r"0.0\%", "99.3", "%", False),
    ("2000000000", "#,##0,,", "2000", None, False),
    ("1234567", "#,##0.0,", "1234.567", None, False),
    ("1500", '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "1.5", "K", False),
    ("175000", '#,##0 "nghìn đồng"', "175000", "nghìn đồng", False),
    ("6.5", '0.0" tỷ"', "6.5", "tỷ", False),
    ("12", 'General" ha"', "12", "ha", False),
    ("4242", '#,##0\\ "con";[Red]-#,##0\\ "con"', "4242", "con", False),
    ("-4242", '#,##0\\ "con";[Red]-#,##0\\ "con"', "-4242", "con", False),
    ("5000", "#,##0.00 [$₫-42A]", "5000", "₫", False),
    ("4242", "#,##0 [$VND]", "4242", "VND", False),
    ("5000", "#,##0 [$€-x-euro2]", "5000", "€", False),
    ("5000", "[$-42A]#,##0", "5000", None, False),
    ("1313", ACCOUNTING, "1313", None, False),
    ("0", ACCOUNTING, "0", None, False),
    ("2454", "#,##0_M_M", "2454", None, False),
    ("-5", "#,##0_);[Red]\\(#,##0\\)", "-5", None, False),
    ("1234567", r"#\.###\.##0", "1234567", None, False),
    ("1234567.891", r"#\ ###\ ##0.00", "1234567.891", None, False),
    ("3", '0 "m2"', "3", "m2", False),
    ("1178.47", "0", "1178.47", None, False),
    ("12", "@", "12", None, False),
    ("1E-13", "0.0", "0", None, False),
]


@pytest.mark.parametrize(("stored", "code", "number", "unit", "percent"), TAKEN)
def test_percent_scale_and_unit_are_applied_once(stored, code, number, unit, percent):
    shown = show_number(Decimal(stored), code)
    assert (shown.number, shown.unit, shown.is_percent) == (Decimal(number), unit, percent)
    assert not shown.doubt and not is_date_format(code, Decimal(stored))


@pytest.mark.parametrize(
    ("stored", "code", "text", "doubt"),
    [
        ("-5", "0;0", "5", "sign"),
        ("-5", "0;[Red]0", "5", "sign"),
        ("5", "-0;0", "-5", "sign"),
        ("5", ";;;", "", "hidden"),
        ("5", "[>100]0;", "", "hidden"),
        ("0", "0;-0;;@", "", "hidden"),
        ("0", "#", "", "hidden"),
        ("0.4", "0", "0", "shown_zero"),
        ("0.004", "0%", "0%", "shown_zero"),
        ("5", '0"000"', "5000", "format_digits"),
        ("5", '"1"0', "15", "format_digits"),
        ("12345", r"0\,00", "123,45", "format_digits"),
        ("12345", r"#\.#0", "123.45", "format_digits"),
        ("5", '"Có";"Không"', "Có", "format_text"),
        ("0", '0;-0;"không"', "không", "format_text"),
    ],
)
def test_what_is_shown_and_stored_differ(stored, code, text, doubt):
    shown = show_number(Decimal(stored), code)
    assert (shown.text, shown.doubt) == (text, doubt)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True), ("[h]:mm", True), ("[$-42A]d mmmm yyyy", True), ("h:mm AM/PM", True),
        ("0.00E+00", False), ("[Red]0", False), ('0 "ngày"', False), ("#,##0 [$đ-42A]", False),
        (r"0\h", False), ("General", False), ("0_d", False), ("0*m", False),
    ],
)  # fmt: skip
def test_dates_are_told_from_numbers(code, is_date):
    assert is_date_format(code, Decimal(5)) is is_date


@pytest.mark.parametrize(
    ("text", "number", "same"),
    [
        ("1.178,47 ha", "1178.47", True), ("1,178.5", "1178.47", True), ("4.242", "4242", True),
        ("(5)", "-5", True), ("4.242", "4243", False), ("79,44%", "0.7944", False),
        ("-", "0", True),
    ],
)  # fmt: skip
def test_a_shown_text_that_states_another_number_is_found(text, number, same):
    assert agrees(text, Decimal(number)) is same


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_shown_texts_are_those_of_libreoffice(tmp_path):
    codes = [
        "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.0", "000000", "#,##0,", "#,##0.0,,",
        '#,##0 "nghìn đồng"', '0.0" tỷ"', "#,##0 [$VND]", "#,##0.00 [$₫-42A]", '0.0"%"', r"0\%",
        "#,##0;(#,##0)", "0;0", "-0;0", "0;;", ";;;", '0;-0;"-"', '0;-0;"không"', '0"000"', '"1"0',
        r"#\.###\.##0", r"0\,00", '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', '0 "m2"', "#.##", "0.0#",
        "[Red]0", "[<0]0;0.0", "#,##0.0##",
    ]  # fmt: skip
    numbers = ["0", "5", "-5", "0.4", "1234.5", "1234567.891", "-1500", "0.7944", "12345"]
    book = openpyxl.Workbook()
    for row, code in enumerate(codes, start=1):
        for column, number in enumerate(numbers, start=1):
            cell = book.active.cell(row, column, float(number))
            cell.number_format = code
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    options = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true"  # values as shown
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "a.xlsx"], check=True, capture_output=True, timeout=120)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        rendered = list(csv.reader(stream, delimiter="\t"))
    differences = {
        (code, number): (ours, theirs[column])
        for code, theirs in zip(codes, rendered, strict=True)
        for column, number in enumerate(numbers)
        if (ours := show_number(Decimal(number), code).text.strip()) != theirs[column].strip()
    }
    assert differences == {}


ODD_NUMBERS = (0.0, -0.0, 0.5, -5.5, 60.0, 2_958_465.9, 1e9, 1e12, 1e26, 1e100, 1.7e308, 5e-324)
ODD_FORMATS = (
    "General", "0%", "#,##0,,,,", "[h]:mm", "[ss].000", "dd/mm/yyyy", "# ?/?", ";;;", "[=1.2.3]0",
    "[>=.5]0.0;0", "0." + "0" * 40, "0" * 300, "%" * 16 + "0", "0" + "," * 40, "E+", "\\", "_", "[",
    "..0", '"', "[<0]0;[>0]0", "0.0.0", "@", "",
)  # fmt: skip


@pytest.mark.parametrize("is_late", [False, True])
def test_no_number_in_any_format_stops_the_reading(is_late):
    for number, code in product(ODD_NUMBERS, ODD_FORMATS):
        cell, _ = see(number_cell(1, 1, number, CellStyle(code)), epoch_1904=is_late)
        assert cell is not None and cell.text
        see(StoredCell(1, 1, "text", "x", CellStyle(code)))


@pytest.mark.parametrize(
    ("number", "code"),
    [(1e26, "0%"), (1e12, "[h]:mm"), (1e9, "dd/mm/yyyy"), (0.5, "0." + "0" * 40)],
)
def test_what_no_format_can_show_is_no_figure(number, code):
    cell, _ = see(number_cell(1, 1, number, CellStyle(code)))
    assert cell.doubt.reason == "hidden"
