"""Phrases that name a period, as offices write them: made from parts, each with its period.

The report is of 2023H1; the expected period follows from what the phrase is made of.
"""

from datetime import date
from itertools import product

import pytest

from helpers.cleaning.stated_periods.lines import statements
from helpers.cleaning.stated_periods.meaning import resolve, together
from helpers.cleaning.stated_periods.phrases import phrases_of
from helpers.core.periods import Period

OWN = Period.parse("2023H1")
BEFORE = ("", "TH ", "Thực hiện ", "Ước TH ", "Kết quả ", "Số liệu ")
LINKS = ("/", " ", " năm ", "-", " - ")
YEARS = (2022, 2023)
ROMAN = ("I", "II", "III", "IV")

HALVES = [f"{n}{t}" for n, t in product(("6", "06", "Sáu "), (" tháng", "T", " T"))]
FIRST_HALVES = [*(f"{half}{link}" for half in HALVES for link in LINKS)]
FIRST_HALVES += [f"{half} đầu năm " for half in HALVES] + ["6TĐN ", "6T ĐN ", "nửa đầu năm "]
SECOND_HALVES = [f"{half} cuối năm " for half in HALVES] + ["nửa cuối năm "]
QUARTERS = ("Quý {r}/", "QUÝ {r} NĂM ", "Q{n}/", "Q{n}-", "Q{r}/", "quý {n} năm ", "Quý {r} - ")
MONTHS = ("tháng {n}/", "Tháng {n:02} năm ", "T{n}/", "tháng {n} - ", "T{n:02}-")
UNTIL = (
    "đến {d}",
    "tính đến {d}",
    "đến hết ngày {d}",
    "từ 01/01 đến {d}",
    "từ 1/1/2023 đến {d}",
    "Từ ngày 01/01/2023 đến ngày {d}",
    "01/01/2023 - {d}",
    "Từ 15/12/2022 đến {d}",
)
DAYS = ("31/5/2023", "20/6/2023", "30-6-2023", "30.6.2023")
STAGES = (
    "giai đoạn {a}-{b}",
    "Giai đoạn {a} - {b}",
    "GĐ {a}-{b}",
    "giai đoạn từ năm {a} đến năm {b}",
)


def meant(text, own=OWN):
    found = together(phrases_of(text, own.year))
    resolved = resolve(found[-1], own, own.year) if found else None
    return (resolved.verdict, resolved.period) if resolved else None


def _verdict(period):
    if period == OWN:
        return "own"
    return "last_year" if period == OWN.previous_year() else None


@pytest.mark.parametrize("before", BEFORE)
def test_halves(before):
    for phrase, year in product(FIRST_HALVES, YEARS):
        period = Period(year, "H", 1)
        assert meant(f"{before}{phrase}{year}") == (_verdict(period), str(period)), phrase
    for phrase, year in product(SECOND_HALVES, YEARS):
        verdict = "plan_part" if year == OWN.year else "past"
        assert meant(f"{before}{phrase}{year}") == (verdict, f"{year}H2"), phrase


@pytest.mark.parametrize("before", BEFORE)
def test_quarters_and_months(before):
    for phrase, number in product(QUARTERS, (1, 2)):
        text = phrase.format(n=number, r=ROMAN[number - 1])
        assert meant(f"{before}{text}2023") == ("quarter", f"2023Q{number}"), text
    for phrase, number in product(MONTHS, range(1, 7)):
        text = phrase.format(n=number)
        assert meant(f"{before}{text}2023") == ("month", f"2023M{number:02}"), text


@pytest.mark.parametrize("before", BEFORE)
def test_days_up_to_which_figures_count(before):
    for phrase, written in product(UNTIL, DAYS):
        text = f"{before}{phrase.format(d=written)}"
        assert meant(text) == ("own", "2023H1"), text
        days = [p.day for p in phrases_of(text, 2023) if p.day]
        day, month, year = map(int, written.replace("-", "/").replace(".", "/").split("/"))
        assert days == [date(year, month, day)], text


@pytest.mark.parametrize("first", [2016, 2021, 2022, 2026])
def test_stages_seasons_and_school_years(first):
    for phrase in STAGES:
        last = first + 4
        assert meant(phrase.format(a=first, b=last)) == ("stage", f"{first}-{last}"), phrase
    years = f"{first}-{first + 1}"
    for phrase in ("vụ xuân ", "Đông xuân ", "năm học ", "niên vụ "):
        assert meant(f"{phrase}{years}") == ("season", years), phrase
    assert meant(f"Giai đoạn {years}") == ("stage", years)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đến hết tháng 5", ("own", "2023H1")),
        ("Lũy kế đến hết tháng 6/2023", ("own", "2023H1")),
        ("Cuối tháng 6", ("own", "2023H1")),
        ("đến cuối quý II/2023", ("own", "2023H1")),
        ("Từ tháng 1 đến tháng 6/2023", ("own", "2023H1")),
        ("số cuối kỳ", ("own", "2023H1")),
        ("Cuối kỳ báo cáo", ("own", "2023H1")),
        ("ước cả năm 2023", ("year", "2023")),
        ("Ước TH cả năm", ("year", "2023")),
        ("cùng kỳ 2022", ("last_year", "2022H1")),
        ("cùng kỳ năm trước", ("last_year", "2022H1")),
        ("so với cùng kỳ năm trước", ("last_year", "2022H1")),
        ("CK năm 2022", ("last_year", "2022H1")),
        ("năm trước", ("past", "2022")),
        ("KH 2023", ("year", "2023")),
        ("Đến 31/12/2022", ("past", "2022")),
        ("2023H1", ("own", "2023H1")),
    ],
)
def test_other_phrases(text, expected):
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("Số đầu năm", "Đầu năm 2023", "đầu kỳ", "Tồn đầu kỳ", "Số dư đầu năm", "đầu quý"),
        *("Có đến đầu kỳ", "Cuối năm", "Cuối năm 2023", "cuối tháng trước", "kỳ trước"),
        *("quý trước", "kỳ sau", "từ 01/4 đến 30/6/2023", "9 tháng năm 2023", "đến hết tháng 3"),
    ],
)
def test_times_that_are_not_those_of_the_period_are_none_of_it(text):
    assert meant(text) is None


@pytest.mark.parametrize(
    "text", ["Năm trước chuyển sang", "Kỳ trước chuyển sang", "năm trước còn tồn"]
)
def test_what_is_carried_over_names_no_period(text):
    assert phrases_of(text, 2023) == ()


@pytest.mark.parametrize("year", YEARS)
def test_a_part_of_the_year_takes_the_year_of_the_level_below(year):
    stated = [*phrases_of("Thực hiện 6 tháng đầu năm", 2023), *phrases_of(str(year), 2023)]
    found = resolve(together(stated)[-1], OWN, OWN.year)
    assert found is not None and found.period == f"{year}H1"


def test_titles_and_heads_read_the_same_phrase_alike():
    for phrase, year in product(FIRST_HALVES, YEARS):
        (statement,) = statements(f"KẾT QUẢ {phrase}{year}", OWN)
        assert statement.verdict == ("own" if year == 2023 else "other"), phrase
