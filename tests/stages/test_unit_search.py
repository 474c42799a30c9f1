"""Units of every kind and time are found, and former ones name what took their place."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.core.catalogues.units import Units
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE
from helpers.stages.notebooks.start import open_start
from helpers.stages.unit_search import SHOWN_UNITS, list_units

NOW, BEFORE = Period.parse("2026H2"), Period.parse("2023H1")


@pytest.fixture(scope="module")
def units():
    return Units.load(PROJECT_REFERENCE / "units.csv", PROJECT_REFERENCE / "unit_successors.csv")


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 1, 1), "2026H1"),
        (date(2026, 6, 30), "2026H1"),
        (date(2026, 7, 1), "2026H2"),
        (date(2026, 12, 31), "2026H2"),
    ],
)
def test_the_period_of_a_day_is_its_half_year(day, period):
    assert str(Period.half_year_of(day)) == period


def listed(units, text, period=NOW):
    found = list_units(units, text, period, set())
    return {row[0]: row for row in found.rows}, found.sentences


def test_a_commune_of_today_comes_first_with_its_province(units):
    rows, sentences = listed(units, "yên phú")
    assert rows["yen-phu-tuyen-quang"][3] == "xã, Tỉnh Tuyên Quang"
    assert rows["yen-phu-tuyen-quang"][4] == "từ 01/07/2025"
    assert rows["yen-phu-ham-yen"][3:5] == ("xã, Huyện Hàm Yên, Tỉnh Tuyên Quang", "đến 30/06/2025")
    keys = list(rows)
    assert keys.index("yen-phu-tuyen-quang") < keys.index("yen-phu-ham-yen")
    [became] = [line for line in sentences if "yen-phu-ham-yen" in line]
    assert "yen-phu-tuyen-quang" in became and "30/06/2025" in became


def test_in_an_earlier_period_the_former_commune_comes_first(units):
    rows, _ = listed(units, "yên phú", BEFORE)
    keys = list(rows)
    assert keys.index("yen-phu-ham-yen") < keys.index("yen-phu-tuyen-quang")


def test_a_district_became_what_its_communes_went_into(units):
    """Resolution 1683/NQ-UBTVQH15: the five communes that the 14 of Bạch Thông went into."""
    rows, sentences = listed(units, "huyện bạch thông")
    assert rows["bach-thong"][4] == "đến 30/06/2025"
    [line] = sentences
    for name in ("Phủ Thông", "Vĩnh Thông", "Phong Quang", "Cẩm Giàng", "Bạch Thông"):
        assert f"Xã {name}" in line or f"Phường {name}" in line


@pytest.mark.parametrize(
    ("text", "successor"),
    [("tỉnh bắc kạn", "thai-nguyen"), ("huyện lý sơn", "ly-son-quang-ngai")],
)
def test_a_former_province_and_an_island_district(units, text, successor):
    _, [line] = listed(units, text)
    assert f"(mã {successor})" in line


def test_marks_may_be_left_out_and_a_wrong_letter_finds_near_names(units):
    assert "yen-phu-tuyen-quang" in listed(units, "yen phu")[0]
    assert "dam-rong-1-lam-dong" in listed(units, "dam rongg 1 lam dong")[0]
    rows, [sentence] = listed(units, "qqqqzzz")
    assert not rows and "qqqqzzz" in sentence


def test_a_long_list_asks_for_more_of_the_name(units):
    rows, sentences = listed(units, "xã")
    assert len(rows) == SHOWN_UNITS
    every = sum("xã" in f"{u.name_vi} {u.key}".lower() for u in units.rows)
    assert str(every - SHOWN_UNITS) in sentences[0]


def test_without_a_text_the_provinces_of_today_and_units_on_hand(units):
    found = list_units(units, "", NOW, {"yen-phu-tuyen-quang"})
    assert len(found.rows) == 34 + 1
    assert [row[5] for row in found.rows if row[0] == "yen-phu-tuyen-quang"] == ["✓"]


@pytest.mark.parametrize(
    ("key", "day", "words"),
    [
        ("bach-thong", date(2026, 6, 30), ["kết thúc ngày 30/06/2025", "bach-thong-thai-nguyen"]),
        ("bac-kan", date(2025, 12, 31), ["Tỉnh Thái Nguyên"]),
        (
            "yen-phu-tuyen-quang",
            date(2023, 6, 30),
            ["thành lập ngày 01/07/2025", "yen-phu-ham-yen"],
        ),
    ],
)
def test_a_unit_of_another_time_is_refused_with_the_one_to_use(units, key, day, words):
    with pytest.raises(ParameterError) as refused:
        units.find(key, day)
    assert all(word in str(refused.value) for word in words)


def test_the_start_notebook_finds_units_too(real_workspace):
    start = open_start(workspace=real_workspace, unit="bach-thong", period="2023H1")
    assert "start.units(" in start.units().sentences[1]
    assert "yen-phu-ham-yen" in {row[0] for row in start.units("yên phú").rows}


@pytest.mark.parametrize("typed", ["ea-kli", "Ea Kli", "ea-kli-dak-lak"])
def test_a_name_with_a_slip_and_without_its_province_is_found_first(units, typed):
    assert units.like(typed, NOW.end)[0].key == "ea-kly-dak-lak"
