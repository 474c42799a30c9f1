"""The second half of the year: the same tables keep their answers, figures of the year are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_sheets import catalogues, read

from helpers.cleaning.mapping_answers import meaning_in, stored_meaning
from helpers.cleaning.meaning_words import describe
from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.cleaning.stated_periods.relative import (
    absolute_period,
    absolute_years,
    relative_period,
    relative_years,
    title_words,
)
from helpers.core.catalogues.mappings import VALUE_PERIOD
from helpers.core.periods import Period

FIRST, SECOND = Period.parse("2023H1"), Period.parse("2023H2")
years = st.integers(2015, 2040)
halves = st.builds(lambda year, number: Period(year, "H", number), years, st.sampled_from((1, 2)))
codes = st.builds(
    lambda year, part: f"{year}{part}", years, st.sampled_from(("", "H1", "H2", "Q3", "M05"))
)


def title(own):
    return f"TÌNH HÌNH THU, CHI 6 THÁNG {'ĐẦU' if own.number == 1 else 'CUỐI'} NĂM {own.year}"


@given(halves, halves)
def test_the_title_of_the_period_is_the_same_in_every_report(one, other):
    assert title_words(title(one), one) == title_words(title(other), other)


@given(halves, halves)
def test_the_title_of_another_period_is_never_that_of_the_report(one, other):
    assert (title_words(title(other), one) == title_words(title(one), one)) is (one == other)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ĐÀN GIA SÚC THÁNG 6 NĂM 2023", "ĐÀN GIA SÚC THÁNG 12 NĂM 2023"),
        ("NĂM HỌC 2022-2023", "NĂM HỌC 2023 - 2024"),
        ("HỘ NGHÈO (số liệu đến 30/6/2023)", "HỘ NGHÈO (số liệu đến 31/12/2023)"),
        ("CHẾ ĐỘ 6 THÁNG ĐẦU NĂM 2023", "CHẾ ĐỘ NĂM 2023"),
        ("TH 6 tháng/2022", "TH 6 tháng cuối năm 2022"),
    ],
)
def test_words_that_move_with_the_report_are_the_same(first, second):
    assert title_words(first, FIRST) == title_words(second, SECOND)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("THU CHI 6 THÁNG ĐẦU NĂM 2023", "THU CHI 6 THÁNG ĐẦU NĂM 2023"),
        ("NĂM HỌC 2022-2023", "NĂM HỌC 2022-2023"),
        ("ĐÀN GIA SÚC THÁNG 6 NĂM 2023", "ĐÀN GIA SÚC THÁNG 6 NĂM 2023"),
        ("HỘ NGHÈO (đến 30/6/2023)", "HỘ NGHÈO (đến 30/6/2023)"),
        ("KẾ HOẠCH 6 THÁNG CUỐI NĂM 2023", "KẾ HOẠCH 6 THÁNG CUỐI NĂM 2023"),
    ],
)
def test_an_old_title_is_another_one_in_the_next_report(first, second):
    assert title_words(first, FIRST) != title_words(second, SECOND)


@given(codes, halves)
def test_a_period_comes_back_and_is_a_code_that_may_be_stored(code, own):
    stored = relative_period(code, own)
    assert absolute_period(stored, own) == code
    assert VALUE_PERIOD.fullmatch(stored)


@given(halves, halves)
def test_the_own_period_of_an_answer_is_that_of_the_next_report(one, other):
    assert absolute_period(relative_period(str(one), one), other) == str(other)
    before = relative_period(str(one.previous_year()), one)
    assert absolute_period(before, other) == str(other.previous_year())


@given(years, st.text("ab 0{}/", max_size=5))
def test_years_in_texts_come_back(year, around):
    text = f"{around} {year} {around}"
    assert absolute_years(relative_years(text, 2023), 2023) == text


def test_an_answer_about_a_named_part_of_the_year_does_not_move():
    meaning = Meaning(measure="actual", period="2023H1")
    stored = stored_meaning(meaning, FIRST, "column | {period} | quý ii")
    assert meaning_in(stored, SECOND).period == "2023H1"
    stored = stored_meaning(meaning, FIRST, "column | {period} | cột a")
    assert meaning_in(stored, SECOND).period == "2023H2"


YEAR = "UBND HUYỆN MẪU 01\nKẾT QUẢ SẢN XUẤT{title}\n\nChỉ tiêu|ĐVT|KH năm 2023|TH năm 2022|{head}\n"
ROW = "Đàn trâu|con|#9|#7|#8"


@pytest.mark.parametrize(
    ("title", "head"),
    [("", "TH năm 2023"), (" NĂM 2023", "Thực hiện"), (" NĂM 2023", "TH cả năm 2023")],
)
def test_what_a_year_reached_is_the_figure_of_the_report_that_ends_with_it(title, head):
    found = read(YEAR.format(title=title, head=head) + ROW, period="2023H2")
    assert {(f.meaning.measure, f.meaning.period, int(f.value)) for f in found.figures} == {
        ("plan", "2023", 9),
        ("previous", "2022H2", 7),
        ("actual", "2023H2", 8),
    }
    assert found.questions == ()


def test_in_the_first_half_a_figure_of_the_year_is_asked():
    found = read(YEAR.format(title="", head="TH năm 2023") + ROW)
    assert "actual" not in {f.meaning.measure for f in found.figures}


def test_what_happens_within_a_period_is_not_the_figure_of_the_year():
    grid = (
        "UBND HUYỆN MẪU 01\nKẾT QUẢ\n\nChỉ tiêu|ĐVT|TH năm 2023\n"
        "Số cơ sở được kiểm tra vệ sinh an toàn thực phẩm|cơ sở|#8"
    )
    (figure,) = read(grid, period="2023H2").figures
    assert (figure.meaning.code, figure.meaning.period) == ("health.food.inspected", "2023")


def test_an_answer_of_the_first_half_is_used_in_the_second():
    title = "UBND HUYỆN MẪU 01\nTỔNG ĐÀN THÁNG {month} NĂM 2023\n\n"
    grid = f"{title}Xã|Đàn trâu (con)\nXã Một|#4\nXã Hai|#5"
    (asked,) = read(grid.format(month=6)).questions
    meaning = Meaning(measure="actual", period="2023H1")
    stored = stored_meaning(meaning, FIRST, asked.key)
    answer = Answer(asked.key, meaning_in(stored, SECOND), "Ai", "2023-07-01")
    found = read(grid.format(month=12), answers=(answer,), period="2023H2")
    assert found.questions == () and {f.meaning.period for f in found.figures} == {"2023H2"}
    stale = read(grid.format(month=6), answers=(answer,), period="2023H2")
    assert stale.figures == () and stale.questions


def test_the_year_is_never_proposed_as_its_second_half():
    grid = (
        "UBND HUYỆN MẪU 01\nDỊCH BỆNH NĂM 2023\n\nChỉ tiêu|ĐVT|Cột mẫu|TH 2022\nĐàn mẫu|con|#4|#5"
    )
    proposed = [p for q in read(grid, period="2023H2").questions for p in q.proposals]
    texts = [describe(meaning, catalogues("2023H2")) for meaning in proposed]
    assert any("cả năm 2023" in text for text in texts)
    assert not any("6 tháng cuối năm" in text for text in texts)
