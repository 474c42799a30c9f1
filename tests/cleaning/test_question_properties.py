"""What holds of every question and answer, over tables whose heads leave something open.

A question can be answered by a choice or by the fields that it opens, its first proposal is an
answer to all that it asks, its cells need one answer, and no answer makes a figure vanish.
"""

from functools import cache

import pytest
from office_sheets import catalogues, read

from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.stages.mapping.filled_answers import (
    CHOICE,
    AnswerProblem,
    as_asked,
    choices_of,
    fields_of,
    meaning_of,
)
from helpers.stages.mapping.vocabulary import vocabulary_of

OWN = "6 THÁNG ĐẦU NĂM 2023"
HEAD = f"UBND HUYỆN MẪU 01\nKẾT QUẢ {OWN}\n\n"
OPEN = "UBND HUYỆN MẪU 01\nBIỂU SỐ LIỆU\n\n"
TABLES = {
    "no measure, no period": OPEN + "Xã|Số hộ nghèo|Số lớp\nXã Một|#4|#5\nXã Hai|#6|#7",
    "rate of what": HEAD + "Chỉ tiêu|ĐVT|Thực hiện|So cùng kỳ (%)\nĐàn trâu|con|#4|#96.5\n"
    "Đàn bò|con|#7|#103.1",
    "cumulated": OPEN + "Chỉ tiêu|ĐVT|Lũy kế\nĐàn trâu|con|#4",
    "a stage": HEAD + "Chỉ tiêu|ĐVT|Kết quả 2021-2025\nĐàn trâu|con|#4",
    "no unit": HEAD + "Xã|Xe|Máy\nXã Một|#4|#5\nXã Hai|#6|#7",
    "no unit in rows": HEAD + "Chỉ tiêu|Thực hiện\nXe mẫu|#4\nMáy mẫu|#5",
    "an unknown unit": HEAD + "Chỉ tiêu|ĐVT|Thực hiện\nXe mẫu|bể|#4",
    "unknown words": HEAD + "Chỉ tiêu|ĐVT|TH 6T/2023|Cột mẫu\nĐàn trâu|con|#4|#6\nĐàn bò|con|#5|#8",
    "one meaning twice": HEAD + "Chỉ tiêu|ĐVT|6 tháng 2023|6T/2023\nĐàn trâu|con|#5|#6",
    "an unknown row": HEAD + "Xã|Số hộ nghèo\nXã Một|#4\nXã Hai|#5\nVùng sâu|#3",
    "several numbers": HEAD + "Chỉ tiêu|Thực hiện\nSố hộ nghèo|41/60\nSố hộ khác|5 con, 6 hộ",
    "a bound": HEAD + "Chỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|trên 90",
    "outside": HEAD.rstrip("\n") + "\nGhi thêm|#55\n\nChỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|#90",
    "no head": HEAD + "Chỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|#90\n\n\nGhi thêm||||#55",
    "a draft": "UBND HUYỆN MẪU 01\nDỰ THẢO KẾT QUẢ\n\nChỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|#90",
    "counted": HEAD + "Xã|Thực hiện\nXã Một|#4\nXã Hai|#5",
    "same rows": HEAD + "Chỉ tiêu|ĐVT|Thực hiện\nCây mẫu|cây|#4\nCon mẫu|con|#5\nCây mẫu|cây|#6",
    "near": HEAD + "Chỉ tiêu|ĐVT|Thực hiện\nSố vụ tai nạn|vụ|#4",
    "negative": HEAD + "Chỉ tiêu|ĐVT|Thực hiện\nĐàn trâu|con|-4\nĐàn bò|con|-6",
    "carried over": "UBND HUYỆN MẪU 01\nKẾT QUẢ GIẢI NGÂN ĐẾN 30/6/2023 (triệu đồng)\n\n"
    "Nội dung|Vốn kéo dài|Giải ngân\nDự án mẫu|#4|#2",
    "another agency": HEAD + "Chỉ tiêu|ĐVT|KH xã giao\nĐàn trâu|con|#5",
}
MOST_ROUNDS = 5
whole = pytest.mark.parametrize("grid", TABLES.values(), ids=TABLES)


@cache
def words():
    return vocabulary_of(catalogues())


def answers_of(question):
    """Every choice that answers a question, as it would be stored."""
    for choice in choices_of(question, words()):
        try:
            meaning = meaning_of(question, {CHOICE: choice.text}, words())
        except AnswerProblem:
            continue
        if meaning is not None:
            yield as_asked(question, meaning)


@whole
def test_every_question_can_be_answered_and_by_each_of_its_proposals(grid):
    for question in read(grid).questions:
        choices = choices_of(question, words())
        is_mended_in_file = not question.asked  # no answer makes a number of «trên 90»
        is_answered = any(c.meaning.is_figure for c in choices) or fields_of(question)
        assert bool(is_answered) is not is_mended_in_file, question
        for choice in choices:
            if choice.meaning in question.proposals:
                assert meaning_of(question, {CHOICE: choice.text}, words()) is not None


def rounds(grid, choose):
    """What is found after rounds of answers; ``choose``: which of the choices of each question."""
    answers: dict[str, Answer] = {}
    for _ in range(MOST_ROUNDS):
        found = read(grid, answers=tuple(answers.values()))
        new = {}
        for question in found.questions:
            known = list(answers_of(question))
            if known:
                meaning = known[choose % len(known)]
                new[question.key] = Answer(question.key, meaning, "Ai", "2023-07-01")
        if all(answers.get(key) == answer for key, answer in new.items()):
            return found, answers
        answers |= new
    return found, answers


@whole
@pytest.mark.parametrize("choose", [0, 1, 2])
def test_no_answer_makes_a_figure_vanish(grid, choose):
    """Every number is read, or asked, or a person said that it is none."""
    found, answers = rounds(grid, choose)
    known = {f.cell.address for f in found.figures}
    refused = [q for q in found.answered if not answers[q.key].meaning.is_figure]
    areas = [w.cells for q in (*found.questions, *refused) for w in q.where]
    for address in numbers(grid):
        assert address in known or any(inside(address, area) for area in areas), address


def numbers(grid):
    """Addresses of the typed numbers of a grid."""
    for row, line in enumerate(grid.split("\n"), start=1):
        for column, text in enumerate(line.split("|")):
            if text.strip().startswith("#"):
                yield f"{chr(65 + column)}{row}"


def inside(address, area):
    first, _, last = area.partition(":")
    last = last or first
    letters, row = address[0], int(address[1:])
    return first[0] <= letters <= last[0] and int(first[1:]) <= row <= int(last[1:])


def test_an_answer_takes_no_figure_away_that_was_read():
    """«So cùng kỳ (%)» answered as what was reached: the column of what was reached stays."""
    grid = TABLES["rate of what"]
    (question,) = read(grid).questions
    wrong = Answer(question.key, Meaning(measure="actual", period="2023H1"), "Ai", "2023-07-01")
    found = read(grid, answers=(wrong,))
    assert {f.cell.address for f in found.figures} >= {"C5", "C6"}
    assert not {f.cell.address for f in found.figures} & {"D5", "D6"}
    assert [q.key for q in found.questions] == [question.key]
    assert "trùng nghĩa" in found.questions[0].reason


def test_two_columns_of_one_answer_are_asked_again():
    grid = HEAD + "Chỉ tiêu|ĐVT|Cột A|Cột B|KH 2023\nĐàn trâu|con|#4|#6|#9\nĐàn bò|con|#5|#8|#9"
    asked = [q for q in read(grid).questions if q.kind == "column"]
    same = Meaning(measure="actual", period="2023H1")
    found = read(grid, answers=[Answer(q.key, same, "Ai", "2023-07-01") for q in asked])
    again = {w.cells for q in found.questions for w in q.where}
    assert again == {"C5:C6", "D5:D6"}
    assert not {f.cell.column for f in found.figures} & {3, 4}


def test_a_cell_outside_of_tables_is_read_when_its_meaning_is_said():
    grid = TABLES["outside"]
    (first,) = read(grid).questions
    yes = Answer(first.key, Meaning(), "Ai", "2023-07-01")
    (second,) = read(grid, answers=(yes,)).questions
    assert set(second.asked) == {"indicator", "unit", "measure", "period"}
    meaning = Meaning(label="Xe mẫu", unit="chiếc", measure="actual", period="2023H1")
    found = read(grid, answers=(yes, Answer(second.key, meaning, "Ai", "2023-07-01")))
    assert found.questions == ()
    assert ("B3", 55) in {(f.cell.address, f.value) for f in found.figures}


def test_one_question_for_a_table_or_column_never_one_for_each_row():
    rows = "\n".join(f"Xã {name}|#4|#5" for name in ("Một", "Hai", "Ba", "Bốn", "Sáu"))
    found = read(HEAD + "Xã|Xe|Máy\n" + rows)
    assert len(found.questions) == 2, "a unit for each column"
    found = read(OPEN + "Xã|Số hộ nghèo|Số lớp\n" + rows)
    assert len(found.questions) == 1, "measure and period of the table"


def test_a_column_without_a_head_is_asked_and_leaves_the_others_alone():
    found = read(TABLES["no head"])
    assert {f.cell.address for f in found.figures} == {"C5"}
    assert {w.cells for q in found.questions for w in q.where} == {"E8"}
    assert any("cột E" in q.text for q in found.questions)
