"""A place in the name of a file or sheet is one only where a name stands behind its kind."""

import pytest
from office_sheets import read

from helpers.cleaning.recognition.model import Answer, Meaning

ROWS = "STT|Nội dung|ĐVT|Thực hiện 6 tháng 2023\n1|Tổng số hộ|hộ|#720"
OF_UNIT = f"SỐ LIỆU XÃ MẪU 01 6 THÁNG ĐẦU NĂM 2023\n{ROWS}"
BARE = f"SỐ LIỆU 6 THÁNG ĐẦU NĂM 2023\n{ROWS}"


def places(found):
    return {f.meaning.breakdown for f in found.figures}


@pytest.mark.parametrize(
    "file",
    [
        "Dân số các thôn T5.2026.xlsx",
        "Dân số thôn T5.2023.xlsx",
        "Dân số các thôn Mẫu.xlsx",
        "Số liệu thôn 05.2023.xlsx",
        "Dân số thôn Q2.xlsx",
    ],
)
@pytest.mark.parametrize("grid", [OF_UNIT, BARE])
def test_a_period_or_several_in_the_name_of_a_file_is_no_place(file, grid):
    found = read(grid, level="commune", file=file)
    assert not found.questions and places(found) == {()}


def test_a_name_behind_its_kind_is_a_place():
    found = read(BARE, level="commune", file="Dân số thôn Mẫu Hai.xlsx")
    assert places(found) == {(("thôn", "Thôn Mẫu Hai"),)}


def test_the_answer_that_it_is_of_the_unit_takes_the_place_away():
    asked = read(OF_UNIT, level="commune", file="Dân số thôn Mẫu Hai.xlsx")
    (question,) = asked.questions
    answer = Answer(question.key, Meaning(), "An", "2023-06-01")
    found = read(OF_UNIT, level="commune", file="Dân số thôn Mẫu Hai.xlsx", answers=[answer])
    assert not found.questions and places(found) == {()}
