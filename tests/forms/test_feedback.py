"""Feedback copies: marked where something is asked, everything else as it was, safe, and read
back in place of the original when an office has corrected them."""

from __future__ import annotations

import email
import email.policy
import subprocess
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from filling import PERIOD, UNIT, clean, entry_cells, figures, forms_of, save, source_of

from helpers.core.workspace import Workspace
from helpers.stages.feedback import write_feedback
from helpers.stages.unit_period import open_unit_period

LIST, MARKS = "Phản hồi số liệu", "_baocao"
CROPS = "01_nong_nghiep"
HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện", "Ghi chú")
HOSTILE = '=HYPERLINK("http://mau.example","bấm")'
ROWS = (
    ("Lúa xuân", None, None, None),
    ("Diện tích", "ha", "1.200", "khoảng mười"),
    ("Năng suất", "tạ/ha", None, "61,5"),
    ("Sản lượng", "tấn", "7.300", HOSTILE),
)
"""Row 7 (E7) and row 9 (E9) cannot be read; row 8 can."""


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "data" / "raw" / PERIOD / UNIT
    target.mkdir(parents=True)
    return target


def messy(folder, name=f"{CROPS}.xlsx"):
    """An invented workbook with a chart, a formula, a comment, a validation and hostile texts."""
    path = folder / name
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    page = book.add_worksheet("Trồng trọt")
    bold = book.add_format({"bold": True, "bg_color": "#00B0F0"})
    page.write(0, 0, "UBND HUYỆN BẠCH THÔNG", bold)
    page.write(1, 0, "BIỂU TRỒNG TRỌT 6 tháng đầu năm 2023")
    page.write_row(4, 0, HEAD, bold)
    for number, (label, unit, plan, actual) in enumerate(ROWS, start=5):
        page.write_row(number, 0, ("", label, unit, plan, actual))
    page.write_formula("H2", "=1+1", None, 2)
    page.write_comment("E7", "Số của xã")
    page.data_validation("D7", {"validate": "list", "source": ["a", "b"]})
    page.conditional_format("D7:D9", {"type": "blanks", "format": bold})
    other = book.add_worksheet("Ghi 'chép' tay")
    other.write(0, 0, "Không có bảng")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Trồng trọt'!$H$2:$H$2"})
    other.insert_chart("C3", chart)
    book.define_name("'Trồng trọt'!vung", "='Trồng trọt'!$A$1")
    book.close()
    return path


def give(tmp_path):
    opened = open_unit_period(workspace=Workspace(tmp_path), unit=UNIT, period=PERIOD)
    return write_feedback(opened)


def listed(book):
    rows = [[cell.value for cell in row] for row in book[LIST].iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == "STT")
    return rows[start + 1 :]


def cells(tables):
    rows = tables["cleaning_log"].to_dict("records")
    wanted = [row for row in rows if row["rule"] == "corrected_cell"]
    return [(r["file"], r["sheet"], r["cell"], r["before"], r["after"]) for r in wanted]


def rules(tables):
    return tables["cleaning_log"]["rule"].tolist()


def test_cells_in_question_are_listed_coloured_and_commented(tmp_path, folder):
    messy(folder)
    written = give(tmp_path)
    book = openpyxl.load_workbook(written.folder / f"{CROPS}_phan-hoi.xlsx")
    assert book.sheetnames == [LIST, "Trồng trọt", "Ghi 'chép' tay", MARKS]
    assert book[MARKS].sheet_state == "hidden" and book.active.title == LIST
    assert [ws.title for ws in book if ws.sheet_view.tabSelected] == [LIST]
    by_cell = {row[2]: row for row in listed(book)}
    assert {"E7", "E9"} <= by_cell.keys() and "E8" not in by_cell
    assert by_cell["E7"][3] == "khoảng mười" and len(by_cell["E7"][4]) > 20
    links = {
        cell.value: cell.hyperlink.location
        for row in book[LIST].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links["E7"] == "'Trồng trọt'!E7"
    page = book["Trồng trọt"]
    comment = page["E7"].comment.text
    assert comment.startswith("Số của xã") and "Đã đọc: «khoảng mười»" in comment
    coloured = {
        str(area)
        for group in page.conditional_formatting
        for rule in group.rules
        if rule.formula == ['"baocao"="baocao"']
        for area in group.cells.ranges
    }
    assert {"E7", "E9"} <= coloured and "E8" not in coloured


def test_raw_files_are_not_touched_and_bytes_repeat(tmp_path, folder):
    before = sha256(messy(folder).read_bytes()).hexdigest()
    written = give(tmp_path)
    first = {path.name: path.read_bytes() for path in written.folder.iterdir()}
    assert not give(tmp_path).kept
    assert {path.name: path.read_bytes() for path in written.folder.iterdir()} == first
    assert [sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()] == [before]


def test_formats_formulas_charts_and_checks_stay(tmp_path, folder):
    original = messy(folder)
    written = give(tmp_path)
    copy = written.folder / f"{CROPS}_phan-hoi.xlsx"
    with ZipFile(original) as old, ZipFile(copy) as new:
        charts = [n for n in old.namelist() if "chart" in n or "drawing1.xml" in n]
        assert charts and all(old.read(n) == new.read(n) for n in charts)
    before, after = (openpyxl.load_workbook(path)["Trồng trọt"] for path in (original, copy))
    for row in before.iter_rows():
        for cell in row:
            same = after[cell.coordinate]
            assert (same.value, same.fill.bgColor.rgb, same.font.b) == (
                cell.value,
                cell.fill.bgColor.rgb,
                cell.font.b,
            )
    values = openpyxl.load_workbook(copy, data_only=True)["Trồng trọt"]
    assert values["H2"].value == 2
    assert [str(v.sqref) for v in after.data_validations.dataValidation] == ["D7"]
    kinds = {rule.type for group in after.conditional_formatting for rule in group.rules}
    assert "containsBlanks" in kinds
    assert list(after.defined_names) == ["vung"]


def test_hostile_text_is_no_formula_anywhere(tmp_path, folder):
    messy(folder)
    written = give(tmp_path)
    path = written.folder / f"{CROPS}_phan-hoi.xlsx"
    book = openpyxl.load_workbook(path)
    row = next(row for row in book[LIST].iter_rows() if row[2].value == "E9")
    assert row[3].value == HOSTILE and row[3].data_type == "s" and row[3].quotePrefix
    assert all(cell.data_type != "f" for line in book[LIST].iter_rows() for cell in line)
    with ZipFile(path) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>HYPERLINK" in archive.read(n) for n in sheets)
        links = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
    assert b"mau.example" not in links


@pytest.mark.parametrize("text", ["+cmd|' /C calc'!A0", "@SUM(1)", "-2+3 con", "<v:shape>&]]>"])
def test_other_hostile_texts_come_through_as_text(tmp_path, folder, text):
    path = messy(folder)
    book = openpyxl.load_workbook(path)
    book["Trồng trọt"]["E7"].value = text
    book["Trồng trọt"]["E7"].data_type = "s"
    book.save(path)
    written = give(tmp_path)
    copy = openpyxl.load_workbook(written.folder / f"{CROPS}_phan-hoi.xlsx")
    row = next(row for row in copy[LIST].iter_rows() if row[2].value == "E7")
    assert (row[3].value, row[3].data_type) == (text, "s")
    assert text in copy["Trồng trọt"]["E7"].comment.text


@pytest.mark.parametrize("kind", ["xls", "csv"])
def test_other_kinds_are_copied_cell_by_cell_and_say_so(tmp_path, folder, kind):
    rows = [["UBND HUYỆN BẠCH THÔNG"], ["BIỂU TRỒNG TRỌT 6 tháng đầu năm 2023"], [], [], HEAD]
    rows += [["", label, unit, plan, actual] for label, unit, plan, actual in ROWS]
    if kind == "xls":
        book = xlwt.Workbook()
        page = book.add_sheet("Trồng trọt")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value:
                    page.write(r, c, value)
        book.save(str(folder / f"{CROPS}.xls"))
    else:
        lines = (
            ";".join(f'"{str(v or "").replace(chr(34), chr(34) * 2)}"' for v in r) for r in rows
        )
        (folder / f"{CROPS}.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    before = figures(clean(tmp_path))
    assert ("agri.spring_rice.yield", "actual") in before
    written = give(tmp_path)
    path = written.folder / f"{CROPS}_phan-hoi.xlsx"
    copy = openpyxl.load_workbook(path)
    page = copy.worksheets[1]
    assert (page["E7"].value, page["E9"].value) == ("khoảng mười", HOSTILE)
    assert page["E9"].data_type == "s" and page["E7"].comment
    assert any("không phải tệp Excel" in str(row[0].value) for row in copy[LIST].iter_rows())
    page["E7"].value = 1178.47
    copy.save(folder / path.name)
    tables = clean(tmp_path)
    assert figures(tables)["agri.spring_rice.area", "actual"] == Decimal("1178.47")
    sheet = page.title if kind == "xls" else cells(tables)[0][1]
    assert [(c[1], c[2]) for c in cells(tables)] == [(sheet, "E7")]


def test_a_corrected_copy_replaces_the_original_with_a_record(tmp_path, folder):
    original = messy(folder)
    before = figures(clean(tmp_path))
    assert ("agri.spring_rice.area", "actual") not in before
    copy = give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx"
    book = openpyxl.load_workbook(copy)
    book["Trồng trọt"]["E7"].value = 1178.47
    book["Trồng trọt"]["D9"].value = None
    book.save(folder / copy.name)
    tables = clean(tmp_path)
    assert original.exists()
    assert figures(tables)["agri.spring_rice.area", "actual"] == Decimal("1178.47")
    assert set(tables["observations"]["file"]) == {copy.name}
    assert ("agri.spring_rice.production", "plan") not in figures(tables)
    assert cells(tables) == [
        (copy.name, "Trồng trọt", "E7", "khoảng mười", "1178.47"),
        (copy.name, "Trồng trọt", "D9", "7.300", ""),
    ]
    replaced = tables["cleaning_log"].query("rule == 'corrected_copy'")
    assert replaced[["before", "after"]].to_numpy().tolist() == [[original.name, copy.name]]
    refused = tables["quarantine"]
    assert not refused["rule"].str.contains("duplicate|differ").any()
    assert not set(refused["sheet"].dropna()) & {LIST, MARKS}
    notes = " ".join(tables["notes"]["text"].dropna())
    assert "PHẢN HỒI" not in notes


def test_an_unchanged_copy_changes_nothing(tmp_path, folder):
    messy(folder)
    before = figures(clean(tmp_path))
    copy = give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx"
    (folder / copy.name).write_bytes(copy.read_bytes())
    tables = clean(tmp_path)
    assert figures(tables) == before and cells(tables) == []


def test_a_copy_whose_original_is_gone_is_read_and_the_log_says_so(tmp_path, folder):
    original = messy(folder)
    copy = give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx"
    original.write_bytes(copy.read_bytes())
    tables = clean(tmp_path)
    assert ("agri.spring_rice.yield", "actual") in figures(tables)
    assert "corrected_copy_alone" in rules(tables) and "corrected_cell" not in rules(tables)


def test_a_second_round_has_one_list_and_only_its_own_colours(tmp_path, folder):
    messy(folder)
    first = give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx"
    book = openpyxl.load_workbook(first)
    book["Trồng trọt"]["E7"].value = 1178.47
    book.save(folder / first.name)
    written = give(tmp_path)
    assert set(written.points) == {first.name}
    book = openpyxl.load_workbook(written.folder / first.name)
    assert book.sheetnames == [LIST, "Trồng trọt", "Ghi 'chép' tay", MARKS]
    assert [row[2] for row in listed(book)].count("E7") == 0
    assert book["Trồng trọt"]["E7"].comment.text.strip() == "Số của xã"
    marks = {row[0].value: row[1].value for row in book[MARKS].iter_rows()}
    assert marks["original"] == sha256((folder / first.name).read_bytes()).hexdigest()
    book["Trồng trọt"]["E9"].value = 7245
    book.save(folder / f"lan2_{first.name}")
    tables = clean(tmp_path)
    assert set(tables["observations"]["file"]) == {f"lan2_{first.name}"}
    assert figures(tables)["agri.spring_rice.production", "actual"] == 7245


def test_an_offices_own_sheet_of_that_name_is_read(tmp_path, folder):
    path = messy(folder)
    book = openpyxl.load_workbook(path)
    book["Ghi 'chép' tay"].title = LIST
    book.save(path)
    copy = openpyxl.load_workbook(give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx")
    assert copy.sheetnames == [f"{LIST} 2", "Trồng trọt", LIST, MARKS]


def test_feedback_on_a_blank_form_stays_a_form(tmp_path, folder):
    book = forms_of(source_of(tmp_path), "01_nong_nghiep.xlsx")["01_nong_nghiep.xlsx"]
    opened = {(code, measure): cell for code, measure, cell, _ in entry_cells(book)}
    opened["agri.spring_rice.area", "actual"].value = "khoảng mười"
    opened["agri.spring_rice.yield", "actual"].value = 60
    save({"bieu cua xa.xlsx": book}, tmp_path)
    path = give(tmp_path).folder / "bieu cua xa_phan-hoi.xlsx"
    copy = openpyxl.load_workbook(path)
    assert copy["Trồng trọt"].protection.sheet
    address = opened["agri.spring_rice.area", "actual"].coordinate
    copy["Trồng trọt"][address].value = 12
    copy.save(folder / path.name)
    tables = clean(tmp_path)
    assert figures(tables) == {
        ("agri.spring_rice.area", "actual"): 12,
        ("agri.spring_rice.yield", "actual"): 60,
    }
    assert [(c[2], c[3], c[4]) for c in cells(tables)] == [(address, "khoảng mười", "12")]


def test_libreoffice_opens_and_saves_a_copy(tmp_path, folder, program):
    messy(folder)
    copy = give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx"
    book = openpyxl.load_workbook(copy)
    book["Trồng trọt"]["E7"].value = 1178.47
    work = tmp_path / "work"
    work.mkdir()
    book.save(work / copy.name)
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = [program("soffice"), profile, "--headless", "--convert-to", "ods", "--outdir", work]
    subprocess.run([*command, work / copy.name], check=True, capture_output=True)
    (folder / "tra loi.ods").write_bytes((work / f"{copy.stem}.ods").read_bytes())
    tables = clean(tmp_path)
    assert figures(tables)["agri.spring_rice.area", "actual"] == Decimal("1178.47")
    assert ("Trồng trọt", "E7") in {(c[1], c[2]) for c in cells(tables)}


def test_a_mail_with_the_copies_is_ready(tmp_path, folder):
    messy(folder)
    (folder / "hong.xlsx").write_bytes(b"PK\x03\x04 cut off")
    written = give(tmp_path)
    assert list(written.without_copy) == ["hong.xlsx"]
    mail = email.message_from_bytes(written.mail.read_bytes(), policy=email.policy.default)
    assert "Huyện Bạch Thông" in mail["Subject"] and mail["X-Unsent"] == "1"
    body = mail.get_body(("plain",)).get_content()
    assert "E7" in body and "hong.xlsx" in body
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert list(attached) == [f"{CROPS}_phan-hoi.xlsx"]
    assert LIST in openpyxl.load_workbook(BytesIO(attached[f"{CROPS}_phan-hoi.xlsx"])).sheetnames


def test_a_copy_that_a_person_edited_is_set_aside(tmp_path, folder):
    messy(folder)
    path = give(tmp_path).folder / f"{CROPS}_phan-hoi.xlsx"
    book = openpyxl.load_workbook(path)
    book["Trồng trọt"]["E7"].value = 5
    book.save(path)
    edited = path.read_bytes()
    assert len(give(tmp_path).kept) == 1
    assert [p.read_bytes() for p in (path.parent / "da-sua").iterdir()] == [edited]


def test_advice_for_the_reading_office_is_left_out():
    from helpers.forms.feedback.points import for_sender

    reason = "Không biết «Cây mẫu» là chỉ tiêu nào. Sửa tên, hoặc thêm vào data/reference/aliases."
    assert for_sender(reason) == "Không biết «Cây mẫu» là chỉ tiêu nào."
    assert "baocao" not in for_sender("Trả lời bằng lệnh baocao map.")
