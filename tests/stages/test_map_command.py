"""baocao map from the first question to the second year's report."""

from __future__ import annotations

import sys

import asked_questions as asked
import pytest
from openpyxl import load_workbook

from helpers.cli.main import run as run_command
from helpers.cli.outcomes import COULD_NOT_RUN, FINISHED, WITH_FINDINGS
from helpers.core.catalogues.mappings import mapping_files
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.export.question_workbook import COLUMNS, WHO_CELL
from helpers.stages.input_hashes import inputs_of, shared_inputs
from helpers.stages.unit_period import open_unit_period

WHO = "Nguyễn Văn Mẫu"


@pytest.fixture
def workspace(tmp_path):
    return asked.workspace_in(tmp_path)


@pytest.fixture
def run(workspace, capsys, monkeypatch):
    """``run("--who", "…")``: exit code and what was printed."""

    def call(*options, period=asked.PERIOD):
        given = ["--unit", asked.UNIT, "--period", period, "--workspace", str(workspace.root)]
        monkeypatch.setattr(sys, "argv", ["baocao", "map", *given, *options])
        with pytest.raises(SystemExit) as ended:
            run_command()
        shown = capsys.readouterr()
        return ended.value.code or FINISHED, shown.out + shown.err

    return call


def filled(workspace, answers):
    """The written workbook with answers: question's words → column → text."""
    path = workspace.root / "reports" / asked.PERIOD / asked.UNIT / "hoi-dap.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet[WHO_CELL] = WHO
    shown = COLUMNS.index("shown") + 1
    for row in range(6, sheet.max_row + 1):
        for name, text in answers.get(sheet.cell(row, shown).value, {}).items():
            sheet.cell(row, COLUMNS.index(name) + 1, text)
    book.save(path)
    return str(path)


def cleaned(workspace, period=asked.PERIOD):
    opened = open_unit_period(workspace=workspace, unit=asked.UNIT, period=period, lang="vi")
    return opened.clean().tables


ANSWERS = {
    "sào": {"unit": "ha"},
    "41/60": {"measure": "Thực hiện | không lấy", "unit": "hộ nghèo"},
    "Số vụ tai nạn": {"own_label": "Số vụ tai nạn"},
}

NEAR = {"Dâu tằm > Hộ (nghèo/tổng)": {"own_label": "Hộ nghèo trồng dâu"}}
"""Asked once the parts of 41/60 are known: the name is near to one of the catalogue."""


def test_questions_answers_and_the_year_after(workspace, run):
    code, text = run()
    assert code == WITH_FINDINGS and "Tệp BC nong nghiep 6T 2023.xlsx: 3 câu" in text
    before = inputs_of(
        shared_inputs(workspace, Period.parse(asked.PERIOD)), asked.UNIT,
        {"lang": "vi", "formats": ["html"]}, is_roll_up=False,
    )  # fmt: skip
    code, text = run("--answers", filled(workspace, ANSWERS))
    assert code == WITH_FINDINGS and "Đã lưu 3 câu trả lời" in text and "còn 1 câu" in text
    run()
    code, text = run("--answers", filled(workspace, NEAR))
    assert code == FINISHED and "Đã lưu 1 câu trả lời" in text and "còn 0 câu" in text
    after = inputs_of(
        shared_inputs(workspace, Period.parse(asked.PERIOD)), asked.UNIT,
        {"lang": "vi", "formats": ["html"]}, is_roll_up=False,
    )  # fmt: skip
    (file,) = mapping_files(workspace, asked.UNIT)
    assert workspace.relative(file) in after.inputs.keys() - before.inputs.keys()
    assert after.catalogues == before.catalogues
    log = [r for r in records_of(cleaned(workspace)["cleaning_log"]) if r["rule"] == "answered"]
    assert {(r["before"], r["cell"]) for r in log} == {
        ("sào", "D4:F4"), ("41/60", "G3:G5"), ("Số vụ tai nạn", "D5:F5"), (*NEAR, "G4"),
    }  # fmt: skip
    assert all(WHO in r["after"] for r in log)
    second_year(workspace, run)


def second_year(workspace, run):
    """The same workbook a year later, its one new column apart, asks about that column only."""
    asked.copy_period(workspace, "2024H1")
    path = workspace.root / "data/raw/2024H1" / asked.UNIT / asked.FILE
    book = load_workbook(path)
    sheet = book.active
    for cell, text in (("D2", "TH 6T/2023"), ("E2", "KH 2024"), ("F2", "TH 6T/2024")):
        sheet[cell] = text
    sheet["G2"] = "Hộ nghèo trên tổng"
    book.save(path)
    path.rename(path.with_name("BC nong nghiep 6T 2024.xlsx"))
    code, text = run(period="2024H1")
    assert code == WITH_FINDINGS and "6T 2024.xlsx: 1 câu" in text
    assert "Bảng đã khác lần trước" not in text, "the words of the cell are the same"
    assert "Chỗ ghi giống như vậy" in text and WHO in text
    tables = cleaned(workspace, "2024H1")
    units = {
        r["unit_of_measure"]
        for name in ("observations", "detailed_figures")
        for r in records_of(tables[name])
        if r["cell"] == "F4"
    }
    assert units == {"ha"}


def test_an_answer_may_be_changed_and_the_earlier_one_is_kept(workspace, run):
    run()
    run("--answers", filled(workspace, {"sào": {"unit": "ha"}}))
    run("--all")
    code, text = run("--answers", filled(workspace, {"sào": {"unit": "m²"}}))
    assert "Đã lưu 1 câu trả lời" in text
    text = mapping_files(workspace, asked.UNIT)[0].read_text(encoding="utf-8")
    assert text.count("unit: ha") == 1 and "replaces:" in text


def test_a_bad_row_is_named_and_the_good_ones_are_stored(workspace, run):
    run()
    path = filled(workspace, {**ANSWERS, "41/60": {"measure": "Thực hiện"}})
    code, text = run("--answers", path)
    assert code == WITH_FINDINGS
    assert "Trang «Câu hỏi», ô H" in text and "2 phần" in text and "Đã lưu 2 câu" in text


def test_proposals_are_accepted_under_a_name_only_and_never_where_there_is_a_choice(workspace, run):
    code, text = run("--accept-proposals")
    assert code == COULD_NOT_RUN and "--who" in text
    code, text = run("--accept-proposals", "--who", WHO)
    assert code == WITH_FINDINGS and "Không có câu trả lời nào để lưu" in text
    assert mapping_files(workspace, asked.UNIT) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--answers", "khong-co.xlsx"], "Không có tệp"),
        (["--answers", "x.xlsx", "--accept-proposals"], "một trong hai"),
    ],
)
def test_what_cannot_be_is_refused(run, options, words):
    code, text = run(*options)
    assert code == COULD_NOT_RUN and words in text


def test_answers_of_another_unit_are_not_inputs_and_not_used(workspace, run):
    run()
    run("--answers", filled(workspace, ANSWERS))
    folder = workspace.own_reference / "mappings"
    (folder / asked.UNIT).rename(folder / "huyen-mau-hai")
    assert len(cleaned(workspace)["questions"]) == 3


def column(workspace, name, key="reports"):
    """What the cells of a column say, by the words that each question is about."""
    path = workspace.root / key / asked.PERIOD / asked.UNIT / "hoi-dap.xlsx"
    sheet = load_workbook(path).worksheets[0]
    shown, wanted = (COLUMNS.index(each) + 1 for each in ("shown", name))
    rows = range(6, sheet.max_row + 1)
    return {sheet.cell(row, shown).value: sheet.cell(row, wanted).value for row in rows}


def test_all_shows_the_present_answers_and_a_changed_cell_changes_one(workspace, run):
    run()
    run("--answers", filled(workspace, ANSWERS))
    code, _ = run("--all")
    assert code == WITH_FINDINGS
    assert column(workspace, "choice")["sào"] == "ha"
    assert column(workspace, "measure")["41/60"] == "Thực hiện | không lấy"
    path = filled(workspace, {})
    _, text = run("--answers", path)
    assert "Không có câu trả lời nào để lưu" in text, "nothing was changed"
    changed = {"Số vụ tai nạn": {"own_label": "Tai nạn của huyện"}}
    _, text = run("--answers", filled(workspace, changed))
    assert "Đã lưu 1 câu trả lời" in text
    rows = records_of(cleaned(workspace)["observations"])
    assert {r["label"] for r in rows if r["cell"] == "F5"} == {"Tai nạn của huyện"}


def test_the_workbook_that_was_read_is_kept_as_such(workspace, run):
    run()
    filled(workspace, {"sào": {"unit": "ha"}})
    _, text = run()
    assert "sửa tay" in text, "its answer is not stored"
    run("--answers", filled(workspace, {"sào": {"unit": "ha"}}))
    _, text = run()
    assert "sửa tay" not in text and "đã được lưu" in text


def test_a_refused_row_does_not_make_the_stored_answers_unread(workspace, run):
    run()
    answers = {"sào": {"unit": "ha"}, "41/60": {"measure": "Thực hiện"}}
    code, _ = run("--answers", filled(workspace, answers))
    assert code == WITH_FINDINGS
    _, text = run()
    assert "sửa tay" not in text and "thì có trong tệp mới" in text and "41/60" in text


def test_answers_that_bring_no_figure_say_why(workspace, run):
    run()
    _, text = run("--answers", filled(workspace, {"Số vụ tai nạn": ANSWERS["Số vụ tai nạn"]}))
    assert "Đọc thêm được 0 số liệu" in text and "Chưa đọc thêm được số nào vì" in text
