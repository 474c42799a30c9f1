"""What a question says, what it is one question about, and under which key an answer is found."""

import pytest
from office_sheets import read, unit, values

from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.cleaning.recognition.places import place_below

OPENING = """
HỘ NGHÈO, CẬN NGHÈO 6 THÁNG ĐẦU NĂM 2023
ĐVT: hộ
Xã | Hộ nghèo | | Hộ cận nghèo |
 | Đầu năm 2023 | Đến 31/5/2023 | Đầu năm 2023 | Đến 31/5/2023
Xã Mẫu Một | 20 | 18 | 9 | 8
Xã Mẫu Hai | 30 | 28 | 7 | 5
"""
MERGED = "A3:A4 B3:C3 D3:E3"
LEVELS = [("Hộ nghèo", "B5:B6"), ("Hộ cận nghèo", "D5:D6")]


def opened(answers=()):
    return read(OPENING, answers=answers, merged=MERGED)


def test_columns_of_the_beginning_of_the_year_are_one_question():
    (question,) = (q for q in opened().questions if q.kind == "column")
    assert {w.cells for w in question.where} == {cells for _, cells in LEVELS}
    assert "B5: 20" in question.text
    answer = Answer(question.key, question.proposals[0], "Người thử", "2023-07-01")
    found = values(opened([answer]))
    assert "D6 | Hộ cận nghèo | opening | 2023H1 | 7 | hộ | xã=Xã Mẫu Hai" in found


def test_an_answer_to_one_column_counts_as_before_in_its_sheet():
    (question,) = (q for q in opened().questions if q.kind == "column")
    title = "hộ nghèo, cận nghèo {period}"
    meaning = Meaning(measure="previous", period="2022")
    key = f"column | {title} | hộ nghèo > đầu năm {{year}}"
    sheets = frozenset({("so lieu", "Biểu 1")})
    given = Answer(key, meaning, "Người thử", "2023-07-01", sheets)
    found = opened([given])
    assert "B5 | Hộ nghèo | previous | 2022 | 20 | hộ | xã=Xã Mẫu Một" in values(found)
    assert {w.cells for q in found.questions for w in q.where} == {"D5:D6"}
    elsewhere = Answer(key, meaning, "Người thử", "2023-07-01", frozenset({("khác", "Biểu 1")}))
    assert not {f.cell.address for f in opened([elsewhere]).figures} & {"B5", "D5"}


@pytest.mark.parametrize(
    ("label", "level", "place"),
    [
        ("Tổ dân phố 1", "commune", "Tổ dân phố 1"),
        ("Thôn 12", "commune", "Thôn 12"),
        ("Thôn 1 đạt chuẩn", "commune", None),
    ],
)
def test_numbers_are_names_of_villages(label, level, place):
    found = place_below(label, unit(level))
    assert (found[1] if found else None) == place


def test_a_sheet_of_money_carried_over_is_of_the_period():
    grid = (
        "GIẢI NGÂN VỐN NĂM 2022 KÉO DÀI SANG NĂM 2023 (đến 30/6/2023)\n"
        "Nguồn vốn | Vốn kéo dài (triệu đồng) | Giải ngân (triệu đồng)\n"
        "Ngân sách trung ương | 400 | 300"
    )
    kinds = {q.kind for q in read(grid, name="Kéo dài 2022").questions}
    assert "table" not in kinds


def test_a_question_asks_only_for_what_is_open():
    grid = "CHĂN NUÔI\nChỉ tiêu | ĐVT | Thực hiện\nĐàn bò | con | 742\nĐàn trâu | con | 12"
    (question,) = (q for q in read(grid).questions if q.kind == "column")
    assert question.asked == ("period",)
    assert question.text == "«CHĂN NUÔI»: các số này của kỳ nào? Ví dụ C3: 742; C4: 12."
