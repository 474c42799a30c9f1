"""Heads with words that nobody knows: a figure below them is asked, never taken for a result."""

from decimal import Decimal

import pytest
from office_sheets import asked, catalogues, read, values

from helpers.cleaning.recognition.matching import matcher_of
from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.cleaning.recognition.programme_words import programmes_named

TITLE = "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2023 (ĐVT: triệu đồng)"


def shown(rows):
    """The rows as a drawn sheet."""
    return "\n".join(" | ".join(map(str, row)) for row in rows)


def columns_asked(found):
    return {cells[0] for kind, cells in asked(found) if kind == "column"}


def test_the_base_of_a_rate_is_asked_where_its_words_are_unknown():
    grid = [
        [TITLE],
        ["Nguồn vốn", "Mức bố trí vốn", "Số vốn đã rút", "Phần"],
        ["Ngân sách trung ương", 4000, 1000, "25%"],
        ["Ngân sách tỉnh", 1000, 400, "40%"],
        ["Ngân sách huyện", 500, 100, "20%"],
    ]
    assert {"B", "D"} <= columns_asked(read(shown(grid)))


def test_a_head_that_says_more_than_the_one_beside_it_is_asked():
    grid = [
        ["TIẾN ĐỘ SẢN XUẤT NGÔ ĐẾN NGÀY 20/6/2023"],
        ["Xã", "DT (ha)", "SL (tấn)", "SL kỳ tương ứng (tấn)"],
        ["Xã Mẫu Một", 10, 40, 38],
        ["Xã Mẫu Hai", 20, 80, 77],
        ["Xã Mẫu Ba", 30, 120, 118],
    ]
    assert columns_asked(read(shown(grid))) == {"D"}


@pytest.mark.parametrize("words", ["trên phân", "mức phần", "kỳ tương ứng"])
def test_words_of_different_names_are_no_name_together(words):
    assert not matcher_of(catalogues(), "district").knows(words)


@pytest.mark.parametrize("words", ["Hộ nghèo phát sinh", "Hộ thoát nghèo trong kỳ", "Đàn trâu"])
def test_words_near_to_a_name_are_known(words):
    assert matcher_of(catalogues(), "district").knows(words)


HERDS = [
    ["KẾT QUẢ CHĂN NUÔI 6 THÁNG ĐẦU NĂM 2023"],
    ["Chỉ tiêu", "ĐVT", "TH 6T/2023", "KH năm 2023"],
    ["Đàn trâu", "con", 742, 760],
    ["Đàn lợn", "con", "3,810", "4,000"],
    ["Đàn bò", "con", "1.284", "2.350"],
]


def test_animals_are_whole_whatever_the_sign_between_thousands():
    found = values(read(shown(HERDS)))
    assert {"C4 | Đàn lợn | actual | 2023H1 | 3810 | con"} <= found
    assert {"D4 | Đàn lợn | plan | 2023 | 4000 | con"} <= found


def test_an_answer_that_counts_things_makes_the_number_whole():
    grid = [*HERDS[:3], ["Đàn lợn", "con", "3,810", "#4000.5"]]
    grid.append(["Thu ngân sách", "triệu đồng", "1.284,7", "2.350,5"])
    first = read(shown(grid))
    (question,) = (q for q in first.questions if q.kind == "unit")
    answer = Answer(question.key, Meaning(unit="con"), "Người thử", "2023-07-01")
    found = {f.cell.address: f.value for f in read(shown(grid), answers=[answer]).figures}
    assert found["C4"] == Decimal(3810)


def test_an_answer_makes_a_round_number_of_thousands_whole_too():
    grid = [["CHĂN NUÔI 6 THÁNG ĐẦU NĂM 2023"], ["Chỉ tiêu", "TH 6T/2023", "KH năm 2023"]]
    grid += [["Con mẫu", "3,810", "4,000"], ["Thu mẫu", "1.284,7", "2.350,5"]]
    questions = [q for q in read(shown(grid)).questions if q.kind == "unit"]
    answers = [Answer(q.key, Meaning(unit="con"), "Ai", "2023-07-01") for q in questions]
    found = {f.cell.address: f.value for f in read(shown(grid), answers=answers).figures}
    assert (found["B3"], found["C3"]) == (3810, 4000)


def test_a_programme_of_earlier_years_is_none_of_todays():
    later = programmes_named("Vốn chương trình 1719 kéo dài", catalogues("2027H1").programmes)
    assert (later.roots, later.is_other) == ((), True)
    assert programmes_named("Vốn chương trình 1719", catalogues("2026H1").programmes).roots


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ 6 THÁNG ĐẦU NĂM 2023", "2023H1"),
        ("SỐ LIỆU CHĂN NUÔI (thời điểm cuối học kỳ II năm học 2022-2023)", "2023H1"),
        ("SỐ LIỆU CHĂN NUÔI (học kỳ I năm học 2023-2024)", "2023H2"),
    ],
)
def test_titles_of_tasks_done_and_of_terms_state_the_period(title, period):
    grid = [
        [title],
        ["Chỉ tiêu", "ĐVT", "Số lượng"],
        ["Đàn trâu", "con", 742],
        ["Đàn bò", "con", 7],
    ]
    found = values(read(shown(grid), period=period))
    assert f"C3 | Đàn trâu | actual | {period} | 742 | con" in found


def test_tasks_to_come_are_no_period_of_a_table():
    grid = [["NHIỆM VỤ 6 THÁNG ĐẦU NĂM 2023"], ["Chỉ tiêu", "ĐVT", "Số lượng"], ["Bò", "con", 742]]
    assert not read(shown(grid)).figures


def test_an_estimate_without_a_year_is_proposed_for_the_period():
    grid = [["CHĂN NUÔI"], ["Chỉ tiêu", "ĐVT", "Ước 6 tháng"], ["Đàn bò", "con", 742]]
    (question,) = (q for q in read(shown(grid)).questions if q.kind == "column")
    assert [(p.measure, p.period) for p in question.proposals] == [("estimate", "2023H1")]
