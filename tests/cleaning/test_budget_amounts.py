"""Rows of the programme's forms: a line once, no total of other money, no label of two lines."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from helpers.cleaning.budget_amounts import BudgetReader
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.duplicates import without_duplicates
from helpers.cleaning.layout import LocatedTable
from helpers.cleaning.readers.model import Cell, Sheet
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.forms import SheetMap
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

MAPPING = SheetMap(
    names=("T",),
    table="programme",
    header_marker="Dự án",
    columns={},
    levels={
        "programme": ("Tổng cộng", "Tổng số"),
        "project": ("Dự án", "DA"),
        "sub_project": ("Tiểu dự án", "Tiểu DA", "TDA"),
        "content": ("Nội dung", "ND"),
    },
)
ROLES = {1: "label", 2: "allocated_investment", 3: "allocated_recurrent", 4: "note"}
HEAD = ["Dự án", "Vốn đầu tư (triệu đồng)", "Vốn sự nghiệp (triệu đồng)"]
PROGRAMME = "Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi giai đoạn 2021 - 2030, giai đoạn I: từ năm 2021 đến năm 2025"  # noqa: E501


def read(*rows):
    """What rows of (label, investment, recurrent) give: values by line and capital, and rules."""
    sheet = Sheet(
        "t.xlsx", "T", False, tuple(cells(n, row) for n, row in enumerate((HEAD, *rows), 1))
    )
    table = LocatedTable(
        sheet=sheet,
        mapping=MAPPING,
        header_rows=range(1, 2),
        roles=ROLES,
        headers=dict(enumerate(HEAD, 1)),
        last_row=len(rows) + 1,
        columns=range(1, 10),
        label_columns=(1,),
    )
    period = Period.parse("2023H1")
    programmes = load_catalogues(Workspace(PROJECT_ROOT), period).programmes
    log = CleaningLog()
    reader = BudgetReader(table, SimpleNamespace(programmes=programmes, period=period), log)
    records = without_duplicates("programme", list(reader.records()), log)
    values = {(r["budget_line"], r["capital"][0]): r["value"] for r in records}
    return values, {r["cell"]: r["rule"].partition(".")[2] for r in log.refusals}, log


def cells(number, row):
    return tuple(
        Cell(number, c, str(v), v if isinstance(v, str) else Decimal(v), kind(v))
        for c, v in enumerate(row, 1)
        if v not in ("", None)
    )


def kind(value):
    return "text" if isinstance(value, str) else "number"


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Dự án 1", "DA1"),
        ("1. Dự án 1: Giải quyết tình trạng thiếu đất ở", "DA1"),
        ("I. DA 1 - Giải quyết tình trạng thiếu đất ở", "DA1"),
        ("Dự án 1 (năm 2023)", "DA1"),
        ("Dự án 1 (QĐ 1719/QĐ-TTg ngày 14/10/2021)", "DA1"),
        ("Trong đó: Dự án 1", "DA1"),
        ("Vốn thực hiện Dự án 1", "DA1"),
        ("Nội dung số 04, Tiểu dự án 1, Dự án 4: … đã đầu tư từ giai đoạn trước", "DA4.TDA1.ND4"),
        ("Tiểu dự án 2, Dự án 3: Hỗ trợ phát triển sản xuất theo Dự án 3", "DA3.TDA2"),
        ("Tổng cộng", "MTQG"),
        ("TỔNG SỐ:", "MTQG"),
        ("I. Tổng số (A+B)", "MTQG"),
        ("Tổng cộng (1+2+...+10)", "MTQG"),
        ("Tổng số vốn", "MTQG"),
        ("Tổng số vốn năm 2023", "MTQG"),
        (f"Tổng cộng {PROGRAMME}", "MTQG"),
        (PROGRAMME, "MTQG"),
    ],
)
def test_a_label_that_is_a_line_or_its_total(label, line):
    values, rules, _ = read([label, 10, 20])
    assert values == {(line, "i"): 10, (line, "r"): 20}
    assert not rules


@pytest.mark.parametrize(
    ("label", "rule"),
    [
        ("Dự án 1 và Dự án 2", "several_lines"),
        ("Dự án 1 và 2", "several_lines"),
        ("Dự án 1-3", "several_lines"),
        ("Dự án 1, 2", "several_lines"),
        ("Dự án 1; Dự án 2; Dự án 3", "several_lines"),
        ("Dự án 1 + 2", "several_lines"),
        ("Dự án 3.1", "several_lines"),
        ("DA 1 đến DA 3", "several_lines"),
        ("Dự án 2 (điều chỉnh chuyển sang Dự án 3)", "several_lines"),
        ("Dự án 1: đất ở, Dự án 2: dân cư", "several_lines"),
        ("Nội dung 1, 2, Dự án 1", "several_lines"),
        ("Tổng số vốn năm trước chuyển sang", "money_of_other_year"),
        ("Tổng số vốn năm 2022 chuyển sang", "money_of_other_year"),
        ("Tổng cộng vốn kéo dài", "money_of_other_year"),
        ("Vốn chuyển nguồn Dự án 1", "part_of_line"),
        ("Dự án 1 (vốn năm 2022)", "money_of_other_year"),
        ("Dự án 1: vốn kéo dài", "money_of_other_year"),
        ("Tổng số vốn đối ứng", "part_of_line"),
        ("Tổng số hộ", "other_total"),
        ("Tổng cộng vốn ngân sách trung ương", "other_total"),
        ("Vốn đối ứng Dự án 1", "part_of_line"),
        ("Dự án 1 (vốn vay)", "part_of_line"),
        (f"Vốn đối ứng {PROGRAMME}", "part_of_line"),
        ("Tổng vốn giai đoạn 2021-2025", "money_of_other_year"),
        ("Kinh phí quản lý", "unknown_line"),
    ],
)
def test_other_money_and_labels_of_several_lines_are_refused(label, rule):
    values, rules, _ = read([label, 10, 20])
    assert values == {}
    assert set(rules.values()) == {rule}
    assert set(rules) == {"B2", "C2"}


def test_the_message_names_the_lines():
    _, _, log = read(["Dự án 1 và Dự án 2", 10, ""])
    assert "dự án 1; dự án 2" in log.refusals[0]["reason"].lower()


def test_a_line_twice_is_refused_or_kept_once():
    values, rules, log = read(["Dự án 2", 2000, 753], ["Dự án 2", 900, 753])
    assert values == {("DA2", "i"): None, ("DA2", "r"): 753}
    assert rules == {"B2": "line_twice", "B3": "line_twice"}
    assert [(r["rule"], r["cell"]) for r in log.repairs] == [("repeated", "C3")]


@pytest.mark.parametrize("figures", [("", ""), (500, 60)])
@pytest.mark.parametrize("label", ["II. Vốn năm 2022 kéo dài", "B. Vốn năm trước chuyển sang"])
def test_lines_in_a_block_of_another_year_are_refused(label, figures):
    rows = [["I. Vốn năm 2023"], ["Dự án 1", 10, 20], [label, *figures], ["Dự án 2", 30, 40]]
    values, rules, _ = read(*rows, ["Tổng cộng", 40, 60])
    assert values == {("DA1", "i"): 10, ("DA1", "r"): 20}
    assert {rules[cell] for cell in ("B5", "C5", "B6")} == {"money_of_other_year"}


def test_a_block_of_the_report_year_ends_one_of_another():
    values, _, _ = read(
        ["Vốn năm 2022"], ["Dự án 1", 10, ""], ["Vốn năm 2023"], ["Dự án 2", 30, ""]
    )
    assert values == {("DA2", "i"): 30}


def test_carried_over_money_as_a_part_of_a_line_does_not_end_the_table():
    rows = [["Dự án 1", 10, ""], ["- Vốn năm 2022 chuyển sang", 4, ""], ["Dự án 2", 30, ""]]
    values, rules, _ = read(*rows)
    assert values == {("DA1", "i"): 10, ("DA2", "i"): 30}
    assert rules == {"B3": "money_of_other_year"}


def test_figures_below_a_kind_of_capital_stand_in_its_column():
    rows = [["Vốn đầu tư"], ["Dự án 1", 10, ""], ["II. Nguồn vốn sự nghiệp:"], ["Dự án 1", "", 20]]
    values, rules, _ = read(*rows, ["Dự án 2", 5, ""], ["Tổng cộng", 15, 20])
    assert values == {("DA1", "i"): 10, ("DA1", "r"): 20, ("MTQG", "i"): 15, ("MTQG", "r"): 20}
    assert rules == {"B6": "other_capital"}


def test_a_row_that_is_not_understood_ends_the_line_above_it():
    sub = ["Tiểu dự án 1", 10, ""]
    assert read(["Dự án 3"], ["Trong đó:"], sub)[0] == {("DA3.TDA1", "i"): 10}
    assert read(["Dự án 3"], ["Chương trình khác"], sub)[1] == {"B4": "unknown_line"}


def test_the_years_in_a_programmes_name_open_no_block():
    values, _, _ = read(
        ["A. Chương trình MTQG DTTS và MN giai đoạn 2021-2030"], ["Dự án 1", 10, ""]
    )
    assert values == {("DA1", "i"): 10}


@pytest.mark.parametrize(
    ("above", "label"),
    [
        ("Dự án 8", "Nội dung số 01: Hỗ trợ đất ở"),
        ("Dự án 1", "Nội dung số 02: Hỗ trợ đất ở"),
        ("Tổng số", "Dự án 4 - Chăm sóc sức khỏe Nhân dân, nâng cao thể trạng"),
        ("Dự án 3", "Tiểu dự án 1. Đào tạo nghề và giải quyết việc làm cho người lao động"),
        ("Tổng số", "Tiểu dự án 1, Dự án 3: Hỗ trợ nước sinh hoạt"),
    ],
)
def test_a_number_with_the_name_of_another_line_is_asked_about(above, label):
    values, rules, log = read([above], [label, 5, ""])
    assert (values, rules) == ({}, {"B3": "other_name"})
    assert label in log.refusals[-1]["reason"]


@pytest.mark.parametrize(
    ("above", "label", "line"),
    [
        ("Dự án 1", "Nội dung số 02: HỖ TRỢ NHÀ Ở", "DA1.ND2"),
        ("Dự án 1", "Nội dung số 02: Hỗ trợ xây dựng, sửa chữa nhà ở cho hộ nghèo", "DA1.ND2"),
        (
            "Dự án 1",
            "ND 4 - Nước sinh hoạt phân tán, tập trung các xã trên địa bàn huyện",
            "DA1.ND4",
        ),
        ("Tổng số", "Dự án 5: Phát triển GDĐT, nâng cao chất lượng NNL", "DA5"),
        ("Tổng số", "Dự án 8: Bình đẳng giới", "DA8"),
        ("Tổng số", "Dự án 7 (vốn giao)", "DA7"),
    ],
)
def test_a_shortened_or_longer_name_is_that_of_its_line(above, label, line):
    assert read([above], [label, 5, ""])[0] == {(line, "i"): 5}


def test_money_of_which_nothing_states_the_unit_is_refused(monkeypatch):
    monkeypatch.setitem(globals(), "HEAD", ["Dự án", "Vốn đầu tư", "Vốn sự nghiệp"])
    values, refused, _ = read(("Dự án 1", "10", "20"))
    assert set(values.values()) <= {None}
    assert set(refused.values()) == {"money_without_unit"}


def test_a_line_that_names_another_programme_is_refused():
    values, rules, _ = read(
        ("Dự án 1 (Chương trình MTQG giảm nghèo bền vững)", "888", "99"),
        ("Dự án 2", "4", "5"),
    )
    assert values == {("DA2", "i"): 4, ("DA2", "r"): 5}
    assert rules == {"B2": "line_of_other_programme", "C2": "line_of_other_programme"}


@pytest.mark.parametrize(
    ("note", "value"),
    [("Số liệu năm 2022", None), ("Số này chưa đúng", None), ("Giao tại QĐ 272 năm 2022", 2000)],
)
def test_a_note_by_which_the_money_is_of_another_year(note, value):
    values, rules, _ = read(("Dự án 1", 2000, 753, note))
    assert values["DA1", "i"] == value
    assert value or rules == {"B2": "note_against", "C2": "note_against"}
