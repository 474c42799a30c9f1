"""Layouts and kinds of files as offices send them: each figure comes right or its cell is named."""

import csv
import io
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from grids import sheet_of
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils import get_column_letter, range_boundaries
from test_everyday_cells import FOREST, HEAD, HERDS, catalogues, herds

from helpers.cleaning import clean_folder
from helpers.cleaning.apply_corrections import apply_corrections
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.readers import Workbook
from helpers.core.catalogues.corrections import Correction
from helpers.core.tables import records_of

TITLE = ("Biểu số liệu 6 tháng đầu năm 2023",)
RIGHT = {"E3": 4242, "E4": 1313, "E5": 2454}


def found(folder):
    """Cell → value of all figures, forms' and own ones; and the cells that are named."""
    tables = clean_folder(folder, catalogues(), [], "bach-thong").tables
    rows = [*records_of(tables["observations"]), *records_of(tables["detailed_figures"])]
    values = {(r["cell"], r.get("measure")): r["value"] for r in rows if r["value"] is not None}
    named = {c for r in records_of(tables["quarantine"]) for c in cells_of(str(r["cell"]))}
    return values, named, tables


def cells_of(area):
    """The cells of an address: 'E3', 'E3:E4'."""
    first, _, last = area.partition(":")
    if not last:
        return [area]
    left, top, right, bottom = range_boundaries(area)
    columns = range(left, right + 1)
    return [f"{get_column_letter(c)}{r}" for r in range(top, bottom + 1) for c in columns]


def actual(folder):
    values, named, _ = found(folder)
    return {cell: value for (cell, measure), value in values.items() if measure == "actual"}, named


def book_of(path, rows, sheet="Đàn vật nuôi", name="02_chan_nuoi.xlsx", change=None):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(path / name)


HEADS = {
    "line breaks": ("TT", "Chỉ tiêu", "Đơn vị\ntính", "Kế hoạch\nnăm", "Thực hiện\n6 tháng\n2023"),
    "double blanks": ("STT", "Chỉ  tiêu", "Đơn vị  tính", "Kế hoạch  năm", "Thực hiện  6 tháng"),
    "capitals": ("TT", "CHỈ TIÊU", "ĐVT", "KẾ HOẠCH NĂM 2023", "THỰC HIỆN 6 THÁNG ĐẦU NĂM 2023"),
    "short words": ("TT", "Chỉ tiêu", "ĐVT", "KH 2023", "TH 6 tháng 2023"),
    "units in the head": ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch (con)", "Thực hiện (con)"),
    "Roman half": ("TT", "Chỉ tiêu", "ĐVT", "KH năm 2023", "TH 6T/2023"),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_words_of_a_head(tmp_path, name):
    herds(tmp_path, *HERDS, head=HEADS[name])
    values, named = actual(tmp_path)
    assert {c: values.get(c, v) for c, v in RIGHT.items()} == RIGHT
    head = next(iter(named & {"2", "D2", "E2"}), None)
    assert all(c in values or c in named or head for c in RIGHT)


def test_two_levels_of_a_head(tmp_path):
    rows = [
        TITLE,
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2023"),
        (None, None, None, "Kế hoạch", "Thực hiện 6 tháng"),
        *HERDS,
    ]
    book_of(tmp_path, rows, change=lambda sheet: sheet.merge_cells("D2:E2"))
    values, _ = actual(tmp_path)
    assert values == {"E4": 4242, "E5": 1313, "E6": 2454}


def test_a_table_away_from_the_corner_and_without_order_numbers(tmp_path):
    rows = [(), (), (), (None, None, *HEAD[1:]), *((None, None, *row[1:]) for row in HERDS)]
    book_of(tmp_path, rows)
    values, _ = actual(tmp_path)
    assert values == {"F5": 4242, "F6": 1313, "F7": 2454}


def test_a_hidden_column_and_filtered_rows_are_read_and_noted(tmp_path):
    def change(sheet):
        sheet.column_dimensions["D"].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet.auto_filter.ref = "A2:E5"

    book_of(tmp_path, [TITLE, HEAD, *HERDS], change=change)
    values, _, tables = found(tmp_path)
    assert values["D3", "plan"] == 4310 and values["E4", "actual"] == 1313
    noted = {r["rule"] for r in records_of(tables["cleaning_log"])}
    assert {"hidden_columns", "hidden_rows"} <= noted


def test_a_merged_total_belongs_to_no_row(tmp_path):
    rows = [TITLE, HEAD, *HERDS, ("Tổng cộng", None, "con", 8080, 8009)]
    book_of(tmp_path, rows, change=lambda sheet: sheet.merge_cells("A6:B6"))
    values, named = actual(tmp_path)
    assert values == RIGHT and "E6" in named


def test_one_figure_merged_over_plan_and_actual(tmp_path):
    rows = [TITLE, HEAD, (1, "Đàn trâu", "con", 4310, None), *HERDS[1:]]
    book_of(tmp_path, rows, change=lambda sheet: sheet.merge_cells("D3:E3"))
    values, named = actual(tmp_path)
    assert "E3" not in values and "D3" in named


def test_units_in_the_labels_of_rows(tmp_path):
    rows = [
        TITLE,
        HEAD,
        (1, "Đàn trâu (nghìn con)", None, 4.31, 4.242),
        (2, "Đàn bò (con)", None, 1330, 1313),
        (3, "Đàn dê", "con", 2440, 2454),
    ]
    book_of(tmp_path, rows)
    values, named = actual(tmp_path)
    assert values.get("E3") in (4242, None) and ("E3" in values or "E3" in named)
    assert values["E4"] == 1313 and values["E5"] == 2454


def test_a_row_that_stands_twice_with_the_same_figures(tmp_path):
    herds(tmp_path, *HERDS, HERDS[0])
    values, named = actual(tmp_path)
    assert {v for c, v in values.items() if c in ("E3", "E6")} <= {4242}
    assert {"E3", "E6"} & (values.keys() | named)


COLUMNS = {
    "Vietnamese": (("1.178", "12,5"), 1178),
    "English": (("1,178", "12.5"), 1178),
    "typed beside Vietnamese": (("1.178,47", 12.5), Decimal("1178.47")),
    "both": (("1.178", "0.5"), None),
    "both, with two marks": (("1.178,5", "1,178.5"), Decimal("1178.5")),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_marks_of_one_column(tmp_path, name):
    (first, second), right = COLUMNS[name]
    rows = [
        TITLE,
        HEAD,
        (1, "Diện tích trồng rừng", "ha", 1400, first),
        (2, "Diện tích rừng trồng cây phân tán", "ha", 20, second),
        (3, *FOREST[1][1:]),
    ]
    book_of(tmp_path, rows, sheet="Lâm nghiệp")
    values, named = actual(tmp_path)
    assert values.get("E3", right) == right
    assert "E3" in values or "E3" in named


def text_of(rows, delimiter, quoting=csv.QUOTE_MINIMAL):
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(rows)
    return stream.getvalue()


VI = (
    (1, "Đàn trâu", "con", "4.310", "4.242"),
    *((*r[:3], f"{r[3]}", f"{r[4]}") for r in HERDS[1:]),
)
EN = ((1, "Đàn trâu", "con", "4,310", "4,242"), *HERDS[1:])
DELIMITED = {
    "semicolons, UTF-8 with its mark": (text_of((HEAD, *VI), ";"), "utf-8-sig", ".csv"),
    "semicolons, UTF-8 without it": (text_of((HEAD, *VI), ";"), "utf-8", ".csv"),
    "commas, thousands quoted": (text_of((HEAD, *EN), ","), "utf-8-sig", ".csv"),
    "commas, everything quoted": (text_of((HEAD, *VI), ",", csv.QUOTE_ALL), "utf-8", ".csv"),
    "tabs, UTF-16": (text_of((HEAD, *VI), "\t"), "utf-16", ".txt"),
    "tabs, UTF-16, other order": ("\ufeff" + text_of((HEAD, *VI), "\t"), "utf-16-be", ".csv"),
    "bars": (text_of((HEAD, *VI), "|"), "utf-8", ".csv"),
    "a line that names the delimiter": ("sep=;\r\n" + text_of((HEAD, *VI), ";"), "utf-8", ".csv"),
    "a title above": ("Biểu 02;;;;\r\n" + text_of((HEAD, *VI), ";"), "utf-8", ".csv"),
    "line ends of a Mac": (text_of((HEAD, *VI), ";").replace("\r\n", "\r"), "utf-8", ".csv"),
}  # fmt: skip


@pytest.mark.parametrize("name", DELIMITED)
def test_delimited_text(tmp_path, name):
    text, encoding, suffix = DELIMITED[name]
    tmp_path.joinpath(f"02_chan_nuoi{suffix}").write_bytes(text.encode(encoding))
    values, named, _ = found(tmp_path)
    numbers = sorted(v for (_, measure), v in values.items() if measure == "actual")
    assert numbers == [1313, 2454, 4242]


def test_windows_1258(tmp_path):
    tones = set("\u0300\u0301\u0303\u0309\u0323")
    split = []
    for sign in text_of((HEAD, *VI), ";"):
        parts = unicodedata.normalize("NFD", sign)
        marks = "".join(p for p in parts if p in tones)
        bare = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        split.append(bare + marks)
    tmp_path.joinpath("02_chan_nuoi.csv").write_bytes("".join(split).encode("cp1258"))
    values, _, _ = found(tmp_path)
    assert sorted(v for (_, m), v in values.items() if m == "actual") == [1313, 2454, 4242]


def test_excel_97(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lâm nghiệp")
    percent, day = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for column, text in enumerate(HEAD):
        sheet.write(1, column, text)
    for row, line in enumerate(FOREST, start=2):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    sheet.write(4, 1, "Diện tích rừng trồng mới"), sheet.write(4, 2, "ha")
    sheet.write(4, 4, 45000, day)
    sheet._cell_overwrite_ok = True
    sheet.write(3, 4, 0.795, percent)
    book.save(str(tmp_path / "02_chan_nuoi.xls"))
    values, named = actual(tmp_path)
    assert values == {"E3": Decimal("317.94"), "E4": Decimal("79.5")} and "E5" in named


def test_open_document(tmp_path):
    document = OpenDocumentSpreadsheet()
    table = Table(name="Đàn vật nuôi")
    for line in (HEAD, (1, "Đàn trâu", "con", "4.310", "4.242"), *HERDS[1:]):
        row = TableRow()
        for value in line:
            if isinstance(value, str):
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            else:
                cell = TableCell(valuetype="float", value=value)
                cell.addElement(P(text=f"{value}"))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "02_chan_nuoi.ods"))
    values, _ = actual(tmp_path)
    assert values == {"E2": 4242, "E3": 1313, "E4": 2454}


def test_a_page_named_as_a_workbook(tmp_path):
    def row(cells, tag="td"):
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"

    lines = [
        '<tr><td colspan="5">Biểu số liệu</td></tr>',
        row(HEAD, "th"),
        row((1, "Đàn&nbsp;trâu", "con", "4.310", "&nbsp;4.242&nbsp;")),
        row((2, "Đàn bò", "con", 1330, "1313<br>")),
        row((3, "Đàn dê", "con", 2440, '2454<span style="display:none">99</span>')),
    ]
    page = f'<html><meta charset="utf-8"><table>{"".join(lines)}</table></html>'
    tmp_path.joinpath("02_chan_nuoi.xls").write_text(page, encoding="utf-8")
    values, _ = actual(tmp_path)
    assert values == RIGHT


OWN = "so lieu dan toc.xlsx"


def test_years_as_typed_numbers_in_a_head_of_an_own_table(tmp_path):
    rows = [
        ("Số hộ nghèo dân tộc thiểu số",),
        ("STT", "Chỉ tiêu", "ĐVT", 2022, 2023),
        (1, "Số hộ nghèo dân tộc Mẫu", "hộ", 321, 298),
        (2, "Số hộ cận nghèo dân tộc Mẫu", "hộ", 211, 187),
    ]
    book_of(tmp_path, rows, sheet="Hộ nghèo", name=OWN)
    _, named, tables = found(tmp_path)
    for record in records_of(tables["observations"]):
        is_before = record["cell"][0] == "D"
        assert (record["measure"] == "previous") == is_before
    every = [*records_of(tables["observations"]), *records_of(tables["detailed_figures"])]
    stored = {r["cell"] for r in every}
    assert {"D3", "E3", "D4", "E4"} <= stored | named


def test_a_month_as_a_day_in_a_head_is_never_taken_for_the_half_year(tmp_path):
    rows = [
        ("Số lượt khám chữa bệnh cho đồng bào",),
        ("STT", "Nội dung", "ĐVT", date(2023, 5, 1), date(2023, 6, 1)),
        (1, "Số lượt khám bệnh dân tộc Mẫu", "lượt", 321, 298),
        (2, "Số lượt cấp thuốc dân tộc Mẫu", "lượt", 211, 187),
    ]

    def change(sheet):
        for column in "DE":
            sheet[f"{column}2"].number_format = "mm/yyyy"

    book_of(tmp_path, rows, sheet="Khám bệnh", name=OWN, change=change)
    _, _, tables = found(tmp_path)
    stored = [r for r in records_of(tables["observations"]) if r["cell"][0] in "DE"]
    assert not stored


def test_a_share_beside_the_figures_that_it_follows_from(tmp_path):
    rows = [
        ("Biểu 5. Kết quả tiêm chủng 6 tháng đầu năm 2023",),
        ("STT", "Chỉ tiêu", "Kế hoạch (người)", "Thực hiện (người)", "Tỷ lệ (%)"),
        (1, "Số trẻ được tiêm chủng dân tộc Mẫu", 400, 340, 0.85),
        (2, "Số phụ nữ được tiêm chủng dân tộc Mẫu", 200, 150, 0.75),
    ]
    book_of(tmp_path, rows, sheet="Tiêm chủng", name=OWN)
    _, _, tables = found(tmp_path)
    every = [*records_of(tables["observations"]), *records_of(tables["detailed_figures"])]
    rates = {r["value"] for r in every if r["cell"][0] == "E" and r["value"] is not None}
    assert rates <= {85, 75}


def test_a_wide_own_table_names_every_cell_that_it_does_not_store(tmp_path):
    words = ("khoảng 500", "10-12", "12/15", "3 xã", "…", "#REF!", "1.500,5", "(58)")
    rows = [
        ("Một số chỉ tiêu dân tộc 6 tháng đầu năm 2023",),
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện"),
        *((n, f"Số hộ dân tộc Mẫu {n:02}", "hộ", text) for n, text in enumerate(words, start=1)),
    ]
    book_of(tmp_path, rows, sheet="Chỉ tiêu", name=OWN)
    _, named, tables = found(tmp_path)
    stored = {r["cell"]: r["value"] for r in records_of(tables["observations"])}
    assert {c: v for c, v in stored.items() if v is not None} in ({}, {"D3": 500})
    cells = {f"D{row}" for row, text in enumerate(words, start=3) if text != "…"}
    assert cells <= named | stored.keys()


def test_what_stands_beside_the_cells_stays_with_a_corrected_sheet():
    sheet = replace(
        sheet_of("Đàn trâu|#4242", "Biểu", "a.xlsx"), around=("58 con",), has_picture=True
    )
    correction = Correction(
        file="a.xlsx",
        sheet="Biểu",
        cell="B1",
        expected="4242",
        corrected="4243",
        reason="gõ nhầm",
        author="Cán bộ Mẫu",
        date=date(2023, 7, 1),
    )
    books = apply_corrections([Workbook("a.xlsx", (sheet,))], [correction], CleaningLog())
    (corrected,) = books[0].sheets
    assert corrected.rows[0][1].text == "4243" and corrected.cell(1, 2).corrected_from == "4242"
    assert corrected.around == ("58 con",) and corrected.has_picture
