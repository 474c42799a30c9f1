"""The workbook of questions: filled in by hand, read back, also after other programs and harm."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import asked_questions as asked
import pytest
from openpyxl import load_workbook

from helpers.cleaning.mapping_answers import answers_for, stored_answer
from helpers.cleaning.question_records import question_of, record_of
from helpers.cleaning.recognition.model import Meaning
from helpers.core.catalogues.mappings import add_answers, load_mappings
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.export.question_workbook import COLUMNS, WHO_CELL
from helpers.stages.mapping.asking import Asking
from helpers.stages.unit_period import open_unit_period

HEAD_ROW = 5
WHO = "Nguyễn Văn Mẫu"
TAY = (("dân tộc", "Tày"), ("nguồn vốn", "NSTW"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return asked.workspace_in(tmp_path_factory.mktemp("asked"))


def asking_in(workspace, questions=asked.ALL, unit=asked.UNIT, period=asked.PERIOD) -> Asking:
    opened = open_unit_period(workspace=workspace, unit=unit, period=period, lang="vi")
    return Asking(opened, tuple(questions), 0)


@pytest.fixture
def written(workspace, tmp_path):
    """A function that writes the workbook, fills it in by column name and reads it back."""

    def fill(rows, who=WHO, change=None):
        asking = asking_in(workspace)
        asking.write_workbook()
        book = load_workbook(asking.file)
        sheet = book.worksheets[0]
        sheet[WHO_CELL] = who
        for number, cells in rows.items():
            for name, text in cells.items():
                sheet.cell(HEAD_ROW + number, COLUMNS.index(name) + 1, text)
        if change:
            change(book, sheet)
        path = tmp_path / "da-dien.xlsx"
        book.save(path)
        return path, asking.read_workbook(path)

    return fill


def meanings(filled):
    return {given.question.key: given.meaning for given in filled.answers}


def reasons(filled):
    return [str(problem) for problem in filled.problems]


def choice(number, question, workspace):
    from helpers.stages.mapping.filled_answers import choices_of

    return choices_of(question, asking_in(workspace).vocabulary)[number].text


EVERY_ANSWER = {
    1: ({"choice": 0}, asked.COLUMN.proposals[0]),
    2: ({"choice": 0}, Meaning()),
    3: ({"unit": "nghìn con"}, Meaning(unit="nghìn con")),
    4: ({"own_label": "Đàn ngựa Mẫu"}, Meaning(label="Đàn ngựa Mẫu")),
    5: ({"choice": 0}, asked.PATTERN.proposals[0]),
    6: ({"choice": 0}, asked.BREAKDOWN.proposals[0]),
}


def test_every_kind_of_meaning_comes_back_from_workbook_and_storage(written, workspace, tmp_path):
    rows = {n: dict(cells) for n, (cells, _) in EVERY_ANSWER.items()}
    for number, cells in rows.items():
        if "choice" in cells:
            cells["choice"] = choice(cells["choice"], asked.ALL[number - 1], workspace)
    _, filled = written(rows)
    assert reasons(filled) == []
    expected = {asked.ALL[n - 1].key: meaning for n, (_, meaning) in EVERY_ANSWER.items()}
    assert meanings(filled) == expected
    assert {given.who for given in filled.answers} == {WHO}
    opened = asking_in(workspace).unit_period
    other = asked.workspace_in(tmp_path / "kept")
    stored = [
        stored_answer(g.question, g.meaning, g.who, opened.period, "workbook")
        for g in filled.answers
    ]
    add_answers(other, asked.UNIT, stored)
    kept = answers_for(load_mappings(other, asked.UNIT), opened.catalogues)
    assert {answer.key: answer.meaning for answer in kept} == expected


def test_answers_move_with_the_year_and_stages_stay(workspace):
    opened = asking_in(workspace)
    stage = replace(asked.COLUMN, key="cot|giai doan", shown="Giai đoạn")
    given = (
        (asked.COLUMN, Meaning(measure="previous", period="2022H1")),
        (stage, Meaning(measure="stage_total", period="2021-2025")),
        (asked.BREAKDOWN, Meaning(period="2023", breakdown=(("vốn", "kéo dài từ năm 2022"),))),
    )
    period = opened.unit_period.period
    rows = [stored_answer(question, m, WHO, period, "notebook") for question, m in given]
    next_year = asking_in(workspace, period="2024H1").unit_period.catalogues
    after = {answer.key: answer.meaning for answer in answers_for(rows, next_year)}
    assert after[asked.COLUMN.key].period == "2023H1"
    assert after[stage.key].period == "2021-2025"
    assert after[asked.BREAKDOWN.key].breakdown == (("vốn", "kéo dài từ năm 2023"),)
    over = asking_in(workspace, period="2026H1").unit_period.catalogues
    assert stage.key not in {answer.key for answer in answers_for(rows, over)}


def test_all_areas_of_an_answer_are_stored():
    where = (*asked.at("C9:C10"), *asked.at("C12"))
    question = replace(asked.COLUMN, where=where)
    answer = stored_answer(
        question, Meaning(measure="actual"), WHO, Period.parse("2023H1"), "notebook"
    )
    assert [table.cells for table in answer.tables] == ["C9:C10, C12"]


@pytest.mark.parametrize("question", asked.ALL, ids=lambda q: q.kind)
def test_a_question_is_the_same_after_its_table(question):
    assert question_of(record_of(question)) == question


@pytest.mark.parametrize(
    ("number", "cells", "cell", "words"),
    [
        (1, {"choice": "3. Gì đó"}, "G6", "không có cách hiểu"),
        (1, {"measure": "Thực hiện"}, "I6", "còn thiếu «Kỳ»"),
        (1, {"measure": "Thực", "period": "2022H1"}, "H6", "không có loại giá trị"),
        (1, {"measure": "Thực hiện", "period": "tháng trước"}, "I6", "không hiểu kỳ"),
        (1, {"choice": 0, "period": "2021H1"}, "I6", "nói khác"),
        (1, {"choice": -1, "period": "2022H1"}, "I6", "không phải số liệu"),
        (2, {"unit": "ha"}, "J7", "không hỏi"),
        (3, {"unit": "sào Mẫu"}, "J8", "không có đơn vị tính"),
        (4, {"indicator": "Đàn kỳ lân"}, "K9", "chỉ tiêu riêng"),
        (4, {"indicator": "Đàn ngựa (con)", "own_label": "Số vụ tai nạn"}, "L9", "một trong hai"),
        (5, {"measure": "Thực hiện"}, "H10", "2 phần"),
        (5, {"measure": "Thực hiện | Kế hoạch năm | Còn lại"}, "H10", "2 phần"),
        (6, {"breakdown": "người Tày", "period": "2023H1"}, "M11", "dân tộc=Tày"),
        (6, {"period": "2023H1"}, "M11", "còn thiếu"),
    ],
)
def test_a_wrong_row_is_named_by_cell_and_not_stored(
    written, workspace, number, cells, cell, words
):
    cells = dict(cells)
    if isinstance(cells.get("choice"), int):
        cells["choice"] = choice(cells["choice"], asked.ALL[number - 1], workspace)
    good = 3 if number != 3 else 4
    right = {3: {"unit": "ha"}, 4: {"own_label": "Số vụ tai nạn"}}[good]
    _, filled = written({number: cells, good: right})
    (reason,) = reasons(filled)
    assert f"ô {cell}:" in reason and words in reason
    assert [given.question for given in filled.answers] == [asked.ALL[good - 1]]


def test_parts_and_breakdown_may_be_written(written):
    _, filled = written({
        5: {"measure": "thực hiện | không lấy", "unit": "hộ nghèo | "},
        6: {"breakdown": "toàn đơn vị", "period": "năm 2022"},
    })  # fmt: skip
    assert reasons(filled) == []
    first = Meaning(measure="actual", unit="hộ nghèo")
    assert meanings(filled) == {
        asked.PATTERN.key: Meaning(parts=(first, Meaning(is_figure=False))),
        asked.BREAKDOWN.key: Meaning(period="2022"),
    }


def test_nobody_named_is_no_answer_and_a_row_may_name_its_own(written):
    _, filled = written({3: {"unit": "ha"}, 4: {"own_label": "Ngựa", "who": "Lê Mẫu"}}, who="12")
    assert [given.who for given in filled.answers] == ["Lê Mẫu"]
    assert "ô N8:" in reasons(filled)[0] and "họ tên" in reasons(filled)[0]


def copy_row(sheet, source, target):
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(target, column, sheet.cell(source, column).value)


def double_row(book, sheet):
    copy_row(sheet, HEAD_ROW + 3, HEAD_ROW + 8)
    sheet.cell(HEAD_ROW + 8, COLUMNS.index("unit") + 1, "m²")


def test_a_doubled_row_with_another_answer_settles_nothing(written):
    _, filled = written({3: {"unit": "ha"}}, change=double_row)
    assert filled.answers == [] and "hai dòng" in reasons(filled)[0]


def test_doubled_rows_that_agree_and_removed_rows_do_no_harm(written):
    def change(book, sheet):
        copy_row(sheet, HEAD_ROW + 3, HEAD_ROW + 8)
        sheet.delete_rows(HEAD_ROW + 1, 2)

    _, filled = written({3: {"unit": "ha"}}, change=change)
    assert meanings(filled) == {asked.UNIT_OF.key: Meaning(unit="ha")} and reasons(filled) == []


def test_columns_that_moved_are_found_by_their_heads(written):
    def change(book, sheet):
        sheet.insert_cols(1)
        sheet.insert_rows(1, 3)

    _, filled = written({3: {"unit": "ha"}}, change=change)
    assert meanings(filled) == {asked.UNIT_OF.key: Meaning(unit="ha")}


def test_a_key_that_does_not_fit_what_the_row_shows_is_refused(written):
    def swap(_, sheet):
        key = COLUMNS.index("key") + 1
        cells = [sheet.cell(HEAD_ROW + number, key) for number in (1, 3)]
        cells[0].value, cells[1].value = cells[1].value, cells[0].value

    _, filled = written({1: {"unit": "ha"}, 3: {"unit": "ha"}, 4: {"own_label": "X"}}, change=swap)
    assert [given.question.key for given in filled.answers] == [asked.INDICATOR.key]
    assert len(filled.problems) == 2 and all("khóa ẩn" in r for r in reasons(filled))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("M'Nông", (("dân tộc", "Mnông"),)),
        ("Tày", (("dân tộc", "Tày"),)),
        ("nstw", (("nguồn vốn", "nstw"),)),
        ("cấp học=PT DTNT", (("cấp học", "PT DTNT"),)),
        ("abc=def", None),
        ("Không ai", None),
    ],
)
def test_a_part_may_be_named_alone_and_its_dimension_must_be_known(written, text, pairs):
    _, filled = written({6: {"breakdown": text, "period": "2023H1"}})
    expected = {asked.BREAKDOWN.key: Meaning(period="2023H1", breakdown=pairs)} if pairs else {}
    assert meanings(filled) == expected


@pytest.mark.parametrize("formula", ["=J99", "=1/0", '=CMD|"/c calc"!A1'])
def test_a_formula_without_a_result_is_no_answer(written, formula):
    _, filled = written({3: {"unit": formula}})
    assert filled.answers == [] and "công thức" in reasons(filled)[0]


def test_a_row_without_its_key_or_with_a_strange_one_is_refused(written):
    def change(book, sheet):
        sheet.cell(HEAD_ROW + 3, len(COLUMNS)).value = None
        sheet.cell(HEAD_ROW + 4, len(COLUMNS)).value = "k0000"

    _, filled = written({3: {"unit": "ha"}, 4: {"own_label": "Ngựa"}}, change=change)
    assert filled.answers == []
    assert "không có khóa" in reasons(filled)[0] and "không còn được hỏi" in reasons(filled)[1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda book, sheet: sheet.cell(HEAD_ROW, 9, "Ngày"), "«Kỳ»"),
        (lambda book, sheet: sheet.cell(HEAD_ROW, 20, "Kỳ"), "lặp lại"),
        (lambda book, sheet: sheet.cell(HEAD_ROW, len(COLUMNS), ""), "không phải tệp hỏi đáp"),
        (lambda book, sheet: book.remove(book.worksheets[3]), "không phải tệp hỏi đáp"),
        (lambda book, sheet: book.worksheets[3].cell(1, 2, "huyen-mau-hai"), "huyen-mau-hai"),
        (lambda book, sheet: book.worksheets[3].cell(1, 3, "2022H1"), "2022H1"),
    ],
)
def test_a_workbook_that_is_not_this_one_is_refused_whole(written, change, words):
    with pytest.raises(InputError, match=words):
        written({3: {"unit": "ha"}}, change=change)


def test_the_source_itself_is_no_workbook_of_questions(workspace):
    asking = asking_in(workspace)
    folder = workspace.raw(asking.unit_period.period, asked.UNIT)
    with pytest.raises(InputError, match="không phải tệp hỏi đáp"):
        asking.read_workbook(folder / asked.FILE)


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_libreoffice_keeps_answers_and_pick_lists(written, workspace, program, tmp_path, suffix):
    path, _ = written({1: {"choice": choice(0, asked.COLUMN, workspace)}, 3: {"unit": "ha"}})
    out = tmp_path / "saved"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        program("soffice"),
        home,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        out,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = out / f"{path.stem}.{suffix}"
    filled = asking_in(workspace).read_workbook(saved)
    assert reasons(filled) == []
    assert meanings(filled)[asked.COLUMN.key] == asked.COLUMN.proposals[0]
    if suffix == "xlsx":
        sheet = load_workbook(saved).worksheets[0]
        lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
        assert any("G6" in cells for cells in lists) and sheet.protection.sheet
        assert not sheet["G6"].protection.locked and sheet["D6"].protection.locked


def test_the_surroundings_show_the_asked_cells_in_colour(workspace):
    asking = asking_in(workspace)
    asking.write_workbook()
    page = load_workbook(asking.file).worksheets[1]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=1, max_row=7)]
    assert rows[1][1:5] == ["A", "B", "C", "D"] and "TH 6T/2022" in rows[3]
    coloured = {c.value for row in page["B1:G7"] for c in row if c.fill.fgColor.rgb == "FFFFD166"}
    assert coloured == {"120,5", "40", "15"}


def test_the_same_questions_give_the_same_bytes_and_a_filled_one_is_kept(workspace):
    asking = asking_in(workspace)
    asking.write_workbook()
    first = asking.file.read_bytes()
    assert asking.write_workbook() is None and asking.file.read_bytes() == first
    book = load_workbook(asking.file)
    book.worksheets[0][WHO_CELL] = WHO
    book.save(asking.file)
    kept = asking.write_workbook()
    assert kept.parent.name == "da-sua" and load_workbook(kept).worksheets[0][WHO_CELL].value == WHO


def test_a_change_of_the_table_is_said(tmp_path):
    workspace = asked.workspace_in(tmp_path)
    before = asking_in(workspace)
    given = stored_answer(
        asked.COLUMN, asked.COLUMN.proposals[0], WHO, before.unit_period.period, "workbook"
    )
    add_answers(workspace, asked.UNIT, [given])
    changed = replace(asked.COLUMN, key="cot|th 6 thang {-1}", shown="TH 6T/2022 (sửa)")
    (remark,) = asking_in(workspace, [changed, asked.UNIT_OF]).remarks.values()
    assert "«TH 6T/2022»" in remark and "«TH 6T/2022 (sửa)»" in remark and WHO in remark
