"""A blank form whose rows a clerk changed by hand: no figure under another name in silence."""

import openpyxl
import pytest
from filling import PERIOD, clean, forms_of, save, source_of
from filling import UNIT as UNIT_KEY

AREA, MAIZE = "agri.spring_rice.area", "agri.spring_maize.area"
SHEET = "Trồng trọt"
LABEL, UNIT, PLAN, ACTUAL, CODE = 2, 3, 4, 5, 9


@pytest.fixture
def books(tmp_path):
    return forms_of(source_of(tmp_path), "nong_nghiep")


def crops(books):
    return next(book[SHEET] for book in books.values() if SHEET in book.sheetnames)


def row_of(sheet, code):
    return next(r for r in range(8, 40) if sheet.cell(r, CODE).value == code)


def read(books, tmp_path):
    save(books, tmp_path)
    tables = clean(tmp_path)
    found = tables["observations"].query("measure == 'actual'")
    refused = tables["quarantine"]
    return dict(zip(found["indicator"], found["value"].map(float), strict=True)), refused, tables


def rules(refused):
    return dict(zip(refused["cell"], refused["rule"], strict=True))


def test_another_name_of_the_group_above_a_code_is_asked(books, tmp_path):
    sheet = crops(books)
    row = row_of(sheet, AREA)
    sheet.cell(row - 1, LABEL).value = "Lúa mùa"
    sheet.cell(row, ACTUAL).value = 1178
    found, refused, _ = read(books, tmp_path)
    assert AREA not in found
    assert rules(refused)[f"E{row}"] == "cleaning.label_and_code_differ"
    reason = refused.set_index("cell").loc[f"E{row}", "reason"]
    assert "Lúa mùa / Diện tích" in reason and "Diện tích lúa xuân" in reason


def test_two_codes_that_changed_places_are_asked(books, tmp_path):
    sheet = crops(books)
    rice, maize = row_of(sheet, AREA), row_of(sheet, MAIZE)
    sheet.cell(rice, CODE).value, sheet.cell(maize, CODE).value = MAIZE, AREA
    sheet.cell(rice, ACTUAL).value, sheet.cell(maize, ACTUAL).value = 1178, 626
    found, refused, _ = read(books, tmp_path)
    assert not {AREA, MAIZE} & found.keys()
    assert {rules(refused)[f"E{row}"] for row in (rice, maize)} == {
        "cleaning.label_and_code_differ"
    }


def test_an_untouched_label_or_none_beside_a_code_is_read(books, tmp_path):
    sheet = crops(books)
    row = row_of(sheet, AREA)
    sheet.cell(row, LABEL).value = "DIỆN TÍCH "
    sheet.cell(row, ACTUAL).value = 1178
    assert read(books, tmp_path)[0][AREA] == 1178


def test_a_spare_row_becomes_a_question_with_its_cells(books, tmp_path):
    sheet = crops(books)
    spare = max(r for r in range(8, 40) if sheet.cell(r, CODE).value) + 1
    for column, value in ((LABEL, "Diện tích rừng ngô mẫu"), (UNIT, "ha"), (ACTUAL, 90)):
        sheet.cell(spare, column).value = value
    _, refused, tables = read(books, tmp_path)
    asked = tables["questions"]
    assert asked["shown"].str.contains("Diện tích rừng ngô mẫu").sum() == 1
    assert asked["where"].str.contains(f"E{spare}").any()
    own = refused[refused["cell"] == f"E{spare}"]
    assert len(own) == 1 and "baocao map" in own["reason"].iloc[0]


@pytest.mark.parametrize("words", ["x (không có)", True, "có"])
def test_other_words_than_a_tick_are_asked_and_make_no_zeros(books, tmp_path, words):
    sheet = crops(books)
    sheet["C5"].value = words
    found, refused, _ = read(books, tmp_path)
    assert AREA not in found
    assert rules(refused)["C5"] == "cleaning.tick_not_understood"


def test_a_row_that_a_form_refuses_is_not_read_by_its_words_alone(tmp_path):
    """The office's own workbook in the form's layout: the group is of last year."""
    folder = tmp_path / "data" / "raw" / PERIOD / UNIT_KEY
    folder.mkdir(parents=True)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    head = ["STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện"]
    for row in (
        ["BIỂU TRỒNG TRỌT 6 THÁNG ĐẦU NĂM 2023"],
        head,
        [None, "Lúa xuân"],
        [1, "Diện tích", "ha", 1187, 1178],
        [None, "Diện tích bị thiệt hại", None, None, None],
        [None, "Năm 2022", None, None, None],
        ["1.1", "Cây lương thực có hạt", "ha", 1190, 1100],
    ):
        sheet.append(row)
    book.save(folder / "01_nong_nghiep.xlsx")
    tables = clean(tmp_path)
    assert list(tables["observations"]["cell"]) == ["D4", "E4"]
    assert "E7" in " ".join(tables["quarantine"]["cell"])
