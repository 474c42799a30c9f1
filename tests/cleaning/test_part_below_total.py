"""Below villages and their total stands a part of the total: it is of the unit, no village."""

from office_sheets import read

from helpers.cleaning.recognition.model import Answer, Meaning

TITLE = "KẾT QUẢ RÀ SOÁT HỘ NGHÈO 6 THÁNG ĐẦU NĂM 2023\nĐơn vị tính: hộ"
ROWS = "TT|Thôn|Tổng số hộ|Hộ nghèo\n1|Thôn Mẫu Một|#40|#9\n2|Thôn Mẫu Hai|#60|#11\n|Cộng|#100|#20"


def test_the_part_of_the_total_is_the_minority_households_of_the_unit():
    grid = f"{TITLE}\n{ROWS}\n|Trong đó: hộ dân tộc thiểu số|#70|#18"
    found = read(grid, level="commune")
    whole = {f.meaning.code: int(f.value) for f in found.figures if not f.meaning.breakdown}
    assert not found.questions and whole == {
        "households.total": 100,
        "poverty.poor": 20,
        "households.minority": 70,
        "poverty.minority_poor": 18,
    }


def test_a_part_of_one_village_is_asked_and_is_proposed_as_no_village():
    rows = ROWS.replace("|Cộng", "|Trong đó: hộ mẫu|#7|#3\n|Cộng")
    grid = f"{TITLE}\n{rows}"
    (question,) = read(grid, level="commune").questions
    assert question.kind == "cell" and [p.breakdown for p in question.proposals] == [()]


def test_a_conflict_names_its_row_and_the_other_cell():
    rows = ROWS.replace("|Cộng", "|Tổ công tác mẫu|#7|#3\n|Cộng")
    grid = f"{TITLE}\n{rows}"
    (question,) = read(grid, level="commune").questions
    answer = Answer(question.key, Meaning(), "An", "2023-06-01")
    found = read(grid, level="commune", answers=[answer])
    shown = {q.shown for q in found.questions if q.reason}
    assert any("Cộng > Hộ nghèo (D7: 20 ≠ D6: 3)" in text for text in shown), shown
    assert not any("Thôn Mẫu Hai > Hộ nghèo" in text for text in shown)
