"""Drafts and copies by the names of sheets and files: only beside a final one, never in silence."""

from dataclasses import replace

import pytest
from grids import sheet_of
from test_table_layouts import cleaned, values, workbook_of

from helpers.cleaning.draft_names import draft_sheets
from helpers.cleaning.readers import Workbook

GRID = (
    "UBND HUYỆN BẠCH THÔNG\nVIỆC MẪU 6 THÁNG ĐẦU NĂM 2023\n"
    "Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện\nĐàn trâu|con|#40|#{}"
)
DRAFTS = [
    "Nháp",
    "nhap",
    "Sheet1 (2)",
    "cũ",
    "Copy of Sheet1",
    "test",
    "Số liệu cũ",
    "2023 (chưa sửa)",
]
FINALS = ["Chính thức", "Sheet1", "Xã Mẫu 1", "Thu nhập", "Nhà cửa", "Biểu (a)", "Xã Thử Hai"]


def book(names, file="so lieu.xlsx"):
    return Workbook(file, tuple(sheet_of(GRID.format(7), name, file) for name in names))


@pytest.mark.parametrize("draft", DRAFTS)
def test_a_draft_beside_a_final_sheet(draft):
    assert set(draft_sheets([book(["Chính thức", draft])])) == {("so lieu.xlsx", draft)}
    assert draft_sheets([book([draft])]) == {}


def test_names_of_final_sheets():
    assert draft_sheets([book(FINALS)]) == {}


FILES = {
    ("a v1.xlsx", "a v2.xlsx"): {"a v1.xlsx"},
    ("a lần 1.xlsx", "a lần 2.xlsx", "a lần 10.xlsx"): {"a lần 1.xlsx", "a lần 2.xlsx"},
    ("a.xlsx", "a (1).xlsx"): {"a (1).xlsx"},
    ("a.xlsx", "Copy of a.xlsx"): {"Copy of a.xlsx"},
    ("a.xlsx", "b (1).xlsx"): set(),
    ("quý 1.xlsx", "quý 2.xlsx"): set(),
    ("biểu 1.xlsx", "biểu 2.xlsx"): set(),
}


@pytest.mark.parametrize("files", FILES)
def test_versions_of_a_file(files):
    found = draft_sheets([book(["Sheet1"], file) for file in files])
    assert {file for file, _ in found} == FILES[files]


@pytest.mark.parametrize("name", ["Nháp", "Sheet1 (2)"])
def test_a_row_that_only_the_draft_has_is_asked(name):
    final = sheet_of(GRID.format(42), "Chính thức", "so lieu.xlsx")
    draft = sheet_of(GRID.format(39) + "\nĐàn ngựa|con|#9|#8", name, "so lieu.xlsx")
    tables = cleaned(Workbook("so lieu.xlsx", (draft, final)))
    assert values(tables) == {
        "C4 livestock.buffaloes.herd plan 40",
        "D4 livestock.buffaloes.herd actual 42",
    }
    assert set(tables["questions"]["kind"]) == {"table"}


def test_a_final_file_is_read_beside_its_draft():
    tables = cleaned(
        workbook_of(GRID.format(42), "Sheet1", "so lieu.xlsx"),
        workbook_of(GRID.format(39), "Sheet1", "so lieu (bản nháp).xlsx"),
    )
    assert "D4 livestock.buffaloes.herd actual 42" in values(tables)
    assert set(tables["questions"]["kind"]) == {"table"}


FORM_GRID = "STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Thực hiện\n#1|Đàn trâu|con|#4310|#{}"


@pytest.mark.parametrize(
    ("visible", "stored"),
    [("Đàn vật nuôi (2)", 4242), ("Đàn vật nuôi nháp", 3999)],
)
def test_a_hidden_sheet_of_a_form_gives_way_to_its_visible_copy(visible, stored):
    file = "02_chan_nuoi_lam_nghiep.xlsx"
    hidden = replace(sheet_of(FORM_GRID.format(3999), "Đàn vật nuôi", file), hidden=True)
    copy = sheet_of(FORM_GRID.format(4242), visible, file)
    tables = cleaned(Workbook(file, (hidden, copy)))
    assert f"E2 livestock.buffaloes.herd actual {stored}" in values(tables)
    assert len(tables["observations"]) == 2
    named = {(r["sheet"], r["rule"]) for r in tables["quarantine"].to_dict("records")}
    if stored == 4242:
        assert ("Đàn vật nuôi", "cleaning.hidden_version") in named
