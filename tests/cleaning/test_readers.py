"""Any spreadsheet that an office sends becomes plain cells, or an error that says what to do."""

from __future__ import annotations

import csv
import hashlib
import random
import resource
import shutil
import subprocess
import time
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import files
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cleaning.readers import list_inputs, read_workbook, repair_text
from helpers.cleaning.readers.delimited import find_delimiter
from helpers.cleaning.readers.encodings import decode_bytes
from helpers.cleaning.readers.legacy import decode_tcvn3
from helpers.cleaning.readers.model import ReaderNote, address_of
from helpers.cleaning.readers.number_format import show_number
from helpers.cleaning.readers.stored_cell import PLAIN, StoredCell, number_cell, see
from helpers.cleaning.readers.syllables import is_syllable
from helpers.cleaning.unit_statements import listed_units
from helpers.core.errors import InputError
from helpers.core.messages import LANGUAGES, topic_messages

UNITS = Path(__file__).resolve().parents[2] / "data" / "reference" / "units.csv"

# lines as the report of Bạch Thông district for 2023H1 has them
REPORT_LINES = (
    "Lúa xuân thực hiện 1.178,47ha/1.187 ha đạt 99,3% KH, giảm 1,4% (-16,74 ha) so với cùng kỳ",
    "Đàn trâu 4.242/4.310 con; đàn bò 1.313/1.330 con; đàn dê 2.454/2.440 con",
    "tạm giữ 31,081 m³ và tịch thu 10,901 m³ gỗ tròn các loại",
    "Vốn ĐT 26.744trđ; Vốn SN 46.929,385,459trđ",
    "Tổng số khách lưu trú 844 lượt, tổng doanh thu: 97.540.000đ",
    "Hỗ trợ nhà ở", "Tày", "Nùng", "Bò", "Dê", "Cá", "Lúa", "Thôn Nà Cù", "Xã Hà Vị",
    "Tiểu DA 1, Dự án 3: 1.329,594trđ", "Gia đình văn hoá",
)  # fmt: skip
FOREIGN_LINES = (
    "Total area (ha)", "café", "naïve résumé", "25 µm", "5×6", "m×n", "30°C", "§ 5", "±0,27",
    "« Total »", "Excel®", "© 2023", "m²", "½ ha", "Zürich", "São Tomé", "Côte d'Ivoire", "£m", "–",
)  # fmt: skip


def read(path: Path):
    return read_workbook(path, root=path.parent)


def texts(sheet) -> dict[str, str]:
    return {cell.address: cell.text for row in sheet.rows for cell in row}


def kinds(sheet) -> dict[str, str]:
    return {cell.address: cell.kind for row in sheet.rows for cell in row}


# --- cells ------------------------------------------------------------------------------------


def test_xlsx_cells_keep_address_text_and_kind(tmp_path):
    book = read(files.rich_xlsx(tmp_path / "01_so_lieu.xlsx"))
    sheet = book.sheets[0]
    assert book.file == "01_so_lieu.xlsx" and sheet.name == "Số liệu" and not sheet.hidden
    assert texts(sheet) == {
        "C3": "Thực hiện",
        "C4": "99.3%", "D4": "99.3",
        "C5": "01/05/2023", "D5": "=1178.47*2",
        "C6": "12", "D6": "1178.47",
        "C7": "#REF!", "D7": "TRUE",
        "C8": "=HYPERLINK(1)", "D8": "<script>alert(1)</script>",
        "C9": "Bò và dê", "D9": "dòng 1\ndòng 2",
    }  # fmt: skip
    found = kinds(sheet)
    assert {a: found[a] for a in ("C4", "C5", "D5", "C7", "D7", "C8", "D8")} == {
        "C4": "number", "C5": "date", "D5": "formula_without_value", "C7": "error",
        "D7": "bool", "C8": "text", "D8": "text",
    }  # fmt: skip
    assert sheet.cell(5, 3).native == date(2023, 5, 1)
    assert sheet.cell(6, 4).native == Decimal("1178.47")
    assert sheet.cell(4, 3).native == Decimal("99.3")
    assert sheet.cell(1, 1) is None


def test_merged_header_is_found_from_every_position_in_it(tmp_path):
    sheet = read(files.rich_xlsx(tmp_path / "a.xlsx")).sheets[0]
    assert sheet.merged == ((3, 3, 3, 4),)
    assert sheet.cell(3, 4) is None
    assert sheet.covering(3, 4).text == "Thực hiện"
    assert sheet.covering(4, 4).text == "99.3"


def test_hidden_parts_are_read_and_noted(tmp_path):
    book = read(files.rich_xlsx(tmp_path / "a.xlsx"))
    assert [(s.name, s.hidden) for s in book.sheets] == [("Số liệu", False), ("Ẩn", True)]
    noted = {(n.rule, n.sheet, n.before) for n in book.notes}
    assert {
        ("hidden_rows", "Số liệu", "6"),
        ("hidden_columns", "Số liệu", "D"),
        ("hidden_sheet", "Ẩn", ""),
        ("chart_sheet", "Biểu đồ", ""),
    } <= noted


def test_percent_cell_is_never_a_silent_share(tmp_path):
    notes = read(files.rich_xlsx(tmp_path / "a.xlsx")).notes
    percent = [(n.cell, n.before, n.after) for n in notes if n.rule == "percent"]
    assert percent == [("C4", "0.993", "99.3%")]


def test_xls_cells(tmp_path):
    book = read(files.xls(tmp_path / "a.xls"))
    sheet = book.sheets[0]
    assert texts(sheet) == {
        "D3": "Thực hiện", "D4": "98.4%", "E4": "50%", "D5": "4242", "E5": "01/05/2023",
        "D6": "#REF!", "D7": "Đàn trâu",
    }  # fmt: skip
    assert kinds(sheet)["D6"] == "error" and kinds(sheet)["E5"] == "date"
    assert sheet.merged == ((3, 4, 3, 5),)
    assert [s.hidden for s in book.sheets] == [False, True]
    assert {"tcvn3", "hidden_rows", "percent"} <= {note.rule for note in book.notes}


def test_ods_cells(tmp_path):
    sheet = read(files.ods(tmp_path / "a.ods")).sheets[0]
    assert texts(sheet) == {
        "C3": "Thực hiện", "C4": "99.03%", "C5": "99.03%", "A6": "12", "B6": "=SUM([.A1])",
    }  # fmt: skip
    assert kinds(sheet)["B6"] == "formula_without_value"
    assert sheet.merged == ((3, 3, 3, 4),)


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ("<f>1+1</f>", "=1+1", "formula_without_value"),
        ("<f>1+1</f><v></v>", "=1+1", "formula_without_value"),
        ("<f>1+1</f><v>2</v>", "2", "number"),
        ("<v>0.30000000000000004</v>", "0.3", "number"),
        ("<v>4242.0000000001</v>", "4242", "number"),
        ("<v>61.4800000000002</v>", "61.48", "number"),
        ("<v>61.480000002</v>", "61.480000002", "number"),
        ("<v>0.333333333333333</v>", "0.333333333333333", "number"),
        ("<v>46929.385459</v>", "46929.385459", "number"),
        ("<v>1E+21</v>", "1000000000000000000000", "number"),
        ("<v>-0</v>", "0", "number"),
    ],
)
def test_number_and_formula_cells(tmp_path, cell, text, kind):
    path = files.sheet_xml(tmp_path / "a.xlsx", f'<row r="7"><c r="E7">{cell}</c></row>')
    found = read(path).sheets[0].cell(7, 5)
    assert (found.address, found.text, found.kind) == ("E7", text, kind)


def test_formula_that_gives_an_empty_text_is_empty(tmp_path):
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(1,"")</f><v></v></c>'
    sheet = read(files.sheet_xml(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>')).sheets[0]
    assert texts(sheet) == {"A1": "1"}


def test_shared_formula_without_value_is_noted_for_its_own_cell(tmp_path):
    cells = '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f></c>'
    more = '<c r="B2"><f t="shared" si="0"/></c>'
    path = files.sheet_xml(tmp_path / "a.xlsx", f'<row r="1">{cells}</row><row r="2">{more}</row>')
    assert texts(read(path).sheets[0]) == {"B1": "=A1*2", "B2": "=A2*2"}


def test_shared_and_rich_strings_are_complete(tmp_path):
    path = files.shared_strings(
        tmp_path / "a.xlsx",
        "<si><t>Chỉ tiêu</t></si>",
        '<si><r><rPr><b/></rPr><t xml:space="preserve">Lúa </t></r><r><t>xuân</t></r></si>',
        "<si><t>&lt;script&gt; =1+1</t></si>",
    )
    expected = {"A1": "Chỉ tiêu", "A2": "Lúa xuân", "A3": "<script> =1+1"}
    assert texts(read(path).sheets[0]) == expected


@pytest.mark.parametrize(
    ("code", "percent"),
    [("0%", True), ("0.0%;[Red]-0.0%", True), ('0.0"%"', False), (r"0\%", False), ("0", False)],
)
def test_percent_formats(code, percent):
    assert show_number(Decimal(5), code).is_percent is percent


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-9e7, max_value=9e7))
def test_number_text_gives_the_typed_number_back(number):
    cell, _ = see(number_cell(1, 1, float(number), PLAIN))
    assert Decimal(cell.text) == number


@given(st.text())
def test_any_text_is_kept(text):
    cell, _ = see(StoredCell(1, 1, "text", text))
    assert (cell is None) == (not text.strip())
    assert cell is None or cell.native == cell.text


def test_addresses():
    assert [address_of(1, 1), address_of(7, 28), address_of(3, 16384)] == ["A1", "AB7", "XFD3"]


# --- size -------------------------------------------------------------------------------------


def test_empty_cells_and_rows_count_where_no_position_is_stated(tmp_path):
    rows = (
        '<row><c s="0"/><c><v>5</v></c><c/></row><row r="3" hidden="1"/><row/><row hidden="1"/>'
        '<row><c r="B6"/><c r="D6"><v>6</v></c><c/><c><v>7</v></c></row>'
        '<row r="8"/><row r="9" hidden="1"><c><v>8</v></c></row><row/>'
    )
    book = read(files.sheet_xml(tmp_path / "a.xlsx", rows))
    cells = {cell.address: cell.text for row in book.sheets[0].rows for cell in row}
    assert cells == {"B1": "5", "D6": "6", "F6": "7", "A9": "8"}
    assert [note.before for note in book.notes] == ["9"]


def test_200_000_empty_formatted_rows_cost_little(tmp_path):
    path = files.empty_formatted_rows(tmp_path / "rong.xlsx", 200_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    sheet = read(path).sheets[0]
    assert texts(sheet) == {"A1": "Chỉ tiêu"}
    assert time.perf_counter() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB


def test_stray_cell_in_the_far_corner_does_not_ask_for_gigabytes(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1.5</v></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = read(files.sheet_xml(tmp_path / "a.xlsx", rows)).sheets[0]
    assert texts(sheet) == {"A1": "1.5", "XFD1048576": "2"}


def test_stray_cell_of_ods_is_read_where_it_is(tmp_path):
    sheet = read(files.far_ods(tmp_path / "xa.ods")).sheets[0]
    assert max(cell.row for row in sheet.rows for cell in row) > 1_000_000


def test_zip_bomb_is_refused(tmp_path):
    path = files.xlsx(tmp_path / "bom.xlsx")
    package = zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED)
    with package, package.open("xl/media/image1.bin", "w") as stream:
        for _ in range(513):
            stream.write(bytes(1 << 20))
    assert quarantine(path, "reading.too_large")


# --- bad input --------------------------------------------------------------------------------


def quarantine(path: Path, key: str, remedy: str = "") -> InputError:
    """The error of reading ``path``, which must name the file and the remedy in Vietnamese."""
    before = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.key == key
    assert path.name in str(caught.value)
    assert remedy in str(caught.value)
    if before:
        assert hashlib.sha256(path.read_bytes()).digest() == before
    return caught.value


def test_missing_workbook(tmp_path):
    quarantine(tmp_path / "thieu.xlsx", "reading.missing", "xin lại tệp")


def test_empty_workbook(tmp_path):
    quarantine(files.xlsx(tmp_path / "a.xlsx", rows=()), "reading.empty_workbook", "xin lại tệp")


def test_empty_file(tmp_path):
    (tmp_path / "a.xlsx").touch()
    quarantine(tmp_path / "a.xlsx", "reading.empty_file", "chép lại")


def test_password_protected(tmp_path):
    path = files.protected_xlsx(tmp_path / "mat.xlsx")
    quarantine(path, "reading.password_protected", "xóa mật khẩu")


@pytest.mark.parametrize("make", [files.xlsx, files.xls, files.ods], ids=["xlsx", "xls", "ods"])
def test_truncated(tmp_path, make):
    path = make(tmp_path / f"cut.{make.__name__}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    quarantine(path, "reading.truncated", "xin lại tệp")


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        ("Chỉ tiêu,Thực hiện\nLúa,1\n".encode(), "văn bản thường"),
        (b"<html><p>1</p></html>", "trang web"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1}", "RTF"),
    ],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_file_that_is_no_spreadsheet(tmp_path, content, looks, suffix):
    path = tmp_path / f"nham{suffix}"
    path.write_bytes(content)
    assert looks in str(quarantine(path, "reading.not_a_spreadsheet", "Save As"))


def test_archive_named_xlsx(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("ghi_chu.txt", "x")
    quarantine(path, "reading.not_a_spreadsheet", "xin đúng bảng tính")


def test_unknown_format(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK")
    quarantine(tmp_path / "a.docx", "reading.unknown_format", "Save As")


def test_workbook_named_otherwise_is_read_by_its_content(tmp_path):
    path = files.xlsx(tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    book = read(path)
    assert texts(book.sheets[0])["C2"] == "1.178,47ha"
    assert [(n.rule, n.before, n.after) for n in book.notes] == [("other_format", ".xls", ".xlsx")]


def test_file_outside_of_the_folder(tmp_path):
    path = files.xlsx(tmp_path / "ngoai.xlsx")
    (tmp_path / "unit").mkdir()
    with pytest.raises(InputError, match=r"ngoai\.xlsx") as caught:
        read_workbook(tmp_path / "unit" / ".." / path.name, root=tmp_path / "unit")
    assert caught.value.key == "reading.outside_folder"


@pytest.mark.parametrize("make", [files.rich_xlsx, files.xls, files.ods], ids=lambda m: m.__name__)
def test_damaged_bytes_never_crash_the_reader(tmp_path, make):
    intact = make(tmp_path / f"a.{make.__name__.removeprefix('rich_')}")
    data, chance = intact.read_bytes(), random.Random(20230630)
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        intact.write_bytes(damaged[: chance.choice([len(data), chance.randrange(len(data))])])
        try:
            read(intact)
        except InputError as error:
            assert intact.name in str(error)


PARTS = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml")


@pytest.mark.parametrize("part", [*PARTS, "xl/_rels/workbook.xml.rels", "content.xml"])
def test_damaged_parts_never_crash_the_reader(tmp_path, part):
    make, suffix = (files.ods, "ods") if part == "content.xml" else (files.rich_xlsx, "xlsx")
    intact, chance = make(tmp_path / f"whole.{suffix}"), random.Random(part)
    path = tmp_path / f"a.{suffix}"
    for _ in range(60):
        shutil.copy(intact, path)
        files.edit_part(path, part, lambda data: disturb(data, chance))
        try:
            read(path)
        except InputError as error:
            assert path.name in str(error)


def disturb(data: bytes, chance: random.Random) -> bytes:
    """Some characters of an XML part changed, so that it often stays well formed."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        damaged[chance.randrange(len(damaged))] = chance.choice(b'0123456789AZaz"<> ')
    return bytes(damaged)


def test_cell_outside_of_the_grid(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>1</v></c></row>'
    quarantine(files.sheet_xml(tmp_path / "a.xlsx", rows), "reading.truncated")


def test_reading_leaves_the_files_untouched(tmp_path):
    paths = [files.rich_xlsx(tmp_path / "a.xlsx"), files.xls(tmp_path / "a.xls")]
    paths.append(files.ods(tmp_path / "a.ods"))
    before = [(p.read_bytes(), p.stat().st_mtime_ns) for p in paths]
    for path in paths:
        read(path)
    assert [(p.read_bytes(), p.stat().st_mtime_ns) for p in paths] == before
    assert sorted(tmp_path.iterdir()) == sorted(paths)


# --- folders ----------------------------------------------------------------------------------


def test_folder_is_listed_in_natural_order_and_nothing_is_silent(tmp_path):
    for name in ("10_b.xlsx", "2_a.CSV", "1_đất.ods", "~$10_b.xlsx", ".~lock.1.ods#"):
        (tmp_path / name).write_text("x")
    for name in (".gitkeep", "Thumbs.db", "desktop.ini", "scan.pdf", "cu.html"):
        (tmp_path / name).write_text("x")
    (tmp_path / "luu").mkdir()
    found, skipped = list_inputs(tmp_path)
    assert [path.name for path in found] == ["1_đất.ods", "2_a.CSV", "10_b.xlsx"]
    assert {entry.file: entry.key for entry in skipped} == {
        "~$10_b.xlsx": "reading.skipped_open",
        ".~lock.1.ods#": "reading.skipped_open",
        "scan.pdf": "reading.skipped_format",
        "cu.html": "reading.skipped_format",
        "luu": "reading.skipped_folder",
    }
    lock = next(entry for entry in skipped if entry.file.startswith("~$"))
    assert "tệp đang mở trong Excel" in str(lock) and "~$10_b.xlsx" in str(lock)


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = files.xlsx(tmp_path / "ngoai.xlsx")
    unit = tmp_path / "unit"
    unit.mkdir()
    files.xlsx(unit / "a.xlsx")
    try:
        (unit / "link.xlsx").symlink_to(outside)
        (unit / "dut.xlsx").symlink_to(unit / "khong_co.xlsx")
    except OSError:
        pytest.skip("no right to make links here")
    found, skipped = list_inputs(unit)
    assert [path.name for path in found] == ["a.xlsx"]
    assert {entry.key for entry in skipped} == {"reading.skipped_link"}
    with pytest.raises(InputError) as caught:
        read_workbook(unit / "link.xlsx", root=unit)
    assert caught.value.key == "reading.outside_folder"


def test_missing_folder(tmp_path):
    with pytest.raises(InputError, match=r"khong-co.*tạo thư mục") as caught:
        list_inputs(tmp_path / "khong-co")
    assert caught.value.key == "reading.folder_missing"


def test_folder_without_spreadsheets_is_refused_with_what_is_in_it(tmp_path):
    (tmp_path / "~$a.xlsx").touch()
    with pytest.raises(InputError, match=r"(?s)Chép các bảng tính.*~\$a\.xlsx") as caught:
        list_inputs(tmp_path)
    assert caught.value.key == "reading.folder_empty"


# --- text files -------------------------------------------------------------------------------

TABLE = "STT;Chỉ tiêu;Thực hiện\n1;Diện tích lúa xuân;1.178,47\n2;Sản lượng lương thực;7.245,23\n"


def to_windows_1258(text: str) -> bytes:
    pairs = (decompose(letter) for letter in text)
    return b"".join(base.encode("cp1258") + tone.encode("cp1258") for base, tone in pairs)


def decompose(letter: str) -> tuple[str, str]:
    import unicodedata

    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(m for m in marks if m not in tone)), tone


def legacy_text(text: str, table: str) -> str:
    """``text`` as the old set ``table`` (tcvn3, vni) writes it, bytes shown as characters."""
    path = Path(decode_tcvn3.__code__.co_filename).with_name(f"{table}.csv")
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.reader(stream))[1:]
    codes = {character: code for code, character in rows}
    if table == "tcvn3":
        codes = {character: chr(int(code, 16)) for character, code in codes.items()}
    return "".join(codes.get(letter, letter) for letter in text)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (TABLE.encode(), None),
        (TABLE.encode("utf-8-sig"), None),
        (TABLE.encode("utf-16"), None),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), None),
        (to_windows_1258(TABLE), "windows_1258"),
        (legacy_text(TABLE, "tcvn3").encode("cp1252"), "tcvn3"),
        (legacy_text(TABLE, "vni").encode("cp1252"), "vni"),
    ],
    ids=["utf8", "utf8-bom", "utf16", "utf16-be", "cp1258", "tcvn3", "vni"],
)
def test_csv_encodings(tmp_path, data, rule):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    book = read(path)
    assert texts(book.sheets[0]) == {
        "A1": "STT", "B1": "Chỉ tiêu", "C1": "Thực hiện",
        "A2": "1", "B2": "Diện tích lúa xuân", "C2": "1.178,47",
        "A3": "2", "B3": "Sản lượng lương thực", "C3": "7.245,23",
    }  # fmt: skip
    assert [note.rule for note in book.notes] == ([rule] if rule else [])


def test_damaged_utf8_is_noted_and_the_rest_is_read():
    text, repair = decode_bytes(TABLE.encode() * 3 + b"\xff\n")
    assert text.startswith(TABLE) and repair[0] == "bytes_lost"


def test_bytes_of_no_known_encoding_are_kept_and_noted():
    text, repair = decode_bytes("café à la crème brûlée".encode("cp1252"))
    assert text == "café à la crème brûlée" and repair[0] == "encoding_uncertain"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("Chỉ tiêu,Thực hiện\nLúa,1178.47\n", ","),
        ('Chỉ tiêu,Thực hiện\nLúa,"1.178,47"\n', ","),
        ("1.178,47\n7.245,23\n", ""),
        ("Lúa; ngô,5\nLúa,6\nNgô,7\n", ","),
        ("Biểu số 1\n\nSTT;Tên\n1;Lúa\n2;Ngô\n", ";"),
    ],
)
def test_delimiters(text, delimiter):
    assert find_delimiter(text)[1] == delimiter


def test_csv_addresses_count_rows_as_a_spreadsheet_does(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('sep=;\nSTT;Ghi chú\n\n1;"dòng 1\ndòng 2"\n2;x\n', encoding="utf-8")
    expected = {"A1": "STT", "B1": "Ghi chú", "A3": "1", "B3": "dòng 1\ndòng 2"}
    assert texts(read(path).sheets[0]) == {**expected, "A4": "2", "B4": "x"}


def test_unbalanced_quotes_swallow_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a;b\n1;"chưa đóng\n2;x\n', encoding="utf-8")
    book = read(path)
    assert texts(book.sheets[0])["B2"] == '"chưa đóng' and texts(book.sheets[0])["B3"] == "x"
    assert [note.rule for note in book.notes] == ["quotes_unbalanced"]


# --- legacy text ------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo kết quả công tác dân tộc",
        "Diện tích lúa xuân thực hiện 1.178,47 ha",
        "Sản lượng thịt hơi xuất chuồng",
        "Tỉnh Bắc Kạn",
        "Huyện Bạch Thông",
        "Đàn trâu",
    ],
)
def test_legacy_text_is_repaired(table, text):
    assert repair_text(legacy_text(text, table)) == (text, table)


def test_capitals_of_tcvn3_are_restored():
    assert repair_text("CéNG HßA X· HéI CHñ NGHÜA") == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "tcvn3")


@pytest.mark.parametrize("text", [*REPORT_LINES, *FOREIGN_LINES])
def test_correct_text_is_never_altered(text):
    assert repair_text(text) == (text, None)


def test_names_of_units_are_never_altered():
    with UNITS.open(encoding="utf-8") as stream:
        names = {value for row in csv.DictReader(stream) for value in row.values() if value}
    words = {word for name in names for word in name.split()}
    assert [text for text in names | words if repair_text(text)[1]] == []


@given(st.lists(st.sampled_from(REPORT_LINES + FOREIGN_LINES), max_size=4))
def test_correct_text_in_any_mixture_is_never_altered(lines):
    text = " ".join(lines)
    assert repair_text(text) == (text, None)


@given(st.text())
def test_ascii_and_unicode_vietnamese_are_never_altered(text):
    assert repair_text("ằ" + text)[1] is None
    plain = text.encode("ascii", "ignore").decode()
    assert repair_text(plain) == (plain, None)


def test_word_that_is_vietnamese_both_ways_follows_its_sheet(tmp_path):
    rows = [("Diện tích lúa xuân",), ("Sản lượng",), ("Đàn trâu",), ("Lúa",)]
    old = [tuple(legacy_text(text, "tcvn3") for text in row) for row in rows]
    book = read(files.xlsx(tmp_path / "a.xlsx", rows=old))
    assert texts(book.sheets[0])["A4"] == "Lúa"
    note = book.notes[-1]
    assert (note.cell, note.rule, note.before, note.after) == ("A4", "tcvn3", "Lóa", "Lúa")
    alone = read(files.xlsx(tmp_path / "b.xlsx", rows=[("Lóa",)]))
    assert texts(alone.sheets[0]) == {"A1": "Lóa"} and alone.notes == ()


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not here")
def test_tcvn3_table_agrees_with_iconv():
    path = Path(decode_tcvn3.__code__.co_filename).with_name("tcvn3.csv")
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    data = b"\n".join(bytes([int(row["byte"], 16)]) for row in rows)
    done = subprocess.run(["iconv", "-f", "TCVN", "-t", "UTF-8"], input=data, capture_output=True)
    if done.returncode:
        pytest.skip("this iconv does not read TCVN")
    assert done.stdout.decode().split("\n") == [row["character"] for row in rows]


@pytest.mark.parametrize(
    ("word", "valid"),
    [
        ("nghiêng", True), ("khuya", True), ("giếng", True), ("gì", True), ("quý", True),
        ("hòa", True), ("hoà", True), ("thuỷ", True), ("quốc", True), ("Đường", True),
        ("giữa", True), ("uống", True), ("yêu", True), ("xoong", True), ("quét", True),
        ("ngiêng", False), ("kông", False), ("cê", False), ("lát", True), ("làt", False),
        ("caù", False), ("total", False), ("trđ", False), ("", False),
    ],
)  # fmt: skip
def test_syllables(word, valid):
    assert is_syllable(word) is valid


# --- messages ---------------------------------------------------------------------------------


def test_messages_exist_in_both_languages():
    vietnamese, english = (topic_messages("reading", lang) for lang in LANGUAGES)
    assert vietnamese.keys() == english.keys()


def test_notes_speak():
    note = ReaderNote("a.xlsx", "S", "C4", "percent", "0.993", "99.3%")
    assert str(note) == "Ô định dạng phần trăm: giá trị lưu 0.993, hiển thị và đọc là 99.3%"


def test_of_a_run_of_blanks_that_nobody_counts_the_beginning_is_kept(tmp_path):
    blanks = " " * 5_000
    sheet = read(files.xlsx(tmp_path / "a.xlsx", [(f"Đàn{blanks}trâu", "Đàn" + " " * 60 + "bò")]))
    assert [cell.text for cell in sheet.sheets[0].rows[0]] == [
        f"Đàn{' ' * 100}trâu",
        f"Đàn{' ' * 60}bò",
    ]


def test_units_in_a_text_of_many_blanks_are_found_quickly():
    start = time.process_time()
    assert not listed_units(f"ha{' ' * 30_000}x")
    assert [m.unit for m in listed_units("ha   và \n tấn")] == ["ha", "tấn"]
    assert time.process_time() - start < 1
